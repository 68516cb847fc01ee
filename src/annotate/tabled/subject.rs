//! The source of a verb that reports: its subject, which stands before it or behind it, and never behind a preposition.

use std::ops::Range;

use super::{phrase::Phrases, saying::Saying};
use crate::{
    annotate::cue::Inside,
    lexicon::{PERSON_NOUN, Pattern, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// So far back in its sentence a verb's subject may stand.
const FARTHEST: usize = 60;

impl Phrases<'_> {
    /// Finds the subject of a verb.
    pub(super) fn subject(&self, saying: &mut Saying) {
        let reading = self.reading;
        let sentence = reading.sentence_of(saying.verb);
        let behind = saying.words.end;
        // "dit-il", "a-t-elle ajouté": the pronoun is written together with the verb.
        for at in [saying.verb + 1, behind] {
            if at < sentence.end
                && reading.is(at, class::ENCLITIC)
                && reading.is(at, SUBJECT_PRONOUN | class::FIRST_PERSON)
            {
                (saying.source, saying.inverted) = (Some(at..at + 1), true);
                saying.end = saying.end.max(at + 1);
                return;
            }
        }
        let clause = self.clause_start(saying.verb, sentence.start);
        let begins = self.first_of_clause(clause, saying.verb) == saying.verb;
        // "Kelly left and said": the subject is shared.
        let joined =
            saying.verb > clause && reading.is(saying.verb - 1, class::CONJUNCTION) && saying.verb - 1 > sentence.start;
        // "Kelly, the chief engineer, criticised the plan": what follows a verb with an object is seldom its subject.
        let outside = self.inside.region(saying.verb.saturating_sub(1)).is_none();
        let set_off = begins
            && outside
            && (saying.pattern == Pattern::Tell || self.is_behind_insertion(sentence.start, saying.verb));
        let pronoun = behind < sentence.end
            && reading.is(behind, SUBJECT_PRONOUN)
            && self.at(behind, sentence.end).is_some_and(|phrase| phrase.len() == 1);
        if joined || set_off && !pronoun {
            saying.source = self
                .shared_subject(sentence.start, clause, joined)
                .map(|source| source.start..self.with_apposition(source.end, saying.verb.max(source.end)));
            if saying.source.is_some() {
                return;
            }
        }
        if begins && let Some(source) = self.behind_verb(saying, sentence.end) {
            (saying.source, saying.inverted) = (Some(source), true);
            return;
        }
        if !begins {
            if let Some(source) = self.before_verb(clause, saying.verb, sentence.start) {
                saying.source = Some(source);
                return;
            }
            if let Some(source) = self.behind_verb(saying, sentence.end) {
                (saying.source, saying.inverted) = (Some(source), true);
                return;
            }
        }
        // ", recuerda,", ", aseguró.": the verb alone, whose subject is left out.
        let ends = behind >= sentence.end || reading.reads(behind, ",") || reading.is_stop(behind);
        let alone = begins && ends && self.is_set_off(saying.verb);
        if alone && reading.lexicon.does(class::NULL_SUBJECT) {
            saying.aside = true;
            return;
        }
        // "Kelly, who runs the office, said"; "Kelly left and said": the sentence's own subject.
        saying.source = self.sentence_subject(sentence.start, clause);
    }

    /// "Kelly, who runs the office, said": between the phrase at the sentence's start and the verb stands what tells more of it.
    fn is_behind_insertion(&self, sentence: usize, verb: usize) -> bool {
        let reading = self.reading;
        let Some(first) = self.at(sentence, verb).filter(|_| self.may_be_subject(sentence)) else { return false };
        let open = first.end;
        let farthest = 40;
        if open + 1 >= verb || !reading.reads(open, ",") || verb - open > farthest || !reading.reads(verb - 1, ",") {
            return false;
        }
        let tells_more = class::RELATIVE | class::DETERMINER | PERSON_NOUN | class::OFFICE;
        let starts = reading.is(open + 1, tells_more) || reading.words[open + 1].kind == TokenKind::Number;
        let one = !(open + 1..verb - 1).any(|at| reading.reads(at, ",") && self.inside.region(at).is_none());
        starts && one
    }

    /// The subject of the sentence when its verb stands apart: a phrase at its start that a comma follows, or any if two verbs
    /// share it.
    fn shared_subject(&self, sentence: usize, clause: usize, joined: bool) -> Option<Range<usize>> {
        let end = self.reading.sentence_of(sentence).end;
        let first = self.first_subject(sentence, if joined { end } else { clause })?;
        let farthest = 5;
        let parted = (first.end..end.min(first.end + farthest))
            .take_while(|&at| !self.reading.is(at, class::AUXILIARY) && !self.is_reporting_verb(at))
            .any(|at| matches!(self.reading.text(at), "," | "(" | "—" | "–"));
        (joined || first.start == sentence && parted).then_some(first)
    }

    /// Behind the verb, or between it and its participle.
    fn behind_verb(&self, saying: &Saying, end: usize) -> Option<Range<usize>> {
        let between = (saying.verb + 1 < saying.words.start)
            .then(|| self.subject_behind(saying.verb + 1, saying.words.start))
            .flatten();
        let limit = if saying.end > saying.words.end { saying.end - 1 } else { end };
        between.or_else(|| self.subject_behind(saying.words.end.max(saying.verb + 1), limit))
    }

    /// Where the clause of the verb begins: behind the nearest mark or region.
    fn clause_start(&self, verb: usize, sentence: usize) -> usize {
        let floor = sentence.max(verb.saturating_sub(FARTHEST));
        let mut start = verb;
        while start > floor {
            let before = start - 1;
            if self.inside.region(before).is_some() {
                // A name in marks inside the clause does not part it.
                if !is_short(self.inside, before) || !self.is_name_in_marks(before, floor) {
                    break;
                }
            } else if matches!(self.reading.text(before), "," | ";" | ":" | "—" | "–" | "―" | "»" | "“" | "”")
            {
                break;
            }
            start -= 1;
        }
        start
    }

    fn is_name_in_marks(&self, last: usize, floor: usize) -> bool {
        let region = self.inside.region(last);
        let longest = 7;
        let first = (floor.max(last.saturating_sub(longest))..last).rev().find(|&at| self.inside.region(at) != region);
        first.is_some_and(|before| {
            self.reading.is(before, class::TERM | class::DETERMINER | class::ORGANIZATION | class::PREPOSITION)
        })
    }

    /// The first token of a clause that is no conjunction or adverb.
    fn first_of_clause(&self, start: usize, verb: usize) -> usize {
        let skipped = class::CONJUNCTION | class::ADVERB | class::OBJECT;
        (start..verb)
            .find(|&at| !self.reading.is(at, skipped) || self.at(at, verb).is_some_and(|p| p.len() > 1))
            .unwrap_or(verb)
    }

    /// The first phrase before the verb that no preposition governs.
    fn before_verb(&self, clause: usize, verb: usize, sentence: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let first = self.first_of_clause(clause, verb);
        // "…, der gestern sagte": the relative pronoun stands for the phrase before the comma.
        if reading.is(first, class::RELATIVE) && self.at(first, verb).is_none_or(|phrase| phrase.len() == 1) {
            let comma = first.checked_sub(1).filter(|&at| at > sentence)?;
            return self.last_phrase(sentence, comma);
        }
        let mut at = first;
        while at < verb {
            if reading.is(at, class::PREPOSITION) && self.at(at, verb).is_none() {
                at = self.at(at + 1, verb).map_or(at + 2, |phrase| phrase.end);
                continue;
            }
            match self.at(at, verb) {
                Some(phrase) if self.may_be_subject(at) => {
                    return Some(phrase.start..self.with_apposition(phrase.end, verb));
                }
                Some(phrase) => at = phrase.end,
                None => at += 1,
            }
        }
        None
    }

    /// The phrase that ends nearest before `end`.
    fn last_phrase(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let longest = 12;
        let mut at = start.max(end.saturating_sub(longest));
        let mut last = None;
        while at < end {
            match self.at(at, end) {
                Some(phrase) => {
                    at = phrase.end.max(at + 1);
                    last = Some(phrase);
                }
                None => at += 1,
            }
        }
        last
    }

    /// The first phrase of a sentence that may be its subject, with the name that stands beside it.
    pub(super) fn sentence_subject(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let phrase = self.first_subject(start, end)?;
        let limit = self.reading.sentence_of(phrase.start).end;
        Some(phrase.start..self.with_apposition(phrase.end, limit))
    }

    fn first_subject(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let mut at = start;
        let farthest = end.min(start + FARTHEST);
        while at < farthest {
            if self.inside.region(at).is_some() {
                at += 1;
            } else if reading.is(at, class::PREPOSITION) && self.at(at, end).is_none() {
                at = self.at(at + 1, end).map_or(at + 1, |phrase| phrase.end);
            } else if let Some(phrase) = self.at(at, end) {
                if self.may_be_subject(at) && !self.is_about_time(&phrase) {
                    return Some(phrase);
                }
                at = phrase.end;
            } else {
                at += 1;
            }
        }
        None
    }

    fn is_about_time(&self, phrase: &Range<usize>) -> bool {
        self.reading.is(phrase.end - 1, class::TIME)
    }

    /// The subject behind a verb that ends at `at`: adverbs, times, addressees and places may stand between.
    pub(super) fn subject_behind(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let mut word = at;
        let farthest = limit.min(at + 14);
        while word < farthest {
            if self.inside.region(word).is_some() || reading.words[word].kind == TokenKind::Mark {
                return None;
            }
            if let Some(phrase) = self.at(word, limit) {
                if self.may_be_subject(word) && !self.is_about_time(&phrase) {
                    return Some(phrase.start..self.with_apposition(phrase.end, limit));
                }
                word = phrase.end;
            } else if reading.is(word, class::PREPOSITION) {
                word = self.at(word + 1, limit).map_or(word + 1, |phrase| phrase.end);
            } else if reading.is(word, class::ADVERB | class::TIME | class::OBJECT)
                || reading.words[word].kind == TokenKind::Number
            {
                word += 1;
            } else {
                return None;
            }
        }
        None
    }

    /// The phrase behind "according to", a link between them left out.
    pub(super) fn named_behind(&self, at: usize, limit: usize, through_preposition: bool) -> Option<Range<usize>> {
        let mut word = at;
        let farthest = limit.min(at + 3);
        while word < farthest {
            if let Some(phrase) = self.at(word, limit) {
                return Some(phrase.start..self.with_apposition(phrase.end, limit));
            }
            let preposition = self.reading.is(word, class::PREPOSITION) && !self.reading.is(word, class::LINK);
            if !self.reading.is(word, class::LINK | class::PREPOSITION | class::ADVERB | class::OBJECT)
                || preposition && !through_preposition
            {
                return None;
            }
            if self.reading.is(word, class::OBJECT) {
                return Some(word..word + 1);
            }
            word += 1;
        }
        None
    }

    /// The phrase that ends at `at`.
    pub(super) fn named_before(&self, at: usize, start: usize) -> Option<Range<usize>> {
        let longest = 12;
        (start.max(at.saturating_sub(longest))..at)
            .find_map(|first| self.at(first, at).filter(|phrase| phrase.end == at))
    }

    /// "the minister, Ann Kelly,": a name between commas belongs to the phrase before it.
    pub(super) fn with_apposition(&self, end: usize, limit: usize) -> usize {
        let reading = self.reading;
        // "the minister | for health |, Ann Kelly,".
        let longest = 10;
        let comma = (end..limit.min(end + longest))
            .take_while(|&at| {
                reading.words[at].kind == TokenKind::Word
                    && !reading.is(at, class::AUXILIARY)
                    && !self.is_reporting_verb(at)
            })
            .last()
            .map_or(end, |at| at + 1);
        let governed = comma > end && reading.is(end, class::PREPOSITION);
        let close = if governed && comma < limit && reading.reads(comma, ",") { comma } else { end };
        let first = close + 1;
        if first >= limit || !reading.reads(close, ",") || !reading.words[first].capital {
            return end;
        }
        let Some(name) = self.at(first, limit) else { return end };
        let is_name = !reading.is(first, class::DETERMINER | class::TIME) && name.len() > 1 && name.len() < 6;
        let closed = name.end >= limit
            || reading.words[name.end].kind == TokenKind::Mark
            || self.inside.region(name.end).is_some();
        if is_name && closed { name.end } else { end }
    }
}

/// The region that ends with token `last` has few tokens.
fn is_short(inside: &Inside, last: usize) -> bool {
    let longest = 7;
    last < longest || inside.region(last - longest) != inside.region(last)
}
