//! What was read last, which the next hit or the next question often needs again.

use std::{
    hash::Hash,
    mem::size_of,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use rustc_hash::FxBuildHasher;
use tantivy::DocAddress;

use crate::{
    article::{Article, Quote},
    query::Also,
};

/// In bytes, about.
const ARTICLES: usize = 64 << 20;
/// In bytes, about.
const PLACES: usize = 32 << 20;

/// An article and its quotations.
pub(super) type Quoted = (Article, Vec<Quote>);

/// What was read last of an index as of one commit.
pub(super) struct Recent {
    /// By their documents.
    pub articles: Shelf<DocAddress, Arc<Quoted>>,
    /// Where else articles stand, by their marks.
    pub places: Shelf<u64, Arc<[Also]>>,
}

impl Recent {
    pub fn nothing() -> Self {
        Self { articles: Shelf::of(ARTICLES), places: Shelf::of(PLACES) }
    }
}

/// Things that are kept until there are too many; those go that were not asked for the longest.
pub(super) struct Shelf<K: Hash + Eq, V> {
    /// In bytes.
    room: usize,
    kept: Mutex<Kept<K, V>>,
}

struct Kept<K: Hash + Eq, V> {
    /// Each with the bytes it takes.
    things: LruCache<K, (V, usize), FxBuildHasher>,
    bytes: usize,
}

impl<K: Hash + Eq, V: Clone + Size> Shelf<K, V> {
    fn of(room: usize) -> Self {
        Self { room, kept: Mutex::new(Kept { things: LruCache::unbounded_with_hasher(FxBuildHasher), bytes: 0 }) }
    }

    /// What is kept under a key, else what is made now. Two who ask at the same time may both make it.
    pub fn get_or_make(&self, key: K, make: impl FnOnce() -> tantivy::Result<V>) -> tantivy::Result<V> {
        if let Some((known, _)) = self.kept().things.get(&key) {
            return Ok(known.clone());
        }
        let made = make()?;
        let bytes = made.size();
        let mut kept = self.kept();
        let before = kept.things.put(key, (made.clone(), bytes)).map_or(0, |(_, bytes)| bytes);
        kept.bytes = kept.bytes + bytes - before;
        while kept.bytes > self.room {
            // Nothing is left only when nothing takes any room.
            let Some((_, (_, bytes))) = kept.things.pop_lru() else { break };
            kept.bytes -= bytes;
        }
        Ok(made)
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many bytes a thing takes, about.
pub(super) trait Size {
    fn size(&self) -> usize;
}

impl Size for Arc<Quoted> {
    fn size(&self) -> usize {
        size_of::<Quoted>() + self.0.body.len() + self.1.len() * size_of::<Quote>()
    }
}

impl Size for Arc<[Also]> {
    fn size(&self) -> usize {
        let text = |also: &Also| also.path.len() + also.url.as_ref().map_or(0, String::len);
        self.iter().map(|also| size_of::<Also>() + text(also)).sum::<usize>() + size_of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Size for Vec<u8> {
        fn size(&self) -> usize {
            self.len()
        }
    }

    #[test]
    fn what_was_not_asked_for_the_longest_goes_and_what_is_larger_than_the_room_is_not_kept() {
        let shelf = Shelf::of(10);
        let made = |key: u8, bytes: usize| {
            let mut made = false;
            let thing = shelf.get_or_make(key, || {
                made = true;
                Ok(vec![key; bytes])
            });
            assert_eq!(thing.unwrap(), vec![key; bytes]);
            made
        };
        assert!(made(1, 5) && made(2, 5) && !made(1, 5));
        assert!(made(3, 5), "the second goes");
        assert!(!made(1, 5) && made(2, 5), "then the third");
        assert!(made(4, 11) && made(4, 11));
        assert!(made(1, 5) && !made(1, 5));
        assert_eq!(shelf.kept().bytes, 5);
    }

    #[test]
    fn what_can_not_be_made_is_asked_for_again() {
        let shelf: Shelf<u8, Vec<u8>> = Shelf::of(10);
        assert!(shelf.get_or_make(1, || Err(crate::index::damaged("no"))).is_err());
        assert_eq!(shelf.get_or_make(1, || Ok(vec![1])).unwrap(), [1]);
    }
}
