//! Rows as documents store them: bytes, with a hash of them beside, so that what is shown is what was written.
//!
//! tantivy has a checksum for each file and looks at none of them when it reads: that would mean to read all of an index
//! before the first answer. What is shown is little, and is looked at each time.

use std::io;

use tantivy::{TantivyDocument, TantivyError, error::DataCorruption, schema::Value};

use super::Fields;

/// What a document can store.
pub trait Row: Sized {
    /// The row as it is stored.
    fn to_bytes(&self) -> Vec<u8>;

    /// Reads a stored row.
    ///
    /// # Errors
    /// When the bytes are none.
    fn from_bytes(bytes: &[u8]) -> io::Result<Self>;
}

/// Stores a row in its document. Gives the bytes that it takes.
pub(super) fn write_row(row: &impl Row, document: &mut TantivyDocument, fields: &Fields) -> usize {
    let bytes = row.to_bytes();
    document.add_bytes(fields.row, &bytes);
    document.add_u64(fields.seal, seal(&bytes));
    bytes.len()
}

/// The row that a document stores.
///
/// # Errors
/// When it has none, or one that is not as it was written.
pub fn read_row<R: Row>(document: &TantivyDocument, fields: &Fields) -> tantivy::Result<R> {
    let bytes = document.get_first(fields.row).and_then(|row| row.as_bytes());
    let bytes = bytes.ok_or_else(|| damaged("a document has no row".to_owned()))?;
    let sealed = document.get_first(fields.seal).and_then(|seal| seal.as_u64());
    if sealed != Some(seal(bytes)) {
        return Err(damaged("a row is not as it was written".to_owned()));
    }
    R::from_bytes(bytes).map_err(|error| damaged(format!("a row can't be understood: {error}")))
}

fn seal(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(*blake3::hash(bytes).as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

fn damaged(what: String) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Row for String {
        fn to_bytes(&self) -> Vec<u8> {
            self.clone().into_bytes()
        }

        fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
            String::from_utf8(bytes.to_vec()).map_err(io::Error::other)
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_written_and_not_at_all_with_one_bit_changed() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        write_row(&"We stay".to_owned(), &mut document, &fields);
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
