use std::{
    io::{self, BufRead, ErrorKind, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

use super::limits::Allowance;

/// Bytes on their way out of something.
pub(super) type Bytes<'a> = Box<dyn Read + Send + 'a>;

/// What has been read of compressed bytes.
#[derive(Debug, Default)]
pub(super) struct Input {
    read: AtomicU64,
    is_at_end: AtomicBool,
}

impl Input {
    /// Bytes so far.
    pub(super) fn read(&self) -> u64 {
        self.read.load(Relaxed)
    }

    pub(super) fn add(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Relaxed);
    }
}

/// Compressed bytes, counted.
pub(super) struct Counted<R> {
    pub(super) inner: R,
    pub(super) input: Arc<Input>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let ahead = self.inner.fill_buf();
        let is_at_end = match &ahead {
            Ok(ahead) => ahead.is_empty(),
            Err(error) => error.kind() == ErrorKind::UnexpectedEof,
        };
        if is_at_end {
            self.input.is_at_end.store(true, Relaxed);
        }
        ahead
    }

    fn consume(&mut self, count: usize) {
        self.input.add(count);
        self.inner.consume(count);
    }
}

/// What a decoder gives, within its allowance, and what it says of damage in words for people.
pub(super) struct Expanded<D> {
    pub(super) decoder: D,
    /// "gzip".
    pub(super) name: &'static str,
    pub(super) input: Arc<Input>,
    pub(super) allowance: Allowance,
    /// Nothing comes any more.
    pub(super) is_over: bool,
    /// It finds its way back behind damage by itself.
    pub(super) recovers: bool,
}

impl<D: Read> Read for Expanded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        let result = self.decoder.read(buffer);
        let told = match result {
            Ok(count) => self.allowance.take(count).map(|()| count),
            Err(error) if is_about_content(&error) => {
                self.is_over = !self.recovers;
                return Err(io::Error::new(ErrorKind::InvalidData, self.damage()));
            }
            // Whoever reads tries again.
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(error),
            Err(error) => Err(error),
        };
        self.is_over |= told.is_err();
        told
    }
}

impl<D> Expanded<D> {
    fn damage(&self) -> String {
        let (name, read) = (self.name, self.input.read());
        if self.input.is_at_end.load(Relaxed) {
            format!("the {name} data ends in the middle, after {read} bytes")
        } else {
            format!("the {name} data is damaged, before byte {read}")
        }
    }
}

/// So many compressed bytes are read ahead.
pub(super) const BUFFER: usize = 64 << 10;

/// Whether it is the content that is wrong, and neither the disk nor a limit.
fn is_about_content(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof | ErrorKind::Other
    )
}

/// So many bytes of another stream; that it ends before is an error.
pub(super) struct Exactly<R> {
    inner: R,
    left: u64,
    /// What it is a part of: "tar".
    name: &'static str,
    /// It was told that something is wrong.
    pub(super) has_failed: bool,
}

impl<R> Exactly<R> {
    pub(super) fn new(inner: R, left: u64, name: &'static str) -> Self {
        Self { inner, left, name, has_failed: false }
    }

    /// What has not been read.
    pub(super) fn left(&self) -> u64 {
        self.left
    }
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            return Ok(0);
        }
        let read = self.inner.read(&mut buffer[..most]).and_then(|count| match count {
            0 => Err(ends_early(self.name)),
            count => Ok(count),
        });
        self.has_failed |= read.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted);
        self.left -= read.as_ref().map_or(0, |count| *count as u64);
        read
    }
}

/// An archive that is shorter than it says.
pub(super) fn ends_early(name: &str) -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, format!("the {name} archive ends in the middle"))
}

/// A stream that something else follows: that it ends is an error.
pub(super) struct NeverEnding<R>(pub(super) R);

impl<R: BufRead> Read for NeverEnding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for NeverEnding<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let ahead = self.0.fill_buf()?;
        if ahead.is_empty() { Err(ends_early("zip")) } else { Ok(ahead) }
    }

    fn consume(&mut self, count: usize) {
        self.0.consume(count);
    }
}

/// Passes over all up to a mark, and over the mark; tells whether that was more than zeros. Nothing where there is none.
///
/// The mark's first byte is nowhere else in it.
pub(super) fn find(bytes: &mut impl BufRead, mark: &[u8]) -> io::Result<Option<bool>> {
    let mut passed = false;
    loop {
        let ahead = bytes.fill_buf()?;
        if ahead.is_empty() {
            return Ok(None);
        }
        let before = memchr::memchr(mark[0], ahead).unwrap_or(ahead.len());
        passed |= ahead[..before].iter().any(|&byte| byte != 0);
        bytes.consume(before);
        let mut rest = mark;
        while let Some((first, others)) = rest.split_first()
            && bytes.fill_buf()?.first() == Some(first)
        {
            bytes.consume(1);
            rest = others;
        }
        if rest.is_empty() {
            return Ok(Some(passed));
        }
        passed |= rest.len() < mark.len();
    }
}
