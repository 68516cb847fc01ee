use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Instant,
};

use crossbeam_channel::bounded;

use super::{
    crew::{Crew, Event},
    plan::Plan,
    pool,
    progress::{Observer, Phase},
    run::{Run, TICK},
    stages::{Stages, Standard},
    survey::survey,
};
use crate::{
    index::{IndexError, Writer, WriterOptions},
    ingest::{Haystack, Names, Targets},
    report::Report,
};

/// For each thread, so many files are being read or wait for one.
const FILES_PER_THREAD: usize = 4;
/// For each thread, so many batches of a file may wait for one.
const BATCHES_PER_THREAD: usize = 2;
/// So many annotating threads are served by one that writes documents: tokenising takes longer than annotating.
const THREADS_PER_WRITER: usize = 1;
/// So many events may wait for the thread that leads the run.
const EVENTS: usize = 1024;

/// Brings an index up to date with the files under some paths.
///
/// New files are added, changed ones replaced, those that are gone removed; what can't be read is told, and what the
/// index has of it stays. Stopped at any moment, the index is as of its last commit, and the next run completes it.
///
/// # Errors
/// When the index can't be opened or written. What was committed before stays.
pub fn index(plan: &Plan, observer: &mut dyn Observer) -> Result<Report, IndexError> {
    index_with(plan, &Standard, observer)
}

/// The same, with other stages.
///
/// # Errors
/// See [`index`](index()).
pub fn index_with(plan: &Plan, stages: &dyn Stages, observer: &mut dyn Observer) -> Result<Report, IndexError> {
    let mut run = Run::start(observer);
    if let Some(nothing) = nothing_to_find(plan) {
        nothing.problems.into_iter().for_each(|problem| run.fail(problem));
        return Ok(run.finish());
    }
    let options = WriterOptions {
        threads: plan.threads.div_ceil(THREADS_PER_WRITER),
        memory: plan.memory,
        afresh: plan.rebuild,
        keep_duplicates: plan.keep_duplicates,
    };
    let writer = Writer::open(&plan.index, options)?;
    let (index, base) = places_of(&plan.index);
    let mut names = Names::restore(writer.roots(), &base);
    let targets = Targets::find(&plan.paths, &mut names);
    targets.problems.iter().for_each(|problem| run.fail(problem.clone()));
    let roots = names.save(&base).into_iter().collect();

    let survey = survey(plan, &targets, &names, &index, &writer, &mut run);
    if !plan.keep_deleted {
        run.report.removed = survey.gone.iter().filter(|path| writer.remove(path)).count() as u64;
    }
    run.enter(Phase::Reading);
    let read = Lead { plan, stages, writer: &writer, roots: &roots }.read_all(survey.to_read, &mut run);
    run.enter(Phase::Committing);
    if let Err(failure) = read.and_then(|()| writer.commit(roots.clone())) {
        return Err(writer.give_up(failure));
    }
    run.report.duplicates = writer.duplicates();
    run.report.interrupted = plan.cancel.load(Ordering::Relaxed);
    if !run.report.interrupted {
        writer.close()?;
    }
    Ok(run.finish())
}

/// The targets, when none of them exists: then no index is opened or made.
fn nothing_to_find(plan: &Plan) -> Option<Targets> {
    let targets = Targets::find(&plan.paths, &mut Names::default());
    (!targets.standard_input && targets.places.is_empty()).then_some(targets)
}

/// Where the index is (absolute, without links), and the folder it lies in.
pub(super) fn places_of(index: &Path) -> (PathBuf, PathBuf) {
    // It exists: it was just opened. Where that can't be looked up, the path as given serves nearly as well.
    let place = index.canonicalize().unwrap_or_else(|_| index.to_owned());
    let base = place.parent().unwrap_or(&place).to_owned();
    (place, base)
}

/// What the thread that leads a run needs while others read.
struct Lead<'a> {
    plan: &'a Plan,
    stages: &'a dyn Stages,
    writer: &'a Writer,
    roots: &'a BTreeMap<String, String>,
}

impl Lead<'_> {
    /// Reads all files into the index, committing now and then.
    fn read_all(&self, to_read: Vec<Haystack>, run: &mut Run) -> Result<(), IndexError> {
        let threads = pool::of(self.plan.threads);
        let (events, inbox) = bounded(EVENTS);
        let crew = Crew {
            plan: self.plan,
            stages: self.stages,
            writer: self.writer,
            counters: Arc::clone(&run.counters),
            events,
            spare_batches: AtomicUsize::new(BATCHES_PER_THREAD * threads.current_num_threads()),
            is_broken: AtomicBool::new(false),
        };
        let most_files = FILES_PER_THREAD * threads.current_num_threads();
        let mut to_read = to_read.into_iter();
        let mut files = 0;
        let mut failure = None;
        let mut committed = Instant::now();
        threads.in_place_scope(|scope| {
            loop {
                while files < most_files && !crew.is_halted() {
                    let Some(haystack) = to_read.next() else { break };
                    let crew = &crew;
                    scope.spawn(move |scope| crew.read(scope, haystack));
                    files += 1;
                }
                if files == 0 {
                    break;
                }
                match inbox.recv_timeout(TICK.min(self.plan.commit_every)) {
                    Ok(Event::Problem(problem)) => run.fail(problem),
                    Ok(Event::Broken(error)) => failure = Some(error),
                    Ok(Event::Settled(settled, skipped)) => {
                        files -= 1;
                        run.settle(settled, skipped);
                    }
                    Err(_) => (),
                }
                run.tick();
                if committed.elapsed() >= self.plan.commit_every && !crew.is_halted() {
                    if let Err(error) = self.writer.commit(self.roots.clone()) {
                        crew.is_broken.store(true, Ordering::Relaxed);
                        failure = Some(error);
                    }
                    committed = Instant::now();
                }
            }
        });
        failure.map_or(Ok(()), Err)
    }
}
