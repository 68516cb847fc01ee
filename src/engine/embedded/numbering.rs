//! Numbers for keys, in the order in which they come.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash},
};

/// Each key has its place among all different ones for its number.
#[derive(Default)]
pub(super) struct Numbering<K, S> {
    numbers: HashMap<K, u32, S>,
    keys: Vec<K>,
}

impl<K: Copy + Eq + Hash, S: BuildHasher> Numbering<K, S> {
    /// The number of a key; the next one where it comes for the first time.
    pub fn of(&mut self, key: K) -> u32 {
        let keys = &mut self.keys;
        *self.numbers.entry(key).or_insert_with(|| {
            keys.push(key);
            u32::try_from(keys.len() - 1).expect("there are no more keys than documents")
        })
    }

    /// The keys by their numbers.
    pub fn keys(&self) -> &[K] {
        &self.keys
    }
}
