//! Looks into a file before it is indexed: what it is taken for, and what its first record gives.

use std::ops::ControlFlow;

use super::{Format, Options, Parsed, Reading, Record, Split, json, parse, rows, split};
use crate::{ingest::RawDocument, report::Problem};

/// So many records are tried until one is an article.
const TRIED: usize = 100;

/// What a file was found to be.
#[derive(Clone, Debug)]
pub enum Inspection {
    /// A file that is read.
    Read {
        /// As what.
        format: &'static Format,
        /// The names in its first record, in their order; none where the format has no names.
        names: Vec<String>,
        /// Its first article, and where the fields of that stood; or why it has none.
        first: Result<Box<Reading>, Problem>,
    },
    /// A file that is not read, and why.
    Skipped(&'static str),
}

/// Looks into a file: reads no further than its first article.
///
/// # Errors
/// When nothing of it can be read.
pub fn inspect(document: RawDocument, options: &Options) -> Result<Inspection, Problem> {
    let path = document.path.clone();
    let mut tried = 0;
    let mut first: Option<Record> = None;
    let mut found = Err(Problem::new(path, "holds no record"));
    let outcome = split(document, options, &mut |record| {
        let read = record.and_then(|record| {
            let read = parse(&record, options);
            first.get_or_insert(record);
            read
        });
        let told = match read {
            Ok(Parsed::Article(reading)) => Ok(reading),
            Ok(Parsed::Skipped(reason)) => Err(Problem::new(found_path(&found), reason)),
            Err(problem) => Err(problem),
        };
        // What is wrong with the first record is told, unless an article follows.
        if tried == 0 || told.is_ok() {
            found = told;
        }
        tried += 1;
        if found.is_ok() || tried == TRIED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let Some(record) = first else {
        return match (outcome, found) {
            (Split::Skipped(reason), _) => Ok(Inspection::Skipped(reason)),
            (Split::Read, Err(problem)) => Err(problem),
            (Split::Read, Ok(_)) => unreachable!("an article is one of a record"),
        };
    };
    Ok(Inspection::Read { format: record.format, names: names(&record), first: found })
}

/// The path that a problem found so far is told of.
fn found_path(found: &Result<Box<Reading>, Problem>) -> String {
    match found {
        Ok(reading) => reading.article.place.path.clone(),
        Err(problem) => problem.path.clone(),
    }
}

/// Only records that are objects have names, and rows of tables.
fn names(record: &Record) -> Vec<String> {
    let is_object = || record.bytes.trim_ascii_start().starts_with(b"{");
    rows::columns(record).unwrap_or_else(|| if is_object() { json::names(&record.bytes) } else { Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Field;

    fn inspected(path: &str, text: &'static str) -> Result<Inspection, Problem> {
        inspect(RawDocument::new(path, text.as_bytes()), &Options::default())
    }

    fn places(inspection: &Inspection) -> Vec<(Field, &str)> {
        let Inspection::Read { first: Ok(reading), .. } = inspection else { panic!("{inspection:?}") };
        reading.origins.iter().map(|origin| (origin.field, &*origin.place)).collect()
    }

    #[test]
    fn each_field_tells_where_it_stood() {
        let found = inspected("a.csv", "id,Headline,text,lang\n7,Closed,No ships.,en\n").unwrap();
        let Inspection::Read { format, names, .. } = &found else { panic!("{found:?}") };
        assert_eq!((format.name(), names.join(" ")), ("CSV", "id Headline text lang".to_owned()));
        assert_eq!(
            places(&found),
            [(Field::Id, "id"), (Field::Title, "Headline"), (Field::Language, "lang"), (Field::Body, "text")]
        );
        let found = inspected("a.json", r#"{"thread": {"title": "Closed"}, "url": "https://www.nytimes.com/1", "text": "TALLINN, March 3, 2019 (NW) -- No ships."}"#).unwrap();
        assert_eq!(
            places(&found),
            [
                (Field::Title, "thread.title"),
                (Field::Url, "url"),
                (Field::Body, "text"),
                (Field::Outlet, "the host of its url"),
                (Field::Published, "the dateline"),
                (Field::Id, "its url")
            ]
        );
        let found = inspected("a.txt", "Closed\nBy Ann Lee | March 3, 2019\n\nNo ships.").unwrap();
        assert_eq!(
            places(&found),
            [(Field::Title, "its first paragraph"), (Field::Authors, "the byline"), (Field::Published, "the byline")]
        );
    }

    #[test]
    fn the_first_article_is_shown_and_where_there_is_none_what_is_wrong_with_the_first_record() {
        let found = inspected("a.jsonl", "{\"title\": \"x\"}\n{\"body\": \"No ships.\"}\n").unwrap();
        assert_eq!(places(&found), [(Field::Body, "body")]);
        let found = inspected("a.jsonl", "{\"title\": \"x\"}\n{\"title\": \"y\"}\n").unwrap();
        assert!(matches!(&found, Inspection::Read { first: Err(problem), .. } if problem.line == Some(1)), "{found:?}");
    }

    #[test]
    fn what_is_not_read_says_why() {
        assert!(matches!(inspected("a.png", "x"), Ok(Inspection::Skipped("picture"))));
        assert_eq!(inspected("a.csv", "text,title\n").unwrap_err().to_string(), "a.csv: holds no record");
        assert!(inspected("a.csv", "day,price\n1,2\n").is_err());
    }
}
