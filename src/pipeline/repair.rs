use std::path::PathBuf;

use super::{
    index::{index_with, places_of},
    plan::Plan,
    progress::Observer,
    stages::{Stages, Standard},
};
use crate::{
    index::{self, IndexError, Mended},
    ingest::Names,
    report::{Findings, Report},
};

/// What became of a damaged index.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// What was damaged.
    pub findings: Findings,
    /// What reading the files concerned again gave; `None` where there was nothing to read.
    pub report: Option<Report>,
    /// Files that were read in another way than the plan's (another version, other options) and were left to a run that
    /// reads as theirs did.
    pub left: Vec<String>,
}

/// Mends the plan's index: leaves out what is damaged, and reads the files again whose articles that had. Nothing else is
/// read; the plan's paths don't matter.
///
/// # Errors
/// When the index must be made anew, or can't be read or written.
pub fn repair(plan: &Plan, observer: &mut dyn Observer) -> Result<Repaired, IndexError> {
    repair_with(plan, &Standard, observer)
}

/// The same, with other stages.
///
/// # Errors
/// See [`repair`].
pub fn repair_with(plan: &Plan, stages: &dyn Stages, observer: &mut dyn Observer) -> Result<Repaired, IndexError> {
    let Mended { findings, to_read, roots, keeps_duplicates } = index::mend(&plan.index)?;
    let (_, base) = places_of(&plan.index);
    let names = Names::restore(&roots, &base);
    let recipe = plan.recipe();
    let (same, other): (Vec<_>, Vec<_>) = to_read.into_iter().partition(|(_, entry)| entry.recipe == recipe);
    let paths: Vec<PathBuf> = same.iter().map(|(path, _)| names.place_of(path)).collect();
    let left = other.into_iter().map(|(path, _)| path).collect();
    let report = if paths.is_empty() {
        None
    } else {
        let plan = Plan { paths, keep_duplicates: keeps_duplicates, rebuild: false, ..plan.clone() };
        Some(index_with(&plan, stages, observer)?)
    };
    Ok(Repaired { findings, report, left })
}
