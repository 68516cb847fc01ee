//! Every span that may name who speaks, generously: what the rules take for a mention, and whatever else could be one.
//!
//! A learned choice can only be right when the right answer is among its options: these hold 98 % of the sources of PolNeAR's
//! training split, the rules' mentions 90 %.

use std::ops::Range;

use super::super::{
    mention::{Candidate, Form},
    scene::Scene,
};
use crate::{
    annotate::reading::Reading,
    lexicon::{SUBJECT_PRONOUN, class},
    model::hash,
    text::TokenKind,
};

/// A mention as learned choices see it.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its tokens.
    pub words: Range<usize>,
    /// The token that stands for it: a name's last, a nominal's noun.
    pub head: usize,
    /// How it refers.
    pub sort: Sort,
    /// The rules' mention that it is, where it is one.
    pub rule: Option<usize>,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    Name,
    /// he, she, they, it, I, we, you.
    Pronoun,
    /// A description with a noun that the lexicon knows.
    Nominal,
    /// his, her, their.
    Possessive,
    /// him, them.
    Object,
    /// who, which, that.
    Relative,
    /// some, many, others.
    Quantity,
    /// A capital that is no name.
    Capital,
    /// The label of a turn: "TANSLEY", "A".
    Label,
    /// Another noun, as far as its place tells.
    Noun,
}

/// All mentions of an article.
pub struct Mentions {
    /// In order of their first token; they do not overlap.
    pub all: Vec<Mention>,
    at_word: Vec<u32>,
    /// How many mentions start before each token and before the end.
    before: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Mentions {
    /// Finds them.
    #[must_use]
    pub fn find(scene: &Scene) -> Self {
        let reading = &scene.reading;
        let mut all: Vec<Mention> = Vec::with_capacity(scene.candidates.all.len() * 2);
        let mut rules = scene.candidates.all.iter().enumerate().peekable();
        let mut labels = scene.labels().peekable();
        let mut at = 0;
        while at < reading.words.len() {
            if let Some(words) = labels.next_if(|label| label.start <= at) {
                let rule = scene.candidates.all.partition_point(|candidate| candidate.words.end <= words.start);
                let inside = scene.candidates.all.get(rule).is_some_and(|candidate| candidate.words.start < words.end);
                while rules.next_if(|(_, candidate)| candidate.words.start < words.end).is_some() {}
                all.push(Mention {
                    words: words.clone(),
                    head: words.end - 1,
                    sort: Sort::Label,
                    rule: inside.then_some(rule),
                });
                at = words.end;
            } else if let Some((index, candidate)) = rules.next_if(|(_, candidate)| candidate.words.start <= at) {
                all.push(known(candidate, index));
                at = at.max(candidate.words.end);
            } else {
                let upto = rules.peek().map_or(reading.words.len(), |(_, candidate)| candidate.words.start);
                if let Some(sort) = sort(reading, at) {
                    let start = if sort == Sort::Noun { noun_start(reading, &all, at) } else { at };
                    let words = start..(at + 1).min(upto);
                    all.push(Mention { words, head: at, sort, rule: None });
                }
                at += 1;
            }
        }
        let mut at_word = vec![NONE; reading.words.len()];
        let mut before = Vec::with_capacity(reading.words.len() + 1);
        for (index, mention) in (0..).zip(&all) {
            at_word[mention.words.clone()].fill(index);
            before.resize(mention.words.start + 1, index);
        }
        before.resize(reading.words.len() + 1, u32::try_from(all.len()).unwrap_or(NONE));
        Self { all, at_word, before }
    }

    /// The mention that covers token `word`.
    #[must_use]
    pub fn at(&self, word: usize) -> Option<usize> {
        self.at_word.get(word).filter(|&&index| index != NONE).map(|&index| index as usize)
    }

    /// The mentions that start in `words`.
    #[must_use]
    pub fn starting_in(&self, words: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.before[at.min(self.before.len() - 1)] as usize;
        let from = before(words.start);
        from..before(words.end).max(from)
    }
}

fn known(candidate: &Candidate, index: usize) -> Mention {
    let (head, sort) = match candidate.form {
        Form::Name(_) => (candidate.words.end - 1, Sort::Name),
        Form::Pronoun => (candidate.words.start, Sort::Pronoun),
        Form::Nominal(head) => (head, Sort::Nominal),
    };
    Mention { words: candidate.words.clone(), head, sort, rule: Some(index) }
}

/// Closed classes that head no noun phrase.
const FUNCTION: u64 = class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY
    | class::ADVERB
    | SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::POSSESSIVE
    | class::OBJECT
    | class::RELATIVE;

/// Words that stand for some of many.
const QUANTITIES: [u32; 29] = [
    hash("some"),
    hash("many"),
    hash("most"),
    hash("few"),
    hash("all"),
    hash("both"),
    hash("each"),
    hash("none"),
    hash("others"),
    hash("another"),
    hash("one"),
    hash("those"),
    hash("several"),
    hash("this"),
    hash("these"),
    hash("either"),
    hash("neither"),
    hash("everyone"),
    hash("nobody"),
    hash("somebody"),
    hash("someone"),
    hash("everybody"),
    hash("anyone"),
    hash("percent"),
    hash("hundreds"),
    hash("thousands"),
    hash("dozens"),
    hash("half"),
    hash("majority"),
];

fn sort(reading: &Reading, at: usize) -> Option<Sort> {
    let word = &reading.words[at];
    let text = reading.text(at);
    match word.kind {
        TokenKind::Number if is_time(reading, at) => return None,
        TokenKind::Number => return is_head(reading, at).then_some(Sort::Quantity),
        TokenKind::Word => {}
        TokenKind::Mark | TokenKind::Possessive => return None,
    }
    if matches!(text, "who" | "Who" | "which" | "that" | "whom" | "whose") {
        return Some(Sort::Relative);
    }
    if word.classes & class::POSSESSIVE != 0 {
        return Some(Sort::Possessive);
    }
    if word.classes & class::OBJECT != 0 {
        return Some(Sort::Object);
    }
    if word.classes & (class::SECOND_PERSON | SUBJECT_PRONOUN | class::FIRST_PERSON) != 0 {
        return Some(Sort::Pronoun);
    }
    if QUANTITIES.contains(&word.form) {
        return Some(Sort::Quantity);
    }
    if word.classes & FUNCTION != 0 || reading.is_adverb(at) {
        return None;
    }
    if word.capital && at > reading.sentence_of(at).start {
        return Some(Sort::Capital);
    }
    is_head(reading, at).then_some(Sort::Noun)
}

/// What stands behind the token does not go on with its noun phrase: a verb, a preposition, a mark.
fn is_head(reading: &Reading, at: usize) -> bool {
    let Some(next) = reading.words.get(at + 1).filter(|next| next.sentence == reading.words[at].sentence) else {
        return false;
    };
    let goes_on = next.kind == TokenKind::Word && next.classes & FUNCTION == 0 && next.cue.is_none();
    if goes_on || next.kind == TokenKind::Number {
        return false;
    }
    // A verb has no determiner, adjective or preposition close before it; a noun that begins its sentence has nothing.
    let sentence = reading.sentence_of(at);
    let before = (sentence.start.max(at.saturating_sub(3))..at).rev();
    let marked = before
        .clone()
        .any(|before| reading.is(before, class::DETERMINER | class::POSSESSIVE) || is_possessive(reading, before));
    let governed = at > sentence.start && reading.is(at - 1, class::PREPOSITION);
    marked || governed || at <= sentence.start + 1 || reading.text(at).ends_with('s')
}

/// "12.20pm:", "14:05 BST": when it was, at the head of a live blog's paragraph.
fn is_time(reading: &Reading, at: usize) -> bool {
    let text = reading.text(at);
    let is_clock = text.split_once(['.', ':']).is_some_and(|(hour, rest)| {
        let minutes = rest.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
        (1..=2).contains(&hour.len()) && minutes.len() == 2 && minutes.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_clock && reading.paragraph_of(at).start == at
}

fn is_possessive(reading: &Reading, at: usize) -> bool {
    reading.words[at].kind == TokenKind::Possessive
}

/// Where the phrase that ends in the noun `head` begins: at its determiner, if one is near.
fn noun_start(reading: &Reading, before: &[Mention], head: usize) -> usize {
    let taken = before.last().map_or(0, |mention| mention.words.end);
    let first = reading.sentence_of(head).start.max(taken).max(head.saturating_sub(3));
    (first..head).rev().find(|&at| reading.is(at, class::DETERMINER)).unwrap_or(head)
}
