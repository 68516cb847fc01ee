//! What a name names, as far as its own words and its title tell.

use std::ops::Range;

use super::{super::reading::Reading, Gender, Name, run::is_all_capitals};
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, PLACE, TITLE, class},
    text::TokenKind,
};

/// The words name a body: they end or begin with a word for one, or hold "of" beside one.
pub(super) fn is_organization(reading: &Reading, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let by_word = |at: usize| reading.is(at, class::ORGANIZATION_NAME);
    // "Clinton White House": the last words are a body's name.
    let ends_in_body =
        (words.start + 1..last).any(|at| phrase_classes(reading, &(at..words.end)) & class::ORGANIZATION_NAME != 0);
    if ends_in_body {
        return true;
    }
    by_word(last) && !(words.len() == 2 && reading.is(words.start, FIRST_NAME) && reading.is(last, FIRST_NAME))
        || by_word(words.start) && words.len() > 1 && !reading.is(words.start, FIRST_NAME | TITLE)
        || words.clone().any(|at| matches!(reading.text(at), "of" | "for" | "&") && words.clone().any(by_word))
}

/// A name with what its own words, its title and the tables tell of it.
pub(super) fn typed(reading: &Reading, words: Range<usize>, title: Range<usize>) -> Name {
    let kind = kind(reading, &words, !title.is_empty());
    let title_classes = title.clone().fold(0, |all, at| all | reading.words[at].classes);
    let gender = match Gender::of(title_classes) {
        Gender::Unknown if kind == Some(EntityKind::Person) && words.len() > 1 => {
            Gender::of(reading.words[words.start].classes & FIRST_NAME)
        }
        known => known,
    };
    Name { words, title, kind, gender, doubtful: false }
}

/// The surest sign decides: the tables' own entries, then a body's words, then titles, first names and shape.
fn kind(reading: &Reading, words: &Range<usize>, has_title: bool) -> Option<EntityKind> {
    let is_single = words.len() == 1;
    let first = reading.words[words.start].classes;
    let listed = phrase_classes(reading, words);
    let initial = reading.text(words.start).len() == 2 && reading.text(words.start).ends_with('.');
    let all_words = || words.clone().all(|at| reading.words[at].kind == TokenKind::Word);
    if listed & PLACE != 0 && !has_title {
        return Some(EntityKind::Place);
    }
    let is_listed_body = !is_single && listed & (class::ACRONYM | class::ORGANIZATION_NAME) != 0;
    if is_listed_body || is_organization(reading, words) && !(has_title && words.len() <= 2) {
        return Some(EntityKind::Organization);
    }
    if has_title || !is_single && (first & FIRST_NAME != 0 || initial) {
        return Some(EntityKind::Person);
    }
    if is_single {
        let acronym = first & class::ACRONYM != 0 || is_all_capitals(reading.text(words.start));
        return (acronym && first & class::NATIONALITY == 0).then_some(EntityKind::Organization);
    }
    (words.len() <= 3 && all_words() && looks_human(reading, words)).then_some(EntityKind::Person)
}

/// Two or three capitalised words that no table knows: a person unless the text puts an article before them.
fn looks_human(reading: &Reading, words: &Range<usize>) -> bool {
    let article_before = words.start > 0
        && reading.is(words.start - 1, class::DETERMINER)
        && reading.sentence_of(words.start).contains(&(words.start - 1));
    !article_before
        && !words.clone().any(|at| {
            reading.is(at, class::NATIONALITY | class::ORGANIZATION | class::PAPER | class::TIME | PLACE)
                || is_all_capitals(reading.text(at))
        })
}

/// What the tables say of the whole name: "New York City", "Islamic State".
pub(in crate::annotate) fn phrase_classes(reading: &Reading, words: &Range<usize>) -> u64 {
    if words.len() == 1 {
        return reading.words[words.start].classes;
    }
    let phrases = reading.lexicon.phrases(&reading.text(words.start).to_lowercase());
    if phrases.is_empty() {
        return 0;
    }
    let whole = reading.span(words).of(reading.body).to_lowercase();
    phrases.iter().filter(|(name, _)| *name == whole).fold(0, |all, (_, classes)| all | classes)
}

/// What the rules take a name for, when its own words tell nothing by what stands beside it; `None` when it should not be kept.
pub(super) fn guess(reading: &Reading, name: &Name) -> Option<EntityKind> {
    if name.kind.is_some() {
        return name.kind;
    }
    let first = name.words.start;
    if name.words.len() == 1 && reading.is(first, class::NATIONALITY | class::TIME | class::PEOPLE) {
        return None;
    }
    let before = first.checked_sub(1).filter(|&at| reading.words[at].sentence == reading.words[first].sentence);
    let after = Some(name.words.end)
        .filter(|&at| at < reading.words.len() && reading.words[at].sentence == reading.words[first].sentence);
    let speaks = after.is_some_and(|at| reading.words[at].cue.is_some_and(|cue| cue.speech || cue.mark.0 > 20))
        || before.is_some_and(|at| reading.words[at].cue.is_some_and(|cue| cue.mark.0 > 200));
    let with_article = before.is_some_and(|at| reading.is(at, class::DETERMINER));
    let located = before
        .is_some_and(|at| matches!(reading.text(at), "in" | "at" | "near" | "from" | "In" | "outside" | "across"));
    Some(if !with_article && (speaks || reading.is(first, FIRST_NAME)) {
        EntityKind::Person
    } else if located {
        EntityKind::Place
    } else if with_article || name.words.len() > 1 {
        EntityKind::Organization
    } else if after.is_some_and(|at| matches!(reading.text(at), "’s" | "'s")) {
        EntityKind::Person
    } else {
        EntityKind::Organization
    })
}
