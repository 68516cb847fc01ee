use std::path::PathBuf;

use super::{Exit, Failure, Screen};

/// Score the extraction against articles that people annotated
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid eval corpus/gold.jsonl

Exit codes:
  0    done
  2    error")]
pub struct Args {
    /// Annotated articles: JSON Lines with `path` and `quotes`
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
}

pub fn run(args: &Args, _screen: &Screen) -> Result<Exit, Failure> {
    Err(Failure::NotBuilt { what: format!("eval {}", args.gold.display()) })
}
