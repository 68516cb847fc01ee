//! LexisNexis Academic and its like: exports up to about 2018, in plain text and rich text.
//!
//! ```text
//!                      2 of 250 DOCUMENTS
//!
//!                      The Harbor Gazette
//!
//!                    March 3, 2019 Sunday
//!                       Final Edition
//!
//! Harbour stays closed
//!
//! BYLINE: ANN LEE
//!
//! LENGTH: 812 words
//!
//! BODY:
//! …
//! LOAD-DATE: March 4, 2019
//! ```

use std::ops::Range;

use super::{
    Found,
    lines::{self, Line},
};
use crate::format::Field;

/// Fields above the text.
static ABOVE: &[&str] = &[
    "HEADLINE",
    "BYLINE",
    "SECTION",
    "LENGTH",
    "DATELINE",
    "HIGHLIGHT",
    "SERIES",
    "SOURCE",
    "COLUMN",
    "TYPE",
    "ORIGINAL-DATE",
    "TEASER",
    "ANCHOR",
    "GUESTS",
    "SHOW",
    "PROGRAM",
    "ABSTRACT",
    "LANGUAGE",
];

/// Fields below it.
static BELOW: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "PUBLICATION-TYPE",
    "PUB-TYPE",
    "GRAPHIC",
    "SUBJECT",
    "CORRECTION",
    "CORRECTION-DATE",
    "NOTES",
    "DISTRIBUTION",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "ACC-NO",
    "URL",
    "ORGANIZATION",
    "COMPANY",
    "TRANSCRIPT-NO",
];

/// How far below the number of a document its fields may begin, in lines.
const MOST_LINES: usize = 60;

fn is_label(line: &Line) -> bool {
    ABOVE.iter().chain(BELOW).any(|label| line.labelled(label).is_some())
}

/// "2 of 250 DOCUMENTS".
fn is_number(line: &Line) -> bool {
    let words: Vec<&str> = line.text().split(' ').collect();
    let is_number =
        |word: &str| word.len() <= 7 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b',');
    matches!(*words, [number, "of" | "von" | "de", all, "DOCUMENT" | "DOCUMENTS" | "DOKUMENTEN"] if is_number(number) && is_number(all))
}

fn follows_field(below: &[Line]) -> bool {
    let fields = ["LENGTH", "BODY", "LOAD-DATE", "PUBLICATION-TYPE"];
    below.iter().take(MOST_LINES).any(|line| fields.iter().any(|field| line.labelled(field).is_some()))
}

/// The number of a document, and a field below it.
pub(super) fn is(lines: &[Line]) -> bool {
    (0..lines.len()).any(|at| is_number(&lines[at]) && follows_field(&lines[at + 1..]))
}

/// Each begins with its number.
pub(super) fn cut(lines: &[Line]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| is_number(&lines[at])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

pub(super) fn read(lines: &[Line]) -> Found {
    let mut found = Found::default();
    let draft = &mut found.draft;
    let labelled = lines.iter().position(|line| is_label(line) || line.labelled("BODY").is_some());
    let fields = labelled.unwrap_or(lines.len());
    let body = lines.iter().position(|line| line.labelled("BODY").is_some());
    let start = body.unwrap_or_else(|| below_fields(lines, fields));
    for (at, line) in lines.iter().enumerate().take(start).skip(fields) {
        let value = |first: &str| lines::value(first, &lines[at + 1..start], is_label);
        if let Some(title) = line.labelled("HEADLINE") {
            draft.set(Field::Title, &value(title));
        } else if let Some(names) = line.labelled("BYLINE") {
            draft.set(Field::Authors, lines::names(&value(names)));
        } else if let Some(languages) = line.labelled("LANGUAGE") {
            draft.set(Field::Language, lines::first_of(languages));
        }
    }
    read_top(&lines[..fields], draft);
    let end = lines[start..]
        .iter()
        .position(|line| BELOW.iter().any(|label| line.labelled(label).is_some()) && line.labelled("BODY").is_none());
    // A copyright may stand at the end with nothing else.
    let claimed = || {
        let last = lines::paragraphs(&lines[start..]).pop()?;
        lines::is_copyright(lines[start + last.start].text()).then_some(last.start)
    };
    let end = end.or_else(claimed).map_or(lines.len(), |end| start + end);
    for line in &lines[end..] {
        if let Some(languages) = line.labelled("LANGUAGE") {
            draft.set(Field::Language, lines::first_of(languages));
        } else if let Some(url) = line.labelled("URL") {
            draft.set(Field::Url, url);
        }
    }
    // The text may begin in the line of its field.
    let first = body.and_then(|at| Some(Line { raw: lines[at].labelled("BODY")?, ..lines[at] }));
    let text: Vec<Line> =
        first.into_iter().chain(lines[start + usize::from(first.is_some())..end].iter().copied()).collect();
    found.add(&text);
    found
}

/// The first line that is no field and goes on with none.
fn below_fields(lines: &[Line], from: usize) -> usize {
    let below =
        lines::paragraphs(&lines[from..]).into_iter().find(|paragraph| !is_label(&lines[from + paragraph.start]));
    below.map_or(lines.len(), |paragraph| from + paragraph.start)
}

/// Outlet, date, editions and title stand above the fields without labels, the first three in the middle of the line.
fn read_top(lines: &[Line], draft: &mut super::Draft) {
    let top = lines.get(1..).unwrap_or_default();
    let paragraphs = lines::paragraphs(top);
    let is_claim = |line: &Line| lines::is_copyright(line.text());
    let text = |range: &Range<usize>| {
        let lines: Vec<&str> = top[range.clone()].iter().filter(|line| !is_claim(line)).map(Line::text).collect();
        lines.join(" ")
    };
    let dated = paragraphs.iter().position(|paragraph| top[paragraph.start].is_date());
    // Outlet and date may stand in one paragraph.
    let inner = || {
        let mut all = paragraphs.iter().enumerate();
        all.find_map(|(at, paragraph)| Some((at, paragraph.clone().find(|&line| top[line].is_date())?)))
    };
    let Some((at, line)) = dated.map(|at| (at, paragraphs[at].start)).or_else(inner) else {
        if let Some(last) = paragraphs.last() {
            draft.set(Field::Title, &text(last));
        }
        return;
    };
    draft.set(Field::Published, lines::day(top[line].text()));
    let outlet = top[..line].iter().rev().find(|line| !line.is_blank() && !is_claim(line));
    if let Some(outlet) = outlet {
        draft.set(Field::Outlet, outlet.text());
    }
    let below = paragraphs.get(at + 1..).unwrap_or_default();
    let is_centred = |paragraph: &&Range<usize>| top[paragraph.start].raw.starts_with([' ', '\t']);
    let is_edition = |paragraph: &&Range<usize>| text(paragraph).to_lowercase().ends_with("edition");
    // Rich text has lost what is in the middle.
    let title = below.iter().rfind(|paragraph| !is_centred(paragraph) && !is_edition(paragraph));
    if let Some(title) = title {
        draft.set(Field::Title, &text(title));
    }
}
