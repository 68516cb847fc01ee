//! Bodies that have only somebody's name, or a nation's: "the Kell campaign", "Kell's office", "the British government".

use rustc_hash::FxHashMap;

use super::{Entities, MOST_ALIKE, Named, official};
use crate::{
    annotate::{
        name::{Gender, Name},
        reading::Reading,
    },
    article::EntityKind,
    lexicon::class,
    text::TokenKind,
};

/// A mention of a body by its owner's name: "the Kell | campaign", "Kell's | campaign", "the British | government".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The token of its noun.
    pub noun: usize,
    /// Index of the body among the entities; it has no names of its own.
    pub entity: usize,
}

impl Entities {
    /// Adds the bodies that have only somebody's name, or a nation's, or none: "the Kell campaign", "the British government", "the
    /// county health department".
    pub(super) fn add_owned(&mut self, reading: &Reading, names: &[Name]) {
        let mut bodies: Vec<(usize, String)> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let Some(owner) = self.of_name[index].map(|at| &self.named[at]) else { continue };
            bodies.extend(match owner.kind {
                EntityKind::Person => of_person(reading, name, &owner.name),
                EntityKind::Place => of_place(reading, name, &owner.name),
                EntityKind::Organization => None,
            });
        }
        for at in 0..reading.words.len().saturating_sub(1) {
            if reading.is(at, class::NATIONALITY) && reading.words[at].capital {
                let noun = official::behind(reading, at + 1).filter(|_| !official::is_any(reading, at));
                bodies.extend(noun.map(|noun| (noun, official::printed(reading, at..noun + 1))));
            } else {
                bodies.extend(official::nameless(reading, at).map(|words| {
                    let noun = words.end - 1;
                    (noun, official::printed(reading, words))
                }));
            }
        }
        // What a nation's is told by the nation, too.
        bodies.sort_unstable_by(|(noun, name), (other, other_name)| {
            noun.cmp(other).then(other_name.len().cmp(&name.len())).then(name.cmp(other_name))
        });
        bodies.dedup_by_key(|(noun, _)| *noun);
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for (noun, name) in bodies {
            let named = || self.named_like(&name);
            let entity = match known.get(&name).copied().or_else(named) {
                Some(entity) => entity,
                None => self.add_body(name.clone(), names.len()),
            };
            known.insert(name, entity);
            self.owned.push(Owned { noun, entity });
        }
    }

    fn add_body(&mut self, name: String, first: usize) -> usize {
        let (kind, gender, names, key) = (EntityKind::Organization, Gender::Unknown, Vec::new(), Vec::new());
        self.add(
            Named { kind, name, gender, names, doubtful: true, first, key, nickname: None, is_junior: false },
            false,
        )
    }

    /// The body whose name has all words of a description in small letters: "Harwell Health Department" for "the health department".
    fn named_like(&self, description: &str) -> Option<usize> {
        if description.contains(char::is_uppercase) {
            return None;
        }
        let words: Vec<&str> = description.split(' ').map(|word| word.trim_end_matches("'s")).collect();
        let fits = |named: &Named| {
            named.kind == EntityKind::Organization
                && words.iter().all(|word| named.key.iter().any(|known| known == word))
        };
        // Its noun begins or ends the name, by which few are found: a text may name thousands of bodies.
        let alike = self.by_word.get(*words.last()?)?;
        alike.iter().copied().take(MOST_ALIKE).find(|&at| fits(&self.named[at]))
    }
}

/// The noun behind a person's name, and what the body is called: "the Kell | campaign", "Kell's | office".
fn of_person(reading: &Reading, name: &Name, person: &str) -> Option<(usize, String)> {
    let surname = person.rsplit(' ').next().unwrap_or(person);
    let is_possessive = reading.words.get(name.words.end)?.kind == TokenKind::Possessive;
    let noun = name.words.end + usize::from(is_possessive);
    if !is_small_noun(reading, name.words.end - 1, noun) {
        return None;
    }
    let text = reading.text(noun);
    if reading.is(noun, class::OWNED) {
        return Some((noun, format!("{surname} {text}")));
    }
    (is_possessive && text == "office").then(|| (noun, format!("{surname}'s office")))
}

/// The noun beside a place's name, and what the body is called: "the U.S. | military", "China's foreign | ministry", "the | government | of
/// Yemen".
fn of_place(reading: &Reading, name: &Name, place: &str) -> Option<(usize, String)> {
    let owns = reading.words.get(name.words.end)?.kind == TokenKind::Possessive;
    let behind = name.words.end + usize::from(owns);
    if let Some(noun) = official::behind(reading, behind) {
        let own = if owns { "'s" } else { "" };
        return Some((noun, format!("{place}{own} {}", official::printed(reading, behind..noun + 1))));
    }
    let before = name.words.start.checked_sub(2).filter(|&noun| reading.reads(noun + 1, "of"))?;
    let is_official = official::behind(reading, before) == Some(before);
    is_official.then(|| {
        let words = official::with_modifiers(reading, before);
        (before, format!("{} of {place}", official::printed(reading, words)))
    })
}

/// The word behind another, in its sentence and in small letters.
fn is_small_noun(reading: &Reading, owner: usize, noun: usize) -> bool {
    reading.words.get(noun).is_some_and(|word| word.sentence == reading.words[owner].sentence && !word.capital)
}
