use std::path::PathBuf;

use whosaid::format::Options;

use super::{Exit, Failure, Screen, reading::ReadingArgs};

/// Write the quotations of articles as JSON Lines, without an index
///
/// One article a line, in the order of the files: id, path, quotes, entities. All offsets are UTF-8 bytes into the article's
/// body, which --with-body adds. The same input gives the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid extract corpus > quotes.jsonl
  whosaid extract --with-body article.html | jq .
  zcat dump.jsonl.gz | whosaid extract -

The form of a line is documented in docs/json.md.

Exit codes:
  0    done
  1    no article found
  2    error
  130  stopped with Ctrl-C")]
pub struct Args {
    /// Folders or files; `-` for JSON Lines from standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Add the text that all offsets point into
    #[arg(long)]
    with_body: bool,

    #[command(flatten)]
    reading: ReadingArgs,

    /// How many threads work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Resources")]
    threads: Option<u16>,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    paths: Vec<PathBuf>,
    with_body: bool,
    options: Options,
    threads: Option<usize>,
}

impl Args {
    /// Takes the arguments as they are.
    pub fn decide(self) -> Plan {
        Plan {
            paths: self.paths,
            with_body: self.with_body,
            options: self.reading.decide(),
            threads: self.threads.map(usize::from),
        }
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let _ = screen;
    Err(Failure::NotBuilt { what: format!("extract {plan:?}") })
}
