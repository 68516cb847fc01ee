//! What is indexed, file by file: JSON Lines, read and written as a whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the index knows of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Size in bytes.
    pub size: u64,
    /// When it last changed, in nanoseconds since 1970; `None` when that tells nothing.
    pub modified: Option<i64>,
    /// Of its content; `None` when it was not read to its end.
    #[serde(with = "hex")]
    pub hash: Option<blake3::Hash>,
    /// How it was read (by which edition of whosaid, with which options): read in another way it may give other articles.
    pub recipe: u64,
    /// Articles indexed.
    pub articles: u32,
    /// Quotations indexed.
    pub quotes: u32,
    /// Records of it that could not be read.
    pub problems: u32,
    /// Whether all of it is in the index.
    pub state: State,
}

/// How much of a file is in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// All of it.
    Done,
    /// The run ended in the middle of it: it is to be read again from its start.
    Partial,
}

impl Entry {
    /// The entry of a file that was begun and not finished.
    #[must_use]
    pub fn partial() -> Self {
        Self {
            size: 0,
            modified: None,
            hash: None,
            recipe: 0,
            articles: 0,
            quotes: 0,
            problems: 0,
            state: State::Partial,
        }
    }
}

/// Files by path.
pub type Entries = BTreeMap<String, Entry>;

/// A line of the manifest.
#[derive(Serialize, Deserialize)]
struct Line<P, E> {
    path: P,
    #[serde(flatten)]
    entry: E,
}

/// The manifest of these entries.
pub(super) fn write<'a>(entries: impl IntoIterator<Item = (&'a str, &'a Entry)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (path, entry) in entries {
        serde_json::to_writer(&mut bytes, &Line { path, entry }).expect("writing to memory never fails");
        bytes.push(b'\n');
    }
    bytes
}

/// The entries of a manifest.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(bytes: &[u8]) -> Result<Entries, String> {
    let mut entries = Entries::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let Line { path, entry } =
            serde_json::from_slice(line).map_err(|error| format!("its list of files, line {}: {error}", number + 1))?;
        entries.insert(path, entry);
    }
    Ok(entries)
}

/// A hash as 64 hexadecimal digits.
mod hex {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde's `with` calls it so")]
    pub(super) fn serialize<S: Serializer>(hash: &Option<blake3::Hash>, to: S) -> Result<S::Ok, S::Error> {
        hash.map(|hash| hash.to_string()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<blake3::Hash>, D::Error> {
        let digits = Option::<String>::deserialize(from)?;
        digits.map(|digits| blake3::Hash::from_hex(digits).map_err(D::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, option, prelude::*};

    use super::*;

    fn entry() -> impl Strategy<Value = Entry> {
        let hash = option::of(any::<[u8; 32]>().prop_map(blake3::Hash::from_bytes));
        let state = prop_oneof![Just(State::Done), Just(State::Partial)];
        let counts = (any::<u32>(), any::<u32>(), any::<u32>());
        (any::<u64>(), any::<Option<i64>>(), hash, any::<u64>(), counts, state).prop_map(
            |(size, modified, hash, recipe, (articles, quotes, problems), state)| Entry {
                size,
                modified,
                hash,
                recipe,
                articles,
                quotes,
                problems,
                state,
            },
        )
    }

    fn written(entries: &Entries) -> Vec<u8> {
        write(entries.iter().map(|(path, entry)| (path.as_str(), entry)))
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_whatever_the_paths(entries in btree_map(any::<String>(), entry(), 0..8)) {
            prop_assert_eq!(read(&written(&entries)), Ok(entries));
        }

        #[test]
        fn reading_never_panics(bytes in any::<Vec<u8>>(), entries in btree_map(".{0,8}", entry(), 1..4), cut in any::<usize>()) {
            let _ = read(&bytes);
            let mut torn = written(&entries);
            torn.truncate(cut % torn.len());
            let _ = read(&torn);
        }
    }

    #[test]
    fn a_line_that_is_no_entry_is_told_by_its_number() {
        let mut bytes = written(&Entries::from([("a.txt".into(), Entry::partial())]));
        bytes.extend_from_slice(b"{\"path\":\"b.txt\"}\n");
        assert!(read(&bytes).unwrap_err().starts_with("its list of files, line 2: "));
    }
}
