//! ALTO: scanned newspapers as libraries publish them, each page an article.

use super::{
    Each, Field, Format, Options, Parsed, Record, Source,
    draft::{Draft, Paragraph},
    encoding, xml,
};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "ALTO",
    extensions: &["alto"],
    begins: |beginning| xml::root(beginning.text).is_some_and(|root| root.name == "alto"),
    split,
    parse,
};

static PARTS: xml::Parts = xml::Parts { articles: &["Page"], kept: &[], parents: &[] };

fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    if let Some(without) = xml::cut(source, &FORMAT, &PARTS, each)? {
        let _ = each(Err(without.problem("an ALTO file without a page")));
    }
    Ok(())
}

fn parse(record: &Record, _: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let root = xml::read(&text, record)?;
    let mut draft = Draft::default();
    read_blocks(&root, &mut draft);
    if draft.paragraphs.is_empty() {
        return Ok(Parsed::Skipped("scanned page without words"));
    }
    draft.finish(record)
}

/// The words of each block of text as a paragraph, in the order of the file.
fn read_blocks(element: &xml::Element, draft: &mut Draft) {
    for inner in element.elements() {
        if inner.name != "TextBlock" {
            read_blocks(inner, draft);
            continue;
        }
        for name in ["LANG", "language", "LANGUAGE"] {
            draft.set(Field::Language, &inner.attribute(name).unwrap_or_default());
        }
        let text = words(inner);
        if !text.is_empty() {
            draft.paragraphs.push(Paragraph { line: inner.line, text, apart: true });
        }
    }
}

/// The lines of a block as one. A word that a hyphen parts is whole: as the file says, else as its hyphen tells.
fn words(block: &xml::Element) -> String {
    let mut text = String::new();
    // The last word goes on in the next line.
    let mut is_parted = false;
    for line in block.all("TextLine") {
        // Some programs leave the spaces between words to the reader.
        let has_spaces = line.at("SP").is_some();
        let mut is_whole = false;
        for piece in line.elements() {
            match piece.name.as_str() {
                "String" => {
                    if !has_spaces && !is_parted {
                        push_space(&mut text);
                    }
                    is_parted = false;
                    let whole = piece.attribute("SUBS_CONTENT");
                    is_whole = whole.is_some();
                    // Its first part gave the whole word.
                    if !(is_whole && piece.says("SUBS_TYPE", "HypPart2")) {
                        text.push_str(&whole.or_else(|| piece.attribute("CONTENT")).unwrap_or_default());
                    }
                }
                "SP" => push_space(&mut text),
                "HYP" => is_parted = !is_whole,
                _ => {}
            }
        }
        if !is_parted {
            push_space(&mut text);
        }
    }
    text.trim_end().to_owned()
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}
