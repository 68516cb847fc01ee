//! The floor: tantivy alone, with title and body and nothing else. No search engine built on it can cost less.

use std::{borrow::Borrow, path::Path, thread::available_parallelism};

use tantivy::{
    Index, doc,
    schema::{STORED, Schema, TEXT},
};
use whosaid::{article::Article, pipeline::DEFAULT_MEMORY};

/// Indexes titles and bodies: words with positions, the text stored, compressed with LZ4.
pub fn index(articles: impl IntoIterator<Item = impl Borrow<Article>>, folder: &Path) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_dir(folder, schema.build())?;
    let threads = available_parallelism().map_or(1, Into::into);
    let mut writer = index.writer_with_num_threads(threads, DEFAULT_MEMORY)?;
    for article in articles {
        let article = article.borrow();
        writer.add_document(doc!(title => article.title.as_str(), body => article.body.as_str()))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()
}
