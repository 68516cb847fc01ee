//! How words are printed: choices from texts as papers print them, read as if all in capitals.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lesson::Print;
use crate::{
    annotate::{
        case::{
            Case,
            choice::{begins_sentence, features},
        },
        reading::Reading,
    },
    lexicon::Lexicon,
    model::{Choice, Features, Trainer, Training, Weights},
    text::TokenKind,
};

const CASE: Training = Training { bits: 17, epochs: 4, rate: 0.05, decay: 1e-3, dropout: 0.0, seed: 1 };

/// A word seen fewer times than this teaches what words never seen are like.
const LEAST_SEEN: u32 = 3;

/// Learns the cases of words.
#[must_use]
pub fn learn<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let printed: Vec<(&str, String)> = texts.map(|text| (text, Print::Capitals.print(text))).collect();
    let readings: Vec<(&str, Reading)> =
        printed.iter().map(|(text, capitals)| (*text, Reading::new(capitals, Lexicon::english()))).collect();
    let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
    for word in readings.iter().flat_map(|(_, reading)| &reading.words) {
        *seen.entry(word.form).or_default() += 1;
    }
    let choices: Vec<Choice> = readings.iter().flat_map(|(text, reading)| choices(text, reading, &seen)).collect();
    Weights::write(&Trainer::learn(&choices, CASE))
}

/// One choice for each word whose capital tells something.
fn choices(text: &str, reading: &Reading, seen: &FxHashMap<u32, u32>) -> Vec<Choice> {
    let mut found = Features::default();
    let mut choices = Vec::new();
    let mut before = Case::Lower;
    let telling: Vec<bool> =
        reading.sentences.iter().map(|sentence| !is_headline(text, reading, sentence.clone())).collect();
    for (at, word) in reading.words.iter().enumerate() {
        let case = if word.kind == TokenKind::Word { Case::of(word.span.of(text)) } else { Case::Lower };
        if word.kind == TokenKind::Word && telling[word.sentence as usize] && !begins_sentence(reading, at) {
            found.clear();
            let times = seen.get(&word.form).copied().unwrap_or(0);
            features(reading, at, before, times >= LEAST_SEEN, &mut found);
            choices.push(Choice::of_answers(&found.all, &Case::ALL, &case));
        }
        before = case;
    }
    choices
}

/// Most words of a sentence have capitals, names or not.
fn is_headline(text: &str, reading: &Reading, sentence: Range<usize>) -> bool {
    let words = sentence.filter(|&at| reading.words[at].kind == TokenKind::Word);
    let (mut all, mut capitals) = (0, 0);
    for at in words {
        all += 1;
        capitals += usize::from(Case::of(reading.words[at].span.of(text)) != Case::Lower);
    }
    capitals * 2 > all
}
