//! What tells holders of one office apart: the party, nation or state in "the Republican nominee", "the French minister", "the Iowa
//! governor".

use std::ops::Range;

use super::{Speakers, office::MOST_NAMES, phrase::BREAKS};
use crate::{
    annotate::{mention::hyphen_head, name::phrase_classes, reading::Reading},
    article::EntityKind,
    lexicon::{PERSON_NOUN, TITLE, class},
    model::hash_ignoring_case,
    text::TokenKind,
};

/// So many words before a noun or a name belong to its phrase.
const FARTHEST_BEFORE: usize = 4;
/// So many words of what stands behind a name are looked at.
const FARTHEST_BEHIND: usize = 6;

/// A word that tells on which side somebody is: two of one sort exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Party(Party),
    /// Hash of the adjective.
    Nation(u32),
    /// Hash of the name's last word.
    State(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Party {
    Republican,
    Democratic,
    Conservative,
    Labour,
    Liberal,
}

/// The sides that are told of somebody.
#[derive(Clone, Debug, Default)]
pub(super) struct Allegiance(Vec<Side>);

/// How a description goes with what the article tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// The description tells no side.
    Unsaid = 0,
    /// Nothing of that sort is known of the person.
    Unknown = 1,
    /// They have a side in common.
    Agrees = 2,
    /// Another nation or state.
    Elsewhere = 3,
    /// Another party.
    Against = 4,
}

impl Allegiance {
    /// Of a description with the noun `head`: of the words before it, and of the noun itself ("the Iowa Republican").
    pub(super) fn of_description(reading: &Reading, head: usize) -> Self {
        let mut told = Self::default();
        told.add(reading, phrase_start(reading, head)..head + 1);
        told
    }

    /// How the description whose sides these are goes with a person.
    pub(super) fn agreement(&self, speakers: &Speakers, entity: usize) -> Agreement {
        if self.0.is_empty() {
            return Agreement::Unsaid;
        }
        let mut told = Self::default();
        for &name in speakers.entities.named[entity].names.iter().take(MOST_NAMES) {
            told.add_name(speakers, name);
        }
        self.compare(&told)
    }

    fn compare(&self, person: &Self) -> Agreement {
        let shared = |side: &Side| person.0.contains(side);
        let other = |is_sort: fn(&Side) -> bool| {
            let mut described = self.0.iter().filter(|side| is_sort(side)).peekable();
            described.peek().is_some() && person.0.iter().any(is_sort) && !described.any(shared)
        };
        if other(|side| matches!(side, Side::Party(_))) {
            return Agreement::Against;
        }
        if self.0.iter().any(shared) {
            return Agreement::Agrees;
        }
        let elsewhere = other(|side| matches!(side, Side::Nation(_))) || other(|side| matches!(side, Side::State(_)));
        if elsewhere { Agreement::Elsewhere } else { Agreement::Unknown }
    }

    /// Adds what the phrase of a name begins with, and what is said right behind it.
    fn add_name(&mut self, speakers: &Speakers, index: usize) {
        let reading = speakers.reading;
        let name = &speakers.names[index];
        self.add(reading, phrase_start(reading, name.start())..name.words.start);
        let behind = apposition(reading, name.words.end);
        // "Kell, Republican nominee Bo Ray and others": what stands there is another's.
        let mut names = speakers.names[index + 1..].iter().take_while(|next| next.words.start < behind.end);
        if !names.any(|next| next.kind == Some(EntityKind::Person)) {
            self.add(reading, behind);
        }
    }

    /// Adds what these words tell.
    fn add(&mut self, reading: &Reading, words: Range<usize>) {
        for at in words.filter(|&at| reading.words[at].capital) {
            let text = reading.text(at);
            let party = party(text);
            let nation = reading.is(at, class::NATIONALITY).then(|| reading.words[at].form);
            self.0.extend(party.map(Side::Party).or(nation.map(Side::Nation)));
            self.0.extend(state(reading, at).map(Side::State));
        }
    }
}

/// The state that a word names or that its name ends in: "Iowa", "York" of "New York", "R-Iowa".
fn state(reading: &Reading, at: usize) -> Option<u32> {
    let is_pair = || at > 0 && phrase_classes(reading, &(at - 1..at + 1)) & class::STATE != 0;
    if reading.is(at, class::STATE) || is_pair() {
        return Some(reading.words[at].form);
    }
    let last = reading.text(at).rsplit_once('-').filter(|_| hyphen_head(reading, at) & class::STATE != 0);
    last.map(|(_, last)| hash_ignoring_case(last.as_bytes()))
}

/// The party that a word names: "Republican", "GOP", "R-Iowa".
fn party(word: &str) -> Option<Party> {
    let letter = word.split_once('-').map(|(letter, _)| letter);
    match letter.unwrap_or(word) {
        "Republican" | "GOP" | "R" => Some(Party::Republican),
        "Democratic" | "Democrat" | "D" => Some(Party::Democratic),
        "Conservative" | "Tory" => Some(Party::Conservative),
        "Labour" => Some(Party::Labour),
        "Liberal" => Some(Party::Liberal),
        _ => None,
    }
}

/// Where the phrase begins whose noun or name is token `head`: nations, places and offices stand before it, and adjectives of
/// office ("presidential").
fn phrase_start(reading: &Reading, head: usize) -> usize {
    let belongs = |at: &usize| {
        let word = &reading.words[*at];
        let is_office = word.classes & (TITLE | PERSON_NOUN | class::MODIFIER | class::PASSING) != 0;
        word.kind == TokenKind::Word
            && word.sentence == reading.words[head].sentence
            && word.classes & BREAKS == 0
            && (word.capital || is_office || reading.text(*at).ends_with("ial"))
    };
    let before = (head.saturating_sub(FARTHEST_BEFORE)..head).rev();
    before.take_while(belongs).last().unwrap_or(head)
}

/// What is added to a name that ends before `end`: ", R-Iowa,", "(D)", ", a Republican from Ohio,", "of Utah"; nothing where it does
/// not end within a few words.
fn apposition(reading: &Reading, end: usize) -> Range<usize> {
    let opens = end < reading.words.len() && matches!(reading.text(end), "," | "(" | "of");
    if !opens {
        return end..end;
    }
    let sentence = reading.sentence_of(end).end;
    let closes = |at: usize| {
        let word = &reading.words[at];
        word.kind == TokenKind::Mark
            || word.classes & (class::RELATIVE | class::AUXILIARY | class::CONJUNCTION | class::SUBORDINATOR) != 0
            || word.cue.is_some_and(|cue| cue.speech)
    };
    let mut behind = end + 1..sentence.min(end + 1 + FARTHEST_BEHIND);
    let close = behind.find(|&at| closes(at));
    end + 1..close.unwrap_or(end + 1)
}
