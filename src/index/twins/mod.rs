//! The same article in several places: one of them is kept, the others are known to be the same.
//!
//! Every print of an article is indexed as if it were alone; each commit says which are the same. So whatever comes and
//! goes, nothing has to be read again for another print to take a lost one's place, and what the index says depends only on
//! the prints that it has.

mod address;
mod census;
mod choice;
mod print;
mod stored;

pub(super) use census::Census;
pub(super) use choice::{Group, groups};
pub(super) use print::{Print, file_hash};
pub(super) use stored::{documents, from_bytes, prints_of, write};

use rustc_hash::{FxBuildHasher, FxHashMap};
use tantivy::Searcher;

use super::{Fields, sealed::Rows};

/// Which articles of an index are the same, by the marks that their documents bear.
#[derive(Debug, Default)]
pub struct Twins {
    groups: Vec<Vec<u64>>,
    places: FxHashMap<u64, Place>,
}

/// One of several prints of the same article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which article: comparable within one [`Twins`].
    pub group: u32,
    /// 0 is the one that is kept; of the others those with the same text come first.
    pub rank: u32,
}

impl Twins {
    /// What the index says as of this searcher's commit, with its rows.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(searcher: &Searcher, rows: &Rows, fields: &Fields) -> tantivy::Result<Self> {
        let groups = stored::groups(searcher, rows, fields)?;
        let prints = groups.iter().map(Vec::len).sum();
        let mut places = FxHashMap::with_capacity_and_hasher(prints, FxBuildHasher);
        for (group, marks) in (0..).zip(&groups) {
            places.extend((0..).zip(marks).map(|(rank, &mark)| (mark, Place { group, rank })));
        }
        Ok(Self { groups, places })
    }

    /// No article stands in more than one place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many articles stand in several.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.groups.len()
    }

    /// How many prints are not kept.
    #[must_use]
    pub fn duplicates(&self) -> u64 {
        (self.places.len() - self.groups.len()) as u64
    }

    /// The print's place among those of the same article; `None` when there is no other.
    #[must_use]
    pub fn place(&self, mark: u64) -> Option<Place> {
        self.places.get(&mark).copied()
    }

    /// The marks of the same article's other prints.
    pub fn others(&self, mark: u64) -> impl Iterator<Item = u64> {
        let group = self.place(mark).and_then(|place| self.groups.get(place.group as usize));
        group.into_iter().flatten().copied().filter(move |other| *other != mark)
    }
}
