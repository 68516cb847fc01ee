//! Names of organisations where only their first word has a capital: "Syndicat des eaux du Chablais".

use rustc_hash::FxHashSet;

use super::phrase::Phrases;
use crate::{
    annotate::name::Name,
    article::EntityKind,
    lexicon::{Classes, FIRST_NAME, Pattern, class},
    text::TokenKind,
};

/// A body's name has at most so many tokens.
const LONGEST: usize = 9;

/// A body's name or the noun that heads one.
const BODY: Classes = class::ORGANIZATION_NAME | class::ORGANIZATION;

/// The names, with those of bodies as long as their phrases, and kinds where what stands beside a name tells them.
#[must_use]
pub fn with_bodies(phrases: &Phrases, names: Vec<Name>) -> Vec<Name> {
    let reading = phrases.reading;
    let inside = inside_sentences(phrases);
    let mut found: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let covered = found.last().is_some_and(|last: &Name| last.words.end > name.words.start);
        if !covered && !is_beginning(phrases, &name, &inside) {
            found.push(extended(phrases, name));
        }
    }
    // "le Conseil" is no name of its own where a longer name begins so.
    let long = found.iter().filter(|name| name.words.len() > 1 && name.kind == Some(EntityKind::Organization));
    let longer: FxHashSet<&str> = long.map(|name| reading.text(name.words.start)).collect();
    let is_short = |name: &Name| name.words.len() == 1 && reading.is(name.words.start, BODY);
    found.retain(|name| !(is_short(name) && longer.contains(reading.text(name.words.start))));
    found
}

/// Words that have a capital inside a sentence too.
fn inside_sentences<'a>(phrases: &Phrases<'a>) -> FxHashSet<&'a str> {
    let reading = phrases.reading;
    let begins = |at: usize| reading.sentence_of(at).start == at || reading.words[at - 1].kind == TokenKind::Mark;
    let capitals = (0..reading.words.len()).filter(|&at| reading.words[at].capital && !begins(at));
    capitals.map(|at| reading.text(at)).collect()
}

/// A single unknown word with a capital that only a sentence's beginning gives it.
fn is_beginning(phrases: &Phrases, name: &Name, inside: &FxHashSet<&str>) -> bool {
    let reading = phrases.reading;
    let first = name.words.start;
    let is_unknown = name.words.len() == 1 && name.kind.is_none() && reading.words[first].classes == 0;
    let begins = reading.sentence_of(first).start == first;
    is_unknown && begins && !inside.contains(reading.text(first)) && !speaks(phrases, name)
}

/// The name with all of its words, and its kind.
fn extended(phrases: &Phrases, mut name: Name) -> Name {
    let reading = phrases.reading;
    let (first, end) = (name.words.start, name.words.end);
    let limit = reading.sentence_of(first).end;
    let heads = reading.is(first, BODY) && end < limit && reading.is(end, class::LINK);
    if heads && let Some(phrase) = phrases.at(first, limit.min(first + LONGEST)) {
        name.words.end = phrase.end.max(end);
        name.kind = Some(EntityKind::Organization);
    }
    if heads_adjective(phrases, &name) {
        name.words.end += 1;
        name.kind = Some(EntityKind::Organization);
    }
    name.words.end = with_particles(phrases, &name);
    if name.kind.is_none() {
        name.kind = kind(phrases, &name);
    }
    name
}

/// "Confédération ouvrière | a": an adjective behind a body's noun, when a verb or a mark follows.
fn heads_adjective(phrases: &Phrases, name: &Name) -> bool {
    let reading = phrases.reading;
    let at = name.words.end;
    let limit = reading.sentence_of(name.words.start).end;
    if at + 1 >= limit || name.words.len() > 1 || !reading.is(name.words.start, class::ORGANIZATION_NAME) {
        return false;
    }
    let word = &reading.words[at];
    let follows = reading.is(at + 1, class::AUXILIARY | class::OBJECT)
        || phrases.is_reporting_verb(at + 1)
        || reading.words[at + 1].kind == TokenKind::Mark;
    word.kind == TokenKind::Word && !word.capital && word.classes == 0 && !phrases.is_reporting_verb(at) && follows
}

/// Behind what belongs to a person's name with its small words: "Gwenaëlle | Le Bihan", "Thibault | d’Estrelles".
fn with_particles(phrases: &Phrases, name: &Name) -> usize {
    let reading = phrases.reading;
    let first = name.words.start;
    let limit = reading.sentence_of(first).end.min(first + LONGEST);
    let opens = name.words.end < limit && reading.words[name.words.end].capital;
    let is_person =
        name.kind == Some(EntityKind::Person) || name.kind.is_none() && (opens || reading.is(first, FIRST_NAME));
    let mut end = name.words.end;
    while is_person && end < limit {
        let small = (end..limit).take_while(|&at| reading.is(at, class::PARTICLE)).count();
        let next = end + small;
        let capital = next < limit && reading.words[next].capital && !reading.is(next, class::TIME);
        // "Kelly de Lyon": a first name alone takes small words in lower case, a longer name only capitals.
        let joins = small > 0 && capital && (reading.words[end].capital || end - first == 1);
        if !joins {
            break;
        }
        end = next + 1;
        while end < limit
            && reading.words[end].capital
            && reading.words[end].classes & (class::TIME | class::DETERMINER) == 0
        {
            end += 1;
        }
    }
    end
}

/// A verb of saying stands beside the name.
fn speaks(phrases: &Phrases, name: &Name) -> bool {
    let reading = phrases.reading;
    let (first, end) = (name.words.start, name.words.end);
    let sentence = reading.sentence_of(first);
    let before = first.checked_sub(1).filter(|&at| at >= sentence.start);
    let reports = |at: usize| {
        let word = reading.text(at).to_lowercase();
        let says = |pattern| matches!(pattern, Pattern::Say | Pattern::Participle | Pattern::Before | Pattern::Aside);
        reading.lexicon.reports(&word).iter().any(|report| report.words.len() == 1 && says(report.pattern))
    };
    before.is_some_and(reports) || end < sentence.end && reports(end)
}

/// A single name by its neighbours: whoever says something is a person; behind a preposition stands a place.
fn kind(phrases: &Phrases, name: &Name) -> Option<EntityKind> {
    let reading = phrases.reading;
    let first = name.words.start;
    let before = first.checked_sub(1).filter(|&at| at >= reading.sentence_of(first).start);
    if speaks(phrases, name) {
        return Some(EntityKind::Person);
    }
    let is = |classes| before.is_some_and(|at| reading.is(at, classes));
    let known = name.words.clone().any(|at| reading.is(at, class::NATIONALITY | class::TIME));
    if is(class::PREPOSITION) && !known {
        return Some(EntityKind::Place);
    }
    (is(class::DETERMINER) && !known && name.words.len() > 1).then_some(EntityKind::Organization)
}
