//! The rest of a noun phrase: whom it turns out to name.

use std::ops::Range;

use super::Speakers;
use crate::{
    annotate::{mention::Form, name::Name},
    article::EntityKind,
    lexicon::{PERSON_NOUN, class},
    text::TokenKind,
};

impl Speakers<'_> {
    /// The person whom the phrase that begins with the mention goes on to name: "White House spokesman | Anna Kell",
    /// "another critic, | Anna Kell, |".
    pub(super) fn rest_of_phrase(&self, words: &Range<usize>, form: Form) -> Option<usize> {
        self.goes_on_to(words, form).map(|(entity, _)| entity)
    }

    /// The mention with the name that its phrase goes on to, and with the description that it ends: all of "White House spokesman Anna
    /// Kell", "the lawyer of Anna Kell".
    #[must_use]
    pub fn whole_phrase(&self, words: &Range<usize>, form: Form) -> Range<usize> {
        let end = self.goes_on_to(words, form).map_or(words.end, |(_, name)| self.names[name].words.end);
        self.description_start(words, form).unwrap_or(words.start)..end.max(words.end)
    }

    /// Whom the phrase that ends in a body's name begins with: "| James Orr | of the | Riverside Church | said".
    pub(super) fn heads_phrase_of(&self, words: &Range<usize>, form: Form) -> Option<usize> {
        let Form::Name(own) = form else { return None };
        let is_person = |name: &Name| name.kind == Some(EntityKind::Person);
        let name = self.names[..own].last().filter(|name| is_person(name) && !is_person(&self.names[own]))?;
        let reading = self.reading;
        let between = name.words.end..words.start;
        let joins = |at: usize| matches!(reading.text(at), "of" | "from" | "at" | "with");
        let is_phrase = match between.len() {
            1 => joins(between.start),
            2 => joins(between.start) && reading.is(between.start + 1, class::DETERMINER),
            _ => false,
        };
        self.entities.of_name[own - 1].filter(|_| is_phrase)
    }

    /// The entity and the name that the phrase goes on to.
    pub(super) fn goes_on_to(&self, words: &Range<usize>, form: Form) -> Option<(usize, usize)> {
        if matches!(form, Form::Pronoun) {
            return None;
        }
        let reading = self.reading;
        let end = words.end;
        let next = self.names.partition_point(|name| name.words.start < end);
        let near = next..self.names.len().min(next + 3);
        let index = near.clone().find(|&index| self.names[index].kind == Some(EntityKind::Person))?;
        let (entity, name) = (self.entities.of_name[index]?, &self.names[index]);
        let sentence = reading.sentence_of(words.start).end;
        if name.words.start >= sentence {
            return None;
        }
        let from = name.start().max(end);
        // "White House | press secretary | Kell": nothing stands between but the office.
        let gap = end..from;
        let is_office = |at: usize| {
            reading.words[at].kind == TokenKind::Word
                && reading.words[at].cue.is_none_or(|_| reading.is(at, PERSON_NOUN))
                && reading.words[at].classes & BREAKS == 0
        };
        let farthest = 4;
        let is_person = match form {
            Form::Name(own) => {
                self.names[own].kind == Some(EntityKind::Person) && (name.title.is_empty() || gap.len() > 1)
            }
            _ => false,
        };
        let owns = reading.words[end.min(reading.words.len() - 1)].kind == TokenKind::Possessive;
        let gap_words = if owns { end + 1..from.max(end + 1) } else { gap.clone() };
        let titled = !name.title.is_empty() || gap_words.clone().any(|at| reading.is(at, PERSON_NOUN));
        let touches = gap_words.len() <= farthest && gap_words.clone().all(is_office);
        if touches && !is_person && (titled || gap_words.is_empty() && !owns) {
            return Some((entity, index));
        }
        let is_description =
            matches!(form, Form::Nominal(head) if reading.is(head, PERSON_NOUN) && !reading.is(head, class::PEOPLE));
        // "another delegate on the Ray slate, | Anna Kell |, said": other names may stand in it.
        near.filter(|_| is_description).find_map(|index| {
            let (entity, name) = (self.entities.of_name[index]?, &self.names[index]);
            let is_it = name.words.start < sentence && self.is_apposed(end, name.start().max(end), name.words.end);
            (is_it && name.kind == Some(EntityKind::Person)).then_some((entity, index))
        })
    }

    /// "New York | businessman", "the Republican | nominee": the description that a place or another description begins.
    pub(super) fn described(&self, words: &Range<usize>, form: Form) -> Option<(Range<usize>, Form)> {
        let begins = match form {
            Form::Name(name) => self.names[name].kind != Some(EntityKind::Person) || self.is_determined(words.start),
            Form::Nominal(head) => self.reading.is(head, PERSON_NOUN | class::NATIONALITY),
            Form::Pronoun => false,
        };
        let next = self.candidates.at(words.end).or_else(|| {
            let modifies = self.reading.words.get(words.end)?.classes & BREAKS == 0
                && self.reading.words[words.end].kind == TokenKind::Word
                && self.reading.words[words.end].cue.is_none();
            self.candidates.at(words.end + 1).filter(|_| modifies)
        })?;
        let next = &self.candidates.all[next];
        let is_person = matches!(next.form, Form::Nominal(head) if self.reading.is(head, PERSON_NOUN));
        let same_sentence = self.reading.sentence_of(words.start).contains(&next.words.start);
        (begins && is_person && same_sentence && next.words.start >= words.end && next.words.end > words.end)
            .then(|| (next.words.clone(), next.form))
    }

    /// "the | Kell | manager": nobody is called so, the noun that follows is meant.
    fn is_determined(&self, start: usize) -> bool {
        start > self.reading.sentence_of(start).start && self.reading.is(start - 1, class::DETERMINER)
    }

    /// "a critic of the plan, | Anna Kell, |", "its author, | the lawyer Anna Kell, |": commas around a name, and no verb between it and
    /// what it explains.
    fn is_apposed(&self, end: usize, name: usize, behind: usize) -> bool {
        let reading = self.reading;
        let farthest = 9;
        let name = name - usize::from(name > end && reading.is(name - 1, class::DETERMINER));
        if name <= end || name - end > farthest || !reading.reads(name - 1, ",") {
            return false;
        }
        let between = (end..name - 1).all(|at| {
            reading.words[at].kind == TokenKind::Word
                && reading.words[at].classes
                    & (class::AUXILIARY | class::SUBORDINATOR | class::RELATIVE | class::CONJUNCTION)
                    == 0
                && reading.words[at].cue.is_none_or(|cue| !cue.speech)
        });
        let closes = reading.words.get(behind).is_none_or(|word| {
            word.kind == TokenKind::Mark || word.cue.is_some() || word.classes & class::AUXILIARY != 0
        });
        between && closes
    }
}

/// What ends a noun phrase.
pub(super) const BREAKS: u64 = class::PREPOSITION
    | class::CONJUNCTION
    | class::SUBORDINATOR
    | class::RELATIVE
    | class::AUXILIARY
    | class::DETERMINER
    | class::OBJECT
    | class::POSSESSIVE
    | crate::lexicon::SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::SECOND_PERSON;
