//! Without a reporting clause: what the sentence, the paragraph and the one before it tell of the speaker.

use super::{Attribution, Decision, beside::Ending};
use crate::{annotate::source::Source, article::Step, lexicon::class};

/// So many regions away a speaker may be inherited from: keeps the cost linear.
const FARTHEST: usize = 50;
impl Attribution<'_> {
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
    pub(super) fn inherited(
        &self,
        region: usize,
        own: &[Option<Decision>],
        decided: &[Decision],
        speech: &[bool],
    ) -> Decision {
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
