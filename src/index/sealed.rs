//! Rows as documents store them: bytes, with a hash of them beside, so that what is shown is what was written.
//!
//! tantivy has a checksum for each file and looks at none of them when it reads: that would mean to read all of an index
//! before the first answer. What is shown is little, and is looked at each time.

use std::io;

use tantivy::{TantivyDocument, TantivyError, error::DataCorruption, schema::Value};

use super::Fields;

/// Stores a row in its document.
pub(super) fn write_row(row: &[u8], document: &mut TantivyDocument, fields: &Fields) {
    document.add_bytes(fields.row, row);
    document.add_u64(fields.seal, seal(row));
}

/// The row that a document stores, as `read` understands it.
///
/// # Errors
/// When it has none, or one that is not as it was written.
pub fn read_row<R>(
    document: &TantivyDocument,
    fields: &Fields,
    read: impl FnOnce(&[u8]) -> io::Result<R>,
) -> tantivy::Result<R> {
    let bytes = document.get_first(fields.row).and_then(|row| row.as_bytes());
    let bytes = bytes.ok_or_else(|| damaged("a document has no row".to_owned()))?;
    let sealed = document.get_first(fields.seal).and_then(|seal| seal.as_u64());
    if sealed != Some(seal(bytes)) {
        return Err(damaged("a row is not as it was written".to_owned()));
    }
    read(bytes).map_err(|error| damaged(format!("a row can't be understood: {error}")))
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

    fn text(document: &TantivyDocument, fields: &Fields) -> tantivy::Result<String> {
        read_row(document, fields, |bytes| String::from_utf8(bytes.to_vec()).map_err(io::Error::other))
    }

    #[test]
    fn a_row_is_read_as_it_was_written_and_not_at_all_with_one_bit_changed() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        write_row(b"We stay", &mut document, &fields);
        assert_eq!(text(&document, &fields).unwrap(), "We stay");
        let row = document.get_first(fields.row).unwrap().as_bytes().unwrap().to_vec();
        for bit in 0..row.len() * 8 {
            let mut flipped = row.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let mut other = TantivyDocument::new();
            other.add_bytes(fields.row, &flipped);
            other.add_u64(fields.seal, seal(&row));
            assert!(text(&other, &fields).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_document_without_a_row_or_without_a_seal_is_damaged() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        assert!(text(&document, &fields).is_err());
        document.add_bytes(fields.row, b"We stay");
        assert!(text(&document, &fields).is_err());
    }
}
