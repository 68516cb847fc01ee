//! The `whosaid` command: parse arguments, run one command, turn its outcome into an exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use cli::{Args, Exit, Screen};

fn main() -> ExitCode {
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
