//! The reporting clause beside a region: behind it, before it, between two, or a colon.

use super::{Attribution, Decision};
use crate::{
    annotate::{
        cue::{Cue, Pattern},
        mark::Region,
        mention::Form,
        source::Source,
    },
    article::Step,
    lexicon::class,
    text::TokenKind,
};

/// How what precedes a region's closing mark ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A comma or a dash: a reporting clause may follow.
    Open,
    /// Nothing: the region is a part of the sentence around it.
    Bare,
    /// A question or an exclamation: it may go on.
    Ambiguous,
    /// A full stop.
    Closed,
}
impl Attribution<'_> {
    /// The reporting clause of the region's own sentence.
    pub(super) fn own_clause(&self, region: usize) -> Option<Decision> {
        if self.regions[region].label.is_some() {
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

    /// “…” ― Kelly: nothing but a dash and a name behind the region, or in the line below one that has nothing else.
    fn signature(&self, region: usize) -> Option<Decision> {
        let reading = self.reading();
        let dash = self.end_word(region);
        let index = self.regions[region].paragraph;
        let own = reading.paragraphs[index].clone();
        let paragraph = match reading.paragraphs.get(index + 1) {
            Some(below) if dash == own.end && own.start == self.first_word(region) => below.end,
            _ => own.end,
        };
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

    pub(super) fn ending(&self, region: usize) -> Ending {
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
}
