//! The zip archive that a document of Word or OpenDocument is: its parts by name, expanded up to a limit.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipSliceArchive};

use super::{Fault, RECORD_LIMIT, megabytes};
use crate::format::encoding;

/// More parts than any document has: it may hold thousands of pictures.
const MOST_PARTS: usize = 100_000;

const DAMAGED: &str = "open and save it anew, or get it anew";

/// An opened document.
pub(super) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
}

impl<'a> Package<'a> {
    /// Reads the list of parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::from_slice(bytes);
        archive.map(|archive| Self { archive }).map_err(|error| Fault::new(format!("damaged: {error}"), DAMAGED))
    }

    /// The text of the first part whose name is wanted; nothing where there is none.
    pub fn part(&self, wanted: impl Fn(&str) -> bool) -> Result<Option<String>, Fault> {
        let damaged = |error: rawzip::Error| Fault::new(format!("damaged: {error}"), DAMAGED);
        let mut entries = self.archive.entries();
        for _ in 0..MOST_PARTS {
            let Some(entry) = entries.next_entry().map_err(damaged)? else { return Ok(None) };
            if !str::from_utf8(entry.file_path().as_bytes()).is_ok_and(&wanted) {
                continue;
            }
            if entry.flags().is_encrypted() {
                return Err(Fault::encrypted());
            }
            let method = entry.compression_method();
            let entry = self.archive.get_entry(entry.wayfinder()).map_err(damaged)?;
            let packed = entry.data();
            let text = match method {
                CompressionMethod::STORE => expanded(packed),
                CompressionMethod::DEFLATE => expanded(DeflateDecoder::new(packed)),
                _ => return Err(Fault::new("packed in a way that is not read", "open and save it anew")),
            };
            return text.map(Some);
        }
        Ok(None)
    }
}

impl Fault {
    pub(super) fn encrypted() -> Self {
        Self::new("encrypted with a password", "save it without one")
    }
}

/// A part is held as a whole, so what it expands to has a limit, however small it is packed.
fn expanded(bytes: impl Read) -> Result<String, Fault> {
    let mut expanded = Vec::new();
    let read = bytes.take(RECORD_LIMIT as u64 + 1).read_to_end(&mut expanded);
    if expanded.len() > RECORD_LIMIT {
        let what = format!("its text expands to more than {} (the limit)", megabytes(RECORD_LIMIT));
        return Err(Fault::new(what, "part it"));
    }
    read.map_err(|error: io::Error| Fault::new(format!("damaged: {error}"), DAMAGED))?;
    Ok(encoding::decode(&expanded, None).into_owned())
}
