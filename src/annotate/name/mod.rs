//! Names of people, organisations and places: runs of capitalised words, cut where titles and possessives cut them, and typed.

pub(crate) mod choice;
mod cut;
mod kind;
mod run;

use std::ops::Range;

use self::run::{CLOSED, Seen, is_all_capitals};
use super::reading::Reading;
use crate::{article::EntityKind, lexicon::class, model::Weights, text::TokenKind};

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its own tokens, titles left out.
    pub words: Range<usize>,
    /// Titles and offices directly before it: "Sen.", "campaign manager"; empty when there are none.
    pub title: Range<usize>,
    /// What it is, as far as its own words and the ones beside it tell.
    pub kind: Option<EntityKind>,
    /// What its title or first name tells of the person.
    pub gender: Gender,
    /// More likely no name than one.
    pub doubtful: bool,
}

/// Grammatical gender of a person, as far as the text tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// She.
    Female,
    /// He.
    Male,
}

impl Gender {
    /// Of what classes tell it.
    pub(crate) fn of(classes: u64) -> Self {
        let female = classes & (class::TITLE_F | class::PERSON_F | class::FIRST_F) != 0;
        let male = classes & (class::TITLE_M | class::PERSON_M | class::FIRST_M) != 0;
        match (female, male) {
            (true, false) => Self::Female,
            (false, true) => Self::Male,
            _ => Self::Unknown,
        }
    }

    /// Whoever is of this gender may also be of the other one.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// All names, in order, without overlaps, typed by learned weights.
#[must_use]
pub fn names(reading: &Reading, kinds: &Weights) -> Vec<Name> {
    let mut names = found(reading);
    choice::retype(reading, &mut names, kinds);
    names
}

/// All names as the rules cut and type them.
#[must_use]
pub fn found(reading: &Reading) -> Vec<Name> {
    let seen = Seen::of(reading);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.words.len() {
        let sentence = reading.sentence_of(at);
        if sentence.start == at && is_headline(reading, &sentence) {
            at = sentence.end;
            continue;
        }
        let end = run::end(reading, &seen, at);
        if end > at {
            cut::cut(reading, at..end, &mut found);
        }
        at = end.max(at + 1);
    }
    found
}

/// A line in which nearly all words have capitals: they tell nothing about names.
fn is_headline(reading: &Reading, sentence: &Range<usize>) -> bool {
    let words = || sentence.clone().filter(|&at| reading.words[at].kind == TokenKind::Word);
    let least_in_capitals = 3;
    if words().count() >= least_in_capitals && words().all(|at| is_all_capitals(reading.text(at))) {
        return true;
    }
    let open = |at: &usize| reading.words[*at].kind == TokenKind::Word && reading.words[*at].classes & CLOSED == 0;
    let least = 5;
    sentence.clone().filter(open).count() >= least && sentence.clone().filter(open).all(|at| reading.words[at].capital)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<(String, Option<EntityKind>)> {
        let reading = Reading::new(text, Lexicon::english());
        names(&reading, choice::weights())
            .into_iter()
            .map(|name| (reading.span(&name.words).of(text).to_owned(), name.kind))
            .collect()
    }

    #[test]
    fn titles_are_cut_off_and_make_a_person() {
        assert_eq!(
            found("On Monday Iowa Gov. Terry Quill met Prime Minister Lund."),
            [
                ("Iowa".into(), Some(EntityKind::Place)),
                ("Terry Quill".into(), Some(EntityKind::Person)),
                ("Lund".into(), Some(EntityKind::Person)),
            ]
        );
    }

    #[test]
    fn organisations_are_known_by_their_words() {
        assert_eq!(
            found("He told the Department of Fisheries and Harlan Motors."),
            [
                ("Department of Fisheries".into(), Some(EntityKind::Organization)),
                ("Harlan Motors".into(), Some(EntityKind::Organization)),
            ]
        );
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_not_enough() {
        assert_eq!(found("Critics said so. Nothing moved. They left."), []);
        assert_eq!(found("Orlov said so.").len(), 1);
    }

    #[test]
    fn particles_and_accents_stay_inside_a_name() {
        assert_eq!(
            found("They met Ilse van der Berg and José Núñez.").into_iter().map(|n| n.0).collect::<Vec<_>>(),
            ["Ilse van der Berg", "José Núñez"]
        );
    }
}
