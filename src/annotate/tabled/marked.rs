//! Who speaks in each quoted region, and which regions are somebody's words: the reporting clause behind it, the one before it,
//! then what its sentence and its neighbours tell.

use std::ops::Range;

use super::{phrase::Phrases, reported, saying::Saying};
use crate::{
    annotate::mark::Region,
    article::Step,
    lexicon::{PERSON_NOUN, Pattern, SUBJECT_PRONOUN, class},
};

/// What was decided for one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// It is a quotation.
    pub speech: bool,
    /// Who speaks.
    pub source: Option<Range<usize>>,
    /// Index of the saying that reports it.
    pub saying: Option<usize>,
    /// The step that decided.
    pub step: Step,
}

/// So many regions away a speaker may be inherited from: keeps the cost linear.
const FARTHEST: usize = 50;

/// Decides for every region.
#[must_use]
pub fn decide(phrases: &Phrases, regions: &[Region], sayings: &[Saying]) -> Vec<Decision> {
    let marked = Marked { phrases, regions, sayings };
    let own: Vec<Option<Decision>> = (0..regions.len()).map(|region| marked.own_clause(region)).collect();
    let reported = marked.reported();
    let speech: Vec<bool> = (0..regions.len())
        .map(|region| reported[region].is_some() || marked.is_speech(region, own[region].as_ref()))
        .collect();
    let mut decided: Vec<Decision> = Vec::with_capacity(regions.len());
    for region in 0..regions.len() {
        let mut decision = match own[region].as_ref().or(reported[region].as_ref()) {
            Some(decision) => decision.clone(),
            None if speech[region] => marked.inherited(region, &own, &decided, &speech),
            None => unknown(),
        };
        decision.speech = speech[region];
        decided.push(decision);
    }
    decided
}

fn unknown() -> Decision {
    Decision { speech: false, source: None, saying: None, step: Step::Unknown }
}

/// What decisions are made from.
pub(super) struct Marked<'a> {
    pub(super) phrases: &'a Phrases<'a>,
    pub(super) regions: &'a [Region],
    pub(super) sayings: &'a [Saying],
}

impl Marked<'_> {
    pub(super) fn words(&self, region: usize) -> Range<usize> {
        let reading = self.phrases.reading;
        reading.word_at(self.regions[region].outer.start)..reading.word_at(self.regions[region].outer.end)
    }

    pub(super) fn inner(&self, region: usize) -> Range<usize> {
        let reading = self.phrases.reading;
        reading.word_at(self.regions[region].inner.start)..reading.word_at(self.regions[region].inner.end)
    }

    pub(super) fn is_outside(&self, at: usize) -> bool {
        self.phrases.inside.region(at).is_none()
    }

    /// The sayings whose first word is one of `words`.
    fn sayings_in(&self, words: Range<usize>) -> Range<usize> {
        let from = self.sayings.partition_point(|saying| saying.words.start < words.start);
        let to = self.sayings.partition_point(|saying| saying.words.start < words.end);
        from..to.max(from)
    }

    /// For each region, the saying whose reported clause it is a part of.
    fn reported(&self) -> Vec<Option<Decision>> {
        let mut found = vec![None; self.regions.len()];
        for (index, saying) in self.sayings.iter().enumerate().filter(|(_, saying)| saying.source.is_some()) {
            for piece in reported::content(self.phrases, saying) {
                let span = self.phrases.reading.span(&piece);
                let first = self.regions.partition_point(|region| region.outer.start < span.start);
                let inside = self.regions[first..].iter().take_while(|region| region.outer.end <= span.end).count();
                for region in &mut found[first..first + inside] {
                    let step = if piece.start < saying.words.start { Step::CueAfter } else { Step::CueBefore };
                    *region = region.take().or_else(|| Some(self.decision(index, step)));
                }
            }
        }
        found
    }

    /// The reporting clause beside the region.
    fn own_clause(&self, region: usize) -> Option<Decision> {
        if self.regions[region].label.is_some() {
            return self.label(region);
        }
        let behind = self.behind(region);
        if behind.as_ref().is_some_and(|(_, sure)| *sure) {
            return behind.map(|(decision, _)| decision);
        }
        self.before(region)
            .or_else(|| behind.map(|(decision, _)| decision))
            .or_else(|| self.later(region))
            .or_else(|| self.colon(region))
    }

    fn decision(&self, saying: usize, step: Step) -> Decision {
        let step = match self.sayings[saying].pattern {
            Pattern::Before | Pattern::Behind => Step::AccordingTo,
            _ => step,
        };
        Decision { speech: true, source: self.sayings[saying].source.clone(), saying: Some(saying), step }
    }

    /// The saying directly behind the region; and whether nothing else can be meant.
    fn behind(&self, region: usize) -> Option<(Decision, bool)> {
        let reading = self.phrases.reading;
        let end = self.words(region).end;
        let paragraph = reading.paragraphs[self.regions[region].paragraph].end;
        let mut at = end;
        while at < paragraph && matches!(reading.text(at), "," | "—" | "–" | "―" | "-") {
            at += 1;
        }
        if at >= paragraph || !self.is_outside(at) {
            return None;
        }
        let parted = at > end;
        let closed = !parted && self.is_closed(region);
        let stretch =
            (at..reading.sentence_of(at).end).find(|&at| !self.is_outside(at)).unwrap_or(reading.sentence_of(at).end);
        let farthest = 26;
        for index in self.sayings_in(at..stretch.min(at + farthest)) {
            let saying = &self.sayings[index];
            let source_at = saying.source.as_ref().map_or(usize::MAX, |source| source.start);
            let first = saying.verb.min(saying.words.start);
            let adverb = first == at + 1 && reading.is(at, class::ADVERB | class::OBJECT);
            let starts = first == at || adverb || saying.pattern == Pattern::Behind && source_at == at;
            let starts = starts && (!closed || saying.inverted && starts_lower(reading.text(at)));
            // “…”, Kelly said; "“…” Kelly said" only without a full stop before it.
            let subject_first = !saying.inverted
                && source_at == at
                && !closed
                && saying.verb >= at
                && (parted || saying.verb <= saying.source.as_ref().map_or(0, |source| source.end) + 1);
            let elsewhere = saying.source.as_ref().is_none_or(|source| source.end <= self.words(region).start);
            let dropped = elsewhere && self.drops_subject(saying);
            if (starts || subject_first || dropped && first == at)
                && (saying.source.is_some() || dropped || saying.pattern == Pattern::Nobody)
            {
                let sure = parted && (saying.inverted || dropped || saying.pattern == Pattern::Nobody)
                    || self.sets_off(region)
                    || subject_first && parted;
                let mut decision = self.decision(index, Step::CueAfter);
                if dropped {
                    decision.source = self.dropped_subject(region);
                }
                return Some((decision, sure));
            }
            if first > at + 2 && !subject_first {
                break;
            }
        }
        None
    }

    /// A verb of saying may stand without a subject, and this one does.
    fn drops_subject(&self, saying: &Saying) -> bool {
        self.phrases.reading.lexicon.does(class::NULL_SUBJECT)
            && matches!(saying.pattern, Pattern::Say | Pattern::Participle)
    }

    /// Whoever the sentence before the region is about, or spoke last.
    fn dropped_subject(&self, region: usize) -> Option<Range<usize>> {
        let reading = self.phrases.reading;
        let first = self.words(region).start;
        let before = first.checked_sub(1)?;
        let near = reading.words[before].paragraph + 1 >= reading.words[first].paragraph;
        let sentence = reading.sentence_of(before);
        let same_paragraph = reading.words[before].paragraph == reading.words[first].paragraph;
        let farthest = 3;
        let index = reading.words[before].sentence as usize;
        let back = |sentence: &usize| {
            reading.words[reading.sentences[*sentence].start].paragraph + 2 >= reading.words[first].paragraph
        };
        let earlier = || {
            (0..index).rev().take(farthest).take_while(back).find_map(|at| {
                let sentence = reading.sentences[at].clone();
                self.somebody(sentence.start, sentence.end)
            })
        };
        let somebody = same_paragraph.then(|| self.somebody(sentence.start, sentence.end)).flatten();
        let paragraph = reading.paragraph_of(before);
        let last = || self.last_saying(paragraph.start, first).and_then(|saying| self.sayings[saying].source.clone());
        somebody.or_else(|| near.then(last).flatten()).or_else(earlier)
    }

    /// The region begins its sentence or stands behind a mark: it is no part of the words before it.
    pub(super) fn sets_off(&self, region: usize) -> bool {
        let first = self.words(region).start;
        self.phrases.reading.sentence_of(first).start == first
    }

    /// The region ends its sentence.
    fn is_closed(&self, region: usize) -> bool {
        let reading = self.phrases.reading;
        let inner = self.inner(region);
        let next = self.words(region).end;
        let ends = |at: usize| matches!(reading.text(at), "." | "…");
        inner.end > inner.start && ends(inner.end - 1)
            || next < reading.words.len() && matches!(reading.text(next), "." | "?" | "!")
    }

    /// The nearest saying before the region in its sentence.
    fn before(&self, region: usize) -> Option<Decision> {
        let reading = self.phrases.reading;
        let first = self.words(region).start;
        let sentence = reading.sentence_of(first).start;
        let mut weak = None;
        for index in self.sayings_in(sentence..first).rev() {
            let saying = &self.sayings[index];
            if saying.source.is_none() {
                continue;
            }
            let colon = first > 0 && reading.reads(first - 1, ":");
            let between = (saying.words.end..first).any(|at| !self.is_outside(at));
            let step = match () {
                () if colon => Step::Colon,
                () if between => Step::CueBetween,
                () => Step::CueBefore,
            };
            let decision = self.decision(index, step);
            // "…, sagte Kelly. „…“" has its saying in another sentence; one set off by commas may belong to what precedes it.
            if saying.aside && !colon && saying.pattern != Pattern::Before && !self.goes_on(saying, first) {
                weak = weak.or(Some(decision));
                continue;
            }
            return Some(decision);
        }
        weak
    }

    /// What a reporting clause interrupts goes on behind it.
    fn goes_on(&self, saying: &Saying, first: usize) -> bool {
        let reading = self.phrases.reading;
        let end = saying.source.as_ref().map_or(saying.end, |source| source.end.max(saying.words.end));
        (end..first).any(|at| matches!(reading.text(at), "," | ":" | "—" | "–"))
    }

    /// A saying later in the region's sentence: "X hat Y als „…“ bezeichnet".
    fn later(&self, region: usize) -> Option<Decision> {
        let reading = self.phrases.reading;
        let words = self.words(region);
        if self.is_closed(region) && self.inner(region).end > 0 && reading.reads(self.inner(region).end - 1, ".") {
            return None;
        }
        let sentence = reading.sentence_of(words.end - 1).end;
        let paragraph = reading.paragraphs[self.regions[region].paragraph].end;
        let index = self
            .sayings_in(words.end..sentence.min(paragraph).min(words.end + 40))
            .find(|&index| self.sayings[index].source.is_some())?;
        Some(self.decision(index, Step::Clause))
    }

    /// A colon before the region without a saying: the subject of the words before it.
    fn colon(&self, region: usize) -> Option<Decision> {
        let reading = self.phrases.reading;
        let first = self.words(region).start;
        let colon = first.checked_sub(1).filter(|&at| reading.reads(at, ":"))?;
        let source = self.phrases.sentence_subject(reading.sentence_of(colon).start, colon)?;
        Some(Decision { speech: true, source: Some(source), saying: None, step: Step::Colon })
    }

    /// The label of a transcript's turn, which may have begun paragraphs before; the signature of a post.
    fn label(&self, region: usize) -> Option<Decision> {
        let reading = self.phrases.reading;
        let label = self.regions[region].label?;
        let words = reading.word_at(label.start)..reading.word_at(label.end);
        let step = if label.start < self.regions[region].outer.start { Step::Colon } else { Step::Signature };
        let source = (!words.is_empty()).then_some(words);
        Some(Decision { speech: true, source, saying: None, step })
    }

    /// Without a reporting clause: the sentence around, the speaker before or behind in the paragraph, the paragraph before.
    fn inherited(&self, region: usize, own: &[Option<Decision>], decided: &[Decision], speech: &[bool]) -> Decision {
        let reading = self.phrases.reading;
        let from =
            |step: Step, other: &Decision| Decision { speech: true, source: other.source.clone(), saying: None, step };
        if self.regions[region].continues
            && let Some(before) = decided.last().filter(|before| before.source.is_some())
        {
            return from(Step::Continued, before);
        }
        let first = self.words(region).start;
        let sentence = reading.sentence_of(first).start;
        let paragraph = self.regions[region].paragraph;
        let same_paragraph = |other: usize| self.regions[other].paragraph == paragraph;
        let previous = (0..region)
            .rev()
            .take(FARTHEST)
            .take_while(|&other| same_paragraph(other))
            .find(|&other| decided[other].source.is_some());
        let embedded = first > sentence + 1;
        let reported = (sentence..first).any(|at| reading.is(at, class::REPORTED));
        let paragraph_before = reading.paragraphs[paragraph.saturating_sub(1)].start;
        let earlier_saying = self.last_saying(reading.paragraph_of(first).start, sentence);
        let told_before = earlier_saying.or_else(|| self.last_saying(paragraph_before, sentence));
        if embedded
            && reported
            && let Some(saying) = told_before
        {
            return Decision { saying: None, ..self.decision(saying, Step::SameParagraph) };
        }
        if embedded && let Some(source) = self.phrases.sentence_subject(sentence, first) {
            return Decision { speech: true, source: Some(source), saying: None, step: Step::Sentence };
        }
        // Whoever a sentence between the two names speaks: "She went on."
        let newer = |previous: usize| {
            earlier_saying.filter(|&saying| {
                self.sayings[saying].words.start >= self.words(previous).end && decided[previous].saying != Some(saying)
            })
        };
        if let Some(previous) = previous.filter(|&previous| newer(previous).is_none()) {
            return from(Step::SameParagraph, &decided[previous]);
        }
        if let Some(saying) = earlier_saying {
            return Decision { saying: None, ..self.decision(saying, Step::SameParagraph) };
        }
        let paragraph_start = reading.paragraph_of(first).start;
        if sentence > paragraph_start {
            let before = reading.sentence_of(sentence - 1).start;
            if let Some(source) = self.somebody(before, sentence) {
                return Decision { speech: true, source: Some(source), saying: None, step: Step::Sentence };
            }
        }
        let next = (region + 1..self.regions.len())
            .take(FARTHEST)
            .take_while(|&other| same_paragraph(other))
            .find_map(|other| own[other].as_ref().filter(|decision| decision.source.is_some()));
        if let Some(next) = next {
            return from(Step::SameParagraph, next);
        }
        let earlier = (0..region).rev().take(FARTHEST).find(|&other| speech[other] && decided[other].source.is_some());
        if let Some(earlier) = earlier.filter(|&other| self.regions[other].paragraph + 2 >= paragraph) {
            return from(Step::PreviousParagraph, &decided[earlier]);
        }
        let introduced = paragraph.checked_sub(1).and_then(|before| {
            let words = reading.paragraphs[before].clone();
            let last = reading.sentence_of(words.end.checked_sub(1)?).start;
            self.last_saying(words.start, words.end)
                .and_then(|saying| self.sayings[saying].source.clone())
                .or_else(|| self.somebody(last, words.end))
        });
        match introduced {
            Some(source) => {
                Decision { speech: true, source: Some(source), saying: None, step: Step::PreviousParagraph }
            }
            None => Decision { speech: true, ..unknown() },
        }
    }

    fn last_saying(&self, start: usize, end: usize) -> Option<usize> {
        self.sayings_in(start..end).rev().take(FARTHEST).find(|&index| self.sayings[index].source.is_some())
    }

    /// A sentence's subject that can be somebody.
    fn somebody(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let reading = self.phrases.reading;
        let body =
            PERSON_NOUN | class::ORGANIZATION | class::FIRST_M | class::FIRST_F | class::FIRST_X | SUBJECT_PRONOUN;
        self.phrases.sentence_subject(start, end).filter(|phrase| {
            phrase.clone().any(|at| reading.is(at, body) || reading.words[at].classes == 0 && reading.words[at].capital)
        })
    }
}

/// In lower case: it goes on with a sentence.
pub(super) fn starts_lower(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}
