//! Ctrl-C: the first one asks the run to stop and keep what is done, the second one ends the process.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::Exit;

/// Sets `flag` when somebody presses Ctrl-C, from now on.
///
/// Where the system does not let us listen, Ctrl-C ends the process at once; the index keeps its last commit.
pub fn sets(flag: Arc<AtomicBool>) {
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
    });
}
