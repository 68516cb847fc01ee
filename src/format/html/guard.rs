//! Keeps pages away from the parser on which it would take seconds or gigabytes, by a scan of their tags alone.
//!
//! The parser walks up the tree for every tag, so that its time grows with depth (20,000 nested `<div>` took 6.8 s); tags of
//! style that are never closed are opened anew in each block, so that a small page can become a huge tree; attributes are
//! compared with each other; and a text is copied for each entity and line break in it.

use std::fmt;

/// How deep elements may stand in each other.
const DEEPEST: usize = 512;
/// How deep all elements together may stand: a second or so.
const MOST_STEPS: usize = 3_000_000;
/// How many elements a page may have, those included that the parser opens anew.
const MOST_ELEMENTS: usize = 200_000;
/// How many bytes of text may be copied because it comes in pieces: a second or so.
const MOST_COPIED: usize = 20_000_000_000;
/// How many attributes a tag may have.
const MOST_ATTRIBUTES: usize = 1_000;

/// Why a page is not given to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Danger {
    /// Elements stand too deep in each other.
    Depth,
    /// There are too many of them.
    Elements,
    /// A text without tags is too long for its many line breaks and entities.
    Pieces,
    /// One of them has too many attributes.
    Attributes,
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Depth => {
                write!(f, "HTML nested too deep (the limit is {DEEPEST} elements, less where there are many)")
            }
            Self::Elements => write!(f, "HTML with more than {MOST_ELEMENTS} elements (the limit)"),
            Self::Pieces => f.write_str("HTML with too long a stretch of text without tags"),
            Self::Attributes => write!(f, "an HTML tag with more than {MOST_ATTRIBUTES} attributes (the limit)"),
        }
    }
}

/// Elements without an end.
static VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that another of the same name ends.
static ENDED_BY_THEIR_LIKE: &[&str] = &["p", "li", "dd", "dt", "option", "tr", "td", "th", "tbody", "a"];
/// Elements of style, opened anew in each block until they are closed.
static STYLE: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is not markup.
static RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
/// So many elements of style that are alike are opened anew, and no more.
const ALIKE: usize = 3;

/// Refuses a page that would take too long.
pub(super) fn check(page: &str) -> Result<(), Danger> {
    let mut scan = Scan::default();
    let mut rest = page;
    // The text since the last tag or comment.
    let mut text = page;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let before = &text[..text.len() - (rest.len() - at)];
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            scan.read(before)?;
            scan.count(1)?;
            text = rest;
            continue;
        }
        let (closes, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            scan.count(1)?;
            continue;
        }
        let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let (attributes, after) = attributes(&tag[end..])?;
        scan.read(before)?;
        rest = after;
        if closes {
            scan.close(&name);
        } else if !VOID.contains(&name.as_str()) {
            scan.open(&name, attributes)?;
            if RAW.contains(&name.as_str()) {
                rest = after_raw(after, &name);
            }
        }
        scan.count(1 + scan.opened_anew())?;
        text = rest;
    }
    scan.read(text)
}

/// How many attributes a tag has, and what follows it. Counts what stands between white space or slashes outside of values; a value
/// need have no quotes, and then ends only at white space (pages saved with their pictures have megabytes of slashes in one).
fn attributes(tag: &str) -> Result<(usize, &str), Danger> {
    let mut value = Value::None;
    let mut count = 0;
    let mut before = b' ';
    for (at, &byte) in tag.as_bytes().iter().enumerate() {
        match (value, byte) {
            (Value::Quoted(open), _) if byte == open => value = Value::None,
            (Value::Quoted(_), _) => {}
            (_, b'>') => return Ok((count, &tag[at + 1..])),
            (Value::Begins, b'"' | b'\'') => value = Value::Quoted(byte),
            (Value::Begins | Value::Bare, _) => {
                value = if byte.is_ascii_whitespace() { Value::None } else { Value::Bare };
            }
            (Value::None, _) => {
                let is_first = !byte.is_ascii_whitespace()
                    && byte != b'/'
                    && (before.is_ascii_whitespace() || b"/\"'".contains(&before));
                count += usize::from(is_first);
                // At the beginning of a name it is a letter of that name.
                if byte == b'=' && !is_first {
                    value = Value::Begins;
                }
            }
        }
        if count > MOST_ATTRIBUTES {
            return Err(Danger::Attributes);
        }
        before = byte;
    }
    Ok((count, ""))
}

/// Where in the value of an attribute a scan is.
#[derive(Clone, Copy)]
enum Value {
    /// In none: in a name, or between attributes.
    None,
    /// Behind "=".
    Begins,
    /// In one between these marks.
    Quoted(u8),
    /// In one without marks.
    Bare,
}

/// What follows the end tag of an element whose content is not markup.
fn after_raw<'a>(content: &'a str, name: &str) -> &'a str {
    let end = memchr::memmem::find_iter(content.as_bytes(), "</")
        .find(|&at| content.get(at + 2..at + 2 + name.len()).is_some_and(|closed| closed.eq_ignore_ascii_case(name)));
    end.map_or("", |at| &content[at..])
}

#[derive(Default)]
struct Scan {
    /// The names of the open elements.
    open: Vec<String>,
    /// Sum of the depths of all elements.
    steps: usize,
    /// Bytes of text that are copied because text comes in pieces.
    copied: usize,
    /// Elements so far, those included that are opened anew.
    elements: usize,
    /// Open elements of style without attributes, by their place in [`STYLE`].
    alike: [usize; STYLE.len()],
    /// The same with attributes, each of which may be different from all others.
    different: [usize; STYLE.len()],
}

impl Scan {
    fn open(&mut self, name: &str, attributes: usize) -> Result<(), Danger> {
        if let Some(style) = STYLE.iter().position(|style| *style == name) {
            match attributes {
                0 => self.alike[style] = ALIKE.min(self.alike[style] + 1),
                _ => self.different[style] += 1,
            }
        }
        if ENDED_BY_THEIR_LIKE.contains(&name) {
            self.end_like(name);
        }
        self.open.push(name.to_owned());
        self.steps += self.open.len();
        if self.open.len() > DEEPEST || self.steps > MOST_STEPS { Err(Danger::Depth) } else { Ok(()) }
    }

    fn close(&mut self, name: &str) {
        if let Some(style) = STYLE.iter().position(|style| *style == name) {
            let open = if self.different[style] > 0 { &mut self.different } else { &mut self.alike };
            open[style] = open[style].saturating_sub(1);
        }
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
        }
    }

    /// `<p>` ends the `<p>` before it when nothing but elements of style stands between.
    fn end_like(&mut self, name: &str) {
        let inside =
            self.open.iter().rposition(|open| open == name || !STYLE.contains(&open.as_str()) && open != "span");
        if let Some(at) = inside.filter(|&at| self.open[at] == name) {
            self.open.truncate(at);
        }
    }

    /// Elements of style that the parser opens anew in the next block.
    fn opened_anew(&self) -> usize {
        self.alike.iter().chain(&self.different).sum()
    }

    fn count(&mut self, elements: usize) -> Result<(), Danger> {
        self.elements += elements;
        if self.elements > MOST_ELEMENTS { Err(Danger::Elements) } else { Ok(()) }
    }

    /// Text: the parser adds it piece by piece, and copies what it has each time.
    fn read(&mut self, text: &str) -> Result<(), Danger> {
        let pieces = text.bytes().filter(|byte| b"&<\n\r\0".contains(byte)).count();
        self.copied = self.copied.saturating_add(pieces.saturating_mul(text.len()) / 2);
        if self.copied > MOST_COPIED { Err(Danger::Pieces) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_and_the_limit_is_said() {
        assert_eq!(check(&"<div>".repeat(20_000)), Err(Danger::Depth));
        assert_eq!(check(&"<b x=1>".repeat(20_000)), Err(Danger::Depth));
        assert_eq!(check(&format!("{}x{}", "<div>".repeat(512), "</div>".repeat(512))), Ok(()));
        assert_eq!(check(&format!("{}x{}", "<div>".repeat(500), "</div>".repeat(500)).repeat(100)), Err(Danger::Depth));
        assert!(Danger::Depth.to_string().contains("512"));
    }

    #[test]
    fn what_only_looks_nested_is_read() {
        for page in [
            "<p>one ",
            "<li>one ",
            "<p><b>bold ",
            "<br>",
            "<img src='a>b'>",
            "<td>cell",
            "<div>x</div>",
            "a < b ",
            "</div>",
        ] {
            assert_eq!(check(&page.repeat(10_000)), Ok(()), "{page}");
        }
        let script = format!("<script>{}</script><p>text", "'<div>'".repeat(1_000));
        assert_eq!(check(&script), Ok(()));
        assert_eq!(check(&format!("<!-- {} --><p>", "<div>".repeat(1_000))), Ok(()));
    }

    #[test]
    fn small_pages_that_become_huge_trees_are_refused() {
        let styles: String = (0..400).fold(String::new(), |styles, n| styles + &format!("<font size={n}>"));
        assert_eq!(check(&format!("{styles}{}", "<p>x</p>".repeat(5_000))), Err(Danger::Elements));
        assert_eq!(check(&"<i></i>".repeat(200_000)), Err(Danger::Elements));
        assert_eq!(check(&"<!-- -->".repeat(200_001)), Err(Danger::Elements));
        assert_eq!(check(&"< ".repeat(200_001)), Err(Danger::Elements));
        assert_eq!(check(&"said &amp; done ".repeat(200_000)), Err(Danger::Pieces));
        assert_eq!(check(&"said &amp; done ".repeat(20_000)), Ok(()));
        let attributes: String = (0..2_000).fold(String::new(), |all, n| all + &format!(" a{n}=1"));
        assert_eq!(check(&format!("<p{attributes}>")), Err(Danger::Attributes));
        for hidden in [
            " =a/".repeat(2_000),
            format!(" {}", "=a/".repeat(2_000)),
            " a = b/c".repeat(600),
            format!(":a=b{}", "/c".repeat(2_000)),
        ] {
            assert_eq!(check(&format!("<p{hidden}>")), Err(Danger::Attributes));
        }
        assert_eq!(check(&format!("<p title='{}'>", "a b=c ".repeat(5_000))), Ok(()));
    }

    #[test]
    fn pictures_within_the_page_are_no_danger() {
        let picture = "data:image/png;base64,".to_owned() + &"iVB/ORw+0KG/go'A\"=".repeat(10_000);
        assert_eq!(check(&format!("<img src={picture}><p>text")), Ok(()));
        assert_eq!(check(&format!("<img alt='' src=\"{}\"><p>text", picture.replace('"', ""))), Ok(()));
    }
}
