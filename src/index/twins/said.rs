//! What an index says of equal articles, as bytes that are looked up where they lie.

use super::Group;

/// In bytes: how many groups and how many marks there are.
const COUNTS: usize = 2 * NUMBER;
/// In bytes: a number of 32 bits.
const NUMBER: usize = size_of::<u32>();
/// In bytes.
const MARK: usize = size_of::<u64>();

/// The numbers of groups and of marks, as 32 bits; where each group ends among the marks, as 32 bits; the marks of one group after the
/// other, as 64 bits; and their places among those, the smallest mark's first, as 32 bits. All lowest byte first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    bytes: Vec<u8>,
    groups: usize,
    marks: usize,
}

impl Default for Said {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Said {
    pub(super) fn of(groups: &[Group]) -> Self {
        const FEW: &str = "prints are articles, which 32 bits count";
        let count = |count: usize| u32::try_from(count).expect(FEW);
        let marks: Vec<u64> = groups.iter().flatten().copied().collect();
        let mut by_size: Vec<u32> = (0..count(marks.len())).collect();
        by_size.sort_unstable_by_key(|&at| marks[at as usize]);
        let mut end = 0;
        let ends = groups.iter().map(|group| {
            end += count(group.len());
            end
        });
        let mut bytes = [count(groups.len()), count(marks.len())].map(u32::to_le_bytes).concat();
        bytes.extend(ends.flat_map(u32::to_le_bytes));
        bytes.extend(marks.iter().flat_map(|mark| mark.to_le_bytes()));
        bytes.extend(by_size.into_iter().flat_map(u32::to_le_bytes));
        Self { bytes, groups: groups.len(), marks: marks.len() }
    }

    /// `None` where this is nothing that could have been written.
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let count = |at| usize::try_from(number(&bytes, at)?).ok();
        let (groups, marks) = (count(0)?, count(NUMBER)?);
        let length = groups.checked_mul(NUMBER)?.checked_add(marks.checked_mul(MARK + NUMBER)?)?.checked_add(COUNTS)?;
        let said = (length == bytes.len()).then_some(Self { bytes, groups, marks })?;
        let is_sound = {
            let ends = said.numbers(COUNTS, groups);
            ends.clone().is_sorted()
                && ends.last().unwrap_or(0) as usize == marks
                && said.numbers(length - marks * NUMBER, marks).all(|place| (place as usize) < marks)
        };
        is_sound.then_some(said)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many groups there are.
    pub(super) fn articles(&self) -> usize {
        self.groups
    }

    /// How many marks there are.
    pub(super) fn prints(&self) -> usize {
        self.marks
    }

    /// Where a group ends among the marks.
    pub(super) fn end(&self, group: usize) -> Option<usize> {
        (group < self.groups).then(|| number(&self.bytes, COUNTS + group * NUMBER).unwrap_or(0) as usize)
    }

    /// Which group a mark belongs to, by its place among all of them.
    pub(super) fn group_of(&self, mark: usize) -> u32 {
        let (mut low, mut high) = (0, self.groups);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.end(middle).is_some_and(|end| end <= mark) { low = middle + 1 } else { high = middle }
        }
        u32::try_from(low).expect("32 bits count the groups")
    }

    /// The mark at a place.
    ///
    /// # Panics
    /// When there are not so many.
    pub(super) fn mark(&self, place: usize) -> u64 {
        let marks = &self.bytes[COUNTS + self.groups * NUMBER..][..self.marks * MARK];
        u64::from_le_bytes(marks.as_chunks().0[place])
    }

    /// The place of a mark which so many are smaller than.
    ///
    /// # Panics
    /// When there are not so many.
    pub(super) fn by_size(&self, smaller: usize) -> usize {
        let places = &self.bytes[COUNTS + self.groups * NUMBER + self.marks * MARK..];
        u32::from_le_bytes(places.as_chunks().0[smaller]) as usize
    }

    fn numbers(&self, from: usize, count: usize) -> impl Iterator<Item = u32> + Clone {
        self.bytes[from..][..count * NUMBER].as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_the_bytes_are_they_say_which_are_the_same_or_nothing(bytes: Vec<u8>, groups: Vec<Vec<u64>>, at: usize, to: u8) {
            prop_assert!(Said::from_bytes(bytes.clone()).is_none_or(|said| said.bytes() == bytes));
            let said = Said::of(&groups);
            prop_assert_eq!(Said::from_bytes(said.bytes().to_vec()), Some(said.clone()));
            let mut damaged = said.bytes().to_vec();
            let at = at % damaged.len();
            damaged[at] = to;
            if let Some(said) = Said::from_bytes(damaged) {
                // Nothing that is looked up is outside of it.
                for place in 0..said.prints() {
                    let _ = (said.mark(said.by_size(place)), said.group_of(place));
                }
            }
        }
    }

    #[test]
    fn no_room_is_made_for_what_a_number_claims() {
        assert_eq!(Said::from_bytes(vec![0xFF; 12]), None);
    }
}
