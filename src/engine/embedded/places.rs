//! Where else an article stands.

use std::sync::Arc;

use tantivy::DocAddress;

use super::Lookup;
use crate::{
    index::{
        Place,
        row::{self, Head},
    },
    query::Also,
};

/// The mark of an article's document.
pub(super) fn mark(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(lookup.columns(at.segment_ord)?.mark.of(at.doc_id))
}

/// In how many other places the article with this mark stands.
pub(super) fn others(lookup: Lookup, mark: u64) -> usize {
    lookup.twins.place(mark).map_or(0, |own| lookup.twins.numbers(own.group).len() - 1)
}

/// The other places of the article with this mark, the nearest first.
pub(super) fn also(lookup: Lookup, mark: Option<u64>) -> tantivy::Result<Arc<[Also]>> {
    match mark.and_then(|mark| Some((mark, lookup.twins.place(mark)?))) {
        Some((mark, own)) => lookup.recent.places.get_or_make(mark, || read(lookup, own)),
        None => Ok(Arc::default()),
    }
}

fn read(lookup: Lookup, own: Place) -> tantivy::Result<Arc<[Also]>> {
    let print = |rank| lookup.prints.address(lookup, Place { rank, ..own });
    let own_text = print(own.rank)?.map(|at| text(lookup, at)).transpose()?.flatten();
    let mut places = Vec::new();
    for (rank, _) in (0..).zip(lookup.twins.numbers(own.group)).filter(|(rank, _)| *rank != own.rank) {
        if let Some(at) = print(rank)? {
            let same_text = text(lookup, at)? == own_text;
            places.push(lookup.rows.read_part(at, lookup.fields, |row| Ok(place(row::head(row)?, same_text)))?);
        }
    }
    Ok(places.into())
}

fn place(head: Head, same_text: bool) -> Also {
    Also {
        path: head.path.to_owned(),
        line: head.line,
        outlet: head.outlet.map(str::to_owned),
        published: head.published.map(str::to_owned),
        url: head.url.map(str::to_owned),
        same_text,
    }
}

/// Hash of what an article says.
fn text(lookup: Lookup, at: DocAddress) -> tantivy::Result<Option<u64>> {
    Ok(lookup.columns(at.segment_ord)?.text.of(at.doc_id))
}
