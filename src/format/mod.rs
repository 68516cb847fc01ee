//! From a [`RawDocument`](crate::ingest::RawDocument) to [`Article`]s.
//!
//! Reading has two steps, so that one huge file is shared by all cores: [`split`] cuts the stream into [`Record`]s
//! (sequential, cheap, in bounded memory), [`parse`] makes an article of one record (pure, run in parallel).

use std::{ops::ControlFlow, sync::Arc};

use crate::{article::Article, ingest::RawDocument, report::Problem};

/// One article's bytes, cut out of a file.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file that it stands in.
    pub path: Arc<str>,
    /// Line of the file at which it starts, from 1.
    pub line: u32,
    /// What it is written in.
    pub format: Format,
    /// The record itself.
    pub bytes: Vec<u8>,
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// Markdown with or without front matter, one article.
    Markdown,
    /// A web page, one article.
    Html,
    /// JSON: one record, an array of them, or an object that holds such an array.
    Json,
    /// JSON Lines: a record a line.
    JsonLines,
}

/// What the user decided about reading.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--field body=story.text`: (field of the article, dotted path into the record), tried before the known names.
    pub fields: Vec<(String, String)>,
}

/// What a record turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// An article.
    Article(Box<Article>),
    /// Something else, that nobody misses: "an annotation", "a picture". Counted by this reason, not an error.
    Skipped(&'static str),
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Its records were handed over, one by one.
    Read,
    /// Not a kind that is read: "a picture", "an unknown kind (.xyz)". Counted by this reason, not an error.
    Skipped(&'static str),
}

/// Cuts a file into records and hands each to `each` in order, or the problem that stands in its place.
///
/// Never holds more than one record. Stops early, without an error, when `each` breaks.
///
/// # Errors
/// When the file as a whole can't be read; what was handed over before stays valid.
pub fn split(
    document: RawDocument,
    options: &Options,
    each: &mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>,
) -> Result<Split, Problem> {
    let _ = (document, options, each);
    Ok(Split::Skipped("not yet"))
}

/// Makes an article of a record.
///
/// # Errors
/// When it can't be read; the problem names file, line and remedy.
pub fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let _ = (record, options);
    Ok(Parsed::Skipped("not yet"))
}
