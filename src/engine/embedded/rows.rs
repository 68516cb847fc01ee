//! Reads what the index stores of articles and their quotations.

use std::{collections::BTreeMap, sync::Arc};

use tantivy::DocAddress;

use super::Lookup;
use crate::{
    article::{Annotated, Article, Quote, Span},
    index::{damaged, paragraph_around, row},
};

/// In bytes of text: so much of the articles that were read last is kept, as their quotations are often shown together.
const KEPT: usize = 32 << 20;

/// All that the document of an article stores.
pub(super) fn annotated(lookup: Lookup, at: DocAddress) -> tantivy::Result<Annotated> {
    lookup.rows.read(at, lookup.fields, row::annotated)
}

/// The same without what the article names.
pub(super) fn quoted(lookup: Lookup, at: DocAddress) -> tantivy::Result<(Article, Vec<Quote>)> {
    lookup.rows.read(at, lookup.fields, row::quoted)
}

/// A quotation within its article.
#[derive(Clone)]
pub(super) struct Quotation {
    row: Arc<(Article, Vec<Quote>)>,
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

/// Reads quotations, which stand in the rows of their articles.
pub(super) struct Quotations<'a> {
    lookup: Lookup<'a>,
    /// By the articles' documents.
    articles: BTreeMap<DocAddress, Arc<(Article, Vec<Quote>)>>,
    /// Bytes of their texts.
    kept: usize,
}

impl<'a> Quotations<'a> {
    pub fn new(lookup: Lookup<'a>) -> Self {
        Self { lookup, articles: BTreeMap::new(), kept: 0 }
    }

    /// The quotation of a document.
    pub fn at(&mut self, at: DocAddress) -> tantivy::Result<Quotation> {
        let columns = self.lookup.columns(at.segment_ord)?;
        let article = columns.article_of(at.doc_id).filter(|article| *article < at.doc_id);
        let (article, mark) = article
            .and_then(|article| Some((article, columns.mark.of(article)?)))
            .ok_or_else(|| damaged(format!("the quotation {at:?} has no article")))?;
        let row = self.row(DocAddress::new(at.segment_ord, article))?;
        let number = (at.doc_id - article) as usize - 1;
        if number >= row.1.len() {
            return Err(damaged(format!("{}: it has fewer quotations than documents", row.0.place.path)));
        }
        Ok(Quotation { row, number, mark })
    }

    fn row(&mut self, at: DocAddress) -> tantivy::Result<Arc<(Article, Vec<Quote>)>> {
        if let Some(row) = self.articles.get(&at) {
            return Ok(Arc::clone(row));
        }
        let row = Arc::new(quoted(self.lookup, at)?);
        if self.kept > KEPT {
            self.articles.clear();
            self.kept = 0;
        }
        self.kept += row.0.body.len();
        self.articles.insert(at, Arc::clone(&row));
        Ok(row)
    }
}
