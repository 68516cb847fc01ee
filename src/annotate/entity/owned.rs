//! Bodies that have only somebody's name, or a nation's: "the Kell campaign", "Kell's office", "the British government".

use rustc_hash::FxHashMap;

use super::{Entities, Named};
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
    /// Adds the bodies that have only somebody's name, or a nation's: "the Kell campaign", "the British government".
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
            let is_nation = reading.is(at, class::NATIONALITY) && reading.words[at].capital;
            if is_nation && is_national(reading, at, at + 1) {
                bodies.push((at + 1, reading.span(&(at..at + 2)).of(reading.body).to_owned()));
            }
        }
        bodies.sort_unstable();
        bodies.dedup_by_key(|(noun, _)| *noun);
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for (noun, name) in bodies {
            let entity = *known.entry(name).or_insert_with_key(|name| {
                let (kind, gender, name) = (EntityKind::Organization, Gender::Unknown, name.clone());
                let (names, key, first) = (Vec::new(), Vec::new(), names.len());
                let body =
                    Named { kind, name, gender, names, doubtful: true, first, key, nickname: None, is_junior: false };
                self.add(body, false)
            });
            self.owned.push(Owned { noun, entity });
        }
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

/// The noun beside a place's name, and what the body is called: "the U.S. | military", "the | government | of Yemen".
fn of_place(reading: &Reading, name: &Name, place: &str) -> Option<(usize, String)> {
    let behind = name.words.end;
    if is_national(reading, behind - 1, behind) {
        return Some((behind, format!("{place} {}", reading.text(behind))));
    }
    let before = name.words.start.checked_sub(2).filter(|&noun| reading.reads(noun + 1, "of"))?;
    is_national(reading, name.words.start, before).then(|| (before, format!("{} of {place}", reading.text(before))))
}

/// "the British | government": what stands behind a nation's name or adjective is a body of its own.
fn is_national(reading: &Reading, nation: usize, noun: usize) -> bool {
    is_small_noun(reading, nation, noun)
        && matches!(
            reading.text(noun),
            "government" | "regime" | "parliament" | "legislature" | "embassy" | "military" | "army" | "navy"
        )
}

/// The word behind another, in its sentence and in small letters.
fn is_small_noun(reading: &Reading, owner: usize, noun: usize) -> bool {
    reading.words.get(noun).is_some_and(|word| word.sentence == reading.words[owner].sentence && !word.capital)
}
