//! The floor: tantivy alone, with title and body and nothing else. No search engine built on it can cost less.

use std::{path::Path, thread::available_parallelism};

use tantivy::{
    Index, IndexReader, TantivyDocument, Term,
    collector::TopDocs,
    doc,
    query::TermQuery,
    schema::{Field, IndexRecordOption, STORED, Schema, TEXT},
};
use whosaid::{article::Article, pipeline::DEFAULT_MEMORY};

/// Indexes titles and bodies: words with positions, the text stored, compressed with LZ4.
pub fn index(articles: &[Article], folder: &Path) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_dir(folder, schema.build())?;
    let threads = available_parallelism().map_or(1, Into::into);
    let mut writer = index.writer_with_num_threads(threads, DEFAULT_MEMORY)?;
    for article in articles {
        writer.add_document(doc!(title => article.title.as_str(), body => article.body.as_str()))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()
}

/// An index that [`index()`] made, open for reading.
pub struct Floor {
    reader: IndexReader,
    body: Field,
}

impl Floor {
    pub fn open(folder: &Path) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        Ok(Self { body: index.schema().get_field("body")?, reader: index.reader()? })
    }

    /// The best articles with a word, as stored.
    pub fn search(&self, word: &str) -> tantivy::Result<Vec<TantivyDocument>> {
        let searcher = self.reader.searcher();
        let query = TermQuery::new(Term::from_field_text(self.body, word), IndexRecordOption::WithFreqs);
        let best = searcher.search(&query, &TopDocs::with_limit(whosaid::query::DEFAULT_LIMIT).order_by_score())?;
        best.into_iter().map(|(_, place)| searcher.doc(place)).collect()
    }
}
