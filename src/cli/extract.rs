use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

use whosaid::{
    pipeline::{self, Extraction},
    render,
    report::Report,
};

use super::{Exit, Failure, Screen, interrupt, reading::ReadingArgs};

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
    /// Folders or files; `-` for standard input
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
    run: Extraction,
    with_body: bool,
}

impl Args {
    /// Takes what was given, and what is usual for the rest.
    ///
    /// # Errors
    /// When a file that tells how to read can't be read itself.
    pub fn decide(self) -> Result<Plan, Failure> {
        let usual = Extraction::new(self.paths);
        let threads = self.threads.map_or(usual.threads, usize::from);
        let run = Extraction { threads, format: self.reading.decide()?, ..usual };
        Ok(Plan { run, with_body: self.with_body })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let _listening = interrupt::sets(Arc::clone(&plan.run.cancel));
    let mut report = Report::default();
    Screen::scripts(|out| {
        let mut written = Ok(());
        report = pipeline::extract(&plan.run, &mut |article| {
            match article {
                Ok(annotated) => written = render::extract(&annotated, plan.with_body, out),
                Err(problem) => screen.warning(&problem),
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        written
    })?;
    Ok(exit(&report))
}

/// What can't be read was told; it is an error when nothing else came of it.
fn exit(report: &Report) -> Exit {
    match report {
        Report { interrupted: true, .. } => Exit::Interrupted,
        Report { articles: 1.., .. } => Exit::Done,
        Report { failed: 1.., .. } => Exit::Failed,
        _ => Exit::NothingFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_tells_whether_something_was_extracted() {
        let nothing = Report::default();
        assert_eq!(exit(&nothing), Exit::NothingFound);
        assert_eq!(exit(&Report { failed: 1, ..nothing.clone() }), Exit::Failed);
        assert_eq!(exit(&Report { failed: 1, articles: 1, ..nothing.clone() }), Exit::Done);
        assert_eq!(exit(&Report { articles: 1, interrupted: true, ..nothing }), Exit::Interrupted);
    }
}
