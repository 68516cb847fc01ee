use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use crate::{
    article::Annotated,
    index::{Entry, State},
    ingest::{Haystack, Source},
};

/// One file on its way into the index: shared by the thread that splits it and those that annotate its batches.
pub(super) struct Job {
    pub(super) haystack: Haystack,
    /// Threads (and waiting batches) that are not done with it.
    holders: AtomicUsize,
    /// A part of it was left out, because the run is being stopped.
    is_cut: AtomicBool,
    tally: Mutex<Tally>,
}

/// What was found in a file.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) articles: u32,
    pub(super) quotes: u32,
    pub(super) problems: u32,
    pub(super) skipped: BTreeMap<&'static str, u64>,
    /// How its splitting ended; `None` as long as it goes on.
    pub(super) end: Option<End>,
}

/// How the splitting of a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// To its end; with the hash of its content where all of it was looked at.
    Read(Option<blake3::Hash>),
    /// It is nothing to read.
    Skipped(&'static str),
    /// With a problem.
    Failed,
}

impl Job {
    /// A job that its first thread holds.
    pub(super) fn new(haystack: Haystack) -> Self {
        Self { haystack, holders: AtomicUsize::new(1), is_cut: AtomicBool::new(false), tally: Mutex::default() }
    }

    pub(super) fn path(&self) -> &str {
        &self.haystack.path
    }

    /// It is no file: nothing can be recorded of it.
    pub(super) fn is_piped(&self) -> bool {
        self.haystack.source == Source::StandardInput
    }

    /// One more holds it.
    pub(super) fn hold(&self) {
        self.holders.fetch_add(1, Ordering::Relaxed);
    }

    /// One less holds it. Tells whether it was the last.
    pub(super) fn release(&self) -> bool {
        self.holders.fetch_sub(1, Ordering::AcqRel) == 1
    }

    pub(super) fn cut(&self) {
        self.is_cut.store(true, Ordering::Release);
    }

    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Acquire)
    }

    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count(&self, article: &Annotated) {
        let mut tally = self.tally();
        tally.articles += 1;
        tally.quotes = tally.quotes.saturating_add(u32::try_from(article.quotes.len()).unwrap_or(u32::MAX));
    }

    /// Something in it is nothing to read.
    pub(super) fn skip(&self, reason: &'static str) {
        *self.tally().skipped.entry(reason).or_default() += 1;
    }

    /// What the manifest is to say of it, read to its end.
    pub(super) fn entry(&self, hash: Option<blake3::Hash>, recipe: u64) -> Entry {
        let Tally { articles, quotes, problems, .. } = *self.tally();
        let Haystack { size, modified, .. } = self.haystack;
        Entry { size, modified, hash, recipe, articles, quotes, problems, state: State::Done }
    }
}
