//! From a cue to the words that name who spoke: its subject, what follows it, or what stands behind "by".

use std::ops::Range;

use super::{
    cue::{Cue, Inside, Pattern},
    mention::{Candidates, Form},
    reading::Reading,
};
use crate::{
    lexicon::{PERSON_NOUN, class},
    text::TokenKind,
};

/// A source: which mention, and all its words ("a spokesman for the agency").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Index of the mention that heads it.
    pub mention: usize,
    /// Its tokens.
    pub words: Range<usize>,
}

/// What sources are looked for in.
pub struct Sources<'a> {
    /// The article.
    pub reading: &'a Reading<'a>,
    /// Its mentions.
    pub candidates: &'a Candidates,
    /// Its quoted regions by token.
    pub inside: &'a Inside,
}

/// What no noun phrase goes on over.
const BREAKS_PHRASE: u64 = class::PREPOSITION
    | class::CONJUNCTION
    | class::SUBORDINATOR
    | class::RELATIVE
    | class::AUXILIARY
    | class::DETERMINER;

impl Sources<'_> {
    /// The source of a cue by its grammar; `None` when no mention stands where one belongs.
    #[must_use]
    pub fn of(&self, cue: &Cue) -> Option<Source> {
        match cue.pattern {
            Pattern::According => self.phrase_after(cue.words.end),
            Pattern::Passive => {
                let by = cue.words.end;
                self.reads(by, "by").then(|| self.phrase_after(by + 1)).flatten()
            }
            Pattern::Active => self.subject(cue.words.start),
        }
    }

    fn reads(&self, at: usize, text: &str) -> bool {
        at < self.reading.words.len() && self.reading.reads(at, text)
    }

    /// First token of the narrative that reaches up to `word`: its sentence's, or the one behind a quoted region.
    fn stretch_start(&self, word: usize) -> usize {
        let sentence = self.reading.sentence_of(word).start;
        let mut start = word;
        while start > sentence && self.inside.region(start - 1).is_none() {
            start -= 1;
        }
        start
    }

    /// The subject of the verb at `verb`: looks left through auxiliaries, adverbs, relative clauses and appositives.
    #[must_use]
    pub fn subject(&self, verb: usize) -> Option<Source> {
        let reading = self.reading;
        let start = self.stretch_start(verb);
        let mut end = self.skip_verb_group(start, verb);
        if end == start {
            return None;
        }
        // "Kelly, who runs the office, said": the relative pronoun's own verb has the noun before it as its subject.
        if reading.is(end - 1, class::RELATIVE) {
            let before = end - 1;
            let comma = before > start && self.is_separator(before - 1);
            return self.segment_head(start, if comma { before - 1 } else { before });
        }
        if reading.text(verb).ends_with("ing") && (end == verb) {
            // A participle has the main clause's subject: "…, adding that".
            return self.clause_subject(start, verb);
        }
        // A conjunct shares the subject: "Kelly left and said".
        if reading.is(end - 1, class::CONJUNCTION) {
            return self.clause_subject(start, end - 1);
        }
        // Walk back over what is set off by commas until a segment stands that is not set off. What touches the verb is not.
        let mut touches_verb = true;
        loop {
            let separator = (start..end).rev().find(|&at| self.is_separator(at));
            let segment = separator.map_or(start, |at| at + 1);
            let set_off = separator.is_some() && self.is_insertion(segment, end);
            let is_phrase = touches_verb && segment < end && self.is_noun_phrase(segment, end);
            if segment < end && (is_phrase || !set_off) {
                if let Some(source) = self.segment_head(segment, end) {
                    return Some(source);
                }
                separator?;
            }
            touches_verb = false;
            end = separator?;
            if end == start {
                return None;
            }
        }
    }

    /// Left over auxiliaries, adverbs, "on Monday", and the verb that governs an infinitive.
    fn skip_verb_group(&self, start: usize, verb: usize) -> usize {
        let reading = self.reading;
        let mut end = verb;
        while end > start {
            let at = end - 1;
            let is_time = reading.is(at, class::TIME);
            if self.candidates.at(at).is_some() {
                break;
            }
            if reading.is(at, class::AUXILIARY) || reading.is_adverb(at) {
                end = at;
            } else if is_time {
                let preposition = at > start && reading.is(at - 1, class::PREPOSITION | class::DETERMINER);
                let last = at > start && matches!(reading.text(at - 1), "last" | "this" | "late" | "early" | "next");
                end = if preposition || last { at - 1 } else { at };
                if end > start && reading.is(end - 1, class::PREPOSITION) && last {
                    end -= 1;
                }
            } else if reading.reads(at, "to") && end == verb && at > start {
                // "declined to say": the subject is that of "declined".
                end = at - 1;
            } else {
                break;
            }
        }
        end
    }

    fn is_separator(&self, at: usize) -> bool {
        matches!(self.reading.text(at), "," | "—" | "–" | "(" | ")" | ";" | ":" | "-" | "--")
    }

    /// A phrase with a determiner that is one mention: "the president".
    fn is_noun_phrase(&self, start: usize, end: usize) -> bool {
        self.candidates.at(start).is_some_and(|mention| self.candidates.all[mention].words == (start..end))
    }

    /// What stands between commas and is not the subject: an appositive, a relative clause, an age, a participle.
    fn is_insertion(&self, start: usize, end: usize) -> bool {
        let reading = self.reading;
        let first = start;
        let word = &reading.words[first];
        word.kind == TokenKind::Number
            || reading.is(first, class::RELATIVE | class::PREPOSITION | class::SUBORDINATOR | class::TIME)
            || matches!(
                reading.text(first),
                "a" | "an" | "the" | "one" | "himself" | "herself" | "now" | "also" | "both" | "then" | "R" | "D" | "I"
            )
            || reading.text(first).ends_with("ing")
            || reading.text(first).ends_with("ed")
            || reading.text(first).starts_with("R-")
            || reading.text(first).starts_with("D-")
            || (!word.capital && word.classes & PERSON_NOUN != 0)
            || reading.is_adverb(first)
            || self.candidates.at(end - 1).is_none()
    }

    /// The mention that heads a segment: the first that no preposition governs, with all words up to the segment's end.
    fn segment_head(&self, start: usize, end: usize) -> Option<Source> {
        let reading = self.reading;
        let clause = (start..end)
            .rev()
            .find(|&at| {
                reading.is(at, class::SUBORDINATOR | class::RELATIVE)
                    && self.candidates.at(at).is_none()
                    && !reading.reads(at, "as")
            })
            .map_or(start, |at| at + 1);
        let clause = if clause < end { clause } else { start };
        // The conjunct next to the verb: "Smith left and Kelly | said".
        let conjunct = (clause..end).rev().find(|&at| reading.is(at, class::CONJUNCTION)).map_or(clause, |at| at + 1);
        let from = if self.candidates.at(conjunct).is_some() { conjunct } else { clause };
        let mut at = from;
        let mut governed = None;
        while at < end {
            let Some(mention) = self.candidates.at(at) else {
                at += 1;
                continue;
            };
            let words = self.candidates.all[mention].words.clone();
            let preposition = self.governor(from, words.start);
            if !preposition && !self.is_possessor(words.end, end) {
                let mention = self.person_behind(mention, end);
                return Some(Source { mention, words: words.start..end.max(words.end) });
            }
            governed = Some(Source { mention, words: words.clone() });
            at = words.end.max(at + 1);
        }
        governed.filter(|source| source.words.end == end)
    }

    /// "House Speaker | Paul Ryan", "Texas delegate | Bill Eastland": the name that closes a row of descriptions is who speaks.
    fn person_behind(&self, mention: usize, end: usize) -> usize {
        let mut last = mention;
        let mut at = self.candidates.all[mention].words.end;
        while at < end && self.reading.words[at].kind == TokenKind::Word && !self.reading.is(at, BREAKS_PHRASE) {
            match self.candidates.at(at) {
                Some(next) => {
                    if matches!(self.candidates.all[next].form, Form::Name(_)) {
                        last = next;
                    }
                    at = self.candidates.all[next].words.end.max(at + 1);
                }
                None => at += 1,
            }
        }
        last
    }

    /// A preposition stands before the mention that starts at `at`.
    fn governor(&self, from: usize, at: usize) -> bool {
        let mut before = at;
        while before > from {
            before -= 1;
            if self.reading.is(before, class::PREPOSITION) {
                return true;
            }
            let skips = self.reading.is(before, class::DETERMINER | class::POSSESSIVE | class::NATIONALITY)
                || self.reading.words[before].kind == TokenKind::Possessive
                || self.reading.words[before].classes == 0
                    && self.reading.words[before].kind == TokenKind::Word
                    && self.reading.words[before].cue.is_none()
                    && at - before < 3
                || self.candidates.at(before).is_some() && self.is_possessor(before + 1, at);
            if !skips {
                return false;
            }
        }
        false
    }

    /// "Kelly's | office": the mention that ends at `end` only owns what follows.
    fn is_possessor(&self, end: usize, limit: usize) -> bool {
        end < limit && self.reading.words[end].kind == TokenKind::Possessive
    }

    /// The subject of the clause that starts at `start`: its first mention that no preposition governs.
    fn clause_subject(&self, start: usize, limit: usize) -> Option<Source> {
        let mut at = start;
        while at < limit {
            let Some(mention) = self.candidates.at(at) else {
                at += 1;
                continue;
            };
            let words = self.candidates.all[mention].words.clone();
            if !self.governor(start, words.start) && !self.is_possessor(words.end, limit) {
                return Some(Source { mention, words });
            }
            at = words.end.max(at + 1);
        }
        None
    }

    /// The noun phrase that starts at `at` (after an inverted cue, "according to", "by"): its head mention and its words.
    #[must_use]
    pub fn phrase_after(&self, at: usize) -> Option<Source> {
        let reading = self.reading;
        let sentence_end = if at < reading.words.len() { reading.sentence_of(at).end } else { return None };
        let longest = 9;
        let mut head = None;
        let mut word = at;
        while word < sentence_end && word < at + longest && self.inside.region(word).is_none() {
            if let Some(mention) = self.candidates.at(word) {
                let words = self.candidates.all[mention].words.clone();
                if !self.is_possessor(words.end, sentence_end) {
                    let mention = self.person_behind(mention, sentence_end.min(at + longest));
                    head = Some(Source { mention, words: at.min(words.start)..self.candidates.all[mention].words.end });
                    break;
                }
                word = words.end;
            }
            let ends = self.is_separator(word)
                || reading.is_stop(word)
                || reading.is(word, class::SUBORDINATOR | class::AUXILIARY | class::OBJECT)
                || reading.is(word, class::PREPOSITION) && word > at && !reading.reads(word, "of");
            if ends {
                break;
            }
            word += 1;
        }
        let mut head = head?;
        // "a spokesman | for the agency": the phrase goes on over what belongs to a nominal.
        if matches!(self.candidates.all[head.mention].form, Form::Nominal(_)) {
            let mut end = head.words.end;
            while end < sentence_end
                && self.inside.region(end).is_none()
                && !self.is_separator(end)
                && !reading.is_stop(end)
                && !reading.is(
                    end,
                    class::SUBORDINATOR | class::RELATIVE | class::AUXILIARY | class::CONJUNCTION | class::TIME,
                )
                && reading.words[end].cue.is_none()
                && end < head.words.end + 8
            {
                end += 1;
            }
            head.words.end = end;
        }
        Some(head)
    }
}
