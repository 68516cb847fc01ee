//! Indexing: whosaid beside the floor; again with nothing changed.

use std::{error::Error, fs, io, path::Path, process::Command};

use super::{
    FLOOR,
    corpus::Size,
    process::{Cost, bytes_in, run as run_process},
    spread::Spread,
};

/// Prints the table, and gives each row's time beside the floor's. The index of the last round is left.
pub fn run(
    corpus: &Path,
    size: &Size,
    folder: &Path,
    index: &Path,
    rounds: usize,
) -> Result<[Spread; 3], Box<dyn Error>> {
    let floor = folder.join("floor");
    let mut costs: [Vec<Cost>; 3] = Default::default();
    for _ in 0..rounds {
        for folder in [&floor, index].into_iter().filter(|folder| folder.exists()) {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir(&floor)?;
        costs[0].push(run_process(Command::new(std::env::current_exe()?).arg(FLOOR).arg(corpus).arg(&floor))?);
        costs[1].push(whosaid_index(corpus, index)?);
        costs[2].push(whosaid_index(corpus, index)?);
    }
    println!(
        "| index, {rounds} rounds in turns | seconds | time / floor | processor time / floor | memory, MiB | size / text |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let names = ["floor: tantivy, title and body", "whosaid index", "whosaid index, nothing changed"];
    let folders = [&floor, index, index];
    let ratios =
        costs.each_ref().map(|own| Spread::of(own.iter().zip(&costs[0]).map(|(own, floor)| own.wall / floor.wall)));
    for (((name, own), folder), ratio) in names.into_iter().zip(&costs).zip(folders).zip(&ratios) {
        println!(
            "| {name} | {} | {} | {} | {} | {:.2} |",
            Spread::of(own.iter().map(|cost| cost.wall)),
            ratio,
            Spread::of(own.iter().zip(&costs[0]).filter_map(|(own, floor)| Some(own.processor? / floor.processor?))),
            Spread::of(own.iter().filter_map(|cost| cost.memory)),
            times(bytes_in(folder)?, size.text),
        );
    }
    println!();
    Ok(ratios)
}

fn whosaid_index(corpus: &Path, index: &Path) -> io::Result<Cost> {
    run_process(
        Command::new(env!("CARGO_BIN_EXE_whosaid")).args(["index", "--quiet", "--index"]).arg(index).arg(corpus),
    )
}

#[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 bytes")]
fn times(bytes: u64, text: u64) -> f64 {
    bytes as f64 / text as f64
}
