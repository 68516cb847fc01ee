//! Ctrl-C: the first one asks the run to stop and keep what is done, the second one ends the process.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// A flag that is set when somebody presses Ctrl-C.
///
/// Where the system lets us not listen, Ctrl-C ends the process at once, as without us; the index keeps its last commit.
pub fn flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    flag
}
