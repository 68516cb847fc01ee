//! Features: what is true of an option, as a template and a value, hashed.

/// A hashed feature: an index into a table of weights, before the table's size is known.
pub type Feature = u32;

/// What a feature says, without its value: "the word before the candidate".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Tells features apart; unique within one model.
    pub id: u32,
    /// For people, in explanations.
    pub name: &'static str,
}

/// Takes the features of one option.
pub trait Sink {
    /// Adds "`template` is `value`".
    fn add(&mut self, template: Template, value: u32);
}

/// The feature that says "`template` is `value`".
#[inline]
#[must_use]
pub fn feature(template: Template, value: u32) -> Feature {
    mix(template.id, value)
}

/// The features of one option, and which template gave each of them.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Hashed, in the order they were added.
    pub all: Vec<Feature>,
    /// The template of each, kept only where an explanation is wanted.
    pub names: Option<Vec<&'static str>>,
}

impl Features {
    /// An empty list that also keeps the names of templates.
    #[must_use]
    pub fn explained() -> Self {
        Self { all: Vec::new(), names: Some(Vec::new()) }
    }

    /// Forgets all features, keeps the memory.
    pub fn clear(&mut self) {
        self.all.clear();
        if let Some(names) = &mut self.names {
            names.clear();
        }
    }
}

impl Sink for Features {
    #[inline]
    fn add(&mut self, template: Template, value: u32) {
        self.all.push(feature(template, value));
        if let Some(names) = &mut self.names {
            names.push(template.name);
        }
    }
}

/// Joins two hashes into one that depends on their order: both halves of a product of 64 bits each (Wang Yi's wyhash).
#[inline]
#[must_use]
pub fn mix(a: u32, b: u32) -> u32 {
    let both = u64::from(a) << 32 | u64::from(b);
    let product = u128::from(both ^ 0xA076_1D64_78BD_642F) * u128::from(0xE703_7ED1_A0B4_28DB_u64);
    #[expect(clippy::cast_possible_truncation, reason = "the lowest bits are the hash")]
    let hash = (product >> 64 ^ product) as u32;
    hash
}

/// The hash of a word (FNV-1a): the same on every machine and in every version, since models rest on it.
#[inline]
#[must_use]
pub const fn hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut hash = 0x811C_9DC5_u32;
    let mut at = 0;
    // A loop by hand: iterators are not const.
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// The [`hash`] of a word whose ASCII letters are taken as small ones.
#[must_use]
pub fn hash_ignoring_case(word: &[u8]) -> u32 {
    word.iter().fold(hash(""), |hash, byte| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_stay_what_the_models_were_trained_with() {
        assert_eq!([hash("said"), hash(""), mix(1, 2)], [3_154_326_812, 0x811C_9DC5, 512_509_334]);
        assert_ne!(mix(1, 2), mix(2, 1));
    }
}
