//! From a [`RawDocument`] to [`Article`]s.
//!
//! Reading has two steps, so that one huge file is shared by all cores: [`split`] cuts the stream into [`Record`]s
//! (sequential, cheap, in bounded memory), [`parse`] makes an article of one record (pure, run in parallel).
//!
//! ```text
//! RawDocument ──source──▶ Source ──recognise──▶ Format ──its split──▶ Record ──its parse──▶ Draft ──finish──▶ Article
//! ```
//!
//! # How to add a format
//!
//! 1. Write `src/format/NAME.rs` with `pub(super) static FORMAT: Format`: what it is called, which names its files have,
//!    how its content is told, how a file is cut and how a record is read. `markdown` is the smallest complete one;
//!    `json_lines` shows one with many records a file.
//! 2. Register it here with two lines: `mod NAME;` and its `FORMAT` in `FORMATS`, before any format whose content it
//!    could be taken for.
//! 3. Fill a `Draft` and call its `finish`: texts put right, site chrome, datelines, ids and language are dealt
//!    with there, the same for all formats.
//! 4. Add its row to `docs/formats.md`, and take its extension out of `foreign.rs` if it stands there.

mod alto;
mod byline;
mod catalogue;
mod chrome;
mod database;
mod date;
mod dateline;
mod draft;
mod encoding;
mod feed;
mod foreign;
mod front_matter;
mod heading;
mod host;
mod html;
mod inspect;
mod json;
mod json_feed;
mod json_lines;
mod language;
mod layout;
mod mail;
mod markdown;
mod mets;
mod mhtml;
mod names;
mod newsml;
mod nitf;
mod office;
mod options;
mod path_pattern;
mod pdf;
mod recognise;
mod repair;
mod rows;
mod source;
mod table;
mod tei;
mod text;
mod warc;
mod xml;

#[cfg(test)]
mod properties;

use std::{borrow::Cow, fmt, ops::ControlFlow, sync::Arc};

pub use catalogue::{Catalogue, Unusable};

pub use inspect::{Inspection, inspect};
pub use options::{DateOrder, Field, Options, UnknownField};
pub use path_pattern::{BadPattern, PathPattern};

use crate::{article::Article, ingest::RawDocument, report::Problem};
use recognise::Recognised;
use source::Source;

/// Every format that can be read; the first whose content is recognised wins.
static FORMATS: &[&Format] = &[
    &html::FORMAT,
    &json_feed::FORMAT,
    &json_lines::FORMAT,
    &json::FORMAT,
    &rows::csv::FORMAT,
    &rows::parquet::FORMAT,
    &warc::FORMAT,
    &feed::FORMAT,
    &nitf::FORMAT,
    &newsml::FORMAT,
    &tei::FORMAT,
    &tei::TRAFILATURA,
    &alto::FORMAT,
    &mets::FORMAT,
    &mhtml::FORMAT,
    &mail::FORMAT,
    &mail::MAILBOX,
    &office::word::FORMAT,
    &office::open_document::FORMAT,
    &office::rich_text::FORMAT,
    &pdf::FORMAT,
    &database::NEXIS.format,
    &database::LEXIS.format,
    &database::FACTIVA.format,
    &database::FACTIVA_PRINT.format,
    &database::PROQUEST.format,
    &markdown::FORMAT,
    &text::FORMAT,
];

/// The most bytes that one record of JSON may have: 64 MiB. A longer one is passed over, and reported with this limit.
pub const RECORD_LIMIT: usize = 64 << 20;

/// The most bytes that the text of one article may have: 16 MiB, three times the Bible.
pub const TEXT_LIMIT: usize = 16 << 20;

/// A format that can be read: what it is called, how it is told from others, and how it is read.
pub struct Format {
    /// For people: "JSON Lines".
    name: &'static str,
    /// Endings of file names, lower case, without the dot.
    extensions: &'static [&'static str],
    /// For people: how a file of this format is told from others, its name apart.
    told: &'static str,
    /// Whether a file that begins so is certainly of this format, whatever its name says.
    begins: fn(&Beginning) -> bool,
    /// Cuts a file into records.
    split: fn(Source, &Options, Each) -> Result<(), Problem>,
    /// Reads one record.
    parse: fn(&Record, &Options) -> Result<Parsed, Problem>,
}

/// Where records, or the problems in their places, are handed to; breaks when no more are wanted.
type Each<'a> = &'a mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>;

/// What is known of a file before it is read.
struct Beginning<'a> {
    /// Its first characters, after white space.
    text: &'a str,
    /// The ending of its name, lower case, without the dot; empty for none.
    extension: &'a str,
}

impl Format {
    /// The format of this name, or with this ending of its files' names, in any case.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let by_name = FORMATS.iter().find(|format| is(format.name));
        by_name.or_else(|| FORMATS.iter().find(|format| format.extensions.iter().any(|known| is(known)))).copied()
    }

    /// Every format that can be read.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FORMATS.iter().copied()
    }

    /// Endings of its files' names, lower case, without the dot.
    #[must_use]
    pub fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    /// For people: how a file of this format is told from others, its name apart.
    #[must_use]
    pub fn told(&self) -> &'static str {
        self.told
    }

    /// For people: "JSON Lines".
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// One article's bytes, cut out of a file.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file that it stands in.
    pub path: Arc<str>,
    /// Line of the file at which it starts, from 1; in a file that has none (WARC) its number among the records.
    pub line: u32,
    /// What it is written in.
    pub format: &'static Format,
    /// In which order its file writes day and month, where other dates of the file leave no doubt.
    pub dates: Option<DateOrder>,
    /// The record itself; in an encoding of which ASCII is a part. Of a document what it says, of PDF the file.
    pub bytes: Vec<u8>,
}

impl Record {
    /// A record of which no other dates are known: the file's tell once it has been cut.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>, line: u32, format: &'static Format, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), line, format, dates: None, bytes }
    }

    /// A problem with this record, at its line.
    fn problem(&self, what: impl fmt::Display) -> Problem {
        Problem::new(&*self.path, what).at_line(self.line)
    }
}

/// What a record turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// An article.
    Article(Box<Reading>),
    /// Something else, that nobody misses: "annotations". Counted by this reason, not an error.
    Skipped(&'static str),
}

/// An article as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Where its fields stood, as far as the format tells; where a field is named twice, the last one counts, and for
    /// authors all do.
    pub origins: Vec<Origin>,
    /// Its only date can be read in two ways (03/04/2019) and was left out: [`Options::dates`] would tell.
    pub doubtful_date: bool,
}

impl From<Article> for Reading {
    fn from(article: Article) -> Self {
        Self { article, ..Self::default() }
    }
}

/// Where a field of an article stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Which field.
    pub field: Field,
    /// For people: the path in a record ("thread.title"), the column, or what else gave it ("the byline").
    pub place: Cow<'static, str>,
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Its records were handed over, one by one.
    Read,
    /// Not a kind that is read: "picture", "unsupported format". Counted by this reason, not an error.
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
    let source = Source::open(document)?;
    if options.catalogue.as_ref().is_some_and(|catalogue| source.is_file(catalogue.file())) {
        return Ok(Split::Skipped(catalogue::SKIPPED));
    }
    match recognise::recognise(&source, options)? {
        Recognised::As(format) => {
            // An archive of the web holds pages of many papers, each of which has its own order.
            let is_of_one_hand = !std::ptr::eq(format, &raw const warc::FORMAT);
            let dates = if is_of_one_hand { date::order_in(&source.head) } else { None };
            let each = &mut |record: Result<Record, Problem>| each(record.map(|record| Record { dates, ..record }));
            (format.split)(source, options, each).map(|()| Split::Read)
        }
        Recognised::Foreign(reason) => Ok(Split::Skipped(reason)),
    }
}

/// Makes an article of a record.
///
/// # Errors
/// When it can't be read; the problem names file, line and remedy.
pub fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    (record.format.parse)(record, options)
}

/// Cuts a file that holds one article: the whole file is its record.
fn whole_file(format: &'static Format, source: Source, each: Each) -> Result<(), Problem> {
    whole_file_within(TEXT_LIMIT, format, source, each)
}

/// The same, for a format whose files hold more than text.
fn whole_file_within(limit: usize, format: &'static Format, source: Source, each: Each) -> Result<(), Problem> {
    let path = source.path.clone();
    let bytes = source.read_all(limit)?;
    // Nothing follows the only record: whether more are wanted makes no difference.
    let _ = each(Ok(Record::new(path, 1, format, bytes)));
    Ok(())
}
