use dom_query::NodeRef;

use crate::text::post;

/// Elements that begin and end a paragraph, besides `<blockquote>`.
static BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose text nobody sees, or that belong to a picture.
static UNSEEN: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "iframe",
    "object",
    "audio",
    "video",
    "canvas",
    "figcaption",
    "button",
    "select",
    "option",
    "textarea",
    "math",
];

enum Step<'a> {
    Enter(NodeRef<'a>),
    EndBlock,
    EndQuotation,
    EndPreformatted,
}

/// The words under a node as paragraphs: parted where blocks begin and end, white space as a browser shows it, `<br>` a
/// line break.
pub(super) fn blocks(node: &NodeRef) -> Vec<String> {
    walk(node, |_| Visit::Read).0
}

/// What to do with an element that is met.
pub(super) enum Visit {
    Read,
    /// With all that is in it.
    LeaveOut,
    /// Remember how many paragraphs stand before it.
    Mark,
}

/// The same, but for what is left out; and how many paragraphs stand before the last element that was marked.
pub(super) fn walk(node: &NodeRef, visit: impl Fn(&NodeRef) -> Visit) -> (Vec<String>, Option<usize>) {
    let mut text = Text::default();
    let mut marked = None;
    // Not by recursion: how deep a tree is must not matter.
    let mut steps = vec![Step::Enter(*node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::EndBlock => text.end_block(),
            Step::EndQuotation => {
                text.quotations = text.quotations.saturating_sub(1);
                text.is_post &= text.quotations > 0;
                text.end_block();
            }
            Step::EndPreformatted => text.preformatted = text.preformatted.saturating_sub(1),
            Step::Enter(node) if node.is_text() => text.push(&node.text()),
            Step::Enter(node) => match visit(&node) {
                Visit::LeaveOut => text.end_block(),
                visit => {
                    enter(node, &mut text, &mut steps);
                    if matches!(visit, Visit::Mark) {
                        text.end_block();
                        marked = Some(text.blocks.len());
                    }
                }
            },
        }
    }
    text.end_block();
    (text.blocks, marked)
}

fn enter<'a>(node: NodeRef<'a>, text: &mut Text, steps: &mut Vec<Step<'a>>) {
    let name = node.node_name();
    let name = name.as_deref().unwrap_or_default();
    if UNSEEN.contains(&name) {
        return;
    }
    if name == "br" {
        return text.end_line();
    }
    if name == "blockquote" {
        text.end_block();
        // What tells whose words an embedded post has stands behind them: all of it is one paragraph. Only the outermost is looked
        // at, since thousands may stand in each other.
        text.is_post |= text.quotations == 0 && post(node.text().trim_end()).is_some();
        text.quotations += 1;
        steps.push(Step::EndQuotation);
    } else if BLOCKS.contains(&name) {
        text.end_block();
        steps.push(Step::EndBlock);
    }
    if name == "pre" {
        text.preformatted += 1;
        steps.push(Step::EndPreformatted);
    }
    steps.extend(node.children_it(true).map(Step::Enter));
}

#[derive(Default)]
struct Text {
    blocks: Vec<String>,
    block: String,
    /// Inside how many `<pre>`.
    preformatted: u32,
    /// Inside how many `<blockquote>`.
    quotations: u32,
    /// The outermost of them is a post of a social network.
    is_post: bool,
}

impl Text {
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.end_line(),
                // A browser shows each run of these as one space; other white space (no-break spaces) as it is.
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.block.is_empty() && !self.block.ends_with([' ', '\n']) {
                        self.block.push(' ');
                    }
                }
                _ => self.block.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        self.block.truncate(self.block.trim_end_matches(' ').len());
        if !self.block.is_empty() {
            // A line of a post is no paragraph of its own.
            self.block.push(if self.is_post { ' ' } else { '\n' });
        }
    }

    fn end_block(&mut self) {
        if self.is_post {
            return self.end_line();
        }
        let block = std::mem::take(&mut self.block);
        if !block.trim().is_empty() {
            self.blocks.push(block.trim_matches([' ', '\n']).to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn text(markup: &str) -> Vec<String> {
        blocks(&Document::fragment(markup).root())
    }

    #[test]
    fn blocks_are_paragraphs_and_breaks_are_lines() {
        let markup = "<div>One <b>bold</b>\n  word<p>Two<br>lines</p><ul><li>three<li>four</ul>five&nbsp;six</div><script>no</script>";
        assert_eq!(text(markup), ["One bold word", "Two\nlines", "three", "four", "five\u{a0}six"]);
    }

    #[test]
    fn an_embedded_post_is_one_paragraph_with_its_signature() {
        let markup = "<p>One<blockquote><p>Nobody asked.<br><br>Nobody <i>will</i>.</p>&mdash; Bo Ray (@boray) <a>May 5, 2020</a></blockquote>\
                      <p>Two<blockquote><p>Three<p>Four</blockquote>";
        let post = "Nobody asked. Nobody will. — Bo Ray (@boray) May 5, 2020";
        assert_eq!(text(markup), ["One", post, "Two", "Three", "Four"]);
    }

    #[test]
    fn inline_elements_neither_join_nor_part_words() {
        assert_eq!(
            text("<p>“We <a href=x>will</a> n<i>o</i>t,”<span> she</span> said</p>"),
            ["“We will not,” she said"]
        );
        assert_eq!(text("<pre>a\n b</pre>"), ["a\nb"]);
        assert!(text("<p> </p><br><figure><figcaption>A ship</figcaption></figure>").is_empty());
    }
}
