use std::{
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::encoding::{self, Transcoder};
use crate::{ingest::RawDocument, report::Problem};

/// How much of a file is looked at to tell what it is.
pub(super) const HEAD: usize = 64 << 10;

/// A file that has been looked at but not read: its beginning is known, and is still in the stream.
pub(super) struct Source {
    /// The path as the index shows it.
    pub path: Arc<str>,
    /// The first 64 KiB, or all of a shorter file.
    pub head: Vec<u8>,
    /// The whole file, beginning included, without a byte order mark, in an encoding of which ASCII is a part:
    /// so that it can be cut at line breaks and brackets.
    pub reader: Box<dyn Read + Send>,
    /// The file that these bytes are, where they are one as it lies on the disk.
    pub file: Option<PathBuf>,
}

impl Source {
    /// Looks at the beginning of a file.
    pub fn open(document: RawDocument) -> Result<Self, Problem> {
        let RawDocument { path, reader, file } = document;
        let unreadable = |error: io::Error| Problem::new(&path, unreadable(&error));
        let (head, reader) = peek(reader).map_err(unreadable)?;
        let (head, reader) = match encoding::utf16(&head) {
            Some(encoding) => peek(Box::new(Transcoder::new(encoding, reader))).map_err(unreadable)?,
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
        self.reader
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| Problem::new(&*self.path, unreadable(&error)))?;
        if bytes.len() > limit {
            let what = format!("larger than {}, the limit for one article", megabytes(limit));
            return Err(
                Problem::new(&*self.path, what).remedy("if it holds several articles, write one a line as JSON Lines")
            );
        }
        Ok(bytes)
    }
}

/// What is said when the system refuses to give bytes.
pub(super) fn unreadable(error: &io::Error) -> String {
    format!("can't be read: {error}")
}

/// A limit in bytes as people read it.
pub(super) fn megabytes(limit: usize) -> String {
    format!("{} MiB", limit >> 20)
}

/// The beginning of a stream, and the whole of it again.
fn peek(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

/// The same without UTF-8's byte order mark.
fn without_mark(mut head: Vec<u8>, mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if head.starts_with(MARK) {
        reader.read_exact(&mut [0; MARK.len()])?;
        head.drain(..MARK.len());
    }
    Ok((head, reader))
}
