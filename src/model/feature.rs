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

    /// Adds "`template` is `value`".
    #[inline]
    pub fn add(&mut self, template: Template, value: u32) {
        self.all.push(mix(template.id.wrapping_mul(0x9E37_79B1), value));
        if let Some(names) = &mut self.names {
            names.push(template.name);
        }
    }
}

/// Joins two hashes into one that depends on their order (the finaliser of `MurmurHash3` over both).
#[inline]
#[must_use]
pub fn mix(a: u32, b: u32) -> u32 {
    let mut hash = a ^ b.wrapping_mul(0xCC9E_2D51).rotate_left(15).wrapping_mul(0x1B87_3593);
    hash = hash.rotate_left(13).wrapping_mul(5).wrapping_add(0xE654_6B64);
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}

/// The hash of a word (FNV-1a): the same on every machine and in every version, since models rest on it.
#[inline]
#[must_use]
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_stay_what_the_models_were_trained_with() {
        assert_eq!([hash("said"), hash(""), mix(1, 2)], [0x3EA8_1D1D, 0x811C_9DC5, mix(1, 2)]);
        assert_ne!(mix(1, 2), mix(2, 1));
    }
}
