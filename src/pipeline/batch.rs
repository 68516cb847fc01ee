use std::ops::ControlFlow;

use super::stages::{Stages, guarded};
use crate::{
    format::{Options, Record, Split},
    ingest::{Looked, Member, RawDocument, Wrapped, look},
    report::Problem,
};

/// Records are handed from thread to thread in batches of about so many bytes: enough to be worth it, and few enough to
/// keep all threads busy to the end of a file.
const BATCH_BYTES: usize = 256 * 1024;
/// What a record takes besides its bytes.
const RECORD_BYTES: usize = 128;

/// Consecutive records of one file, and the problems that stand between them.
#[derive(Default)]
pub(super) struct Batch {
    /// So many parts of the file came before.
    pub(super) before: u32,
    pub(super) parts: Vec<Result<Record, Problem>>,
    /// Members of an archive that are nothing to read, each by its reason.
    pub(super) skipped: Vec<&'static str>,
    bytes: usize,
}

/// Splits a document into batches and hands each to `each` in order; never holds more than one.
///
/// Of an archive the records of all its members come, one member after the other. `file` is where the document is on disk.
///
/// # Errors
/// See [`format::split`](crate::format::split); what was read before the error is handed over. A member of an archive that
/// can't be read is a problem among its records, unless nothing else came out of it.
pub(super) fn split_into_batches(
    stages: &dyn Stages,
    document: RawDocument,
    options: &Options,
    each: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<Split, Problem> {
    let path = document.path.clone();
    let mut batcher = Batcher { each, batch: Batch::default(), flow: ControlFlow::Continue(()) };
    let split = guarded(&path, || match look(document)? {
        Looked::Plain(document) => stages.split(document, options, &mut |part| batcher.part(part)),
        Looked::Wrapped(wrapped) => {
            Unwrapping { batcher: &mut batcher, only: None, is_first: true }.split(stages, wrapped, options)
        }
    });
    batcher.finish();
    split
}

/// Fills batches.
struct Batcher<'e> {
    each: &'e mut dyn FnMut(Batch) -> ControlFlow<()>,
    batch: Batch,
    flow: ControlFlow<()>,
}

impl Batcher<'_> {
    fn part(&mut self, part: Result<Record, Problem>) -> ControlFlow<()> {
        let bytes = part.as_ref().map_or(0, |record| record.bytes.len());
        self.batch.parts.push(part);
        self.grow(bytes)
    }

    fn skipped(&mut self, reason: &'static str) -> ControlFlow<()> {
        self.batch.skipped.push(reason);
        self.grow(0)
    }

    fn grow(&mut self, bytes: usize) -> ControlFlow<()> {
        self.batch.bytes += RECORD_BYTES + bytes;
        if self.batch.bytes >= BATCH_BYTES {
            let parts = u32::try_from(self.batch.parts.len()).unwrap_or(u32::MAX);
            let next = Batch { before: self.batch.before.saturating_add(parts), ..Batch::default() };
            self.flow = (self.each)(std::mem::replace(&mut self.batch, next));
        }
        self.flow
    }

    fn finish(self) {
        if self.flow.is_continue() && self.batch.bytes > 0 {
            let _ = (self.each)(self.batch);
        }
    }
}

/// Splits what is inside a wrapped file.
struct Unwrapping<'b, 'e> {
    batcher: &'b mut Batcher<'e>,
    /// The first outcome, where it was no record, as long as nothing else came: as the only one it is the file's own.
    only: Option<Result<&'static str, Problem>>,
    is_first: bool,
}

impl Unwrapping<'_, '_> {
    fn split(mut self, stages: &dyn Stages, wrapped: Wrapped, options: &Options) -> Result<Split, Problem> {
        let done = wrapped.each_member(&mut |member| match member {
            Member::Skipped(reason) => self.outcome(Ok(reason)),
            Member::Problem(problem) => self.outcome(Err(problem)),
            Member::Document(document) => {
                let path = document.path.clone();
                let split = guarded(&path, || {
                    stages.split(document, options, &mut |part| match part {
                        Ok(record) => self.record(record),
                        Err(problem) => self.outcome(Err(problem)),
                    })
                });
                match split {
                    Ok(Split::Read) => self.batcher.flow,
                    Ok(Split::Skipped(reason)) => self.outcome(Ok(reason)),
                    Err(problem) => self.outcome(Err(problem)),
                }
            }
        });
        if let Err(problem) = done {
            let _ = self.outcome(Err(problem));
        }
        match self.only {
            None => Ok(Split::Read),
            Some(only) => only.map(Split::Skipped),
        }
    }

    fn record(&mut self, record: Record) -> ControlFlow<()> {
        self.let_first_go()?;
        self.batcher.part(Ok(record))
    }

    fn outcome(&mut self, outcome: Result<&'static str, Problem>) -> ControlFlow<()> {
        if self.is_first {
            self.is_first = false;
            self.only = Some(outcome);
            return self.batcher.flow;
        }
        self.let_first_go()?;
        self.give(outcome)
    }

    /// It is not the only one.
    fn let_first_go(&mut self) -> ControlFlow<()> {
        self.is_first = false;
        self.only.take().map_or(self.batcher.flow, |first| self.give(first))
    }

    fn give(&mut self, outcome: Result<&'static str, Problem>) -> ControlFlow<()> {
        match outcome {
            Ok(reason) => self.batcher.skipped(reason),
            Err(problem) => self.batcher.part(Err(problem)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives as many records of `size` bytes as asked for, then panics when it shall.
    struct Records {
        count: u32,
        size: usize,
        panics: bool,
    }

    impl Stages for Records {
        fn split(
            &self,
            document: RawDocument,
            _: &Options,
            each: &mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>,
        ) -> Result<Split, Problem> {
            for line in 0..self.count {
                let path = document.path.as_str();
                let format = crate::format::Format::by_name("JSON Lines").unwrap();
                if each(Ok(Record::new(path, line, format, vec![b'x'; self.size]))).is_break() {
                    return Ok(Split::Read);
                }
            }
            assert!(!self.panics, "a bug");
            Ok(Split::Read)
        }
    }

    fn lines_of_batches(stages: &Records, most: usize) -> (Vec<Vec<u32>>, Result<Split, Problem>) {
        let document = RawDocument::new("a.jsonl", std::io::empty());
        let mut batches = Vec::new();
        let split = split_into_batches(stages, document, &Options::default(), &mut |batch| {
            batches.push(batch.parts.into_iter().map(|part| part.unwrap().line).collect());
            if batches.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        (batches, split)
    }

    #[test]
    fn all_records_come_in_order_in_batches_of_bounded_size() {
        let records = Records { count: 10, size: 100_000, panics: false };
        let (batches, split) = lines_of_batches(&records, usize::MAX);
        assert_eq!(batches, [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7, 8], vec![9]]);
        assert_eq!(split, Ok(Split::Read));
    }

    #[test]
    fn nothing_comes_after_a_break() {
        let records = Records { count: 10, size: 100_000, panics: false };
        assert_eq!(lines_of_batches(&records, 2).0, [vec![0, 1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn what_was_read_before_a_panic_is_kept() {
        let records = Records { count: 2, size: 10, panics: true };
        let (batches, split) = lines_of_batches(&records, usize::MAX);
        assert_eq!(batches, [vec![0, 1]]);
        assert_eq!(split.unwrap_err().path, "a.jsonl");
    }
}
