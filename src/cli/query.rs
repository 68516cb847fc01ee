use std::path::PathBuf;

use whosaid::query::Query;

use super::{
    Exit, Failure, Screen, batch, index,
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
  whosaid query --batch questions.jsonl                a question on each line

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

    /// Answer the questions of a file (`-`: standard input): on each line a JSON object with `question` or flags by their
    /// names, and an `id`. For each, in their order, its answer as JSON on a line, with that `id`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["QuestionArgs", "OutputArgs"])]
    batch: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArgs,
}

/// What is asked.
#[derive(Debug)]
enum Asked {
    One(Box<Query>, Output),
    /// The questions in this file.
    Many(PathBuf),
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    /// To be indexed first.
    update: Option<index::Plan>,
    asked: Asked,
}

impl Args {
    /// Finds the index and understands the question.
    ///
    /// # Errors
    /// When there is no index, or nothing was asked.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        let asked = if let Some(file) = self.batch {
            Asked::Many(file)
        } else {
            let output = self.output.decide();
            let query = Query { tells_others: output.tells_others(), ..self.question.decide()? };
            Asked::One(Box::new(query), output)
        };
        let (index, update) = match self.corpus {
            Some(corpus) => {
                let update = index::Plan::update(index, corpus);
                (update.index().to_owned(), Some(update))
            }
            None => (place::near(index)?, None),
        };
        Ok(Plan { index, update, asked })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    if let Some(update) = &plan.update {
        match index::update(update, screen)? {
            Exit::Done => {}
            exit => return Ok(exit),
        }
    }
    // What it holds goes with the process, which ends with the answer: to unmap each file first took a fourteenth of a cold start.
    let engine = Box::leak(place::open(&plan.index)?);
    let (query, output) = match &plan.asked {
        Asked::Many(file) => return batch::run(file, engine),
        Asked::One(query, output) => (query, *output),
    };
    let hits = engine.search(query)?;
    if matches!(output, Output::JsonLines | Output::Csv) {
        // These forms have no place for notes.
        hits.notes.iter().for_each(|note| screen.aside(&format!("note: {note}")));
    }
    screen.answer(output, |renderer, out| renderer.hits(&hits, out))?;
    Ok(Exit::found(hits.total > 0))
}
