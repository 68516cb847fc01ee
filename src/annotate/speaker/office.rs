//! "The senator", "the Iowa governor": whoever was last named with that office.

use std::ops::Range;

use super::{
    Speakers,
    allegiance::{Agreement, Allegiance},
    choice::{Determiner, determiner},
};
use crate::{
    annotate::name::phrase_classes,
    article::{EntityKind, title_in_full},
    lexicon::{TITLE, class},
};

/// So many names back the holder of an office may be named: keeps the cost of long articles linear.
const FARTHEST_NAMES: usize = 200;
/// So many of one person's names are looked at.
pub(super) const MOST_NAMES: usize = 40;

impl Speakers<'_> {
    /// The person of whom the article told that the description's noun is theirs.
    #[must_use]
    pub fn holder(&self, words: &Range<usize>, head: usize) -> Option<usize> {
        if determiner(self, words.start, head) != Determiner::The {
            return None;
        }
        self.holder_of(words.start, head)
    }

    /// The same, however the description begins.
    pub(super) fn holder_of(&self, start: usize, head: usize) -> Option<usize> {
        self.last_holder(start, &self.office_noun(start, head), &Allegiance::of_description(self.reading, head))
    }

    /// The noun of an office with the word that makes it another: "vice president", "prime minister".
    fn office_noun(&self, start: usize, head: usize) -> String {
        let both = head.checked_sub(1).filter(|&before| before >= start).map(|before| before..head + 1);
        let listed = both.filter(|words| phrase_classes(self.reading, words) & TITLE != 0);
        self.reading.span(&listed.unwrap_or(head..head + 1)).of(self.reading.body).to_lowercase()
    }

    /// Whoever was named last before token `before` with this office, and on this side where that is told of somebody.
    pub(super) fn last_holder(&self, before: usize, noun: &str, side: &Allegiance) -> Option<usize> {
        let upto = self.names.partition_point(|name| name.words.start < before);
        let mut tried: Vec<usize> = Vec::new();
        let mut last = None;
        for index in (0..upto).rev().take(FARTHEST_NAMES) {
            let Some(entity) = self.entities.of_name[index] else { continue };
            if tried.contains(&entity) {
                continue;
            }
            tried.push(entity);
            if !self.holds(entity, noun) {
                continue;
            }
            match side.agreement(self, entity) {
                Agreement::Unsaid | Agreement::Agrees => return Some(entity),
                Agreement::Unknown => last = last.or(Some(entity)),
                Agreement::Elsewhere | Agreement::Against => {}
            }
        }
        last
    }

    fn holds(&self, entity: usize, noun: &str) -> bool {
        let named = &self.entities.named[entity];
        if named.kind != EntityKind::Person {
            return false;
        }
        let in_role = self.roles[entity].as_ref().is_some_and(|role| ends_in(&role.to_lowercase(), noun));
        in_role || named.names.iter().take(MOST_NAMES).any(|&name| self.is_titled(name, noun))
    }

    fn is_titled(&self, name: usize, noun: &str) -> bool {
        let reading = self.reading;
        let Some(last) = self.names[name].title.clone().next_back() else { return false };
        if noun.contains(' ') {
            let title = reading.span(&self.names[name].title).of(reading.body).to_lowercase();
            return ends_in_words(&title, noun);
        }
        let is_vice = last > 0 && reading.text(last - 1).eq_ignore_ascii_case("vice");
        let title = reading.text(last).to_lowercase();
        if is_vice || !reading.is(last, TITLE | class::PERSON) {
            return false;
        }
        // "Sen." for a senator, "Gov." for a governor.
        title_in_full(title.strip_suffix('.').unwrap_or(&title)).unwrap_or(&title) == noun
    }
}

/// Whether the last words of a text are these; "spokesman" does not end in "man".
fn ends_in_words(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// The role's own noun, before any "of" or "for", is `noun`.
fn ends_in(role: &str, noun: &str) -> bool {
    let own = [" of ", " for ", " at ", " in ", " to ", " from ", " with ", " who ", ","]
        .iter()
        .filter_map(|end| role.find(end))
        .min();
    let own = role[..own.unwrap_or(role.len())].trim_end();
    // A vice president is no president.
    ends_in_words(own, noun) && !(own.ends_with("vice president") && noun == "president")
}
