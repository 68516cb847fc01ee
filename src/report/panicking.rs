//! Panics that are caught where they are expected, and are told as problems of a file.

use std::{
    any::Any,
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is one that [`caught`] will catch, to tell it as a problem: nothing need be said of it.
#[must_use]
pub fn panic_is_expected() -> bool {
    IS_EXPECTED.get()
}

/// What `work` makes, or what it panicked with: crates that trust bytes do, where these are damaged. Whatever it was changing
/// is then not to be used any more.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    let before = IS_EXPECTED.replace(true);
    let made = catch_unwind(AssertUnwindSafe(work));
    IS_EXPECTED.set(before);
    made
}

/// What a panic says; `None` when it has no words.
pub(crate) fn message_of(panic: &(dyn Any + Send)) -> Option<&str> {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_expected_only_where_it_is_caught() {
        assert_eq!(caught(|| caught(panic_is_expected).is_ok() && panic_is_expected()).ok(), Some(true));
        assert_eq!(caught(|| -> u32 { panic!("damaged") }).ok(), None);
        assert!(!panic_is_expected());
    }
}
