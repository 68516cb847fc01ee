//! One article and its quotations, by id or path.

use std::collections::BTreeSet;

use tantivy::{
    DocAddress,
    query::{EnableScoring, Query as Clause},
};

use super::{
    Lookup,
    answer::row,
    clauses::{all, exactly, is},
    columns::each_match,
};
use crate::index::{ArticleRow, QuoteRow};

/// What answers to an id or a path.
pub(super) enum Found {
    None,
    One(Box<ArticleRow>, Vec<QuoteRow>),
    Several { count: usize, example: String },
}

/// Looks for an article: by id, by path, by path and line, by the end of a path.
pub(super) fn find(lookup: Lookup, asked: &str) -> tantivy::Result<Found> {
    let fields = lookup.fields;
    let by_id = articles(lookup, exactly(fields.article, asked))?;
    if !by_id.is_empty() {
        return found(lookup, &by_id, None);
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
            return found(lookup, &at, line);
        }
    }
    Ok(Found::None)
}

/// The one article among these, or the one that holds the line of its file.
fn found(lookup: Lookup, at: &[DocAddress], line: Option<u32>) -> tantivy::Result<Found> {
    let mut article: ArticleRow = row(lookup, at[0])?;
    let example = article.id.clone();
    if let Some(line) = line {
        let mut first_line = None;
        for at in at {
            let other: ArticleRow = row(lookup, *at)?;
            let starts = other.lines.first().map_or(1, |mark| mark.line);
            if starts <= line && first_line.is_none_or(|first| first < starts) {
                (article, first_line) = (other, Some(starts));
            }
        }
        if first_line.is_none() {
            return Ok(Found::None);
        }
    } else if at.len() > 1 {
        return Ok(Found::Several { count: at.len(), example });
    }
    let quotes = quotes(lookup, &article.id)?;
    Ok(Found::One(Box::new(article), quotes))
}

/// The article documents that match a clause.
fn articles(lookup: Lookup, clause: Box<dyn Clause>) -> tantivy::Result<Vec<DocAddress>> {
    documents(lookup, all(vec![is(lookup.fields, "article"), clause]).as_ref())
}

/// The article's quotations, in the order of its text.
fn quotes(lookup: Lookup, id: &str) -> tantivy::Result<Vec<QuoteRow>> {
    let clause = all(vec![is(lookup.fields, "quote"), exactly(lookup.fields.article, id)]);
    let rows = documents(lookup, clause.as_ref())?.into_iter().map(|at| row(lookup, at));
    let mut quotes: Vec<QuoteRow> = rows.collect::<tantivy::Result<_>>()?;
    quotes.sort_by_key(|row| (row.quote.content(), row.quote.pieces.clone()));
    Ok(quotes)
}

fn documents(lookup: Lookup, clause: &dyn Clause) -> tantivy::Result<Vec<DocAddress>> {
    let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
    let mut documents = Vec::new();
    for (segment, reader) in (0..).zip(lookup.searcher.segment_readers()) {
        each_match(reader, weight.as_ref(), |doc, _| documents.push(DocAddress::new(segment, doc)))?;
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
