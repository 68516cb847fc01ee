//! Mailboxes (RFC 4155): mails one after the other, each below a line that begins with "From ".

use std::{
    io::{BufRead, BufReader, Read},
    sync::Arc,
};

use super::{
    super::{Beginning, Each, Options, RECORD_LIMIT, Record, Source, source::megabytes},
    MAILBOX, field_name,
};
use crate::{ingest::unreadable, report::Problem};

/// A longer line is read in pieces.
const LONGEST_PIECE: u64 = 64 << 10;

/// Whether a text begins with the line above a mail, and with its header.
pub(super) fn begins(beginning: &Beginning) -> bool {
    let mut lines = beginning.text.lines();
    lines.next().is_some_and(|line| is_envelope(line.as_bytes()))
        && lines.next().is_some_and(|line| field_name(line).is_some())
}

/// "From ann@example.org Sun Mar  3 10:15:00 2019": with a time, which a sentence that begins with "From" hardly has.
fn is_envelope(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let has_time = rest.windows(5).any(|five| {
        let [a, b, colon, c, d] = five else { return false };
        *colon == b':' && [a, b, c, d].iter().all(|digit| digit.is_ascii_digit())
    });
    let has_year =
        rest.split(u8::is_ascii_whitespace).any(|word| word.len() == 4 && word.iter().all(u8::is_ascii_digit));
    has_time && has_year
}

/// Cuts a mailbox into its mails, without holding more than one.
pub(super) fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let path = source.path;
    let mut reader = BufReader::with_capacity(64 << 10, source.reader);
    let mut mail: Option<Mail> = None;
    let mut line = 1_u32;
    // The piece that comes begins a line; the line before it is empty.
    let (mut begins_line, mut is_below_empty) = (true, true);
    let mut piece = Vec::new();
    loop {
        piece.clear();
        let read = reader.by_ref().take(LONGEST_PIECE).read_until(b'\n', &mut piece);
        if read.map_err(|error| unreadable(&path, &error).at_line(line))? == 0 {
            break;
        }
        if begins_line && is_below_empty && is_envelope(&piece) {
            if let Some(mail) = mail.replace(Mail { line, bytes: Vec::new(), is_too_large: false })
                && each(mail.record(&path)).is_break()
            {
                return Ok(());
            }
        } else if let Some(mail) = &mut mail {
            mail.push(if begins_line { unescaped(&piece) } else { &piece });
        }
        let ends_line = piece.ends_with(b"\n");
        is_below_empty = begins_line && ends_line && piece.trim_ascii().is_empty();
        begins_line = ends_line;
        line = line.saturating_add(u32::from(ends_line));
    }
    let Some(mail) = mail else {
        return Err(Problem::new(&*path, "not a mailbox: no line begins with “From ”"));
    };
    // Nothing follows the last mail: whether more are wanted makes no difference.
    let _ = each(mail.record(&path));
    Ok(())
}

struct Mail {
    /// The line above it.
    line: u32,
    bytes: Vec<u8>,
    is_too_large: bool,
}

impl Mail {
    fn push(&mut self, piece: &[u8]) {
        self.is_too_large |= self.bytes.len() + piece.len() > RECORD_LIMIT;
        if self.is_too_large {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(piece);
        }
    }

    fn record(self, path: &Arc<str>) -> Result<Record, Problem> {
        if self.is_too_large {
            let what = format!("a mail larger than {} (the limit) was passed over", megabytes(RECORD_LIMIT));
            return Err(Problem::new(&**path, what).at_line(self.line));
        }
        Ok(Record::new(Arc::clone(path), self.line, &MAILBOX, self.bytes))
    }
}

/// A line of a mail as it was before it came into the mailbox: ">From " was "From ", ">>From " was ">From ".
fn unescaped(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|&&byte| byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}
