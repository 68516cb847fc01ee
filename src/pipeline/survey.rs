use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
    sync::atomic::Ordering,
};

use super::{crew::Settled, plan::Plan, run::Run};
use crate::{
    index::{Entry, State, Writer},
    ingest::{Found, Haystack, Names, Source, Targets, walk},
    report::Problem,
};

/// What is different from the index under the paths given.
pub(super) struct Survey {
    /// New, changed, or not known for certain to be unchanged.
    pub(super) to_read: Vec<Haystack>,
    /// Indexed, and no longer there.
    pub(super) gone: Vec<String>,
}

/// Looks at every file under the targets, reading none but METS files, to their list of pages. Stops early when the run is cancelled; then nothing counts as gone.
pub(super) fn survey(
    plan: &Plan,
    targets: &Targets,
    names: &Names,
    index: &Path,
    writer: &Writer,
    run: &mut Run,
) -> Survey {
    let mut survey = Survey { to_read: Vec::new(), gone: Vec::new() };
    let mut seen = HashSet::new();
    let mut unreadable = Vec::new();
    let recipe = plan.recipe();
    for found in walk(targets, names, Some(index)) {
        if plan.cancel.load(Ordering::Relaxed) {
            return survey;
        }
        run.tick();
        match found {
            Found::Skipped(reason) => run.report.skip(reason, 1),
            Found::Unreadable { place, problem } => {
                unreadable.push(place);
                run.fail(problem);
            }
            Found::Haystack(haystack) => {
                run.report.files += 1;
                if !seen.insert(haystack.path.clone()) {
                    run.fail(
                        Problem::new(haystack.path, "another file's name is the same when shown as text")
                            .remedy("rename one of them"),
                    );
                } else if writer.entry(&haystack.path).is_some_and(|entry| is_unchanged(&entry, &haystack, recipe)) {
                    run.settle(Settled::Unchanged, BTreeMap::new());
                } else {
                    run.bytes_found += haystack.size;
                    survey.to_read.push(haystack);
                }
            }
        }
    }
    survey.gone = writer.files(|path| {
        let place = names.place_of(path);
        targets.cover(&place) && !seen.contains(path) && !unreadable.iter().any(|folder| place.starts_with(folder))
    });
    survey
}

/// Whether a file is as it was indexed, as far as can be told without reading it.
fn is_unchanged(known: &Entry, found: &Haystack, recipe: u64) -> bool {
    known.state == State::Done
        && known.recipe == recipe
        && known.size == found.size
        && known.modified.is_some()
        && known.modified == found.modified
        && found.source != Source::StandardInput
}
