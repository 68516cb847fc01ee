//! The command line: one file per command.
//!
//! Each command has two types: `Args`, what was typed, and `Plan`, what was decided (paths found, defaults filled in,
//! contradictions refused). It runs its plan and never looks back at its arguments. clap is known here and nowhere else.

mod batch;
mod check_index;
mod completions;
mod eval;
mod exit;
mod extract;
mod formats;
mod index;
mod interrupt;
mod output;
mod place;
mod progress;
mod query;
mod question;
mod reading;
mod screen;
mod show;
mod size;
mod speakers;
mod stats;
mod train;

pub use exit::{Exit, Failure};
pub use screen::Screen;

use std::{ffi::OsString, path::PathBuf};

use clap::{Parser, Subcommand};
use screen::Color;

const ABOUT: &str = "Find out who said what in the news";

const LONG_ABOUT: &str = "\
Find out who said what in the news.

whosaid reads a folder of articles, finds every quotation and works out who spoke. Ask it by speaker, by topic, or by the \
words themselves.";

const AFTER_HELP: &str = "\
Examples:
  whosaid index corpus                             read a folder of articles
  whosaid query who said sovereignty               then ask
  whosaid query --speaker Fonohema --topic cable   the same in flags
  whosaid show lagoon-cable.txt                    one article, its quotations marked

Exit codes:
  0    done, or something found
  1    nothing found
  2    error
  130  stopped with Ctrl-C";

/// Heading of the options that every command takes.
const EVERYWHERE: &str = "Everywhere";

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, about = ABOUT, long_about = LONG_ABOUT, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(subcommand)]
    command: Command,
}

impl Args {
    /// When to colour what people read.
    pub fn color(&self) -> Color {
        self.everywhere.color
    }
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
struct Everywhere {
    /// Folder of the index [default: the .whosaid here or above; when indexing, the one beside the articles]
    #[arg(long, value_name = "DIR", global = true, env = "WHOSAID_INDEX", hide_env_values = true)]
    #[arg(help_heading = EVERYWHERE)]
    index: Option<OsString>,

    /// When to use colour; a set NO_COLOR means never
    #[expect(clippy::doc_markdown, reason = "shown on a terminal as it stands here")]
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t)]
    #[arg(help_heading = EVERYWHERE)]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Args),
    Query(query::Args),
    Speakers(speakers::Args),
    Show(show::Args),
    Extract(extract::Args),
    Formats(formats::Args),
    Stats(stats::Args),
    CheckIndex(check_index::Args),
    Completions(completions::Args),
    #[command(hide = true)]
    Eval(eval::Args),
    #[command(hide = true)]
    Train(train::Args),
}

/// Runs one command.
///
/// # Errors
/// When the command as a whole can't be done; single files that can't be read are counted and reported instead.
pub fn run(args: Args, screen: &Screen) -> Result<Exit, Failure> {
    // A variable that is set to nothing names nothing.
    let index = args.everywhere.index.filter(|index| !index.is_empty()).map(PathBuf::from);
    match args.command {
        Command::Index(args) => index::run(&args.decide(index)?, screen),
        Command::Query(args) => query::run(&args.decide(index)?, screen),
        Command::Speakers(args) => speakers::run(&args.decide(index)?, screen),
        Command::Show(args) => show::run(&args.decide(index)?, screen),
        Command::Extract(args) => extract::run(&args.decide()?, screen),
        Command::Formats(args) => formats::run(&args.decide()?, screen),
        Command::Stats(args) => stats::run(&args.decide(index)?, screen),
        Command::CheckIndex(args) => check_index::run(&args.decide(index)?, screen),
        Command::Completions(args) => completions::run(&args, screen),
        Command::Eval(args) => eval::run(&args, screen),
        Command::Train(args) => train::run(&args, screen),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
