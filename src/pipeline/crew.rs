use std::{
    collections::BTreeMap,
    io,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use crossbeam_channel::Sender;
use rayon::Scope;

use super::{
    batch::{Batch, split_into_batches},
    job::{End, Job},
    plan::Plan,
    progress::Counters,
    stages::{Outcome, Stages, annotated, guarded},
};
use crate::{
    format::{Record, Split},
    index::{Documents, Entry, IndexError, State, Writer},
    ingest::{Haystack, Receipt, open},
    report::Problem,
};

/// What the threads of a pool share while they read files into an index.
pub(super) struct Crew<'a> {
    pub(super) plan: &'a Plan,
    pub(super) stages: &'a dyn Stages,
    pub(super) writer: &'a Writer,
    pub(super) counters: Arc<Counters>,
    /// To the thread that leads the run.
    pub(super) events: Sender<Event>,
    /// So many more batches may wait for a thread. Without one, who cuts a batch also annotates it: nobody ever waits.
    pub(super) spare_batches: AtomicUsize,
    /// The index can't be written any more.
    pub(super) is_broken: AtomicBool,
}

/// What the thread that leads the run is told.
pub(super) enum Event {
    Problem(Problem),
    /// A file is done with, and these of its records were nothing to read, by reason.
    Settled(Settled, BTreeMap<&'static str, u64>),
    /// The index can't be written.
    Broken(IndexError),
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    Read,
    /// Its content is the one that the index has.
    Unchanged,
    Skipped(&'static str),
    /// A problem told why.
    Failed,
    /// The run was stopped before its end.
    Cut,
}

impl Crew<'_> {
    /// Reads one file into the index; some of its batches may still be on their way when this returns.
    pub(super) fn read<'scope>(&'scope self, scope: &Scope<'scope>, haystack: Haystack) {
        if self.is_halted() {
            return self.tell(Event::Settled(Settled::Cut, BTreeMap::new()));
        }
        if self.is_same_content(&haystack) {
            return self.tell(Event::Settled(Settled::Unchanged, BTreeMap::new()));
        }
        let job = Arc::new(Job::new(haystack));
        let end = self.split(scope, &job).unwrap_or_else(|problem| {
            self.tell(Event::Problem(problem));
            End::Failed
        });
        job.tally().end = Some(end);
        self.release(&job);
    }

    /// The run is being stopped.
    pub(super) fn is_halted(&self) -> bool {
        self.plan.cancel.load(Ordering::Relaxed) || self.is_broken.load(Ordering::Relaxed)
    }

    fn split<'scope>(&'scope self, scope: &Scope<'scope>, job: &Arc<Job>) -> Result<End, Problem> {
        let counters = Arc::clone(&self.counters);
        let (document, receipt) = Receipt::attach(open(&job.haystack)?, move |count| counters.bytes.add(count));
        // Only now: what can't be opened, or has nothing that can be read, keeps what the index has of it.
        let mut is_begun = job.is_piped();
        let mut begin = || {
            if !is_begun {
                self.writer.begin(job.path());
                is_begun = true;
            }
        };
        let split = split_into_batches(self.stages, document, &self.plan.format, &mut |batch| {
            begin();
            self.hand_over(scope, job, batch);
            if self.is_halted() {
                job.cut();
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
        Ok(match split {
            Split::Skipped(reason) => End::Skipped(reason),
            Split::Read => {
                begin();
                End::Read(receipt.hash())
            }
        })
    }

    /// Gives a batch to whoever is free, or annotates it here where enough are waiting.
    fn hand_over<'scope>(&'scope self, scope: &Scope<'scope>, job: &Arc<Job>, batch: Batch) {
        if !self.take_spare() {
            return self.add_batch(job, batch);
        }
        job.hold();
        let job = Arc::clone(job);
        scope.spawn(move |_| {
            self.add_batch(&job, batch);
            self.spare_batches.fetch_add(1, Ordering::Relaxed);
            self.release(&job);
        });
    }

    fn take_spare(&self) -> bool {
        self.spare_batches.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |spare| spare.checked_sub(1)).is_ok()
    }

    fn add_batch(&self, job: &Job, batch: Batch) {
        for reason in batch.skipped {
            job.skip(reason);
        }
        for (number, part) in (batch.before..).zip(batch.parts) {
            if self.is_halted() {
                return job.cut();
            }
            match part.map(|record| self.add_record(job, number, &record)) {
                Ok(Ok(())) => (),
                Ok(Err(problem)) | Err(problem) => {
                    job.tally().problems += 1;
                    self.tell(Event::Problem(problem));
                }
            }
        }
    }

    fn add_record(&self, job: &Job, number: u32, record: &Record) -> Result<(), Problem> {
        match annotated(self.stages, record, &self.plan.format) {
            Outcome::Annotated(article, doubtful_date) => {
                let fields = self.writer.fields();
                let documents = guarded(&record.path, || Ok(Documents::of(&article, job.path(), number, fields)))
                    .map_err(|problem| problem.at_line(record.line))?;
                self.add_documents(job, documents);
                self.counters.count(&article, doubtful_date);
                job.count(&article);
            }
            Outcome::Skipped(reason) => job.skip(reason),
            Outcome::Failed(problem) => return Err(problem),
        }
        Ok(())
    }

    fn add_documents(&self, job: &Job, documents: Documents) {
        let added = if job.is_piped() { self.writer.add_piped(documents) } else { self.writer.add(documents) };
        if let Err(error) = added {
            job.cut();
            if !self.is_broken.swap(true, Ordering::Relaxed) {
                self.tell(Event::Broken(error));
            }
        }
    }

    /// Gives a job up; the last to do so records what became of it.
    fn release(&self, job: &Job) {
        if job.release() {
            let settled = if job.is_cut() { Settled::Cut } else { self.settle(job) };
            let skipped = std::mem::take(&mut job.tally().skipped);
            self.tell(Event::Settled(settled, skipped));
        }
    }

    fn settle(&self, job: &Job) -> Settled {
        let end = job.tally().end.expect("a job's first holder releases it only after it has set its end");
        match end {
            End::Failed => Settled::Failed,
            End::Skipped(reason) => {
                self.writer.remove(job.path());
                Settled::Skipped(reason)
            }
            End::Read(_) if job.is_piped() => Settled::Read,
            End::Read(hash) => {
                self.writer.finish(job.path(), job.entry(hash, self.plan.recipe()));
                Settled::Read
            }
        }
    }

    /// Whether a file that looks changed has the very content that was indexed; then its new time is recorded.
    fn is_same_content(&self, haystack: &Haystack) -> bool {
        let Some(known) = self.writer.entry(&haystack.path) else { return false };
        let may_be = known.state == State::Done && known.size == haystack.size && known.recipe == self.plan.recipe();
        let is_same = may_be && known.hash.is_some() && hash_of(haystack) == known.hash;
        if is_same && known.modified != haystack.modified {
            self.writer.finish(&haystack.path, Entry { modified: haystack.modified, ..known });
        }
        is_same
    }

    /// Called without any lock held: who leads the run may be waiting for that lock to commit.
    fn tell(&self, event: Event) {
        // It listens until all jobs are settled.
        let _ = self.events.send(event);
    }
}

/// Hash of a file's content; `None` when it can't be read: then reading it in earnest tells why.
fn hash_of(haystack: &Haystack) -> Option<blake3::Hash> {
    let (mut document, receipt) = Receipt::attach(open(haystack).ok()?, |_| ());
    io::copy(&mut document.reader, &mut io::sink()).ok()?;
    receipt.hash()
}
