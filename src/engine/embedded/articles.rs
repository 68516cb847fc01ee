//! One article and its quotations, by id or path.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::{
    DocAddress,
    query::{EnableScoring, Query as Clause},
};

use super::{
    Lookup,
    clauses::{all, exactly, is},
    places, rows,
    visible::Visible,
};
use crate::{article::Article, engine::FoundArticle, index::row};

/// What answers to an id or a path.
pub(super) enum Found {
    None,
    One(Box<FoundArticle>),
    Several { count: usize, example: String },
}

/// Looks for an article: by id, by path, by path and line, by the end of a path.
pub(super) fn find(lookup: Lookup, asked: &str) -> tantivy::Result<Found> {
    let fields = lookup.fields;
    let by_id = articles(lookup, exactly(fields.article, asked))?;
    if !by_id.is_empty() {
        return found(lookup, &by_id, asked, None);
    }
    let with_line = asked.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    for (path, line) in [Some((asked, None)), with_line.map(|(path, line)| (path, Some(line)))].into_iter().flatten() {
        let mut at = articles(lookup, exactly(fields.path, path))?;
        if at.is_empty() {
            for path in paths_ending(lookup, path)? {
                at.extend(articles(lookup, exactly(fields.path, &path))?);
            }
        }
        if !at.is_empty() {
            return found(lookup, &at, asked, line);
        }
    }
    Ok(Found::None)
}

/// The one article among these, or the one that holds the line of its file.
fn found(lookup: Lookup, at: &[DocAddress], asked: &str, line: Option<u32>) -> tantivy::Result<Found> {
    // A file may hold the same article twice, and several places may give it the same id.
    let at = match line {
        Some(line) => holding(lookup, at, line)?,
        None => different(lookup, at)?,
    };
    let Some(&its_address) = at.first() else { return Ok(Found::None) };
    let annotated = rows::annotated(lookup, its_address)?;
    if at.len() > 1 {
        let article = annotated.article;
        let place = || format!("{}:{}", article.place.path, first_line_of(&article));
        let example = if article.id == asked { place() } else { article.id };
        return Ok(Found::Several { count: at.len(), example });
    }
    let also = places::also(lookup, places::mark(lookup, its_address)?)?;
    Ok(Found::One(Box::new(FoundArticle { annotated, also })))
}

/// Of each file the article that holds its line: the last one that begins not behind it.
fn holding(lookup: Lookup, at: &[DocAddress], line: u32) -> tantivy::Result<Vec<DocAddress>> {
    let mut last: BTreeMap<String, (u32, DocAddress)> = BTreeMap::new();
    for &at in at {
        let (path, begins) = lookup.rows.read_part(at, lookup.fields, |row| {
            let head = row::head(row)?;
            Ok((head.path.to_owned(), head.line))
        })?;
        if begins <= line && last.get(&path).is_none_or(|&(known, _)| known < begins) {
            last.insert(path, (begins, at));
        }
    }
    Ok(last.into_values().map(|(_, at)| at).collect())
}

/// Of each article only one print: the one that is kept, or that would be first in its place.
fn different(lookup: Lookup, at: &[DocAddress]) -> tantivy::Result<Vec<DocAddress>> {
    let mut different = Vec::new();
    let mut first: BTreeMap<u32, (u32, DocAddress)> = BTreeMap::new();
    for &at in at {
        match places::mark(lookup, at)?.and_then(|mark| lookup.twins.place(mark)) {
            None => different.push(at),
            Some(place) => {
                let known = first.entry(place.group).or_insert((place.rank, at));
                *known = (*known).min((place.rank, at));
            }
        }
    }
    different.extend(first.into_values().map(|(_, at)| at));
    different.sort_unstable();
    Ok(different)
}

/// The article documents that match a clause.
fn articles(lookup: Lookup, clause: Box<dyn Clause>) -> tantivy::Result<Vec<DocAddress>> {
    documents(lookup, all(vec![is(lookup.fields, "article"), clause]).as_ref())
}

/// Line of its file at which the article starts.
fn first_line_of(article: &Article) -> u32 {
    article.place.lines.first().map_or(1, |mark| mark.line)
}

/// All documents that match, those of articles that are not kept too.
pub(super) fn documents(lookup: Lookup, clause: &dyn Clause) -> tantivy::Result<Vec<DocAddress>> {
    let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
    let mut documents = Vec::new();
    for segment in 0..lookup.segments() {
        Visible::all(lookup)
            .each_match(segment, weight.as_ref(), |doc| documents.push(DocAddress::new(segment, doc)))?;
    }
    Ok(documents)
}

/// The paths of which this is the end, from a `/` on. Some may belong to articles that are gone.
fn paths_ending(lookup: Lookup, end: &str) -> tantivy::Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    for reader in lookup.searcher.segment_readers() {
        let index = reader.inverted_index(lookup.fields.path)?;
        let mut terms = index.terms().stream()?;
        while let Some((path, _)) = terms.next() {
            let before = path.strip_suffix(end.as_bytes());
            if before.is_some_and(|before| before.ends_with(b"/")) {
                paths.insert(String::from_utf8_lossy(path).into_owned());
            }
        }
    }
    Ok(paths)
}
