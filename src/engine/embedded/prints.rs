//! Which print of which article a document is, and where each print lies: looked up when first needed, and remembered.

use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use tantivy::{DocAddress, DocId, DocSet, TERMINATED, Term, schema::IndexRecordOption};

use super::{Lookup, columns::Columns};
use crate::index::Place;

/// What was found of the prints of an index as of one commit.
pub(super) struct Prints {
    /// By segment, then by the article's number there.
    places: Vec<OnceLock<Box<[AtomicU64]>>>,
    /// By the print's number among all that have twins.
    addresses: OnceLock<Box<[AtomicU64]>>,
}

/// Nothing is remembered.
const UNKNOWN: u64 = 0;
/// It was looked for, and there is none.
const NONE: u64 = 1;
/// What is remembered is this much more.
const KNOWN: u64 = 2;

impl Prints {
    /// Of so many segments.
    pub fn unknown(segments: usize) -> Self {
        Self { places: (0..segments).map(|_| OnceLock::new()).collect(), addresses: OnceLock::new() }
    }

    /// The place of an article among its prints, by the article's number in its segment; `None` where there is no other.
    pub fn place(&self, lookup: Lookup, segment: u32, columns: &Columns, article: usize) -> Option<Place> {
        let places = self.places[segment as usize].get_or_init(|| unknown(columns.articles().len()));
        let known = places.get(article)?;
        match known.load(Ordering::Relaxed) {
            UNKNOWN => {
                let mark = u32::try_from(article).ok().and_then(|article| columns.mark.of_row(article));
                let place = mark.and_then(|mark| lookup.twins.place(mark));
                known.store(place.map_or(NONE, packed_place), Ordering::Relaxed);
                if let (Some(place), Some(doc)) = (place, columns.articles().get(article)) {
                    self.remember(lookup, place, packed_address(DocAddress::new(segment, *doc)));
                }
                place
            }
            NONE => None,
            packed => Some(place(packed)),
        }
    }

    /// The document of an article's print that is not deleted.
    pub fn address(&self, lookup: Lookup, place: Place) -> tantivy::Result<Option<DocAddress>> {
        let number = lookup.twins.numbers(place.group).start + place.rank as usize;
        match self.expect_to_be_asked(lookup).get(number).map_or(NONE, |known| known.load(Ordering::Relaxed)) {
            UNKNOWN => {
                let found = lookup.twins.mark(number).map(|mark| marked(lookup, mark)).transpose()?.flatten();
                self.remember(lookup, place, found.map_or(NONE, packed_address));
                Ok(found)
            }
            NONE => Ok(None),
            packed => Ok(Some(address(packed))),
        }
    }

    /// Remembers from now on where the prints are whose places are looked up: it will be asked for.
    pub fn expect_to_be_asked(&self, lookup: Lookup) -> &[AtomicU64] {
        self.addresses.get_or_init(|| unknown(lookup.twins.prints()))
    }

    fn remember(&self, lookup: Lookup, place: Place, packed: u64) {
        let number = lookup.twins.numbers(place.group).start + place.rank as usize;
        if let Some(known) = self.addresses.get().and_then(|addresses| addresses.get(number)) {
            known.store(packed, Ordering::Relaxed);
        }
    }
}

fn unknown(count: usize) -> Box<[AtomicU64]> {
    (0..count).map(|_| AtomicU64::new(UNKNOWN)).collect()
}

/// There are fewer groups than prints, and fewer prints than 32 bits count: so there is room for what is no place.
fn packed_place(place: Place) -> u64 {
    (u64::from(place.group) << 32 | u64::from(place.rank)) + KNOWN
}

fn place(packed: u64) -> Place {
    let (group, rank) = halves(packed - KNOWN);
    Place { group, rank }
}

/// tantivy gives no document the highest number.
fn packed_address(at: DocAddress) -> u64 {
    (u64::from(at.segment_ord) << 32 | u64::from(at.doc_id)) + KNOWN
}

fn address(packed: u64) -> DocAddress {
    let (segment, doc) = halves(packed - KNOWN);
    DocAddress::new(segment, doc)
}

fn halves(packed: u64) -> (u32, u32) {
    let half = |half: u64| u32::try_from(half).expect("it is half of 64 bits");
    (half(packed >> 32), half(packed & u64::from(u32::MAX)))
}

/// The article's document that bears a mark: one, besides those of the same print that are deleted.
fn marked(lookup: Lookup, mark: u64) -> tantivy::Result<Option<DocAddress>> {
    let term = Term::from_field_u64(lookup.fields.mark, mark);
    for (segment, reader) in (0..).zip(lookup.searcher.segment_readers()) {
        let index = reader.inverted_index(lookup.fields.mark)?;
        let Some(mut marked) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        let is_alive = |doc: DocId| reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        while marked.doc() != TERMINATED && !is_alive(marked.doc()) {
            marked.advance();
        }
        if marked.doc() != TERMINATED {
            return Ok(Some(DocAddress::new(segment, marked.doc())));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back_and_is_never_taken_for_nothing() {
        for (group, rank) in [(0, 0), (0, u32::MAX), (7, 3), (u32::MAX - 1, u32::MAX)] {
            let packed = packed_place(Place { group, rank });
            assert!(packed > NONE);
            assert_eq!(place(packed), Place { group, rank });
            assert_eq!(address(packed_address(DocAddress::new(group, rank))), DocAddress::new(group, rank));
        }
    }
}
