//! The articles that are compared on: JSON Lines with `title` and `body`.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use whosaid::article::Article;

/// How much there is to index.
#[derive(Default)]
pub struct Size {
    pub articles: u64,
    /// Bytes of all bodies.
    pub text: u64,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
}

impl Size {
    pub fn of(corpus: &Path) -> io::Result<Self> {
        lines(corpus)?.try_fold(Self::default(), |size, line| {
            Ok(Self { articles: size.articles + 1, text: size.text + line?.body.len() as u64 })
        })
    }

    /// Of text; 1,000,000 bytes each.
    #[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 bytes")]
    pub fn megabytes(&self) -> f64 {
        self.text as f64 / 1e6
    }
}

/// The articles one after the other, title and body alone.
pub fn articles(corpus: &Path) -> io::Result<impl Iterator<Item = Article> + use<>> {
    // A line that can't be read is the same for all that is compared: none.
    let lines = lines(corpus)?.filter_map(Result::ok);
    Ok(lines.map(|line| Article { title: line.title, body: line.body, ..Article::default() }))
}

fn lines(corpus: &Path) -> io::Result<impl Iterator<Item = io::Result<Line>> + use<>> {
    let readers: Vec<_> = files(corpus)?.iter().map(File::open).collect::<io::Result<_>>()?;
    let lines = readers.into_iter().flat_map(|file| BufReader::new(file).lines());
    Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
}

fn files(corpus: &Path) -> io::Result<Vec<PathBuf>> {
    if corpus.is_file() {
        return Ok(vec![corpus.to_owned()]);
    }
    let mut files = fs::read_dir(corpus)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}
