//! No file takes far longer than ordinary news of its size, whatever is in it: nothing stops a reader that has begun.
//!
//! Times are compared within one run and with a wide margin. `cargo bench -- hostile` measures files of a megabyte.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod inputs;
mod through;

use std::time::{Duration, Instant};

use inputs::{INPUTS, Input, articles};
use through::through;

/// How large a file is made: what takes time by the square of its size takes far too long with it.
const BYTES: usize = 64 << 10;
/// So many times as long as ordinary news of the same size a file may take.
const MOST: u32 = 25;
/// A file that took too long is given this many more chances: the machine may have been busy.
const CHANCES: usize = 3;

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// What articles of news take that have about as many bytes as a hostile file.
fn ordinary() -> Duration {
    let mut left = BYTES;
    let articles: Vec<String> = articles().into_iter().take_while(|article| take(&mut left, article.len())).collect();
    time(|| {
        for article in articles {
            assert_eq!(through("a.txt", article.into_bytes()), 1);
        }
    })
}

fn take(left: &mut usize, count: usize) -> bool {
    let is_enough = *left == 0;
    *left = left.saturating_sub(count);
    !is_enough
}

/// How many times as long as ordinary news it takes, rounded up.
fn ratio(input: &Input) -> u32 {
    let bytes = (input.make)(BYTES);
    let took = time(|| {
        std::hint::black_box(through(input.file, bytes));
    });
    u32::try_from(took.as_nanos().div_ceil(ordinary().as_nanos())).unwrap_or(u32::MAX)
}

#[test]
#[ignore = "compares times: run it alone, cargo test --release --test hostile -- --ignored"]
fn no_file_takes_far_longer_than_news() {
    std::panic::set_hook(Box::new(|panic| {
        if !whosaid::report::panic_is_expected() {
            eprintln!("{panic}");
        }
    }));
    ordinary();
    let mut slow = Vec::new();
    for input in INPUTS {
        let mut ratios = std::iter::repeat_with(|| ratio(input)).take(1 + CHANCES);
        let best = ratios.find(|&ratio| ratio <= MOST);
        if best.is_none() {
            slow.push(input.name);
        }
        if std::env::var("TMPSHOW").is_ok() {
            println!("{best:?} {}", input.name);
        }
    }
    assert!(slow.is_empty(), "more than {MOST} times as long as news of the same size: {slow:#?}");
}
