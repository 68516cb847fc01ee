use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use crate::{
    annotate,
    article::{Annotated, Article},
    format::{self, Options, Parsed, Record, Split},
    ingest::RawDocument,
    report::{Problem, message_of},
};

/// The stages that a run leads each article through; as they stand, the library's own. Another implementation may
/// replace one of them.
pub trait Stages: Sync {
    /// See [`format::split`].
    ///
    /// # Errors
    /// See there.
    fn split(
        &self,
        document: RawDocument,
        options: &Options,
        each: &mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>,
    ) -> Result<Split, Problem> {
        format::split(document, options, each)
    }

    /// See [`format::parse`].
    ///
    /// # Errors
    /// See there.
    fn parse(&self, record: &Record, options: &Options) -> Result<Parsed, Problem> {
        format::parse(record, options)
    }

    /// See [`annotate::annotate`].
    fn annotate(&self, article: Article) -> Annotated {
        annotate::annotate(article)
    }
}

/// The library's own stages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standard;

impl Stages for Standard {}

/// What became of one record.
pub(super) enum Outcome {
    /// The article, and whether its only date can be read in two ways.
    Annotated(Box<Annotated>, bool),
    Skipped(&'static str),
    Failed(Problem),
}

/// Leads one record through parsing and annotation.
pub(super) fn annotated(stages: &dyn Stages, record: &Record, options: &Options) -> Outcome {
    let outcome = guarded(&record.path, || {
        Ok(match stages.parse(record, options)? {
            Parsed::Article(reading) => {
                Outcome::Annotated(Box::new(stages.annotate(reading.article)), reading.doubtful_date)
            }
            Parsed::Skipped(reason) => Outcome::Skipped(reason),
        })
    });
    outcome.unwrap_or_else(|problem| {
        let line = problem.line.unwrap_or(record.line);
        Outcome::Failed(problem.at_line(line))
    })
}

/// Does `work` on (a part of) a file. A panic is a bug of ours: it costs this part, not the run.
pub(super) fn guarded<T>(path: &str, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let what = format!("a bug in whosaid: {}", message_of(&*panic).unwrap_or("it gave up without a word"));
        Err(Problem::new(path, what).remedy("please report it, with this article; all else is read"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_problem_that_names_the_file_and_asks_for_a_report() {
        for broken in [|| panic!("no such sentence: 7"), || std::panic::panic_any(7)] {
            let problem = guarded("a.txt", || -> Result<(), Problem> { broken() }).unwrap_err();
            assert_eq!(problem.path, "a.txt");
            assert!(problem.what.starts_with("a bug in whosaid: "), "{problem}");
            assert!(problem.remedy.is_some());
        }
    }
}
