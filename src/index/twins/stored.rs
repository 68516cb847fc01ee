//! What the index keeps of prints: each in columns of its article's document; which are the same, in documents of their own.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    io,
};

use tantivy::{
    DocAddress, DocId, Searcher, SegmentReader, TantivyDocument, collector::DocSetCollector, query::TermQuery,
    schema::IndexRecordOption, store::StoreReader,
};

use super::{Fields, Print, Twins, choice::Group, said::Said};
use crate::index::sealed::{read_row, write_row};

/// So many bytes of what is said go into one document.
const PART: usize = 1 << 16;

/// Writes a print into the document of its article.
pub(in crate::index) fn write(print: &Print, document: &mut TantivyDocument, fields: &Fields) {
    document.add_u64(fields.mark, print.mark());
    document.add_u64(fields.file, print.file);
    document.add_u64(fields.number, print.number.into());
    document.add_u64(fields.letters, print.letters.into());
    document.add_u64(fields.text_key, print.text);
    document.add_u64(fields.page_key, print.page);
}

/// The prints of all articles of the index.
pub(super) fn prints(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Print>> {
    let mut prints = Vec::new();
    for reader in searcher.segment_readers() {
        prints.extend(prints_of(reader, fields)?.into_iter().map(|(_, print)| print));
    }
    Ok(prints)
}

/// The prints of a segment's articles, with the documents that have them.
pub(in crate::index) fn prints_of(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<(DocId, Print)>> {
    let mut prints = Vec::new();
    let column = |field| reader.fast_fields().column_opt::<u64>(reader.schema().get_field_name(field));
    let published = reader.fast_fields().column_opt::<i64>(reader.schema().get_field_name(fields.published))?;
    let (file, number, letters) = (column(fields.file)?, column(fields.number)?, column(fields.letters)?);
    let (text, page) = (column(fields.text_key)?, column(fields.page_key)?);
    for doc in reader.doc_ids_alive() {
        let of = |column: &Option<tantivy::columnar::Column<u64>>| column.as_ref().and_then(|column| column.first(doc));
        // Only articles have one.
        let Some(file) = of(&file) else { continue };
        let narrow = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        let print = Print {
            file,
            number: narrow(of(&number)),
            letters: narrow(of(&letters)),
            text: of(&text).unwrap_or(0),
            page: of(&page).unwrap_or(0),
            published: published.as_ref().and_then(|published| published.first(doc)),
        };
        prints.push((doc, print));
    }
    Ok(prints)
}

/// A piece of what an index says of equal articles, as one document stores it: its number and how many there are, as 32 bits
/// each, then its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::index) struct Part {
    number: u32,
    of: u32,
    bytes: Vec<u8>,
}

impl Part {
    fn to_bytes(&self) -> Vec<u8> {
        [&self.number.to_le_bytes(), &self.of.to_le_bytes(), self.bytes.as_slice()].concat()
    }

    /// The part that a document stores.
    ///
    /// # Errors
    /// When the bytes are no row of one.
    pub(in crate::index) fn from_bytes(row: &[u8]) -> io::Result<Self> {
        let (number, rest) = row.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
        let (of, rest) = rest.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Self { number: u32::from_le_bytes(*number), of: u32::from_le_bytes(*of), bytes: rest.to_vec() })
    }
}

/// What all parts say; `None` when that is not all, or not what could have been written.
pub(in crate::index) fn whole(mut parts: Vec<Part>) -> Option<Twins> {
    if parts.is_empty() {
        return Some(Twins::default());
    }
    parts.sort_unstable();
    let are_all = parts.len() == parts[0].of as usize
        && (0..).zip(&parts).all(|(number, part)| (part.number, part.of) == (number, parts[0].of));
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.bytes.len()).sum());
    for part in &parts {
        bytes.extend_from_slice(&part.bytes);
    }
    Said::from_bytes(bytes).filter(|_| are_all).map(Twins)
}

/// The documents that say which prints are the same.
pub(in crate::index) fn documents(groups: &[Group], fields: &Fields) -> Vec<TantivyDocument> {
    if groups.is_empty() {
        return Vec::new();
    }
    let said = Said::of(groups);
    let parts = said.bytes().chunks(PART);
    let of = u32::try_from(parts.len()).expect("they are fewer than groups");
    let document = |(number, bytes): (u32, &[u8])| {
        let mut document = TantivyDocument::new();
        document.add_text(fields.is, "twins");
        write_row(&Part { number, of, bytes: bytes.to_vec() }.to_bytes(), &mut document, fields);
        document
    };
    (0..).zip(parts).map(document).collect()
}

/// What these documents store.
pub(super) fn parts(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Part>> {
    let all = TermQuery::new(fields.twins_term(), IndexRecordOption::Basic);
    // In the order in which they lie on disk.
    let documents: BTreeSet<DocAddress> = searcher.search(&all, &DocSetCollector)?.into_iter().collect();
    let mut stores: BTreeMap<u32, StoreReader> = BTreeMap::new();
    let read = |at: DocAddress| {
        let store = match stores.entry(at.segment_ord) {
            Entry::Occupied(store) => store.into_mut(),
            // None is read twice: nothing need be kept.
            Entry::Vacant(place) => place.insert(searcher.segment_reader(at.segment_ord).get_store_reader(0)?),
        };
        read_row(&store.get_document_bytes(at.doc_id)?, fields, Part::from_bytes)
    };
    documents.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Groups in parts of so many bytes, the last part first.
    fn in_parts(groups: &[Group], bytes: usize) -> Vec<Part> {
        let all = Said::of(groups);
        let chunks = all.bytes().chunks(bytes);
        let of = u32::try_from(chunks.len()).unwrap();
        let mut parts: Vec<Part> =
            (0..).zip(chunks).map(|(number, bytes)| Part { number, of, bytes: bytes.to_vec() }).collect();
        parts.reverse();
        parts
    }

    proptest! {
        #[test]
        fn groups_come_back_as_they_were_stored(groups: Vec<Vec<u64>>, bytes in 1usize..100) {
            let parts = in_parts(&groups, bytes).into_iter().map(|part| Part::from_bytes(&part.to_bytes()).unwrap());
            prop_assert_eq!(whole(parts.collect()).unwrap().groups(), groups);
        }

        #[test]
        fn whatever_the_bytes_are_they_are_a_part_or_none(bytes: Vec<u8>) {
            prop_assert!(Part::from_bytes(&bytes).map_or(bytes.len() < 8, |part| part.to_bytes() == bytes));
        }
    }

    #[test]
    fn nothing_is_said_without_a_part_or_with_one_of_another_time() {
        let parts = in_parts(&[vec![3, 1, 2], vec![9, 8]], 10);
        for number in 0..parts.len() {
            let mut fewer = parts.clone();
            let part = fewer.remove(number);
            assert_eq!(whole(fewer.clone()), None, "{number}");
            fewer.push(Part { of: part.of + 1, ..part.clone() });
            assert_eq!(whole(fewer.clone()), None, "{number}");
            fewer.extend([part.clone(), part]);
            assert_eq!(whole(fewer), None, "{number}");
        }
        assert!(whole(parts).is_some());
        assert_eq!(whole(Vec::new()), Some(Twins::default()));
    }
}
