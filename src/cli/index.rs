use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use whosaid::{pipeline, render::Human, report::Report};

use super::{
    Exit, Failure, Screen, interrupt, place,
    progress::{Shown, Watch},
    reading::ReadingArgs,
    size,
};

/// Read articles into an index
///
/// Folders are read with all that is below them; `-` reads standard input, in any format. Later runs read only what changed,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Args {
    /// Folders or files; `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Begin a new index, whatever the old one holds
    #[arg(long)]
    rebuild: bool,

    /// Keep the articles of files that are gone
    #[arg(long)]
    keep_deleted: bool,

    /// Let an article that stands in several places count each time; else it is kept once, with all its places
    #[arg(long)]
    keep_duplicates: bool,

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
    run: pipeline::Plan,
    quiet: bool,
    errors: Option<PathBuf>,
}

impl Args {
    /// Decides where the index goes.
    ///
    /// # Errors
    /// When a file that tells how to read can't be read itself.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        let index = place::beside(index, self.paths.first().map_or(Path::new("."), PathBuf::as_path));
        let usual = pipeline::Plan::new(self.paths, index);
        let run = pipeline::Plan {
            threads: self.threads.map_or(usual.threads, usize::from),
            memory: self.memory.unwrap_or(usual.memory),
            rebuild: self.rebuild,
            keep_deleted: self.keep_deleted,
            keep_duplicates: self.keep_duplicates,
            format: self.reading.decide()?,
            ..usual
        };
        Ok(Plan { run, quiet: self.quiet, errors: self.errors })
    }
}

impl Plan {
    /// To bring the index of a folder up to date, with nothing said on the way.
    pub fn update(index: Option<PathBuf>, corpus: PathBuf) -> Self {
        let index = place::beside(index, &corpus);
        Self { run: pipeline::Plan::new(vec![corpus], index), quiet: true, errors: None }
    }

    /// The index's folder.
    pub fn index(&self) -> &Path {
        &self.run.index
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let report = read(plan, screen)?;
    let human = screen.human();
    match exit(&report) {
        Exit::Failed => tell_failures(&report, screen),
        _ if plan.quiet => screen.people_aside(|out| human.problems(&report, out)),
        _ => screen.people(|out| human.summary(&report, out))?,
    }
    Ok(exit(&report))
}

/// Brings the index up to date before a question: one line on standard error.
pub fn update(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let report = read(plan, screen)?;
    match exit(&report) {
        Exit::Failed => tell_failures(&report, screen),
        _ => screen.aside(&Human::summary_line(&report)),
    }
    Ok(exit(&report))
}

/// Says why nothing could be done.
fn tell_failures(report: &Report, screen: &Screen) {
    report.problems.iter().for_each(|problem| screen.error(problem));
    let more = report.failed.saturating_sub(report.problems.len() as u64);
    if more > 0 {
        screen.aside(&format!("and {more} more failed (`index --errors FILE` writes all of them)"));
    }
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
    let shown = if plan.quiet { Shown::Nothing } else { Shown::on(screen) };
    let mut watch = Watch::new(shown, plan.errors.as_deref())?;
    let _listening = interrupt::sets(Arc::clone(&plan.run.cancel));
    let report = pipeline::index(&plan.run, &mut watch)?;
    watch.finish()?;
    Ok(report)
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
