use std::path::PathBuf;

use whosaid::query::Query;

use super::{
    Exit, Failure, Screen, index,
    output::{Output, OutputArgs},
    place,
    question::QuestionArgs,
};

const AFTER_HELP: &str = "\
Examples:
  whosaid query who said sovereignty
  whosaid query \"who said 'never accept the presence'\"
  whosaid query what did Fonohema say about the cable
  whosaid query did Fonohema say \"read a gift\"
  whosaid query quotes by Bwanaheri on safety
  whosaid query 'speaker:fonohema topic:sovereignty \"a gift\" outlet:pacific after:2020-01'
  whosaid query --speaker Fonohema --after 2020 --sort date --json
  whosaid query --corpus news who said sovereignty     brings the index up to date first

Exit codes:
  0    something found
  1    nothing found
  2    error";

/// Ask who said what
///
/// A question, flags, or both. What was understood is shown above the answer (and stands in the JSON). Capitals, accents and
/// the form of quotation marks never matter; a misspelt name finds the nearest ones and says so.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    question: QuestionArgs,

    /// Index this folder, or bring its index up to date, before asking
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArgs,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    /// To be indexed first.
    update: Option<index::Plan>,
    query: Query,
    output: Output,
}

impl Args {
    /// Finds the index and understands the question.
    ///
    /// # Errors
    /// When there is no index, or nothing was asked.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        let query = self.question.decide()?;
        let (index, update) = match self.corpus {
            Some(corpus) => {
                let update = index::Plan::update(index, corpus);
                (update.index().to_owned(), Some(update))
            }
            None => (place::near(index)?, None),
        };
        Ok(Plan { index, update, query, output: self.output.decide() })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    if let Some(update) = &plan.update {
        match index::update(update, screen)? {
            Exit::Done => {}
            exit => return Ok(exit),
        }
    }
    let hits = place::open(&plan.index)?.search(&plan.query)?;
    if matches!(plan.output, Output::JsonLines | Output::Csv) {
        // These forms have no place for notes.
        hits.notes.iter().for_each(|note| screen.aside(&format!("note: {note}")));
    }
    screen.answer(plan.output, |renderer, out| renderer.hits(&hits, out))?;
    Ok(Exit::found(hits.total > 0))
}
