//! whosaid beside tantivy alone, as processes, on a corpus of any size: what an evening's work on a laptop costs.
//!
//! `cargo bench --bench compare -- CORPUS [ROUNDS]`, where CORPUS is a file or a folder of JSON Lines with `title` and `body`. All
//! that is compared takes turns. Seconds are this machine's, and of this minute; ratios hold elsewhere. The tables are Markdown.
//!
//! `cargo bench --bench compare -- ask CORPUS INDEX FILE` only asks an index of that corpus which is there already, and leaves the questions
//! in the file, for `query --batch`.
//!
//! Without a corpus a small one is made, and what costs far more than it should is an error ([`limits`]).

#![expect(clippy::print_stdout, reason = "the tables on standard output are the result")]

#[path = "../speed/floor.rs"]
mod floor;
#[path = "../speed/made.rs"]
mod made;

mod corpus;
mod indexing;
mod limits;
mod process;
mod queries;
mod questions;
mod spread;

use std::{error::Error, fs, path::Path};

use spread::Spread;

/// What it is called with to ask an index that is there already.
const ASK: &str = "ask";
/// What this program is called with when it is its own child and makes the floor's index.
const FLOOR: &str = "floor";
const ROUNDS: usize = 5;
/// So many articles are made where there is no corpus, and compared so often.
const MADE: usize = 1_500;
const ROUNDS_OF_MADE: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds flags of its own, `--bench` for one.
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    match asked.as_slice() {
        [ASK, corpus, index, questions] => {
            queries::run(Path::new(corpus), Path::new(index), Path::new(questions)).map(drop)
        }
        [FLOOR, corpus, folder] => Ok(floor::index(corpus::articles(Path::new(corpus))?, Path::new(folder))?),
        [corpus] => compare(Path::new(corpus), ROUNDS).map(drop),
        [corpus, rounds] => compare(Path::new(corpus), rounds.parse()?).map(drop),
        _ => {
            let corpus = tempfile::NamedTempFile::new()?;
            fs::write(&corpus, made::made(MADE))?;
            limits::hold(&compare(corpus.path(), ROUNDS_OF_MADE)?)
        }
    }
}

/// Costs beside others of the same run.
struct Ratios {
    /// The time that an index takes, by that of the floor's.
    index: f64,
    /// The same for a run that finds nothing changed.
    again: f64,
    /// The slowest question of a hundred, by the one in the middle.
    slow_question: f64,
}

fn compare(corpus: &Path, rounds: usize) -> Result<Ratios, Box<dyn Error>> {
    let size = corpus::Size::of(corpus)?;
    if size.articles == 0 {
        return Err(format!("{}: no JSON Lines with a body", corpus.display()).into());
    }
    println!("{} articles, {:.1} MB of text\n", size.articles, size.megabytes());
    let folder = tempfile::tempdir()?;
    let index = folder.path().join("index");
    let [_, indexing, again] = indexing::run(corpus, &size, folder.path(), &index, rounds.max(1))?;
    let questions = queries::run(corpus, &index, &folder.path().join("questions.jsonl"))?;
    let median = |spread: &Spread| spread.median().unwrap_or(f64::NAN);
    let slow_question = questions.at(0.99).unwrap_or(f64::NAN) / median(&questions);
    Ok(Ratios { index: median(&indexing), again: median(&again), slow_question })
}
