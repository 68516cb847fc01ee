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
    told: "root <alto>",
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

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let root = xml::read(&text, record)?;
    let mut draft = Draft::default();
    read_blocks(&root, &mut draft);
    if draft.paragraphs.is_empty() {
        return Ok(Parsed::Skipped("scanned page without words"));
    }
    draft.finish(record, options)
}

/// The words of each block of text as a paragraph, in the order of the file.
fn read_blocks(element: &xml::Element, draft: &mut Draft) {
    for inner in element.elements() {
        if inner.name != "TextBlock" {
            read_blocks(inner, draft);
            continue;
        }
        draft.set(Field::Language, &language(inner).unwrap_or_default());
        let text = words(inner);
        if !text.is_empty() {
            draft.paragraphs.push(Paragraph { line: inner.line, text, apart: true });
        }
    }
}

/// The language that a block says it is in.
pub(super) fn language(block: &xml::Element) -> Option<String> {
    ["LANG", "language", "LANGUAGE"].iter().find_map(|name| block.attribute(name))
}

/// The lines of a block as one. A word that a hyphen parts is whole: as the file says, else as its hyphen tells.
pub(super) fn words(block: &xml::Element) -> String {
    let mut text = String::new();
    for line in block.all("TextLine") {
        // Some programs leave the spaces between words to the reader.
        let has_spaces = line.at("SP").is_some();
        let mut begins_line = true;
        let mut is_whole = false;
        for piece in line.elements() {
            match piece.name.as_str() {
                "String" => {
                    let whole = piece.attribute("SUBS_CONTENT");
                    is_whole = whole.is_some();
                    let is_given = is_whole && piece.says("SUBS_TYPE", "HypPart2");
                    let word = whole.or_else(|| piece.attribute("CONTENT")).unwrap_or_default();
                    if begins_line {
                        begin_line(&mut text, &word);
                    } else if !has_spaces {
                        push_space(&mut text);
                    }
                    begins_line = false;
                    // The first part gave the whole word.
                    if !is_given {
                        text.push_str(&word);
                    }
                }
                "SP" => push_space(&mut text),
                "HYP" if !is_whole => text.push(SOFT_HYPHEN),
                _ => {}
            }
        }
    }
    text
}

/// Stands for any hyphen that the file says to be one of the line break's; never seen in an article.
const SOFT_HYPHEN: char = '\u{ad}';

/// Begins a line: behind a space, unless the line before ends with a hyphen in the middle of a word.
fn begin_line(text: &mut String, word: &str) {
    let is_hyphen = text.ends_with('-') && !text.ends_with(" -");
    if text.ends_with([SOFT_HYPHEN, '¬', '⸗']) || is_hyphen && word.starts_with(char::is_lowercase) {
        text.pop();
    } else if !is_hyphen || !word.starts_with(char::is_uppercase) {
        push_space(text);
    }
}

/// Goes on with the words of another block: a word that the end of the column parts is whole again.
pub(super) fn go_on(text: &mut String, words: &str) {
    begin_line(text, words);
    text.push_str(words);
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}
