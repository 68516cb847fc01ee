//! Where a body is printed in capitals: all of it, or stretches of it, such as headlines of other articles, captions, and what
//! somebody shouts; and where each word has one, as in headlines.

use std::ops::Range;

use super::Case;
use crate::{
    annotate::{name::CLOSED, reading::Reading},
    lexicon::{Classes, FIRST_NAME, class},
    text::TokenKind,
};

/// Words whose capitals tell less than those of the rest of the body.
pub struct Stretch {
    /// The tokens, of one paragraph.
    pub words: Range<usize>,
    /// All words are in capitals; not only each begins with one.
    pub shouts: bool,
}

/// Nearly all letters of a text that is longer than a headline are capitals.
pub fn is_whole(body: &str) -> bool {
    let least_letters = 120;
    let (mut capitals, mut small) = (0_usize, 0_usize);
    for c in body.chars() {
        capitals += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
        if small > capitals && small > least_letters {
            return false;
        }
    }
    capitals >= least_letters && small * 9 <= capitals
}

/// A stretch has so many words in capitals, of them
const LEAST_WORDS: usize = 5;
/// so many in a row that no mark parts: "NASA, ESA, JAXA, CNSA and ISRO" are names.
const LEAST_IN_A_ROW: usize = 4;

/// Whether there may be a stretch at all, at a glance.
pub fn may_be_in(body: &str) -> bool {
    may_shout(body) || body.lines().any(may_be_headline)
}

/// So many letters without a small one between.
fn may_shout(body: &str) -> bool {
    let mut letters = 0;
    body.bytes().any(|byte| {
        letters = match byte {
            b'A'..=b'Z' => letters + 1,
            b'a'..=b'z' => 0,
            _ => letters,
        };
        letters >= 2 * LEAST_WORDS
    })
}

/// All words have capitals but short ones.
fn may_be_headline(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    words.by_ref().all(|word| word.len() < LEAST_LETTERS || !word.starts_with(char::is_lowercase))
        && line.split_ascii_whitespace().nth(LEAST_WORDS - 1).is_some()
}

/// The stretches of a body that has other words too, in order: headlines that are paragraphs, and words in capitals in a row, with
/// what stands between. A turn's label ("MARY ANN LEE, BOARD OF HEALTH, PORT LEEDS:") is none.
pub fn stretches(reading: &Reading) -> Vec<Stretch> {
    let mut found = Vec::new();
    for paragraph in &reading.paragraphs {
        if is_headline(reading, paragraph.clone()) {
            found.push(Stretch { words: paragraph.clone(), shouts: false });
            continue;
        }
        let mut at = paragraph.start;
        while at < paragraph.end {
            let end = (at..paragraph.end).find(|&at| !may_continue(reading, at)).unwrap_or(paragraph.end);
            let words = behind_label(reading, at..end, paragraph.end);
            if is_long(reading, words.clone()) {
                found.push(Stretch { words, shouts: true });
            }
            at = end + 1;
        }
    }
    found
}

/// A word of a headline with fewer letters may be without a capital.
const LEAST_LETTERS: usize = 4;

/// Words that have a capital in headlines only, where they follow another word.
const SMALL: Classes = CLOSED & !class::ADVERB;

/// A paragraph without a full stop whose words have capitals, one of them a word that has none elsewhere ("Lee Says It Is Time To
/// Leave"): no list of names.
fn is_headline(reading: &Reading, paragraph: Range<usize>) -> bool {
    let (mut words, mut capitals, mut tells) = (0, 0, false);
    for at in paragraph.clone() {
        let word = &reading.words[at];
        if word.kind != TokenKind::Word {
            continue;
        }
        let case = Case::of(reading.text(at));
        if case == Case::Lower && word.span.len() >= LEAST_LETTERS {
            return false;
        }
        let follows = at > paragraph.start && reading.words[at - 1].kind == TokenKind::Word;
        let is_small = word.classes & SMALL != 0 || word.cue.is_some_and(|cue| cue.speech);
        words += 1;
        capitals += usize::from(case == Case::Capital);
        tells |= case == Case::Capital && follows && is_small && !reading.is(at, FIRST_NAME);
    }
    words >= LEAST_WORDS && capitals * 2 > words && tells && !reading.reads(paragraph.end - 1, ".")
}

/// Where other words follow, what stands before a colon may be a label.
fn behind_label(reading: &Reading, words: Range<usize>, paragraph_end: usize) -> Range<usize> {
    let colon = if words.end < paragraph_end { words.clone().rfind(|&at| reading.reads(at, ":")) } else { None };
    colon.map_or(words.start, |colon| colon + 1)..words.end
}

/// In capitals, or no word.
fn may_continue(reading: &Reading, at: usize) -> bool {
    reading.words[at].kind != TokenKind::Word || !reading.text(at).contains(char::is_lowercase)
}

fn is_long(reading: &Reading, words: Range<usize>) -> bool {
    let (mut all, mut in_a_row, mut most) = (0, 0, 0);
    for at in words {
        match reading.words[at].kind {
            TokenKind::Word => {
                all += usize::from(Case::of(reading.text(at)) == Case::Capitals);
                in_a_row += 1;
                most = most.max(in_a_row);
            }
            TokenKind::Mark => in_a_row = 0,
            TokenKind::Number | TokenKind::Possessive => {}
        }
    }
    all >= LEAST_WORDS && most >= LEAST_IN_A_ROW
}
