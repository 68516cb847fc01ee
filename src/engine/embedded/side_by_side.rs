//! What is done for each of several segments, done for all of them side by side: a question waits for the slowest, not for one after
//! the other.

use std::{
    panic::resume_unwind,
    sync::{Mutex, PoisonError},
};

use crate::report::caught;

/// What `work` makes of each item, in their order; else the first error in that order.
///
/// Who asks works along with the pool that it stands in, so that nobody waits for a thread to wake up, and many questions at once
/// need no more threads than one.
pub(super) fn side_by_side<T: Send, R: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> tantivy::Result<R> + Sync,
) -> tantivy::Result<Vec<R>> {
    let helpers = rayon::current_num_threads().min(items.len()).saturating_sub(1);
    if helpers == 0 {
        return items.into_iter().map(work).collect();
    }
    let made = Mutex::new(items.iter().map(|_| None).collect::<Vec<_>>());
    let items = Mutex::new(items.into_iter().enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take_part = || {
        while let Some((place, item)) = next() {
            // A panic goes on where the question was asked, which expects it; nothing need be said of it here.
            let result = caught(|| work(item)).unwrap_or_else(|panic| resume_unwind(panic));
            made.lock().unwrap_or_else(PoisonError::into_inner)[place] = Some(result);
        }
    };
    rayon::in_place_scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|_| take_part());
        }
        take_part();
    });
    let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    // An item without a result panicked, and that has gone on.
    made.into_iter().flatten().collect()
}

/// The same for items that are best worked on several at a time, as they may share what is read for them: a part for each thread.
pub(super) fn in_parts<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> tantivy::Result<Vec<R>> + Sync,
) -> tantivy::Result<Vec<R>> {
    /// Fewer take no longer than to ask for help.
    const FEWEST: usize = 4;

    let size = items.len().div_ceil(rayon::current_num_threads()).max(FEWEST);
    Ok(side_by_side(items.chunks(size).collect(), work)?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;
    use crate::index::damaged;

    #[test]
    fn what_is_made_comes_in_order_and_of_errors_the_first() {
        for count in [0, 1, 2, 100] {
            let made = side_by_side((0..count).collect(), |n| Ok(n * 2)).unwrap();
            assert_eq!(made, (0..count).map(|n| n * 2).collect::<Vec<_>>());
            let items: Vec<i32> = (0..count).collect();
            assert_eq!(in_parts(&items, |part| Ok(part.iter().map(|n| n * 2).collect())).unwrap(), made);
        }
        let failed = side_by_side((0..100).collect(), |n| if n % 7 == 3 { Err(damaged(n.to_string())) } else { Ok(n) });
        assert!(failed.unwrap_err().to_string().contains('3'));
    }

    #[test]
    fn a_panic_reaches_who_asked() {
        let asked = || side_by_side((0..10).collect(), |n| if n == 5 { panic!("damaged") } else { Ok(n) }).is_ok();
        assert_eq!(catch_unwind(asked).unwrap_err().downcast_ref(), Some(&"damaged"));
    }
}
