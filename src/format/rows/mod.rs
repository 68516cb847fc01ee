//! Tables: a header that names columns, and an article a row.
//!
//! A row is read as the JSON object that it stands for (`{"title": "…", "content": "…"}`), so that names of fields,
//! `--field`, markup and missing values are dealt with once, where records of JSON are. It is handed on as its
//! [`cells`].

mod cells;
pub(super) mod csv;
mod dialect;
pub(super) mod object;
pub(super) mod parquet;
pub(super) mod separated;

use super::{Field, Options, Parsed, Record, json, names};
use crate::report::Problem;

/// So many columns are named in a message.
const NAMED: usize = 12;

/// Makes an article of a row.
fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    json::parse_object(&cells::object(&record.bytes), record, options)
}

/// The names of a row's columns; of a record that is none, nothing.
pub(super) fn columns(record: &Record) -> Option<Vec<String>> {
    let is_row = [&csv::FORMAT, &parquet::FORMAT].into_iter().any(|format| std::ptr::eq(record.format, format));
    is_row.then(|| json::names(&cells::object(&record.bytes)))
}

/// Whether a column may hold the articles' text, by its name.
fn may_be_text(column: &str, options: &Options) -> bool {
    let chosen = options.fields.iter().filter(|(field, _)| *field == Field::Body).map(|(_, path)| path.as_str());
    let is_chosen = |path: &str| path == column || path.strip_prefix(column).is_some_and(|rest| rest.starts_with('.'));
    let plain = [Some(names::plain(column)), json::flattened(column)];
    let is_known = |plain: &String| names::of(Field::Body).any(|name| name == plain);
    chosen.into_iter().any(is_chosen) || plain.iter().flatten().any(is_known)
}

/// The problem of a table that holds no texts.
fn without_text<'a>(path: &str, columns: impl Iterator<Item = &'a str>) -> Problem {
    let columns: Vec<&str> = columns.filter(|column| !column.is_empty()).collect();
    let mut named: Vec<String> = columns.iter().take(NAMED).map(|column| format!("“{column}”")).collect();
    if columns.len() > NAMED {
        named.push(format!("and {} more", columns.len() - NAMED));
    }
    let what = match columns.len() {
        0 => "a table without names of columns".to_owned(),
        _ => format!("no column is known to hold the text of articles; there are {}", named.join(", ")),
    };
    Problem::new(path, what).remedy("name the column that does: --field body=COLUMN")
}
