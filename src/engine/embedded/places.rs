//! Where else an article stands.

use tantivy::{DocAddress, DocSet, TERMINATED, Term, schema::IndexRecordOption};

use super::{Lookup, rows};
use crate::{article::Article, query::Also};

/// The mark of an article's document.
pub(super) fn mark(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(lookup.columns(at.segment_ord)?.mark.of(at.doc_id))
}

/// The other places of the article with this mark, the nearest first.
pub(super) fn also(lookup: Lookup, mark: Option<u64>) -> tantivy::Result<Vec<Also>> {
    let Some(mark) = mark.filter(|_| !lookup.twins.is_empty()) else { return Ok(Vec::new()) };
    let own_text = prints(lookup, mark)?.into_iter().next().map(|at| text(lookup, at)).transpose()?.flatten();
    let mut places = Vec::new();
    for other in lookup.twins.others(mark) {
        for at in prints(lookup, other)? {
            let Article { place, outlet, published, url, .. } = rows::head(lookup, at)?;
            places.push(Also {
                line: place.lines.first().map_or(1, |mark| mark.line),
                path: place.path,
                outlet,
                published: published.map(String::from),
                url,
                same_text: text(lookup, at)? == own_text,
            });
        }
    }
    Ok(places)
}

/// The article documents with this mark: one, besides those of the same print that are deleted.
fn prints(lookup: Lookup, mark: u64) -> tantivy::Result<Vec<DocAddress>> {
    let term = Term::from_field_u64(lookup.fields.mark, mark);
    let mut prints = Vec::new();
    for (segment, reader) in (0..).zip(lookup.searcher.segment_readers()) {
        let index = reader.inverted_index(lookup.fields.mark)?;
        let Some(mut marked) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        let is_alive = |doc| reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        while marked.doc() != TERMINATED && !is_alive(marked.doc()) {
            marked.advance();
        }
        if marked.doc() != TERMINATED {
            prints.push(DocAddress::new(segment, marked.doc()));
        }
    }
    Ok(prints)
}

/// Hash of what an article says.
fn text(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(lookup.columns(at.segment_ord)?.text.of(at.doc_id))
}
