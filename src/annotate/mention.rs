//! Everything in the text that may name who speaks: names, pronouns, and nominals ("a senior official").

use std::ops::Range;

use super::{entity::Entities, name::Name, reading::Reading};
use crate::{
    lexicon::{PERSON_NOUN, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// A mention, in tokens.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its tokens; a name's without titles.
    pub words: Range<usize>,
    /// How it refers.
    pub form: Form,
}

/// How a candidate refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By name; index into the article's names.
    Name(usize),
    /// he, she, they, it; I, we.
    Pronoun,
    /// A description with a head noun, at this token.
    Nominal(usize),
}

/// All mentions of an article, and which of them covers each token.
pub struct Candidates {
    /// In order of their first token; they do not overlap.
    pub all: Vec<Candidate>,
    at_word: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Candidates {
    /// Finds them.
    #[must_use]
    pub fn find(reading: &Reading, names: &[Name], entities: &Entities) -> Self {
        let mut all: Vec<Candidate> = names
            .iter()
            .enumerate()
            .filter(|&(index, _)| entities.of_name[index].is_some())
            .map(|(index, name)| Candidate { words: name.words.clone(), form: Form::Name(index) })
            .collect();
        let mut taken = vec![false; reading.words.len()];
        for name in
            names.iter().enumerate().filter(|&(index, _)| entities.of_name[index].is_some()).map(|(_, name)| name)
        {
            taken[name.start()..name.words.end].fill(true);
        }
        for at in 0..reading.words.len() {
            if taken[at] {
                continue;
            }
            if reading.is(at, SUBJECT_PRONOUN | class::FIRST_PERSON) {
                all.push(Candidate { words: at..at + 1, form: Form::Pronoun });
            } else if is_head(reading, at) {
                all.push(Candidate { words: nominal_start(reading, &taken, at)..at + 1, form: Form::Nominal(at) });
            }
        }
        all.sort_by_key(|candidate| (candidate.words.start, candidate.words.end));
        Self::of(reading, all)
    }

    /// Those that were found otherwise.
    #[must_use]
    pub fn of(reading: &Reading, all: Vec<Candidate>) -> Self {
        let mut at_word = vec![NONE; reading.words.len()];
        for (index, candidate) in all.iter().enumerate() {
            at_word[candidate.words.clone()].fill(u32::try_from(index).unwrap_or(NONE));
        }
        Self { all, at_word }
    }

    /// The mention that covers token `word`.
    #[must_use]
    pub fn at(&self, word: usize) -> Option<usize> {
        self.at_word.get(word).filter(|&&index| index != NONE).map(|&index| index as usize)
    }
}

const HEADS: u64 = PERSON_NOUN | class::ORGANIZATION | class::PAPER;

/// Token `at` heads a nominal: a noun for people, bodies or papers that no further noun follows.
fn is_head(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let is_noun = |at: usize| {
        let word = &reading.words[at];
        word.kind == TokenKind::Word && (word.classes & HEADS != 0 || hyphen_head(reading, at) & HEADS != 0)
    };
    if !is_noun(at) {
        return false;
    }
    if word.capital && !reading.sentence_of(at).start.eq(&at) && !reading.is(at, PERSON_NOUN) {
        return false;
    }
    // "called", "report" and the like are verbs more often than not, unless something marks them as nouns.
    let before = at.checked_sub(1).filter(|&before| reading.words[before].sentence == word.sentence);
    let marked = before.is_some_and(|before| {
        reading.is(before, class::DETERMINER | class::POSSESSIVE | class::NATIONALITY)
            || reading.words[before].kind == TokenKind::Possessive
            || reading.words[before].kind == TokenKind::Word && reading.words[before].classes & NOT_IN_NOMINAL == 0
    });
    if word.cue.is_some() && !marked {
        return false;
    }
    let next = at + 1;
    let compound = next < reading.words.len()
        && reading.words[next].sentence == word.sentence
        && (is_noun(next) && reading.words[next].cue.is_none());
    !compound
}

/// Classes of the last part of a hyphenated noun: "vice-president", "state-senator".
pub(in crate::annotate) fn hyphen_head(reading: &Reading, at: usize) -> u64 {
    if !reading.words[at].joined {
        return 0;
    }
    reading.text(at).rsplit_once('-').map_or(0, |(_, last)| reading.lexicon.classes(&last.to_lowercase()))
}

/// What cannot stand inside a nominal before its head.
const NOT_IN_NOMINAL: u64 = SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::SECOND_PERSON
    | class::RELATIVE
    | class::OBJECT
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY;

/// Where the nominal headed by `head` begins: its determiner, or its first adjective.
fn nominal_start(reading: &Reading, taken: &[bool], head: usize) -> usize {
    let sentence = reading.sentence_of(head).start;
    let longest = 7;
    let mut start = head;
    let mut at = head;
    while at > sentence && head - at < longest {
        at -= 1;
        let word = &reading.words[at];
        if taken[at]
            || word.kind == TokenKind::Mark
            || word.classes & NOT_IN_NOMINAL != 0 && word.classes & class::DETERMINER == 0
        {
            break;
        }
        if word.classes & (class::DETERMINER | class::POSSESSIVE) != 0 {
            return at;
        }
        if word.cue.is_some() && !reading.text(at).ends_with("ing") {
            break;
        }
        if word.kind == TokenKind::Possessive {
            break;
        }
        start = at;
    }
    // Without a determiner only what looks like an adjective is taken: the two words before the head at most.
    start.max(head.saturating_sub(2))
}
