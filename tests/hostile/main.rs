//! No file takes far longer than ordinary news of its size, whatever is in it: nothing stops a reader that has begun.
//!
//! What is compared is the processor time of one thread, which other work on the machine hardly changes, with wide margins; what is over
//! them is measured again. `cargo bench --bench speed -- hostile` measures files of a megabyte.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod inputs;
mod through;

use std::{sync::Once, time::Duration};

use inputs::{INPUTS, Input, articles};
use rustix::time::{ClockId, clock_gettime};
use through::through;

/// How large a file is made: the first size, and those after it until the file takes [`ENOUGH`].
const SIZES: [usize; 4] = [2 << 10, 16 << 10, 128 << 10, 1 << 20];
/// Long enough to tell how time grows with size.
const ENOUGH: Duration = Duration::from_millis(30);
/// So many times as long as ordinary news of the same size a file may take. Without optimisation, which slows tables of weights most,
/// the slowest takes 20 times as long.
const MOST: f64 = 60.0;
/// So many times as long a byte may take as in a file an eighth the size. Were time to grow with the square of the size, it were eight
/// times, and with sorting less than two.
const MOST_GROWTH: f64 = 4.0;
/// A file that took too long is given this many more chances.
const CHANCES: usize = 3;

/// Processor time of this thread, which alone does the work.
fn time(work: impl FnOnce()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap();
    let start = now();
    work();
    now().checked_sub(start).unwrap()
}

#[expect(clippy::cast_precision_loss, reason = "no file here has 2^52 bytes")]
fn per_byte(time: Duration, bytes: usize) -> f64 {
    time.as_secs_f64() / bytes as f64
}

/// Seconds that a byte of ordinary news takes.
fn ordinary() -> f64 {
    let mut articles = articles();
    let mut bytes = 0;
    articles.retain(|article| {
        let is_wanted = bytes < SIZES[1];
        bytes += if is_wanted { article.len() } else { 0 };
        is_wanted
    });
    let time = time(|| {
        for article in articles {
            assert_eq!(through("a.txt", article.into_bytes()), 1);
        }
    });
    per_byte(time, bytes)
}

/// What a file takes that is made so large: in all, and seconds for a byte.
fn read(input: &Input, size: usize) -> (Duration, f64) {
    let bytes = (input.make)(size);
    let count = bytes.len();
    let time = time(|| {
        std::hint::black_box(through(input.file, bytes));
    });
    (time, per_byte(time, count))
}

/// What is wrong with the time that a file takes, for people; `ordinary` is what a byte of news takes.
fn fault(input: &Input, ordinary: f64) -> Option<String> {
    let mut before = read(input, SIZES[0]).1;
    for size in &SIZES[1..] {
        let (time, byte) = read(input, *size);
        if time >= ENOUGH {
            let (ratio, growth) = (byte / ordinary, byte / before);
            return (ratio > MOST || growth > MOST_GROWTH).then(|| {
                format!(
                    "{}, {size} bytes: {ratio:.1} times the time of news; a byte {growth:.1} times that of an eighth",
                    input.name
                )
            });
        }
        before = byte;
    }
    None
}

fn hold(are_held: impl Fn(&Input) -> bool) {
    // Caught panics are not worth a line on the screen each.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !whosaid::report::panic_is_expected() {
                hook(panic);
            }
        }));
    });
    // Tables are read when they are first used.
    ordinary();
    let now = ordinary();
    let inputs = INPUTS.iter().filter(|input| are_held(input));
    let faults: Vec<String> = inputs
        .filter_map(|input| {
            fault(input, now)?;
            let again: Option<Vec<String>> = (0..CHANCES).map(|_| fault(input, ordinary())).collect();
            again?.pop()
        })
        .collect();
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
