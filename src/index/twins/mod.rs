//! The same article in several places: one of them is kept, the others are known to be the same.
//!
//! Every print of an article is indexed as if it were alone; each commit says which are the same. So whatever comes and
//! goes, nothing has to be read again for another print to take a lost one's place, and what the index says depends only on
//! the prints that it has.

mod address;
mod census;
mod choice;
mod print;
mod said;
mod sorted;
mod stored;

pub(super) use census::Census;
pub(super) use choice::{Group, groups};
pub(super) use print::{Print, file_hash};
pub(super) use stored::{Part, documents, prints_of, whole, write};

use std::ops::Range;

use tantivy::Searcher;

use said::Said;

use super::{Fields, sealed::damaged};

/// Which articles of an index are the same, by the marks that their documents bear.
///
/// It is looked up in the bytes that are stored: to make a table of them at each start would take longer than most questions do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twins(Said);

/// One of several prints of the same article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which article: comparable within one [`Twins`].
    pub group: u32,
    /// 0 is the one that is kept; of the others those with the same text come first.
    pub rank: u32,
}

impl Twins {
    /// What the index says as of this searcher's commit.
    ///
    /// # Errors
    /// When it can't be read, or not all of it is there.
    pub fn read(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Self> {
        whole(stored::parts(searcher, fields)?).ok_or_else(|| damaged("what it says of equal articles is not complete"))
    }

    pub(super) fn of(groups: &[Group]) -> Self {
        Self(Said::of(groups))
    }

    fn groups(&self) -> Vec<Group> {
        let marks = |group| self.numbers(group).filter_map(|number| self.mark(number)).collect();
        (0..).map_while(|group| self.0.end(group as usize).map(|_| marks(group))).collect()
    }

    /// No article stands in more than one place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles() == 0
    }

    /// How many articles stand in several.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.0.articles()
    }

    /// How many prints they have.
    #[must_use]
    pub fn prints(&self) -> usize {
        self.0.prints()
    }

    /// How many prints are not kept.
    #[must_use]
    pub fn duplicates(&self) -> u64 {
        (self.prints() - self.articles()) as u64
    }

    /// The print's place among those of the same article; `None` when there is no other.
    #[must_use]
    pub fn place(&self, mark: u64) -> Option<Place> {
        let said = &self.0;
        let number = said.by_size(sorted::find(mark, said.prints(), |place| said.mark(said.by_size(place)))?);
        let group = said.group_of(number);
        let rank = number - self.numbers(group).start;
        Some(Place { group, rank: u32::try_from(rank).ok()? })
    }

    /// The prints of an article, by their numbers among all of them: that of the rank 0 first.
    #[must_use]
    pub fn numbers(&self, group: u32) -> Range<usize> {
        let end = |group: usize| self.0.end(group).unwrap_or(0);
        let group = group as usize;
        group.checked_sub(1).map_or(0, end)..end(group)
    }

    /// The mark of a print, by its number among all of them.
    #[must_use]
    pub fn mark(&self, number: usize) -> Option<u64> {
        (number < self.prints()).then(|| self.0.mark(number))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_mark_has_its_place_and_no_other_has_one(
            marks in proptest::collection::btree_set(any::<u64>(), 0..300),
            lengths in proptest::collection::vec(2usize..9, 100),
            other: u64,
        ) {
            let mut left: Vec<u64> = marks.into_iter().collect();
            // Marks are hashes: in no order.
            left.sort_unstable_by_key(|mark| mark.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let mut groups = Vec::new();
            for length in lengths {
                if left.len() >= length {
                    groups.push(left.split_off(left.len() - length));
                }
            }
            let twins = Twins::of(&groups);
            prop_assert_eq!(twins.groups(), groups.clone());
            prop_assert_eq!(twins.duplicates(), groups.iter().map(|group| group.len() as u64 - 1).sum::<u64>());
            let known: BTreeSet<u64> = groups.iter().flatten().copied().collect();
            for (group, marks) in (0..).zip(&groups) {
                for (rank, mark) in (0..).zip(marks) {
                    prop_assert_eq!(twins.place(*mark), Some(Place { group, rank }));
                    prop_assert_eq!(twins.mark(twins.numbers(group).start + rank as usize), Some(*mark));
                }
            }
            prop_assert_eq!(twins.place(other).is_some(), known.contains(&other));
        }
    }
}
