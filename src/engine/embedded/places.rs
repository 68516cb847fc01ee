//! Where else an article stands.

use tantivy::{DocAddress, Term};

use super::{Lookup, articles::documents, clauses, rows, visible::Marks};
use crate::{article::Article, query::Also};

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
            let (Article { place, outlet, published, url, .. }, _) = rows::quoted(lookup, at)?;
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

/// The article documents with this mark: one.
fn prints(lookup: Lookup, mark: u64) -> tantivy::Result<Vec<DocAddress>> {
    let marked = clauses::with(Term::from_field_u64(lookup.fields.mark, mark));
    documents(lookup, clauses::all(vec![clauses::is(lookup.fields, "article"), marked]).as_ref())
}

/// Hash of what an article says.
fn text(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(Marks::open(lookup.searcher.segment_reader(at.segment_ord), lookup.fields.text_key)?.of(at.doc_id))
}
