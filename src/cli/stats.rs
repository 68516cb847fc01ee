use std::path::PathBuf;

use whosaid::render::Json;

use super::{Exit, Failure, Screen, place};

/// Count what the index holds
///
/// Articles, quotations by kind and how many of them have a speaker, speakers, outlets, and the time that all this covers.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid stats
  whosaid stats --json

Exit codes:
  0    done
  1    the index is empty
  2    error")]
pub struct Args {
    /// Answer as one JSON document (its form: docs/json.md)
    #[arg(long)]
    json: bool,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    json: bool,
}

impl Args {
    /// Finds the index.
    ///
    /// # Errors
    /// When there is none.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        Ok(Plan { index: place::near(index)?, json: self.json })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let statistics = place::open(&plan.index)?.statistics()?;
    if plan.json {
        Screen::scripts(|out| Json.statistics(&statistics, out))?;
    } else {
        screen.people(|out| screen.human().statistics(&statistics, out))?;
    }
    Ok(Exit::found(statistics.articles > 0))
}
