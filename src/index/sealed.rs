//! Rows as documents store them: JSON, with a hash of it beside it, so that what is shown is what was written.
//!
//! tantivy has a checksum for each file and looks at none of them when it reads: that would mean to read all of an index
//! before the first answer. What is shown is little, and is looked at each time.

use serde::{Serialize, de::DeserializeOwned};
use tantivy::{TantivyDocument, TantivyError, error::DataCorruption, schema::Value};

use super::Fields;

/// Stores a row in its document. Gives the bytes that it takes.
///
/// # Panics
/// When the row is a map with other keys than text, which no row is.
pub fn write_row(row: &impl Serialize, document: &mut TantivyDocument, fields: &Fields) -> usize {
    let json = serde_json::to_vec(row).expect("rows have no maps with other keys than text");
    document.add_bytes(fields.row, &json);
    document.add_u64(fields.seal, seal(&json));
    json.len()
}

/// The row that a document stores.
///
/// # Errors
/// When it has none, or one that is not as it was written.
pub fn read_row<R: DeserializeOwned>(document: &TantivyDocument, fields: &Fields) -> tantivy::Result<R> {
    let json = document.get_first(fields.row).and_then(|row| row.as_bytes());
    let json = json.ok_or_else(|| damaged("a document has no row".to_owned()))?;
    let sealed = document.get_first(fields.seal).and_then(|seal| seal.as_u64());
    if sealed != Some(seal(json)) {
        return Err(damaged("a row is not as it was written".to_owned()));
    }
    serde_json::from_slice(json).map_err(|error| damaged(format!("a row can't be understood: {error}")))
}

fn seal(json: &[u8]) -> u64 {
    u64::from_le_bytes(*blake3::hash(json).as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

fn damaged(what: String) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_written_and_not_at_all_with_one_bit_changed() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        write_row(&"We stay", &mut document, &fields);
        assert_eq!(read_row::<String>(&document, &fields).unwrap(), "We stay");
        let json = document.get_first(fields.row).unwrap().as_bytes().unwrap().to_vec();
        for bit in 0..json.len() * 8 {
            let mut flipped = json.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let mut other = TantivyDocument::new();
            other.add_bytes(fields.row, &flipped);
            other.add_u64(fields.seal, seal(&json));
            assert!(read_row::<String>(&other, &fields).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_document_without_a_row_or_without_a_seal_is_damaged() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        assert!(read_row::<String>(&document, &fields).is_err());
        document.add_bytes(fields.row, b"\"We stay\"");
        assert!(read_row::<String>(&document, &fields).is_err());
    }
}
