//! How tantivy 0.27 lays out what it stores, for the few places where it makes room for as much as a length claims before anything is
//! compared: where that length is damaged, the system ends the program.

use std::io;

use tantivy::{HasLen, directory::FileSlice, schema::Field};

use super::Fields;

/// The row and its seal, as a document has them: the number of values, and for each its field, what it
/// is, and the value.
pub(super) fn row_and_seal<'d>(mut document: &'d [u8], fields: &Fields) -> Option<(&'d [u8], u64)> {
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

/// Looks at what tantivy believes when it opens a store: how many layers the list of its blocks has.
///
/// At the file's end stand the list of blocks; the store's format, where the list begins, and 16 more bytes; tantivy's footer; its
/// length, and four more bytes.
///
/// # Errors
/// When the file can't be read, or claims more than it can hold.
pub(super) fn store_is_plausible(file: &FileSlice) -> io::Result<()> {
    let implausible = || io::Error::new(io::ErrorKind::InvalidData, "the list of its blocks is not as it was written");
    let end = |file: &FileSlice, bytes: usize| (bytes <= file.len()).then(|| file.clone().split_from_end(bytes));
    let (rest, lengths) = end(file, 8).ok_or_else(implausible)?;
    let footer = u32::from_le_bytes(*lengths.read_bytes()?.first_chunk().expect("eight bytes were split off"));
    let (store, _) = end(&rest, usize::try_from(footer).unwrap_or(usize::MAX)).ok_or_else(implausible)?;
    let (store, format) = end(&store, 28).ok_or_else(implausible)?;
    let begin = u64::from_le_bytes(*format.read_bytes()?[4..].first_chunk().expect("28 bytes were split off"));
    let begin = usize::try_from(begin).ok().filter(|begin| *begin <= store.len()).ok_or_else(implausible)?;
    let list = store.slice_from(begin).read_bytes()?;
    // Each layer takes a byte at least.
    let layers = length(&mut list.as_slice()).filter(|layers| *layers < list.len() as u64);
    layers.map(drop).ok_or_else(implausible)
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::directory::OwnedBytes;

    use super::*;

    #[test]
    fn no_room_is_made_for_what_a_length_claims() {
        let (_, fields) = Fields::schema();
        let row = [0x81, 0, 0, 0, 0, 4, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x8F, b'W'];
        assert!(row_and_seal(&row, &fields).is_none());
    }

    /// A store of three bytes of rows, with this list of blocks and this place of it.
    fn store(list: &[u8], begin: u64) -> FileSlice {
        let mut bytes = [b"row", list].concat();
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(begin.to_le_bytes());
        bytes.extend([0; 16]);
        bytes.extend(b"{}");
        bytes.extend(2u32.to_le_bytes());
        bytes.extend(1_337u32.to_le_bytes());
        FileSlice::new(Arc::new(OwnedBytes::new(bytes)))
    }

    #[test]
    fn a_store_has_no_more_layers_than_its_list_has_bytes() {
        assert!(store_is_plausible(&store(&[0x81, 0x85, 1, 2, 3, 4, 5], 3)).is_ok());
        assert!(store_is_plausible(&store(&[0x80], 3)).is_ok());
        for (list, begin) in [
            (&[0x01, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x8F][..], 3),
            (&[0x88, 0x85, 1, 2, 3, 4, 5], 3),
            (&[0x81, 0x85], 9_000),
            (&[], 3),
        ] {
            assert!(store_is_plausible(&store(list, begin)).is_err(), "{list:?} {begin}");
        }
    }

    #[test]
    fn a_store_that_was_cut_is_told() {
        let whole = store(&[0x81, 0x85, 1, 2, 3, 4, 5], 3);
        for end in 0..whole.len() {
            let _ = store_is_plausible(&whole.slice_to(end));
        }
        assert!(store_is_plausible(&whole.slice_to(30)).is_err());
    }
}
