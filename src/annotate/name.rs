//! Names of people, organisations and places: runs of capitalised words, cut where titles and possessives cut them, and typed.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::reading::Reading;
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, SUBJECT_PRONOUN, TITLE, class},
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
    fn of(classes: u64) -> Self {
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

/// All names, in order, without overlaps.
#[must_use]
pub fn names(reading: &Reading) -> Vec<Name> {
    let seen = Seen::of(reading);
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.words.len() {
        let sentence = reading.sentence_of(at);
        if sentence.start == at && is_headline(reading, &sentence) {
            at = sentence.end;
            continue;
        }
        let end = run_end(reading, &seen, at);
        if end > at {
            cut(reading, at..end, &mut found);
        }
        at = end.max(at + 1);
    }
    found
}

/// A line in which nearly all words have capitals: they tell nothing about names.
fn is_headline(reading: &Reading, sentence: &Range<usize>) -> bool {
    let long = |at: &usize| reading.words[*at].kind == TokenKind::Word && reading.text(*at).len() > 3;
    let (words, capitals) = sentence
        .clone()
        .filter(long)
        .fold((0, 0), |(words, capitals), at| (words + 1, capitals + usize::from(reading.words[at].capital)));
    words > 4 && capitals * 10 >= words * 9
}

/// How words are written elsewhere in the article: decides whether a capital at a sentence's start is a name's.
struct Seen<'a> {
    capital_inside: FxHashSet<&'a str>,
    lower: FxHashSet<&'a str>,
}

impl<'a> Seen<'a> {
    fn of(reading: &Reading<'a>) -> Self {
        let mut seen = Self { capital_inside: FxHashSet::default(), lower: FxHashSet::default() };
        for (at, word) in reading.words.iter().enumerate().filter(|(_, word)| word.kind == TokenKind::Word) {
            if !word.capital {
                seen.lower.insert(reading.text(at));
            } else if !begins_clause(reading, at) {
                seen.capital_inside.insert(reading.text(at));
            }
        }
        seen
    }
}

/// A capital here may be only a beginning's: at a sentence's start, behind an opening mark or a colon.
fn begins_clause(reading: &Reading, at: usize) -> bool {
    if reading.sentence_of(at).start == at {
        return true;
    }
    let before = at - 1;
    reading.words[before].kind == TokenKind::Mark
        && matches!(
            reading.text(before),
            "“" | "\"" | "‘" | "'" | ":" | "—" | "–" | "(" | "«" | "„" | "»" | "[" | "-" | "•" | "’"
        )
}

const CLOSED: u64 = SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::SECOND_PERSON
    | class::RELATIVE
    | class::OBJECT
    | class::POSSESSIVE
    | class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY
    | class::ADVERB;

/// The end of the run of name words that starts at `at`; `at` itself when none does.
fn run_end(reading: &Reading, seen: &Seen, at: usize) -> usize {
    if !starts_name(reading, seen, at) {
        return at;
    }
    let mut end = at + 1;
    while end < reading.words.len() && reading.words[end].sentence == reading.words[at].sentence {
        if is_name_word(reading, end) || is_number_of_name(reading, end) {
            end += 1;
        } else if let Some(after) = joiner(reading, at..end) {
            end = after;
        } else {
            break;
        }
    }
    end
}

fn is_name_word(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    if word.kind != TokenKind::Word || !word.capital {
        return false;
    }
    if word.classes & class::TIME != 0 {
        // "Theresa May", "April Ryan": a month is a name only beside one.
        let is_plain = |at: usize| {
            reading.words.get(at).is_some_and(|word| word.capital && word.classes & (class::TIME | CLOSED) == 0)
        };
        let given = at > 0 && reading.is(at - 1, FIRST_NAME | TITLE) && is_plain(at - 1);
        return word.classes & FIRST_NAME != 0 && (given || is_plain(at + 1));
    }
    word.classes & CLOSED == 0 || is_all_capitals(reading.text(at)) && word.classes & class::FIRST_PERSON == 0
}

fn is_all_capitals(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// "Group 4", "Channel 9": a number that belongs to a name stands at its end.
fn is_number_of_name(reading: &Reading, at: usize) -> bool {
    reading.words[at].kind == TokenKind::Number
        && reading.is(at - 1, class::ORGANIZATION_NAME)
        && reading.text(at).len() <= 3
}

fn starts_name(reading: &Reading, seen: &Seen, at: usize) -> bool {
    if !is_name_word(reading, at) {
        return false;
    }
    if !begins_clause(reading, at) {
        return true;
    }
    let text = reading.text(at);
    let next_is_name =
        at + 1 < reading.words.len() && is_name_word(reading, at + 1) && reading.sentence_of(at).contains(&(at + 1));
    let known = FIRST_NAME | PLACE | class::ACRONYM | class::NATIONALITY | TITLE;
    if is_all_capitals(text) || seen.capital_inside.contains(text) {
        return true;
    }
    if seen.lower.contains(text.to_lowercase().as_str()) {
        return next_is_name && reading.is(at, known);
    }
    let people = PERSON_NOUN & !class::PERSON;
    if reading.is(at, people) || reading.words[at].cue.is_some() {
        return next_is_name && reading.is(at, TITLE);
    }
    next_is_name || reading.is(at, known) || is_followed_like_a_name(reading, at)
}

/// A single unknown word at a sentence's start is a name when a verb of saying, an auxiliary or a possessive follows.
fn is_followed_like_a_name(reading: &Reading, at: usize) -> bool {
    let Some(next) = reading.words.get(at + 1) else { return false };
    next.kind == TokenKind::Possessive
        || next.cue.is_some_and(|cue| cue.speech || cue.object.1 > 30)
        || next.classes & class::AUXILIARY != 0 && !reading.text(at).ends_with("ing")
}

/// Small words inside names: "van der", "of" within an organisation, "&". Returns the end behind the word they join.
fn joiner(reading: &Reading, run: Range<usize>) -> Option<usize> {
    let at = run.end;
    let text = reading.text(at);
    let follows = |at: usize| at < reading.words.len() && is_name_word(reading, at);
    let particle = matches!(
        text,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ter"
            | "ten"
            | "zu"
            | "zur"
            | "y"
            | "e"
            | "&"
            | "af"
            | "av"
            | "al-"
    );
    if particle {
        let second = if follows(at + 1) { at + 1 } else { at + 2 };
        let two = second == at + 1
            || matches!(
                reading.words.get(at + 1).map(|_| reading.text(at + 1)),
                Some("la" | "der" | "den" | "los" | "las" | "le" | "el")
            );
        return (two && follows(second)).then_some(second + 1);
    }
    let is_organization = run.clone().any(|word| reading.is(word, class::ORGANIZATION_NAME));
    let is_office = text == "of" && reading.is(at - 1, class::OFFICE);
    if is_office || is_organization && matches!(text, "of" | "for" | "on") {
        let second = if at + 1 < reading.words.len() && reading.reads(at + 1, "the") { at + 2 } else { at + 1 };
        return follows(second).then_some(second + 1);
    }
    None
}

/// Cuts a run at titles ("Iowa | Gov. | Terry Branstad") and types the parts.
fn cut(reading: &Reading, run: Range<usize>, found: &mut Vec<Name>) {
    let titles = titles(reading, &run);
    let is_title = |at: usize| titles[at - run.start];
    if run.clone().all(is_title) {
        // "the President", "Secretary of State": a description, not a name.
        return;
    }
    let whole_is_body = is_organization(reading, &run) && reading.is(run.end - 1, class::ORGANIZATION_NAME);
    let last_title = (run.start..run.end - 1)
        .rev()
        .find(|&at| is_title(at) && !is_organization(reading, &(at + 1..run.end)))
        .filter(|_| !whole_is_body);
    let Some(last) = last_title else {
        let start = trim_adjectives(reading, &run);
        found.push(typed(reading, start..run.end, lower_title(reading, start)));
        return;
    };
    let mut first = last;
    while first > run.start && (is_title(first - 1) || is_modifier(reading, first - 1)) {
        first -= 1;
    }
    let before = trim_adjectives(reading, &(run.start..first))..first;
    if !before.is_empty()
        && !before.clone().all(|at| reading.is(at, class::NATIONALITY | class::ADVERB) || is_modifier(reading, at))
    {
        found.push(typed(reading, before.clone(), before.start..before.start));
    }
    let name = last + 1..run.end;
    if !name.is_empty() {
        found.push(typed(reading, name, first..last + 1));
    }
}

/// For each token of a run: it belongs to a form of address or an office, "Secretary of State" included.
fn titles(reading: &Reading, run: &Range<usize>) -> Vec<bool> {
    let mut titles: Vec<bool> = run
        .clone()
        .map(|at| reading.is(at, TITLE) && !(reading.is(at, FIRST_NAME) && at + 1 == run.end && at > run.start))
        .collect();
    for at in run.clone() {
        for &(phrase, classes) in reading.lexicon.phrases(&reading.text(at).to_lowercase()) {
            let length = phrase.split(' ').count();
            if classes & TITLE != 0
                && at + length <= run.end
                && reading.span(&(at..at + length)).of(reading.body).eq_ignore_ascii_case(phrase)
            {
                titles[at - run.start..at - run.start + length].fill(true);
            }
        }
    }
    titles
}

/// Words that go before a title and belong to it, or before a name and belong to nothing.
fn is_modifier(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.text(at),
        "Vice"
            | "Deputy"
            | "Prime"
            | "Chief"
            | "Senior"
            | "Former"
            | "Acting"
            | "Foreign"
            | "Press"
            | "Attorney"
            | "Lt."
            | "Campaign"
            | "Assistant"
            | "Presumptive"
            | "Interim"
            | "Incoming"
            | "Outgoing"
            | "Then"
            | "Ex"
            | "Late"
            | "Rival"
            | "Fellow"
            | "Longtime"
    )
}

/// Where a name begins behind "Former", and behind "Republican" or "French" before what looks like a person.
fn trim_adjectives(reading: &Reading, run: &Range<usize>) -> usize {
    let mut start = run.start;
    while run.end - start > 1 {
        let adjective =
            reading.is(start, class::NATIONALITY) && reading.is(start + 1, FIRST_NAME) && run.end - start > 2;
        if !(adjective || is_modifier(reading, start) && !reading.is(start, FIRST_NAME)) {
            break;
        }
        start += 1;
    }
    start
}

/// The lower-case office before a name: "spokeswoman | Anna Kelly", "campaign manager | Robby Mook".
fn lower_title(reading: &Reading, start: usize) -> Range<usize> {
    let sentence = reading.sentence_of(start).start;
    let mut first = start;
    while first > sentence {
        let before = first - 1;
        let word = &reading.words[before];
        let is_noun = word.kind == TokenKind::Word && !word.capital && word.classes & (PERSON_NOUN | TITLE) != 0;
        let modifies = first < start
            && word.kind == TokenKind::Word
            && !word.capital
            && word.classes & (CLOSED | class::TIME) == 0
            && word.cue.is_none()
            && start - first < 4;
        if !(is_noun || modifies) {
            break;
        }
        first = before;
    }
    first..start
}

fn is_organization(reading: &Reading, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let by_word = |at: usize| reading.is(at, class::ORGANIZATION_NAME);
    // "Clinton White House": the last words are a body's name.
    let ends_in_body =
        (words.start + 1..last).any(|at| phrase_classes(reading, &(at..words.end)) & class::ORGANIZATION_NAME != 0);
    if ends_in_body {
        return true;
    }
    by_word(last) && !(words.len() == 2 && reading.is(words.start, FIRST_NAME) && reading.is(last, FIRST_NAME))
        || by_word(words.start) && words.len() > 1 && !reading.is(words.start, FIRST_NAME | TITLE)
        || words.clone().any(|at| matches!(reading.text(at), "of" | "for" | "&") && words.clone().any(by_word))
}

fn typed(reading: &Reading, words: Range<usize>, title: Range<usize>) -> Name {
    let title_classes = title.clone().fold(0, |all, at| all | reading.words[at].classes);
    let first = reading.words[words.start].classes;
    let phrase = phrase_classes(reading, &words);
    let has_title = !title.is_empty();
    let person_by_name = words.len() > 1 && first & FIRST_NAME != 0;
    let is_initial = |at: usize| reading.text(at).len() == 2 && reading.text(at).ends_with('.');
    let kind = if phrase & PLACE != 0 && !has_title {
        Some(EntityKind::Place)
    } else if phrase & (class::ACRONYM | class::ORGANIZATION_NAME) != 0 && !has_title && words.len() > 1 {
        Some(EntityKind::Organization)
    } else if is_organization(reading, &words) && !(has_title && words.len() <= 2) {
        Some(EntityKind::Organization)
    } else if has_title || person_by_name || (words.len() > 1 && is_initial(words.start)) {
        Some(EntityKind::Person)
    } else if words.len() == 1 && first & class::NATIONALITY != 0 {
        None
    } else if words.len() == 1 && (first & class::ACRONYM != 0 || is_all_capitals(reading.text(words.start))) {
        Some(EntityKind::Organization)
    } else if (2..=3).contains(&words.len())
        && words.clone().all(|at| reading.words[at].kind == TokenKind::Word)
        && looks_human(reading, &words)
    {
        Some(EntityKind::Person)
    } else {
        None
    };
    let gender = match Gender::of(title_classes) {
        Gender::Unknown if kind == Some(EntityKind::Person) && words.len() > 1 => Gender::of(first & FIRST_NAME),
        known => known,
    };
    Name { words, title, kind, gender }
}

/// Two or three capitalised words that no table knows: a person unless the text puts an article before them.
fn looks_human(reading: &Reading, words: &Range<usize>) -> bool {
    let article_before = words.start > 0
        && reading.is(words.start - 1, class::DETERMINER)
        && reading.sentence_of(words.start).contains(&(words.start - 1));
    !article_before
        && !words.clone().any(|at| {
            reading.is(at, class::NATIONALITY | class::ORGANIZATION | class::PAPER | class::TIME | PLACE)
                || is_all_capitals(reading.text(at))
        })
}

/// What the tables say of the whole name: "New York City", "Islamic State".
fn phrase_classes(reading: &Reading, words: &Range<usize>) -> u64 {
    let whole = reading.span(words).of(reading.body).to_lowercase();
    if words.len() == 1 {
        return reading.lexicon.classes(&whole);
    }
    let first = whole.split(' ').next().unwrap_or_default();
    reading.lexicon.phrases(first).iter().filter(|(name, _)| *name == whole).fold(0, |all, (_, classes)| all | classes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<(String, Option<EntityKind>)> {
        let reading = Reading::new(text, Lexicon::english());
        names(&reading).into_iter().map(|name| (reading.span(&name.words).of(text).to_owned(), name.kind)).collect()
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
