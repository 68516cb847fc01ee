use std::path::Path;

use super::IndexError;
use crate::report::{caught, message_of};

/// Reads (a part of) the index in `folder`. tantivy trusts its files: where they are damaged it may panic, which is told as
/// what it is.
///
/// # Errors
/// Those of `read`, and [`IndexError::Damaged`] in place of a panic.
pub fn guarded<T, E: From<IndexError>>(folder: &Path, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    caught(read).unwrap_or_else(|panic| {
        let what = format!("reading it failed: {}", message_of(&*panic).unwrap_or("for no known reason"));
        Err(IndexError::Damaged { folder: folder.into(), what }.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::panic_is_expected;

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
