//! Rows as documents store them: bytes, with a hash of them beside, so that what is shown is what was written.
//!
//! tantivy has a checksum for each file and looks at none of them when it reads: that would mean to read all of an index
//! before the first answer. What is shown is little, and is looked at each time.

use std::{io, path::PathBuf};

use tantivy::{
    DocAddress, Searcher, TantivyDocument, TantivyError, directory::error::OpenReadError, error::DataCorruption,
    schema::Field, store::StoreReader,
};

use super::Fields;

/// Stores a row in its document.
pub(super) fn write_row(row: &[u8], document: &mut TantivyDocument, fields: &Fields) {
    document.add_bytes(fields.row, row);
    document.add_u64(fields.seal, seal(row));
}

/// So many blocks of rows of a segment are kept unpacked.
const KEPT_BLOCKS: usize = 100;

/// The rows of an index as of one commit.
pub struct Rows(Vec<StoreReader>);

impl Rows {
    /// All that a searcher sees.
    ///
    /// # Errors
    /// When they can't be read, or the lists of deleted ones are not as they were written: with those, what was deleted would be shown.
    pub fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        deletions_are_whole(searcher)?;
        let stores = searcher.segment_readers().iter().map(|reader| reader.get_store_reader(KEPT_BLOCKS));
        Ok(Self(stores.collect::<io::Result<_>>()?))
    }

    /// The row of a document, as `read` understands it.
    ///
    /// # Errors
    /// When it has none, or one that is not as it was written.
    pub fn read<R>(
        &self,
        at: DocAddress,
        fields: &Fields,
        read: impl FnOnce(&[u8]) -> io::Result<R>,
    ) -> tantivy::Result<R> {
        read_row(&self.0[at.segment_ord as usize].get_document_bytes(at.doc_id)?, fields, read)
    }
}

/// These lists are small: a bit a document.
fn deletions_are_whole(searcher: &Searcher) -> tantivy::Result<()> {
    let directory = searcher.index().directory();
    for (segment, deleted) in searcher.generation().segments() {
        let Some(commit) = deleted else { continue };
        let file = PathBuf::from(format!("{}.{commit}.del", segment.uuid_string()));
        match directory.validate_checksum(&file) {
            // A commit that came since may have removed it.
            Ok(true) | Err(OpenReadError::FileDoesNotExist(_)) => {}
            Ok(false) => return Err(damaged(format!("{} is not as it was written", file.display()))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The row in a document's bytes, as `read` understands it.
///
/// # Errors
/// When there is none, or one that is not as it was written.
pub(super) fn read_row<R>(
    document: &[u8],
    fields: &Fields,
    read: impl FnOnce(&[u8]) -> io::Result<R>,
) -> tantivy::Result<R> {
    let (bytes, sealed) = stored(document, fields).ok_or_else(|| damaged("a document has no row".to_owned()))?;
    if sealed != seal(bytes) {
        return Err(damaged("a row is not as it was written".to_owned()));
    }
    read(bytes).map_err(|error| damaged(format!("a row can't be understood: {error}")))
}

/// The row and its seal, by the way in which tantivy 0.27 stores documents: the number of values, and for each its field, what it
/// is, and the value.
///
/// tantivy would make room for as many bytes as a damaged length claims, and be ended by the system for it.
fn stored<'d>(mut document: &'d [u8], fields: &Fields) -> Option<(&'d [u8], u64)> {
    const NUMBER: u8 = 1;
    const BYTES: u8 = 4;
    let (mut row, mut seal) = (None, None);
    for _ in 0..length(&mut document)? {
        let (field, rest) = document.split_first_chunk()?;
        let field = Field::from_field_id(u32::from_le_bytes(*field));
        let (kind, rest) = rest.split_first()?;
        document = rest;
        match *kind {
            NUMBER => {
                let (number, rest) = document.split_first_chunk()?;
                document = rest;
                seal = (field == fields.seal).then(|| u64::from_le_bytes(*number)).or(seal);
            }
            BYTES => {
                let bytes = usize::try_from(length(&mut document)?).ok()?;
                let (bytes, rest) = document.split_at_checked(bytes)?;
                document = rest;
                row = (field == fields.row).then_some(bytes).or(row);
            }
            _ => return None,
        }
    }
    row.zip(seal)
}

/// The next number: seven bits a byte, the lowest first; the last byte has its highest bit set.
fn length(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 != 0 {
            return Some(number);
        }
    }
    None
}

fn seal(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(*blake3::hash(bytes).as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

fn damaged(what: String) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(what))
}

#[cfg(test)]
mod tests {
    use tantivy::Index;

    use super::*;

    /// A document's bytes as tantivy stores them.
    fn bytes(document: TantivyDocument) -> Vec<u8> {
        let index = Index::create_in_ram(Fields::schema().0);
        crate::index::Tokenizers::register(index.tokenizers());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.add_document(document).unwrap();
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let store = searcher.segment_reader(0).get_store_reader(1).unwrap();
        store.get_document_bytes(0).unwrap().to_vec()
    }

    fn text(document: &[u8]) -> tantivy::Result<String> {
        let (_, fields) = Fields::schema();
        read_row(document, &fields, |bytes| String::from_utf8(bytes.to_vec()).map_err(io::Error::other))
    }

    #[test]
    fn a_row_is_read_as_it_was_written_and_not_at_all_with_one_bit_changed() {
        let (_, fields) = Fields::schema();
        let mut document = TantivyDocument::new();
        write_row(b"We stay", &mut document, &fields);
        let stored = bytes(document);
        assert_eq!(text(&stored).unwrap(), "We stay");
        for bit in 0..stored.len() * 8 {
            let mut flipped = stored.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(text(&flipped).is_err(), "bit {bit}");
        }
        for end in 0..stored.len() {
            assert!(text(&stored[..end]).is_err(), "{end} bytes");
        }
    }

    #[test]
    fn a_document_without_a_row_or_without_a_seal_is_damaged() {
        let (_, fields) = Fields::schema();
        assert!(text(&bytes(TantivyDocument::new())).is_err());
        let mut document = TantivyDocument::new();
        document.add_bytes(fields.row, b"We stay");
        assert!(text(&bytes(document)).is_err());
    }

    #[test]
    fn no_room_is_made_for_what_a_length_claims() {
        let row = [0x81, 0, 0, 0, 0, 4, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x8F, b'W'];
        assert!(text(&row).is_err());
    }
}
