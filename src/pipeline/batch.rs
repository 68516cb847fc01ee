use std::ops::ControlFlow;

use super::stages::{Stages, guarded};
use crate::{
    format::{Options, Record, Split},
    ingest::RawDocument,
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
    pub(super) parts: Vec<Result<Record, Problem>>,
    bytes: usize,
}

/// Splits a document into batches and hands each to `each` in order; never holds more than one.
///
/// # Errors
/// See [`format::split`](crate::format::split); what was read before the error is handed over.
pub(super) fn split_into_batches(
    stages: &dyn Stages,
    document: RawDocument,
    options: &Options,
    each: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<Split, Problem> {
    let path = document.path.clone();
    let mut batch = Batch::default();
    let mut flow = ControlFlow::Continue(());
    let split = guarded(&path, || {
        stages.split(document, options, &mut |part| {
            batch.bytes += RECORD_BYTES + part.as_ref().map_or(0, |record| record.bytes.len());
            batch.parts.push(part);
            if batch.bytes >= BATCH_BYTES {
                flow = each(std::mem::take(&mut batch));
            }
            flow
        })
    });
    if flow.is_continue() && !batch.parts.is_empty() {
        let _ = each(batch);
    }
    split
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
                let path = document.path.as_str().into();
                let format = crate::format::Format::by_name("JSON Lines").unwrap();
                if each(Ok(Record { path, line, format, bytes: vec![b'x'; self.size] })).is_break() {
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
