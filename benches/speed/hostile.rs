//! One core: files that are made to take long, each against ordinary news of the same size read just before.

#[path = "../../tests/hostile/inputs.rs"]
mod inputs;
#[path = "../../tests/hostile/through.rs"]
mod through;

use std::time::Instant;

use inputs::{INPUTS, Input};
use through::through;

use super::news::News;

/// How large a file is made.
const BYTES: usize = 1 << 20;
/// Files are tried in this size first: one that takes long grows no further.
const FIRST_BYTES: usize = 1 << 16;
/// Seconds after which a file does not grow.
const PATIENCE: f64 = 10.0;
/// What takes no longer than so many times the ordinary is not shown.
const SHOWN: f64 = 2.0;

/// What one file took.
struct Outcome {
    input: &'static Input,
    bytes: usize,
    seconds: f64,
    /// Time for a byte, by that of ordinary news.
    ratio: f64,
}

/// Seconds for a file, and how many times as long a byte of it takes as one of ordinary news; the slowest first.
pub fn run(_: &News) {
    // The crate that reads PDF panics on what it does not know; that is caught, and nobody need hear of it.
    std::panic::set_hook(Box::new(|_| {}));
    let asked = std::env::var("WHOSAID_HOSTILE").unwrap_or_default();
    let articles = inputs::articles();
    let ordinary = || {
        let start = Instant::now();
        let articles = articles.iter().cycle().scan(0, |total, article| {
            *total += article.len();
            (*total < FIRST_BYTES * 4).then_some(article)
        });
        let bytes =
            articles.map(|article| (through("a.txt", article.clone().into_bytes()), article.len()).1).sum::<usize>();
        per_byte(start, bytes)
    };
    ordinary();
    let mut outcomes: Vec<Outcome> =
        INPUTS.iter().filter(|input| input.name.contains(&asked)).map(|input| outcome(input, &ordinary)).collect();
    let _ = std::panic::take_hook();
    outcomes.sort_by(|one, other| other.ratio.total_cmp(&one.ratio));
    println!("  {:<44} {:>9} {:>9}  a byte / one of ordinary news", "", "bytes", "s");
    for Outcome { input, bytes, seconds, ratio } in outcomes.iter().filter(|outcome| outcome.ratio >= SHOWN) {
        println!("  {:<44} {bytes:>9} {seconds:>9.3} {ratio:>16.2}", input.name);
    }
    let rest = outcomes.iter().filter(|outcome| outcome.ratio < SHOWN).count();
    println!("  and {rest} others below {SHOWN}");
}

fn outcome(input: &'static Input, ordinary: &dyn Fn() -> f64) -> Outcome {
    let mut size = FIRST_BYTES;
    loop {
        let usual = ordinary();
        let bytes = (input.make)(size);
        let length = bytes.len();
        let start = Instant::now();
        std::hint::black_box(through(input.file, bytes));
        let seconds = start.elapsed().as_secs_f64();
        if size >= BYTES || seconds > PATIENCE {
            #[expect(clippy::cast_precision_loss, reason = "no file here has 2^52 bytes")]
            let ratio = seconds / length as f64 / usual;
            return Outcome { input, bytes: length, seconds, ratio };
        }
        size *= 4;
    }
}

/// Seconds a byte since `start`.
#[expect(clippy::cast_precision_loss, reason = "no file here has 2^52 bytes")]
fn per_byte(start: Instant, bytes: usize) -> f64 {
    start.elapsed().as_secs_f64() / bytes as f64
}
