//! Who speaks in each quoted region: the reporting clause beside it first, then what the paragraph and the one before tell.
//!
//! The order of the steps follows Muzny, Fang, Chang & Jurafsky ("A Two-stage Sieve Approach for Quote Attribution",
//! EACL 2017): the surest patterns first, and every decision says which step made it.

use super::{
    cue::{Cue, Inside, Pattern},
    mark::Region,
    mention::Form,
    reading::Reading,
    source::{Source, Sources},
};
use crate::{article::Step, lexicon::class, text::TokenKind};

/// What was decided for one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Who speaks, where that was found.
    pub source: Option<Source>,
    /// Index of the cue that reports it.
    pub cue: Option<usize>,
    /// The step that decided.
    pub step: Step,
}

/// So many regions away a speaker may be inherited from: keeps the cost linear.
const FARTHEST: usize = 50;

/// How what precedes a region's closing mark ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// A comma or a dash: a reporting clause may follow.
    Open,
    /// Nothing: the region is a part of the sentence around it.
    Bare,
    /// A question or an exclamation: it may go on.
    Ambiguous,
    /// A full stop.
    Closed,
}

/// Decides for every region; regions that are no speech get [`Step::Unknown`].
#[must_use]
pub fn attribute(sources: &Sources, regions: &[Region], cues: &[Cue], speech: &[bool]) -> Vec<Decision> {
    let attribution = Attribution { sources, regions, cues };
    let own: Vec<Option<Decision>> =
        (0..regions.len()).map(|region| speech[region].then(|| attribution.own_clause(region)).flatten()).collect();
    let mut decided: Vec<Decision> = Vec::with_capacity(regions.len());
    for region in 0..regions.len() {
        let decision = match &own[region] {
            Some(decision) => decision.clone(),
            None if speech[region] => attribution.inherited(region, &own, &decided, speech),
            None => Decision { source: None, cue: None, step: Step::Unknown },
        };
        decided.push(decision);
    }
    decided
}

struct Attribution<'a> {
    sources: &'a Sources<'a>,
    regions: &'a [Region],
    cues: &'a [Cue],
}

impl Attribution<'_> {
    fn reading(&self) -> &Reading<'_> {
        self.sources.reading
    }

    fn inside(&self) -> &Inside {
        self.sources.inside
    }

    fn first_word(&self, region: usize) -> usize {
        self.reading().word_at(self.regions[region].outer.start)
    }

    fn end_word(&self, region: usize) -> usize {
        self.reading().word_at(self.regions[region].outer.end)
    }

    /// The reporting clause of the region's own sentence.
    fn own_clause(&self, region: usize) -> Option<Decision> {
        if self.regions[region].turn {
            return self.colon(region);
        }
        let after = self.cue_after(region);
        let ending = self.ending(region);
        if matches!(ending, Ending::Open | Ending::Ambiguous) && after.as_ref().is_some_and(|(_, compact)| *compact) {
            return after.map(|(decision, _)| decision);
        }
        self.signature(region)
            .or_else(|| self.cue_before(region))
            .or_else(|| {
                after
                    .filter(|(_, compact)| ending != Ending::Closed || *compact)
                    .map(|(decision, _)| Decision { step: Step::Clause, ..decision })
            })
            .or_else(|| self.colon(region))
    }

    /// “…” ― Kelly: nothing but a dash and a name behind the region.
    fn signature(&self, region: usize) -> Option<Decision> {
        let reading = self.reading();
        let dash = self.end_word(region);
        let paragraph = reading.paragraphs[self.regions[region].paragraph].end;
        if dash + 1 >= paragraph || !matches!(reading.text(dash), "—" | "–" | "―" | "-") {
            return None;
        }
        let mention = self.sources.candidates.at(dash + 1)?;
        let candidate = &self.sources.candidates.all[mention];
        let longest = 12;
        let alone = paragraph - candidate.words.end <= longest
            && !(candidate.words.end..paragraph)
                .any(|at| self.inside().region(at).is_some() || reading.words[at].cue.is_some());
        let named = matches!(candidate.form, Form::Name(_)) && alone;
        let source = Source { mention, words: candidate.words.clone() };
        named.then_some(Decision { source: Some(source), cue: None, step: Step::Colon })
    }

    fn ending(&self, region: usize) -> Ending {
        let Region { inner, outer, closed, paragraph, .. } = self.regions[region];
        let reading = self.reading();
        let last = inner.of(reading.body).trim_end().chars().next_back();
        let rest = &reading.body[outer.to()..reading.paragraph_spans[paragraph].to()];
        let next = rest.chars().next();
        match last {
            _ if !closed => Ending::Closed,
            Some(',' | '—' | '–' | '-') => Ending::Open,
            Some('?' | '!' | '…') => Ending::Ambiguous,
            Some('.') => Ending::Closed,
            _ if matches!(next, Some('.' | '?' | '!')) => Ending::Closed,
            _ if matches!(next, Some(',' | '—' | '–')) => Ending::Open,
            _ => Ending::Bare,
        }
    }

    /// The cue behind the region, with its source; and whether nothing else stands between region, source and cue.
    fn cue_after(&self, region: usize) -> Option<(Decision, bool)> {
        let reading = self.reading();
        let start = self.end_word(region);
        let mut from = start;
        // British and German print the comma behind the mark.
        while from < reading.words.len() && matches!(reading.text(from), "," | "—" | "–" | "-") {
            from += 1;
        }
        if from >= reading.words.len() || reading.words[from].paragraph as usize != self.regions[region].paragraph {
            return None;
        }
        let sentence_end = reading.sentence_of(from).end;
        let stretch_end = (from..sentence_end).find(|&at| self.inside().region(at).is_some()).unwrap_or(sentence_end);
        let first = self.cues.partition_point(|cue| cue.words.start < from);
        let farthest = 22;
        for (index, cue) in self.cues.iter().enumerate().skip(first) {
            if cue.words.start >= stretch_end || cue.words.start > from + farthest {
                break;
            }
            if cue.strength < 0.35 {
                continue;
            }
            let inverted = cue.words.start == from || (cue.words.start == from + 1 && reading.is_adverb(from));
            let source = match cue.pattern {
                Pattern::Active if inverted => self.sources.phrase_after(cue.words.end),
                Pattern::Active => self.sources.subject(cue.words.start).filter(|source| source.words.start >= from),
                Pattern::According | Pattern::Passive => self.sources.of(cue),
            };
            let Some(source) = source else { continue };
            let close = match cue.pattern {
                Pattern::According => cue.words.start <= from + 1,
                _ => inverted || source.words.start <= from + 1 || self.title_before(from, source.words.start),
            };
            let step = if cue.pattern == Pattern::According { Step::AccordingTo } else { Step::CueAfter };
            return Some((Decision { source: Some(source), cue: Some(index), step }, close));
        }
        None
    }

    /// Only a title or adjectives stand between `from` and the source: “…,” White House spokeswoman Kelly said.
    fn title_before(&self, from: usize, source: usize) -> bool {
        let reading = self.reading();
        source > from
            && source <= from + 8
            && (from..source).all(|at| {
                let word = &reading.words[at];
                word.kind != TokenKind::Mark
                    && word.classes & (class::PREPOSITION | class::SUBORDINATOR | class::AUXILIARY | class::CONJUNCTION)
                        == 0
                    || reading.reads(at, "of")
            })
    }

    /// The nearest cue before the region in its sentence.
    fn cue_before(&self, region: usize) -> Option<Decision> {
        let reading = self.reading();
        let first = self.first_word(region);
        let sentence = self.sentence_start(region);
        let upto = self.cues.partition_point(|cue| cue.words.start < first);
        let mut weak = None;
        for (index, cue) in self.cues[..upto].iter().enumerate().rev() {
            if cue.words.start < sentence {
                break;
            }
            let adjacent = first - cue.words.end <= 1;
            if cue.strength < 0.3 && !adjacent {
                continue;
            }
            let Some(source) = self.source_before(cue) else { continue };
            let between =
                (sentence..cue.words.start).any(|at| self.inside().region(at).is_some_and(|before| before != region));
            let step = match cue.pattern {
                Pattern::According => Step::AccordingTo,
                _ if between => Step::CueBetween,
                _ if first > 0 && reading.reads(first - 1, ":") => Step::Colon,
                _ => Step::CueBefore,
            };
            let decision = Decision { source: Some(source), cue: Some(index), step };
            if cue.strength >= 0.5 || adjacent {
                return Some(decision);
            }
            weak = weak.or(Some(decision));
        }
        weak
    }

    /// Where the sentence in which the region starts begins, even when the opening mark begins a sentence of its own.
    fn sentence_start(&self, region: usize) -> usize {
        let reading = self.reading();
        let first = self.first_word(region);
        reading.sentence_of(first).start
    }

    fn source_before(&self, cue: &Cue) -> Option<Source> {
        let inverted = || {
            // “…,” said Kelly, “…”: the cue between two regions has its source behind it.
            let behind_region = cue.words.start > 0 && self.inside().region(cue.words.start - 1).is_some();
            behind_region.then(|| self.sources.phrase_after(cue.words.end)).flatten()
        };
        self.sources.of(cue).or_else(inverted)
    }

    /// A region behind a colon without a cue: the subject of the words before it.
    fn colon(&self, region: usize) -> Option<Decision> {
        let reading = self.reading();
        let first = self.first_word(region);
        let colon = first.checked_sub(1).filter(|&at| reading.reads(at, ":"))?;
        let start = reading.sentence_of(colon).start;
        let source = self.first_person(start, colon)?;
        Some(Decision { source: Some(source), cue: None, step: Step::Colon })
    }

    /// The first mention of somebody in `start..end` outside quotation marks.
    fn first_person(&self, start: usize, end: usize) -> Option<Source> {
        let mut at = start;
        let mut fallback = None;
        while at < end {
            if let Some(mention) = self.sources.candidates.at(at).filter(|_| self.inside().region(at).is_none()) {
                let candidate = &self.sources.candidates.all[mention];
                let source = Source { mention, words: candidate.words.clone() };
                let neuter = self.reading().is(candidate.words.start, class::IT)
                    || matches!(candidate.form, Form::Nominal(head) if self.reading().is(head, class::PAPER));
                let governed = at > start && self.reading().is(at - 1, class::PREPOSITION);
                if !neuter && !governed {
                    return Some(source);
                }
                fallback = fallback.or(Some(source));
                at = candidate.words.end.max(at + 1);
            } else {
                at += 1;
            }
        }
        fallback
    }

    /// The subject of the last clause of `start..end` that names somebody; clauses are what commas and dashes part.
    fn last_clause_subject(&self, start: usize, end: usize) -> Option<Source> {
        let reading = self.reading();
        let mut fallback = None;
        let mut upto = end;
        while upto > start {
            let parts = |at: usize| matches!(reading.text(at), "," | "—" | "–" | ";" | "-");
            let from = (start..upto).rev().find(|&at| at + 1 < upto && parts(at));
            let clause = from.map_or(start, |at| at + 1);
            let found = self.first_person(clause, upto);
            let governed =
                |source: &Source| source.words.start > clause && reading.is(source.words.start - 1, class::PREPOSITION);
            match found {
                Some(source) if !governed(&source) => return Some(source),
                found => fallback = fallback.or(found),
            }
            upto = from.unwrap_or(start);
        }
        fallback
    }

    /// Without a reporting clause: the sentence around, the speaker before or behind in the paragraph, the paragraph before.
    fn inherited(&self, region: usize, own: &[Option<Decision>], decided: &[Decision], speech: &[bool]) -> Decision {
        let from = |step: Step, other: &Decision| Decision { source: other.source.clone(), cue: None, step };
        if self.regions[region].continues
            && let Some(before) = decided.last().filter(|before| before.source.is_some())
        {
            return from(Step::Continued, before);
        }
        let reading = self.reading();
        let first = self.first_word(region);
        let sentence = self.sentence_start(region);
        let paragraph = reading.paragraph_of(first).start;
        let same_paragraph = |other: usize| self.regions[other].paragraph == self.regions[region].paragraph;
        let previous = (0..region)
            .rev()
            .take(FARTHEST)
            .take_while(|&other| same_paragraph(other))
            .find(|&other| speech[other] && decided[other].source.is_some());
        let embedded = first > sentence + 1;
        if embedded && let Some(source) = self.last_clause_subject(sentence, first) {
            return Decision { source: Some(source), cue: None, step: Step::Sentence };
        }
        if let Some(previous) = previous {
            return from(Step::SameParagraph, &decided[previous]);
        }
        let next = (region + 1..self.regions.len())
            .take(FARTHEST)
            .take_while(|&other| same_paragraph(other))
            .find_map(|other| own[other].as_ref());
        // Words before the region in its paragraph introduce the speaker; else the speaker is named behind it.
        if !embedded && sentence > paragraph {
            let before = reading.sentence_of(sentence - 1).start;
            if let Some(source) = self.first_person(before, sentence) {
                return Decision { source: Some(source), cue: None, step: Step::Sentence };
            }
        }
        if let Some(next) = next {
            return from(Step::SameParagraph, next);
        }
        if let Some(source) = self.trailing_person(region) {
            return Decision { source: Some(source), cue: None, step: Step::Sentence };
        }
        let earlier = (0..region).rev().take(FARTHEST).find(|&other| speech[other] && decided[other].source.is_some());
        let near = |other: &usize| self.regions[*other].paragraph + 2 >= self.regions[region].paragraph;
        let introduced = self.regions[region].paragraph.checked_sub(1).and_then(|before| self.introduction(before));
        if let Some(decision) = introduced {
            return decision;
        }
        match earlier.filter(near) {
            Some(earlier) => from(Step::PreviousParagraph, &decided[earlier]),
            None => Decision { source: None, cue: None, step: Step::Unknown },
        }
    }

    /// Somebody named behind the region in its own sentence.
    fn trailing_person(&self, region: usize) -> Option<Source> {
        let reading = self.reading();
        let end = self.end_word(region);
        if self.ending(region) == Ending::Closed
            || end >= reading.words.len()
            || reading.words[end].paragraph as usize != self.regions[region].paragraph
        {
            return None;
        }
        self.first_person(end, reading.sentence_of(end).end)
    }

    /// A paragraph without quotations that ends in a colon or with a cue introduces the next one's speaker.
    fn introduction(&self, paragraph: usize) -> Option<Decision> {
        let reading = self.reading();
        let words = reading.paragraphs[paragraph].clone();
        let last = words.end.checked_sub(1)?;
        if self.inside().region(last).is_some() {
            return None;
        }
        let sentence = reading.sentence_of(last).start;
        let upto = self.cues.partition_point(|cue| cue.words.start < words.end);
        let colon = reading.reads(last, ":");
        for (index, cue) in self.cues[..upto].iter().enumerate().rev() {
            if cue.words.start < sentence {
                break;
            }
            if cue.strength < 0.5 {
                continue;
            }
            if let Some(source) = self.sources.of(cue) {
                let step = if colon { Step::Colon } else { Step::PreviousParagraph };
                return Some(Decision { source: Some(source), cue: colon.then_some(index), step });
            }
        }
        let has_quotes = words.clone().any(|at| self.inside().region(at).is_some());
        if colon || !has_quotes {
            let source = self.first_person(sentence, last)?;
            return Some(Decision {
                source: Some(source),
                cue: None,
                step: if colon { Step::Colon } else { Step::PreviousParagraph },
            });
        }
        None
    }
}
