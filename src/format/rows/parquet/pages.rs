//! Pages of columns, looked at before the parquet crate makes room for all bytes and values that they claim to hold: a number of a few
//! bytes would take all memory.

use std::{io::Read, sync::Arc};

use bytes::Bytes;
use parquet::{
    basic::{Encoding, Type as Physical},
    bloom_filter::Sbbf,
    column::page::{Page, PageMetadata, PageReader},
    errors::ParquetError,
    file::{
        metadata::RowGroupMetaData,
        reader::{ChunkReader, Length, RowGroupReader},
        serialized_reader::SerializedPageReader,
    },
    record::reader::RowIter,
    schema::types::{ColumnDescPtr, Type},
};

use super::{
    super::super::source::megabytes,
    thrift::{is_structure, number},
};

/// The most bytes that a page may have when it is unpacked. Writers begin a new one after a megabyte, or a text.
const PAGE_LIMIT: usize = 256 << 20;

/// The most values that a page may have for all of which room is made: those of a dictionary, and lengths of texts.
const VALUES_LIMIT: usize = 1 << 24;

/// No more of the head of a page is looked at: its kind and its size, a number of five bytes each.
const HEAD: u64 = 12;

/// A row group, of which each page is looked at.
pub(super) struct Group<'a, R> {
    pub metadata: &'a RowGroupMetaData,
    pub file: Arc<Heads<R>>,
}

impl<R: ChunkReader + 'static> RowGroupReader for Group<'_, R> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.metadata
    }

    fn num_columns(&self) -> usize {
        self.metadata.num_columns()
    }

    fn get_column_page_reader(&self, column: usize) -> Result<Box<dyn PageReader>, ParquetError> {
        let (column, rows) = (self.metadata.column(column), usize::try_from(self.metadata.num_rows())?);
        let pages = SerializedPageReader::new(Arc::clone(&self.file), column, rows, None)?;
        Ok(Box::new(Pages { pages, column: column.column_descr_ptr() }))
    }

    fn get_column_bloom_filter(&self, _: usize) -> Option<&Sbbf> {
        None
    }

    fn get_row_iter(&self, projection: Option<Type>) -> Result<RowIter<'_>, ParquetError> {
        RowIter::from_row_group(projection, self)
    }
}

/// A file of which pages alone are read, so that each read but of their bytes begins at the head of one.
pub(super) struct Heads<R>(pub R);

impl<R: Length> Length for Heads<R> {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl<R: ChunkReader> ChunkReader for Heads<R> {
    type T = R::T;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        let mut head = Vec::new();
        self.0.get_read(start)?.take(HEAD).read_to_end(&mut head)?;
        match unpacked(&head) {
            Some(size) if size <= PAGE_LIMIT && is_structure(&mut self.0.get_read(start)?) => self.0.get_read(start),
            Some(size) if size > PAGE_LIMIT => {
                Err(ParquetError::General(format!("a page of more than {}, the limit", megabytes(PAGE_LIMIT))))
            }
            _ => Err(ParquetError::General("the head of a page is damaged".to_owned())),
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.0.get_bytes(start, length)
    }
}

/// How many bytes a page has when it is unpacked, by its head: the second field, after its kind.
///
/// <https://parquet.apache.org/docs/file-format/data-pages/>, in Thrift's compact protocol.
fn unpacked(mut head: &[u8]) -> Option<usize> {
    let _kind = field(&mut head)?;
    let size = field(&mut head)?;
    // Numbers below zero are odd.
    (size % 2 == 0).then_some(size / 2)
}

/// The next field, a number; moves behind it.
fn field(bytes: &mut &[u8]) -> Option<usize> {
    // The field after the one before, and of 32 bits.
    bytes.split_off_first().filter(|&&head| head == 0x15)?;
    number(bytes)
}

/// The pages of a column.
struct Pages<P> {
    pages: P,
    column: ColumnDescPtr,
}

impl<P: PageReader> PageReader for Pages<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.get_next_page()?;
        page.map(|page| check(page, &self.column)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.pages.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.pages.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.take_deferred_dictionary()?;
        page.map(|page| check(page, &self.column)).transpose()
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        self.pages.at_record_boundary()
    }
}

impl<P: PageReader> Iterator for Pages<P> {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// The same page, if it is large enough for what it claims to hold.
fn check(page: Page, column: &ColumnDescPtr) -> Result<Page, ParquetError> {
    let claimed = page.num_values() as usize;
    let is_sound = match (&page, page.encoding()) {
        (Page::DictionaryPage { buf, .. }, _) => claimed <= VALUES_LIMIT.min(buf.len() / least(column)),
        (_, Encoding::DELTA_LENGTH_BYTE_ARRAY) => holds_lengths(&page, column, 1),
        // The lengths of what each text shares with the one before, and of what follows.
        (_, Encoding::DELTA_BYTE_ARRAY) => holds_lengths(&page, column, 2),
        _ => true,
    };
    if is_sound { Ok(page) } else { Err(ParquetError::General(format!("a page can't hold {claimed} values"))) }
}

/// The fewest bytes that a value of a dictionary takes.
fn least(column: &ColumnDescPtr) -> usize {
    match column.physical_type() {
        Physical::BOOLEAN => 1,
        Physical::INT32 | Physical::FLOAT | Physical::BYTE_ARRAY => 4,
        Physical::INT64 | Physical::DOUBLE => 8,
        Physical::INT96 => 12,
        Physical::FIXED_LEN_BYTE_ARRAY => usize::try_from(column.type_length()).unwrap_or(1).max(1),
    }
}

/// Whether a page holds as many lists of lengths, none longer than it has values.
fn holds_lengths(page: &Page, column: &ColumnDescPtr, lists: usize) -> bool {
    let most = VALUES_LIMIT.min(page.num_values() as usize);
    let Some(mut rest) = values(page, column) else { return false };
    (0..lists).all(|_| packed(&mut rest).is_some_and(|count| count <= most))
}

/// The values of a page, which follow its levels: what is null, and where lists begin.
fn values<'a>(page: &'a Page, column: &ColumnDescPtr) -> Option<&'a [u8]> {
    match page {
        Page::DataPage { buf, def_level_encoding, rep_level_encoding, .. } => {
            let levels = [(column.max_rep_level(), rep_level_encoding), (column.max_def_level(), def_level_encoding)];
            levels.into_iter().filter(|(most, _)| *most > 0).try_fold(buf.as_ref(), |bytes, (_, encoding)| {
                // Whoever packed levels otherwise knew no lists of lengths.
                let (length, rest) = bytes.split_first_chunk().filter(|_| *encoding == Encoding::RLE)?;
                rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)
            })
        }
        Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
            buf.get(usize::try_from(def_levels_byte_len.checked_add(*rep_levels_byte_len)?).ok()?..)
        }
        Page::DictionaryPage { .. } => None,
    }
}

/// How many numbers are packed here as their differences, or nothing where there is no room for so many; moves behind them.
///
/// <https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC>
fn packed(bytes: &mut &[u8]) -> Option<usize> {
    let [block, parts, count, _first] = [number(bytes)?, number(bytes)?, number(bytes)?, number(bytes)?];
    let part = block.checked_div(parts).filter(|&part| part > 0)?;
    let mut left = count.saturating_sub(1);
    while left > 0 {
        let _least_difference = number(bytes)?;
        for &bits in bytes.split_off(..parts)? {
            if left > 0 {
                bytes.split_off(..usize::from(bits).checked_mul(part)? / 8)?;
                left = left.saturating_sub(part);
            }
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::schema::{parser::parse_message_type, types::SchemaDescriptor};

    use super::*;

    fn column() -> ColumnDescPtr {
        let schema = parse_message_type("message news { required binary text (UTF8); }").unwrap();
        SchemaDescriptor::new(Arc::new(schema)).column(0)
    }

    fn dictionary(bytes: &'static [u8], num_values: u32) -> Page {
        Page::DictionaryPage { buf: bytes.into(), num_values, encoding: Encoding::PLAIN, is_sorted: false }
    }

    fn data(bytes: &'static [u8], num_values: u32, encoding: Encoding) -> Page {
        let (def_level_encoding, rep_level_encoding) = (Encoding::RLE, Encoding::RLE);
        Page::DataPage {
            buf: bytes.into(),
            num_values,
            encoding,
            def_level_encoding,
            rep_level_encoding,
            statistics: None,
        }
    }

    #[test]
    fn a_page_is_no_larger_than_the_limit() {
        let read =
            |head: &'static [u8]| Heads(Bytes::from_static(head)).get_read(0).err().map(|error| error.to_string());
        let (large, damaged) =
            ("Parquet error: a page of more than 256 MiB, the limit", "Parquet error: the head of a page is damaged");
        for (head, expected) in [
            (&b"\x15\x04\x15\x24\x15\x24\0"[..], None),
            // The limit, and a byte more.
            (b"\x15\x04\x15\x80\x80\x80\x80\x02\x15\x24\0", None),
            (b"\x15\x04\x15\x82\x80\x80\x80\x02\x15\x24", Some(large)),
            (b"\x15\x04\x15\x24\x15\x24", Some(damaged)),
            (b"\x15\x04\x15\x23\x15\x24", Some(damaged)),
            (b"\x15\x04\x05\x04\x24", Some(damaged)),
            (b"\x15\x04\x15\x80", Some(damaged)),
            (b"", Some(damaged)),
        ] {
            assert_eq!(read(head).as_deref(), expected, "{head:?}");
        }
    }

    #[test]
    fn a_page_claims_no_more_than_it_has_room_for() {
        use Encoding::{DELTA_BYTE_ARRAY as SHARED, DELTA_LENGTH_BYTE_ARRAY as LENGTHS};
        for (page, is_sound) in [
            (dictionary(b"\x01\0\0\0a\x01\0\0\0b", 2), true),
            (dictionary(b"\x01\0\0\0a\x01\0\0\0b", 3), false),
            (dictionary(b"\x01\0\0\0a\x01\0\0\0b", 1 << 30), false),
            // Blocks of 128 in 4 parts; 2 numbers, the first 1, all differences 0.
            (data(b"\x80\x01\x04\x02\x02\0\0\0\0\0ab", 2, LENGTHS), true),
            (data(b"\x80\x01\x04\x01\x02a", 1, LENGTHS), true),
            (data(b"\x80\x01\x04\x02\x02\0\0\0\0\0ab", 1, LENGTHS), false),
            // As many as 2^63, in one block and in many.
            (data(b"\x80\x01\x04\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x02\0\0\0\0\0ab", 2, LENGTHS), false),
            (
                data(
                    b"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x01\x80\x80\x80\x80\x80\x80\x80\x40\x02\0\0a",
                    2,
                    LENGTHS,
                ),
                false,
            ),
            // A page that claims as much as a block of 2^30 may hold.
            (data(b"\x80\x80\x80\x80\x04\x01\x80\x80\x80\x80\x04\x02\0\0a", 1 << 30, LENGTHS), false),
            // Blocks of nothing, and bytes that break off.
            (data(b"\x80\x01\0\x02\x02\0\0\0\0\0ab", 2, LENGTHS), false),
            (data(b"\0\x04\x02\x02\0\0\0\0\0ab", 2, LENGTHS), false),
            (data(b"\x80\x01\x04\x02\x02\0\0\0", 2, LENGTHS), false),
            (data(b"\x80\x01\x04\x02\x02\0\x08\0\0\0ab", 2, LENGTHS), false),
            (data(b"", 2, LENGTHS), false),
            (data(b"\x80\x01\x04\x01\0\x80\x01\x04\x01\x02a", 1, SHARED), true),
            (data(b"\x80\x01\x04\x01\0\x80\x01\x04\x80\x80\x80\x80\x10\x02a", 1, SHARED), false),
            (data(b"\xff\xff\xff\xff", u32::MAX, Encoding::RLE_DICTIONARY), true),
        ] {
            let told = format!("{page:?}");
            assert_eq!(check(page, &column()).is_ok(), is_sound, "{told}");
        }
    }
}
