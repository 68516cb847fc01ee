//! Clusters of words that stand between the same others: parts of speech and kinds of names, as far as neighbours tell, learned from
//! texts without any annotation. So that a word that the annotated articles never had is read like others that they have.

use std::cmp::Reverse;

use crate::model::places;

/// The clusters of a word, each counted from 1; 0 where the word was seen too seldom to have any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// Of few large clusters: about a part of speech.
    pub coarse: u8,
    /// Of many small ones: cities, or surnames, or offices.
    pub fine: u8,
}

/// A table of words by the hashes of their forms.
///
/// A power of two of entries of four bytes: the upper 16 bits of the key, little-endian, and its clusters; the coarse one is 0 where
/// nothing stands. A key's entry stands in the place that its lower bits tell, or in the first free one behind that.
#[derive(Clone, Copy, Debug)]
pub struct Clusters<'a> {
    table: &'a [[u8; 4]],
}

/// Those that are compiled in, learned from English news.
pub static ENGLISH: Clusters = Clusters::read(include_bytes!("../../models/clusters.bin"));

fn check(key: u32) -> [u8; 2] {
    let [_, _, low, high] = key.to_le_bytes();
    [low, high]
}

impl<'a> Clusters<'a> {
    /// Takes a table as it is compiled in; its length must be a power of two, which a test holds.
    #[must_use]
    pub const fn read(table: &'a [u8]) -> Self {
        Self { table: table.as_chunks().0 }
    }

    /// The table of words, by the hashes of their forms; at least half of it stays free, so that every look ends soon.
    #[must_use]
    pub fn write(mut words: Vec<(u32, Cluster)>) -> Vec<u8> {
        let mut table = vec![[0; 4]; (2 * words.len()).next_power_of_two()];
        words.sort_unstable_by_key(|&(key, cluster)| (key, Reverse((cluster.coarse, cluster.fine))));
        for (key, cluster) in words {
            let [low, high] = check(key);
            let is_for_key = |at: &usize| matches!(table[*at], [_, _, 0, _]) || table[*at][..2] == check(key);
            let at = places(key, table.len()).find(is_for_key).expect("half of the table is free");
            table[at] = [low, high, cluster.coarse, cluster.fine];
        }
        table.into_flattened()
    }

    /// The clusters of a word, by the hash of its form.
    #[must_use]
    pub fn of(&self, form: u32) -> Cluster {
        for at in places(form, self.table.len()) {
            match self.table[at] {
                [_, _, 0, _] => break,
                [low, high, coarse, fine] if [low, high] == check(form) => return Cluster { coarse, fine },
                _ => {}
            }
        }
        Cluster::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::hash_ignoring_case;

    fn of(word: &str) -> Cluster {
        ENGLISH.of(hash_ignoring_case(word.as_bytes()))
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(clusters in proptest::collection::vec((1u8..40, 0u8..200), 0..300)) {
            let key = |word: usize| hash_ignoring_case(&word.to_le_bytes());
            let clusters = clusters.into_iter().map(|(coarse, fine)| Cluster { coarse, fine });
            let words: Vec<(u32, Cluster)> = clusters.enumerate().map(|(word, cluster)| (key(word), cluster)).collect();
            let table = Clusters::write(words.clone());
            for (key, cluster) in &words {
                let read = Clusters::read(&table).of(*key);
                // Another's, only where the two can't be told apart.
                let alike = |(other, cluster): &(u32, Cluster)| check(*other) == check(*key) && *cluster == read;
                prop_assert!(read == *cluster || words.iter().any(alike));
            }
        }
    }

    #[test]
    fn words_that_are_used_alike_share_a_cluster() {
        assert!(ENGLISH.table.len().is_power_of_two());
        for (word, like, unlike) in
            [("monday", "friday", "purple"), ("insisted", "argued", "harbour"), ("tokyo", "berlin", "senator")]
        {
            assert_eq!(of(word), of(like));
            assert_ne!(of(word), of(unlike));
        }
        assert_eq!(of("qxzvb"), Cluster::default());
        assert_eq!(Clusters::read(&[]).of(7), Cluster::default());
    }
}
