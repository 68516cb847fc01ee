//! Crates that panic on bytes that they don't know: such a panic is caught, and is a problem of the file.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is one that [`caught`] will catch: nothing need be said of it.
pub(super) fn is_expected() -> bool {
    IS_EXPECTED.get()
}

/// What `work` makes, or nothing when it panics. Whatever it was changing is then not to be used any more.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = IS_EXPECTED.replace(true);
    let made = catch_unwind(AssertUnwindSafe(work));
    IS_EXPECTED.set(before);
    made.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_expected_only_where_it_is_caught() {
        assert_eq!(caught(|| caught(is_expected).is_some() && is_expected()), Some(true));
        assert_eq!(caught(|| -> u32 { panic!("damaged") }), None);
        assert!(!is_expected());
    }
}
