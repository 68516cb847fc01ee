//! Names of organisations where only their first word has a capital: "Syndicat des eaux du Chablais".

use super::phrase::Phrases;
use crate::{
    annotate::name::Name,
    article::EntityKind,
    lexicon::{Pattern, class},
};

/// A body's name has at most so many tokens.
const LONGEST: usize = 9;

/// The names, with those of bodies as long as their phrases, and kinds where what stands beside a name tells them.
#[must_use]
pub fn with_bodies(phrases: &Phrases, names: Vec<Name>) -> Vec<Name> {
    let reading = phrases.reading;
    let mut found: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
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
        if name.kind.is_none() {
            name.kind = kind(phrases, &name);
        }
        found.push(name);
    }
    found
}

/// A single name by its neighbours: whoever says something is a person; behind a preposition stands a place.
fn kind(phrases: &Phrases, name: &Name) -> Option<EntityKind> {
    let reading = phrases.reading;
    let (first, end) = (name.words.start, name.words.end);
    let sentence = reading.sentence_of(first);
    let before = first.checked_sub(1).filter(|&at| at >= sentence.start);
    let reports = |at: usize| {
        let word = reading.text(at).to_lowercase();
        let says = |pattern| matches!(pattern, Pattern::Say | Pattern::Participle | Pattern::Before | Pattern::Aside);
        reading.lexicon.reports(&word).iter().any(|report| says(report.pattern))
    };
    if before.is_some_and(reports) || end < sentence.end && reports(end) {
        return Some(EntityKind::Person);
    }
    let is = |classes| before.is_some_and(|at| reading.is(at, classes));
    let known = name.words.clone().any(|at| reading.is(at, class::NATIONALITY | class::TIME));
    if is(class::PREPOSITION) && !known {
        return Some(EntityKind::Place);
    }
    (is(class::DETERMINER) && !known && name.words.len() > 1).then_some(EntityKind::Organization)
}
