//! How a language reports speech: verbs of saying in all their forms, and set phrases, each with how it takes its source.

use rustc_hash::FxHashMap;

/// One way to report: its words in order, and how it takes its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Lower case. An ellipsis stands for words in between: "teilte … mit".
    pub words: Vec<&'static str>,
    /// How it takes its source.
    pub pattern: Pattern,
}

/// How a way to report takes its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A verb of saying; the source is its subject, on either side: said.
    Say,
    /// A verb that reports when a clause or marked words follow; the source is its subject: criticised.
    Tell,
    /// A participle that reports with an auxiliary: has declared.
    Participle,
    /// The source follows: according to Kelly.
    Before,
    /// The source follows, if it is a report or what one is called: nach Angaben.
    BeforeReport,
    /// The source precedes: Kelly zufolge.
    Behind,
    /// The source follows, in a clause set off by commas: , so Kelly.
    Aside,
    /// The source and a verb of saying follow, in a clause set off by commas: wie Kelly mitteilte.
    As,
    /// Reports without naming anybody: es heißt.
    Nobody,
    /// A verb whose sentence tells what was said, without a clause for it: sprach von.
    Topic,
}

impl Pattern {
    /// By its name in `speech.tsv`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "say" => Self::Say,
            "tell" => Self::Tell,
            "participle" => Self::Participle,
            "before" => Self::Before,
            "before-report" => Self::BeforeReport,
            "behind" => Self::Behind,
            "aside" => Self::Aside,
            "as" => Self::As,
            "nobody" => Self::Nobody,
            "topic" => Self::Topic,
            _ => return None,
        })
    }
}

/// All ways to report, by their first word.
#[derive(Debug, Default)]
pub struct Reports(FxHashMap<&'static str, Vec<Report>>);

impl Reports {
    pub(super) fn add(&mut self, form: &'static str, pattern: Pattern) {
        let words: Vec<&'static str> = form.split(' ').collect();
        let first = words.first().copied().unwrap_or_default();
        let list = self.0.entry(first).or_default();
        list.push(Report { words, pattern });
        // The longest first: "nach angaben von" before "nach angaben".
        list.sort_by_key(|report| std::cmp::Reverse(report.words.len()));
    }

    pub(super) fn beginning_with(&self, word: &str) -> &[Report] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}
