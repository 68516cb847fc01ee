use std::{path::PathBuf, sync::Arc};

use whosaid::{
    index,
    pipeline::{self, Repaired},
    render::Json,
};

use super::{
    Exit, Failure, Screen, interrupt, place,
    progress::{Shown, Watch},
    reading::ReadingArgs,
};

/// Find out whether the index is as it was written
///
/// Looks at every byte: checksums of all files, every row, every quotation against its article, and all of them against the
/// list of files that are indexed. Damage is told with what to do about it; articles themselves are not read.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid check-index
  whosaid check-index --json
  whosaid check-index --repair    read again what is damaged, and only that

Exit codes:
  0    sound (after --repair: mended)
  1    damaged
  2    can't be checked")]
pub struct Args {
    /// Leave out what is damaged and read its files again, with the flags for reading that they were indexed with
    #[arg(long)]
    repair: bool,

    /// Answer as one JSON document (its form: docs/json.md)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    /// The index, and how its files are read again.
    run: pipeline::Plan,
    repair: bool,
    json: bool,
}

impl Args {
    /// Finds the index.
    ///
    /// # Errors
    /// When there is none, or a file that tells how to read can't be read itself.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        let run = pipeline::Plan::new(Vec::new(), place::near(index)?);
        let run = pipeline::Plan { format: self.reading.decide()?, ..run };
        Ok(Plan { run, repair: self.repair, json: self.json })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let repaired = if plan.repair { repair(plan, screen)? } else { Exit::Done };
    if repaired == Exit::Interrupted {
        return Ok(repaired);
    }
    let findings = index::check(&plan.run.index)?;
    if plan.json {
        Screen::scripts(|out| Json.findings(&findings, out))?;
    } else {
        screen.people(|out| screen.human().findings(&findings, out))?;
    }
    // As with grep, 1 is an answer and 2 is none.
    Ok(Exit::found(findings.are_sound() && repaired == Exit::Done))
}

/// Mends the index and says aside what was done: the answer is what a check finds afterwards. Tells whether files are left that
/// must be read again.
fn repair(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let mut watch = Watch::new(Shown::on(screen), None)?;
    let _listening = interrupt::sets(Arc::clone(&plan.run.cancel));
    let Repaired { findings, report, left } = pipeline::repair(&plan.run, &mut watch)?;
    watch.finish()?;
    let human = screen.human();
    if findings.are_sound() {
        screen.aside("nothing to mend");
        return Ok(Exit::Done);
    }
    let is_interrupted = report.as_ref().is_some_and(|report| report.interrupted);
    screen.people_aside(|out| human.findings(&findings, out));
    if let Some(report) = report {
        screen.aside("read again what was damaged:");
        screen.people_aside(|out| human.summary(&report, out));
    }
    if let Some(first) = left.first() {
        screen.aside(&format!(
            "{first} and other files ({} in all) were read by another version or with other flags (run `whosaid index` as \
             it was run for them)",
            left.len()
        ));
    }
    Ok(match (is_interrupted, left.is_empty()) {
        (true, _) => Exit::Interrupted,
        (false, true) => Exit::Done,
        (false, false) => Exit::NothingFound,
    })
}
