//! From a source to a [`Speaker`]: the entity that a name, a pronoun or a nominal refers to in this article.
//!
//! A name refers to its entity, unless its phrase goes on to another ("White House spokesman Kell"). What a paper or a body
//! means is told by rules; whom a pronoun or a description means is a learned choice among the people named before it.

mod body;
mod choice;
mod office;
mod phrase;
mod recent;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::choice::{Determiner, determiner};
pub use self::{
    choice::{Person, Referring, nobody, options, person, weights},
    recent::Recent,
};
use super::{
    cue::Inside,
    entity::Entities,
    mention::{Candidates, Form},
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::Speaker,
    lexicon::{PERSON_NOUN, class},
    model::{Weights, best, softmax},
};

/// Everything that resolving needs.
#[derive(Clone, Copy)]
pub struct Speakers<'a> {
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
    /// What stands in quotation marks.
    pub inside: &'a Inside,
    /// The weights that choose whom a pronoun means.
    pub weights: &'a Weights<'a>,
}

/// Somebody or something that speaks, and the probability that it is the one.
pub type Resolved = (usize, f32);

/// Whom a description means must be this likely to be told.
const LEAST_SURE: f32 = 0.4;

impl Speakers<'_> {
    /// The entity that `words` refer to, and how sure that is; `None` when they name nobody known. To be called for all sources
    /// of an article in order.
    #[must_use]
    pub fn resolve(&self, words: &Range<usize>, form: Form, recent: &mut Recent) -> Option<Resolved> {
        let resolved = self.referent(words, form, recent);
        recent.add(resolved.map(|(entity, _)| entity), self.reading.words[words.start].paragraph, form);
        resolved
    }

    /// The speaker that an entity is.
    #[must_use]
    pub fn speaker(&self, entity: usize) -> Speaker {
        let named = &self.entities.named[entity];
        Speaker { name: named.name.clone(), role: self.roles[entity].clone(), kind: named.kind }
    }

    fn referent(&self, words: &Range<usize>, form: Form, recent: &Recent) -> Option<Resolved> {
        if let Some(entity) = self.rest_of_phrase(words, form) {
            return Some((entity, 0.95));
        }
        if let Some((rest, form)) = self.described(words, form) {
            return self.referent(&rest, form, recent);
        }
        let reading = self.reading;
        match form {
            Form::Name(name) => self.entities.of_name[name].map(|entity| (entity, 0.97)),
            Form::Pronoun if reading.is(words.start, class::RELATIVE) => self.antecedent(words.start, recent),
            Form::Pronoun => self.pronoun(words, recent),
            Form::Nominal(head) if reading.is(head, PERSON_NOUN) => self.description(words, head, recent),
            Form::Nominal(head) => self.body(words, head, recent),
        }
    }

    /// "Kell, | who | said": what stands directly before a relative pronoun.
    fn antecedent(&self, relative: usize, recent: &Recent) -> Option<Resolved> {
        let sentence = self.reading.sentence_of(relative).start;
        let nearest = (sentence..relative).rev().take(2).find_map(|at| self.candidates.at(at))?;
        let before = &self.candidates.all[nearest];
        match before.form {
            Form::Pronoun => None,
            form => self.referent(&before.words, form, recent),
        }
    }

    /// "the senator": somebody with that office, else a choice. "A senator" is somebody new, "senators" are several.
    fn description(&self, words: &Range<usize>, head: usize, recent: &Recent) -> Option<Resolved> {
        if matches!(determiner(self, words.start, head), Determiner::New | Determiner::Plural) {
            return None;
        }
        let chosen = || self.choose(words, Form::Nominal(head), recent).filter(|(_, sure)| *sure >= LEAST_SURE);
        self.holder(words, head).map(|entity| (entity, 0.8)).or_else(chosen)
    }

    fn pronoun(&self, words: &Range<usize>, recent: &Recent) -> Option<Resolved> {
        let reading = self.reading;
        if reading.is(words.start, class::IT | class::THEY) {
            return self.it(words.start, recent);
        }
        let is_known = Referring::gender_of(self, words, Form::Pronoun) != Gender::Unknown;
        is_known.then(|| self.choose(words, Form::Pronoun, recent)).flatten()
    }

    /// The learned choice.
    fn choose(&self, words: &Range<usize>, form: Form, recent: &Recent) -> Option<Resolved> {
        let referring = Referring::of(self, words, form);
        let options = options(self, &referring);
        let score = |option| self.weights.sum(|out| person(self, &referring, option, recent, out));
        let mut scores: Vec<f32> = options.iter().map(score).collect();
        scores.push(self.weights.sum(|out| nobody(self, &referring, &options, out)));
        softmax(&mut scores);
        let best = best(&scores)?;
        options.get(best).map(|option| (option.entity, scores[best]))
    }
}
