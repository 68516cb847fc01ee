use std::path::PathBuf;

use super::{
    Exit, Failure, Screen,
    output::{Output, OutputArgs},
    place,
};

/// List who is quoted, most quoted first
///
/// With the number of quotations and articles, the outlets, and the first and last date.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid speakers                    everybody
  whosaid speakers kelly              those whose name or role has this word
  whosaid speakers minister --csv     for a spreadsheet

Exit codes:
  0    somebody found
  1    nobody found
  2    error")]
pub struct Args {
    /// Part of a name or a role
    #[arg(value_name = "PATTERN")]
    pattern: Vec<String>,

    /// At most so many speakers
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,

    #[command(flatten)]
    output: OutputArgs,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    pattern: Option<String>,
    limit: usize,
    output: Output,
}

impl Args {
    /// Finds the index.
    ///
    /// # Errors
    /// When there is none.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        let pattern = (!self.pattern.is_empty()).then(|| self.pattern.join(" "));
        Ok(Plan { index: place::near(index)?, pattern, limit: self.limit, output: self.output.decide() })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let speakers = place::open(&plan.index)?.speakers(plan.pattern.as_deref(), plan.limit)?;
    screen.answer(plan.output, |renderer, out| renderer.speakers(&speakers, out))?;
    Ok(Exit::found(!speakers.is_empty()))
}
