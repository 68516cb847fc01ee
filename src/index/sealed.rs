//! Bytes with a hash of them beside, so that what is shown is what was written: rows as documents store them, and the list of
//! segments.
//!
//! tantivy has a checksum for each file and looks at none of them when it reads: that would mean to read all of an index
//! before the first answer. What is shown is little, and is looked at each time. For its list of segments it has none.

use std::{fmt::Display, io, path::PathBuf};

use tantivy::{
    DocAddress, Searcher, TantivyDocument, TantivyError,
    directory::{OwnedBytes, error::OpenReadError},
    error::DataCorruption,
    store::StoreReader,
};

use super::{Fields, layout::row_and_seal};

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
        read_row(&self.document(at)?, fields, read)
    }

    /// What a row has a hash of its own for, as `read` understands it, which compares that.
    ///
    /// # Errors
    /// When the document has no row, or what is read is not as it was written.
    pub fn read_part<R>(
        &self,
        at: DocAddress,
        fields: &Fields,
        read: impl FnOnce(&[u8]) -> io::Result<R>,
    ) -> tantivy::Result<R> {
        let document = self.document(at)?;
        let (row, _) = row_and_seal(&document, fields).ok_or_else(without_row)?;
        understood(row, read)
    }

    fn document(&self, at: DocAddress) -> tantivy::Result<OwnedBytes> {
        self.0[at.segment_ord as usize].get_document_bytes(at.doc_id)
    }
}

/// These lists are small: a bit a document.
pub(super) fn deletions_are_whole(searcher: &Searcher) -> tantivy::Result<()> {
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
    let (bytes, sealed) = row_and_seal(document, fields).ok_or_else(without_row)?;
    if sealed != seal(bytes) {
        return Err(damaged("a row is not as it was written"));
    }
    understood(bytes, read)
}

fn without_row() -> TantivyError {
    damaged("a document has no row")
}

fn understood<R>(row: &[u8], read: impl FnOnce(&[u8]) -> io::Result<R>) -> tantivy::Result<R> {
    read(row).map_err(|error| damaged(format!("a row can't be understood: {error}")))
}

/// The bytes of `meta.json`, with a line behind them: their hash, as JSON.
pub(super) fn sealed(list: &[u8]) -> Vec<u8> {
    let end: &[u8] = if list.ends_with(b"\n") { b"" } else { b"\n" };
    let mut bytes = [list, end].concat();
    let hash = blake3::hash(&bytes).to_hex();
    bytes.extend(format!("\"{hash}\"\n").as_bytes());
    bytes
}

/// What was sealed. Bytes without a seal are given as they are: older indexes have none, and where damage made it something
/// else, they are no JSON.
///
/// # Errors
/// When the seal is that of other bytes.
pub(super) fn unsealed(mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let Some(line) = bytes.strip_suffix(b"\"\n").and_then(|rest| rest.rsplit(|byte| *byte == b'\n').next()) else {
        return Ok(bytes);
    };
    let Some(hash) = line.strip_prefix(b"\"") else { return Ok(bytes) };
    let list = bytes.len() - line.len() - 2;
    if blake3::hash(&bytes[..list]).to_hex().as_bytes() != hash {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not as it was written"));
    }
    bytes.truncate(list);
    Ok(bytes)
}

/// A hash of bytes, to be stored beside them.
pub(super) fn seal(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(*blake3::hash(bytes).as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

/// What tantivy calls an index that is not as it was written.
pub fn damaged(what: impl Display) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(what.to_string()))
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
    fn the_list_of_segments_is_read_as_it_was_written_and_not_with_one_bit_changed() {
        for list in ["{\n  \"segments\": []\n}\n", "{}"] {
            let bytes = sealed(list.as_bytes());
            let lines: Vec<serde_json::Value> =
                serde_json::Deserializer::from_slice(&bytes).into_iter().collect::<Result<_, _>>().unwrap();
            assert_eq!(lines.len(), 2);
            let read = |bytes| {
                Some(unsealed(bytes).ok()?).filter(|list| serde_json::from_slice::<serde_json::Value>(list).is_ok())
            };
            assert_eq!(String::from_utf8(read(bytes.clone()).unwrap()).unwrap().trim_end(), list.trim_end());
            for bit in 0..bytes.len() * 8 {
                let mut flipped = bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(read(flipped), None, "bit {bit}");
            }
        }
    }

    #[test]
    fn a_list_without_a_seal_is_an_older_one() {
        for list in ["{\n  \"segments\": []\n}\n", "{}", "", "\"", "\"\n"] {
            assert_eq!(unsealed(list.as_bytes().to_vec()).unwrap(), list.as_bytes(), "{list:?}");
        }
    }
}
