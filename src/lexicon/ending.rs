//! What a word may be by how it ends: German makes nouns of nouns ("Außenminister"), and no list has them all.

use rustc_hash::FxHashMap;

use super::Classes;

/// Endings with what they make of a word.
#[derive(Debug, Default)]
pub struct Endings {
    classes: FxHashMap<&'static str, Classes>,
    longest: usize,
}

impl Endings {
    pub(super) fn add(&mut self, ending: &'static str, class: Classes) {
        self.longest = self.longest.max(ending.len());
        *self.classes.entry(ending).or_default() |= class;
    }

    /// What the longest ending of `word` that is known makes of it; 0 when none is.
    pub(super) fn classes(&self, word: &str) -> Classes {
        if self.longest == 0 {
            return 0;
        }
        let shortest_start = word.len().saturating_sub(self.longest);
        let mut ends = word.char_indices().map(|(at, _)| at).filter(|&at| at >= shortest_start && at > 0);
        ends.find_map(|at| self.classes.get(&word[at..])).copied().unwrap_or(0)
    }
}
