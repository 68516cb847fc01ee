//! How often each word form is the head of a cue: which tokens are looked at at all.

use crate::model::{hash_ignoring_case, mix, places};

/// A table of word forms by their hash: from 0 (never seen as a cue) to 15 (nearly always one).
///
/// A power of two of entries of two bytes, little-endian: the upper twelve bits are the key's, the lower four its step; all
/// bits are set where nothing stands. A key's entry stands in the place that its lower bits tell, or in the first free one
/// behind that.
#[derive(Clone, Copy, Debug)]
pub struct Chances<'a> {
    table: &'a [[u8; 2]],
}

/// Where nothing stands.
const FREE: u16 = u16::MAX;

/// What of a key is kept, so that no other word is taken for it ("Pelosi" for a verb): not all bits, which means nothing.
fn check(key: u32) -> u16 {
    let bits = u16::try_from(key >> 20).unwrap_or(0);
    bits.min((FREE >> 4) - 1)
}

/// A word's form and stem, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Of its letters in lower case.
    pub form: u32,
    /// Of what is left without its ending.
    pub stem: u32,
}

/// The entry of a form that was seen too seldom to tell.
pub const RARE: u8 = 255;

/// Where a stem's entry stands: not where a form's that reads the same does.
#[must_use]
pub fn stem_key(stem: u32) -> u32 {
    mix(stem, 0x57E3)
}

/// What is left of a word without the endings of verbs and plurals, hashed: "endors" of endorses, endorsed, endorsing.
#[must_use]
pub fn stem(word: &str) -> u32 {
    let least = 3;
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    let rest = cut("ing")
        .or_else(|| cut("ied"))
        .or_else(|| cut("ies"))
        .or_else(|| cut("ed"))
        .or_else(|| cut("es"))
        .or_else(|| cut("s"))
        .unwrap_or(word);
    let rest = rest.strip_suffix(['e', 'y']).unwrap_or(rest);
    // "admitted", "planning": the doubled letter goes.
    let bytes = rest.as_bytes();
    let doubled = matches!(bytes, [.., a, b] if a == b && a.is_ascii() && !matches!(a, b's' | b'l'));
    hash_ignoring_case(if doubled { &bytes[..bytes.len() - 1] } else { bytes })
}

impl<'a> Chances<'a> {
    /// Takes a table as it is compiled in; its length must be a power of two, which a test holds.
    #[must_use]
    pub fn read(table: &'a [u8]) -> Self {
        Self { table: table.as_chunks().0 }
    }

    /// The table of the steps of words, by their keys; at least half of it stays free, so that every look ends soon.
    #[must_use]
    pub fn write(mut steps: Vec<(u32, u8)>) -> Vec<u8> {
        let mut table = vec![FREE; (2 * steps.len()).next_power_of_two()];
        // Likely cues are found at once. Of two words that can't be told apart the likelier is kept: looking at one in vain costs
        // little.
        steps.sort_unstable_by_key(|&(key, step)| (std::cmp::Reverse(step), key));
        for (key, step) in steps {
            let is_for_key = |at: &usize| table[*at] == FREE || table[*at] >> 4 == check(key);
            let at = places(key, table.len()).find(is_for_key).expect("half of the table is free");
            if table[at] == FREE {
                table[at] = check(key) << 4 | u16::from(step);
            }
        }
        table.into_iter().flat_map(u16::to_le_bytes).collect()
    }

    /// The step of a word: its form's, or, where that was seldom seen, its stem's; [`RARE`] where that was too.
    #[inline]
    #[must_use]
    pub fn of(&self, word: Form) -> u8 {
        match self.entry(word.form) {
            RARE => self.entry(stem_key(word.stem)),
            step => step,
        }
    }

    #[inline]
    fn entry(&self, key: u32) -> u8 {
        for at in places(key, self.table.len()) {
            let [low, high] = self.table[at];
            match u16::from_le_bytes([low, high]) {
                FREE => return RARE,
                entry if entry >> 4 == check(key) => return low & 15,
                _ => {}
            }
        }
        RARE
    }

    /// The step of `cues` cues among `seen` uses: 16 even steps of the smoothed share's square root, so that rare cues are
    /// told apart.
    #[must_use]
    pub fn step(cues: u32, seen: u32) -> u8 {
        if cues == 0 {
            return 0;
        }
        let share = (f64::from(cues) + 0.1) / (f64::from(seen) + 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 16")]
        let step = (share.min(1.0).sqrt() * 15.99) as u8;
        step
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read_again(steps in proptest::collection::vec(0u8..16, 0..300)) {
            let key = |word: usize| hash_ignoring_case(&word.to_le_bytes());
            let table = Chances::write(steps.iter().enumerate().map(|(word, &step)| (key(word), step)).collect());
            for (word, &step) in steps.iter().enumerate() {
                let read = Chances::read(&table).entry(key(word));
                // Another's, of those that can't be told apart, only where that is likelier.
                let alike = |(other, &other_step): (usize, &u8)| check(key(other)) == check(key(word)) && other_step == read;
                prop_assert!(read >= step && steps.iter().enumerate().any(alike));
            }
        }
    }

    #[test]
    fn words_that_were_never_seen_are_rare() {
        let seen: Vec<(u32, u8)> = (0..4_000_u32).map(|n| (hash_ignoring_case(&n.to_le_bytes()), 15)).collect();
        let table = Chances::write(seen);
        let others = (4_000..104_000_u32).map(|n| Chances::read(&table).entry(hash_ignoring_case(&n.to_le_bytes())));
        let mistaken = others.filter(|step| *step != RARE).count();
        assert!(mistaken < 100, "{mistaken} of 100,000");
        assert_eq!(Chances::read(&[]).entry(7), RARE);
    }
}
