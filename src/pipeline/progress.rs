use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use crate::{article::Annotated, report::Problem};

/// Watches a run. All calls come from the thread that started it.
pub trait Observer {
    /// Called about ten times a second.
    fn progress(&mut self, progress: &Progress) {
        let _ = progress;
    }

    /// Called for each problem, as it is met.
    fn problem(&mut self, problem: &Problem) {
        let _ = problem;
    }
}

/// Watches nothing.
impl Observer for () {}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// Files found so far; all of them from [`Phase::Reading`] on.
    pub files_found: u64,
    /// Files read, or left alone because they are unchanged.
    pub files_done: u64,
    /// Bytes that there are to read; unchanged files not counted. 0 when only standard input is read.
    pub bytes_found: u64,
    /// Bytes read.
    pub bytes_done: u64,
    /// Articles read.
    pub articles: u64,
    /// Quotations found.
    pub quotations: u64,
    /// Of these, with a known speaker.
    pub attributed: u64,
    /// Problems met.
    pub failed: u64,
    /// Since the start.
    pub elapsed: Duration,
}

/// What a run is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Finding what there is to read, and what of it is new.
    #[default]
    Walking,
    /// Reading and annotating.
    Reading,
    /// Writing the last of it to disk.
    Committing,
}

/// What the threads of a run count together.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) bytes: Counter,
    pub(super) articles: Counter,
    pub(super) quotations: Counter,
    pub(super) attributed: Counter,
    pub(super) doubtful_dates: Counter,
}

impl Counters {
    pub(super) fn count(&self, article: &Annotated, doubtful_date: bool) {
        self.doubtful_dates.add(usize::from(doubtful_date));
        self.articles.add(1);
        self.quotations.add(article.quotes.len());
        self.attributed.add(article.quotes.iter().filter(|quote| quote.speaker.is_some()).count());
    }
}

/// A number that many threads add to.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, count: usize) {
        self.0.fetch_add(count as u64, Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}
