use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 byte offsets into [`Article::body`](super::Article::body).
///
/// Both ends stand on character boundaries of the body that the span was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    ///
    /// # Panics
    /// When an offset does not fit into 32 bits: format readers refuse bodies of 4 GiB long before.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).expect("bodies are shorter than 4 GiB");
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// First byte, as an index.
    #[must_use]
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// First byte after it, as an index.
    #[must_use]
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.from()..self.to()
    }

    /// The words it covers in `body`.
    #[must_use]
    pub fn of(self, body: &str) -> &str {
        &body[self.range()]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.to() - self.from()
    }

    /// Covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Shares a byte with `other`.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Covers all of `other`.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
