use serde::{Deserialize, Serialize};

use super::super::{
    Field, Record, alto,
    draft::{Draft, Paragraph},
};
use crate::report::Problem;

/// An article on its way from the thread that takes an issue apart to the one that reads it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Article {
    /// Line of the METS file at which its division begins.
    pub line: u32,
    /// Values of its fields in the order in which they count, and where they stood.
    fields: Vec<(Field, String, String)>,
    paragraphs: Vec<String>,
}

impl Article {
    pub fn at_line(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds a value of a field: the first that can be read counts.
    pub fn set(&mut self, field: Field, value: impl Into<String>, place: &str) {
        self.fields.push((field, value.into(), place.to_owned()));
    }

    /// Adds blocks of text: as one paragraph, or a paragraph each.
    pub fn say(&mut self, blocks: &[String], is_one: bool) {
        if is_one {
            self.paragraphs.extend(Some(joined(blocks)).filter(|paragraph| !paragraph.is_empty()));
        } else {
            self.paragraphs.extend(blocks.iter().filter(|block| !block.is_empty()).cloned());
        }
    }

    /// As a record holds it: see [`draft`].
    pub fn into_bytes(self) -> Vec<u8> {
        postcard::to_allocvec(&self).expect("memory takes all that is written")
    }
}

/// Blocks that go on in each other, as in the next column.
pub(super) fn joined(blocks: &[String]) -> String {
    let mut text = String::new();
    for block in blocks {
        alto::go_on(&mut text, block);
    }
    text
}

/// The article of a record that [`Article::into_bytes`] made.
pub(super) fn draft(record: &Record) -> Result<Draft, Problem> {
    let article: Article = postcard::from_bytes(&record.bytes)
        .map_err(|error| record.problem(format!("no article of an issue: {error}")))?;
    let mut draft = Draft::default();
    for (field, value, place) in article.fields {
        draft.set_from(place, field, &value);
    }
    let paragraph = |text| Paragraph { line: record.line, text, apart: true };
    draft.paragraphs = article.paragraphs.into_iter().map(paragraph).collect();
    Ok(draft)
}
