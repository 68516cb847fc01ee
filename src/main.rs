//! The command line: parse arguments, run one command, turn its outcome into an exit code.

fn main() {}
