//! From a question to its answer: with the index open (warm), and from opening it (cold, but for the operating system's
//! file cache).

use std::path::Path;

use tantivy::{
    Index, IndexReader, TantivyDocument, Term,
    collector::TopDocs,
    query::TermQuery,
    schema::{Field, IndexRecordOption},
};
use tempfile::TempDir;
use whosaid::{
    engine::{Embedded, Engine},
    query::{Hits, parse},
};

use super::{
    floor, index,
    news::News,
    race::{Contestant, Unit, race},
};

const ROUNDS: usize = 15;
/// Each run asks so many times: a single answer is too short to be timed well.
const REPETITIONS: u32 = 20;

/// What the baseline looks for, and the first question too.
const WORD: &str = "sovereignty";
const QUESTIONS: &[&str] = &[
    "who said sovereignty",
    "who said 'never accept a treaty'",
    "quotes by minister on water",
    "inflation and housing in the budget",
    "topic:sovereignty after:2020-01",
];

/// Milliseconds for one answer; the baseline is tantivy's for one word in the bodies alone.
pub fn run(news: &News) {
    let folders = TempDir::new().expect(WRITABLE);
    let (floor_folder, folder) = (folders.path().join("floor"), folders.path().join("whosaid"));
    std::fs::create_dir(&floor_folder).expect(WRITABLE);
    floor::index(&news.articles, &floor_folder).expect(WRITABLE);
    index::index(news, &folder).expect(WRITABLE);
    let floor = Floor::open(&floor_folder).expect(READABLE);
    let engine = Embedded::open(&folder).expect(READABLE);

    println!("  warm");
    let baseline = repeated("baseline: tantivy, one word", || floor.search(WORD).expect(READABLE).len());
    let asked = QUESTIONS.iter().map(|question| repeated(question, || answer(&engine, question).total));
    race(Unit::Repetitions(REPETITIONS), ROUNDS, std::iter::once(baseline).chain(asked).collect());

    println!("  cold");
    let from_start = || Floor::open(&floor_folder).and_then(|floor| floor.search(WORD)).expect(READABLE).len();
    let baseline = repeated("baseline: tantivy, one word", from_start);
    let asked = QUESTIONS
        .iter()
        .map(|question| repeated(question, || answer(&Embedded::open(&folder).expect(READABLE), question).total));
    race(Unit::Repetitions(REPETITIONS), ROUNDS, std::iter::once(baseline).chain(asked).collect());
}

const WRITABLE: &str = "the folder for temporary files can be written";
const READABLE: &str = "an index that was just made can be read";

fn answer(engine: &Embedded, question: &str) -> Hits {
    engine.search(&parse(question)).expect(READABLE)
}

fn repeated<'a, T>(name: &str, mut once: impl FnMut() -> T + 'a) -> Contestant<'a> {
    Contestant::new(name, move || (0..REPETITIONS).map(|_| once()).last())
}

/// An index that [`floor::index`] made, open for reading.
struct Floor {
    reader: IndexReader,
    body: Field,
}

impl Floor {
    fn open(folder: &Path) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        Ok(Self { body: index.schema().get_field("body")?, reader: index.reader()? })
    }

    /// The best articles with a word, as stored.
    fn search(&self, word: &str) -> tantivy::Result<Vec<TantivyDocument>> {
        let searcher = self.reader.searcher();
        let query = TermQuery::new(Term::from_field_text(self.body, word), IndexRecordOption::WithFreqs);
        let best = searcher.search(&query, &TopDocs::with_limit(whosaid::query::DEFAULT_LIMIT).order_by_score())?;
        best.into_iter().map(|(_, place)| searcher.doc(place)).collect()
    }
}
