//! What a word reports, when it reports anything: that something was said, thought, wanted. So that a verb that the training
//! data has seldom is read like others of its sense.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::forms::stem;

const TABLE: &str = include_str!("../../../data/en/senses.tsv");

/// The senses of the table, numbered from 1 in the order they are met.
static SENSES: LazyLock<FxHashMap<u32, u8>> = LazyLock::new(|| {
    let mut names: Vec<&str> = Vec::new();
    let mut senses = FxHashMap::default();
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let Some((word, name)) = row.split_once('\t') else { continue };
        let number = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        senses.entry(stem(word)).or_insert(u8::try_from(number + 1).unwrap_or(u8::MAX));
    }
    senses
});

/// The number of the sense of a word with this stem; 0 when it has none.
#[must_use]
pub fn of(stem: u32) -> u8 {
    SENSES.get(&stem).copied().unwrap_or(0)
}
