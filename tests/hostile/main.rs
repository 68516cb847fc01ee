//! No file takes far longer than ordinary news of its size, whatever is in it: nothing stops a reader that has begun.
//!
//! What is compared is processor time of one run, with wide margins. `cargo bench -- hostile` measures files of a megabyte.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod inputs;
mod through;

use std::{fs, sync::Once, time::Instant};

use inputs::{INPUTS, Input, articles};
use through::through;

/// How large a file is made, and how large at first.
const BYTES: usize = 32 << 10;
const FIRST_BYTES: usize = BYTES / 8;
/// So many times as long as ordinary news of the same size a file may take; without optimisation, tables of weights are slow.
const MOST: f64 = 50.0;
/// So many times as long a byte of a file may take as one of a file an eighth its size: with the square of the size it were eight.
const MOST_GROWTH: f64 = 3.0;
/// Seconds that are too few to tell how they grow.
const FEW: f64 = 0.1;

/// Seconds of this thread's processor time, or of the clock where the system does not tell.
fn time(work: impl FnOnce()) -> f64 {
    let nanoseconds = || -> Option<f64> {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split(' ').next()?.parse().ok()
    };
    let (start, before) = (Instant::now(), nanoseconds());
    work();
    let used = before.and_then(|before| Some((nanoseconds()? - before) / 1e9));
    used.unwrap_or_else(|| start.elapsed().as_secs_f64()).max(1e-6)
}

/// Seconds that a byte of ordinary news takes.
fn ordinary() -> f64 {
    let mut bytes = 0;
    let articles: Vec<String> =
        articles().into_iter().take_while(|article| bytes < BYTES && more(&mut bytes, article)).collect();
    let seconds = time(|| {
        for article in articles {
            assert_eq!(through("a.txt", article.into_bytes()), 1);
        }
    });
    per_byte(seconds, bytes)
}

fn more(bytes: &mut usize, article: &str) -> bool {
    *bytes += article.len();
    true
}

#[expect(clippy::cast_precision_loss, reason = "no file here has 2^52 bytes")]
fn per_byte(seconds: f64, bytes: usize) -> f64 {
    seconds / bytes as f64
}

/// Seconds for a file of such a size, and for a byte of it.
fn read(input: &Input, size: usize) -> (f64, f64) {
    let bytes = (input.make)(size);
    let count = bytes.len();
    let seconds = time(|| {
        std::hint::black_box(through(input.file, bytes));
    });
    (seconds, per_byte(seconds, count))
}

/// What is wrong with the time that a file takes, for people.
fn fault(input: &Input, ordinary: f64) -> Option<String> {
    let (seconds, byte) = read(input, BYTES);
    if byte > MOST * ordinary {
        return Some(format!("{}: {:.0} times as long as news", input.name, byte / ordinary));
    }
    if seconds < FEW {
        return None;
    }
    let growth = byte / read(input, FIRST_BYTES).1;
    (growth > MOST_GROWTH)
        .then(|| format!("{}: {growth:.1} times as long for a byte when eight times as large", input.name))
}

fn hold(are_held: impl Fn(&Input) -> bool) {
    // Caught panics are not worth a line on the screen each.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !whosaid::format::panic_is_expected() {
                hook(panic);
            }
        }));
    });
    // Tables are read when they are first used.
    ordinary();
    let ordinary = ordinary();
    let inputs = INPUTS.iter().filter(|input| are_held(input));
    let faults: Vec<String> = inputs.filter_map(|input| fault(input, ordinary)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_text_takes_far_longer_than_news() {
    hold(|input| input.file == "a.txt");
}

#[test]
fn no_file_of_another_format_takes_far_longer_than_news() {
    hold(|input| input.file != "a.txt");
}
