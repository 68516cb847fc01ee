//! How fast whosaid is, as ratios against a baseline of the same run.
//!
//! `cargo bench --bench speed` runs all of it in a few minutes; `cargo bench --bench speed -- extract` (or the name of another benchmark) a part. The articles are
//! made ([`made`]); `WHOSAID_BENCH_CORPUS=FILE` takes the first ones of a JSON Lines file instead.
//!
//! A machine's load changes from one second to the next, so that two medians of different minutes say little about each
//! other. Here all that is compared takes turns ([`race`]), and the ratio is that of neighbours in time.

#![expect(clippy::print_stdout, reason = "the table on standard output is the result")]

mod extract;
mod floor;
mod formats;
mod hostile;
mod index;
mod made;
mod news;
mod query;
mod race;
mod unpack;

use std::error::Error;

use news::News;

/// A benchmark: what it is called on the command line, and what it does.
type Benchmark = (&'static str, fn(&News));

const BENCHMARKS: &[Benchmark] = &[
    ("extract", extract::run),
    ("index", index::run),
    ("query", query::run),
    ("unpack", unpack::run),
    ("formats", formats::run),
    ("hostile", hostile::run),
];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds flags of its own, `--bench` for one.
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let news = News::gather()?;
    println!(
        "{} articles, {:.1} MB of text, {} quotations; {} cores",
        news.articles.len(),
        race::megabytes(news.text_bytes()),
        news.articles.iter().map(|article| whosaid::annotate::annotate(article.clone()).quotes.len()).sum::<usize>(),
        std::thread::available_parallelism()?
    );
    for (name, run) in BENCHMARKS.iter().filter(|(name, _)| asked.is_empty() || asked.iter().any(|asked| asked == name))
    {
        println!("\n{name}");
        run(&news);
    }
    Ok(())
}
