//! How often each word form is the head of a cue: which tokens are looked at at all.

use crate::model::{hash_ignoring_case, mix};

/// A table of word forms by their hash: from 0 (never seen as a cue) to 15 (nearly always one).
#[derive(Clone, Copy, Debug)]
pub struct Chances<'a> {
    /// Two entries a byte would save little; one a byte, a power of two of them.
    table: &'a [u8],
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
        Self { table }
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
        self.table.get(key as usize & (self.table.len() - 1)).copied().unwrap_or(RARE)
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
