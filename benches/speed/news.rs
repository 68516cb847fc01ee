//! The articles that the benchmarks read: made of our own sentences, the same on every machine, or real ones.

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufRead, BufReader, Cursor, Write},
    ops::ControlFlow,
    path::PathBuf,
};

use tempfile::TempDir;
use whosaid::{
    article::Article,
    format::{Options, Parsed, Record, parse, split},
    ingest::RawDocument,
};

use super::made::made;

/// A JSON Lines file to take articles from instead of making them.
const CORPUS: &str = "WHOSAID_BENCH_CORPUS";
/// So many articles are read: 10 MB of text or so.
const ARTICLES: usize = 3000;

/// Articles, as a file and as read.
pub struct News {
    /// A JSON Lines file with just these articles.
    pub file: PathBuf,
    /// Its lines.
    pub records: Vec<Record>,
    /// Its articles.
    pub articles: Vec<Article>,
    /// Holds the file.
    _folder: TempDir,
}

impl News {
    /// Makes the articles, or takes them from where [`CORPUS`] says.
    pub fn gather() -> Result<Self, Box<dyn Error>> {
        let lines = match env::var_os(CORPUS) {
            Some(corpus) => first_lines(corpus.into())?,
            None => made(ARTICLES),
        };
        let folder = TempDir::new()?;
        let file = folder.path().join("news.jsonl");
        File::create(&file)?.write_all(lines.as_bytes())?;
        let records = records(lines)?;
        let mut articles = Vec::new();
        for record in &records {
            if let Parsed::Article(reading) =
                parse(record, &Options::default()).map_err(|problem| problem.to_string())?
            {
                articles.push(reading.article);
            }
        }
        Ok(Self { file, records, articles, _folder: folder })
    }

    /// Bytes of all bodies.
    pub fn text_bytes(&self) -> usize {
        self.articles.iter().map(|article| article.body.len()).sum()
    }
}

fn first_lines(corpus: PathBuf) -> Result<String, Box<dyn Error>> {
    let mut lines = String::new();
    let mut reader = BufReader::new(File::open(corpus)?);
    for _ in 0..ARTICLES {
        reader.read_line(&mut lines)?;
    }
    Ok(lines)
}

fn records(lines: String) -> Result<Vec<Record>, Box<dyn Error>> {
    let document = RawDocument::new("news.jsonl", Cursor::new(lines));
    let mut records = Vec::new();
    let mut each = |record| {
        records.push(record);
        ControlFlow::Continue(())
    };
    split(document, &Options::default(), &mut each).map_err(|problem| problem.to_string())?;
    Ok(records.into_iter().collect::<Result<_, _>>().map_err(|problem| problem.to_string())?)
}
