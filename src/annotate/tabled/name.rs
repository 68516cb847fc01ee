//! Names where all nouns have capitals: a title, a first name, a second capital in a row or a verb of saying beside it tells.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    annotate::{
        name::{Gender, Name},
        reading::Reading,
    },
    article::EntityKind,
    lexicon::{Classes, FIRST_NAME, PERSON_NOUN, PLACE, Pattern, Report, SUBJECT_PRONOUN, TITLE, class},
    text::TokenKind,
};

/// Words that are no part of a name, whatever their capital.
const CLOSED: Classes = SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::POSSESSIVE
    | class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::COMPLEMENTIZER
    | class::CONJUNCTION
    | class::AUXILIARY
    | class::ADVERB
    | class::RELATIVE
    | class::OBJECT
    | class::TIME;

/// Words that are known as nouns for somebody or something.
const NOUN: Classes = TITLE | PERSON_NOUN | class::ORGANIZATION | class::ORGANIZATION_NAME | class::PAPER | class::TERM;

/// All names, in order, without overlaps.
#[must_use]
pub fn names(reading: &Reading) -> Vec<Name> {
    let runs = runs(reading);
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    for at in (0..reading.words.len()).filter(|&at| reading.words[at].capital) {
        *seen.entry(reading.text(at)).or_default() += 1;
    }
    let mut surnames: FxHashSet<&str> = FxHashSet::default();
    let mut found: Vec<Option<Name>> = Vec::with_capacity(runs.len());
    for run in &runs {
        let name = name(reading, run.clone()).filter(|name| {
            // "Weiße Farmer" begins a sentence like "Filep Karma" does, but a name is met again.
            let is_sure = name.kind != Some(EntityKind::Person) || !name.title.is_empty();
            let begins = reading.sentence_of(run.start).start == run.start;
            is_sure || !begins || reading.is(name.words.start, FIRST_NAME) || seen[reading.text(name.words.end - 1)] > 1
        });
        if let Some(name) = name.as_ref().filter(|name| name.kind == Some(EntityKind::Person)) {
            surnames.insert(reading.text(name.words.end - 1));
        }
        found.push(name);
    }
    // A surname by itself is known by the full name elsewhere in the article.
    for (run, name) in runs.iter().zip(&mut found).filter(|(_, name)| name.is_none()) {
        let last = run.end - 1;
        if surnames.contains(reading.text(last)) {
            *name = Some(person(reading, run.start..last, last..run.end));
        }
    }
    found.into_iter().flatten().collect()
}

/// Stretches of capitals side by side, small words inside names included.
fn runs(reading: &Reading) -> Vec<Range<usize>> {
    let is_part = |at: usize| {
        let word = &reading.words[at];
        word.kind == TokenKind::Word && word.capital && (word.classes & CLOSED == 0 || word.classes & FIRST_NAME != 0)
    };
    let mut found = Vec::new();
    let mut at = 0;
    let longest = 10;
    while at < reading.words.len() {
        if !is_part(at) {
            at += 1;
            continue;
        }
        let limit = reading.sentence_of(at).end.min(at + longest);
        let mut end = at + 1;
        while end < limit {
            if is_part(end) {
                end += 1;
                continue;
            }
            let mut next = end;
            while next < limit && next < end + 2 && !reading.words[next].capital && reading.is(next, class::PARTICLE) {
                next += 1;
            }
            let joins = next > end && next < limit && is_part(next) && joins_name(reading, at..end, end);
            if !joins {
                break;
            }
            end = next + 1;
        }
        found.push(at..end);
        at = end;
    }
    found
}

/// A particle goes on a name only behind a first name: "Ursula von der Heide", but "Sprecher der Polizei".
fn joins_name(reading: &Reading, run: Range<usize>, particle: usize) -> bool {
    let last = run.end - 1;
    let known = reading.is(last, FIRST_NAME) || reading.is(last, class::TITLE_M | class::TITLE_F);
    let foreign =
        reading.words[last].classes & NOUN == 0 && !reading.is(particle, class::DETERMINER | class::PREPOSITION);
    known || foreign && run.len() > 1
}

fn name(reading: &Reading, run: Range<usize>) -> Option<Name> {
    let is = |at: usize, classes: Classes| reading.is(at, classes);
    let last = run.end - 1;
    // What stands before the first name is an office, however it is called.
    if let Some(first) = run.clone().find(|&at| is(at, FIRST_NAME) && at < last) {
        let organization = is(last, class::ORGANIZATION_NAME) && run.end - first > 2;
        if organization {
            return Some(Name {
                words: run,
                title: last..last,
                kind: Some(EntityKind::Organization),
                gender: Gender::Unknown,
                doubtful: false,
            });
        }
        return Some(person(reading, run.start..first, first..run.end));
    }
    let titles = run.clone().take_while(|&at| is(at, TITLE | PERSON_NOUN)).count();
    let rest = run.start + titles..run.end;
    if rest.is_empty() {
        return None;
    }
    let listed = listed(reading, &rest);
    if listed & PLACE != 0 {
        return Some(other(rest, EntityKind::Place));
    }
    if rest.clone().any(|at| is(at, class::ORGANIZATION_NAME)) {
        let proper = rest.len() > 1 || is_letters(reading.text(rest.start));
        return proper.then(|| other(rest, EntityKind::Organization));
    }
    if rest.len() == 1 && (is(rest.start, class::ACRONYM) || is_letters(reading.text(rest.start))) {
        return Some(other(rest, EntityKind::Organization));
    }
    if titles > 0 && !is(rest.start, NOUN) {
        return Some(person(reading, run.start..rest.start, rest));
    }
    let known = rest.clone().any(|at| reading.words[at].classes & (NOUN | class::NATIONALITY) != 0);
    if known {
        return None;
    }
    let determiner = rest.start > reading.sentence_of(rest.start).start
        && is(rest.start - 1, class::DETERMINER | class::PREPOSITION);
    if rest.len() > 1 {
        let kind = if determiner || rest.len() > 3 { EntityKind::Organization } else { EntityKind::Person };
        return Some(Name { kind: Some(kind), ..person(reading, rest.start..rest.start, rest) });
    }
    let speaks = !determiner && is_beside_verb(reading, rest.start);
    (speaks || is(rest.start, FIRST_NAME) && !determiner).then(|| person(reading, rest.start..rest.start, rest))
}

/// A verb of saying or "so" stands directly before or behind the word.
fn is_beside_verb(reading: &Reading, at: usize) -> bool {
    let sentence = reading.sentence_of(at);
    let reports = |at: usize, patterns: &[Pattern]| {
        let word = reading.text(at).to_lowercase();
        let fits = |report: &Report| report.words.len() == 1 && patterns.contains(&report.pattern);
        reading.lexicon.reports(&word).iter().any(fits)
    };
    at > sentence.start && reports(at - 1, &[Pattern::Say, Pattern::Aside, Pattern::Before])
        || at + 1 < sentence.end && reports(at + 1, &[Pattern::Say, Pattern::Behind])
}

fn person(reading: &Reading, title: Range<usize>, words: Range<usize>) -> Name {
    let title_classes = title.clone().fold(0, |all, at| all | reading.words[at].classes);
    let first = reading.words[words.start].classes & FIRST_NAME;
    let gender = |female: Classes, male: Classes, classes: Classes| match (classes & female != 0, classes & male != 0) {
        (true, false) => Gender::Female,
        (false, true) => Gender::Male,
        _ => Gender::Unknown,
    };
    let by_title = gender(class::TITLE_F | class::PERSON_F, class::TITLE_M | class::PERSON_M, title_classes);
    let by_name = gender(class::FIRST_F, class::FIRST_M, if words.len() > 1 { first } else { 0 });
    let gender = if by_title == Gender::Unknown { by_name } else { by_title };
    Name { words, title, kind: Some(EntityKind::Person), gender, doubtful: false }
}

fn other(words: Range<usize>, kind: EntityKind) -> Name {
    Name { title: words.start..words.start, words, kind: Some(kind), gender: Gender::Unknown, doubtful: false }
}

/// What the tables say of the whole run.
fn listed(reading: &Reading, words: &Range<usize>) -> Classes {
    if words.len() == 1 {
        return reading.words[words.start].classes;
    }
    let whole = reading.span(words).of(reading.body).to_lowercase();
    let first = whole.split(' ').next().unwrap_or_default();
    reading.lexicon.phrases(first).iter().filter(|(name, _)| *name == whole).fold(0, |all, (_, classes)| all | classes)
}

/// "UNEP": an organisation by its letters.
fn is_letters(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}
