//! OpenDocument text (`.odt`, ISO/IEC 26300), as LibreOffice writes it: the text of `content.xml`.
//!
//! Left out are what was deleted but is still tracked, comments, notes, and what floats (text boxes, pictures with their words).

use super::{
    super::Format,
    Fault, LINE_BREAK, Manuscript, TEXT_LIMIT,
    package::Package,
    parse, split,
    xml::{self, Met},
};

pub(in super::super) static FORMAT: Format = Format {
    name: "OpenDocument",
    extensions: &["odt", "ott"],
    told: "a zip archive that begins with its kind",
    begins: |_| false,
    split: |source, _, each| split(&FORMAT, source, each, read),
    parse,
};

/// A zip archive whose first file says that it is one.
pub(in super::super) fn is_document(head: &[u8], extension: &str) -> bool {
    const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    const NAME: usize = 30;
    let says_so = || head.get(NAME..).is_some_and(|rest| rest.starts_with(KIND));
    head.starts_with(b"PK\x03\x04") && (FORMAT.extensions.contains(&extension) || says_so())
}

static LEFT_OUT: &[&str] = &["tracked-changes", "annotation", "note", "frame", "ruby-text", "sequence-decls", "forms"];

/// No more spaces are meant by one element.
const MOST_SPACES: usize = 100;

fn read(bytes: &[u8]) -> Result<Manuscript, Fault> {
    let package = Package::open(bytes)?;
    let manifest = package.part(|name| name == "META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Fault::encrypted());
    }
    let Some(text) = package.part(|name| name == "content.xml")? else {
        return Err(Fault::new("no OpenDocument text: content.xml is missing", "open and save it anew"));
    };
    let mut manuscript = read_text(&text)?;
    if let Ok(Some(properties)) = package.part(|name| name == "meta.xml") {
        read_properties(&properties, &mut manuscript);
    }
    Ok(manuscript)
}

fn read_text(xml: &str) -> Result<Manuscript, Fault> {
    let mut manuscript = Manuscript::default();
    let (mut ended, mut inside) = (0, 0_u32);
    xml::walk(xml, LEFT_OUT, &mut |met| {
        let text = &mut manuscript.text;
        match met {
            Met::Opening(name @ ("p" | "h"), attributes) => {
                inside += 1;
                let is_title = name == "h" && attributes.get("outline-level").is_some_and(|level| level == "1")
                    || attributes.get("style-name").is_some_and(|style| style == "Title");
                manuscript.titled = manuscript.titled.or_else(|| is_title.then_some(ended));
            }
            Met::Closing("p" | "h") => {
                inside = inside.saturating_sub(1);
                text.push('\n');
                ended += 1;
            }
            // White space between elements is how the file is laid out; a line break in one is a space.
            Met::Text(words) if inside > 0 => text.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c })),
            Met::Opening("s", attributes) => {
                let spaces = attributes.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                text.extend(std::iter::repeat_n(' ', MOST_SPACES.min(spaces)));
            }
            Met::Opening("tab", _) => text.push('\t'),
            Met::Opening("line-break", _) => text.push(LINE_BREAK),
            _ => {}
        }
        if text.len() > TEXT_LIMIT { Err(Fault::too_much_text()) } else { Ok(()) }
    })?;
    Ok(manuscript)
}

/// `meta.xml`.
fn read_properties(xml: &str, manuscript: &mut Manuscript) {
    let mut open = String::new();
    let _ = xml::walk(xml, &[], &mut |met| {
        match met {
            Met::Opening(name, _) => name.clone_into(&mut open),
            Met::Closing(_) => open.clear(),
            Met::Text(text) => match open.as_str() {
                "title" => manuscript.title.get_or_insert_default().push_str(text),
                "initial-creator" => manuscript.creator.get_or_insert_default().push_str(text),
                _ => {}
            },
        }
        Ok(())
    });
}
