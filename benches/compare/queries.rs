//! Queries: each in one process that has the index open, all of them through `query --batch`, and one from a cold start.

use std::{collections::BTreeMap, error::Error, fmt::Write as _, path::Path, process::Command, time::Instant};

use serde_json::Value;
use whosaid::{
    engine::{Embedded, Engine},
    render::Json,
};

use super::{
    process::run as run_process,
    questions::{KINDS, Question, made},
    spread::Spread,
};

/// A cold start is measured so often.
const STARTS: usize = 20;

/// Prints the tables, and gives the milliseconds of all questions, which are written to `file`.
pub fn run(corpus: &Path, index: &Path, file: &Path) -> Result<Spread, Box<dyn Error>> {
    let engine = Embedded::open(index)?;
    let questions = made(corpus, &engine)?;
    let times = one_by_one(&engine, &questions)?;
    let mut lines = String::new();
    for (number, question) in questions.iter().enumerate() {
        writeln!(lines, "{}", question.line(number))?;
    }
    std::fs::write(file, lines)?;
    batch_and_cold(index, file, questions.len())?;
    Ok(times)
}

/// Milliseconds of each question, the index in the file cache, answers made to JSON.
fn one_by_one(engine: &Embedded, questions: &[Question]) -> Result<Spread, Box<dyn Error>> {
    let mut times: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    // Once to warm up.
    for is_counted in [false, true] {
        for question in questions {
            let start = Instant::now();
            let hits = engine.search(&question.query())?;
            Json.answered(&Value::Null, &hits, &mut std::io::sink())?;
            if is_counted {
                times.entry(question.kind).or_default().push(start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    println!("| queries, warm, one process, ms | mean | median | 90 % | 99 % | slowest |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let all = Spread::of(times.values().flatten().copied());
    let kinds: Vec<Spread> = times.values().cloned().map(Spread::of).collect();
    let names = times.keys().map(|&kind| KINDS[kind]);
    for (name, spread) in [("all", &all)].into_iter().chain(names.zip(&kinds)) {
        let at = |share| spread.at(share).map_or_else(String::new, |ms| format!("{ms:.2}"));
        println!("| {name} | {:.2} | {} | {} | {} | {} |", spread.mean(), at(0.5), at(0.9), at(0.99), at(1.0));
    }
    println!();
    Ok(all)
}

fn batch_and_cold(index: &Path, file: &Path, questions: usize) -> Result<(), Box<dyn Error>> {
    let whosaid = || Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let batch = run_process(whosaid().args(["query", "--index"]).arg(index).arg("--batch").arg(file))?;
    #[expect(clippy::cast_precision_loss)]
    let rate = questions as f64 / batch.wall;
    println!("`query --batch`: {questions} questions in {:.2} s, {rate:.0} a second\n", batch.wall);
    let mut cold = [Vec::new(), Vec::new()];
    for _ in 0..STARTS {
        cold[0].push(run_process(whosaid().arg("--version"))?.wall * 1e3);
        cold[1].push(run_process(whosaid().args(["query", "--index"]).arg(index).arg("who said treaty"))?.wall * 1e3);
    }
    let [version, query] = cold.map(Spread::of);
    println!("`whosaid --version`: {version} ms; `whosaid query`, index in the file cache: {query} ms");
    Ok(())
}
