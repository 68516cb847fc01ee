use std::{
    borrow::Cow,
    io::{self, Write},
};

use csv::Writer;

use super::Renderer;
use crate::query::{Hit, Hits, SpeakerSummary};

/// Comma-separated values after RFC 4180: a header, then one hit or one speaker a row.
///
/// Text that a spreadsheet would run as a formula gets an apostrophe in front (see [`cell`]), and control characters
/// other than line breaks are shown as `�`. For the bytes as they are, use JSON.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv;

/// A column: its header, and what a row has in it.
type Column<T> = (&'static str, for<'a> fn(&'a T) -> Cow<'a, str>);

const HIT: &[Column<Hit>] = &[
    ("speaker", |hit| optional(hit.speaker.as_deref())),
    ("role", |hit| optional(hit.role.as_deref())),
    ("text", |hit| cell(&hit.text)),
    ("kind", |hit| hit.kind.name().into()),
    ("cue", |hit| optional(hit.cue.as_deref())),
    ("source", |hit| optional(hit.source.as_deref())),
    ("confidence", |hit| format!("{:.2}", hit.confidence).into()),
    ("published", |hit| optional(hit.article.published.as_deref())),
    ("outlet", |hit| optional(hit.article.outlet.as_deref())),
    ("author", |hit| optional(hit.article.author.as_deref())),
    ("title", |hit| cell(&hit.article.title)),
    ("url", |hit| optional(hit.article.url.as_deref())),
    ("path", |hit| cell(&hit.article.path)),
    ("line", |hit| hit.line.to_string().into()),
    ("start", |hit| hit.start.to_string().into()),
    ("end", |hit| hit.end.to_string().into()),
    ("article", |hit| cell(&hit.article.id)),
    ("context", |hit| cell(&hit.context)),
    ("also", |hit| hit.article.others.to_string().into()),
];

const SPEAKER: &[Column<SpeakerSummary>] = &[
    ("name", |speaker| cell(&speaker.name)),
    ("role", |speaker| optional(speaker.role.as_deref())),
    ("kind", |speaker| speaker.kind.name().into()),
    ("quotes", |speaker| speaker.quotes.to_string().into()),
    ("articles", |speaker| speaker.articles.to_string().into()),
    ("first", |speaker| optional(speaker.first.as_deref())),
    ("last", |speaker| optional(speaker.last.as_deref())),
    ("outlets", |speaker| cell(&speaker.outlets.join("; ")).into_owned().into()),
];

impl Renderer for Csv {
    fn hits(&self, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
        table(HIT, &hits.hits, out)
    }

    fn speakers(&self, speakers: &[SpeakerSummary], out: &mut dyn Write) -> io::Result<()> {
        table(SPEAKER, speakers, out)
    }
}

fn table<T>(columns: &[Column<T>], rows: &[T], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Writer::from_writer(out);
    table.write_record(columns.iter().map(|(header, _)| header))?;
    for row in rows {
        table.write_record(columns.iter().map(|(_, cell)| cell(row).into_owned()))?;
    }
    table.flush()
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.map_or(Cow::Borrowed(""), cell)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@`, a tab or a carriage return
/// at its start, and before an apostrophe, so that taking one away always gives the text back.
fn cell(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if !guarded && !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let guard = if guarded { "'" } else { "" };
    Cow::Owned(format!("{guard}{}", text.replace(is_control, "\u{fffd}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn csv(hits: &Hits) -> String {
        let mut out = Vec::new();
        Csv.hits(hits, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_answer() {
        insta::assert_snapshot!(csv(&sample::flat()));
    }

    #[test]
    fn a_list_of_speakers() {
        let mut out = Vec::new();
        Csv.speakers(&sample::speakers(), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn an_empty_answer_still_has_its_header() {
        assert_eq!(csv(&sample::nothing()).lines().count(), 1);
    }

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("'tis the season"), "''tis the season");
        assert_eq!(cell("a = b"), "a = b");
    }

    #[test]
    fn a_cell_keeps_its_line_breaks_and_loses_what_steers_a_terminal() {
        assert_eq!(cell("one\ntwo\x1b[2J"), "one\ntwo\u{fffd}[2J");
    }
}
