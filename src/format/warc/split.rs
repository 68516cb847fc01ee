use std::{
    fmt::Display,
    io::{self, BufRead, BufReader, Read},
    sync::Arc,
};

use memchr::memmem;

use super::{
    super::{Each, Options, Record, Source, TEXT_LIMIT},
    FORMAT, MARK, body,
    head::{Answer, Head, is_note},
};
use crate::{ingest::unreadable, report::Problem};

/// So much is read ahead: most records fit.
const BUFFER: usize = 128 << 10;
/// The head of a record, or of the answer in it, may be so long.
const LONGEST_HEAD: u64 = 128 << 10;
/// A page may be so much larger than its text: it comes in pieces.
const AROUND: u64 = 1 << 20;

/// Cuts an archive into its records. What can't be an article is handed over by its heads alone, to be counted; what the
/// crawler noted for itself not at all.
pub(super) fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let bytes = BufReader::with_capacity(BUFFER, source.reader);
    let mut archive = Archive { bytes, at: 0, path: source.path, number: 0, is_lost: false };
    let mut failed_at = None;
    loop {
        let found = match archive.next() {
            Ok(Next::End) => return Ok(()),
            Ok(Next::Note) => continue,
            Ok(Next::Record(record)) => Ok(record),
            Ok(Next::Problem(problem)) => Err(problem),
            // Behind damage other records may follow. A disk that gives nothing any more says so again.
            Err(error) if failed_at == Some(archive.at) => return Err(archive.unreadable(&error)),
            Err(error) => {
                failed_at = Some(archive.at);
                archive.is_lost = true;
                Err(archive.unreadable(&error))
            }
        };
        if each(found).is_break() {
            return Ok(());
        }
    }
}

struct Archive<R> {
    bytes: BufReader<R>,
    /// How many bytes have been read.
    at: u64,
    path: Arc<str>,
    /// The number of the record, from 1: it stands for the line.
    number: u32,
    /// The next record is not where it should be, which has been told.
    is_lost: bool,
}

/// What comes next in an archive.
enum Next {
    Record(Record),
    /// What a crawler wrote for itself.
    Note,
    /// What stands in the place of a record.
    Problem(Problem),
    End,
}

impl<R: Read> Archive<R> {
    fn next(&mut self) -> io::Result<Next> {
        let start = self.at;
        let mut bytes = Vec::new();
        if !self.begin(&mut bytes)? {
            if bytes.is_empty() {
                return Ok(Next::End);
            }
            self.is_lost = true;
            return Ok(self.instead(format!("no WARC record stands where one should, at byte {start}")));
        }
        self.number = self.number.saturating_add(1);
        if !self.head(&mut bytes, LONGEST_HEAD)? {
            return Ok(self.lost("a WARC record without an end of its head", start));
        }
        let record = Head::cut(&bytes).0;
        let Some(length) = record.get("content-length").and_then(|length| length.parse().ok()) else {
            return Ok(self.lost("a WARC record that does not say how long it is", start));
        };
        if is_note(&record) {
            return Ok(if self.pass(length)? { Next::Note } else { self.cut(start) });
        }
        let before = self.at;
        let cut = bytes.len();
        self.head(&mut bytes, length.min(LONGEST_HEAD))?;
        let left = length - (self.at - before);
        let is_page = Answer::of(&Head::cut(&bytes[..cut]).0, &bytes[cut..]).is_ok();
        let is_too_large = left > TEXT_LIMIT as u64 + AROUND;
        let is_whole = if is_page && !is_too_large { self.take(&mut bytes, left)? } else { self.pass(left)? };
        Ok(if !is_whole {
            self.cut(start)
        } else if is_page && is_too_large {
            self.instead(body::too_large())
        } else {
            Next::Record(Record::new(Arc::clone(&self.path), self.number, &FORMAT, bytes))
        })
    }

    /// The first line of the next record. False when another line stands there, or none.
    fn begin(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        loop {
            line.clear();
            self.line(line, LONGEST_HEAD)?;
            let is_end = line.is_empty();
            if line.starts_with(MARK) {
                self.is_lost = false;
                return Ok(true);
            }
            // A record that is shorter than it says runs into the next one.
            if self.is_lost
                && let Some(mark) =
                    memmem::rfind(line, MARK).filter(|&mark| line[mark..].trim_ascii_end().len() == b"WARC/1.0".len())
            {
                line.drain(..mark);
                self.is_lost = false;
                return Ok(true);
            }
            if is_end || !self.is_lost && !line.trim_ascii().is_empty() {
                return Ok(false);
            }
        }
    }

    /// Reads lines up to an empty one, `most` bytes at most. Tells whether it came.
    fn head(&mut self, bytes: &mut Vec<u8>, most: u64) -> io::Result<bool> {
        let mut left = most;
        loop {
            let start = bytes.len();
            left -= self.line(bytes, left)?;
            let line = &bytes[start..];
            if !line.ends_with(b"\n") || line.trim_ascii().is_empty() {
                return Ok(line.ends_with(b"\n"));
            }
        }
    }

    fn line(&mut self, bytes: &mut Vec<u8>, most: u64) -> io::Result<u64> {
        let before = bytes.len();
        let read = (&mut self.bytes).take(most).read_until(b'\n', bytes);
        let count = (bytes.len() - before) as u64;
        self.at += count;
        read.map(|_| count)
    }

    /// Reads so many bytes. Tells whether they are there.
    fn take(&mut self, bytes: &mut Vec<u8>, count: u64) -> io::Result<bool> {
        let before = bytes.len();
        let whole = usize::try_from(count).expect("fewer bytes than a page may have");
        bytes.reserve_exact(whole);
        let read = (&mut self.bytes).take(count).read_to_end(bytes);
        self.at += (bytes.len() - before) as u64;
        read.map(|read| read == whole)
    }

    /// Passes over so many bytes. Tells whether they are there.
    fn pass(&mut self, count: u64) -> io::Result<bool> {
        let end = self.at.saturating_add(count);
        while self.at < end {
            let ahead = self.bytes.fill_buf()?.len();
            let passed = usize::try_from(end - self.at).map_or(ahead, |left| left.min(ahead));
            if passed == 0 {
                return Ok(false);
            }
            self.bytes.consume(passed);
            self.at += passed as u64;
        }
        Ok(true)
    }

    /// The file ends in a record that begins at `start`.
    fn cut(&self, start: u64) -> Next {
        Next::Problem(
            self.problem(format!("the file ends in the middle of a WARC record, which begins at byte {start}"))
                .remedy("get the rest of the file; all before is read"),
        )
    }

    fn lost(&mut self, what: &str, start: u64) -> Next {
        self.is_lost = true;
        self.instead(format!("{what}, at byte {start}"))
    }

    fn instead(&self, what: impl Display) -> Next {
        Next::Problem(self.problem(what))
    }

    fn problem(&self, what: impl Display) -> Problem {
        Problem::new(&*self.path, what).at_line(self.number.max(1))
    }

    fn unreadable(&self, error: &io::Error) -> Problem {
        unreadable(&self.path, error).at_line(self.number.max(1))
    }
}
