//! Files inside files: compressed ones and archives, opened as streams; nothing is ever written to disk.
//!
//! What a file is wrapped in is told by its first bytes. A compressed file is one document under its own name, a member
//! of an archive one under `archive.zip/folder/story.html`; either may be wrapped again, down to a limit. A tar archive is read as
//! it comes. A zip archive lists its members at its end: one on disk is read there, one inside something else is held in
//! memory as a whole.

mod compression;
mod gzip;
mod kind;
mod limits;
mod member_name;
mod shelf;
mod stream;
mod tape;
mod zip;
mod zip_salvage;
mod zstandard;

#[cfg(test)]
mod tests;

use std::{io, ops::ControlFlow};

use self::{kind::Kind, limits::Depth, shelf::Shelf, stream::Bytes};
use super::{RawDocument, haystack::unreadable, peek};
use crate::report::Problem;

/// What is told of a member of an archive that is a link, a device, or has holes.
const NOT_REGULAR: &str = "not a regular file";

/// A file whose beginning has been looked at.
pub enum Looked<'a> {
    /// It is what it is.
    Plain(RawDocument<'a>),
    /// It is compressed, or an archive.
    Wrapped(Wrapped<'a>),
}

/// A compressed file or an archive.
pub struct Wrapped<'a> {
    kind: Kind,
    document: RawDocument<'a>,
}

/// What is found in a wrapped file.
pub enum Member<'a> {
    /// A file in it, unwrapped.
    Document(RawDocument<'a>),
    /// Something that is not read, and why: counted, not an error.
    Skipped(&'static str),
    /// A member that can't be read; others may follow.
    Problem(Problem),
}

/// Tells by its first bytes whether a file is wrapped.
///
/// # Errors
/// When it can't be read.
pub fn look(document: RawDocument) -> Result<Looked, Problem> {
    let (kind, document) = told(document)?;
    Ok(match kind {
        Some(kind) => Looked::Wrapped(Wrapped { kind, document }),
        None => Looked::Plain(document),
    })
}

impl Wrapped<'_> {
    /// Hands over what is inside, in order, until `each` breaks; then reads what is left, so that a receipt knows all bytes.
    ///
    /// # Errors
    /// When it can't be read, or not to its end; what was handed over before stays valid.
    pub fn each_member(self, each: &mut dyn FnMut(Member) -> ControlFlow<()>) -> Result<(), Problem> {
        let Self { kind, document: RawDocument { path, mut reader, file } } = self;
        let mut opener = Opener { each, members: 0, held: 0, shelf: Shelf::default() };
        let document = RawDocument { file, ..RawDocument::new(&*path, &mut *reader) };
        let opened = opener.open(kind, document, &Depth::default());
        // What waits for the rest of its issue was read, however the file ends.
        let is_enough = matches!(opened, Ok(ControlFlow::Break(()))) || opener.empty_shelf().is_break();
        if is_enough && opened.is_ok() {
            return Ok(());
        }
        let rest = io::copy(&mut reader, &mut io::sink());
        opened.and(rest.map(drop).map_err(|error| unreadable(&path, &error)))
    }
}

/// Opens wrapping after wrapping.
struct Opener<'e> {
    each: &'e mut dyn FnMut(Member) -> ControlFlow<()>,
    /// Members met so far, in all archives of the file.
    members: u64,
    /// Bytes of zip archives that are held in memory now.
    held: u64,
    /// Members that are parts of an issue and wait for the others.
    shelf: Shelf,
}

/// Whether more is wanted; or why an archive was not read to its end.
type Opened = Result<ControlFlow<()>, Problem>;

impl Opener<'_> {
    fn open(&mut self, kind: Kind, document: RawDocument, depth: &Depth) -> Opened {
        if depth.is_deepest() {
            return Err(limits::too_deep(&document.path));
        }
        let depth = depth.within();
        match kind {
            Kind::Compressed(compression) => {
                let (reader, depth) = compression.expand(document.reader, &depth);
                self.enter(RawDocument { path: document.path, reader, file: None }, &depth)
            }
            Kind::Tar => self.open_tape(document, &depth),
            Kind::Zip => self.open_zip(document, &depth),
        }
    }

    /// Hands a document over, or opens it where it is wrapped again.
    fn enter(&mut self, document: RawDocument, depth: &Depth) -> Opened {
        let (kind, document) = told(document)?;
        match kind {
            None => {
                let ready = self.shelf.take(document)?;
                Ok(ready.into_iter().try_for_each(|document| (self.each)(Member::Document(document))))
            }
            Some(kind) => self.open(kind, document, depth),
        }
    }

    /// Hands over what waited for the rest of its issue in vain.
    fn empty_shelf(&mut self) -> ControlFlow<()> {
        self.shelf.empty().try_for_each(|document| (self.each)(Member::Document(document)))
    }

    /// Hands a member of an archive over, under its name there.
    ///
    /// # Errors
    /// When there were too many. What is wrong with this member alone is handed over.
    fn member(&mut self, archive: &str, name: &[u8], bytes: Bytes, depth: &Depth) -> Opened {
        self.count(archive)?;
        let Some(name) = member_name::clean(name) else { return Ok(ControlFlow::Continue(())) };
        let document = RawDocument { path: format!("{archive}/{name}"), reader: bytes, file: None };
        Ok(self.enter(document, depth).unwrap_or_else(|problem| (self.each)(Member::Problem(problem))))
    }

    fn count(&mut self, archive: &str) -> Result<(), Problem> {
        self.members += 1;
        if self.members > limits::MOST_MEMBERS { Err(limits::too_many(archive)) } else { Ok(()) }
    }
}

/// What a document is wrapped in, and the whole of it again.
fn told(document: RawDocument) -> Result<(Option<Kind>, RawDocument), Problem> {
    let RawDocument { path, reader, file } = document;
    let (head, reader) = peek(reader, kind::HEAD).map_err(|error| unreadable(&path, &error))?;
    Ok((Kind::of(&path, &head), RawDocument { path, reader, file }))
}
