//! Names of people, organisations and places: runs of capitalised words, cut where titles and possessives cut them, and typed.

mod apposition;
pub(crate) mod choice;
mod cut;
mod kind;
mod known;
mod run;

use std::ops::Range;

pub(super) use self::kind::phrase_classes;
pub(super) use self::run::CLOSED;
use self::run::{Seen, is_all_capitals};
use super::reading::Reading;
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, PLACE, class},
    model::Weights,
    text::TokenKind,
};

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

impl Name {
    /// The token with which it begins, its title included.
    #[must_use]
    pub fn start(&self) -> usize {
        if self.title.is_empty() { self.words.start } else { self.title.start.min(self.words.start) }
    }
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
    for name in &mut names {
        if is_attribute(reading, &name.words) {
            name.kind = None;
        }
        // "the Iowa Republican" is nobody's name, however it is written.
        if name.kind == Some(EntityKind::Person) && office_noun(reading, &name.words).is_some() {
            (name.kind, name.gender) = (Some(EntityKind::Organization), Gender::Unknown);
        }
    }
    names
}

/// "Democratic | voters": what others are.
fn is_attribute(reading: &Reading, words: &Range<usize>) -> bool {
    let small = CLOSED | class::AUXILIARY;
    let is_described = |at: usize| {
        let word = &reading.words[at];
        let is_noun = word.kind == TokenKind::Word && !word.capital && word.classes & small == 0;
        is_noun && word.cue.is_none_or(|cue| !cue.speech) && !reading.is_adverb(at)
    };
    let next = words.end;
    words.len() == 1
        && reading.is(words.start, class::NATIONALITY)
        && reading.sentence_of(words.start).contains(&next)
        && is_described(next)
}

/// Offices that are printed with capitals behind a place or a body, as a name is.
const OFFICES: [&str; 25] = [
    "Ambassador",
    "Attorney",
    "CEO",
    "Chairman",
    "Chairwoman",
    "Commissioner",
    "Congressman",
    "Congressmember",
    "Congresswoman",
    "Democrat",
    "Director",
    "Governor",
    "Independent",
    "Libertarian",
    "Mayor",
    "Minister",
    "President",
    "Prosecutor",
    "Representative",
    "Republican",
    "Secretary",
    "Senator",
    "Sheriff",
    "Spokesman",
    "Spokeswoman",
];

/// The noun of "Iowa Republican", "Oslo Mayor", "Director of the Harwell Group": an office with capitals, or a party's member.
#[must_use]
pub fn office_noun(reading: &Reading, words: &Range<usize>) -> Option<usize> {
    let of = words.clone().find(|&at| reading.reads(at, "of"));
    let is_office = |at: usize| reading.is(at, class::OFFICE | class::MODIFIER);
    let is_of = of.is_some_and(|of| {
        of > words.start && reading.is(words.start, class::OFFICE) && (words.start..of).all(is_office)
    });
    let last = words.end - 1;
    // "Office of the Trade Representative" is a body.
    let is_last = words.len() > 1 && OFFICES.contains(&reading.text(last)) && of.is_none();
    is_of.then_some(words.start).or(is_last.then_some(last))
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
        if end > at && !is_in_title_case(reading, &(at..end)) {
            cut::cut(reading, at..end, &mut found);
        }
        at = end.max(at + 1);
    }
    known::cut_at_known(reading, &seen, found)
}

/// "Kell Confident | About Harbour": small words have capitals too, so that those of other words tell nothing. A first name or
/// what a body is called by still does.
fn is_in_title_case(reading: &Reading, run: &Range<usize>) -> bool {
    let small = class::PREPOSITION | class::SUBORDINATOR | class::CONJUNCTION | class::AUXILIARY | class::POSSESSIVE;
    let small = |at: usize| {
        let word = &reading.words[at];
        let names = FIRST_NAME | class::TIME | class::FIRST_PERSON | class::ABBREVIATION_ANY;
        word.kind == TokenKind::Word
            && word.capital
            && word.classes & small != 0
            && word.classes & names == 0
            && !is_all_capitals(reading.text(at))
    };
    let follows = reading.sentence_of(run.start).contains(&run.end) && small(run.end);
    follows && run.len() > 1 && !reading.is(run.start, FIRST_NAME | PLACE) && !kind::is_organization(reading, run)
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
        names(&reading, &choice::WEIGHTS)
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
        assert_eq!(texts("Hedda van der Lugt said so."), ["Hedda van der Lugt"]);
        assert_eq!(texts("Still, de Lugt said so."), ["Lugt"]);
        assert_eq!(
            texts("They met Harlan Motors, Inc. and Lee Lines, LLC, there."),
            ["Harlan Motors, Inc.", "Lee Lines, LLC"]
        );
        assert_eq!(texts("The Weather and Tremor Bureau said so."), ["Weather and Tremor Bureau"]);
        assert_eq!(
            texts("It was U.S. Citizenship and Immigration Services."),
            ["U.S. Citizenship and Immigration Services"]
        );
        assert_eq!(texts("They met the Kell and Lund Agencies."), ["Kell", "Lund Agencies"]);
    }

    fn texts(text: &str) -> Vec<String> {
        found(text).into_iter().map(|name| name.0).collect()
    }

    #[test]
    fn a_name_begins_behind_what_is_none() {
        for (text, name) in [
            ("It was the Economic Outlook Anna Kell feared.", "Anna Kell"),
            ("See WATCH Anna Kell and others.", "Anna Kell"),
            ("They asked COVID-19 Anna Kell about it.", "Anna Kell"),
            ("They asked Psychiatrist Anna Kell about it.", "Anna Kell"),
            ("They met then-Secretary of State Anna Kell.", "Anna Kell"),
            ("They met Chief Justice of the United States Anna Kell.", "Anna Kell"),
            ("They met Anna Kell Anna Kell there.", "Anna Kell"),
            ("They asked J.K. Ray about it.", "J.K. Ray"),
            ("He met Kim Jong-un and Ing-wen Tsai.", "Kim Jong-un"),
        ] {
            assert_eq!(
                texts(text).iter().find(|found| found.ends_with(name.rsplit(' ').next().unwrap())).unwrap(),
                name,
                "{text}"
            );
        }
        assert_eq!(texts("They met in Oslo Anna Kell, who left.")[..2], ["Oslo", "Anna Kell"]);
    }

    #[test]
    fn other_names_of_the_article_cut_a_run() {
        let body = "Anna Kell spoke. She told the Times Kell had left. Kell said nothing. Hey Kell, they said.";
        assert_eq!(texts(body), ["Anna Kell", "Times", "Kell", "Kell", "Kell"]);
        let body = "Melania Kell met Anna Kell. Kell said nothing. Melania Kell left.";
        assert_eq!(texts(body)[3], "Melania Kell");
    }

    #[test]
    fn what_a_body_is_like_is_no_part_of_its_name() {
        assert_eq!(texts("He told the Harwell-based River Institute and Labour-led voters so."), ["River Institute"]);
        assert_eq!(texts("Certainly they left. Variously called, it is NOT new. I’d go. Let’s go."), [""; 0]);
    }

    #[test]
    fn bodies_with_and_inside_are_one_name() {
        assert_eq!(
            texts("The Food and Drug Administration met the U.S. Department of Housing and Urban Development."),
            ["Food and Drug Administration", "U.S. Department of Housing and Urban Development"]
        );
        assert_eq!(texts("He met Senate leader Anna Kell of Arkham City.")[1], "Anna Kell");
    }

    #[test]
    fn the_body_of_an_office_is_one_name() {
        for (text, name) in [
            ("On Monday the Arkham County Sheriff's Office said so.", "Arkham County Sheriff's Office"),
            ("The Arkham County Coroner’s Office said so.", "Arkham County Coroner’s Office"),
            ("They met at St. Anna’s Medical Center.", "St. Anna’s Medical Center"),
            ("He told the Women's Health Organization so.", "Women's Health Organization"),
            ("He told King's College so.", "King's College"),
            ("He met the Centers for Medicare & Medicaid Services there.", "Centers for Medicare & Medicaid Services"),
            ("In a Morning Consult poll it leads.", "Morning Consult"),
            ("He told the South China Morning Post so.", "South China Morning Post"),
            ("He told the Sunday Times so.", "Sunday Times"),
        ] {
            assert_eq!(texts(text), [name], "{text}");
        }
        assert_eq!(texts("He asked Obama's Justice Department on Monday morning."), ["Obama", "Justice Department"]);
    }

    #[test]
    fn what_others_are_is_no_name() {
        let named = |text: &str| found(text).into_iter().filter(|(_, kind)| kind.is_some()).count();
        assert_eq!(named("They say that Democratic concerns and Republican hopes were raised."), 0);
    }

    #[test]
    fn a_month_before_a_body_is_a_month() {
        assert_eq!(texts("In an April NASA report it says so."), ["NASA"]);
        assert_eq!(texts("He met April Kell there."), ["April Kell"]);
    }

    #[test]
    fn where_small_words_have_capitals_those_of_others_tell_nothing() {
        assert_eq!(texts("title: Kell Confident About the harbour text: the mayor left."), [""; 0]);
    }
}
