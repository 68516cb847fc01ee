//! Puts decisions and sayings together into quotations: direct, mixed and indirect.

use std::ops::Range;

use super::{marked::Decision, phrase::Phrases, reported, saying::Saying};
use crate::{
    annotate::{
        mark::Region,
        quotation::{Draft, trimmed},
    },
    article::{QuoteKind, Span, Step},
    lexicon::{Pattern, class},
    text::TokenKind,
};

/// A quotation with the words of its source.
pub struct Found {
    /// The quotation; its source is not yet a mention.
    pub draft: Draft,
    /// The words that name who spoke.
    pub source: Option<Range<usize>>,
}

/// All quotations, by where they start.
#[must_use]
pub fn quotations(phrases: &Phrases, regions: &[Region], sayings: &[Saying], decided: &[Decision]) -> Vec<Found> {
    let reading = phrases.reading;
    let mut found: Vec<Found> = Vec::new();
    let mut used = vec![false; sayings.len()];
    let mut direct = vec![false; regions.len()];
    for (region, decision) in decided.iter().enumerate().filter(|(_, decision)| decision.speech) {
        let inner = trimmed(reading.body, regions[region].inner);
        let in_clause = found.last().is_some_and(|last| {
            last.draft.kind == QuoteKind::Mixed && last.draft.pieces.iter().any(|piece| piece.covers(inner))
        });
        if let Some(saying) = decision.saying {
            used[saying] = true;
        }
        if in_clause {
            continue;
        }
        let clause =
            decision.saying.and_then(|saying| mixed_clause(phrases, &sayings[saying], decision, &regions[region]));
        direct[region] = clause.is_none();
        match found.last_mut() {
            Some(last) if clause.is_none() && joins(phrases, regions, region, last, decision) => {
                last.draft.pieces.push(inner);
                last.draft.cue = last.draft.cue.or(decision.saying);
            }
            _ => found.push(Found {
                draft: Draft {
                    kind: if clause.is_some() { QuoteKind::Mixed } else { QuoteKind::Direct },
                    pieces: clause.unwrap_or_else(|| vec![inner]),
                    cue: decision.saying,
                    source: None,
                    step: decision.step,
                },
                source: decision.source.clone(),
            }),
        }
    }
    let indirect = indirect(phrases, sayings, &used, &direct);
    found.extend(indirect);
    found.extend(carried(phrases, sayings, &found));
    found.sort_by_key(|found| (found.draft.pieces[0].start, found.draft.pieces[0].end));
    found
}

/// The whole reported clause of a region that is only part of it.
fn mixed_clause(phrases: &Phrases, saying: &Saying, decision: &Decision, region: &Region) -> Option<Vec<Span>> {
    let reading = phrases.reading;
    let first = reading.word_at(region.outer.start);
    if saying.words.start >= first || decision.step == Step::Colon {
        return None;
    }
    let spans = spans(phrases, &reported::content(phrases, saying));
    let clause = spans.iter().copied().find(|span| span.covers(region.inner))?;
    let begin = reading.word_at(clause.start);
    let starts_before = (begin..first).any(|at| matches!(reading.words[at].kind, TokenKind::Word | TokenKind::Number));
    starts_before.then_some(spans)
}

fn spans(phrases: &Phrases, pieces: &[Range<usize>]) -> Vec<Span> {
    pieces.iter().map(|piece| phrases.reading.span(piece)).collect()
}

/// The region goes on with the quotation before it.
fn joins(phrases: &Phrases, regions: &[Region], region: usize, last: &Found, decision: &Decision) -> bool {
    let reading = phrases.reading;
    if last.draft.kind != QuoteKind::Direct || region == 0 {
        return false;
    }
    if decision.step == Step::Continued {
        return true;
    }
    let (before, here) = (&regions[region - 1], &regions[region]);
    let follows = last.draft.pieces.last().is_some_and(|piece| before.inner.covers(*piece));
    if !follows || before.paragraph != here.paragraph || last.source != decision.source {
        return false;
    }
    let gap = reading.word_at(before.outer.end)..reading.word_at(here.outer.start);
    let longest = 16;
    let one_clause = gap.clone().filter(|&at| reading.is_stop(at)).count() <= 1;
    !gap.is_empty()
        && gap.len() <= longest
        && one_clause
        && last.draft.cue.or(decision.saying).is_some()
        && matches!(last.draft.step, Step::CueAfter | Step::CueBetween | Step::AccordingTo | Step::Clause)
}

/// Reported speech: what the sayings tell that no marked quotation has taken.
fn indirect(phrases: &Phrases, sayings: &[Saying], used: &[bool], direct: &[bool]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (index, saying) in sayings.iter().enumerate().filter(|&(index, _)| !used[index]) {
        if saying.source.is_none() && saying.pattern != Pattern::Nobody {
            continue;
        }
        let pieces = reported::content(phrases, saying);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let whole = first.start..last.end;
        let inside = |at: usize| phrases.inside.region(at);
        if pieces.iter().cloned().flatten().filter_map(inside).any(|region| direct[region]) {
            continue;
        }
        // One sentence is reported once: by its first saying, or by the one nearer to it.
        let taken = found.last().is_some_and(|last| {
            let span = phrases.reading.span(&whole);
            last.draft.pieces.iter().any(|piece| piece.overlaps(span))
        });
        if taken {
            continue;
        }
        let has_marks = whole.clone().any(|at| inside(at).is_some());
        let step = match saying.pattern {
            Pattern::Before | Pattern::Behind => Step::AccordingTo,
            _ if first.start < saying.words.start => Step::CueAfter,
            _ => Step::CueBefore,
        };
        let kind = if has_marks { QuoteKind::Mixed } else { QuoteKind::Indirect };
        let draft = Draft { kind, pieces: spans(phrases, &pieces), cue: Some(index), source: None, step };
        found.push(Found { draft, source: saying.source.clone() });
    }
    found
}

/// Sentences behind a report that go on with it by their verb's form alone: "Dies sei eindeutig."
fn carried(phrases: &Phrases, sayings: &[Saying], found: &[Found]) -> Vec<Found> {
    let reading = phrases.reading;
    let mut carried = Vec::new();
    if !reading.lexicon.does(class::REPORTED_MOOD) {
        return carried;
    }
    let mut taken = vec![false; reading.words.len()];
    for piece in found.iter().flat_map(|found| &found.draft.pieces) {
        taken[reading.word_at(piece.start)..reading.word_at(piece.end)].fill(true);
    }
    let mut next = 0;
    let mut last: Option<(usize, Range<usize>)> = None;
    for sentence in &reading.sentences {
        let paragraph = reading.words[sentence.start].paragraph;
        let before =
            last.clone().filter(|(saying, _)| reading.words[sayings[*saying].words.start].paragraph + 1 >= paragraph);
        let mut speaks = false;
        while next < sayings.len() && sayings[next].words.start < sentence.end {
            if let Some(source) = &sayings[next].source {
                last = Some((next, source.clone()));
                speaks = true;
            }
            next += 1;
        }
        let Some((saying, source)) = before.filter(|_| !speaks) else { continue };
        let same_paragraph = reading.words[sayings[saying].words.start].paragraph == paragraph;
        if !is_reported(phrases, sentence) || sentence.clone().any(|at| taken[at]) {
            continue;
        }
        let end = if reading.is_stop(sentence.end - 1) { sentence.end - 1 } else { sentence.end };
        if end - sentence.start < 3 {
            continue;
        }
        let step = if same_paragraph { Step::SameParagraph } else { Step::PreviousParagraph };
        let has_marks = sentence.clone().any(|at| phrases.inside.region(at).is_some());
        let kind = if has_marks { QuoteKind::Mixed } else { QuoteKind::Indirect };
        let pieces = vec![reading.span(&(sentence.start..end))];
        carried.push(Found { draft: Draft { kind, pieces, cue: None, source: None, step }, source: Some(source) });
    }
    carried
}

/// The main verb of a sentence has the form of reported speech.
fn is_reported(phrases: &Phrases, sentence: &Range<usize>) -> bool {
    let reading = phrases.reading;
    let mut clause_is_main = true;
    for at in sentence.clone() {
        if phrases.inside.region(at).is_some() {
            continue;
        }
        if reading.is(at, class::REPORTED) && !reading.words[at].capital && clause_is_main {
            return true;
        }
        if reading.words[at].kind == TokenKind::Mark {
            let next = at + 1;
            clause_is_main = next >= sentence.end
                || !(reading.is(next, class::COMPLEMENTIZER | class::SUBORDINATOR)
                    || reading.is(next, class::RELATIVE));
        } else if at == sentence.start && reading.is(at, class::SUBORDINATOR | class::COMPLEMENTIZER) {
            clause_is_main = false;
        }
    }
    false
}
