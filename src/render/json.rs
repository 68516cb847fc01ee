use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, Write},
};

use serde::Serialize;

use super::{Inspected, KnownFormat, Renderer, clean::is_reordering};
use crate::{
    query::{Group, GroupBy, Hit, Hits, IndexStatistics, Query, SpeakerSummary},
    report::Findings,
};

/// Version of the JSON that scripts rely on; docs/json.md says what may change without a new one.
pub(super) const VERSION: u32 = 1;

/// One JSON document, indented.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

/// The answer to a query; the form is documented in docs/json.md.
#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    query: &'a Query,
    notes: &'a [String],
    total: u64,
    hits: &'a [Hit],
    /// Present when the answer is grouped, even if no group has a hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<&'a [Group]>,
}

/// The answer to a line of a batch.
#[derive(Serialize)]
struct Answered<'a> {
    id: &'a serde_json::Value,
    #[serde(flatten)]
    answer: Answer<'a>,
}

/// Why a line of a batch has no answer.
#[derive(Serialize)]
struct Unanswered<'a> {
    id: &'a serde_json::Value,
    version: u32,
    error: &'a str,
}

/// The answer to `whosaid speakers`.
#[derive(Serialize)]
struct Speakers<'a> {
    version: u32,
    speakers: &'a [SpeakerSummary],
}

/// The answer to `whosaid stats`.
#[derive(Serialize)]
struct Statistics<'a> {
    version: u32,
    #[serde(flatten)]
    held: &'a IndexStatistics,
}

/// The answer to `whosaid check-index`.
#[derive(Serialize)]
struct Checked<'a> {
    version: u32,
    sound: bool,
    #[serde(flatten)]
    findings: &'a Findings,
}

/// The answer to `whosaid formats`.
#[derive(Serialize)]
struct Formats<'a> {
    version: u32,
    formats: &'a [KnownFormat],
}

/// The answer to `whosaid formats FILE`.
#[derive(Serialize)]
struct Inspection<'a> {
    version: u32,
    files: &'a [Inspected],
}

impl<'a> Answer<'a> {
    fn of(hits: &'a Hits) -> Self {
        let grouped = hits.query.group != GroupBy::None;
        Self {
            version: VERSION,
            query: &hits.query,
            notes: &hits.notes,
            total: hits.total,
            hits: &hits.hits,
            groups: grouped.then_some(&hits.groups),
        }
    }
}

impl Json {
    /// Writes which formats are read, and how each is told.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn formats(self, formats: &[KnownFormat], out: &mut dyn Write) -> io::Result<()> {
        document(&Formats { version: VERSION, formats }, out)
    }

    /// Writes what files were found to be.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn inspected(self, files: &[Inspected], out: &mut dyn Write) -> io::Result<()> {
        document(&Inspection { version: VERSION, files }, out)
    }

    /// Writes the answer to one of many questions, on one line.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn answered(self, id: &serde_json::Value, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
        line(&Answered { id, answer: Answer::of(hits) }, out)
    }

    /// Writes why one of many questions has no answer, on one line.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn unanswered(self, id: &serde_json::Value, error: &str, out: &mut dyn Write) -> io::Result<()> {
        line(&Unanswered { id, version: VERSION, error }, out)
    }

    /// Writes whether an index is sound, and all that is not.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn findings(self, findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
        document(&Checked { version: VERSION, sound: findings.are_sound(), findings }, out)
    }

    /// Writes what an index holds.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn statistics(self, statistics: &IndexStatistics, out: &mut dyn Write) -> io::Result<()> {
        document(&Statistics { version: VERSION, held: statistics }, out)
    }
}

impl Renderer for Json {
    fn hits(&self, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
        document(&Answer::of(hits), out)
    }

    fn speakers(&self, speakers: &[SpeakerSummary], out: &mut dyn Write) -> io::Result<()> {
        document(&Speakers { version: VERSION, speakers }, out)
    }
}

/// Writes `value` over several lines.
fn document(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", escape(&text))
}

/// Writes `value` on one line.
pub(super) fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(value)?;
    writeln!(out, "{}", escape(&text))
}

/// Writes characters that steer a terminal as JSON escapes; `serde_json` does so below U+0020 only.
///
/// They stand inside strings, as nothing else of JSON has them, and so mean the same when escaped.
fn escape(json: &str) -> Cow<'_, str> {
    let steers = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}') || is_reordering(c);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) {
            write!(escaped, "\\u{:04x}", u32::from(c)).expect("a string takes every write");
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn json(hits: &Hits) -> String {
        let mut out = Vec::new();
        Json.hits(hits, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_answer() {
        insta::assert_snapshot!(json(&sample::grouped_by_speaker()));
    }

    #[test]
    fn what_an_index_holds() {
        let mut out = Vec::new();
        Json.statistics(&sample::statistics(), &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn groups_are_there_when_asked_for_only() {
        assert!(!json(&sample::flat()).contains("\"groups\""));
        let mut none = sample::nothing();
        none.query.group = GroupBy::Speaker;
        assert!(json(&none).contains("\"groups\": []"));
    }

    #[test]
    fn what_steers_a_terminal_is_escaped_and_read_back_unchanged() {
        let mut hits = sample::flat();
        hits.hits.truncate(1);
        hits.hits[0].text = "\x1b[2J\u{9b}31m\u{7f}\u{202e}é".into();
        let json = json(&hits);
        assert!(!json.chars().any(|c| (c.is_control() && c != '\n') || is_reordering(c)));
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["hits"][0]["text"], hits.hits[0].text.as_str());
    }
}
