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
            let is_possessive =
                reading.words.get(name.words.end).is_some_and(|word| word.kind == TokenKind::Possessive);
            let noun = name.words.end + usize::from(is_possessive);
            let surname = || owner.name.rsplit(' ').next().unwrap_or(&owner.name);
            let last = name.words.end - 1;
            let body = match owner.kind {
                EntityKind::Person if is_owned(reading, last, noun) => format!("{} {}", surname(), reading.text(noun)),
                EntityKind::Person if is_possessive && is_office(reading, last, noun) => {
                    format!("{}'s office", surname())
                }
                EntityKind::Place if !is_possessive && is_national(reading, last, noun) => {
                    format!("{} {}", owner.name, reading.text(noun))
                }
                _ => continue,
            };
            bodies.push((noun, body));
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

/// "the Kell | campaign": what stands behind somebody's name is a body of their own.
fn is_owned(reading: &Reading, owner: usize, noun: usize) -> bool {
    is_small_noun(reading, owner, noun) && reading.is(noun, class::OWNED)
}

/// "Kell's | office": those who work for somebody speak as one.
fn is_office(reading: &Reading, owner: usize, noun: usize) -> bool {
    is_small_noun(reading, owner, noun) && reading.reads(noun, "office")
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
