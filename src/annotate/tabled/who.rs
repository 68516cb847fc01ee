//! From the words of a source to a mention, and from a mention to somebody.

use std::ops::Range;

use super::{phrase::Phrases, quotation::Found};
use crate::{
    annotate::{
        entity::Entities,
        mention::{Candidate, Form},
        name::{Gender, Name},
        reading::Reading,
        reference::{Recent, References, gender},
        role,
        source::Source,
    },
    article::EntityKind,
    lexicon::{PERSON_NOUN, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// Makes a mention of each source, and gives it to its quotation.
#[must_use]
pub fn mentions(reading: &Reading, names: &[Name], entities: &Entities, found: &mut [Found]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for quotation in found {
        let Some(words) = quotation.source.clone() else { continue };
        let form = form(reading, names, entities, &words);
        quotation.draft.source = Some(Source { mention: all.len(), words: words.clone() });
        let words = if let Form::Name(name) = form { names[name].words.clone() } else { words };
        all.push(Candidate { words, form });
    }
    all
}

/// For each entity its role; a form of address is none. Where nouns have capitals, a description behind the name is told by them.
#[must_use]
pub fn roles(phrases: &Phrases, names: &[Name], entities: &Entities) -> Vec<Option<String>> {
    let reading = phrases.reading;
    let address = class::TITLE_M | class::TITLE_F | class::TITLE_X;
    let is_office = |role: &String| role.contains(' ') || reading.lexicon.classes(&role.to_lowercase()) & address == 0;
    let by_description = |entity: usize| {
        let named = entities.named.get(entity).filter(|named| named.kind == EntityKind::Person)?;
        let beside = |name: &Name| description(phrases, name).or_else(|| office_before(phrases, name));
        let found = named.names.iter().filter_map(|&name| beside(&names[name]));
        found.max_by_key(|role| role.len()).map(str::to_owned)
    };
    let by_title = role::roles(reading, names, entities).into_iter().map(|role| role.filter(is_office));
    let capitals = reading.lexicon.does(class::CAPITAL_NOUNS);
    by_title
        .enumerate()
        .map(
            |(entity, role)| {
                if capitals { by_description(entity).or(role) } else { role.or_else(|| by_description(entity)) }
            },
        )
        .collect()
}

/// "Kelly, | spokeswoman for the agency |, …": the phrase between commas behind a name.
fn description<'a>(phrases: &Phrases<'a>, name: &Name) -> Option<&'a str> {
    let reading = phrases.reading;
    let limit = reading.sentence_of(name.words.start).end;
    let comma = |at: usize| at < limit && reading.reads(at, ",");
    let start = name.words.end + 1;
    let phrase = phrases.at(start.min(limit), limit).filter(|_| comma(name.words.end))?;
    let closes = phrase.end >= limit || reading.words[phrase.end].kind == TokenKind::Mark;
    let first = if reading.is(start, class::DETERMINER) { start + 1 } else { start };
    let nouns = PERSON_NOUN | class::OFFICE;
    let noun = (first..phrase.end).find(|&at| {
        reading.words[at].kind == TokenKind::Word && reading.is(at, nouns | class::FIRST_M | class::FIRST_F)
    })?;
    let is_role = closes && reading.is(noun, nouns) && !reading.is(start, class::POSSESSIVE);
    is_role.then(|| reading.span(&(first..phrase.end)).of(reading.body))
}

/// "the | minister for health |, Ann Kelly, …".
fn office_before<'a>(phrases: &Phrases<'a>, name: &Name) -> Option<&'a str> {
    let reading = phrases.reading;
    let comma = name.words.start.checked_sub(1).filter(|&at| reading.reads(at, ","))?;
    let phrase = phrases.named_before(comma, reading.sentence_of(comma).start)?;
    let noun = phrase.start + 1;
    let is_office = reading.is(phrase.start, class::DEFINITE)
        && noun < phrase.end
        && reading.is(noun, PERSON_NOUN | class::OFFICE)
        && name.words.len() > 1;
    is_office.then(|| reading.span(&(noun..phrase.end)).of(reading.body))
}

/// A name, when one is the phrase's head; else a pronoun or the head noun.
fn form(reading: &Reading, names: &[Name], entities: &Entities, words: &Range<usize>) -> Form {
    if words.len() == 1 && reading.is(words.start, SUBJECT_PRONOUN | class::FIRST_PERSON | class::OBJECT) {
        return Form::Pronoun;
    }
    let nouns = PERSON_NOUN | class::ORGANIZATION | class::PAPER;
    let head = words.clone().find(|&at| reading.is(at, nouns) && reading.words[at].kind == TokenKind::Word);
    let is_person_noun = head.is_some_and(|head| reading.is(head, PERSON_NOUN));
    let first = names.partition_point(|name| name.words.start < words.start);
    let named = || (first..names.len()).take_while(|&index| names[index].words.end <= words.end);
    let kind = |index: usize| entities.of_name[index].map(|entity| entities.named[entity].kind);
    // "ein Sprecher von Kelly" is not Kelly; "nach Angaben von Kelly" is.
    let governed = |index: usize| {
        let name = &names[index];
        let start = name.start();
        start > words.start && reading.is(start - 1, class::LINK | class::PREPOSITION)
    };
    let belongs =
        |index: usize| is_person_noun && governed(index) && head.is_some_and(|head| head < names[index].words.start);
    let person = named().find(|&index| kind(index) == Some(EntityKind::Person) && !belongs(index));
    let body = || {
        let body = named().find(|&index| kind(index) == Some(EntityKind::Organization));
        body.filter(|_| !is_person_noun)
    };
    match person.or_else(body) {
        Some(name) => Form::Name(name),
        None => Form::Nominal(head.unwrap_or(words.start)),
    }
}

/// Resolves mentions in the order of the text.
pub struct Who<'a> {
    /// Everybody the article names.
    pub speakers: &'a References<'a>,
    recent: Recent,
}

impl<'a> Who<'a> {
    /// Nobody has spoken yet.
    #[must_use]
    pub fn new(speakers: &'a References<'a>) -> Self {
        Self { speakers, recent: Recent::default() }
    }

    /// The entity that a mention refers to; `None` when it names nobody known.
    pub fn is(&mut self, mention: usize) -> Option<usize> {
        let candidate = &self.speakers.candidates.all[mention];
        let Form::Nominal(head) = candidate.form else { return self.speakers.resolve(mention, &mut self.recent) };
        let entity = self.nominal(candidate, head)?;
        self.recent.spoke(entity);
        Some(entity)
    }

    /// "die Ministerin": the last person with that office, else the last one of that gender; "das Ministerium": the last such body.
    fn nominal(&self, candidate: &Candidate, head: usize) -> Option<usize> {
        let References { reading, entities, roles, names, .. } = *self.speakers;
        let is_definite = reading.is(candidate.words.start, class::DEFINITE);
        let bare = candidate.words.len() == 1 && reading.is(head, class::ORGANIZATION);
        if !(is_definite || bare) || reading.is(head, class::PEOPLE | class::PAPER) {
            return None;
        }
        let noun = reading.text(head).to_lowercase();
        let at = candidate.words.start;
        if reading.is(head, class::ORGANIZATION) && !reading.is(head, PERSON_NOUN) {
            let is_body = |entity: usize| entities.named[entity].kind == EntityKind::Organization;
            let named_so =
                |entity: usize| is_body(entity) && entities.named[entity].name.to_lowercase().contains(&noun);
            // Another body is meant only when it spoke last.
            let spoke = || self.recent.last().filter(|&entity| is_definite && is_body(entity));
            return self.speakers.last_named(at, named_so, u32::MAX / 2).or_else(spoke);
        }
        if !reading.is(head, PERSON_NOUN) {
            return None;
        }
        let wanted = gender(reading, candidate, names);
        let fits = |entity: usize| {
            let named = &entities.named[entity];
            named.kind == EntityKind::Person && named.gender.fits(wanted)
        };
        let holds_office = |entity: usize| {
            fits(entity) && roles[entity].as_ref().is_some_and(|role| role.to_lowercase().contains(&noun))
        };
        let of_gender =
            |entity: usize| wanted != Gender::Unknown && fits(entity) && entities.named[entity].gender == wanted;
        self.speakers
            .last_named(at, holds_office, u32::MAX / 2)
            .or_else(|| self.speakers.last_named(at, of_gender, 3))
            .or_else(|| self.recent.last().filter(|&entity| fits(entity)))
    }
}
