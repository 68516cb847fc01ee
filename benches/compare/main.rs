//! whosaid beside tantivy alone, as processes, on a corpus of any size: what an evening's work on a laptop costs.
//!
//! `cargo bench --bench compare -- CORPUS [ROUNDS]`, where CORPUS is a file or a folder of JSON Lines with `title` and `body`. All
//! that is compared takes turns. Seconds are this machine's, and of this minute; ratios hold elsewhere. The tables are Markdown.

#![expect(clippy::print_stdout, reason = "the tables on standard output are the result")]

#[path = "../speed/floor.rs"]
mod floor;

mod corpus;
mod indexing;
mod process;
mod queries;
mod questions;
mod spread;

use std::{error::Error, path::Path};

/// What this program is called with when it is its own child and makes the floor's index.
const FLOOR: &str = "floor";
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds flags of its own, `--bench` for one.
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    match asked.as_slice() {
        [FLOOR, corpus, folder] => Ok(floor::index(corpus::articles(Path::new(corpus))?, Path::new(folder))?),
        [corpus] => compare(Path::new(corpus), ROUNDS),
        [corpus, rounds] => compare(Path::new(corpus), rounds.parse()?),
        _ => {
            println!("Nothing to compare: give a corpus, `cargo bench --bench compare -- CORPUS [ROUNDS]`.");
            Ok(())
        }
    }
}

fn compare(corpus: &Path, rounds: usize) -> Result<(), Box<dyn Error>> {
    let size = corpus::Size::of(corpus)?;
    println!("{} articles, {:.1} MB of text\n", size.articles, size.megabytes());
    let folder = tempfile::tempdir()?;
    let index = indexing::run(corpus, &size, folder.path(), rounds.max(1))?;
    queries::run(corpus, &index, folder.path())
}
