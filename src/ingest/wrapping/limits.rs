//! How far wrapped files are followed: bombs are small files that expand without end.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::stream::Input;
use crate::report::Problem;

/// So many wrappings may stand around a document; those of a `.tar.gz` are two.
const DEEPEST: usize = 8;
/// So many members of archives may come out of one file.
pub(super) const MOST_MEMBERS: u64 = 1_000_000;
/// What is compressed may expand to so many times its size: articles to ten times, a bomb to a thousand and more.
const MOST_TIMES: u64 = 200;
/// And always to so many bytes.
const ALLOWED: u64 = 64 << 20;
/// A zip archive that is not a file on disk is held in memory; it and those around it may have so many bytes.
pub(super) const MOST_HELD: u64 = 128 << 20;
/// Memory that a decoder may ask for; `xz -9` takes half of it.
pub(super) const MOST_FOR_DECODER: u32 = 128 << 10;

/// How deep inside a file something stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Depth {
    wrappings: usize,
    /// The outermost compressed bytes, by which all that is inside is measured: each of several compressions alone may
    /// look harmless.
    outermost: Option<Arc<Input>>,
    /// What all members of an archive that was held in memory share: its compressed bytes were read before any of them.
    held: Option<Arc<Held>>,
}

/// An archive that is held in memory.
#[derive(Debug)]
struct Held {
    /// What had been read of the outermost compressed bytes before it.
    before: u64,
    /// What its members have expanded to.
    given: AtomicU64,
}

impl Depth {
    pub(super) fn is_deepest(&self) -> bool {
        self.wrappings >= DEEPEST
    }

    /// One wrapping further in.
    pub(super) fn within(&self) -> Self {
        Self { wrappings: self.wrappings + 1, ..self.clone() }
    }

    /// The same, measured by these compressed bytes where none are around it.
    pub(super) fn measured_by(&self, input: &Arc<Input>) -> Self {
        let outermost = self.outermost.clone().unwrap_or_else(|| Arc::clone(input));
        Self { outermost: Some(outermost), ..self.clone() }
    }

    /// What has been read of the outermost compressed bytes.
    pub(super) fn read(&self) -> u64 {
        self.outermost.as_ref().map_or(0, |input| input.read())
    }

    /// The same for the members of an archive that was read into memory after so much had been read of the outermost bytes.
    pub(super) fn held_from(&self, before: u64) -> Self {
        Self { held: Some(Arc::new(Held { before, given: AtomicU64::new(0) })), ..self.clone() }
    }

    /// The allowance of what is decompressed here.
    pub(super) fn allowance(&self) -> Allowance {
        let before = self.held.as_ref().map_or_else(|| self.read(), |held| held.before);
        Allowance { before, input: self.outermost.clone(), given: 0, held: self.held.clone() }
    }
}

/// How much a stream may still expand.
#[derive(Debug)]
pub(super) struct Allowance {
    input: Option<Arc<Input>>,
    /// What had been read of it when this stream began.
    before: u64,
    given: u64,
    held: Option<Arc<Held>>,
}

impl Allowance {
    /// Takes so many bytes off.
    ///
    /// # Errors
    /// When it is spent.
    pub(super) fn take(&mut self, bytes: usize) -> io::Result<()> {
        self.given += bytes as u64;
        let given =
            self.held.as_ref().map_or(self.given, |held| held.given.fetch_add(bytes as u64, Relaxed) + bytes as u64);
        let read = self.input.as_ref().map_or(0, |input| input.read().saturating_sub(self.before));
        if given <= ALLOWED.saturating_add(read.saturating_mul(MOST_TIMES)) {
            return Ok(());
        }
        let what = format!("it expands to more than {MOST_TIMES} times its size (the limit)");
        Err(io::Error::new(io::ErrorKind::QuotaExceeded, what))
    }
}

pub(super) fn too_deep(path: &str) -> Problem {
    let what = format!("wrapped more than {DEEPEST} times, archive in archive (the limit)");
    Problem::new(path, what).remedy("unpack the outer ones")
}

pub(super) fn too_many(archive: &str) -> Problem {
    let what = format!("more than {MOST_MEMBERS} files in one archive (the limit); the rest is not read");
    Problem::new(archive, what).remedy("unpack it")
}

pub(super) fn overlapping(path: &str) -> Problem {
    let what = "files in a zip archive that lie in each other: together they have more bytes than it";
    Problem::new(path, what).remedy("pack it anew; the files before are read")
}

pub(super) fn too_large_to_hold(path: &str) -> Problem {
    let limit = MOST_HELD >> 20;
    let what = format!("a zip archive larger than {limit} MiB that is not a file on disk (the limit)");
    Problem::new(path, what).remedy("give it as a file of its own")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_an_archive_in_memory_share_what_was_read_for_it() {
        let outer = Arc::new(Input::default());
        let depth = Depth::default().measured_by(&outer);
        outer.add(10_000_000);
        let before = depth.read();
        outer.add(1_000_000);
        let members = depth.held_from(before);
        let allowed = usize::try_from(ALLOWED + 200 * 1_000_000).unwrap();
        assert!(members.allowance().take(allowed - 1).is_ok());
        assert!(members.allowance().take(1).is_ok());
        assert!(members.allowance().take(1).is_err());
    }

    #[test]
    fn what_expands_is_measured_by_the_outermost_compressed_bytes() {
        let outer = Arc::new(Input::default());
        let depth = Depth::default().measured_by(&outer).within().measured_by(&Arc::default());
        outer.add(1_000);
        let mut allowance = depth.allowance();
        let allowed = usize::try_from(ALLOWED).unwrap();
        assert!(allowance.take(allowed).is_ok());
        assert!(allowance.take(1).is_err());
        outer.add(1);
        assert!(allowance.take(198).is_ok());
        let error = allowance.take(2).unwrap_err();
        assert_eq!(error.to_string(), "it expands to more than 200 times its size (the limit)");
    }
}
