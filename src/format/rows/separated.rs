//! Reads text tables row by row, in bounded memory, whatever the quotation marks in them do.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{super::RECORD_LIMIT, dialect::Dialect};
use crate::format::encoding;

/// A table whose header has been read.
pub(in crate::format) struct Table<R> {
    /// Names of the columns, in their order; empty where one has none.
    pub columns: Vec<String>,
    reader: Reader<Metered<R>>,
    seen: Rc<Seen>,
    row: ByteRecord,
}

/// A row of a table.
pub(in crate::format) struct Row<'a> {
    /// Line in which it begins, from 1.
    pub line: u32,
    /// Line in which it ends.
    pub last_line: u32,
    pub cells: &'a ByteRecord,
}

/// Why a table can't be read any further.
pub(in crate::format) enum Stop {
    Unreadable(io::Error),
    /// The row that begins here has no end that memory reaches.
    TooLarge {
        line: u32,
    },
}

impl<R: Read> Table<R> {
    /// Reads the header. `head` is the beginning of what `reader` gives.
    pub fn open(head: &[u8], reader: R) -> Result<Self, Stop> {
        let dialect = Dialect::of(head);
        let seen = Rc::new(Seen::default());
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(dialect.delimiter).quoting(dialect.quoting);
        if dialect.escapes {
            builder.escape(Some(b'\\'));
        }
        let reader = builder.from_reader(Metered { inner: reader, seen: Rc::clone(&seen), ends_in_return: false });
        let mut table = Self { columns: Vec::new(), reader, seen, row: ByteRecord::new() };
        if dialect.declared {
            table.next()?;
        }
        if let Some(row) = table.next()? {
            let name = |cell: &[u8]| encoding::decode(cell, None).trim().to_owned();
            table.columns = row.cells.iter().map(name).collect();
        }
        Ok(table)
    }

    /// The next row; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Stop> {
        self.seen.in_row.set(0);
        let from = self.line();
        match self.reader.read_byte_record(&mut self.row) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(self.stop(error, from)),
        }
        // Told from its end: before it, empty lines may have been passed.
        let ends_line = matches!(self.seen.last.get(), b'\n' | b'\r');
        let last_line =
            if self.seen.ended.get() && !ends_line { self.line() } else { self.line().saturating_sub(1) }.max(1);
        // Only a cell that never ends goes on to the last line break of a file.
        let is_open = self.seen.ended.get() && ends_line && self.row.as_slice().ends_with(b"\n");
        let breaks = memchr::memchr_iter(b'\n', self.row.as_slice()).count() - usize::from(is_open);
        let line = last_line.saturating_sub(number(breaks as u64)).max(1);
        Ok(Some(Row { line, last_line, cells: &self.row }))
    }

    fn line(&self) -> u32 {
        number(self.reader.position().line())
    }

    fn stop(&self, error: csv::Error, line: u32) -> Stop {
        match error.into_kind() {
            csv::ErrorKind::Io(_) if self.seen.in_row.get() > RECORD_LIMIT => Stop::TooLarge { line },
            csv::ErrorKind::Io(error) => Stop::Unreadable(error),
            kind => Stop::Unreadable(io::Error::other(format!("{kind:?}"))),
        }
    }
}

fn number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// What was read of a table.
#[derive(Default)]
struct Seen {
    /// Bytes since the last row ended, or a little before.
    in_row: Cell<usize>,
    /// The last byte.
    last: Cell<u8>,
    /// There is no more: who asked for it had used all before.
    ended: Cell<bool>,
}

/// Gives no more bytes than a row may have, and counts them: the csv crate holds a row as a whole, and one whose quotation
/// mark is never closed goes on to the end of the file. Gives line breaks as `\n` alone, so that lines can be counted.
struct Metered<R> {
    inner: R,
    seen: Rc<Seen>,
    /// What was read last ended in `\r`, which is not given yet.
    ends_in_return: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.seen.in_row.get() > RECORD_LIMIT {
            return Err(io::Error::other("a row over the limit"));
        }
        let count = loop {
            let held = usize::from(self.ends_in_return);
            let count = self.inner.read(&mut buffer[held..])?;
            if held > 0 {
                buffer[0] = b'\r';
            }
            self.ends_in_return = false;
            let given = if count == 0 { held } else { self.without_returns(&mut buffer[..held + count]) };
            if given > 0 || count == 0 {
                break given;
            }
        };
        if let Some(&last) = buffer[..count].last() {
            self.seen.last.set(last);
        }
        self.seen.in_row.set(self.seen.in_row.get() + count);
        self.seen.ended.set(count == 0);
        Ok(count)
    }
}

impl<R> Metered<R> {
    /// Moves what is left of `bytes` without each `\r` before a `\n` to the front; tells how much that is.
    fn without_returns(&mut self, bytes: &mut [u8]) -> usize {
        let Some(first) = memchr::memchr(b'\r', bytes) else { return bytes.len() };
        let mut kept = first;
        for at in first..bytes.len() {
            let next = bytes.get(at + 1).copied();
            match (bytes[at], next) {
                (b'\r', Some(b'\n')) => {}
                (b'\r', None) => self.ends_in_return = true,
                (byte, _) => {
                    bytes[kept] = byte;
                    kept += 1;
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives a few bytes at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(buffer.len());
            self.0.read(&mut buffer[..most])
        }
    }

    fn rows(text: &str, at_once: usize) -> Vec<(u32, u32, Vec<String>)> {
        let Ok(mut table) = Table::open(text.as_bytes(), Slowly(text.as_bytes(), at_once)) else { panic!("no table") };
        let mut rows = Vec::new();
        while let Ok(Some(row)) = table.next() {
            let cells = row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            rows.push((row.line, row.last_line, cells));
        }
        rows
    }

    #[test]
    fn rows_know_their_lines_whatever_ends_those() {
        for at_once in [1, 2, 3, 1000] {
            for end in ["\n", "\r\n"] {
                for last in ["", end] {
                    let text = format!("a,b{end}1,\"x{end}y\"{end}{end}2,z{last}");
                    let told = rows(&text, at_once);
                    let row = |line, last, cells: [&str; 2]| (line, last, cells.map(str::to_owned).to_vec());
                    assert_eq!(told, [row(2, 3, ["1", "x\ny"]), row(5, 5, ["2", "z"])], "{text:?} {at_once}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_alike_in_whatever_pieces_it_comes(text in "[a\",;\r\n\\\\]{0,60}", at_once in 1_usize..9) {
            prop_assert_eq!(rows(&text, at_once), rows(&text, 1000));
        }
    }
}
