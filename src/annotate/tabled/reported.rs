//! What a saying reports without marks: the clause behind it, the one before it, or both when it interrupts them.

use std::ops::Range;

use super::{phrase::Phrases, saying::Saying};
use crate::{
    lexicon::{Pattern, class},
    text::TokenKind,
};

/// A statement has at least so many tokens.
const LEAST: usize = 2;
/// A clause that is reported begins at most so far behind its saying.
const FARTHEST: usize = 16;

/// The tokens that `saying` reports, in one or two pieces; empty when too little is left to be a statement.
#[must_use]
pub fn content(phrases: &Phrases, saying: &Saying) -> Vec<Range<usize>> {
    let reading = phrases.reading;
    let sentence = reading.sentence_of(saying.words.start);
    // The subject of a verb that has none of its own may stand in an earlier sentence.
    let source = saying.source.as_ref().filter(|source| sentence.contains(&source.start));
    let first = source.map_or(saying.words.start, |source| source.start.min(saying.words.start)).min(saying.verb);
    let last = source.map_or(saying.end, |source| source.end.max(saying.end)).max(saying.verb + 1);
    let pieces = match saying.pattern {
        Pattern::Before | Pattern::BeforeReport | Pattern::Behind | Pattern::As | Pattern::Aside => {
            around(phrases, first..last, &sentence)
        }
        Pattern::Topic => vec![sentence.clone()],
        Pattern::Say | Pattern::Tell | Pattern::Participle | Pattern::Nobody => {
            let before = before(phrases, saying, first, sentence.start);
            let behind =
                behind(phrases, last, sentence.end).filter(|behind| is_statement(phrases, saying, last, behind));
            let before = before.filter(|_| saying.pattern == Pattern::Say || saying.pattern == Pattern::Participle);
            match (before, behind) {
                (Some(before), Some(behind)) if !reading.is(behind.start, class::COMPLEMENTIZER) => {
                    // ", sagte Kelly, …": the statement goes on, unless what follows tells more of Kelly.
                    if reading.reads(behind.start - 1, ",") && goes_on(phrases, &behind) {
                        vec![before, behind]
                    } else {
                        vec![before]
                    }
                }
                (Some(before), None) => vec![before],
                (_, Some(behind)) => vec![behind],
                (None, None) => Vec::new(),
            }
        }
    };
    let pieces: Vec<Range<usize>> =
        pieces.into_iter().map(|piece| trim(phrases, piece)).filter(|piece| !piece.is_empty()).collect();
    if pieces.iter().map(ExactSizeIterator::len).sum::<usize>() < LEAST { Vec::new() } else { pieces }
}

/// All of the sentence but the words that name the source.
fn around(phrases: &Phrases, named: Range<usize>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let reading = phrases.reading;
    // The reported clause may be one of two that a semicolon parts.
    let parts = |at: usize| phrases.inside.region(at).is_none() && reading.reads(at, ";");
    let start = (sentence.start..named.start).rev().find(|&at| parts(at)).map_or(sentence.start, |at| at + 1);
    let end = (named.end..sentence.end).find(|&at| parts(at)).unwrap_or(sentence.end);
    let opens = (start..named.start).all(|at| reading.is(at, class::CONJUNCTION | class::ADVERB));
    let before = if opens { start..start } else { start..named.start };
    // "According to sources in the ministry, …": what tells more of the source ends with a comma.
    let longest = 12;
    let more = (named.end..end.min(named.end + longest))
        .take_while(|&at| !reading.is(at, class::AUXILIARY) && phrases.inside.region(at).is_none())
        .find(|&at| reading.reads(at, ","));
    let named = if opens { named.start..more.unwrap_or(named.end) } else { named };
    let least_between = 1;
    [before, named.end..end].into_iter().filter(|piece| piece.len() > least_between).collect()
}

/// A clause that can be what a verb reports: opened by "that", or in the form of reported speech; behind a verb of saying, any
/// that tells nothing more of a noun before it.
fn is_statement(phrases: &Phrases, saying: &Saying, last: usize, behind: &Range<usize>) -> bool {
    let reading = phrases.reading;
    let first = behind.start;
    if reading.is(first - 1, class::COMPLEMENTIZER) || first == last {
        return true;
    }
    let reported = behind.clone().any(|at| reading.is(at, class::REPORTED) && !reading.words[at].capital);
    let relative =
        reading.is(first, class::RELATIVE) && phrases.at(first, behind.end).is_none_or(|phrase| phrase.len() == 1);
    if saying.pattern == Pattern::Nobody && saying.verb != saying.words.start {
        return false;
    }
    let infinitive =
        behind.clone().any(|at| reading.is(at, class::INFINITIVE)) || reading.is(first, class::INFINITIVE_VERB);
    // Nothing that tells more of a noun follows a verb directly.
    let direct = first == last + 1;
    let told = match saying.pattern {
        Pattern::Say | Pattern::Participle => {
            infinitive || !reading.is(first, class::SUBORDINATOR | class::CONJUNCTION | class::PREPOSITION)
        }
        Pattern::Tell => infinitive || direct,
        _ => false,
    };
    reported || told && !relative
}

/// The clause behind a comma, a colon or "that".
fn behind(phrases: &Phrases, from: usize, end: usize) -> Option<Range<usize>> {
    let reading = phrases.reading;
    let farthest = end.min(from + FARTHEST);
    // "raconte avoir vu", "promet de rester": an infinitive is all that is reported.
    let marker = usize::from(from < end && reading.is(from, class::INFINITIVE));
    if from + marker < end
        && reading.is(from + marker, class::INFINITIVE_VERB)
        && phrases.inside.region(from + marker).is_none()
    {
        return Some(from..end);
    }
    for at in from..farthest {
        if phrases.inside.region(at).is_some() {
            return None;
        }
        if reading.is(at, class::COMPLEMENTIZER) {
            return (at + 1 < end).then_some(at + 1..end);
        }
        let text = reading.text(at);
        if matches!(text, "," | ":") {
            let next = at + 1;
            if next >= end {
                return None;
            }
            if reading.is(next, class::COMPLEMENTIZER) {
                return (next + 1 < end).then_some(next + 1..end);
            }
            // "…, die gestern tagte, dass": a clause about somebody stands between.
            if text == ","
                && (next..farthest).any(|at| reading.is(at, class::COMPLEMENTIZER) && reading.reads(at - 1, ","))
            {
                continue;
            }
            return (end - next >= LEAST).then_some(next..end);
        }
        if reading.words[at].kind == TokenKind::Mark && !matches!(text, "(" | ")" | "-" | "/") {
            return None;
        }
    }
    None
}

/// What stands before a saying that is set off: "Taxes will fall, said Kelly."
fn before(phrases: &Phrases, saying: &Saying, first: usize, start: usize) -> Option<Range<usize>> {
    let reading = phrases.reading;
    let comma = first.checked_sub(1).filter(|&at| at > start && matches!(reading.text(at), "," | "–" | "—"))?;
    let least = 4;
    let begin = (start..comma).find(|&at| !reading.is(at, class::CONJUNCTION))?;
    let is_clause =
        !reading.is(begin, class::SUBORDINATOR | class::COMPLEMENTIZER) || reading.lexicon.does(class::CAPITAL_NOUNS);
    let marked = (begin..comma).any(|at| phrases.inside.region(at).is_some());
    (saying.aside && comma - begin >= least && is_clause && !marked).then_some(begin..comma)
}

/// It is a clause of its own, with a verb.
fn goes_on(phrases: &Phrases, words: &Range<usize>) -> bool {
    let reading = phrases.reading;
    let first = words.start;
    let relative =
        reading.is(first, class::RELATIVE) && phrases.at(first, words.end).is_none_or(|phrase| phrase.len() == 1);
    !relative
        && !reading.is(first, class::SUBORDINATOR)
        && words.clone().any(|at| reading.is(at, class::AUXILIARY | class::REPORTED))
}

/// Without marks and stops at its ends.
fn trim(phrases: &Phrases, mut content: Range<usize>) -> Range<usize> {
    let reading = phrases.reading;
    let is_edge = |at: usize| {
        reading.words[at].kind == TokenKind::Mark
            && !matches!(
                reading.text(at),
                "“" | "”" | "\"" | "„" | "«" | "»" | "$" | "€" | "(" | ")" | "’" | "‘" | "'" | "%" | "¿" | "¡"
            )
    };
    while content.start < content.end && is_edge(content.start) {
        content.start += 1;
    }
    while content.start < content.end && is_edge(content.end - 1) {
        content.end -= 1;
    }
    content
}
