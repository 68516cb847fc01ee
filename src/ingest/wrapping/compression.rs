use std::{
    io::{BufRead, BufReader, Read},
    sync::Arc,
};

use super::{
    gzip::Gzip,
    limits::{Depth, MOST_FOR_DECODER},
    stream::{BUFFER, Bytes, Counted, Expanded, Input},
    zstandard::Zstandard,
};

/// A way to compress bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstandard,
    Bzip2,
    Xz,
    /// Without a header of its own, as in zip archives.
    Deflate,
}

/// How compressed files begin.
static BEGINNINGS: &[(&[u8], Compression)] = &[
    (b"\x1f\x8b\x08", Compression::Gzip),
    (b"\x28\xb5\x2f\xfd", Compression::Zstandard),
    (b"\xfd7zXZ\0", Compression::Xz),
];

impl Compression {
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let by_start =
            BEGINNINGS.iter().find(|(start, _)| head.starts_with(start)).map(|&(_, compression)| compression);
        by_start
            .or_else(|| is_bzip2(head).then_some(Self::Bzip2))
            .or_else(|| is_skippable(head).then_some(Self::Zstandard))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Deflate => "deflate",
        }
    }

    /// The bytes expanded, within the limits, and how deep they stand.
    pub(super) fn expand<'a>(self, bytes: impl Read + Send + 'a, depth: &Depth) -> (Bytes<'a>, Depth) {
        self.expand_buffered(BufReader::with_capacity(BUFFER, bytes), depth)
    }

    /// The same, reading no further than it must where it is Deflate.
    pub(super) fn expand_buffered<'a>(self, bytes: impl BufRead + Send + 'a, depth: &Depth) -> (Bytes<'a>, Depth) {
        let input = Arc::new(Input::default());
        let depth = depth.measured_by(&input);
        let bytes = Counted { inner: bytes, input: Arc::clone(&input) };
        let decoder: Bytes = match self {
            Self::Gzip => Box::new(Gzip::new(bytes)),
            Self::Zstandard => Box::new(Zstandard::new(bytes)),
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(bytes)),
            Self::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(bytes, true, MOST_FOR_DECODER)),
            Self::Deflate => Box::new(flate2::bufread::DeflateDecoder::new(bytes)),
        };
        let allowance = depth.allowance();
        let recovers = self == Self::Gzip;
        (Box::new(Expanded { decoder, name: self.name(), input, allowance, is_over: false, recovers }), depth)
    }
}

/// `BZh`, a digit, and the mark of a block or of the end: these three letters alone may be a word.
fn is_bzip2(head: &[u8]) -> bool {
    const MARKS: [&[u8]; 2] = [b"1AY&SY", b"\x17rE8P\x90"];
    let block = head.strip_prefix(b"BZh").and_then(<[u8]>::split_first);
    block.is_some_and(|(size, block)| size.is_ascii_digit() && MARKS.iter().any(|mark| block.starts_with(mark)))
}

/// A frame that decoders of zstd pass over; `pzstd` begins with one.
fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}
