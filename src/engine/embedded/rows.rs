//! Reads what the index stores of articles and quotations.

use std::{collections::BTreeMap, fmt::Display, sync::Arc};

use tantivy::{DocAddress, TantivyDocument, TantivyError, error::DataCorruption};

use super::{Lookup, places};
use crate::{
    article::Article,
    index::{ArticleRow, QuoteRow, StoredQuote, read_row},
};

/// In bytes of text: so much of the articles that were read last is kept, as their quotations are often shown together.
const KEPT: usize = 32 << 20;

/// The row of an article's document.
pub(super) fn article(lookup: Lookup, at: DocAddress) -> tantivy::Result<ArticleRow> {
    read_row(&lookup.searcher.doc::<TantivyDocument>(at)?, lookup.fields)
}

/// The row of a quotation's document, without its words.
pub(super) fn quotation(lookup: Lookup, at: DocAddress) -> tantivy::Result<StoredQuote> {
    read_row(&lookup.searcher.doc::<TantivyDocument>(at)?, lookup.fields)
}

fn damaged(at: DocAddress, what: impl Display) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(format!("the row of document {at:?}: {what}")))
}

/// Quotations with their words, which stand in the rows of their articles.
pub(super) struct Quotes<'a> {
    lookup: Lookup<'a>,
    /// By mark.
    articles: BTreeMap<u64, Arc<Article>>,
    /// Bytes of their texts.
    kept: usize,
}

impl<'a> Quotes<'a> {
    pub fn new(lookup: Lookup<'a>) -> Self {
        Self { lookup, articles: BTreeMap::new(), kept: 0 }
    }

    /// The quotation of a document, and its article's mark.
    pub fn at(&mut self, at: DocAddress) -> tantivy::Result<(u64, QuoteRow)> {
        let stored = quotation(self.lookup, at)?;
        let mark = places::mark(self.lookup, at)?.ok_or_else(|| damaged(at, "it has no article"))?;
        let article = self.article(mark, at)?;
        let row = stored.in_article(&article);
        Ok((mark, row.ok_or_else(|| damaged(at, "it is outside the text of its article"))?))
    }

    fn article(&mut self, mark: u64, of: DocAddress) -> tantivy::Result<Arc<Article>> {
        if let Some(article) = self.articles.get(&mark) {
            return Ok(Arc::clone(article));
        }
        let print = match places::print_beside(self.lookup, mark, of)? {
            Some(print) => Some(print),
            None => places::prints(self.lookup, mark)?.into_iter().next(),
        };
        let print = print.ok_or_else(|| damaged(of, "its article is not in the index"))?;
        let (read, _) = article(self.lookup, print)?.into_parts();
        let read = Arc::new(read);
        if self.kept > KEPT {
            self.articles.clear();
            self.kept = 0;
        }
        self.kept += read.body.len();
        self.articles.insert(mark, Arc::clone(&read));
        Ok(read)
    }
}
