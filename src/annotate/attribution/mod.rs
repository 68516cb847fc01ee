//! Who speaks in each quoted region: the reporting clause beside it first, then what the paragraph and the one before tell.
//!
//! The order of the steps follows Muzny, Fang, Chang & Jurafsky ("A Two-stage Sieve Approach for Quote Attribution",
//! EACL 2017): the surest patterns first, and every decision says which step made it.

mod around;
mod beside;

use super::{
    cue::{Cue, Inside},
    mark::Region,
    mention::Form,
    reading::Reading,
    source::{Source, Sources},
};
use crate::{article::Step, lexicon::class};

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

    /// Where the sentence in which the region starts begins, even when the opening mark begins a sentence of its own.
    fn sentence_start(&self, region: usize) -> usize {
        let reading = self.reading();
        let first = self.first_word(region);
        reading.sentence_of(first).start
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
}
