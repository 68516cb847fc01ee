//! What a cue reports without marks: the words behind it ("said that …"), or those before ("…, Kelly said").

use std::ops::Range;

use super::{
    cue::{Cue, Inside, Pattern},
    reading::Reading,
    source::Source,
};
use crate::lexicon::class;

/// The tokens that `cue`, said by `source`, reports; `None` when too little is left to be a statement.
#[must_use]
pub fn content(reading: &Reading, inside: &Inside, cue: &Cue, source: &Source) -> Option<Range<usize>> {
    let sentence = reading.sentence_of(cue.words.start);
    let content = match cue.pattern {
        Pattern::Passive => return None,
        Pattern::According if cue.words.start <= sentence.start + 1 => {
            after_comma(reading, source.words.end, sentence.end)?
        }
        Pattern::According => sentence.start..cue.words.start,
        Pattern::Active => {
            let behind = behind(reading, cue, source, sentence.end);
            let before = before(reading, inside, cue, source, sentence.start);
            match (before, behind) {
                (Some(before), behind) if behind.as_ref().is_none_or(|behind| !begins_statement(reading, behind)) => {
                    before
                }
                (_, behind) => behind?,
            }
        }
    };
    let content = trim(reading, content);
    let least = 2;
    (content.len() >= least).then_some(content)
}

/// What stands behind the cue, an addressee and "that" left out.
fn behind(reading: &Reading, cue: &Cue, source: &Source, end: usize) -> Option<Range<usize>> {
    let mut start = cue.words.end;
    if source.words.start >= start {
        // "said Kelly, …": nothing is reported behind an inverted cue.
        return None;
    }
    let told = matches!(
        reading.text(cue.words.start).to_lowercase().as_str(),
        "told" | "tell" | "tells" | "telling" | "reminded" | "assured" | "informed"
    );
    let that = (start..end.min(start + 9)).find(|&at| reading.reads(at, "that"));
    match that {
        Some(that) if told || that <= start + 4 && !(start..that).any(|at| reading.is(at, class::SUBORDINATOR)) => {
            start = that + 1;
        }
        _ if told && start < end && reading.is(start, class::OBJECT) => start += 1,
        _ => {}
    }
    (start < end).then_some(start..end)
}

/// What stands before the source and its cue, when a comma parts them: "Taxes will fall, Kelly said."
fn before(reading: &Reading, inside: &Inside, cue: &Cue, source: &Source, start: usize) -> Option<Range<usize>> {
    let first = source.words.start.min(cue.words.start);
    let mut comma = first.checked_sub(1).filter(|&at| at > start)?;
    // A title may stand between: "…, White House aide Kelly said."
    let farthest = comma.saturating_sub(6).max(start);
    while comma > farthest && !reading.reads(comma, ",") && reading.words[comma].kind == crate::text::TokenKind::Word {
        comma -= 1;
    }
    let is_comma = reading.reads(comma, ",");
    let begin = (start..comma).rev().take_while(|&at| inside.region(at).is_none()).last()?;
    let least = 4;
    (is_comma && comma - begin >= least && !reading.is(begin, class::PREPOSITION | class::RELATIVE))
        .then_some(begin..comma)
}

/// What is behind a cue is a statement of its own, not "on Monday" or "in an interview".
fn begins_statement(reading: &Reading, behind: &Range<usize>) -> bool {
    let first = behind.start;
    !(reading.is_stop(first)
        || reading.is(first, class::PREPOSITION | class::TIME)
        || reading.is_adverb(first)
        || matches!(reading.text(first), "," | "as" | "when" | "while" | "during" | ";" | ":"))
        || behind.len() > 18
}

fn after_comma(reading: &Reading, from: usize, end: usize) -> Option<Range<usize>> {
    let comma = (from..end).find(|&at| reading.reads(at, ","))?;
    Some(comma + 1..end)
}

/// Without marks and stops at its ends.
fn trim(reading: &Reading, mut content: Range<usize>) -> Range<usize> {
    let is_edge = |at: usize| {
        reading.words[at].kind == crate::text::TokenKind::Mark
            && !matches!(reading.text(at), "“" | "”" | "\"" | "$" | "(" | "’" | "‘" | "'" | "%")
    };
    while content.start < content.end && is_edge(content.start) {
        content.start += 1;
    }
    while content.start < content.end && is_edge(content.end - 1) {
        content.end -= 1;
    }
    content
}
