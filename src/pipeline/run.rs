use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    crew::Settled,
    progress::{Counters, Observer, Phase, Progress},
};
use crate::report::{Problem, Report};

/// The observer hears of the progress this often.
pub(super) const TICK: Duration = Duration::from_millis(100);

/// What the thread that leads a run knows of it.
pub(super) struct Run<'a> {
    observer: &'a mut dyn Observer,
    /// Counts of what this thread decides; those of the other threads join it at the end.
    pub(super) report: Report,
    pub(super) counters: Arc<Counters>,
    pub(super) bytes_found: u64,
    files_settled: u64,
    started: Instant,
    phase: Phase,
    shown: Instant,
}

impl<'a> Run<'a> {
    pub(super) fn start(observer: &'a mut dyn Observer) -> Self {
        let started = Instant::now();
        Self {
            observer,
            report: Report::default(),
            counters: Arc::default(),
            bytes_found: 0,
            files_settled: 0,
            started,
            phase: Phase::default(),
            shown: started,
        }
    }

    pub(super) fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.show();
    }

    /// Counts what became of a file, and of those of its records that are nothing to read.
    pub(super) fn settle(&mut self, settled: Settled, skipped: BTreeMap<&'static str, u64>) {
        self.files_settled += 1;
        match settled {
            Settled::Read => self.report.read += 1,
            Settled::Unchanged => self.report.unchanged += 1,
            Settled::Skipped(reason) => self.report.skip(reason, 1),
            // A problem was told, or the whole run is.
            Settled::Failed | Settled::Cut => (),
        }
        for (reason, times) in skipped {
            self.report.skip(reason, times);
        }
    }

    pub(super) fn fail(&mut self, problem: Problem) {
        self.observer.problem(&problem);
        self.report.fail(problem);
    }

    /// Shows the progress where it is time to.
    pub(super) fn tick(&mut self) {
        if self.shown.elapsed() >= TICK {
            self.show();
        }
    }

    fn show(&mut self) {
        self.shown = Instant::now();
        let Report { files, failed, .. } = self.report;
        let progress = Progress {
            phase: self.phase,
            files_found: files,
            files_done: self.files_settled,
            bytes_found: self.bytes_found,
            bytes_done: self.counters.bytes.get(),
            articles: self.counters.articles.get(),
            quotations: self.counters.quotations.get(),
            attributed: self.counters.attributed.get(),
            failed,
            elapsed: self.started.elapsed(),
        };
        self.observer.progress(&progress);
    }

    /// The summary, once all threads are done.
    pub(super) fn finish(mut self) -> Report {
        self.show();
        Report {
            articles: self.counters.articles.get(),
            quotations: self.counters.quotations.get(),
            attributed: self.counters.attributed.get(),
            doubtful_dates: self.counters.doubtful_dates.get(),
            bytes: self.counters.bytes.get(),
            elapsed: self.started.elapsed(),
            ..self.report
        }
    }
}
