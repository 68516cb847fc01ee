use std::path::PathBuf;

use whosaid::render;

use super::{Exit, Failure, Screen, place};

/// Show one article with its quotations marked
///
/// Each piece of a quotation stands between [1 and ]; below the article, each number has its speaker and how it was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid show lagoon-cable.txt      by its file, or the end of its path
  whosaid show 2026/wire.jsonl:2     by file and line, as `query` shows them
  whosaid show pd-20260309-014       by its id

Exit codes:
  0    shown
  1    no such article
  2    error")]
pub struct Args {
    /// Id or path, or the end of a path; with :LINE where a file holds several articles
    #[arg(value_name = "ARTICLE")]
    article: String,

    /// Write it as one line of JSON, as `extract --with-body` does
    #[arg(long)]
    json: bool,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    article: String,
    json: bool,
}

impl Args {
    /// Finds the index.
    ///
    /// # Errors
    /// When there is none.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        Ok(Plan { index: place::near(index)?, article: self.article, json: self.json })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let Some((article, quotes)) = place::open(&plan.index)?.article(&plan.article)? else {
        screen.aside(&format!(
            "no article with the id or path {} (`whosaid query` shows the paths of what it finds)",
            plan.article
        ));
        return Ok(Exit::NothingFound);
    };
    let annotated = article.into_annotated(quotes);
    if plan.json {
        Screen::scripts(|out| render::extract(&annotated, true, out))?;
    } else {
        screen.people(|out| screen.human().article(&annotated, out))?;
    }
    Ok(Exit::Done)
}
