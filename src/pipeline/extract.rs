use std::{
    collections::VecDeque,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crossbeam_channel::{Receiver, bounded};
use rayon::Scope;

use super::{
    batch::{Batch, split_into_batches},
    plan::all_cores,
    pool,
    run::Run,
    stages::{Outcome, Stages, Standard, annotated},
};
use crate::{
    article::Annotated,
    format::{Options, Split},
    ingest::{Found, Haystack, Names, Receipt, Targets, open, walk},
    report::{Problem, Report},
};

/// For each thread, so many batches are being annotated or wait for their turn to be given out.
const BATCHES_PER_THREAD: usize = 3;

/// What [`extract`] is to do, decided.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// Folders and files to read; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Threads that annotate.
    pub threads: usize,
    /// How files are read.
    pub format: Options,
    /// Set to stop.
    pub cancel: Arc<AtomicBool>,
}

impl Extraction {
    /// The annotated articles of `paths`, all else as is usual.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths, threads: all_cores(), format: Options::default(), cancel: Arc::default() }
    }
}

/// Gives the annotated articles under some paths to `sink`, and the problems met, in an order that is always the same:
/// that of the files, and in each file that of its records. Stops when `sink` breaks.
///
/// Nothing is kept: articles are given out as they are ready.
pub fn extract(extraction: &Extraction, sink: &mut dyn FnMut(Result<Annotated, Problem>) -> ControlFlow<()>) -> Report {
    extract_with(extraction, &Standard, sink)
}

/// The same, with other stages.
pub fn extract_with(
    extraction: &Extraction,
    stages: &dyn Stages,
    sink: &mut dyn FnMut(Result<Annotated, Problem>) -> ControlFlow<()>,
) -> Report {
    let threads = pool::of(extraction.threads);
    let mut names = Names::default();
    let targets = Targets::find(&extraction.paths, &mut names);
    let mut nobody = ();
    let mut belt = Belt {
        extraction,
        stages,
        sink,
        run: Run::start(&mut nobody),
        waiting: VecDeque::new(),
        room: BATCHES_PER_THREAD * threads.current_num_threads(),
    };
    threads.in_place_scope(|scope| {
        // Breaks are the sink's wish to hear no more, or the user's: either way the report tells what was done.
        let _ = belt.give_all(scope, &targets, &names);
    });
    let mut report = belt.run.finish();
    report.interrupted = extraction.cancel.load(Ordering::Relaxed);
    report
}

/// Batches are put on it in order, annotated by whoever is free, and taken off in the same order.
struct Belt<'a> {
    extraction: &'a Extraction,
    stages: &'a dyn Stages,
    sink: &'a mut dyn FnMut(Result<Annotated, Problem>) -> ControlFlow<()>,
    run: Run<'a>,
    /// What became of the records of each batch, once it is ready.
    waiting: VecDeque<Receiver<Vec<Outcome>>>,
    /// At most so many batches are on it.
    room: usize,
}

impl<'a> Belt<'a> {
    fn give_all(&mut self, scope: &Scope<'a>, targets: &Targets, names: &Names) -> ControlFlow<()> {
        for problem in &targets.problems {
            self.give(Outcome::Failed(problem.clone()))?;
        }
        for found in walk(targets, names, None) {
            match found {
                Found::Haystack(haystack) => self.put_file(scope, &haystack)?,
                Found::Skipped(reason) => self.run.report.skip(reason, 1),
                Found::Unreadable { problem, .. } => self.put_problem(problem)?,
            }
        }
        self.take_until(0)
    }

    fn put_file(&mut self, scope: &Scope<'a>, haystack: &Haystack) -> ControlFlow<()> {
        self.run.report.files += 1;
        let document = match open(haystack) {
            Ok(document) => document,
            Err(problem) => return self.put_problem(problem),
        };
        let counters = Arc::clone(&self.run.counters);
        let (document, _) = Receipt::attach(document, move |count| counters.bytes.add(count));
        let mut flow = ControlFlow::Continue(());
        let split = split_into_batches(self.stages, document, &self.extraction.format, &mut |batch| {
            flow = self.put(scope, batch);
            flow
        });
        flow?;
        match split {
            Ok(Split::Read) => self.run.report.read += 1,
            Ok(Split::Skipped(reason)) => self.run.report.skip(reason, 1),
            Err(problem) => self.put_problem(problem)?,
        }
        ControlFlow::Continue(())
    }

    fn put(&mut self, scope: &Scope<'a>, batch: Batch) -> ControlFlow<()> {
        let (ready, waiting) = bounded(1);
        let (stages, options, cancel) = (self.stages, &self.extraction.format, &self.extraction.cancel);
        scope.spawn(move |_| {
            let outcome = |part| match part {
                Ok(record) => annotated(stages, &record, options),
                Err(problem) => Outcome::Failed(problem),
            };
            let go_on = |_: &_| !cancel.load(Ordering::Relaxed);
            // Nobody takes it when the sink broke meanwhile.
            let skipped = batch.skipped.into_iter().map(Outcome::Skipped);
            let _ = ready.send(batch.parts.into_iter().take_while(go_on).map(outcome).chain(skipped).collect());
        });
        self.waiting.push_back(waiting);
        self.take_until(self.room)
    }

    /// A problem of a whole file takes its turn behind what was read of it.
    fn put_problem(&mut self, problem: Problem) -> ControlFlow<()> {
        let (ready, waiting) = bounded(1);
        ready.send(vec![Outcome::Failed(problem)]).expect("its receiver is here");
        self.waiting.push_back(waiting);
        self.take_until(self.room)
    }

    /// Gives out what is ready, and waits for it where more than `left` batches are on the belt.
    fn take_until(&mut self, left: usize) -> ControlFlow<()> {
        while self.waiting.len() > left {
            let Some(first) = self.waiting.pop_front() else { break };
            for outcome in first.recv().expect("each batch is sent once, whatever becomes of it") {
                self.give(outcome)?;
            }
        }
        if self.extraction.cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn give(&mut self, outcome: Outcome) -> ControlFlow<()> {
        match outcome {
            Outcome::Skipped(reason) => {
                self.run.report.skip(reason, 1);
                ControlFlow::Continue(())
            }
            Outcome::Failed(problem) => {
                self.run.fail(problem.clone());
                (self.sink)(Err(problem))
            }
            Outcome::Annotated(article, doubtful_date) => {
                self.run.counters.count(&article, doubtful_date);
                (self.sink)(Ok(*article))
            }
        }
    }
}
