use std::io::{self, BufRead, BufReader, Read};

use super::super::RECORD_LIMIT;

/// Reads JSON only as far as brackets, braces and strings tell where a value ends, and copies what it passes.
///
/// What is inside a value is not checked: that is done when its record is parsed, by another thread.
pub(super) struct Scanner<R> {
    reader: BufReader<R>,
    /// The line of the next byte, from 1.
    pub line: u32,
    /// What was passed since it was last taken, at most [`RECORD_LIMIT`] bytes.
    passed: Vec<u8>,
    overflown: bool,
    /// So much was passed before that what began then can't be taken.
    lost: bool,
}

/// Whether a value was there to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Whole,
    /// The file ends in it.
    Cut,
}

impl<R: Read> Scanner<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader: BufReader::with_capacity(64 << 10, reader),
            line: 1,
            passed: Vec::new(),
            overflown: false,
            lost: false,
        }
    }

    /// The next byte that is no white space, without passing it.
    pub fn next_token(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.pass(1)?;
        }
        Ok(None)
    }

    /// Passes the next byte.
    pub fn pass_one(&mut self) -> io::Result<()> {
        self.pass(1)
    }

    /// Forgets what was passed.
    pub fn forget(&mut self) {
        self.passed.clear();
        self.overflown = false;
        self.lost = false;
    }

    /// Where more than the limit was passed, remembers again what is passed from here on: what began before can't be taken any
    /// more, but a list inside it may still be found.
    pub fn start_over(&mut self) {
        if std::mem::take(&mut self.overflown) {
            self.lost = true;
        }
    }

    /// Whether more than the limit was passed since it was last taken, forgotten or started over.
    pub fn has_overflown(&self) -> bool {
        self.overflown
    }

    /// What was passed since it was last taken or forgotten; `None` when that is more than the limit.
    pub fn take(&mut self) -> Option<Vec<u8>> {
        let passed = std::mem::take(&mut self.passed);
        let is_lost = std::mem::take(&mut self.overflown) | std::mem::take(&mut self.lost);
        (!is_lost).then_some(passed)
    }

    /// How much was passed since it was last taken or forgotten.
    pub fn mark(&self) -> usize {
        self.passed.len()
    }

    /// What was passed after a mark.
    pub fn since(&self, mark: usize) -> &[u8] {
        self.passed.get(mark..).unwrap_or_default()
    }

    /// Passes one value: an object or an array with all that is inside, a string, or a bare word.
    pub fn pass_value(&mut self) -> io::Result<Ended> {
        match self.next_token()? {
            None => Ok(Ended::Cut),
            Some(b'{' | b'[') => {
                self.pass(1)?;
                self.pass_to_end(1)
            }
            Some(b'"') => self.pass_string(),
            Some(_) => self.pass_word(),
        }
    }

    /// Passes all up to the end of the `depth` objects and arrays that are open.
    pub fn pass_to_end(&mut self, mut depth: usize) -> io::Result<Ended> {
        while depth > 0 {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(Ended::Cut);
            }
            let special = buffer.iter().position(|b| matches!(b, b'"' | b'{' | b'}' | b'[' | b']'));
            let Some(at) = special else {
                let all = buffer.len();
                self.pass(all)?;
                continue;
            };
            let byte = buffer[at];
            self.pass(at)?;
            match byte {
                b'"' => {
                    if self.pass_string()? == Ended::Cut {
                        return Ok(Ended::Cut);
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
            self.pass(1)?;
        }
        Ok(Ended::Whole)
    }

    /// Passes a string, of which the next byte is the opening mark.
    fn pass_string(&mut self) -> io::Result<Ended> {
        self.pass(1)?;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(Ended::Cut);
            }
            match memchr::memchr2(b'"', b'\\', buffer) {
                None => {
                    let all = buffer.len();
                    self.pass(all)?;
                }
                Some(at) if buffer[at] == b'"' => {
                    self.pass(at + 1)?;
                    return Ok(Ended::Whole);
                }
                Some(at) => {
                    self.pass(at + 1)?;
                    if self.peek()?.is_none() {
                        return Ok(Ended::Cut);
                    }
                    self.pass(1)?;
                }
            }
        }
    }

    /// Passes a number, `null` and the like, or whatever stands where a value should: always at least one byte.
    fn pass_word(&mut self) -> io::Result<Ended> {
        self.pass(1)?;
        while let Some(byte) = self.peek()? {
            if byte.is_ascii_whitespace() || b",:]}[{\"".contains(&byte) {
                break;
            }
            self.pass(1)?;
        }
        Ok(Ended::Whole)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    /// Passes `n` bytes, which are in the reader's buffer.
    fn pass(&mut self, n: usize) -> io::Result<()> {
        let bytes = &self.reader.fill_buf()?[..n];
        let breaks = memchr::memchr_iter(b'\n', bytes).count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        if self.passed.len() + n > RECORD_LIMIT {
            self.overflown = true;
            self.passed = Vec::new();
        }
        if !self.overflown {
            self.passed.extend_from_slice(bytes);
        }
        self.reader.consume(n);
        Ok(())
    }
}
