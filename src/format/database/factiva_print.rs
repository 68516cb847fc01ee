//! Factiva, "full article/report": fields without codes, in an order that is always the same.
//!
//! ```text
//! Harbour stays closed
//! By Ann Lee
//! 812 words
//! 3 March 2019
//! The Harbor Gazette
//! HARGAZ
//! English
//! Copyright 2019 Gazette Press.
//!
//! …
//!
//! Document HARGAZ0020190303ef330001x
//! ```

use std::ops::Range;

use super::{
    Found,
    lines::{self, Line},
};
use crate::format::Field;

/// How far below its length the text of an article may begin, in lines that are not blank.
const MOST_FIELDS: usize = 12;

/// "Document HARGAZ0020190303ef330001x": a source, a day, a number.
fn document<'a>(line: &Line<'a>) -> Option<&'a str> {
    let id = line.text().strip_prefix("Document ")?;
    let letters = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = id.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    let is_id = (2..=12).contains(&letters) && digits >= 8 && (18..=40).contains(&id.len());
    (is_id && id.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(id)
}

/// The length of an article, above its date.
fn length(lines: &[Line]) -> Option<usize> {
    (0..lines.len()).find(|&at| {
        lines[at].is_length() && lines[at + 1..].iter().find(|line| !line.is_blank()).is_some_and(Line::is_date)
    })
}

fn ends(lines: &[Line]) -> impl Iterator<Item = usize> {
    (0..lines.len()).filter(|&at| document(&lines[at]).is_some())
}

/// The number of a document, and above it a length and a date.
pub(super) fn is(lines: &[Line]) -> bool {
    ends(lines).next().is_some_and(|end| length(&lines[..end]).is_some())
}

pub(super) fn cut(lines: &[Line]) -> Vec<Range<usize>> {
    let mut articles = Vec::new();
    let mut start = 0;
    for end in ends(lines).chain([lines.len()]) {
        let article = &lines[start..end];
        if let Some(length) = length(article) {
            let top = (0..length).rev().filter(|&at| is_heading(&article[at])).take(3).last().unwrap_or(length);
            articles.push(start + top..(end + 1).min(lines.len()));
        }
        start = end + 1;
    }
    articles
}

/// Neither blank nor what is printed on every page.
fn is_heading(line: &Line) -> bool {
    let text = line.text();
    !text.is_empty() && !text.contains("Factiva, Inc") && !text.starts_with("Page ")
}

pub(super) fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    let draft = &mut found.draft;
    let length = length(lines).unwrap_or(0);
    let headings: Vec<&str> = lines[..length].iter().filter(|line| is_heading(line)).map(Line::text).collect();
    let byline = headings.len().checked_sub(1).filter(|&at| at > 0 && is_byline(headings[at], headings[at - 1]));
    if let Some(at) = byline {
        draft.set(Field::Authors, headings[at]);
    }
    if let Some(title) = headings[..byline.unwrap_or(headings.len())].last() {
        draft.set(Field::Title, title);
    }
    let end = ends(lines).next().unwrap_or(lines.len());
    let below: Vec<usize> = (length + 1..end).filter(|&at| !lines[at].is_blank()).collect();
    if let Some(&date) = below.first() {
        draft.set(Field::Published, lines[date].text());
    }
    let is_time = |text: &str| text.len() <= 5 && text.contains(':');
    let outlet = below.iter().skip(1).map(|&at| lines[at].text()).find(|text| !is_time(text));
    if let Some(outlet) = outlet {
        draft.set(Field::Outlet, outlet);
    }
    let above_text = last_field(lines, &below);
    if let Some(language) = above_text.checked_sub(1).and_then(|at| below.get(at)) {
        draft.set(Field::Language, lines[*language].text());
    }
    if let Some(id) = lines.get(end).and_then(document) {
        draft.set(Field::Id, id);
    }
    let start = below.get(above_text).map_or(end, |at| at + 1);
    found.add(&lines[start..end]);
    found
}

/// The place in `below` of the last line above the text: the copyright; without one the source's code.
fn last_field(lines: &[Line], below: &[usize]) -> usize {
    let fields = &below[..below.len().min(MOST_FIELDS)];
    let is_claim = |at: usize| lines::is_copyright(lines[at].text());
    let is_code = |at: usize| {
        let text = lines[at].text();
        text.len() <= 8 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let claim = fields.iter().rposition(|&at| is_claim(at));
    claim.or_else(|| fields.iter().rposition(|&at| is_code(at))).unwrap_or(0)
}

/// A line below a headline that says who wrote it; a name alone, when the line above it can be nothing but the headline.
fn is_byline(line: &str, above: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let is_name = (2..=4).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit()));
    line.starts_with("By ") || line.starts_with("BY ") || is_name && above.split(' ').count() > 4 && line.len() <= 40
}
