//! From paths to [`RawDocument`]s: what there is to read, in a fixed order, and its bytes as a stream.

use std::io::Read;

/// One file's bytes, not yet looked at.
pub struct RawDocument {
    /// The path as the index shows it: `/` between its parts; `-` for standard input.
    pub path: String,
    /// Its bytes, decompressed; a huge file is streamed, never loaded.
    pub reader: Box<dyn Read + Send>,
}
