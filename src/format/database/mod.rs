//! Exports of newspaper databases: many articles in one text, each between fields of the database's own.
//!
//! They come as plain text, and inside documents of word processors; here they are lines of text, whatever they came in. A text is
//! taken for one only when it has at least two signs that no article has by chance, so that news is never cut by mistake.

mod factiva;
mod factiva_print;
mod lexis;
mod lines;
mod nexis;
mod proquest;

use std::{ops::Range, sync::Arc};

use self::lines::Line;
use super::{
    Beginning, Each, Format, Options, Parsed, RECORD_LIMIT, Record, draft::Draft, encoding, layout, source::Source,
};
use crate::report::Problem;

static DATABASES: [&Database; 5] = [&NEXIS, &LEXIS, &FACTIVA, &FACTIVA_PRINT, &PROQUEST];

/// How the exports of a database are read.
pub(super) struct Database {
    pub(super) format: Format,
    /// Whether these lines are certainly an export; they may be its beginning alone.
    is: fn(&[Line]) -> bool,
    /// Something that every export has in it: spares looking at most texts line by line.
    mark: &'static str,
    /// Where each article stands among the lines.
    cut: fn(&[Line]) -> Vec<Range<usize>>,
    /// The fields and the text of one article.
    read: fn(&[Line]) -> Found,
}

/// What is found in the lines of an article.
#[derive(Default)]
struct Found {
    draft: Draft,
    /// Pieces of its text, each with the line in which it begins.
    body: Vec<(u32, String)>,
    /// The database says itself that it has no text.
    has_no_text: bool,
}

impl Found {
    /// Adds lines to the text; how far they are indented shows nothing where all may be, below a field's name.
    fn add(&mut self, lines: &[Line]) {
        if let Some(first) = lines.first() {
            let text = lines.iter().flat_map(|line| [line.text(), "\n"]).collect();
            self.body.push((first.number, text));
        }
    }
}

macro_rules! database {
    ($static:ident, $module:ident, $name:literal, $mark:literal, $told:literal) => {
        pub(super) static $static: Database = Database {
            format: Format {
                name: $name,
                extensions: &[],
                told: $told,
                begins: |beginning: &Beginning| $static.is(beginning.text),
                split: |source, _, each| $static.split(source, each),
                parse: |record, options: &Options| $static.parse(record, options),
            },
            is: $module::is,
            mark: $mark,
            cut: $module::cut,
            read: $module::read,
        };
    };
}

database!(NEXIS, nexis, "Nexis Uni", "Body", "a line “Body” below a length or a copyright line");
database!(LEXIS, lexis, "LexisNexis", " DOCUMENT", "a line “2 of 250 DOCUMENTS”, and labels such as LENGTH");
database!(FACTIVA, factiva, "Factiva", "WC", "the codes HD, WC and LP or TD, each before its line");
database!(
    FACTIVA_PRINT,
    factiva_print,
    "Factiva (printed)",
    "\nDocument ",
    "a line “812 words”, and “Document …” with its number"
);
database!(PROQUEST, proquest, "ProQuest", "ProQuest", "“Full text:” and two other fields of its own");

/// The database that a text is certainly an export of.
pub(super) fn told(text: &str) -> Option<&'static Format> {
    DATABASES.iter().find(|database| database.is(text)).map(|database| &database.format)
}

/// Cuts a text that was told to be an export into its articles.
pub(super) fn cut(format: &'static Format, text: &str, path: &Arc<str>, each: Each) -> Result<(), Problem> {
    let database = DATABASES.iter().find(|database| database.format.name == format.name);
    database.expect("only the formats of databases are told").cut_text(text, path, each)
}

impl Database {
    fn is(&self, text: &str) -> bool {
        memchr::memmem::find(text.as_bytes(), self.mark.as_bytes()).is_some() && (self.is)(&lines::of(text, 1))
    }

    fn split(&'static self, source: Source, each: Each) -> Result<(), Problem> {
        let path = source.path.clone();
        let bytes = source.read_all(RECORD_LIMIT)?;
        self.cut_text(&encoding::decode(&bytes, None), &path, each)
    }

    fn cut_text(&'static self, text: &str, path: &Arc<str>, each: Each) -> Result<(), Problem> {
        let lines = lines::of(text, 1);
        let articles = (self.cut)(&lines);
        if articles.is_empty() {
            let what = format!("an export of {} without an article", self.format.name);
            return Err(Problem::new(&**path, what));
        }
        for article in articles {
            let lines = &lines[article];
            let line = lines.first().map_or(1, |line| line.number);
            let record = Record::new(path.clone(), line, &self.format, lines::joined(lines).into());
            if each(Ok(record)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn parse(&self, record: &Record, options: &Options) -> Result<Parsed, Problem> {
        let text = encoding::decode(&record.bytes, None);
        let lines = lines::of(&text, record.line);
        let mut found = (self.read)(&lines);
        if found.has_no_text {
            return Ok(Parsed::Skipped("article whose text the database does not have"));
        }
        for (line, text) in found.body {
            found.draft.paragraphs.extend(layout::paragraphs(&text, line));
        }
        found.draft.finish(record, options)
    }
}
