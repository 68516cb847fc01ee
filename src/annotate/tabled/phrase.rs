//! Noun phrases: where one may begin, and how far it goes.

use std::ops::Range;

use crate::{
    annotate::{cue::Inside, reading::Reading},
    lexicon::{Classes, FIRST_NAME, PERSON_NOUN, Pattern, SUBJECT_PRONOUN, TITLE, class},
    text::TokenKind,
};

/// What phrases are looked for in.
pub struct Phrases<'a> {
    /// The article.
    pub reading: &'a Reading<'a>,
    /// Its quoted regions by token.
    pub inside: &'a Inside,
}

/// A phrase has at most so many tokens.
const LONGEST: usize = 18;

/// What begins something else than a noun phrase.
const CLOSED: Classes = class::PREPOSITION
    | class::CONJUNCTION
    | class::SUBORDINATOR
    | class::COMPLEMENTIZER
    | class::AUXILIARY
    | class::OBJECT
    | class::RELATIVE;

/// What a phrase's first word may be, besides a capital.
const OPENS: Classes = class::DETERMINER | class::POSSESSIVE;

impl Phrases<'_> {
    /// The noun phrase that begins at `at` and ends before `limit`.
    #[must_use]
    pub fn at(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        if at >= limit || self.inside.region(at).is_some() || reading.words[at].kind == TokenKind::Mark {
            return None;
        }
        let end = if reading.lexicon.does(class::CAPITAL_NOUNS) {
            self.end_by_capitals(at, limit)
        } else {
            self.end_by_classes(at, limit)
        };
        let end = end.or_else(|| self.end_of_particles(at, limit));
        let end = self.with_marked_name(at, end.unwrap_or(at), limit);
        if end > at {
            return Some(at..end);
        }
        reading.is(at, SUBJECT_PRONOUN | class::FIRST_PERSON).then_some(at..at + 1)
    }

    /// The phrase at `at` may be a subject by its first word.
    #[must_use]
    pub fn may_be_subject(&self, at: usize) -> bool {
        !self.reading.is(at, class::OBLIQUE)
    }

    /// A phrase names a person: by a name, a form of address, an office, or a noun for people with a determiner.
    #[must_use]
    pub fn names_somebody(&self, phrase: &Range<usize>) -> bool {
        let reading = self.reading;
        let first = phrase.start;
        let is = |classes: Classes| phrase.clone().any(|at| reading.is(at, classes));
        let capitals = reading.words[first].capital && (phrase.len() > 1 || reading.is(first, FIRST_NAME | TITLE));
        capitals || reading.is(first, OPENS | TITLE) && is(PERSON_NOUN | TITLE | FIRST_NAME)
    }

    /// Token `at` is a verb that reports.
    #[must_use]
    pub fn is_reporting_verb(&self, at: usize) -> bool {
        let word = self.reading.text(at).to_lowercase();
        let verb = |pattern| matches!(pattern, Pattern::Say | Pattern::Tell | Pattern::Topic);
        self.reading.lexicon.reports(&word).iter().any(|report| report.words.len() == 1 && verb(report.pattern))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.reading.words[at].capital
    }

    /// Where nouns have capitals: adjectives in lower case, then nouns, then what belongs to them.
    fn end_by_capitals(&self, at: usize, limit: usize) -> Option<usize> {
        let reading = self.reading;
        let limit = limit.min(at + LONGEST);
        let mut end = None;
        let mut needs_noun = true;
        let mut word = at;
        while word < limit && self.inside.region(word).is_none() {
            let token = &reading.words[word];
            let is_first = word == at;
            match token.kind {
                TokenKind::Word if self.is_capital(word) => {
                    if reading.is(word, class::TIME) {
                        break;
                    }
                    let is_adverb = token.classes & class::ADVERB != 0 && reading.sentence_of(word).start == word;
                    if is_first && token.classes & OPENS == 0 && (is_adverb || token.classes & CLOSED != 0) {
                        return None;
                    }
                    let is_noun = token.classes & OPENS == 0 || !is_first;
                    if is_noun && !self.is_adjective(word, limit) {
                        needs_noun = false;
                        end = Some(word + 1);
                    }
                }
                TokenKind::Word if needs_noun => {
                    if !is_first
                        && token.classes & OPENS != 0
                        && !reading.is(word - 1, class::LINK | class::CONJUNCTION)
                        || token.classes & OPENS == 0
                            && token.classes & (CLOSED | class::REPORTED | SUBJECT_PRONOUN) != 0
                        || self.is_reporting_verb(word)
                    {
                        break;
                    }
                }
                TokenKind::Word => {
                    let goes_on = word + 1 < limit
                        && (self.is_capital(word + 1)
                            || reading.is(word + 1, OPENS)
                            || self.is_adjective(word + 1, limit));
                    let joins = reading.is(word, class::LINK) && goes_on
                        || reading.is(word, class::CONJUNCTION | class::PARTICLE)
                            && word + 1 < limit
                            && self.is_capital(word + 1);
                    if !joins {
                        break;
                    }
                    needs_noun = true;
                }
                TokenKind::Number if needs_noun || word + 1 < limit && self.is_capital(word + 1) => {}
                TokenKind::Possessive => end = end.map(|_| word + 1),
                TokenKind::Mark if reading.reads(word, "(") && !needs_noun => {
                    let longest = 8;
                    let Some(close) = (word..limit.min(word + longest)).find(|&at| reading.reads(at, ")")) else {
                        break;
                    };
                    end = Some(close + 1);
                    word = close;
                }
                TokenKind::Mark if matches!(reading.text(word), "-" | "–" | "/" | "&") && word > at => {
                    let next = word + 1;
                    let touches = next < limit && reading.words[word].span.end == reading.words[next].span.start;
                    let joins = touches || next < limit && reading.is(next, class::CONJUNCTION);
                    if !joins {
                        break;
                    }
                }
                _ => break,
            }
            word += 1;
        }
        end
    }

    /// "Von der Leyen sagte": a name that begins with small words, which a capital and the verb behind it tell.
    fn end_of_particles(&self, at: usize, limit: usize) -> Option<usize> {
        let reading = self.reading;
        let most = 2;
        let name = (at..limit.min(at + most + 1)).find(|&word| !reading.is(word, class::PARTICLE))?;
        let is_name = name > at && self.is_capital(at) && self.is_capital(name) && name + 1 < reading.words.len();
        (is_name && self.is_reporting_verb(name + 1)).then_some(name + 1)
    }

    /// A word in lower case that only an adjective can be, before a noun.
    fn is_adjective(&self, at: usize, limit: usize) -> bool {
        let reading = self.reading;
        let word = &reading.words[at];
        word.kind == TokenKind::Word
            && !word.capital
            && word.classes & CLOSED == 0
            && !self.is_reporting_verb(at)
            && (at + 1..limit.min(at + 3)).any(|next| self.is_capital(next))
    }

    /// Where only names have capitals: all words up to one that no phrase goes on over.
    fn end_by_classes(&self, at: usize, limit: usize) -> Option<usize> {
        let reading = self.reading;
        let limit = limit.min(at + LONGEST);
        let first = &reading.words[at];
        let names = TITLE | PERSON_NOUN | FIRST_NAME | class::ORGANIZATION | class::ORGANIZATION_NAME | class::PAPER;
        let opens = first.classes & OPENS != 0;
        let names_somebody = first.classes & CLOSED == 0 && (first.capital || first.classes & names != 0)
            || first.kind == TokenKind::Number && at + 1 < limit && reading.words[at + 1].kind == TokenKind::Word;
        let verb = self.is_reporting_verb(at) && (!first.capital || reading.sentence_of(at).start == at);
        if !(opens || names_somebody) || !opens && verb && first.classes & FIRST_NAME == 0 {
            return None;
        }
        let mut end = at + 1;
        while end < limit && self.inside.region(end).is_none() {
            let word = &reading.words[end];
            let after_opening = reading.is(end - 1, OPENS);
            // Behind a name a word in lower case is a verb rather than a part of it.
            let after_name = self.is_capital(end - 1) && !after_opening && reading.words[end - 1].classes & names == 0;
            let linked = reading.is(end - 1, class::LINK | class::CONJUNCTION);
            let stays = match word.kind {
                TokenKind::Word if word.capital => word.classes & class::TIME == 0,
                TokenKind::Word if reading.is(end, class::LINK) => end + 1 < limit && self.may_be_linked(end + 1),
                TokenKind::Word if word.classes & OPENS != 0 => linked,
                TokenKind::Word if word.classes & class::CONJUNCTION != 0 => {
                    end + 1 < limit && (self.is_capital(end + 1) || reading.is(end + 1, OPENS))
                }
                TokenKind::Word if after_opening => word.classes & CLOSED == 0,
                TokenKind::Word => {
                    let breaks =
                        CLOSED | class::ADVERB | class::TIME | SUBJECT_PRONOUN | class::FIRST_PERSON | class::ENCLITIC;
                    word.classes & breaks == 0 && !self.is_reporting_verb(end) && !after_name
                }
                TokenKind::Number | TokenKind::Possessive => true,
                TokenKind::Mark => {
                    matches!(reading.text(end), "-" | "/" | "&" | "'" | "’")
                        && end + 1 < limit
                        && reading.words[end].span.end == reading.words[end + 1].span.start
                }
            };
            if !stays {
                break;
            }
            end += 1;
        }
        while end > at && reading.is(end - 1, class::LINK | class::CONJUNCTION) {
            end -= 1;
        }
        // A capital that is only a sentence's: "Preguntada por …, la presidenta".
        let lone = end == at + 1 && first.capital && first.classes & names == 0 && reading.sentence_of(at).start == at;
        let goes_on = end < reading.words.len()
            && (reading.is(end, class::AUXILIARY | class::OBJECT | class::ADVERB)
                || self.is_reporting_verb(end)
                || reading.reads(end, ","));
        if lone && !goes_on {
            return None;
        }
        let only_opens = end == at + 1 && opens && first.classes & names == 0 && !first.capital;
        (end > at && !only_opens).then_some(end)
    }

    fn may_be_linked(&self, at: usize) -> bool {
        let word = &self.reading.words[at];
        word.kind == TokenKind::Number
            || word.kind == TokenKind::Word
                && (word.capital
                    || word.classes & (OPENS | class::LINK) != 0
                    || word.classes & (CLOSED | class::TIME) == 0)
    }

    /// A short name in marks goes on a phrase whose noun or determiner calls for one: the newspaper „Morgenpost“.
    fn with_marked_name(&self, at: usize, end: usize, limit: usize) -> usize {
        let reading = self.reading;
        let last = if end > at { end - 1 } else { at };
        let calls = reading.is(last, class::TERM | class::ORGANIZATION | class::ORGANIZATION_NAME)
            || end == at && reading.is(at, class::DETERMINER);
        let next = last + 1;
        let longest = 6;
        let Some(region) = (next < limit).then(|| self.inside.region(next)).flatten().filter(|_| calls) else {
            return end;
        };
        let close = (next..limit.min(next + longest)).find(|&at| self.inside.region(at) != Some(region));
        close.or_else(|| (next + longest >= limit).then_some(limit)).unwrap_or(end)
    }
}
