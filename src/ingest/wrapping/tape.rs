//! Tar archives, header by header: the `tar` crate reads a header's fields, but holds names of any length in memory.

use std::{
    io::{self, Read},
    ops::ControlFlow,
};

use tar::{EntryType, Header, PaxExtensions};

use super::{
    Member, NOT_REGULAR, Opened, Opener,
    kind::is_tar,
    limits::Depth,
    stream::{Exactly, ends_early},
    unreadable,
};
use crate::{ingest::RawDocument, report::Problem};

const BLOCK: usize = 512;
/// A header that only names the next member may be so long.
const LONGEST_NAME: u64 = 1 << 20;

/// What stands in an archive.
enum Entry {
    File {
        name: Vec<u8>,
        size: u64,
    },
    /// A link, a device, or a file with holes.
    Irregular,
    /// No header stands where one should: at this byte.
    Damaged(u64),
}

/// A tar archive that is read from its start to its end.
struct Tape<R> {
    bytes: R,
    at: u64,
    /// To pass over before the next header.
    ahead: u64,
    /// The last header was not where it should be.
    is_lost: bool,
}

impl Opener<'_> {
    pub(super) fn open_tape(&mut self, document: RawDocument, depth: &Depth) -> Opened {
        let path = document.path;
        let mut tape = Tape { bytes: document.reader, at: 0, ahead: 0, is_lost: false };
        let mut was_told = false;
        loop {
            let flow = match tape.next() {
                Ok(None) => return Ok(ControlFlow::Continue(())),
                // The member in which the archive ends has said so.
                Err(_) if was_told => return Ok(ControlFlow::Continue(())),
                Err(error) => return Err(unreadable(&path, &error)),
                Ok(Some(Entry::Damaged(at))) => {
                    let what = format!("the tar archive is damaged at byte {at}");
                    (self.each)(Member::Problem(Problem::new(&*path, what).remedy("get it anew; what follows is read")))
                }
                Ok(Some(Entry::Irregular)) => {
                    self.count(&path)?;
                    (self.each)(Member::Skipped(NOT_REGULAR))
                }
                Ok(Some(Entry::File { name, size })) => {
                    let mut member = Exactly::new(&mut tape.bytes, size, "tar");
                    let flow = self.member(&path, &name, Box::new(&mut member), depth)?;
                    was_told = member.has_failed;
                    let left = member.left();
                    tape.passed(size, left);
                    flow
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
    }
}

impl<R: Read> Tape<R> {
    /// The next thing that is more than a folder.
    fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut long_name = None;
        let mut long_size = None;
        let mut is_sparse = false;
        loop {
            self.pass()?;
            let at = self.at;
            let Some(block) = self.block()? else { return Ok(None) };
            if !is_tar(&block) {
                if self.is_lost {
                    continue;
                }
                self.is_lost = true;
                return Ok(Some(Entry::Damaged(at)));
            }
            self.is_lost = false;
            let header = Header::from_byte_slice(&block);
            let size = header.entry_size().unwrap_or(0);
            match header.entry_type() {
                EntryType::GNULongName => long_name = Some(without_zeros(self.name(size)?)),
                EntryType::XHeader => {
                    let extensions = self.name(size)?;
                    for extension in PaxExtensions::new(&extensions).flatten() {
                        match extension.key_bytes() {
                            b"path" => long_name = Some(extension.value_bytes().to_vec()),
                            b"size" => long_size = extension.value().ok().and_then(|size| size.parse().ok()),
                            key => is_sparse |= key.starts_with(b"GNU.sparse."),
                        }
                    }
                }
                EntryType::XGlobalHeader | EntryType::GNULongLink => self.ahead = padded(size),
                EntryType::Directory => (long_name, long_size) = (None, None),
                kind => {
                    let size = long_size.unwrap_or(size);
                    let name = long_name.unwrap_or_else(|| header.path_bytes().into_owned());
                    let is_folder = name.ends_with(b"/");
                    if kind == EntryType::GNUSparse {
                        self.pass_map(header)?;
                    }
                    if matches!(kind, EntryType::Regular | EntryType::Continuous) && !is_sparse && !is_folder {
                        return Ok(Some(Entry::File { name, size }));
                    }
                    let has_bytes = matches!(kind, EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse);
                    self.ahead = if has_bytes { padded(size) } else { 0 };
                    if !is_folder {
                        return Ok(Some(Entry::Irregular));
                    }
                    (long_name, long_size) = (None, None);
                }
            }
        }
    }

    /// A member of `size` bytes was read but for the last `left`.
    fn passed(&mut self, size: u64, left: u64) {
        self.at += size - left;
        self.ahead = padded(size).saturating_sub(size - left);
    }

    fn pass(&mut self) -> io::Result<()> {
        let ahead = std::mem::take(&mut self.ahead);
        let passed = io::copy(&mut (&mut self.bytes).take(ahead), &mut io::sink())?;
        self.at += passed;
        if passed < ahead { Err(ends_early("tar")) } else { Ok(()) }
    }

    /// The next block; nothing at the end, which is marked by zeros or not at all.
    fn block(&mut self) -> io::Result<Option<[u8; BLOCK]>> {
        let mut block = Vec::with_capacity(BLOCK);
        (&mut self.bytes).take(BLOCK as u64).read_to_end(&mut block)?;
        self.at += block.len() as u64;
        if block.iter().all(|&byte| byte == 0) && !self.is_lost || block.is_empty() {
            return Ok(None);
        }
        block.try_into().map(Some).map_err(|_| ends_early("tar"))
    }

    /// The content of a header that says more of the next member.
    fn name(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        (&mut self.bytes).take(size.min(LONGEST_NAME)).read_to_end(&mut content)?;
        self.passed(size, size - content.len() as u64);
        Ok(content)
    }

    /// Passes over the blocks that tell where the holes of a file are.
    fn pass_map(&mut self, header: &Header) -> io::Result<()> {
        const IS_EXTENDED: usize = 504;
        let mut goes_on = header.as_gnu().is_some_and(tar::GnuHeader::is_extended);
        while goes_on {
            goes_on = self.block()?.is_some_and(|block| block[IS_EXTENDED] == 1);
        }
        Ok(())
    }
}

/// With what fills its last block.
fn padded(size: u64) -> u64 {
    size.div_ceil(BLOCK as u64).saturating_mul(BLOCK as u64)
}

fn without_zeros(mut name: Vec<u8>) -> Vec<u8> {
    name.truncate(name.iter().position(|&byte| byte == 0).unwrap_or(name.len()));
    name
}
