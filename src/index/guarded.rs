use std::{
    any::Any,
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use super::IndexError;

thread_local! {
    static IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is one that will be told as damage of an index: nothing need be said of it.
#[must_use]
pub fn panic_is_expected() -> bool {
    IS_EXPECTED.get()
}

/// Reads (a part of) the index in `folder`. tantivy trusts its files: where they are damaged it may panic, which is told as
/// what it is.
///
/// # Errors
/// Those of `read`, and [`IndexError::Damaged`] in place of a panic.
pub fn guarded<T, E: From<IndexError>>(folder: &Path, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let outer = IS_EXPECTED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(read));
    IS_EXPECTED.set(outer);
    done.unwrap_or_else(|panic| {
        let what = format!("reading it failed: {}", message_of(&*panic));
        Err(IndexError::Damaged { folder: folder.into(), what }.into())
    })
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("for no known reason")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_damage_and_expected_only_while_it_is_guarded() {
        let read = || -> Result<(), IndexError> {
            assert!(panic_is_expected());
            panic!("index out of bounds")
        };
        let error = guarded(Path::new("news/.whosaid"), read).unwrap_err().to_string();
        assert!(
            error.starts_with("news/.whosaid: the index is damaged: ") && error.contains("out of bounds"),
            "{error}"
        );
        assert!(!panic_is_expected());
    }
}
