use std::ops::ControlFlow;

use rayon::prelude::*;

use super::pool;

/// Items that each thread gets before results are given out: enough that threads seldom wait for the slowest.
const EACH: usize = 32;

/// Does some work for each item, by all threads side by side, and gives the results to `sink` in the order of the items.
///
/// Items are taken as they are needed, so that memory does not grow with their number. Stops when `sink` breaks.
pub fn in_order<T: Send, R: Send>(
    mut items: impl Iterator<Item = T>,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    sink: &mut dyn FnMut(R) -> ControlFlow<()>,
) {
    let pool = pool::of(threads);
    loop {
        let some: Vec<T> = items.by_ref().take(EACH * threads.max(1)).collect();
        if some.is_empty() {
            return;
        }
        let results: Vec<R> = pool.install(|| some.into_par_iter().map(&work).collect());
        for result in results {
            if sink(result).is_break() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_items_and_stop_when_nobody_wants_more() {
        for threads in [0, 1, 3] {
            let mut seen = Vec::new();
            in_order(0..1_000, threads, |n| n * 2, &mut |n| {
                seen.push(n);
                if n == 1_500 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!(seen, (0..=750).map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
