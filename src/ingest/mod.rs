//! From paths to [`RawDocument`]s: what there is to read, in a fixed order, and its bytes as a stream.
//!
//! [`Targets`] are the paths that were asked for, [`Names`] the names that files have in the index, [`walk`] finds the
//! [`Haystack`]s, [`open`] gives the bytes of one, [`look`] tells whether they are compressed or an archive and [`Wrapped`]
//! unwraps them, and a [`Receipt`] tells afterwards what was read of them. The files of a scanned newspaper's issue come as one
//! document, which [`issue_parts`] takes apart.

mod haystack;
mod issue;
mod names;
mod peek;
mod receipt;
mod targets;
mod walk;
mod wrapping;

pub use haystack::{Haystack, Source, open, unreadable};
pub use issue::{IssuePart, is_issue, issue_parts};
pub use names::Names;
pub use peek::peek;
pub use receipt::Receipt;
pub use targets::Targets;
pub use walk::{Found, walk};
pub use wrapping::{Looked, Member, Wrapped, look};

use std::{io::Read, path::PathBuf};

/// The path of what comes from standard input.
pub const STANDARD_INPUT: &str = "-";

/// One file's bytes, not yet looked at.
pub struct RawDocument<'a> {
    /// The path as the index shows it: `/` between its parts; `-` for standard input. That of an archive's member goes on
    /// behind the archive's: `archive.zip/folder/story.html`.
    pub path: String,
    /// Its bytes, decompressed; a huge file is streamed, never loaded. Unbuffered.
    pub reader: Box<dyn Read + Send + 'a>,
    /// The file that these bytes are, where they are one as it lies on the disk: for formats that must be read from their
    /// end. `None` for what is piped in or comes out of another file.
    pub file: Option<PathBuf>,
}

impl<'a> RawDocument<'a> {
    /// A document that can be read from its start to its end only.
    pub fn new(path: impl Into<String>, reader: impl Read + Send + 'a) -> Self {
        Self { path: path.into(), reader: Box::new(reader), file: None }
    }
}
