//! Word lists as data: one loader for `data/XX/*.tsv`, XX the code of a language.
//!
//! Every file is a table of tab-separated columns, lower case, with a header of `#` lines that says where the words come from.
//! How a language is added: docs/add-a-language.md.

mod clitic;
mod ending;
mod report;
mod tables;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use self::report::{Pattern, Report};
use self::{clitic::Clitics, ending::Endings, report::Reports};

/// All tables of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<&'static str, Classes>,
    cues: FxHashMap<&'static str, CueForm>,
    /// Names of several words and what they are, by their first word.
    phrases: FxHashMap<&'static str, Vec<(&'static str, Classes)>>,
    /// What words are by how they end: "*minister".
    endings: Endings,
    /// Small words written together with the one beside them.
    clitics: Clitics,
    /// How speech is reported.
    reports: Reports,
    /// What the language does that others don't.
    traits: Classes,
}

/// What a word may be; a word may be several things ("May", "general").
pub type Classes = u64;

/// How often a verb form is the cue of an attribution, by what stands beside it: (times a cue, times seen).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueForm {
    /// A verb of saying, listed by hand.
    pub speech: bool,
    /// Before that, whether, how, a pronoun.
    pub clause: (u32, u32),
    /// Before a mark or a stop.
    pub mark: (u32, u32),
    /// Before "to".
    pub to: (u32, u32),
    /// Before anything else.
    pub object: (u32, u32),
    /// After "to".
    pub infinitive: (u32, u32),
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $file:literal $tag:literal;)*) => {
        /// The classes a word may have, each a bit, and the file and tag that give it.
        pub mod class {
            use super::Classes;
            $($(#[$doc])* pub const $name: Classes = 1 << $bit;)*
        }
        const TAGS: &[(&str, &str, Classes)] = &[$(($file, $tag, class::$name)),*];
    };
}

classes! {
    /// he
    HE = 0, "function" "pronoun-m";
    /// she
    SHE = 1, "function" "pronoun-f";
    /// they
    THEY = 2, "function" "pronoun-p";
    /// it
    IT = 3, "function" "pronoun-n";
    /// I, we
    FIRST_PERSON = 4, "function" "pronoun-1";
    /// you
    SECOND_PERSON = 5, "function" "pronoun-2";
    /// who, which
    RELATIVE = 6, "function" "relative";
    /// him, them, himself
    OBJECT = 7, "function" "object";
    /// his, their
    POSSESSIVE = 8, "function" "possessive";
    /// the, a, some, two
    DETERMINER = 9, "function" "determiner";
    /// of, in, on
    PREPOSITION = 10, "function" "preposition";
    /// that, when, because
    SUBORDINATOR = 11, "function" "subordinator";
    /// and, or, but
    CONJUNCTION = 12, "function" "conjunction";
    /// is, has, would
    AUXILIARY = 13, "function" "auxiliary";
    /// also, later, then
    ADVERB = 14, "function" "adverb";
    /// Monday, March, week
    TIME = 15, "function" "time";
    /// Mr., Sir
    TITLE_M = 16, "titles" "m";
    /// Mrs., Dame
    TITLE_F = 17, "titles" "f";
    /// Dr., Rev.
    TITLE_X = 18, "titles" "x";
    /// Sen., President
    OFFICE = 19, "titles" "office";
    /// official, adviser
    PERSON = 20, "persons" "x";
    /// spokesman, father
    PERSON_M = 21, "persons" "m";
    /// spokeswoman, mother
    PERSON_F = 22, "persons" "f";
    /// officials, voters
    PEOPLE = 23, "persons" "p";
    /// Department, Inc: part of an organisation's name
    ORGANIZATION_NAME = 24, "organizations" "name";
    /// ministry, campaign: heads a nominal
    ORGANIZATION = 25, "organizations" "noun";
    /// report, poll: tells without a mouth
    PAPER = 26, "organizations" "paper";
    /// FBI, Reuters
    ACRONYM = 27, "organizations" "acronym";
    /// first names of men
    FIRST_M = 28, "first_names" "m";
    /// first names of women
    FIRST_F = 29, "first_names" "f";
    /// first names of both
    FIRST_X = 30, "first_names" "x";
    /// American, Catholic
    NATIONALITY = 31, "nationalities" "adjective";
    /// Mr. and the like: before a name, never ends a sentence
    ABBREVIATION = 32, "abbreviations" "name";
    /// U.S., Jr.: may end a sentence
    ABBREVIATION_ANY = 33, "abbreviations" "any";
    /// continents
    CONTINENT = 34, "places" "continent";
    /// countries
    COUNTRY = 35, "places" "country";
    /// regions
    REGION = 36, "places" "region";
    /// states of a federation
    STATE = 37, "places" "state";
    /// cities
    CITY = 38, "places" "city";
    /// other places
    SPOT = 39, "places" "place";
    /// dem, einen: begins a phrase that is no subject
    OBLIQUE = 40, "function" "oblique";
    /// de, von, des: joins a noun to the one before it
    LINK = 41, "function" "link";
    /// dass, que: opens what is reported
    COMPLEMENTIZER = 42, "function" "complementizer";
    /// sei, habe: a verb form of reported speech
    REPORTED = 43, "function" "reported";
    /// von, de, al: inside a person's name
    PARTICLE = 44, "function" "particle";
    /// l', qu': written together with the next word
    ELIDED = 45, "function" "elided";
    /// -elle, -t-il: written together with the word before
    ENCLITIC = 46, "function" "enclitic";
    /// wird, wurde: makes a passive of a participle
    PASSIVE = 47, "function" "passive";
    /// der, le, el: somebody who is known
    DEFINITE = 48, "function" "definite";
    /// so-called, known as, the film: announces a term or a title
    TERM = 49, "function" "term";
    /// zu, to: before a verb that is reported without a subject
    INFINITIVE = 56, "function" "infinitive";
    /// Worte, mots: announces words that were said
    WORDS = 57, "function" "words";
    /// avoir, haber: a verb's infinitive, which may be all that is reported
    INFINITIVE_VERB = 58, "function" "infinitive-verb";
    /// nouns have capitals
    CAPITAL_NOUNS = 50, "traits" "capital-nouns";
    /// reporting clauses stand inside quotation marks: « Oui, dit-elle, demain »
    ASIDES_INSIDE = 51, "traits" "asides-inside";
    /// a dash opens a paragraph of speech
    DASH_DIALOGUE = 52, "traits" "dash-dialogue";
    /// a dash opens the reporting clause in it
    DASH_ASIDE = 53, "traits" "dash-aside";
    /// a verb may do without a subject
    NULL_SUBJECT = 54, "traits" "null-subject";
    /// a verb form tells that speech is reported, without a verb of saying
    REPORTED_MOOD = 55, "traits" "reported-mood";
    /// people have two surnames and are called by the first
    TWO_SURNAMES = 59, "traits" "two-surnames";
    /// Deputy, Executive: before an office, and part of it
    MODIFIER = 60, "titles" "modifier";
    /// Former, Interim: before an office or a name, and part of neither
    PASSING = 61, "titles" "passing";
    /// campaign, administration: somebody's, and a body of its own
    OWNED = 62, "organizations" "owned";
}

/// First names of anybody.
pub const FIRST_NAME: Classes = class::FIRST_M | class::FIRST_F | class::FIRST_X;
/// Forms of address and offices.
pub const TITLE: Classes = class::TITLE_M | class::TITLE_F | class::TITLE_X | class::OFFICE;
/// Nouns that head a nominal mention of somebody.
pub const PERSON_NOUN: Classes = class::PERSON | class::PERSON_M | class::PERSON_F | class::PEOPLE;
/// Places of any size.
pub const PLACE: Classes = class::CONTINENT | class::COUNTRY | class::REGION | class::STATE | class::CITY | class::SPOT;
/// Pronouns that can be the subject of a verb of saying in the third person.
pub const SUBJECT_PRONOUN: Classes = class::HE | class::SHE | class::THEY | class::IT;

/// The tables of one language: (name without folder and ending, text).
const ENGLISH: &[(&str, &str)] = &[
    ("abbreviations", include_str!("../data/en/abbreviations.tsv")),
    ("first_names", include_str!("../data/en/first_names.tsv")),
    ("function", include_str!("../data/en/function.tsv")),
    ("nationalities", include_str!("../data/en/nationalities.tsv")),
    ("organizations", include_str!("../data/en/organizations.tsv")),
    ("persons", include_str!("../data/en/persons.tsv")),
    ("places", include_str!("../data/en/places.tsv")),
    ("titles", include_str!("../data/en/titles.tsv")),
];
const ENGLISH_CUES: &str = include_str!("../data/en/cues.tsv");

impl Lexicon {
    /// The English tables, compiled in.
    ///
    /// # Panics
    /// When a table has a malformed row: a test reads them all.
    #[must_use]
    pub fn english() -> &'static Self {
        static TABLES: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(ENGLISH, ENGLISH_CUES).expect("the tables that are compiled in are valid"));
        &TABLES
    }

    /// The tables of a language by its ISO 639-1 code; `None` when it has none.
    #[must_use]
    pub fn of(language: &str) -> Option<&'static Self> {
        if language == "en" { Some(Self::english()) } else { tables::of(language) }
    }

    /// Reads the tables of one language: (name without folder and ending, text).
    ///
    /// # Errors
    /// Names the table and the row that has an unknown tag or too few columns.
    pub fn of_tables(tables: &[(&str, &'static str)]) -> Result<Self, String> {
        Self::read(tables, "")
    }

    fn read(tables: &[(&str, &'static str)], cues: &'static str) -> Result<Self, String> {
        let mut lexicon = Self::default();
        for &(table, text) in tables {
            for row in rows(text) {
                let (word, tag) = row.split_once('\t').ok_or_else(|| format!("{table}: no tab in {row:?}"))?;
                if table == "speech" {
                    lexicon.add_report(word, tag).ok_or_else(|| format!("{table}: unknown tag in {row:?}"))?;
                    continue;
                }
                let class =
                    TAGS.iter().find(|&&(file, name, _)| file == table && name == tag).map(|&(_, _, class)| class);
                lexicon.add(word, class.ok_or_else(|| format!("{table}: unknown tag in {row:?}"))?);
            }
        }
        for row in rows(cues) {
            let (form, cue) = cue_row(row).ok_or_else(|| format!("cues: malformed row {row:?}"))?;
            lexicon.cues.insert(form, cue);
        }
        Ok(lexicon)
    }

    /// Forms of one way to report, parted by commas.
    fn add_report(&mut self, forms: &'static str, tag: &str) -> Option<()> {
        let pattern = Pattern::named(tag)?;
        for form in forms.split(',').map(str::trim) {
            self.reports.add(form, pattern);
            if pattern == Pattern::Say && !form.contains(' ') {
                self.cues.entry(form).or_insert(CueForm { speech: true, ..CueForm::default() });
            }
        }
        Some(())
    }

    fn add(&mut self, word: &'static str, class: Classes) {
        const TRAITS: Classes = class::CAPITAL_NOUNS
            | class::ASIDES_INSIDE
            | class::DASH_DIALOGUE
            | class::DASH_ASIDE
            | class::NULL_SUBJECT
            | class::TWO_SURNAMES
            | class::REPORTED_MOOD;
        if class & TRAITS != 0 {
            self.traits |= class;
            return;
        }
        if let Some(ending) = word.strip_prefix('*') {
            self.endings.add(ending, class);
            return;
        }
        if class & (class::ELIDED | class::ENCLITIC) != 0 {
            self.clitics.add(word, class & class::ELIDED != 0);
        }
        match word.split_once(' ') {
            None => *self.words.entry(word).or_default() |= class,
            Some((first, _)) => self.phrases.entry(first).or_default().push((word, class)),
        }
    }

    /// What `word` (lower case) may be; 0 when it is in no table.
    #[must_use]
    pub fn classes(&self, word: &str) -> Classes {
        self.words.get(word).copied().unwrap_or_else(|| self.endings.classes(word))
    }

    /// What `word` (as written) may be for its capitals: "AG", "DA", which tables list in these.
    #[must_use]
    pub fn classes_of_capitals(&self, word: &str) -> Classes {
        let longest = 3;
        let is_short = (2..=longest).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_short { self.words.get(word).copied().unwrap_or(0) } else { 0 }
    }

    /// The ways to report that begin with `word` (lower case).
    #[must_use]
    pub fn reports(&self, word: &str) -> &[Report] {
        self.reports.beginning_with(word)
    }

    /// The language does this ([`class::CAPITAL_NOUNS`] and those behind it).
    #[must_use]
    pub fn does(&self, feature: Classes) -> bool {
        self.traits & feature != 0
    }

    /// Where `word` (as written) falls apart into a small word and another one: a byte offset into it.
    #[must_use]
    pub fn cut(&self, word: &str) -> Option<usize> {
        self.clitics.cut(word)
    }

    /// Entries of several words that begin with `first` (lower case), with what they are.
    #[must_use]
    pub fn phrases(&self, first: &str) -> &[(&'static str, Classes)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// How `form` (lower case) is used as a cue, when it is one at all.
    #[must_use]
    pub fn cue(&self, form: &str) -> Option<&CueForm> {
        self.cues.get(form)
    }

    /// `word` (lower case, with its full stop) is an abbreviation.
    #[must_use]
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.classes(word) & (class::ABBREVIATION | class::ABBREVIATION_ANY) != 0
    }

    /// `word` (lower case, with its full stop) is an abbreviation that may stand at a sentence's end.
    #[must_use]
    pub fn may_end_sentence(&self, word: &str) -> bool {
        self.classes(word) & class::ABBREVIATION_ANY != 0
    }

    /// `word` (as written) usually stands at the beginning of a sentence when it has a capital: The, He, In.
    #[must_use]
    pub fn often_begins_sentence(&self, word: &str) -> bool {
        const CLOSED: Classes = SUBJECT_PRONOUN
            | class::FIRST_PERSON
            | class::POSSESSIVE
            | class::DETERMINER
            | class::PREPOSITION
            | class::SUBORDINATOR
            | class::CONJUNCTION;
        word.starts_with(char::is_uppercase) && self.classes(&word.to_lowercase()) & CLOSED != 0
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn cue_row(row: &'static str) -> Option<(&'static str, CueForm)> {
    let mut columns = row.split('\t');
    let form = columns.next()?;
    let speech = columns.next()? == "speech";
    let mut count = || {
        let (cue, seen) = columns.next()?.split_once('/')?;
        Some((cue.parse().ok()?, seen.parse().ok()?))
    };
    let (clause, mark, to, object, infinitive) = (count()?, count()?, count()?, count()?, count()?);
    Some((form, CueForm { speech, clause, mark, to, object, infinitive }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_words_have_all_their_classes() {
        let lexicon = Lexicon::english();
        assert_eq!(lexicon.classes("may") & (class::AUXILIARY | class::TIME), class::AUXILIARY | class::TIME);
        assert!(lexicon.classes("spokeswoman") & class::PERSON_F != 0);
        assert!(lexicon.phrases("prime").iter().any(|&(words, _)| words == "prime minister"));
        assert!(lexicon.cue("said").is_some_and(|cue| cue.mark.0 > 100));
    }

    #[test]
    fn a_malformed_table_names_its_row() {
        let error = Lexicon::read(&[("titles", "sir\tm\nbaron\tz\n")], "").unwrap_err();
        assert!(error.contains("baron"), "{error}");
    }
}
