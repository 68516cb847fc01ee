//! Closing marks that a scan or a hurried hand lost: "We won, said Kell. "It is over."
//!
//! The mark that opens again tells that the first stretch ended before; the reporting clause between tells where.

use std::ops::Range;

use super::{mark::Region, reading::Reading};
use crate::{article::Span, lexicon::SUBJECT_PRONOUN, text::TokenKind};

/// A verb that was seen to report more often than this beside marks is one of saying.
const LEAST_SEEN: u32 = 20;

/// The regions, each that holds a reporting clause and a second opening mark in two.
#[must_use]
pub fn closed(reading: &Reading, regions: Vec<Region>) -> Vec<Region> {
    let mut all = Vec::with_capacity(regions.len());
    for region in regions {
        match parted(reading, &region) {
            Some(parts) => all.extend(parts),
            None => all.push(region),
        }
    }
    all
}

fn parted(reading: &Reading, region: &Region) -> Option<[Region; 2]> {
    let inner = reading.word_at(region.inner.start)..reading.word_at(region.inner.end);
    let opens = inner.clone().skip(1).find(|&at| opens_again(reading, at, inner.end))?;
    let comma = (inner.start..opens).rev().find(|&at| reading.reads(at, ",") && reports(reading, at + 1..opens))?;
    if comma == inner.start || opens + 1 >= inner.end {
        return None;
    }
    let end = reading.words[comma].span.end;
    let first = Region {
        inner: Span { start: region.inner.start, end },
        outer: Span { start: region.outer.start, end },
        closed: true,
        ..*region
    };
    let mark = reading.words[opens].span;
    let second = Region {
        inner: Span { start: mark.end, end: region.inner.end },
        outer: Span { start: mark.start, end: region.outer.end },
        continues: false,
        ..*region
    };
    Some([first, second])
}

/// A double mark with a space before it and a word directly behind.
fn opens_again(reading: &Reading, at: usize, end: usize) -> bool {
    let word = &reading.words[at];
    matches!(reading.text(at), "\"" | "“")
        && reading.words[at - 1].span.end < word.span.start
        && at + 1 < end
        && reading.words[at + 1].span.start == word.span.end
        && matches!(reading.text(at - 1), "." | ",")
}

/// "said Kell, president of the local." or "he said.": a short clause that begins with a verb of saying or its subject.
fn reports(reading: &Reading, clause: Range<usize>) -> bool {
    let longest = 20;
    let says = |at: usize| {
        reading.words.get(at).is_some_and(|word| word.cue.is_some_and(|cue| cue.speech || cue.mark.0 > LEAST_SEEN))
    };
    let (first, second) = (clause.start, clause.start + 1);
    if clause.len() < 3 || clause.len() > longest {
        return false;
    }
    let is_name = reading.words[second].kind == TokenKind::Word && reading.words[second].capital;
    says(first) && (is_name || reading.is(second, SUBJECT_PRONOUN))
        || reading.is(first, SUBJECT_PRONOUN) && says(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::mark::regions, lexicon::Lexicon, text::paragraphs};

    fn quoted(text: &str) -> Vec<&str> {
        let reading = Reading::new(text, Lexicon::english());
        let regions = closed(&reading, regions(text, &paragraphs(text)));
        regions.into_iter().map(|region| region.inner.of(text)).collect()
    }

    #[test]
    fn a_reporting_clause_ends_what_was_never_closed() {
        assert_eq!(quoted("\"We won, said Ann Kell. \"It is over.\""), ["We won,", "It is over."]);
        assert_eq!(quoted("\"We won, she said, \"and it is over.\""), ["We won,", "and it is over."]);
    }

    #[test]
    fn a_quotation_inside_another_stays() {
        let text = "“They came in, said “go” twice, and left,” she said.";
        assert_eq!(quoted(text), ["They came in, said “go” twice, and left,"]);
    }
}
