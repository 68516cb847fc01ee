//! From a source to a [`Speaker`]: the entity that a name, a pronoun or a nominal refers to in this article.

use std::cell::OnceCell;

use super::{
    entity::Entities,
    mention::{Candidate, Candidates, Form, gender},
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::{EntityKind, Speaker},
    lexicon::{PERSON_NOUN, class},
};

/// Everything that resolving needs.
pub struct Speakers<'a> {
    /// The article.
    pub reading: &'a Reading<'a>,
    /// Its names.
    pub names: &'a [Name],
    /// Who they name.
    pub entities: &'a Entities,
    /// Its mentions.
    pub candidates: &'a Candidates,
    /// The role of each entity, once somebody asked: it is found by a look at all places where the entity is named.
    roles: Vec<OnceCell<Option<String>>>,
}

/// Who spoke last, for pronouns; threaded through the article in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recent {
    last: Option<usize>,
}

/// So many names back a pronoun or a nominal may reach: keeps the cost of text without paragraphs linear.
const FARTHEST_NAMES: usize = 200;

impl<'a> Speakers<'a> {
    /// The speakers of an article.
    #[must_use]
    pub fn new(reading: &'a Reading, names: &'a [Name], entities: &'a Entities, candidates: &'a Candidates) -> Self {
        let roles = vec![OnceCell::new(); entities.named.len()];
        Self { reading, names, entities, candidates, roles }
    }

    /// The entity that the mention refers to; `None` when it names nobody known.
    #[must_use]
    pub fn resolve(&self, mention: usize, recent: &mut Recent) -> Option<usize> {
        let candidate = &self.candidates.all[mention];
        let entity = match candidate.form {
            Form::Name(name) => {
                self.entities.of_name[name].filter(|&at| self.entities.named[at].kind != EntityKind::Place)
            }
            Form::Pronoun => self.pronoun(candidate, *recent),
            Form::Nominal(head) => self.nominal(candidate, head),
        };
        if entity.is_some() {
            recent.last = entity;
        }
        entity
    }

    /// The speaker that an entity is.
    #[must_use]
    pub fn speaker(&self, entity: usize) -> Speaker {
        let named = &self.entities.named[entity];
        Speaker { name: named.name.clone(), role: self.role(entity).map(str::to_owned), kind: named.kind }
    }

    /// The person who may be meant by he or she: the last one named before it, the subject of a sentence first.
    fn pronoun(&self, candidate: &Candidate, recent: Recent) -> Option<usize> {
        let reading = self.reading;
        let at = candidate.words.start;
        if reading.is(at, class::THEY | class::FIRST_PERSON) {
            return None;
        }
        if reading.is(at, class::IT) {
            return self.last_named(at, |named| self.entities.named[named].kind == EntityKind::Organization, 2);
        }
        let wanted = gender(reading, candidate, self.names);
        let fits = |entity: usize| {
            let named = &self.entities.named[entity];
            named.kind == EntityKind::Person && named.gender.fits(wanted)
        };
        let farthest_paragraphs = 6;
        let sentence = reading.words[at].sentence;
        let mut best: Option<(i64, usize)> = None;
        let before = self.names.partition_point(|name| name.words.start < at);
        for (index, name) in self.names[..before].iter().enumerate().rev().take(FARTHEST_NAMES) {
            let Some(entity) = self.entities.of_name[index].filter(|&entity| fits(entity)) else { continue };
            let word = &reading.words[name.words.start];
            let paragraphs_back = reading.words[at].paragraph - word.paragraph;
            if paragraphs_back > farthest_paragraphs {
                break;
            }
            let is_subject = self.is_subject(name);
            let certain = self.entities.named[entity].gender == wanted;
            let same_sentence = word.sentence == sentence;
            let score =
                i64::from(is_subject) * 30 + i64::from(certain) * 25 + i64::from(recent.last == Some(entity)) * 20
                    - i64::from(same_sentence && !is_subject) * 10
                    - i64::from(reading.words[at].sentence - word.sentence) * 8
                    - i64::from(paragraphs_back) * 6;
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, entity));
            }
        }
        best.map(|(_, entity)| entity).or_else(|| recent.last.filter(|&entity| fits(entity)))
    }

    /// A name is taken for its clause's subject when a verb may follow it and no preposition precedes it.
    fn is_subject(&self, name: &Name) -> bool {
        let reading = self.reading;
        let first = name.words.start.min(if name.title.is_empty() { name.words.start } else { name.title.start });
        let sentence = reading.sentence_of(first);
        let governed = first > sentence.start && reading.is(first - 1, class::PREPOSITION);
        let verb = name.words.end < sentence.end
            && (reading.words[name.words.end].cue.is_some()
                || reading.is(name.words.end, class::AUXILIARY | class::ADVERB | class::RELATIVE)
                || reading.reads(name.words.end, ","));
        !governed && (verb || first == sentence.start)
    }

    fn last_named(&self, before: usize, fits: impl Fn(usize) -> bool, paragraphs: u32) -> Option<usize> {
        let reading = self.reading;
        let here = reading.words[before].paragraph;
        let upto = self.names.partition_point(|name| name.words.start < before);
        self.names[..upto]
            .iter()
            .enumerate()
            .rev()
            .take(FARTHEST_NAMES)
            .take_while(|(_, name)| reading.words[name.words.start].paragraph + paragraphs >= here)
            .find_map(|(index, _)| self.entities.of_name[index].filter(|&entity| fits(entity)))
    }

    /// "the senator": a definite description means the last person with that office; "the ministry", the last such body.
    fn nominal(&self, candidate: &Candidate, head: usize) -> Option<usize> {
        let reading = self.reading;
        let definite = matches!(
            reading.text(candidate.words.start).to_lowercase().as_str(),
            "the" | "his" | "her" | "their" | "its"
        );
        if reading.is(head, class::ORGANIZATION) && !reading.is(head, PERSON_NOUN) {
            return self.body(candidate, head, definite);
        }
        if !definite || reading.is(head, class::PEOPLE | class::PAPER) || !reading.is(head, PERSON_NOUN) {
            return None;
        }
        let wanted = gender(reading, candidate, self.names);
        let noun = reading.text(head).to_lowercase();
        let holds_office = |entity: usize| {
            let named = &self.entities.named[entity];
            named.kind == EntityKind::Person
                && named.gender.fits(wanted)
                && self.role(entity).is_some_and(|role| role.to_lowercase().contains(&noun))
        };
        self.last_named(candidate.words.start, holds_office, u32::MAX / 2).or_else(|| {
            let exact = |entity: usize| {
                let named = &self.entities.named[entity];
                named.kind == EntityKind::Person && wanted != Gender::Unknown && named.gender == wanted
            };
            self.last_named(candidate.words.start, exact, 3)
        })
    }

    /// The organisation that "the agency" or "the Iowa campaign" means.
    fn body(&self, candidate: &Candidate, head: usize, definite: bool) -> Option<usize> {
        let reading = self.reading;
        if !definite {
            return None;
        }
        let noun = reading.text(head).to_lowercase();
        let named_so = |entity: usize| {
            let named = &self.entities.named[entity];
            named.kind == EntityKind::Organization && named.name.to_lowercase().contains(&noun)
        };
        self.last_named(candidate.words.start, named_so, u32::MAX / 2).or_else(|| {
            self.last_named(
                candidate.words.start,
                |entity| self.entities.named[entity].kind == EntityKind::Organization,
                1,
            )
        })
    }

    fn role(&self, entity: usize) -> Option<&str> {
        self.roles[entity].get_or_init(|| self.find_role(entity)).as_deref()
    }

    /// The longest title given before one of the entity's names, or the appositive behind one: "Kelly, a spokeswoman for the agency,".
    fn find_role(&self, entity: usize) -> Option<String> {
        let named = &self.entities.named[entity];
        if named.kind != EntityKind::Person {
            return None;
        }
        let before = |name: &Name| {
            let office = name.title.clone().any(|at| self.reading.is(at, class::OFFICE | PERSON_NOUN));
            office.then(|| self.reading.span(&name.title).of(self.reading.body).trim().to_owned())
        };
        let behind = |name: &Name| self.appositive(name);
        let longest = |roles: &mut dyn Iterator<Item = String>| {
            roles.fold(None, |best: Option<String>, role| match best {
                Some(best) if best.len() >= role.len() => Some(best),
                _ => Some(role),
            })
        };
        let names = || named.names.iter().map(|&index| &self.names[index]);
        longest(&mut names().filter_map(behind)).or_else(|| longest(&mut names().filter_map(before)))
    }

    /// "Kelly, | the agency's director |, …"
    fn appositive(&self, name: &Name) -> Option<String> {
        let reading = self.reading;
        let comma = name.words.end;
        let sentence = reading.sentence_of(name.words.start);
        if comma + 1 >= sentence.end || !reading.reads(comma, ",") {
            return None;
        }
        let start = comma + 1;
        let longest = 14;
        let end = (start..sentence.end.min(start + longest))
            .find(|&at| matches!(reading.text(at), "," | "." | ";" | "—" | "–" | ")"))?;
        let first_noun =
            (start..end).find(|&at| reading.is(at, PERSON_NOUN | class::OFFICE) && !reading.words[at].capital)?;
        let is_verb = |at: usize| {
            reading.is(at, class::AUXILIARY | class::RELATIVE | class::SUBORDINATOR)
                || reading.words[at].cue.is_some_and(|cue| cue.speech)
        };
        let close = first_noun - start <= 6 && !(start..end).any(is_verb) && !reading.is(start, class::PREPOSITION);
        let from = if reading.is(start, class::DETERMINER) { start + 1 } else { start };
        (close && from < end).then(|| reading.span(&(from..end)).of(reading.body).to_owned())
    }
}
