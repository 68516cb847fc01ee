//! Puts regions, cues and sources together into quotations: direct, mixed and indirect.

use super::{
    attribution::Decision,
    cue::{Cue, Pattern},
    mark::Region,
    reading::Reading,
    reported,
    source::{Source, Sources},
};
use crate::{
    article::{QuoteKind, Span, Step},
    text::TokenKind,
};

/// A quotation before its speaker is known.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How its words are marked.
    pub kind: QuoteKind,
    /// Its content, without enclosing marks.
    pub pieces: Vec<Span>,
    /// Index of its cue.
    pub cue: Option<usize>,
    /// Who spoke.
    pub source: Option<Source>,
    /// The step that decided.
    pub step: Step,
}

/// All quotations, by where they start.
#[must_use]
pub fn drafts(
    sources: &Sources,
    regions: &[Region],
    cues: &[Cue],
    speech: &[bool],
    decided: &[Decision],
) -> Vec<Draft> {
    let reading = sources.reading;
    let mut found: Vec<Draft> = Vec::new();
    let mut used = vec![false; cues.len()];
    // Regions that are quotations of their own: no reported clause may take them again.
    let mut direct = vec![false; regions.len()];
    for (region, decision) in decided.iter().enumerate().filter(|&(region, _)| speech[region]) {
        if let Some(cue) = decision.cue {
            used[cue] = true;
        }
        let inner = trimmed(reading.body, regions[region].inner);
        let in_clause = found
            .last()
            .is_some_and(|last| last.kind == QuoteKind::Mixed && last.pieces.iter().any(|piece| piece.covers(inner)));
        if in_clause {
            continue;
        }
        let clause = decision.cue.and_then(|cue| mixed_clause(sources, &cues[cue], decision, &regions[region]));
        direct[region] = clause.is_none();
        match found.last_mut() {
            Some(last) if clause.is_none() && joins(reading, regions, region, last, decision) => {
                last.pieces.push(inner);
                last.cue = last.cue.or(decision.cue);
            }
            _ => found.push(Draft {
                kind: if clause.is_some() { QuoteKind::Mixed } else { QuoteKind::Direct },
                pieces: vec![clause.unwrap_or(inner)],
                cue: decision.cue,
                source: decision.source.clone(),
                step: decision.step,
            }),
        }
    }
    found.extend(indirect(sources, cues, &used, &direct));
    found.sort_by_key(|draft| (draft.pieces[0].start, draft.pieces[0].end));
    found
}

/// Without white space and thin spaces at the ends (French marks have them inside).
#[must_use]
pub fn trimmed(body: &str, span: Span) -> Span {
    let text = span.of(body);
    let inner = text.trim();
    if inner.is_empty() {
        return span;
    }
    let start = span.from() + (text.len() - text.trim_start().len());
    Span::new(start, start + inner.len())
}

/// The whole reported clause of a region that is only part of it: said that the plan was “a gift” and would fail.
fn mixed_clause(sources: &Sources, cue: &Cue, decision: &Decision, region: &Region) -> Option<Span> {
    let reading = sources.reading;
    let first = reading.word_at(region.outer.start);
    if cue.words.start >= first || cue.pattern == Pattern::Passive || decision.step == Step::Colon {
        return None;
    }
    let source = decision.source.as_ref()?;
    let content = reported::content(reading, sources.inside, cue, source)?;
    let starts_before =
        (content.start..first).any(|at| matches!(reading.words[at].kind, TokenKind::Word | TokenKind::Number));
    if content.start >= first || !starts_before {
        return None;
    }
    let introduces = first - content.start <= 8 && matches!(reading.text(first - 1), ":" | ",");
    if introduces {
        return None;
    }
    let clause = reading.span(&content);
    clause.covers(region.inner).then_some(clause)
}

/// The region goes on with the quotation before it: interrupted by its reporting clause, or continued in the next paragraph.
fn joins(reading: &Reading, regions: &[Region], region: usize, last: &Draft, decision: &Decision) -> bool {
    if last.kind != QuoteKind::Direct || region == 0 {
        return false;
    }
    if decision.step == Step::Continued {
        return true;
    }
    let before = &regions[region - 1];
    let here = &regions[region];
    let follows = last.pieces.last().is_some_and(|piece| before.inner.covers(*piece));
    if !follows || before.paragraph != here.paragraph || last.source != decision.source {
        return false;
    }
    let gap = reading.word_at(before.outer.end)..reading.word_at(here.outer.start);
    let longest = 14;
    let one_clause = gap.clone().filter(|&at| reading.is_stop(at)).count() <= 1;
    !gap.is_empty()
        && gap.len() <= longest
        && one_clause
        && last.cue.or(decision.cue).is_some()
        && matches!(last.step, Step::CueAfter | Step::CueBetween | Step::AccordingTo | Step::Clause)
}

/// Reported speech: what the cues say that no marked quotation has taken.
fn indirect(sources: &Sources, cues: &[Cue], used: &[bool], direct: &[bool]) -> Vec<Draft> {
    let reading = sources.reading;
    let mut found = Vec::new();
    for (index, cue) in cues.iter().enumerate() {
        if used[index] || cue.strength < LEAST_STRENGTH {
            continue;
        }
        let inverted = || {
            let at = cue.words.start;
            let behind_comma = at > 0 && reading.reads(at - 1, ",");
            (cue.pattern == Pattern::Active && behind_comma && cue.strength > 0.7)
                .then(|| sources.phrase_after(cue.words.end))
                .flatten()
        };
        let Some(source) = sources.of(cue).or_else(inverted) else { continue };
        let Some(content) = reported::content(reading, sources.inside, cue, &source) else { continue };
        let span = reading.span(&content);
        let has_marks = content.clone().any(|at| sources.inside.region(at).is_some());
        let taken = content.clone().filter_map(|at| sources.inside.region(at)).any(|region| direct[region]);
        if taken {
            continue;
        }
        let step = match cue.pattern {
            Pattern::According => Step::AccordingTo,
            _ if content.start < cue.words.start => Step::CueAfter,
            _ => Step::CueBefore,
        };
        let kind = if has_marks { QuoteKind::Mixed } else { QuoteKind::Indirect };
        found.push(Draft { kind, pieces: vec![span], cue: Some(index), source: Some(source), step });
    }
    found
}

/// Cues that are cues less often than this report nothing worth the name.
const LEAST_STRENGTH: f32 = 0.55;
