//! Names of organisations where only their first word has a capital: "Syndicat des eaux du Chablais".

use rustc_hash::FxHashSet;

use super::phrase::Phrases;
use crate::{
    annotate::name::Name,
    article::EntityKind,
    lexicon::{FIRST_NAME, Pattern, class},
    text::TokenKind,
};

/// A body's name has at most so many tokens.
const LONGEST: usize = 9;

/// The names, with those of bodies as long as their phrases, and kinds where what stands beside a name tells them.
#[must_use]
pub fn with_bodies(phrases: &Phrases, names: Vec<Name>) -> Vec<Name> {
    let reading = phrases.reading;
    let longer: FxHashSet<&str> =
        names.iter().filter(|name| name.words.len() > 1).map(|name| reading.text(name.words.start)).collect();
    // A capital that only sentences begin with is no name's.
    let begins = |at: usize| reading.sentence_of(at).start == at || reading.words[at - 1].kind == TokenKind::Mark;
    let capitals = (0..reading.words.len()).filter(|&at| reading.words[at].capital && !begins(at));
    let inside: FxHashSet<&str> = capitals.map(|at| reading.text(at)).collect();
    let mut found: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
        // "le Conseil" where a longer name begins so is no name of its own.
        let first = name.words.start;
        let short = name.words.len() == 1 && reading.is(first, class::ORGANIZATION_NAME | class::ORGANIZATION);
        let alone = name.words.len() == 1 && name.kind.is_none() && reading.words[first].classes == 0;
        if alone
            && reading.sentence_of(first).start == first
            && !inside.contains(reading.text(first))
            && !speaks(phrases, &name)
        {
            continue;
        }
        let link = name.words.end < reading.words.len() && reading.is(name.words.end, class::LINK);
        if short && !link && longer.contains(reading.text(first)) {
            continue;
        }

        if found.last().is_some_and(|last: &Name| last.words.end > name.words.start) {
            continue;
        }
        let first = name.words.start;
        let end = name.words.end;
        let sentence = reading.sentence_of(first);
        let heads = reading.is(first, class::ORGANIZATION_NAME) && end < sentence.end && reading.is(end, class::LINK);
        if heads && let Some(phrase) = phrases.at(first, sentence.end.min(first + LONGEST)) {
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
        found.push(name);
    }
    found
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
