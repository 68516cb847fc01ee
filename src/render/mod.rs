//! From answers to bytes: one file per output format, all behind [`Renderer`].
//!
//! To add a format, write a file with a type that implements [`Renderer`] (`jsonl.rs` is the smallest), name it here, and
//! give it a flag in the command line's `output.rs`.
//!
//! What an article says is text by strangers. Whatever is written for a terminal passes through [`clean`], and JSON escapes
//! the same characters, so that no article can move the cursor, set a title or hide a word.

mod clean;
mod csv;
mod decision;
mod extract;
mod human;
mod inspection;
mod json;
mod jsonl;
#[cfg(test)]
mod sample;

pub use clean::clean;
pub use csv::Csv;
pub use extract::{extract, show};
pub use human::Human;
pub use inspection::{Filled, Inspected, KnownFormat};
pub use json::Json;
pub use jsonl::JsonLines;

use std::io::{self, Write};

use crate::query::{Hits, SpeakerSummary};

/// An output format.
pub trait Renderer {
    /// Writes the answer to a query.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    fn hits(&self, hits: &Hits, out: &mut dyn Write) -> io::Result<()>;

    /// Writes a list of speakers, in the order given.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    fn speakers(&self, speakers: &[SpeakerSummary], out: &mut dyn Write) -> io::Result<()>;
}
