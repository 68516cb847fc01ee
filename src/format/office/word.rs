//! Word (`.docx`, Office Open XML, ISO/IEC 29500): the text of the document's main part.
//!
//! Left out are what was deleted but is still tracked, comments, notes, headers and footers, fields' instructions, hidden text, and
//! what floats (text boxes, drawings). Macros are never looked at.

use super::{
    super::Format,
    Fault, LINE_BREAK, Manuscript, TEXT_LIMIT,
    package::Package,
    parse, split,
    xml::{self, Met},
};

pub(in super::super) static FORMAT: Format = Format {
    name: "Word",
    extensions: &["docx", "docm", "dotx"],
    told: "a zip archive with word/document in it",
    begins: |_| false,
    split: |source, _, each| split(&FORMAT, source, each, read),
    parse,
};

/// A document of Office Open XML with Word's text; or one that was encrypted, or saved by an older Word, under such a name.
pub(in super::super) fn is_document(head: &[u8], extension: &str) -> bool {
    let is_named = FORMAT.extensions.contains(&extension);
    let has_text = || memchr::memmem::find(head, b"word/document").is_some();
    head.starts_with(b"PK\x03\x04") && (is_named || has_text()) || is_named && is_compound(head)
}

/// The older container of Office. Encrypted documents are put into one.
fn is_compound(head: &[u8]) -> bool {
    head.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Elements whose text nobody reads in its place. The pieces of a drawing may be there twice, for older programs.
static LEFT_OUT: &[&str] = &[
    "del",
    "moveFrom",
    "drawing",
    "pict",
    "object",
    "txbxContent",
    "Fallback",
    "rt",
    "sectPr",
    "tabs",
    "pPrChange",
    "rPrChange",
];

fn read(bytes: &[u8]) -> Result<Manuscript, Fault> {
    if is_compound(bytes) {
        let what = "encrypted with a password, or saved by Word 97 to 2003";
        return Err(Fault::new(what, "save it as .docx without a password"));
    }
    let package = Package::open(bytes)?;
    // Some versions of Office number the part.
    let is_main = |name: &str| {
        name.strip_prefix("word/document").is_some_and(|rest| {
            rest.strip_suffix(".xml").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let Some(text) = package.part(is_main)? else {
        return Err(Fault::new("no Word document: word/document.xml is missing", "open and save it anew"));
    };
    let mut manuscript = read_text(&text)?;
    if let Ok(Some(properties)) = package.part(|name| name == "docProps/core.xml") {
        read_properties(&properties, &mut manuscript);
    }
    Ok(manuscript)
}

fn read_text(xml: &str) -> Result<Manuscript, Fault> {
    let mut manuscript = Manuscript::default();
    let mut ended = 0;
    let (mut in_text, mut is_hidden) = (false, false);
    xml::walk(xml, LEFT_OUT, &mut |met| {
        let text = &mut manuscript.text;
        match met {
            Met::Opening("t", _) => in_text = true,
            Met::Closing("t") => in_text = false,
            Met::Text(words) if in_text && !is_hidden => text.push_str(words),
            Met::Opening("r", _) => is_hidden = false,
            Met::Opening("vanish", attributes) => {
                is_hidden = !attributes.get("val").is_some_and(|value| ["0", "false", "off"].contains(&&*value));
            }
            Met::Opening("tab" | "ptab", _) => text.push('\t'),
            Met::Opening("br" | "cr", _) => text.push(LINE_BREAK),
            Met::Opening("noBreakHyphen", _) => text.push('-'),
            Met::Opening("pStyle", attributes) if manuscript.titled.is_none() => {
                let is_title = attributes.get("val").is_some_and(|style| is_title_style(&style));
                manuscript.titled = is_title.then_some(ended);
            }
            Met::Closing("p") => {
                text.push('\n');
                ended += 1;
            }
            _ => {}
        }
        if text.len() > TEXT_LIMIT { Err(Fault::too_much_text()) } else { Ok(()) }
    })?;
    Ok(manuscript)
}

/// The ids that Word gives to its styles "Title" and "Heading 1", in the languages of its users.
fn is_title_style(id: &str) -> bool {
    ["title", "heading1", "titel", "titre", "titre1", "ttulo", "ttulo1", "berschrift1", "titolo", "headline"]
        .contains(&&*id.to_ascii_lowercase())
}

/// `docProps/core.xml`. When the file was made says nothing about when the article was printed.
fn read_properties(xml: &str, manuscript: &mut Manuscript) {
    let mut open = String::new();
    let _ = xml::walk(xml, &[], &mut |met| {
        match met {
            Met::Opening(name, _) => name.clone_into(&mut open),
            Met::Closing(_) => open.clear(),
            Met::Text(text) => match open.as_str() {
                "title" => manuscript.title.get_or_insert_default().push_str(text),
                "creator" => manuscript.creator.get_or_insert_default().push_str(text),
                _ => {}
            },
        }
        Ok(())
    });
}
