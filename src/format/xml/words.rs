//! The words of an element as paragraphs, by what elements mean in NITF, TEI and XHTML: `data/xml-text.tsv`.

use std::sync::LazyLock;

use super::{
    super::{draft::Paragraph, table},
    tree::{Element, Node},
};

static ELEMENTS: LazyLock<Elements> = LazyLock::new(|| {
    let data = include_str!("../../../data/xml-text.tsv");
    let of_kind = |kind| table::of_kind(data, kind);
    Elements { blocks: of_kind("block"), breaks: of_kind("break"), unseen: of_kind("unseen") }
});

struct Elements {
    /// Begin and end a paragraph.
    blocks: Vec<&'static str>,
    /// Break a line.
    breaks: Vec<&'static str>,
    /// Hold what is no text of the article.
    unseen: Vec<&'static str>,
}

/// The words of an element as paragraphs, each with the line at which its element begins.
pub(in crate::format) fn paragraphs(element: &Element) -> Vec<Paragraph> {
    gathered(element.line, |words| words.enter(element))
}

/// The same of one part of a text, which may itself be unseen.
pub(in crate::format) fn part(element: &Element) -> Vec<Paragraph> {
    gathered(element.line, |words| words.read(element))
}

fn gathered(line: u32, read: impl FnOnce(&mut Words)) -> Vec<Paragraph> {
    let mut words = Words { paragraphs: Vec::new(), text: String::new(), line };
    read(&mut words);
    words.end_paragraph();
    words.paragraphs
}

struct Words {
    paragraphs: Vec<Paragraph>,
    text: String,
    line: u32,
}

impl Words {
    fn enter(&mut self, element: &Element) {
        for child in &element.children {
            match child {
                Node::Text(text) => self.text.extend(text.chars().map(plain)),
                Node::Element(inner) => self.read(inner),
            }
        }
    }

    fn read(&mut self, element: &Element) {
        let is_in = |names: &[&str]| names.contains(&element.name.as_str());
        if is_in(&ELEMENTS.unseen) {
        } else if is_in(&ELEMENTS.breaks) {
            self.text.push('\n');
            // trafilatura's XML has breaks with text in them.
            self.enter(element);
        } else if is_in(&ELEMENTS.blocks) {
            self.end_paragraph();
            self.line = element.line;
            self.enter(element);
            self.end_paragraph();
        } else {
            self.enter(element);
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.paragraphs.push(Paragraph { line: self.line, text, apart: true });
        }
    }
}

/// A line break in XML is a space.
fn plain(c: char) -> char {
    if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }
}
