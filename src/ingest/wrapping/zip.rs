use std::{
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    path::Path,
};

use rawzip::{CompressionMethod, Error, ErrorKind, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive, ZipLocator};

use super::{
    Member, Opened, Opener,
    compression::Compression,
    limits::{self, Depth},
    stream::Bytes,
    unreadable,
};
use crate::{ingest::RawDocument, report::Problem};

impl Opener<'_> {
    /// Opens a zip archive by the list of its members at its end: on disk, else in memory.
    pub(super) fn open_zip(&mut self, mut document: RawDocument, depth: &Depth) -> Opened {
        match document.file.take() {
            Some(file) => self.open_zip_on_disk(document, &file, depth),
            None => self.open_zip_in_memory(document, depth),
        }
    }

    fn open_zip_on_disk(&mut self, mut document: RawDocument, file: &Path, depth: &Depth) -> Opened {
        let path = document.path.clone();
        let file = File::open(file).map_err(|error| unreadable(&path, &error))?;
        let size = file.metadata().map_err(|error| unreadable(&path, &error))?.len();
        match ZipArchive::from_file(file, &mut vec![0; RECOMMENDED_BUFFER_SIZE]) {
            // Its bytes are read along, for their receipt, in step with what is read of them here.
            Ok(archive) => self.members_of_zip(&archive, size, &path, depth, &mut |bytes| {
                io::copy(&mut (&mut document.reader).take(bytes), &mut io::sink()).map(drop)
            }),
            Err(error) if is_cut(&error) => self.salvage_zip(document, depth),
            Err(error) => Err(damaged(&path, &error)),
        }
    }

    fn open_zip_in_memory(&mut self, mut document: RawDocument, depth: &Depth) -> Opened {
        let path = document.path;
        let before = depth.read();
        let archive = self.hold(&path, &mut document.reader)?;
        let depth = &depth.held_from(before);
        let held = archive.len() as u64;
        self.held += held;
        let opened = match ZipLocator::new().locate_in_slice(archive) {
            Ok(archive) => self.members_of_zip(&archive.into_reader_archive(), held, &path, depth, &mut |_| Ok(())),
            Err((archive, error)) if is_cut(&error) => {
                self.salvage_zip(RawDocument::new(path, io::Cursor::new(archive)), depth)
            }
            Err((_, error)) => Err(damaged(&path, &error)),
        };
        self.held -= held;
        opened
    }

    /// Hands over the members in the order of the list; `step` is told how many bytes of the archive, which has so many, each one takes.
    fn members_of_zip<R: ReaderAt + Sync>(
        &mut self,
        archive: &ZipArchive<R>,
        size: u64,
        path: &str,
        depth: &Depth,
        step: &mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Opened {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let mut entries = archive.entries(&mut buffer);
        let (mut locked, mut taken) = (0, 0_u64);
        loop {
            let entry = match entries.next_entry() {
                Ok(Some(entry)) => entry,
                Ok(None) => break,
                Err(error) => return Err(damaged(path, &error)),
            };
            if entry.is_dir() {
                continue;
            }
            if entry.flags().is_encrypted() {
                locked += 1;
                self.count(path)?;
                continue;
            }
            let name = entry.file_path().as_bytes().to_vec();
            let method = entry.compression_method();
            let compressed = entry.compressed_size_hint();
            taken = taken.saturating_add(compressed);
            if taken > size {
                return Err(limits::overlapping(path));
            }
            let flow = match archive.get_entry(entry.wayfinder()) {
                Ok(entry) => {
                    let verified = |expanded| verified(entry.verifying_reader(expanded));
                    match expand(method, entry.reader(), depth) {
                        Some((expanded, depth)) => self.member(path, &name, verified(expanded), &depth)?,
                        None => self.cannot_expand(path, &name, method)?,
                    }
                }
                Err(error) => {
                    self.count(path)?;
                    (self.each)(Member::Problem(damaged(&below(path, &name), &error)))
                }
            };
            step(compressed).map_err(|error| unreadable(path, &error))?;
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(if locked > 0 { (self.each)(Member::Problem(encrypted(path, locked))) } else { ControlFlow::Continue(()) })
    }

    /// All of an archive that is not a file on disk, where it fits beside those around it.
    fn hold(&self, path: &str, bytes: &mut Bytes) -> Result<Vec<u8>, Problem> {
        let most = limits::MOST_HELD.saturating_sub(self.held);
        let mut held = Vec::new();
        bytes.take(most + 1).read_to_end(&mut held).map_err(|error| unreadable(path, &error))?;
        if held.len() as u64 > most { Err(limits::too_large_to_hold(path)) } else { Ok(held) }
    }

    /// Tells of a member that is compressed in a way that is not read.
    pub(super) fn cannot_expand(&mut self, path: &str, name: &[u8], method: CompressionMethod) -> Opened {
        self.count(path)?;
        let method = method.name().map_or_else(|| format!("method {}", method.as_u16()), str::to_owned);
        let problem = Problem::new(below(path, name), format!("compressed with {method}, which is not read"));
        Ok((self.each)(Member::Problem(problem.remedy("unpack the archive, or pack it anew with Deflate"))))
    }
}

/// A member's bytes, expanded; nothing where that can't be done.
pub(super) fn expand<'a>(
    method: CompressionMethod,
    bytes: impl Read + Send + 'a,
    depth: &Depth,
) -> Option<(Bytes<'a>, Depth)> {
    let compression = match method {
        CompressionMethod::STORE => return Some((Box::new(bytes), depth.clone())),
        CompressionMethod::DEFLATE => Compression::Deflate,
        CompressionMethod::BZIP2 => Compression::Bzip2,
        CompressionMethod::ZSTD => Compression::Zstandard,
        CompressionMethod::XZ => Compression::Xz,
        _ => return None,
    };
    Some(compression.expand(bytes, depth))
}

/// The same bytes, with what is wrong with their checksum told in the words used for other damage.
fn verified<'a>(bytes: impl Read + Send + 'a) -> Bytes<'a> {
    Box::new(Verified(bytes))
}

struct Verified<R>(R);

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let is_checksum = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Error>);
            if is_checksum {
                io::Error::new(io::ErrorKind::InvalidData, "it is damaged: not the bytes that were packed")
            } else {
                error
            }
        })
    }
}

/// Whether the list at its end is missing.
fn is_cut(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::MissingEndOfCentralDirectory)
}

fn damaged(path: &str, error: &Error) -> Problem {
    Problem::new(path, format!("the zip archive is damaged: {error}")).remedy("get it anew")
}

fn encrypted(path: &str, members: u64) -> Problem {
    let what = if members == 1 {
        "a file in it is encrypted".to_owned()
    } else {
        format!("{members} files in it are encrypted")
    };
    Problem::new(path, what).remedy("unpack it with its password")
}

/// The path of a member that is not read, however it is called.
fn below(path: &str, name: &[u8]) -> String {
    format!("{path}/{}", super::member_name::clean(name).unwrap_or_default())
}
