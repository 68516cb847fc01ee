//! What a word reports, when it reports anything: that something was said, thought, wanted. So that a verb that the training
//! data has seldom is read like others of its sense.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::forms::stem;

const TABLE: &str = include_str!("../../../data/en/senses.tsv");

/// The senses, numbered from 1 in this order, on which the models rest: new ones go to the end.
const SENSES: [&str; 16] = [
    "feel", "admit", "promise", "praise", "claim", "blame", "want", "know", "say", "order", "write", "think", "ask",
    "show", "deny", "call",
];

/// By the stem of a word.
static NUMBERS: LazyLock<FxHashMap<u32, u8>> = LazyLock::new(|| {
    let mut numbers = FxHashMap::default();
    for (word, sense) in rows() {
        let number = SENSES.iter().position(|known| *known == sense).map_or(0, |place| place + 1);
        numbers.entry(stem(word)).or_insert(u8::try_from(number).unwrap_or(0));
    }
    numbers
});

/// Words with their senses.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The number of the sense of a word with this stem; 0 when it has none.
#[must_use]
pub fn of(stem: u32) -> u8 {
    NUMBERS.get(&stem).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_has_a_sense_that_is_known() {
        let rows: Vec<_> = rows().collect();
        assert!(rows.len() > 1_000, "{} words", rows.len());
        for (word, sense) in rows {
            assert!(SENSES.contains(&sense), "{word}: {sense}");
            assert_ne!(of(stem(word)), 0, "{word}");
        }
    }

    #[test]
    fn forms_of_one_stem_share_a_sense() {
        assert_eq!(of(stem("endorses")), of(stem("endorsed")));
        assert_ne!(of(stem("endorse")), of(stem("deplore")));
        assert_eq!(of(stem("rain")), 0);
    }
}
