//! Markup inside other formats: whether a text has any, and what it says.

use super::text_of;

/// What kind of markup a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Markup {
    /// Plain text.
    None,
    /// Links, emphasis or entities in plain text: its line breaks part paragraphs.
    Inline,
    /// Paragraphs: its line breaks mean nothing.
    Blocks,
}

/// Elements by which markup with paragraphs of its own is known.
static BLOCK_TAGS: &[&str] = &[
    "p",
    "br",
    "br/",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "section",
    "article",
    "table",
    "html",
    "body",
];
/// Elements by which markup is known that stands in plain text.
static INLINE_TAGS: &[&str] =
    &["a", "b", "i", "em", "strong", "span", "u", "small", "sub", "sup", "img", "figure", "script", "font"];

/// What kind of markup a text has; "a < b" and "AT&T" are none.
pub(in crate::format) fn markup_of(text: &str) -> Markup {
    let (mut blocks, mut inline) = (0, has_entity(text));
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
        let end = tag.as_bytes().iter().take(12).position(|b| b.is_ascii_whitespace() || *b == b'>');
        let name = end.map_or_else(String::new, |end| tag[..end].to_ascii_lowercase());
        blocks += usize::from(BLOCK_TAGS.contains(&name.as_str()));
        inline |= INLINE_TAGS.contains(&name.as_str());
    }
    // With fewer tags than blank lines, it is the blank lines that part the paragraphs.
    match memchr::memmem::find_iter(text.as_bytes(), "\n\n").count() {
        blank_lines if blocks > blank_lines => Markup::Blocks,
        _ if blocks > 0 || inline => Markup::Inline,
        _ => Markup::None,
    }
}

/// `&amp;`, `&#8217;`: an ampersand, a short name, a semicolon.
fn has_entity(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let after = &text.as_bytes()[at + 1..];
        let name = after.iter().take(10).position(|&b| b == b';').map(|end| &after[..end]);
        name.is_some_and(|name| name.len() > 1 && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#'))
    })
}

/// A line with its entities and inline markup read, as it would be seen.
pub(in crate::format) fn unescaped(line: &str) -> String {
    match markup_of(line) {
        Markup::None => line.to_owned(),
        _ => text_of(line).map_or_else(|_| line.to_owned(), |blocks| blocks.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_signs_in_plain_text() {
        for (text, expected) in [
            ("5 < 6, AT&T; <3 and R&D", Markup::None),
            ("<quote>", Markup::None),
            ("AT&amp;T", Markup::Inline),
            ("an <a href=x>link</a>", Markup::Inline),
            ("one<br>two", Markup::Blocks),
            ("one<br/>two", Markup::Blocks),
            ("<P class=x>one", Markup::Blocks),
            ("<a>x</a></p>", Markup::Blocks),
            ("<p>x</p>\n\n<p>y</p>", Markup::Blocks),
            ("one\n\ntwo<br>three\n\nfour", Markup::Inline),
        ] {
            assert_eq!(markup_of(text), expected, "{text}");
        }
        assert_eq!(unescaped("Biden&#8217;s <i>Harbour</i>"), "Biden’s Harbour");
        assert_eq!(unescaped("a < b"), "a < b");
    }
}
