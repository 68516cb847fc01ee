//! Cuts runs at titles and offices, which are no part of a name.

use std::ops::Range;

use super::{
    super::reading::Reading,
    Name,
    kind::{is_organization, typed},
    run::CLOSED,
};
use crate::{
    lexicon::{FIRST_NAME, PERSON_NOUN, TITLE, class},
    text::TokenKind,
};

/// Cuts a run at titles ("Iowa | Gov. | Terry Branstad") and types the parts.
pub(super) fn cut(reading: &Reading, run: Range<usize>, found: &mut Vec<Name>) {
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
    // "Representative of Ohio": all of it is the office.
    if !name.is_empty() && !reading.reads(name.start, "of") {
        found.push(typed(reading, name, first..last + 1));
    }
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
        if !(adjective || reading.is(start, class::PASSING) && !reading.is(start, FIRST_NAME)) {
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
