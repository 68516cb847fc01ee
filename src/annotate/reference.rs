//! Whom a source means, by rules: for languages that nothing was learned of, and for rules alone.
//!
//! English is resolved by `speaker`, which learned it.

use super::{
    entity::Entities,
    mention::{Candidate, Candidates, Form, hyphen_head},
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::{EntityKind, Speaker},
    lexicon::{PERSON_NOUN, class},
};

/// Everything that resolving needs.
pub struct References<'a> {
    /// The article.
    pub reading: &'a Reading<'a>,
    /// Its names.
    pub names: &'a [Name],
    /// Who they name.
    pub entities: &'a Entities,
    /// Each entity's office.
    pub roles: &'a [Option<String>],
    /// Its mentions.
    pub candidates: &'a Candidates,
}

/// Who spoke last, for pronouns; threaded through the article in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recent {
    last: Option<usize>,
}

impl Recent {
    /// Who spoke last.
    #[must_use]
    pub fn last(self) -> Option<usize> {
        self.last
    }

    /// `entity` has spoken.
    pub fn spoke(&mut self, entity: usize) {
        self.last = Some(entity);
    }
}

/// So many names back a pronoun or a nominal may reach: keeps the cost of text without paragraphs linear.
const FARTHEST_NAMES: usize = 200;

impl References<'_> {
    /// The entity that the mention refers to; `None` when it names nobody known.
    #[must_use]
    pub fn resolve(&self, mention: usize, recent: &mut Recent) -> Option<usize> {
        let candidate = &self.candidates.all[mention];
        let entity = match candidate.form {
            Form::Name(name) => {
                self.entities.of_name[name].filter(|&at| self.entities.named[at].kind != EntityKind::Place)
            }
            Form::Pronoun => self.pronoun(candidate, *recent),
            Form::Nominal(head) => self.nominal(candidate, head, *recent),
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
        Speaker { name: named.name.clone(), role: self.roles[entity].clone(), kind: named.kind }
    }

    /// The person who may be meant by he or she: the nearest one before it, subjects, last speakers and those of known gender
    /// first. The weights were searched by hand on PolNeAR's training split and on our own corpus.
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
            let back = i64::from(reading.words[at].sentence - word.sentence);
            let score =
                i64::from(is_subject) * 15 + i64::from(certain) * 29 + i64::from(recent.last == Some(entity)) * 16
                    - i64::from(same_sentence && !is_subject) * 10
                    - back * 12
                    - i64::from(paragraphs_back) * 12;
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, entity));
            }
        }
        best.map(|(_, entity)| entity).or_else(|| recent.last.filter(|&entity| fits(entity)))
    }

    /// A name is taken for its clause's subject when a verb may follow it and no preposition precedes it.
    fn is_subject(&self, name: &Name) -> bool {
        let reading = self.reading;
        let first = name.start();
        let sentence = reading.sentence_of(first);
        let governed = first > sentence.start && reading.is(first - 1, class::PREPOSITION);
        let verb = name.words.end < sentence.end
            && (reading.words[name.words.end].cue.is_some()
                || reading.is(name.words.end, class::AUXILIARY | class::ADVERB | class::RELATIVE)
                || reading.reads(name.words.end, ","));
        !governed && (verb || first == sentence.start)
    }

    /// The last name before token `before`, in so many paragraphs, of an entity that fits.
    pub fn last_named(&self, before: usize, fits: impl Fn(usize) -> bool, paragraphs: u32) -> Option<usize> {
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

    /// "the senator": a definite description means the last person with that office, else whoever spoke last; "the ministry",
    /// the last such body. "his lawyer" means nobody that an office does not name.
    fn nominal(&self, candidate: &Candidate, head: usize, recent: Recent) -> Option<usize> {
        let reading = self.reading;
        let first = reading.text(candidate.words.start).to_lowercase();
        let definite = matches!(first.as_str(), "the" | "his" | "her" | "their" | "its");
        if reading.is(head, class::ORGANIZATION) && !reading.is(head, PERSON_NOUN) {
            return self.body(candidate, head, definite);
        }
        if !definite || reading.is(head, class::PEOPLE | class::PAPER) || !reading.is(head, PERSON_NOUN) {
            return None;
        }
        let wanted = gender(reading, candidate, self.names);
        let noun = reading.text(head).to_lowercase();
        let fits = |entity: usize| {
            let named = &self.entities.named[entity];
            named.kind == EntityKind::Person && named.gender.fits(wanted)
        };
        let holds_office = |entity: usize| {
            fits(entity) && self.roles[entity].as_ref().is_some_and(|role| role.to_lowercase().contains(&noun))
        };
        let office = self.last_named(candidate.words.start, holds_office, u32::MAX / 2);
        let of_gender =
            |entity: usize| wanted != Gender::Unknown && fits(entity) && self.entities.named[entity].gender == wanted;
        let known = || self.last_named(candidate.words.start, of_gender, 3);
        let last_speaker = || recent.last.filter(|&entity| first == "the" && fits(entity));
        office.or_else(|| if first == "the" { known() } else { None }).or_else(last_speaker)
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
}

/// Gender that the words of a mention tell.
#[must_use]
pub fn gender(reading: &Reading, candidate: &Candidate, names: &[Name]) -> Gender {
    let classes = |at: usize| reading.words[at].classes | hyphen_head(reading, at);
    match candidate.form {
        Form::Name(index) => names[index].gender,
        Form::Pronoun if reading.is(candidate.words.start, class::HE) => Gender::Male,
        Form::Pronoun if reading.is(candidate.words.start, class::SHE) => Gender::Female,
        Form::Nominal(head) if classes(head) & class::PERSON_M != 0 => Gender::Male,
        Form::Nominal(head) if classes(head) & class::PERSON_F != 0 => Gender::Female,
        Form::Pronoun | Form::Nominal(_) => Gender::Unknown,
    }
}
