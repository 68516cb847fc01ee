//! ProQuest: exports as text, each article between lines of underscores.
//!
//! ```text
//! ____________________________________________________________
//!
//! Harbour stays closed
//!
//! Author: Lee, Ann
//! Publication info: The Harbor Gazette [Tallinn] 03 Mar 2019: A.1.
//! Full text: …
//!
//! Publication title: The Harbor Gazette
//! Publication date: Mar 3, 2019
//! Document URL: https://search.proquest.com/docview/…
//! ```

use std::ops::Range;

use super::{
    Found,
    lines::{self, Line},
};
use crate::format::{Field, date};

static LABELS: &[&str] = &[
    "Title",
    "Author",
    "Publication info",
    "Abstract",
    "Links",
    "Full text",
    "Full Text",
    "Subject",
    "Location",
    "People",
    "Company / organization",
    "Company",
    "Business indexing term",
    "Identifier / keyword",
    "Publication title",
    "Publication year",
    "Publication date",
    "Year",
    "Volume",
    "Issue",
    "Pages",
    "First page",
    "Section",
    "column",
    "Column",
    "Publisher",
    "Place of publication",
    "Country of publication",
    "Publication subject",
    "ISSN",
    "e-ISSN",
    "Source type",
    "Source attribution",
    "Language of publication",
    "Language",
    "Document type",
    "Document feature",
    "ProQuest document ID",
    "Document URL",
    "Copyright",
    "Last updated",
    "Database",
    "Alternate title",
    "Dateline",
    "Edition",
    "Credit",
    "Correspondence author",
    "ProQuest dissertation",
    "Number of pages",
    "Full text availability",
    "Contact",
    "Terms and Conditions",
    "Classification",
];

/// What no text but such an export has.
static SURE: &[&str] = &["ProQuest document ID", "Document URL", "Publication title", "Publication info"];

fn is_label(line: &Line) -> bool {
    LABELS.iter().any(|label| line.labelled(label).is_some())
}

fn full_text<'a>(line: &Line<'a>) -> Option<&'a str> {
    line.labelled("Full text").or_else(|| line.labelled("Full Text"))
}

fn is_rule(line: &Line) -> bool {
    let text = line.text();
    text.len() >= 20 && text.bytes().all(|b| b == b'_')
}

fn blocks(lines: &[Line]) -> Vec<Range<usize>> {
    let rules = (0..lines.len()).filter(|&at| is_rule(&lines[at]));
    let mut start = 0;
    let mut blocks = Vec::new();
    for rule in rules.chain([lines.len()]) {
        blocks.push(start..rule);
        start = rule + 1;
    }
    blocks
}

fn labels(lines: &[Line], wanted: &[&str]) -> usize {
    wanted.iter().filter(|label| lines.iter().any(|line| line.labelled(label).is_some())).count()
}

/// A full text with at least two other fields beside it, one of them ProQuest's own.
pub(super) fn is(lines: &[Line]) -> bool {
    blocks(lines).into_iter().any(|block| {
        let lines = &lines[block];
        lines.iter().any(|line| full_text(line).is_some()) && labels(lines, SURE) >= 1 && labels(lines, LABELS) >= 3
    })
}

/// Covers and closing notes have no such fields.
pub(super) fn cut(lines: &[Line]) -> Vec<Range<usize>> {
    let is_article = |block: &Range<usize>| labels(&lines[block.clone()], SURE) > 0;
    let mut blocks = blocks(lines);
    blocks.retain(is_article);
    for block in &mut blocks {
        let blank = lines[block.clone()].iter().take_while(|line| line.is_blank()).count();
        block.start += blank;
    }
    blocks
}

pub(super) fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    let text = lines.iter().position(|line| full_text(line).is_some());
    let end = text.map_or(0, |text| text + 1 + end_of_text(&lines[text + 1..]));
    let draft = &mut found.draft;
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| text.is_none_or(|text| *at < text) || *at >= end) {
        let Some(label) = LABELS.iter().find(|label| line.labelled(label).is_some()) else { continue };
        let value = lines::value(line.labelled(label).unwrap_or_default(), &lines[at + 1..], is_label);
        match *label {
            "Title" => draft.set(Field::Title, &value),
            "Author" => set_authors(&value, draft),
            "Publication title" => draft.set(Field::Outlet, without_town(&value)),
            "Publication date" => draft.set(Field::Published, &value),
            "Document URL" => draft.set(Field::Url, &value.replace(' ', "")),
            "Language of publication" | "Language" => draft.set(Field::Language, &value),
            _ => {}
        }
    }
    // Only where no field of its own says it.
    if let Some((at, info)) =
        lines.iter().enumerate().find_map(|(at, line)| Some((at, line.labelled("Publication info")?)))
    {
        let info = lines::value(info, &lines[at + 1..], is_label);
        draft.set(Field::Outlet, without_town(info.split(" [").next().unwrap_or(&info)));
        draft.set(Field::Published, day_in(&info).unwrap_or_default());
    }
    let is_number = |line: &Line| line.text().starts_with("Document ") && line.text().contains(" of ");
    if let Some(first) = lines.iter().find(|line| !line.is_blank() && !is_number(line)).filter(|line| !is_label(line)) {
        draft.set(Field::Title, first.text());
    }
    match text.and_then(|at| Some((at, full_text(&lines[at])?))) {
        Some((_, first)) if first.to_lowercase().starts_with("not available") => found.has_no_text = true,
        Some((at, first)) => {
            let first = std::iter::once(Line { raw: first, ..lines[at] });
            let text: Vec<Line> = first.chain(lines[at + 1..end].iter().copied()).collect();
            found.add(&text);
        }
        None => found.has_no_text = true,
    }
    found
}

/// Where the fields below the text begin: one may be a line of the story, several are not.
fn end_of_text(lines: &[Line]) -> usize {
    let at = (0..lines.len()).filter(|&at| is_label(&lines[at])).find(|&at| {
        let next: Vec<&Line> = lines[at + 1..].iter().filter(|line| !line.is_blank()).take(4).collect();
        let fields = next.iter().filter(|line| is_label(line)).count();
        next.first().is_none_or(|next| is_label(next)) && fields >= next.len().min(2)
    });
    at.unwrap_or(lines.len())
}

/// "Lee, Ann; Roe, Tom".
fn set_authors(names: &str, draft: &mut super::Draft) {
    for name in names.split(';') {
        let name = name.trim().trim_end_matches('.');
        let name = name.split_once(", ").map_or_else(|| name.to_owned(), |(family, given)| format!("{given} {family}"));
        draft.set(Field::Authors, &name);
    }
}

/// "The Harbor Gazette; Tallinn, Estonia".
fn without_town(outlet: &str) -> &str {
    outlet.split(';').next().unwrap_or(outlet).trim()
}

/// "The Harbor Gazette [Tallinn] 03 Mar 2019: A.1.", "…; Tallinn. 03 Mar 2019: A.1".
fn day_in(info: &str) -> Option<&str> {
    let (before, _) = info.rsplit_once(": ").unwrap_or((info, ""));
    let starts = before.match_indices(' ').map(|(at, _)| &before[at + 1..]);
    starts.take(60).find(|rest| date::read(rest).is_some())
}
