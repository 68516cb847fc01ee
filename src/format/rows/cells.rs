//! A row on its way from the thread that cuts a table to the one that makes an article of it: columns' names and their
//! values, as the table has them. Only who reads it writes the JSON object that it stands for: cutting is what one thread does
//! for all others.

use serde::{Deserialize, Serialize, Serializer};

use super::object::{Object, write_cell, write_text};

/// Cells on their way, one after another as [postcard](https://postcard.jamesmunns.com/wire-format) writes them.
pub(super) struct Cells(Vec<u8>);

/// What a cell's bytes are.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A cell of a table of text: of a whole number the digits.
    Plain,
    /// A text, even where it looks like a number.
    Text,
    /// JSON.
    Written,
}

#[derive(Serialize, Deserialize)]
struct Cell<'a> {
    name: &'a str,
    kind: Kind,
    #[serde(serialize_with = "as_bytes")]
    value: &'a [u8],
}

/// As one piece; serde would take the bytes of a slice one by one.
fn as_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

impl Cells {
    /// None, with room for `cells` whose names and values have so many bytes.
    pub fn with_room(cells: usize, bytes: usize) -> Self {
        /// Of each, besides: the lengths of both, and the kind.
        const LENGTHS: usize = 8;
        Self(Vec::with_capacity(bytes + cells * LENGTHS))
    }

    /// Adds a cell. Its value may be in any encoding of which ASCII is a part.
    pub fn push(&mut self, name: &str, kind: Kind, value: &[u8]) {
        let cells = std::mem::take(&mut self.0);
        self.0 = postcard::to_extend(&Cell { name, kind, value }, cells).expect("memory takes all that is written");
    }

    /// How much of them there is, in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The JSON object that a row stands for, of what [`Cells::into_bytes`] gave.
pub(super) fn object(mut cells: &[u8]) -> Vec<u8> {
    let mut object = Object::with_room(cells.len() + cells.len() / 8);
    while let Ok((Cell { name, kind, value }, rest)) = postcard::take_from_bytes(cells) {
        let json = object.name(name);
        match kind {
            Kind::Plain => write_cell(value, json),
            Kind::Text => write_text(value, json),
            Kind::Written => json.extend_from_slice(value),
        }
        cells = rest;
    }
    object.close()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_kind_of_cell_is_written_as_json() {
        let mut cells = Cells::with_room(0, 0);
        cells.push("id", Kind::Plain, b"17");
        cells.push("title", Kind::Text, b"17");
        cells.push("tags", Kind::Written, b"[1]");
        assert_eq!(object(&cells.into_bytes()), br#"{"id":17,"title":"17","tags":[1]}"#);
        assert_eq!(object(&[]), b"{}");
    }

    proptest! {
        #[test]
        fn any_bytes_come_through(name: String, values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..5)) {
            let (mut cells, mut expected) = (Cells::with_room(1, 1), Object::new());
            for value in &values {
                cells.push(&name, Kind::Text, value);
                write_text(value, expected.name(&name));
            }
            prop_assert_eq!(object(&cells.into_bytes()), expected.close());
        }
    }
}
