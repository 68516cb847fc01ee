use std::{
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::encoding::{self, Transcoder};
use crate::{
    ingest::{RawDocument, peek, unreadable},
    report::Problem,
};

/// How much of a file is looked at to tell what it is.
pub(super) const HEAD: usize = 64 << 10;

type Bytes<'a> = Box<dyn Read + Send + 'a>;

/// A file that has been looked at but not read: its beginning is known, and is still in the stream.
pub(super) struct Source<'a> {
    /// The path as the index shows it.
    pub path: Arc<str>,
    /// The first 64 KiB, or all of a shorter file.
    pub head: Vec<u8>,
    /// The whole file, beginning included, without a byte order mark, in an encoding of which ASCII is a part:
    /// so that it can be cut at line breaks and brackets.
    pub reader: Bytes<'a>,
    /// The file that these bytes are, where they are one as it lies on the disk.
    pub file: Option<PathBuf>,
}

impl<'a> Source<'a> {
    /// Looks at the beginning of a file.
    pub fn open(document: RawDocument<'a>) -> Result<Self, Problem> {
        let RawDocument { path, reader, file } = document;
        let unreadable = |error: io::Error| unreadable(&path, &error);
        let (head, reader) = peek(reader, HEAD).map_err(unreadable)?;
        let (head, reader) = match encoding::utf16(&head) {
            Some(encoding) => peek(Box::new(Transcoder::new(encoding, reader)), HEAD).map_err(unreadable)?,
            None => (head, reader),
        };
        let (head, reader) = without_mark(head, reader).map_err(unreadable)?;
        Ok(Self { path: path.as_str().into(), head, reader, file })
    }

    /// Whether it is the file at `place` (absolute, without links).
    pub fn is_file(&self, place: &Path) -> bool {
        self.file.as_ref().and_then(|file| file.canonicalize().ok()).is_some_and(|file| file == place)
    }

    /// The whole file, when it is not longer than `limit` bytes.
    pub fn read_all(self, limit: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).map_or(u64::MAX, |limit| limit.saturating_add(1));
        self.reader.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(&self.path, &error))?;
        if bytes.len() > limit {
            let what = format!("larger than {}, the limit for one article", megabytes(limit));
            return Err(
                Problem::new(&*self.path, what).remedy("if it holds several articles, write one a line as JSON Lines")
            );
        }
        Ok(bytes)
    }
}

/// A limit in bytes as people read it.
pub(super) fn megabytes(limit: usize) -> String {
    format!("{} MiB", limit >> 20)
}

/// The same without UTF-8's byte order mark.
fn without_mark(mut head: Vec<u8>, mut reader: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if head.starts_with(MARK) {
        reader.read_exact(&mut [0; MARK.len()])?;
        head.drain(..MARK.len());
    }
    Ok((head, reader))
}
