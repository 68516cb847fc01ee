//! Zip archives without the list at their end, as when a download broke off: member by member from the start.

use std::{
    io::{self, BufRead, BufReader, Read},
    ops::ControlFlow,
};

use rawzip::CompressionMethod;

use super::{
    Opened, Opener,
    compression::Compression,
    limits::Depth,
    stream::{BUFFER, Exactly, NeverEnding, find},
    unreadable,
    zip::expand,
};
use crate::{ingest::RawDocument, report::Problem};

/// What stands before each member.
struct Header {
    name: Vec<u8>,
    method: CompressionMethod,
    /// Its compressed bytes; unknown where they are told behind it.
    size: Option<u64>,
    is_encrypted: bool,
}

impl Opener<'_> {
    pub(super) fn salvage_zip(&mut self, document: RawDocument, depth: &Depth) -> Opened {
        const MARK: &[u8] = b"PK\x03\x04";
        let path = document.path;
        let mut bytes = BufReader::with_capacity(BUFFER, document.reader);
        let failed = |error: io::Error| unreadable(&path, &error);
        let mut passed_over = 0;
        while find(&mut bytes, MARK).map_err(failed)?.is_some() {
            let Some(header) = Header::read(&mut bytes).map_err(failed)? else { break };
            if header.is_encrypted {
                passed_over += 1;
                continue;
            }
            if header.name.ends_with(b"/") {
                continue;
            }
            let flow = match (header.method, header.size) {
                (method, Some(size)) => {
                    let mut member = Exactly::new(&mut bytes, size, "zip");
                    match expand(method, &mut member, depth) {
                        Some((expanded, depth)) => self.member(&path, &header.name, expanded, &depth)?,
                        None => self.cannot_expand(&path, &header.name, method)?,
                    }
                }
                (CompressionMethod::DEFLATE, None) => {
                    let (expanded, depth) = Compression::Deflate.expand_buffered(NeverEnding(&mut bytes), depth);
                    self.member(&path, &header.name, expanded, &depth)?
                }
                // Where it ends can't be told: the search for the next header passes over it.
                _ => {
                    passed_over += 1;
                    ControlFlow::Continue(())
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        let passed_over = match passed_over {
            0 => String::new(),
            some => format!("; {some} of them were encrypted, or of unknown length, and passed over"),
        };
        let what = format!("the zip archive ends in the middle: the list of its files is missing{passed_over}");
        Err(Problem::new(&*path, what).remedy("get the rest of it; what could be read without is read"))
    }
}

impl Header {
    /// What follows the mark; nothing where the archive ends in it.
    fn read(bytes: &mut impl BufRead) -> io::Result<Option<Self>> {
        const UNKNOWN: u32 = u32::MAX;
        let mut fixed = [0; 26];
        if !is_filled(bytes, &mut fixed)? {
            return Ok(None);
        }
        let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
        let flags = short(2);
        let size = u32::from_le_bytes([fixed[14], fixed[15], fixed[16], fixed[17]]);
        let mut name = vec![0; short(22).into()];
        let mut extra = vec![0; short(24).into()];
        if !is_filled(bytes, &mut name)? || !is_filled(bytes, &mut extra)? {
            return Ok(None);
        }
        let is_told_behind = flags & 8 != 0 || size == UNKNOWN;
        Ok(Some(Self {
            name,
            method: CompressionMethod::new(short(4)),
            size: (!is_told_behind).then_some(size.into()),
            is_encrypted: flags & 1 != 0,
        }))
    }
}

fn is_filled(bytes: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match bytes.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
