//! What readers see of an article around its text: the headline, the byline and the date near it.
//!
//! A headline that is seen goes before those that are declared, which are cut and rewritten for search engines and social
//! networks. A date that is declared goes before those that are seen; but where the two are neighbours the day is the one
//! that is printed: programs declare moments of UTC, and some of them a zone that is not theirs.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use jiff::civil::Date;

use super::{
    super::{Field, byline, date, draft::Draft, heading},
    around,
    words::{self, Visit},
};
use crate::article::Published;

/// So many blocks of text around the headline may be the lines of its byline.
const LINES_ABOVE: usize = 4;
const LINES_BELOW: usize = 30;
/// The story has begun where so many blocks were longer than any byline or standfirst.
const STORY: usize = 2;
/// In bytes.
const LONG: usize = 250;

/// Fills a draft that has what the page declares with what it shows.
pub(super) fn read(page: &Document, draft: &mut Draft) {
    let title = page.select_single("head title").text().to_string();
    let headline = headline(page, draft, &title);
    if let Some((_, headline)) = &headline {
        draft.title = None;
        draft.forget_origin(Field::Title);
        draft.set_from("the page's headline", Field::Title, headline);
    } else {
        draft.set_from("<title>", Field::Title, without_site(&title));
    }
    let lines = lines(page, headline.map(|(node, _)| node), draft.title.as_deref().unwrap_or_default());
    read_authors(page, &lines, draft);
    read_date(page, &lines, draft);
}

/// The heading that is the article's headline, with its words: the one most like what is declared, unless it is the site's
/// name; a single `<h1>` even if it is worded anew.
fn headline<'a>(page: &'a Document, draft: &Draft, title: &str) -> Option<(NodeRef<'a>, String)> {
    let declared = draft.title.iter().map(String::as_str).chain([title]).map(Words::of);
    // One word may be a site's name.
    let declared: Vec<Words> = declared.filter(|words| words.0.len() > 1).collect();
    let site =
        [draft.outlet.as_deref().unwrap_or_default(), title.strip_prefix(without_site(title)).unwrap_or_default()];
    let site = site.map(letters);
    let candidates = |selector: &str| -> Vec<Heading<'a>> {
        let headings = page.select(selector);
        let own = headings.nodes().iter().filter(|node| !is_of_another(node));
        let headings = own.map(|node| Heading::of(*node, &declared));
        headings.filter(|heading| !heading.text.trim().is_empty() && !site.contains(&letters(&heading.text))).collect()
    };
    let best = |headings: &[Heading<'a>], least: f64| {
        // Of equal ones the last: the first stands in the bar at the top of the page.
        let best = headings.iter().max_by(|one, other| one.likeness.total_cmp(&other.likeness))?;
        (best.likeness >= least).then(|| (best.node, best.text.clone()))
    };
    let first = candidates("h1");
    best(&first, 0.4)
        .or_else(|| best(&candidates("h2"), 0.8))
        .or_else(|| best(&candidates(r#"h1[itemprop~="headline"]"#), 0.0))
        .or_else(|| match &*first {
            [only] if declared.is_empty() || only.likeness > 0.0 || Words::of(&only.text).0.len() >= 5 => {
                Some((only.node, only.text.clone()))
            }
            _ => None,
        })
}

struct Heading<'a> {
    node: NodeRef<'a>,
    text: String,
    /// How like it is to the title, among those that are declared, that it is most like.
    likeness: f64,
}

impl<'a> Heading<'a> {
    fn of(node: NodeRef<'a>, declared: &[Words]) -> Self {
        let text = seen(&node, None).0.join(" ");
        let words = Words::of(&text);
        let likeness = declared.iter().map(|declared| declared.likeness(&words)).fold(0.0, f64::max);
        Self { node, text, likeness }
    }
}

/// The different words of a headline, case folded.
struct Words(HashSet<String>);

impl Words {
    fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self(words.map(str::to_lowercase).collect())
    }

    /// Dice's coefficient: 1 when all words are the same, 0 when none is.
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    fn likeness(&self, other: &Self) -> f64 {
        2.0 * self.0.intersection(&other.0).count() as f64 / (self.0.len() + other.0.len()).max(1) as f64
    }
}

fn letters(text: &str) -> String {
    heading::letters(text).collect()
}

/// "Harbour closed - Harbor Gazette": the part before the last separator, when that is the longer one.
fn without_site(title: &str) -> &str {
    let separators = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let parted = separators
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .max_by_key(|(headline, _)| headline.len());
    parted.filter(|(headline, site)| headline.len() > site.len()).map_or(title, |(headline, _)| headline)
}

/// The lines below the headline down to the story, then those right above it.
///
/// Where no heading is the headline, its title may stand in another element.
fn lines(page: &Document, headline: Option<NodeRef>, title: &str) -> Vec<String> {
    let (blocks, marked) = seen(&page.root(), headline);
    let title = letters(title);
    let repeated = || blocks.iter().position(|block| !title.is_empty() && letters(block) == title).map(|at| at + 1);
    let Some(at) = marked.or_else(repeated) else { return Vec::new() };
    let mut long = 0;
    let below = blocks[at..].iter().take(LINES_BELOW).take_while(|block| {
        long += usize::from(block.len() > LONG);
        long < STORY
    });
    let near = below.chain(blocks[at.saturating_sub(LINES_ABOVE)..at].iter().rev());
    near.filter(|block| block.len() <= LONG).flat_map(|block| block.lines()).map(str::to_owned).collect()
}

/// The names in the byline near the headline; what is declared may be who entered the text, or the first of several.
fn read_authors(page: &Document, lines: &[String], draft: &mut Draft) {
    let outlet = draft.outlet.as_deref().map(letters);
    let is_author = |name: &String| Some(letters(name)) != outlet && !byline::is_outlet(name);
    let is_told = draft.authors.iter().any(is_author);
    let mut seen = names_in(lines);
    if seen.is_empty() && !is_told {
        seen = called_byline(page);
    }
    let declared: Vec<String> = draft.authors.iter().map(|name| letters(name)).collect();
    let has_more = seen.iter().any(|name| !declared.contains(&letters(name)));
    if has_more && (!is_told || seen.iter().any(is_author)) {
        draft.authors = seen;
        draft.forget_origin(Field::Authors);
        draft.remember("the byline", Field::Authors, 0);
    }
}

/// The names in the first line that is a byline ("By Ann Lee").
fn names_in(lines: &[String]) -> Vec<String> {
    let mut names = lines.iter().filter_map(|line| byline::credit(line)).map(|credit| credit.authors);
    names.find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names in the first element that is called a byline and reads like one, with "By" or of names alone.
fn called_byline(page: &Document) -> Vec<String> {
    let bylines = page.select(r#"[class*="byline"], [class*="author"], [rel="author"]"#);
    let mut bylines = bylines.nodes().iter().filter(|node| !is_of_another(node));
    let names = bylines.find_map(|node| {
        let blocks = seen(node, None).0;
        let lines: Vec<String> = blocks.iter().flat_map(|block| block.lines()).map(str::to_owned).collect();
        let names = names_in(&lines);
        let names = if let ([line], true) = (&*lines, names.is_empty()) { byline::bare(line) } else { names };
        Some(names).filter(|names| !names.is_empty())
    });
    names.unwrap_or_default()
}

fn read_date(page: &Document, lines: &[String], draft: &mut Draft) {
    if draft.published.is_none() {
        let before = draft.filled(Field::Published);
        draft.published = time(page);
        draft.remember("<time>", Field::Published, before);
    }
    let printed = lines.iter().find_map(|line| date::in_line(line));
    match (&draft.published, printed) {
        (None, Some(printed)) => {
            let before = draft.filled(Field::Published);
            draft.published = Some(printed);
            draft.remember("the line near the headline", Field::Published, before);
        }
        (Some(declared), Some(printed)) if are_neighbours(declared, &printed) => {
            draft.forget_origin(Field::Published);
            draft.published = Some(printed);
            draft.remember("the line near the headline", Field::Published, 0);
        }
        _ => {}
    }
}

/// Whether two days follow each other: the same moment in two zones.
fn are_neighbours(one: &Published, other: &Published) -> bool {
    let day = |published: &Published| published.date().parse::<Date>().ok();
    let between = day(one).zip(day(other)).map(|(one, other)| one.duration_since(other).as_hours().abs());
    between == Some(24)
}

/// The day of the first `<time>` of the article, or of the only one anywhere.
fn time(page: &Document) -> Option<Published> {
    let within = |selector: &str| -> Vec<Published> {
        let times = page.select(selector);
        let own = times.nodes().iter().filter(|time| !is_of_change(time) && !is_of_another(time));
        own.filter_map(|time| date::read(&time.attr("datetime")?)).collect()
    };
    let first = within("article time[datetime], main time[datetime], header time[datetime]").into_iter().next();
    first.or_else(|| {
        let all = within("time[datetime]");
        all.first().filter(|first| all.iter().all(|time| time.date() == first.date())).cloned()
    })
}

/// Whether a `<time>` tells when the page was changed, and that alone.
fn is_of_change(time: &NodeRef) -> bool {
    let changed = |node: &NodeRef| {
        let called = called(node);
        ["modif", "updat", "edit"].iter().any(|word| called.contains(word)) && !called.contains("publish")
    };
    changed(time) || time.parent().is_some_and(|parent| changed(&parent))
}

/// The blocks of text under a node that are seen, and are the article's; how many stand before the headline, if it is there.
fn seen(node: &NodeRef, headline: Option<NodeRef>) -> (Vec<String>, Option<usize>) {
    let is_hidden = |node: &NodeRef| {
        node.has_attr("hidden")
            || node.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
    };
    words::walk(node, |node| {
        if headline.is_some_and(|headline| headline.id == node.id) {
            Visit::Mark
        } else if is_hidden(node) || belongs_to_another(node) {
            Visit::LeaveOut
        } else {
            Visit::Read
        }
    })
}

/// Whether an element belongs to another article's teaser, or to a comment.
fn is_of_another(node: &NodeRef) -> bool {
    let elsewhere = |node: &NodeRef| belongs_to_another(node) || node.node_name().as_deref() == Some("li");
    elsewhere(node) || node.ancestors_it(None).any(|above| elsewhere(&above))
}

/// Whether all that is in an element belongs to other articles, to comments, or to the site.
fn belongs_to_another(node: &NodeRef) -> bool {
    let name = node.node_name();
    let is = |names: &[&str]| names.iter().any(|other| name.as_deref() == Some(other));
    is(&["aside", "nav", "footer"])
        || !is(&["html", "body", "main", "article"]) && {
            let called = called(node);
            let named = ["related", "teaser", "card", "comment", "sidebar"].iter().any(|word| called.contains(word));
            // "has-sidebar" is a class of what holds the article, too.
            named && !around::has_much_text(node)
        }
}

/// What the page calls an element, for its own use.
fn called(node: &NodeRef) -> String {
    ["class", "id", "itemprop", "data-testid"].map(|name| node.attr_or(name, "").to_lowercase()).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::{linked_data::LinkedData, metadata};

    fn told(head: &str, body: &str) -> Draft {
        let page = Document::from(format!("<html><head>{head}</head><body>{body}</body></html>"));
        let mut draft = metadata::read(&page, &LinkedData::of(&page));
        read(&page, &mut draft);
        draft
    }

    fn title(head: &str, body: &str) -> Option<String> {
        told(head, body).title
    }

    fn day(head: &str, body: &str) -> Option<String> {
        told(head, body).published.map(String::from)
    }

    #[test]
    fn a_title_is_freed_of_the_site_s_name() {
        assert_eq!(
            title("<title>Harbour closed for a week | Harbor Gazette</title>", "").as_deref(),
            Some("Harbour closed for a week")
        );
        assert_eq!(title("<title>Gazette</title>", "<h1>One</h1><h1>Two</h1>").as_deref(), Some("Gazette"));
        assert_eq!(title("", ""), None);
    }

    #[test]
    fn the_headline_that_is_seen_goes_before_those_that_are_declared() {
        let declared = r#"<title>Old port shut - Harbor Gazette</title><meta property="og:title" content="Port closed: what we know">
            <meta property="og:site_name" content="Harbor Gazette">"#;
        for (body, expected) in [
            ("<h1>Harbour\n <em>closed</em> for a whole week</h1>", "Harbour closed for a whole week"),
            (
                "<h1>Port closed: what we know so far</h1><h1>We need to talk about your ad blocker</h1>",
                "Port closed: what we know so far",
            ),
            ("<h1>Harbor Gazette</h1><h2>Port closed: what we know</h2>", "Port closed: what we know"),
            ("<h1>Harbor Gazette</h1><h2>Mayor eats cake</h2>", "Port closed: what we know"),
            ("<h1>Politics</h1>", "Port closed: what we know"),
            ("<h1>More on ships</h1><h1 itemprop=headline>Pilots walk out</h1><h1>Sign up</h1>", "Pilots walk out"),
            ("<aside><h1>Port closed last year, too</h1></aside>", "Port closed: what we know"),
        ] {
            assert_eq!(title(declared, body).as_deref(), Some(expected), "{body}");
        }
        assert_eq!(title("<title>Gazette</title>", "<h1>Harbour\n closed</h1>").as_deref(), Some("Harbour closed"));
    }

    #[test]
    fn a_date_of_change_is_never_the_date_of_publication() {
        let changed = r#"<meta name="last-modified" content="2019-03-05"><meta property="article:modified_time" content="2019-03-05">"#;
        let body = r#"<article><time class="updated" datetime="2019-03-05">x</time><li><time datetime="2019-03-06">y</time></li></article>
            <aside><time datetime="2019-03-07"></time></aside><h1>Harbour closed</h1><p>Updated March 5, 2019</p>"#;
        assert_eq!(day(changed, body), None);
        let body = r#"<article><time class=updated datetime="2019-03-05"></time><time datetime="2019-03-03T10:00">x</time></article>"#;
        assert_eq!(day("", body).as_deref(), Some("2019-03-03"));
        let body = r#"<article><time class="published updated" datetime="2019-03-03"></time></article>"#;
        assert_eq!(day("", body).as_deref(), Some("2019-03-03"));
    }

    #[test]
    fn a_day_that_is_only_printed_is_read_near_the_headline() {
        let story = "<p>The harbour will stay closed, as it was on May 1, 2018.</p>";
        for body in [
            "<h1>Harbour closed</h1><div>By <a>Ann Lee</a></div><span>March 3, 2019</span>",
            "<ul><li>Published 11:11 PM EST Mar 3, 2019</li></ul><h1>Harbour closed</h1>",
            "<h1>Harbour closed</h1><h3>by Ann Lee<br>Sunday, March 3, 2019</h3>",
            "<h1>Harbour closed</h1><div class=related>May 5, 2019</div><p>3. März 2019, 10:15</p>",
            "<h1 class=bar>Harbour closed</h1><p>May 9, 2019</p><h1>Harbour closed</h1><p>March 3, 2019</p>",
        ] {
            let title = "<title>Harbour closed - Harbor Gazette</title>";
            assert_eq!(day(title, &format!("{body}{story}")).as_deref(), Some("2019-03-03"), "{body}");
        }
        let long = format!("<p>{}</p>", "The harbour stays closed. ".repeat(12));
        assert_eq!(day("", &format!("<h1>Harbour closed</h1>{long}{long}<p>March 3, 2019</p>")), None);
    }

    #[test]
    fn the_printed_day_counts_where_the_declared_one_is_its_neighbour() {
        let declared = |date: &str| format!(r#"<meta property="article:published_time" content="{date}">"#);
        let body = "<h1>Harbour closed</h1><p>March 3, 2019</p>";
        assert_eq!(day(&declared("2019-03-04T01:30:00Z"), body).as_deref(), Some("2019-03-03"));
        assert_eq!(day(&declared("2019-03-03T21:30:00Z"), body).as_deref(), Some("2019-03-03T21:30:00Z"));
        assert_eq!(day(&declared("2019-03-01T01:30:00Z"), body).as_deref(), Some("2019-03-01T01:30:00Z"));
    }

    #[test]
    fn a_byline_that_is_seen_goes_before_who_entered_the_text() {
        let authors = |declared: &str, body: &str| {
            told(
                &format!(r#"<meta name=author content="{declared}"><meta property="og:site_name" content="Sea News">"#),
                body,
            )
            .authors
        };
        let body = "<h1>Harbour closed</h1><p class=byline>By Ann Lee and Tom Roe</p>";
        assert_eq!(authors("Kim Park", body), ["Ann Lee", "Tom Roe"]);
        assert_eq!(authors("Ann Lee", body), ["Ann Lee", "Tom Roe"]);
        assert_eq!(authors("Ann Lee, Tom Roe, Kim Park", body), ["Ann Lee", "Tom Roe", "Kim Park"]);
        assert_eq!(
            authors("Sea News", "<h1>x</h1><span class=author> Ann Lee and Tom Roe </span>"),
            ["Ann Lee", "Tom Roe"]
        );
        assert_eq!(authors("Ann Lee", "<h1>x</h1><span class=author>Tom Roe</span>"), ["Ann Lee"]);
        assert_eq!(authors("", "<h1>x</h1><span class=author-box>About the author</span>"), [""; 0]);
    }
}
