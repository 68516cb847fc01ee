//! Which words of a text in capitals would keep theirs elsewhere: a learned choice for each word (truecasing; Lita, Ittycheriah, Roukos
//! & Kambhatla, ACL 2003); the words of one article that are written alike help each other.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Case;
use crate::{
    annotate::{
        learned::templates,
        name::choice::fold,
        reading::{Reading, Word},
    },
    model::{Features, Sink, Weights, best, hash, mix},
    text::TokenKind,
};

/// The weights that are compiled in.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::compiled_in(include_bytes!("../../../models/case.bin")));

/// What the article's other words that are written alike tell counts so much.
const ELSEWHERE: f32 = 0.5;

/// The case of each token, where `told` does not tell it; the first of a sentence has a capital in any case.
pub fn cases(reading: &Reading, weights: &Weights, told: impl Fn(usize) -> Option<Case>) -> Vec<Case> {
    let alone: Vec<[f32; 3]> = cases_by(reading, &told, |at, before| scores(reading, weights, at, before)).1;
    let mut alike: FxHashMap<u32, ([f32; 3], f32)> = FxHashMap::default();
    for at in (0..reading.words.len()).filter(|&at| is_open(reading, at) && told(at).is_none()) {
        let (sum, count) = alike.entry(reading.words[at].form).or_default();
        for (sum, score) in sum.iter_mut().zip(alone[at]) {
            *sum += score;
        }
        *count += 1.0;
    }
    let together = |at: usize, before: Case| {
        let mut own = scores(reading, weights, at, before);
        if let Some((sum, count)) = alike.get(&reading.words[at].form).filter(|(_, count)| *count > 1.0) {
            for (own, sum) in own.iter_mut().zip(sum) {
                *own = (1.0 - ELSEWHERE) * *own + ELSEWHERE * sum / count.sqrt();
            }
        }
        own
    };
    cases_by(reading, &told, together).0
}

/// From left to right, each word's case and scores, given the case of the one before it.
fn cases_by(
    reading: &Reading,
    told: impl Fn(usize) -> Option<Case>,
    scores: impl Fn(usize, Case) -> [f32; 3],
) -> (Vec<Case>, Vec<[f32; 3]>) {
    let (mut found, mut all) = (Vec::with_capacity(reading.words.len()), Vec::with_capacity(reading.words.len()));
    let mut before = Case::Lower;
    for (at, word) in reading.words.iter().enumerate() {
        let is_word = word.kind == TokenKind::Word;
        let told = told(at);
        let scores = if is_word && told.is_none() { scores(at, before) } else { [0.0; 3] };
        before = match told {
            _ if !is_word => Case::Lower,
            Some(told) => told,
            None => Case::ALL[best(&scores).unwrap_or(0)],
        };
        let begins = is_word && before == Case::Lower && begins_sentence(reading, at);
        found.push(if begins { Case::Capital } else { before });
        all.push(scores);
    }
    (found, all)
}

/// Its capital would tell nothing.
#[must_use]
pub fn begins_sentence(reading: &Reading, at: usize) -> bool {
    let sentence = reading.sentence_of(at).start;
    (sentence..at).all(|at| reading.words[at].kind == TokenKind::Mark) || begins_quotation(reading, at)
}

/// Behind an opening mark that follows a comma or a colon, or opens the sentence.
fn begins_quotation(reading: &Reading, at: usize) -> bool {
    let is_mark = |text: &str| matches!(text, "\"" | "“" | "''" | "‘" | "'");
    at > 1 && is_mark(reading.text(at - 1)) && matches!(reading.text(at - 2), "," | ":")
}

/// The words that other words written alike tell of: the small words of a language are plain without.
fn is_open(reading: &Reading, at: usize) -> bool {
    reading.words[at].kind == TokenKind::Word && !begins_sentence(reading, at)
}

fn scores(reading: &Reading, weights: &Weights, at: usize, before: Case) -> [f32; 3] {
    let mut found = Features::default();
    features(reading, at, before, true, &mut found);
    weights.of_answers(&found.all)
}

templates! {
    FORM "the word"
    FORM_BEFORE "the word and the one before"
    FORM_BEHIND "the word and the one behind"
    FORM_AFTER_CASE "the word, and the case of the one before"
    BEFORE "the word before"
    BEHIND "the word behind"
    BEFORE_TWO "the two words before"
    BEHIND_TWO "the two words behind"
    END_2 "its last two letters"
    END_3 "its last three letters"
    END_4 "its last four letters"
    START_3 "its first three letters"
    SHAPE "its length and the marks in it"
    CLASSES "what the tables say of it"
    CLASSES_BEFORE "what the tables say of it and of the word before"
    CLASSES_BEHIND "what the tables say of it and of the word behind"
    TAGS_AROUND "what the tables say of the words on both sides"
    CASE "the case of the word before"
    CASE_BEFORE "the case of the word before, and that word"
    CASE_CLASSES "the case of the word before, and what the tables say of this one"
    CASE_BEHIND "the case of the word before, and what the tables say of the one behind"
}

/// What may tell a word's case, `before` being that of the word before it; a rare word is read as one never seen.
pub fn features(reading: &Reading, at: usize, before: Case, known: bool, out: &mut impl Sink) {
    let word = &reading.words[at];
    let text = reading.text(at);
    let near = |offset: isize| at.checked_add_signed(offset).filter(|&near| reading.sentence_of(at).contains(&near));
    let form = |offset: isize| near(offset).map_or(EDGE, |at| reading.words[at].form);
    let tag = |offset: isize| near(offset).map_or(EDGE, |at| tag(&reading.words[at], reading.text(at)));
    let own = tag(0);
    let case = before as u32;
    if known {
        out.add(FORM, word.form);
        out.add(FORM_BEFORE, mix(word.form, form(-1)));
        out.add(FORM_BEHIND, mix(word.form, form(1)));
        out.add(FORM_AFTER_CASE, mix(word.form, case));
    }
    out.add(BEFORE, form(-1));
    out.add(BEHIND, form(1));
    out.add(BEFORE_TWO, mix(form(-2), form(-1)));
    out.add(BEHIND_TWO, mix(form(1), form(2)));
    let letters = text.chars().count();
    for (template, size) in [(END_2, 2), (END_3, 3), (END_4, 4)] {
        let from = text.char_indices().rev().nth(size - 1).map_or(0, |(from, _)| from);
        out.add(template, mix(hash(&text[from..].to_lowercase()), u32::from(letters > size)));
    }
    out.add(START_3, hash(&text.chars().take(3).collect::<String>().to_lowercase()));
    let has = |marks: &[char]| u32::from(text.contains(marks));
    let length = u32::try_from(letters.min(9)).unwrap_or(9);
    out.add(SHAPE, mix(length, has(&['-']) | has(&['\'', '’']) << 1 | has(&['.']) << 2 | has(&['&']) << 3));
    out.add(CLASSES, own);
    out.add(CLASSES_BEFORE, mix(own, tag(-1)));
    out.add(CLASSES_BEHIND, mix(own, tag(1)));
    out.add(TAGS_AROUND, mix(tag(-1), tag(1)));
    out.add(CASE, case);
    out.add(CASE_BEFORE, mix(case, form(-1)));
    out.add(CASE_CLASSES, mix(case, own));
    out.add(CASE_BEHIND, mix(case, mix(own, tag(1))));
}

const EDGE: u32 = 0xED6E;

/// What a token is, and what the tables say of a word.
fn tag(word: &Word, text: &str) -> u32 {
    match word.kind {
        TokenKind::Number => 1,
        TokenKind::Possessive => 2,
        TokenKind::Mark => hash(text),
        TokenKind::Word => mix(fold(word.classes), word.cue.map_or(0, |cue| 1 + u32::from(cue.speech))),
    }
}
