use std::path::{Path, PathBuf};

use whosaid::{format::Options, render::Human, report::Report};

use super::{Exit, Failure, Screen, place, reading::ReadingArgs, size};

/// Read articles into an index
///
/// Folders are read with all that is below them; `-` reads JSON Lines from standard input. Later runs read only what changed,
/// and take out what is gone. Files that can't be read are counted and told at the end; they never stop the run.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid index corpus                                the index goes beside it: ./.whosaid
  whosaid index corpus                                again: only what changed is read
  whosaid index --index ~/news.index /srv/news
  zcat dump.jsonl.gz | whosaid index --field body=story.text --field outlet=site.name -
  whosaid index corpus --quiet --errors failed.jsonl  for scripts

Exit codes:
  0    done; the summary says which files failed
  2    nothing could be done
  130  stopped with Ctrl-C; what was done is kept")]
pub struct Args {
    /// Folders or files; `-` for JSON Lines from standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Begin a new index, whatever the old one holds
    #[arg(long)]
    rebuild: bool,

    /// Keep the articles of files that are gone
    #[arg(long)]
    keep_deleted: bool,

    #[command(flatten)]
    reading: ReadingArgs,

    /// How many threads work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Resources")]
    threads: Option<u16>,

    /// How much memory may be used, such as 512MB
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, help_heading = "Resources")]
    memory: Option<usize>,

    /// Say nothing unless something fails
    #[arg(long, short, help_heading = "Report")]
    quiet: bool,

    /// Write every failure to this file, as JSON Lines
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    errors: Option<PathBuf>,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    paths: Vec<PathBuf>,
    rebuild: bool,
    keep_deleted: bool,
    options: Options,
    /// Of the machine's own number when `None`.
    threads: Option<usize>,
    /// Bytes; of the pipeline's own choice when `None`.
    memory: Option<usize>,
    quiet: bool,
    errors: Option<PathBuf>,
}

impl Args {
    /// Decides where the index goes.
    pub fn decide(self, index: Option<PathBuf>) -> Plan {
        Plan {
            index: place::beside(index, self.paths.first().map_or(Path::new("."), PathBuf::as_path)),
            paths: self.paths,
            rebuild: self.rebuild,
            keep_deleted: self.keep_deleted,
            options: self.reading.decide(),
            threads: self.threads.map(usize::from),
            memory: self.memory,
            quiet: self.quiet,
            errors: self.errors,
        }
    }
}

impl Plan {
    /// To bring the index of a folder up to date, with nothing said on the way.
    pub fn update(index: Option<PathBuf>, corpus: PathBuf) -> Self {
        Self {
            index: place::beside(index, &corpus),
            paths: vec![corpus],
            rebuild: false,
            keep_deleted: false,
            options: Options::default(),
            threads: None,
            memory: None,
            quiet: true,
            errors: None,
        }
    }

    /// The index's folder.
    pub fn index(&self) -> &Path {
        &self.index
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let report = read(plan, screen)?;
    let human = screen.human();
    if plan.quiet {
        screen.people_aside(|out| human.problems(&report, out));
    } else {
        screen.people(|out| human.summary(&report, out))?;
    }
    Ok(exit(&report))
}

/// Brings the index up to date before a question: one line on standard error.
pub fn update(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let report = read(plan, screen)?;
    screen.aside(&Human::summary_line(&report));
    Ok(exit(&report))
}

/// Failures of single files are no failure of the run, unless there is nothing else.
fn exit(report: &Report) -> Exit {
    match report {
        Report { interrupted: true, .. } => Exit::Interrupted,
        Report { failed: 1.., articles: 0, unchanged: 0, .. } => Exit::Failed,
        _ => Exit::Done,
    }
}

fn read(plan: &Plan, screen: &Screen) -> Result<Report, Failure> {
    let _ = screen;
    Err(Failure::NotBuilt { what: format!("index {plan:?}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_fails_only_when_nothing_came_of_it() {
        let failed = Report { failed: 2, ..Report::default() };
        assert_eq!(exit(&failed), Exit::Failed);
        assert_eq!(exit(&Report { articles: 1, ..failed.clone() }), Exit::Done);
        assert_eq!(exit(&Report { unchanged: 1, ..failed.clone() }), Exit::Done);
        assert_eq!(exit(&Report { interrupted: true, ..failed }), Exit::Interrupted);
        assert_eq!(exit(&Report::default()), Exit::Done);
    }
}
