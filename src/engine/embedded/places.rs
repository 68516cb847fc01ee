//! Where else an article stands.

use tantivy::{DocAddress, DocSet, TERMINATED, Term, schema::IndexRecordOption};

use super::{Lookup, articles::documents, clauses, rows, visible::Marks};
use crate::{index::ArticleRow, query::Also};

/// The mark of the print that a document belongs to; `None` in an index that was made without them.
pub(super) fn mark(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(Marks::open(lookup.searcher.segment_reader(at.segment_ord), lookup.fields.mark)?.of(at.doc_id))
}

/// The other places of the article with this mark, the nearest first.
pub(super) fn also(lookup: Lookup, mark: Option<u64>) -> tantivy::Result<Vec<Also>> {
    let Some(mark) = mark.filter(|_| !lookup.twins.is_empty()) else { return Ok(Vec::new()) };
    let own_text = prints(lookup, mark)?.into_iter().next().map(|at| text(lookup, at)).transpose()?.flatten();
    let mut places = Vec::new();
    for other in lookup.twins.others(mark) {
        for at in prints(lookup, other)? {
            let ArticleRow { path, lines, outlet, published, url, .. } = rows::article(lookup, at)?;
            places.push(Also {
                path,
                line: lines.first().map_or(1, |mark| mark.line),
                outlet,
                published: published.map(String::from),
                url,
                same_text: text(lookup, at)? == own_text,
            });
        }
    }
    Ok(places)
}

/// The article document with this mark in the segment of another document, where it nearly always is: an article's documents
/// are written together, and merged together.
pub(super) fn print_beside(lookup: Lookup, mark: u64, other: DocAddress) -> tantivy::Result<Option<DocAddress>> {
    let reader = lookup.searcher.segment_reader(other.segment_ord);
    // Only articles have one.
    let files = Marks::open(reader, lookup.fields.file)?;
    let term = Term::from_field_u64(lookup.fields.mark, mark);
    let index = reader.inverted_index(lookup.fields.mark)?;
    let Some(mut marked) = index.read_postings(&term, IndexRecordOption::Basic)? else { return Ok(None) };
    let mut doc = marked.doc();
    while doc != TERMINATED {
        if files.of(doc).is_some() && reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            return Ok(Some(DocAddress::new(other.segment_ord, doc)));
        }
        doc = marked.advance();
    }
    Ok(None)
}

/// The article documents with this mark: one.
pub(super) fn prints(lookup: Lookup, mark: u64) -> tantivy::Result<Vec<DocAddress>> {
    let marked = clauses::with(Term::from_field_u64(lookup.fields.mark, mark));
    documents(lookup, clauses::all(vec![clauses::is(lookup.fields, "article"), marked]).as_ref())
}

/// Hash of what an article says.
fn text(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(Marks::open(lookup.searcher.segment_reader(at.segment_ord), lookup.fields.text_key)?.of(at.doc_id))
}
