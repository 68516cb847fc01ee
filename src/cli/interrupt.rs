//! Ctrl-C: the first one asks the run to stop and keep what is done, the second one ends the process.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::Exit;

/// Some run looks at its flag. Where none does, Ctrl-C ends the process at once.
static IS_HEARD: AtomicBool = AtomicBool::new(false);

/// As long as it lives, the first Ctrl-C sets a flag.
#[must_use]
pub struct Listening(());

/// Sets `flag` when somebody presses Ctrl-C, from now on and as long as what is given back lives.
///
/// Where the system does not let us listen, Ctrl-C ends the process at once; the index keeps its last commit.
pub fn sets(flag: Arc<AtomicBool>) -> Listening {
    IS_HEARD.store(true, Ordering::Relaxed);
    let _ = ctrlc::set_handler(move || {
        if !IS_HEARD.load(Ordering::Relaxed) || flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
    });
    Listening(())
}

impl Drop for Listening {
    fn drop(&mut self) {
        IS_HEARD.store(false, Ordering::Relaxed);
    }
}
