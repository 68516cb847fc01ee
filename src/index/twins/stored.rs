//! What the index keeps of prints: each in columns of its article's document; which are the same, in documents of their own.

use std::{collections::BTreeSet, io};

use tantivy::{
    DocAddress, DocId, Searcher, SegmentReader, TantivyDocument, collector::DocSetCollector, query::TermQuery,
    schema::IndexRecordOption,
};

use super::{Fields, Print, choice::Group};
use crate::index::sealed::{Rows, write_row};

/// So many groups go into one document.
const GROUPS: usize = 1_000;

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

/// What such a document stores: of each group how many marks it has, as 32 bits, and the marks, lowest byte first.
fn to_bytes(groups: &[Group]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for group in groups {
        let marks = u32::try_from(group.len()).expect("a group is made of articles, which 32 bits count");
        bytes.extend(marks.to_le_bytes());
        bytes.extend(group.iter().flat_map(|mark| mark.to_le_bytes()));
    }
    bytes
}

/// The groups that such a document stores.
///
/// # Errors
/// When the bytes are no row of one.
pub(in crate::index) fn from_bytes(mut row: &[u8]) -> io::Result<Vec<Group>> {
    let mut groups = Vec::new();
    while !row.is_empty() {
        let (group, rest) = first_group(row).ok_or(io::ErrorKind::UnexpectedEof)?;
        groups.push(group);
        row = rest;
    }
    Ok(groups)
}

fn first_group(row: &[u8]) -> Option<(Group, &[u8])> {
    let (marks, row) = row.split_first_chunk()?;
    let bytes = usize::try_from(u32::from_le_bytes(*marks)).ok()?.checked_mul(size_of::<u64>())?;
    let (marks, rest) = row.split_at_checked(bytes)?;
    let (marks, _) = marks.as_chunks();
    Some((marks.iter().map(|mark| u64::from_le_bytes(*mark)).collect(), rest))
}

/// The documents that say which prints are the same.
pub(in crate::index) fn documents(groups: &[Group], fields: &Fields) -> Vec<TantivyDocument> {
    let document = |groups: &[Group]| {
        let mut document = TantivyDocument::new();
        document.add_text(fields.is, "twins");
        write_row(&to_bytes(groups), &mut document, fields);
        document
    };
    groups.chunks(GROUPS).map(document).collect()
}

/// What these documents say.
pub(super) fn groups(searcher: &Searcher, rows: &Rows, fields: &Fields) -> tantivy::Result<Vec<Group>> {
    let all = TermQuery::new(fields.twins_term(), IndexRecordOption::Basic);
    let mut groups = Vec::new();
    // In the order in which they lie on disk.
    let documents: BTreeSet<DocAddress> = searcher.search(&all, &DocSetCollector)?.into_iter().collect();
    for at in documents {
        groups.extend(rows.read(at, fields, from_bytes)?);
    }
    groups.sort_unstable();
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn groups_come_back_as_they_were_stored(groups: Vec<Vec<u64>>) {
            prop_assert_eq!(from_bytes(&to_bytes(&groups)).unwrap(), groups);
        }

        #[test]
        fn whatever_the_bytes_are_they_are_groups_or_none(bytes: Vec<u8>) {
            prop_assert!(from_bytes(&bytes).is_err() || to_bytes(&from_bytes(&bytes).unwrap()) == bytes);
        }
    }

    #[test]
    fn no_room_is_made_for_what_a_group_claims() {
        assert!(from_bytes(&[0xFF; 12]).is_err());
    }
}
