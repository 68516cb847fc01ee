//! What a name names, by a learned choice: a person, an organisation, a place, or nothing that is kept.
//!
//! The rules' answer is one feature among others; the names of one article that are written alike are typed alike.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::{
    super::{
        cluster,
        reading::{Reading, Word},
    },
    Gender, Name,
    apposition::noun_behind,
    kind::{guess, phrase_classes},
    run::{begins_clause, is_all_capitals},
};
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, TITLE, class},
    model::{Feature, Template, Weights, best, hash, mix},
    text::TokenKind,
};

/// The answers, in the order in which the model numbers them.
pub const ANSWERS: [Option<EntityKind>; 4] =
    [None, Some(EntityKind::Person), Some(EntityKind::Organization), Some(EntityKind::Place)];

/// The weights that are compiled in.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::compiled_in(include_bytes!("../../../models/kind.bin")));

/// What the short form of a name tells counts so much.
const SHORT_FORM: f32 = 0.5;
/// What is less likely a name than this, in logits, is none at all.
const LEAST: f32 = 3.0;

/// Types all names anew.
pub fn retype(reading: &Reading, names: &mut [Name], weights: &Weights) {
    let context = Context::of(reading, names);
    let mut found = Vec::new();
    let mut scores = Vec::with_capacity(names.len());
    let mut of_key: FxHashMap<u32, ([f32; 4], f32)> = FxHashMap::default();
    let mut of_last: FxHashMap<u32, ([f32; 4], f32)> = FxHashMap::default();
    for index in 0..names.len() {
        found.clear();
        context.features(index, &mut found);
        let own = weights.of_answers(&found);
        add(of_key.entry(context.keys[index]).or_default(), &own);
        if let [last] = context.words(index) {
            add(of_last.entry(last.form).or_default(), &own);
        }
        scores.push(own);
    }
    let keys = context.keys;
    for ((name, mut own), key) in names.iter_mut().zip(scores).zip(keys) {
        if let Some((sum, count)) = of_key.get(&key) {
            for (own, sum) in own.iter_mut().zip(sum) {
                *own = own.midpoint(sum / count.sqrt());
            }
        }
        // "Kell said" tells that "Anna Kell" is a person.
        let last = &reading.words[name.words.end - 1];
        if let Some((sum, count)) = of_last.get(&last.form).filter(|_| name.words.len() > 1) {
            for (own, sum) in own.iter_mut().zip(sum) {
                *own += SHORT_FORM * sum / count;
            }
        }
        let [nothing, named @ ..] = own;
        let likeliest = best(&named).map_or(0, |answer| answer + 1);
        let sure = own[likeliest] - nothing;
        name.doubtful = sure < 0.0;
        name.kind = ANSWERS[likeliest].filter(|_| sure > -LEAST);
        name.gender = name.gender_as(reading);
    }
}

fn add(sum: &mut ([f32; 4], f32), scores: &[f32; 4]) {
    for (sum, score) in sum.0.iter_mut().zip(scores) {
        *sum += score;
    }
    sum.1 += 1.0;
}

macro_rules! templates {
    ($($name:ident $id:literal $text:literal)*) => { $(const $name: Template = Template { id: $id, name: $text };)* };
}

templates! {
    RULE 1 "the rules' answer"
    LENGTH 2 "how many words"
    FIRST 3 "first word"
    LAST 4 "last word"
    INNER 5 "a word between"
    FIRST_END 6 "ending of the first word"
    LAST_END 7 "ending of the last word"
    SHAPE 8 "shape of its words"
    FIRST_CLASS 9 "what the tables say of the first word"
    LAST_CLASS 10 "what the tables say of the last word"
    WHOLE_CLASS 11 "what the tables say of the whole"
    TITLE_SORT 12 "its title"
    TITLE_LAST 13 "last word of its title"
    BEFORE 14 "the word before"
    BEFORE_RULE 15 "the word before, and the rules' answer"
    BEFORE_2 16 "the two words before"
    AFTER 17 "the word behind"
    AFTER_RULE 18 "the word behind, and the rules' answer"
    AFTER_2 19 "the two words behind"
    AROUND 20 "the words before and behind"
    BEFORE_CLASS 21 "what the word before does"
    AFTER_CLASS 22 "what the word behind does"
    PLACE_IN_SENTENCE 23 "a sentence's beginning, and its length"
    TIMES 24 "how often the article has it"
    LAST_OF 25 "a longer name ends in it"
    FIRST_OF 26 "a longer name begins with it"
    CLASSES 27 "what the tables say of the first and the last word"
    NEAR 28 "the second word before or behind"
    WHOLE 29 "all its words"
    ALL_CLASS 30 "what the tables say of any word"
    BEFORE_FIRST 31 "what the word before does, and what the tables say of the first word"
    AFTER_FIRST 32 "what the word behind does, and what the tables say of the first word"
    FIRST_CLUSTER 33 "the words that the first word is used like"
    LAST_CLUSTER 34 "the words that the last word is used like"
    BEFORE_CLUSTER 35 "the words that the word before is used like"
    AFTER_CLUSTER 36 "the words that the word behind is used like"
    CALLED 37 "what the article says it is"
    CALLED_CLASS 38 "what the tables say of what the article says it is"
}

/// The classes that tell something of a name.
const TELLING: u64 = FIRST_NAME
    | PLACE
    | TITLE
    | PERSON_NOUN
    | class::ORGANIZATION_NAME
    | class::ORGANIZATION
    | class::PAPER
    | class::ACRONYM
    | class::NATIONALITY
    | class::TIME
    | class::ABBREVIATION;

/// The names of an article, and what is known of each before it is typed.
pub struct Context<'a> {
    reading: &'a Reading<'a>,
    names: &'a [Name],
    /// The same for names that are written alike.
    pub keys: Vec<u32>,
    times: FxHashMap<u32, u32>,
    /// The rules' answer to a longer name, by its last word and by its first.
    last_of: FxHashMap<u32, u32>,
    first_of: FxHashMap<u32, u32>,
    guesses: Vec<u32>,
    /// The noun of what the article says a name is, by its key; of a longer name by its first word, too.
    called: FxHashMap<u32, usize>,
    called_by_first: FxHashMap<u32, usize>,
}

impl<'a> Context<'a> {
    /// Collects it.
    #[must_use]
    pub fn of(reading: &'a Reading<'a>, names: &'a [Name]) -> Self {
        let is_word = |at: &usize| reading.words[*at].kind != TokenKind::Mark;
        let key = |name: &Name| name.words.clone().filter(is_word).fold(0, |key, at| mix(key, reading.words[at].form));
        let keys: Vec<u32> = names.iter().map(key).collect();
        let guesses: Vec<u32> = names.iter().map(|name| number(guess(reading, name))).collect();
        let (mut times, mut last_of, mut first_of) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        let (mut called, mut called_by_first) = (FxHashMap::default(), FxHashMap::default());
        for (index, name) in names.iter().enumerate() {
            *times.entry(keys[index]).or_insert(0_u32) += 1;
            if let Some(noun) = noun_behind(reading, &name.words) {
                called.entry(keys[index]).or_insert(noun);
                if name.words.len() > 1 {
                    called_by_first.entry(reading.words[name.words.start].form).or_insert(noun);
                }
            }
            if name.words.len() > 1 {
                last_of.entry(reading.words[name.words.end - 1].form).or_insert(guesses[index] + 1);
                first_of.entry(reading.words[name.words.start].form).or_insert(guesses[index] + 1);
            }
        }
        Self { reading, names, keys, times, last_of, first_of, guesses, called, called_by_first }
    }

    fn words(&self, index: usize) -> &'a [Word] {
        &self.reading.words[self.names[index].words.clone()]
    }

    /// What is true of name `index`.
    pub fn features(&self, index: usize, out: &mut Vec<Feature>) {
        let reading = self.reading;
        let name = &self.names[index];
        let words = name.words.clone();
        let mut add = |template: Template, value: u32| out.push(mix(template.id, value));
        let rule = self.guesses[index];
        let length = u32::try_from(words.len().min(5)).unwrap_or(5);
        let (first, last) = (&reading.words[words.start], &reading.words[words.end - 1]);
        add(RULE, rule);
        add(LENGTH, mix(length, rule));
        add(FIRST, mix(first.form, length.min(2)));
        add(LAST, mix(last.form, length.min(2)));
        for at in words.start + 1..words.end.saturating_sub(1) {
            add(INNER, reading.words[at].form);
        }
        for size in [2, 3, 4] {
            add(FIRST_END, mix(ending(reading, words.start, size), length.min(2)));
            add(LAST_END, mix(ending(reading, words.end - 1, size), length.min(2)));
        }
        add(SHAPE, mix(shape(reading, &words), length));
        let (first_class, last_class) = (classes(first), classes(last));
        add(FIRST_CLASS, mix(first_class, length.min(2)));
        add(LAST_CLASS, mix(last_class, length.min(2)));
        add(CLASSES, mix(mix(first_class, last_class), length));
        let any = words.clone().fold(0, |all, at| all | reading.words[at].classes & TELLING);
        add(ALL_CLASS, mix(fold(any), length.min(3)));
        add(WHOLE_CLASS, fold(phrase_classes(reading, &words) & TELLING));
        add(WHOLE, self.keys[index]);
        let title = name.title.clone();
        let title_sort = if title.is_empty() { 0 } else { 1 + u32::from(reading.words[title.start].capital) };
        add(TITLE_SORT, mix(title_sort, length.min(2)));
        if !title.is_empty() {
            add(TITLE_LAST, reading.words[title.end - 1].form);
        }
        let from = name.start();
        let sentence = reading.sentence_of(words.start);
        let word = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or(EDGE, |at| reading.words[at].form);
        let class = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or(EDGE, |at| role(reading, at));
        let (before, before_2) = (from.checked_sub(1), from.checked_sub(2));
        let (after, after_2) = (Some(words.end), Some(words.end + 1));
        add(BEFORE, word(before));
        add(BEFORE_RULE, mix(word(before), mix(rule, length.min(2))));
        add(BEFORE_2, mix(word(before), word(before_2)));
        add(AFTER, word(after));
        add(AFTER_RULE, mix(word(after), mix(rule, length.min(2))));
        add(AFTER_2, mix(word(after), word(after_2)));
        add(AROUND, mix(word(before), word(after)));
        add(NEAR, mix(word(before_2), 1));
        add(NEAR, mix(word(after_2), 2));
        add(BEFORE_CLASS, mix(class(before), mix(rule, length.min(2))));
        add(AFTER_CLASS, mix(class(after), mix(rule, length.min(2))));
        add(BEFORE_FIRST, mix(class(before), mix(first_class, length.min(3))));
        add(AFTER_FIRST, mix(class(after), mix(first_class, length.min(3))));
        let used_like = |form: u32| match cluster::ENGLISH.of(form).fine {
            0 => form,
            cluster => u32::from(cluster),
        };
        add(FIRST_CLUSTER, mix(used_like(first.form), length.min(3)));
        add(LAST_CLUSTER, mix(used_like(last.form), length.min(3)));
        add(BEFORE_CLUSTER, mix(used_like(word(before)), mix(rule, length.min(2))));
        add(AFTER_CLUSTER, mix(used_like(word(after)), mix(rule, length.min(2))));
        let begins = begins_clause(reading, words.start);
        add(PLACE_IN_SENTENCE, mix(u32::from(begins), length.min(3)));
        let times = self.times.get(&self.keys[index]).copied().unwrap_or(1);
        add(TIMES, mix(32 - times.leading_zeros(), mix(rule, length.min(2))));
        let by_first = || self.called_by_first.get(&first.form).filter(|_| words.len() == 1);
        if let Some(noun) = self.called.get(&self.keys[index]).or_else(by_first).map(|&noun| &reading.words[noun]) {
            add(CALLED, used_like(noun.form));
            add(CALLED, mix(noun.form, 1));
            add(CALLED_CLASS, mix(classes(noun), rule));
            add(CALLED_CLASS, classes(noun));
        }
        if words.len() == 1 {
            add(LAST_OF, mix(self.last_of.get(&last.form).copied().unwrap_or(0), rule));
            add(FIRST_OF, mix(self.first_of.get(&first.form).copied().unwrap_or(0), rule));
        }
    }
}

const EDGE: u32 = 0xED6E;

/// The place of an answer in [`ANSWERS`].
#[must_use]
pub fn number(kind: Option<EntityKind>) -> u32 {
    match kind {
        None => 0,
        Some(EntityKind::Person) => 1,
        Some(EntityKind::Organization) => 2,
        Some(EntityKind::Place) => 3,
    }
}

/// What the tables say of a word, as one number.
pub fn fold(classes: u64) -> u32 {
    let bytes = classes.to_le_bytes();
    let half = |half: usize| u32::from_le_bytes([bytes[half], bytes[half + 1], bytes[half + 2], bytes[half + 3]]);
    mix(half(0), half(4))
}

fn classes(word: &Word) -> u32 {
    fold(word.classes & TELLING)
}

/// The last `size` letters of a word, as far as it has more.
fn ending(reading: &Reading, at: usize, size: usize) -> u32 {
    let text = reading.text(at);
    match text.char_indices().rev().nth(size - 1) {
        Some((from, _)) if from > 0 => hash(&text[from..]),
        _ => 0,
    }
}

fn shape(reading: &Reading, words: &Range<usize>) -> u32 {
    let mut shape = 0;
    for at in words.clone() {
        let word = &reading.words[at];
        let text = reading.text(at);
        shape |= match word.kind {
            TokenKind::Mark => 1,
            TokenKind::Number => 2,
            _ if text.ends_with('.') && text.len() == 2 => 4,
            _ if is_all_capitals(text) => 8,
            _ if !word.capital => 16,
            _ if text.contains('-') => 32,
            _ if text.chars().skip(1).any(char::is_uppercase) => 64,
            _ => 128,
        };
    }
    shape
}

/// What a word beside a name does.
fn role(reading: &Reading, at: usize) -> u32 {
    let word = &reading.words[at];
    match word.kind {
        TokenKind::Mark => return 100,
        TokenKind::Number => return 101,
        TokenKind::Possessive => return 102,
        TokenKind::Word => {}
    }
    let parts = [
        class::DETERMINER,
        class::PREPOSITION,
        class::AUXILIARY,
        class::CONJUNCTION,
        class::RELATIVE,
        class::SUBORDINATOR,
        class::ADVERB,
        class::NATIONALITY,
        PERSON_NOUN,
        TITLE,
        class::ORGANIZATION | class::PAPER,
        class::TIME,
    ];
    if word.cue.is_some_and(|cue| cue.speech || cue.mark.0 > 20) {
        return 103;
    }
    let part = (0..).zip(parts).find(|(_, part)| word.classes & part != 0).map_or(50, |(index, _)| index);
    part + if word.capital { 200 } else { 0 } + if word.cue.is_some() { 400 } else { 0 }
}

impl Name {
    /// Its gender, when it is what its kind says.
    fn gender_as(&self, reading: &Reading) -> Gender {
        let of_title = Gender::of(self.title.clone().fold(0, |all, at| all | reading.words[at].classes));
        match of_title {
            Gender::Unknown if self.kind == Some(EntityKind::Person) && self.words.len() > 1 => {
                Gender::of(reading.words[self.words.start].classes & FIRST_NAME)
            }
            known => known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::name::names, lexicon::Lexicon};

    fn kinds(text: &str) -> Vec<Option<EntityKind>> {
        let reading = Reading::new(text, Lexicon::english());
        names(&reading, &WEIGHTS).into_iter().map(|name| name.kind).collect()
    }

    #[test]
    fn names_that_are_written_alike_are_typed_alike() {
        let found = kinds("“No,” said Tarvol. Tarvol left. They like Tarvol, and Tarvol likes them.");
        assert_eq!(found, [Some(EntityKind::Person); 4]);
    }

    #[test]
    fn what_stands_beside_a_name_tells_what_it_names() {
        assert_eq!(kinds("She was born in Tarvol and lives near Tarvol.")[0], Some(EntityKind::Place));
    }

    #[test]
    fn a_name_of_two_words_that_the_tables_do_not_know_is_typed_by_its_short_form() {
        assert_eq!(
            kinds("Ombra Tarvol arrived.\n\n“No,” Tarvol said. Tarvol added that she would stay.")[0],
            Some(EntityKind::Person)
        );
    }
}
