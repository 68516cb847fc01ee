//! From a source to a [`Speaker`]: the entity that a name, a pronoun or a nominal refers to in this article.
//!
//! A name refers to its entity, unless its phrase goes on to another ("White House spokesman Kell"). What a paper or a body
//! means is told by rules; whom a pronoun or a description means is a learned choice among the people named before it.

mod affiliation;
mod allegiance;
mod body;
mod choice;
mod modifier;
mod office;
mod paper;
mod phrase;
mod recent;
mod sort;
#[cfg(test)]
mod tests;
mod together;
mod unnamed;

use std::ops::Range;

use self::choice::{Determiner, determiner};
pub use self::{
    choice::{Person, Referring, WEIGHTS, nobody, options, person},
    recent::Recent,
    together::Together,
};
use super::{
    cue::Inside,
    entity::Entities,
    mention::{Candidates, Form},
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::{EntityKind, Rule, Speaker},
    lexicon::{PERSON_NOUN, class},
    model::{Scorer, Sum, Weights, best, softmax},
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

/// Whom a source means, and how that was found out.
#[derive(Clone, Debug)]
pub struct Referral {
    /// The entity; `None` when nobody known is meant.
    pub found: Option<Resolved>,
    /// How.
    pub way: Way,
}

/// How it was found out whom a source means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A rule tells.
    Rule(Rule),
    /// Chosen among the people named before these tokens.
    Choice(Range<usize>, Form),
}

impl Referral {
    /// What a rule tells.
    fn by(rule: Rule, found: Option<Resolved>) -> Self {
        Self { found, way: Way::Rule(rule) }
    }
}

/// Whom a description means must be this likely to be told.
const LEAST_SURE: f32 = 0.4;

impl Speakers<'_> {
    /// Whom `words` refer to. To be called for all sources of an article in order.
    #[must_use]
    pub fn resolve(&self, words: &Range<usize>, form: Form, recent: &mut Recent) -> Referral {
        let referral = self.referent(words, form, recent);
        recent.add(referral.found.map(|(entity, _)| entity), self.reading.words[words.start].paragraph, form);
        referral
    }

    /// The speaker that an entity is.
    #[must_use]
    pub fn speaker(&self, entity: usize) -> Speaker {
        let named = &self.entities.named[entity];
        Speaker { name: named.name.clone(), role: self.roles[entity].clone(), kind: named.kind }
    }

    fn referent(&self, words: &Range<usize>, form: Form, recent: &Recent) -> Referral {
        if let Some(entity) = self.rest_of_phrase(words, form) {
            return Referral::by(Rule::Phrase, Some((entity, 0.95)));
        }
        if let Some(entity) = self.heads_phrase_of(words, form) {
            return Referral::by(Rule::Phrase, Some((entity, 0.95)));
        }
        if let Some((rest, form)) = self.described(words, form) {
            return self.referent(&rest, form, recent);
        }
        if let Some(referral) = self.modified(words, form, recent) {
            return referral;
        }
        let reading = self.reading;
        if let Some(body) = self.owned_behind(words).filter(|_| matches!(form, Form::Name(_))) {
            return Referral::by(Rule::Body, Some((body, 0.8)));
        }
        match form {
            Form::Name(name) => self
                .misnomer(name, recent)
                .unwrap_or_else(|| Referral::by(Rule::Name, self.entities.of_name[name].map(|entity| (entity, 0.97)))),
            Form::Pronoun if reading.is(words.start, class::RELATIVE) => self.antecedent(words.start, recent),
            Form::Pronoun => self.pronoun(words, recent),
            Form::Nominal(head) if let Some(body) = self.owned_at(head) => Referral::by(Rule::Body, Some((body, 0.8))),
            Form::Nominal(head) if self.is_pair(head) => {
                Referral::by(Rule::Phrase, self.several(head, recent).map(|several| (several, 0.7)))
            }
            Form::Nominal(head) if reading.is(head, PERSON_NOUN) => self.description(words, head, recent),
            Form::Nominal(head) => match self.leader(words.start, head, EntityKind::Organization) {
                Some(leader) => Referral::by(Rule::Phrase, Some((leader, 0.8))),
                None => Referral::by(Rule::Body, self.body(words, head, recent)),
            },
        }
    }

    /// "Kell, | who | said": what stands directly before a relative pronoun.
    fn antecedent(&self, relative: usize, recent: &Recent) -> Referral {
        let sentence = self.reading.sentence_of(relative).start;
        let nearest = (sentence..relative).rev().take(2).find_map(|at| self.candidates.at(at));
        match nearest.map(|nearest| &self.candidates.all[nearest]) {
            None => Referral::by(Rule::Untold, None),
            Some(before) if before.form == Form::Pronoun => Referral::by(Rule::Untold, None),
            Some(before) => self.referent(&before.words, before.form, recent),
        }
    }

    /// "the senator": somebody with that office, else a choice. "A senator" is somebody new, "senators" are several.
    fn description(&self, words: &Range<usize>, head: usize, recent: &Recent) -> Referral {
        if matches!(determiner(self, words.start, head), Determiner::New | Determiner::Plural) {
            let leader = self.leader(words.start, head, EntityKind::Person);
            return leader
                .map_or(Referral::by(Rule::Unnamed, None), |entity| Referral::by(Rule::Phrase, Some((entity, 0.8))));
        }
        if self.is_somebodys(words, head) {
            return self.of_somebody(words, head);
        }
        if let Some(entity) = self.holder(words, head) {
            return Referral::by(Rule::Office, Some((entity, 0.8)));
        }
        if self.is_nameless(words, head) {
            return Referral::by(Rule::Unnamed, None);
        }
        let mut chosen = self.choose(words, Form::Nominal(head), recent);
        chosen.found.take_if(|(_, sure)| *sure < LEAST_SURE);
        chosen
    }

    fn pronoun(&self, words: &Range<usize>, recent: &Recent) -> Referral {
        let reading = self.reading;
        if reading.is(words.start, class::IT | class::THEY) {
            return Referral::by(Rule::It, self.it(words.start, recent));
        }
        if Referring::gender_of(self, words, Form::Pronoun) == Gender::Unknown {
            return Referral::by(Rule::Untold, None);
        }
        self.choose(words, Form::Pronoun, recent)
    }

    /// The learned choice.
    fn choose(&self, words: &Range<usize>, form: Form, recent: &Recent) -> Referral {
        let (options, mut scores) = self.scores::<Sum>(words, form, recent);
        softmax(&mut scores);
        let chosen = best(&scores).and_then(|best| Some((options.get(best)?.entity, scores[best])));
        Referral { found: chosen, way: Way::Choice(words.clone(), form) }
    }

    /// The people that `words` may mean, and their scores with, last, that of nobody.
    pub fn scores<'w, S: Scorer<'w>>(
        &'w self,
        words: &Range<usize>,
        form: Form,
        recent: &Recent,
    ) -> (Vec<Person>, Vec<S::Score>) {
        let referring = Referring::of(self, words, form);
        let options = options(self, &referring);
        let of = |option| self.weights.score_by(|out: &mut S| person(self, &referring, option, recent, out));
        let mut scores: Vec<S::Score> = options.iter().map(of).collect();
        scores.push(self.weights.score_by(|out: &mut S| nobody(self, &referring, &options, out)));
        (options, scores)
    }
}
