//! Runs that other names of the article cut: "Times | Kell", where the article knows Kell by that name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    super::reading::Reading,
    Name,
    cut::shouts,
    kind::{is_organization, typed},
    run::{Seen, begins_clause, is_initial},
};
use crate::{
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, TITLE, class},
    model::mix,
    text::TokenKind,
};

/// What the names of an article tell of one another.
struct Known {
    /// How often each stands alone.
    times: FxHashMap<u32, u32>,
    /// Surnames behind a first name.
    surnames: FxHashSet<u32>,
    /// Surnames behind a form of address or an office.
    titled: FxHashSet<u32>,
}

impl Known {
    fn of(reading: &Reading, names: &[Name]) -> Self {
        let mut known =
            Self { times: FxHashMap::default(), surnames: FxHashSet::default(), titled: FxHashSet::default() };
        for name in names {
            *known.times.entry(key(reading, name.words.clone())).or_insert(0) += 1;
            let last = reading.words[name.words.end - 1].form;
            let is_full = name.words.len() == 2 && reading.is(name.words.start, FIRST_NAME);
            if is_full && !is_organization(reading, &name.words) {
                known.surnames.insert(last);
            }
            if name.words.len() == 1 && name.title.clone().any(|at| reading.is(at, TITLE)) {
                known.titled.insert(last);
            }
        }
        known
    }
}

fn key(reading: &Reading, words: impl Iterator<Item = usize>) -> u32 {
    words.fold(0, |key, at| mix(key, reading.words[at].form))
}

/// Cuts what only its place or its capital joined to a name that the article has elsewhere without it.
pub(super) fn cut_at_known(reading: &Reading, seen: &Seen, names: Vec<Name>) -> Vec<Name> {
    let known = Known::of(reading, &names);
    let mut cut = Vec::with_capacity(names.len());
    for name in names {
        let Some(at) = known.cut(reading, seen, &name) else {
            cut.push(name);
            continue;
        };
        let before = name.words.start..at;
        if known.times.contains_key(&key(reading, before.clone()))
            || reading.is(before.start, PLACE | class::ORGANIZATION_NAME | class::ACRONYM)
        {
            cut.push(typed(reading, before, name.title));
        }
        cut.push(typed(reading, at..name.words.end, at..at));
    }
    cut
}

impl Known {
    /// Where a name begins inside this one, behind a word that is none of it.
    fn cut(&self, reading: &Reading, seen: &Seen, name: &Name) -> Option<usize> {
        let first = name.words.start;
        let rest = first + 1..name.words.end;
        let is_person = |words: std::ops::Range<usize>| {
            let last = reading.words[words.end - 1].form;
            let is_office = reading.is(words.end - 1, TITLE | PERSON_NOUN | class::NATIONALITY);
            let full = words.len() == 2 && reading.is(words.start, FIRST_NAME) && !is_office;
            full || words.len() == 1 && (self.surnames.contains(&last) || self.titled.contains(&last))
        };
        let names_body =
            |at: usize| reading.is(at, class::ORGANIZATION_NAME) || matches!(reading.text(at), "of" | "for" | "&");
        if rest.is_empty() || !name.title.is_empty() || rest.clone().any(names_body) {
            return None;
        }
        let alone = self.times.get(&key(reading, rest.clone())).copied().unwrap_or(0);
        let text = reading.text(first);
        let is_lower = seen.is_lower(&text.to_lowercase());
        let is_cue = reading.words[first].cue.is_some();
        let begins_clause = begins_clause(reading, first);
        let begins = (is_lower || is_cue) && rest.len() > 1 && begins_clause;
        if !begins && !is_person(rest.clone()) {
            return None;
        }
        if alone == 0
            || reading.words[first].kind != TokenKind::Word
            || reading.is(first, FIRST_NAME)
            || is_initial(text)
        {
            return None;
        }
        let foreign = PLACE
            | PERSON_NOUN
            | class::NATIONALITY
            | class::PAPER
            | class::ORGANIZATION_NAME
            | class::ORGANIZATION
            | class::ACRONYM;
        let surname = reading.words[rest.end - 1].form;
        // "Ray | Kell": two who are known each; "Hey | Kell": a word that began a sentence.
        let two = self.surnames.contains(&reading.words[first].form) && self.surnames.contains(&surname);
        let calls = matches!(text, "Hey" | "Key" | "Meet");
        let by_place = (is_cue || calls) && begins_clause && self.surnames.contains(&surname);
        let is_no_name = begins || reading.is(first, foreign) || is_lower || shouts(text) || two || by_place;
        is_no_name.then_some(rest.start)
    }
}
