//! The `whosaid` command: parse arguments, run one command, turn its outcome into an exit code.

mod cli;

use std::{panic, process::ExitCode};

use clap::Parser;
use cli::{Args, Exit, Screen};

fn main() -> ExitCode {
    silence_expected_panics();
    // Usage errors, --help and --version end here, with clap's own messages and exit codes (2, 0, 0).
    let args = Args::parse();
    let screen = Screen::new(args.color());
    let exit = match cli::run(args, &screen) {
        Ok(exit) => exit,
        // Whoever reads our output has seen enough (`whosaid query … | head`): that is no error.
        Err(failure) if failure.is_broken_pipe() => Exit::Done,
        Err(failure) => {
            screen.error(&failure);
            Exit::Failed
        }
    };
    exit.into()
}

/// What is caught and told as a problem with its file need not be told as a crash too.
fn silence_expected_panics() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !whosaid::report::panic_is_expected() {
            tell(panic);
        }
    }));
}
