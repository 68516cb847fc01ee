//! All cores: from a file of news to an index on disk.

use std::{collections::BTreeMap, path::Path};

use tempfile::TempDir;
use whosaid::{
    annotate::annotate,
    article::Annotated,
    index::{Documents, IndexError, Writer, WriterOptions},
    pipeline::{self, DEFAULT_MEMORY, Plan},
    report::Report,
};

use super::{
    floor,
    news::News,
    race::{Contestant, Unit, race},
};

const ROUNDS: usize = 7;

/// Megabytes of body text per second; the baseline is tantivy with title and body alone.
pub fn run(news: &News) {
    let annotated: Vec<Annotated> = news.articles.iter().cloned().map(annotate).collect();
    let contestants = vec![
        Contestant::new("baseline: tantivy, title and body alone", || {
            in_new_folder(|folder| floor::index(&news.articles, folder));
        }),
        Contestant::new("documents of annotated articles, written", || {
            in_new_folder(|folder| write(&annotated, folder));
        }),
        Contestant::new("whosaid index: read, annotate, write", || in_new_folder(|folder| index(news, folder))),
    ];
    race(Unit::Bytes(news.text_bytes()), ROUNDS, contestants);
}

/// What `whosaid index` does.
pub fn index(news: &News, folder: &Path) -> Result<Report, IndexError> {
    pipeline::index(&Plan::new(vec![news.file.clone()], folder.into()), &mut ())
}

/// The last stage alone: one thread makes documents and one writes them.
fn write(annotated: &[Annotated], folder: &Path) -> Result<(), IndexError> {
    let options = WriterOptions { threads: 1, memory: DEFAULT_MEMORY, afresh: true, keep_duplicates: false };
    let writer = Writer::open(folder, options)?;
    for (number, article) in (0..).zip(annotated) {
        writer.add(Documents::of(article, &article.article.place.path, number, writer.fields()))?;
    }
    writer.commit(BTreeMap::new())?;
    writer.close()
}

/// Does `work` in a folder that is gone afterwards.
fn in_new_folder<T, E: std::fmt::Debug>(work: impl FnOnce(&Path) -> Result<T, E>) -> T {
    let folder = TempDir::new().expect("the folder for temporary files can be written");
    work(folder.path()).expect("an index can be made in a new folder")
}
