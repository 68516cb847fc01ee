//! Cuts runs at titles and offices, which are no part of a name.

use std::ops::Range;

use super::{
    super::{mention::hyphen_head, reading::Reading},
    Name,
    kind::{is_organization, phrase_classes, typed},
    run::{CLOSED, begins_clause, is_all_capitals, is_initial, listed},
};
use crate::{
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, TITLE, class},
    text::TokenKind,
};

/// Cuts a run at titles ("Iowa | Gov. | Terry Branstad") and types the parts.
pub(super) fn cut(reading: &Reading, run: Range<usize>, found: &mut Vec<Name>) {
    let run = once(reading, run);
    if let Some(name) = behind_office_of(reading, &run) {
        found.push(typed(reading, name..run.end, run.start..name));
        return;
    }
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
        let start = whole_name(reading, &run).unwrap_or_else(|| trim_adjectives(reading, &run));
        let before = run.start..start;
        if !before.is_empty() && phrase_classes(reading, &before) & PLACE != 0 {
            found.push(typed(reading, before.clone(), before.start..before.start));
        }
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
    let name = once(reading, whole_name(reading, &name).unwrap_or(name.start)..name.end);
    // "Representative of Ohio": all of it is the office.
    if !name.is_empty() && !reading.reads(name.start, "of") {
        found.push(typed(reading, name, first..last + 1));
    }
}

/// Where the name begins behind an office that has a place: "Chief Justice of the United States | Anna Kell".
fn behind_office_of(reading: &Reading, run: &Range<usize>) -> Option<usize> {
    let of = run.clone().skip(1).find(|&at| reading.reads(at, "of"))?;
    if !reading.is(of - 1, class::OFFICE) {
        return None;
    }
    let place = if reading.words.get(of + 1).is_some() && reading.reads(of + 1, "the") { of + 2 } else { of + 1 };
    let name = (place + 1..run.end.saturating_sub(1)).find(|&at| reading.is(at, FIRST_NAME))?;
    let is_person = |at: usize| reading.is(at, FIRST_NAME);
    (is_whole(reading, name, run.end) && name + 2 == run.end && !(place..name).any(is_person)).then_some(name)
}

/// Where a full name begins behind what is none: "the | Economic Outlook | Anna Kell", "WATCH LIVE | Anna Kell", "Psychiatrist |
/// Anna Kell", "Oslo | Anna Kell", "head of | Diplomatic Security | Anna Kell".
fn whole_name(reading: &Reading, run: &Range<usize>) -> Option<usize> {
    let names_more = TITLE | PERSON_NOUN | PLACE | class::ORGANIZATION_NAME | class::ORGANIZATION;
    let behind = listed(reading, run.start).filter(|&end| run.end > end + 1);
    if let Some(name) = behind.filter(|&end| !(end..run.end).any(|at| reading.is(at, names_more))) {
        return Some(name);
    }
    let name = (run.start + 1..run.end).find(|&at| reading.is(at, FIRST_NAME) && is_whole(reading, at, run.end))?;
    let before = run.start..name;
    let listed = phrase_classes(reading, &before);
    if before.clone().any(|at| is_initial(reading.text(at)))
        || phrase_classes(reading, &(run.start..name + 1)) & PLACE != 0
    {
        return None;
    }
    let is_last = name + 2 == run.end;
    if is_last
        && (is_governed(reading, run.start)
            || listed & (class::ORGANIZATION_NAME | class::ACRONYM) != 0 && before.len() > 1)
    {
        return Some(name);
    }
    let has_article = run.start > reading.sentence_of(run.start).start
        && matches!(reading.text(run.start - 1), "the" | "The" | "a" | "A" | "an" | "another");
    let is_no_name = |at: usize| {
        let classes = PERSON_NOUN | class::NATIONALITY | class::PAPER | class::ORGANIZATION_NAME | class::ACRONYM;
        reading.words[at].kind == TokenKind::Word && (reading.is(at, classes) || shouts(reading.text(at)))
    };
    let is_described = reading.is(name - 1, PERSON_NOUN) && !reading.is(name - 1, FIRST_NAME);
    let foreign = is_described || has_article || listed & PLACE != 0 || before.clone().all(is_no_name);
    let is_body = is_organization(reading, run) && !is_described;
    (foreign && !is_body && !before.clone().any(|at| reading.is(at, FIRST_NAME))).then_some(name)
}

/// A first name and a surname.
fn is_whole(reading: &Reading, name: usize, end: usize) -> bool {
    let last = name + 1;
    let none = class::ORGANIZATION_NAME | class::TIME | class::NATIONALITY | PLACE | TITLE | PERSON_NOUN;
    last < end
        && reading.words[last].kind == TokenKind::Word
        && !reading.is(last, none)
        && !is_all_capitals(reading.text(last))
}

/// "ambassador to the |", "then-Secretary of |": what follows is where the office is held.
fn is_governed(reading: &Reading, start: usize) -> bool {
    let sentence = reading.sentence_of(start).start;
    let behind =
        |at: usize, words: &[&str]| at.checked_sub(1).filter(|&at| at >= sentence && words.contains(&reading.text(at)));
    let from = behind(start, &["the"]).unwrap_or(start);
    let Some(of) = behind(from, &["of", "to", "for"]) else { return false };
    of > sentence && {
        let held = hyphen_head(reading, of - 1) | reading.words[of - 1].classes;
        held & (class::OFFICE | PERSON_NOUN) != 0
    }
}

/// "WATCH", "COVID-19"; "JK" and "J.K." are names.
pub(super) fn shouts(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let least = 3;
    text.len() >= least && !text.contains('.') && letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// The run once, where it says the same name twice: a caption and what stands below it.
fn once(reading: &Reading, run: Range<usize>) -> Range<usize> {
    let half = run.start + run.len() / 2;
    let same = |at: usize| reading.words[at].form == reading.words[at + run.len() / 2].form;
    if run.len() >= 4 && run.len().is_multiple_of(2) && (run.start..half).all(same) { run.start..half } else { run }
}

/// "James Dean", "Dean" alone, "William M. Daley": a title's word that is somebody's name.
fn is_part_of_name(reading: &Reading, run: &Range<usize>, at: usize) -> bool {
    let initial = reading.text(at).len() == 2 && reading.text(at).ends_with('.');
    let article_before = at > reading.sentence_of(at).start && reading.is(at - 1, class::DETERMINER);
    let named_so = reading.is(at, FIRST_NAME) && at + 1 == run.end && (at > run.start || !article_before);
    named_so || initial && at > run.start
}

/// For each token of a run: it belongs to a form of address or an office, "Secretary of State" included.
fn titles(reading: &Reading, run: &Range<usize>) -> Vec<bool> {
    let mut titles: Vec<bool> =
        run.clone().map(|at| reading.is(at, TITLE) && !is_part_of_name(reading, run, at)).collect();
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
    reading.is(at, class::MODIFIER | class::PASSING)
}

/// Where a name begins behind "Former", and behind "Republican" or "French" before what looks like a person.
fn trim_adjectives(reading: &Reading, run: &Range<usize>) -> usize {
    let mut start = run.start;
    while run.end - start > 1 {
        let adjective =
            reading.is(start, class::NATIONALITY) && reading.is(start + 1, FIRST_NAME) && run.end - start > 2;
        let calls = begins_clause(reading, start) && matches!(reading.text(start), "Hey" | "Key" | "Multiple");
        if !(adjective || calls || reading.is(start, class::PASSING) && !reading.is(start, FIRST_NAME)) {
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
            && !reading.is_adverb(before)
            && start - first < 4;
        if !(is_noun || modifies) {
            break;
        }
        first = before;
    }
    first..start
}
