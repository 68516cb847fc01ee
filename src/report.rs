//! Partial failure as data: a file that can't be read is a [`Problem`], counted and shown at the end, and the run goes on.

mod findings;
mod panicking;

pub use findings::Findings;
pub use panicking::panic_is_expected;
pub(crate) use panicking::{caught, message_of};

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::{Deserialize, Serialize};

/// So many problems are kept for the summary; each one is also given to whoever watches the run.
const KEPT_PROBLEMS: usize = 20;

/// Something that went wrong with one file or one record of it, told so that the reader can mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as it was given or found.
    pub path: String,
    /// Line of the file (from 1), where that is known.
    pub line: Option<u32>,
    /// What is wrong: "not UTF-8 text", "JSON ends in the middle of a record".
    pub what: String,
    /// What to do about it, where there is something to do.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem with the whole file.
    pub fn new(path: impl Into<String>, what: impl fmt::Display) -> Self {
        Self { path: path.into(), line: None, what: what.to_string(), remedy: None }
    }

    /// The same, at a line of the file.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(f, " ({remedy})")?;
        }
        Ok(())
    }
}

/// What a run did: the counts of its summary.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Files found under the paths given.
    pub files: u64,
    /// Of these, files whose articles were read in this run.
    pub read: u64,
    /// Of these, files left alone because the index already has them as they are.
    pub unchanged: u64,
    /// Files whose articles were taken out of the index because they are gone.
    pub removed: u64,
    /// Articles read.
    pub articles: u64,
    /// Quotations found in them.
    pub quotations: u64,
    /// Quotations whose speaker is known.
    pub attributed: u64,
    /// Articles of the index that are the same as another one and don't count; 0 where this run changed nothing.
    pub duplicates: u64,
    /// Articles without a date because the only one that they give can be read in two ways: 03/04/2019.
    pub doubtful_dates: u64,
    /// Files and records that are nothing to read, by reason; not failures.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Problems met.
    pub failed: u64,
    /// The first of them, by path and line.
    pub problems: Vec<Problem>,
    /// Bytes read.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// The run was stopped before its end; what it had done is kept.
    pub interrupted: bool,
}

impl Report {
    /// Counts a problem, and keeps it when it is among the first by path and line: the same whatever the threads.
    pub fn fail(&mut self, problem: Problem) {
        self.failed += 1;
        let at = self.problems.partition_point(|kept| (&kept.path, kept.line) <= (&problem.path, problem.line));
        if at < KEPT_PROBLEMS {
            self.problems.truncate(KEPT_PROBLEMS - 1);
            self.problems.insert(at, problem);
        }
    }

    /// Counts `times` things that are nothing to read.
    pub fn skip(&mut self, reason: &'static str, times: u64) {
        *self.skipped.entry(reason).or_default() += times;
    }

    /// Megabytes (10⁶ bytes) read per second.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a speed for people; bytes below 2^53 are exact")]
    pub fn megabytes_per_second(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { self.bytes as f64 / 1e6 / seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_tells_file_line_and_remedy() {
        let problem = Problem::new("a.jsonl", "not JSON").at_line(3).remedy("mend it");
        assert_eq!(problem.to_string(), "a.jsonl:3: not JSON (mend it)");
        assert_eq!(Problem::new("a.txt", "empty").to_string(), "a.txt: empty");
    }

    #[test]
    fn all_problems_are_counted_and_the_first_by_path_and_line_kept_in_whatever_order_they_come() {
        let line = |n: u32| Problem::new("a.jsonl", "not JSON").at_line(n);
        let mut upwards = Report::default();
        let mut downwards = Report::default();
        (1..=100).for_each(|n| upwards.fail(line(n)));
        (1..=100).rev().for_each(|n| downwards.fail(line(n)));
        assert_eq!(upwards.failed, 100);
        assert_eq!(upwards.problems, (1..=20).map(line).collect::<Vec<_>>());
        assert_eq!(upwards, downwards);
    }

    #[test]
    fn speed_is_bytes_by_seconds_and_nothing_when_no_time_passed() {
        let run = Report { bytes: 6_000_000, elapsed: Duration::from_secs(2), ..Report::default() };
        assert!((run.megabytes_per_second() - 3.0).abs() < 1e-9);
        assert!(Report::default().megabytes_per_second().abs() < 1e-9);
    }
}
