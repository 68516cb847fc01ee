//! Reads what the index stores of articles and their quotations.

use std::sync::Arc;

use tantivy::DocAddress;

use super::{Lookup, recent::Quoted};
use crate::{
    article::{Annotated, Article, Quote, Span},
    index::{damaged, paragraph_around, row},
};

/// All that the document of an article stores.
pub(super) fn annotated(lookup: Lookup, at: DocAddress) -> tantivy::Result<Annotated> {
    lookup.rows.read(at, lookup.fields, row::annotated)
}

/// The same without what the article names.
pub(super) fn quoted(lookup: Lookup, at: DocAddress) -> tantivy::Result<Quoted> {
    lookup.rows.read(at, lookup.fields, row::quoted)
}

/// A quotation within its article.
#[derive(Clone)]
pub(super) struct Quotation {
    row: Arc<Quoted>,
    /// Its place among the article's quotations.
    number: usize,
    /// Its article's mark.
    pub mark: u64,
}

impl Quotation {
    pub fn article(&self) -> &Article {
        &self.row.0
    }

    pub fn quote(&self) -> &Quote {
        &self.row.1[self.number]
    }

    /// What stands at a span.
    pub fn words(&self, span: Span) -> tantivy::Result<&str> {
        let words = self.article().body.get(span.range());
        words.ok_or_else(|| damaged(format!("{}: a quotation is outside its text", self.article().place.path)))
    }

    /// The paragraph around it, itself included; cut where it is long.
    pub fn context(&self) -> tantivy::Result<&str> {
        let content = self.quote().content();
        self.words(content)?;
        self.words(paragraph_around(&self.article().body, content))
    }
}

/// The quotation of a document, which stands in the row of its article.
pub(super) fn quotation(lookup: Lookup, at: DocAddress) -> tantivy::Result<Quotation> {
    let columns = lookup.columns(at.segment_ord)?;
    let article = columns.article_of(at.doc_id).filter(|article| *article < at.doc_id);
    let (article, mark) = article
        .and_then(|article| Some((article, columns.mark.of(article)?)))
        .ok_or_else(|| damaged(format!("the quotation {at:?} has no article")))?;
    let document = DocAddress::new(at.segment_ord, article);
    let row = lookup.recent.articles.get_or_make(document, || Ok(Arc::new(quoted(lookup, document)?)))?;
    let number = (at.doc_id - article) as usize - 1;
    if number >= row.1.len() {
        return Err(damaged(format!("{}: it has fewer quotations than documents", row.0.place.path)));
    }
    Ok(Quotation { row, number, mark })
}
