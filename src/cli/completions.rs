use clap::CommandFactory;
use clap_complete::Shell;

use super::{Exit, Failure, Screen};

/// Print a script that completes whosaid's commands and flags in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid completions bash > ~/.local/share/bash-completion/completions/whosaid
  whosaid completions zsh > ~/.zfunc/_whosaid
  whosaid completions fish > ~/.config/fish/completions/whosaid.fish

Exit codes:
  0    done
  2    error")]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, _screen: &Screen) -> Result<Exit, Failure> {
    // By way of memory: the generator panics when a pipe breaks.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Args::command(), "whosaid", &mut script);
    Screen::scripts(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}
