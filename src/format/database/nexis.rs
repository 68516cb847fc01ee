//! Nexis Uni, Lexis and Nexis Advance: exports since about 2017, in Word, rich text or plain text.
//!
//! ```text
//! Harbour stays closed
//! The Harbor Gazette
//! November 19, 2019 Tuesday
//! Copyright 2019 Gazette Press All Rights Reserved
//! Section: NEWS; Pg. 1
//! Length: 812 words
//! Byline: Ann Lee
//! Body
//! …
//! Classification
//! Language: ENGLISH
//! Load-Date: November 20, 2019
//! End of Document
//! ```

use std::ops::Range;

use super::{
    Found,
    lines::{self, Line},
};
use crate::format::Field;

/// How far above the text its fields may begin, in lines.
const MOST_FIELDS: usize = 60;

static LABELS: &[&str] =
    &["Section", "Length", "Byline", "Dateline", "Highlight", "Series", "Url", "Credit", "Guests", "Anchors", "Rubrik"];

fn is_body(line: &Line) -> bool {
    line.text() == "Body"
}

fn is_end(line: &Line) -> bool {
    line.text() == "End of Document"
}

fn is_label(line: &Line) -> bool {
    LABELS.iter().any(|label| line.labelled(label).is_some())
}

/// "Body" alone in its line, with the length of the article above, and a copyright or an end around it.
pub(super) fn is(lines: &[Line]) -> bool {
    let last_end = lines.iter().rposition(|line| is_end(line) || line.labelled("Load-Date").is_some());
    (0..lines.len()).filter(|&at| is_body(&lines[at])).any(|at| {
        let above = &lines[at.saturating_sub(MOST_FIELDS)..at];
        let has_length = above.iter().any(|line| line.labelled("Length").is_some_and(lines::is_length));
        let is_claimed = above.iter().any(|line| lines::is_copyright(line.text()));
        let ends = last_end.is_some_and(|end| end >= at);
        (has_length || is_claimed) && (has_length && is_claimed || ends)
    })
}

/// Each ends with "End of Document"; the last may have lost it.
pub(super) fn cut(lines: &[Line]) -> Vec<Range<usize>> {
    let mut articles = Vec::new();
    let mut start = 0;
    let ends = (0..lines.len()).filter(|&at| is_end(&lines[at])).chain([lines.len()]);
    for end in ends {
        let begins = (start..end).find(|&at| !lines[at].is_blank());
        if let Some(begins) = begins.filter(|_| lines[start..end].iter().any(|line| is_body(line) || is_label(line))) {
            let begins = lines[begins..end]
                .iter()
                .position(is_body)
                .map_or(begins, |body| begins + top(&lines[begins..][..body]));
            articles.push(begins..end);
        }
        start = end + 1;
    }
    articles
}

/// Where the fields of an article begin: before the first one there may be a list of all articles.
fn top(lines: &[Line]) -> usize {
    let fields = first_field(lines);
    let named: Vec<usize> = (0..fields).filter(|&at| !lines[at].is_blank()).collect();
    let dated = named.iter().rposition(|&at| lines[at].is_date()).unwrap_or(named.len());
    // The outlet above the date, the title above the outlet.
    let mut top = dated.saturating_sub(2);
    // A title of several lines, at the very beginning alone.
    if named.first().is_some_and(|&first| named.get(top).is_some_and(|&at| at - first < 4)) {
        top = 0;
    }
    named.get(top).copied().unwrap_or(0)
}

/// The first label or copyright line above the text, looked for upwards so that a list before it does not count.
fn first_field(lines: &[Line]) -> usize {
    let from = lines.len().saturating_sub(MOST_FIELDS);
    let is_field = |line: &Line| is_label(line) || lines::is_copyright(line.text());
    lines[from..].iter().position(is_field).map_or(lines.len(), |at| from + at)
}

pub(super) fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    let body = lines.iter().position(is_body);
    let head = &lines[..body.unwrap_or(lines.len())];
    let fields = first_field(head);
    let named: Vec<&Line> = head[..fields].iter().filter(|line| !line.is_blank()).collect();
    let dated = named.iter().rposition(|line| line.is_date());
    let outlet = dated.unwrap_or(named.len()).checked_sub(1).filter(|&at| at > 0);
    let draft = &mut found.draft;
    if let Some(at) = dated {
        draft.set(Field::Published, lines::day(named[at].text()));
    }
    if let Some(at) = outlet {
        draft.set(Field::Outlet, named[at].text());
    }
    let title: Vec<&str> = named[..outlet.unwrap_or(named.len().min(1))].iter().map(|line| line.text()).collect();
    draft.set(Field::Title, &title.join(" "));
    for (at, line) in head.iter().enumerate().skip(fields) {
        let value = |first: &str| lines::value(first, &head[at + 1..], is_label);
        if let Some(names) = line.labelled("Byline") {
            draft.set(Field::Authors, lines::names(&value(names)));
        }
        if let Some(url) = line.labelled("Url") {
            draft.set(Field::Url, url);
        }
    }
    if let Some(body) = body {
        let end = end_of_text(&lines[body..]) + body;
        found.add(&lines[body + 1..end]);
        for line in &lines[end..] {
            if let Some(languages) = line.labelled("Language") {
                found.draft.set(Field::Language, lines::first_of(languages));
            } else if let Some(url) = line.labelled("URL") {
                found.draft.set(Field::Url, url);
            }
        }
    }
    found
}

/// Where the index of the database begins, or the captions before it. Its headings are words that a story may have in a line
/// too, so that they are looked for from the end.
fn end_of_text(lines: &[Line]) -> usize {
    /// Captions are short.
    const MOST_CAPTIONS: usize = 20;
    let follows_label =
        |at: usize| lines[at + 1..].iter().find(|line| !line.is_blank()).is_some_and(|line| line.text().contains(':'));
    let classified = (1..lines.len()).rfind(|&at| lines[at].text() == "Classification" && follows_label(at));
    let loaded = || lines.iter().rposition(|line| line.labelled("Load-Date").is_some());
    let end = classified.or_else(loaded).unwrap_or(lines.len());
    let captions = (end.saturating_sub(MOST_CAPTIONS).max(1)..end).rfind(|&at| lines[at].text() == "Graphic");
    captions.unwrap_or(end)
}
