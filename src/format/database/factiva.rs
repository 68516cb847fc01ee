//! Factiva, "full article/report plus indexing": each field under a code of two letters or three.
//!
//! ```text
//! HD  Harbour stays closed
//! BY  By Ann Lee
//! WC  812 words
//! PD  3 March 2019
//! SN  The Harbor Gazette
//! LP  The harbour will stay closed.
//! TD  "We will not sail," said Mari Tamm.
//! AN  Document HARGAZ0020190303ef330001x
//! ```
//!
//! In rich text and Word this is a table, so that a code stands alone in its line.

use std::ops::Range;

use super::{
    Found,
    lines::{self, Line},
};
use crate::format::{Field, date};

/// The codes, in the order in which they always come.
static CODES: &[&str] = &[
    "CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "RF",
    "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];

/// A field of an article.
struct Coded<'a> {
    code: &'static str,
    /// Behind the code, in the same line.
    first: &'a str,
    /// The line of the code.
    at: usize,
    /// Where the next one begins.
    end: usize,
}

fn place(code: &str) -> usize {
    CODES.iter().position(|known| *known == code).expect("only codes of the list are looked for")
}

/// The code that a line begins with and what stands behind it, when it may come after the field at `last`.
fn code<'a>(line: &Line<'a>, last: Option<usize>) -> Option<(usize, &'a str)> {
    let letters = line.raw.bytes().take_while(u8::is_ascii_uppercase).count();
    let (code, rest) = line.raw.split_at(letters);
    let place = CODES.iter().position(|known| *known == code)?;
    let follows = last.is_none_or(|last| last < place);
    let value = rest.trim();
    let fits = match code {
        _ if !value.is_empty() && !rest.starts_with([' ', '\t', '\u{a0}']) => false,
        _ if value.is_empty() => true,
        "WC" => lines::is_length(value),
        "PD" => date::read(value).is_some(),
        "AN" => value.starts_with("Document "),
        // Within a story a line may begin with such a word in capitals.
        "CO" | "IN" | "NS" | "RE" => value.contains(" : "),
        "RF" | "ART" | "IPC" | "IPD" | "PUB" => rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  "),
        _ => true,
    };
    (follows && fits).then_some((place, value))
}

/// The fields from `start` on, up to the end of the article.
fn fields<'a>(lines: &[Line<'a>], start: usize) -> Vec<Coded<'a>> {
    let mut fields: Vec<Coded> = Vec::new();
    let mut last = None;
    for (at, line) in lines.iter().enumerate().skip(start) {
        if let Some((place, first)) = code(line, last) {
            last = Some(place);
            fields.push(Coded { code: CODES[place], first, at, end: lines.len() });
        } else if last.is_some_and(|last| last >= self::place("LP"))
            && code(line, None).is_some_and(|(place, _)| place <= self::place("HD"))
        {
            // The next article begins.
            close(&mut fields, at);
            return fields;
        }
        let ends = fields.last().is_some_and(|field| field.code == "AN") && line.text().contains("Document ");
        if ends {
            close(&mut fields, at + 1);
            return fields;
        }
    }
    close(&mut fields, lines.len());
    fields
}

/// Each field ends where the next one begins.
fn close(fields: &mut [Coded], end: usize) {
    let mut end = end;
    for field in fields.iter_mut().rev() {
        field.end = end;
        end = field.at;
    }
}

fn is_first(line: &Line) -> bool {
    code(line, None).is_some_and(|(place, _)| place <= self::place("HD"))
}

/// A headline, a length and a text, each under its code.
pub(super) fn is(lines: &[Line]) -> bool {
    cut(lines).first().is_some_and(|article| {
        let fields = fields(lines, article.start);
        let has = |code: &str| fields.iter().any(|field| field.code == code);
        let length = fields.iter().find(|field| field.code == "WC");
        let has_length = length.is_some_and(|field| lines::is_length(&value(lines, field)));
        has("HD") && has_length && (has("LP") || has("TD"))
    })
}

/// Codes of which every article has one.
const TELLING: [&str; 3] = ["WC", "PD", "SN"];

pub(super) fn cut(lines: &[Line]) -> Vec<Range<usize>> {
    let mut articles = Vec::new();
    let mut at = 0;
    // Behind the last of these there is no article: to look at the fields of each headline would take the square of their number.
    let tells = |line: &Line| TELLING.iter().any(|known| code(line, None).is_some_and(|(at, _)| at == place(known)));
    let last = lines.iter().rposition(tells).unwrap_or(0);
    while let Some(start) = (at..lines.len().min(last + 1)).find(|&at| is_first(&lines[at])) {
        let fields = fields(lines, start);
        let end = fields.last().map_or(start + 1, |last| last.end);
        // A word in capitals on a cover has no fields below.
        if fields.iter().any(|field| TELLING.contains(&field.code)) {
            articles.push(start..end);
            at = end;
        } else {
            at = start + 1;
        }
    }
    articles
}

fn value(lines: &[Line], field: &Coded) -> String {
    let below = &lines[field.at + 1..field.end];
    let blank = below.iter().take_while(|line| field.first.is_empty() && line.is_blank()).count();
    lines::value(field.first, &below[blank..], |_| false)
}

pub(super) fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    for field in fields(lines, 0) {
        let value = value(lines, &field);
        let draft = &mut found.draft;
        match field.code {
            "HD" => draft.set(Field::Title, &value),
            "BY" => draft.set(Field::Authors, lines::names(&value)),
            "PD" => draft.set(Field::Published, &value),
            "SN" => draft.set(Field::Outlet, &value),
            "LA" => draft.set(Field::Language, &value),
            "AN" => draft.set(Field::Id, value.trim_start_matches("Document ")),
            "LP" | "TD" => {
                let first = std::iter::once(Line { raw: field.first, ..lines[field.at] });
                let text: Vec<Line> = first.chain(lines[field.at + 1..field.end].iter().copied()).collect();
                found.add(&text);
            }
            _ => {}
        }
    }
    found
}
