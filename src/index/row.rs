//! An article as its document stores it, with all that was found in it.
//!
//! Four parts stand one after the other as [postcard](https://postcard.jamesmunns.com/wire-format) writes them: the head, which
//! is all that is told of an article where it is one of several places of another; the rest of the article with its text; the
//! quotations; who and what it names. The head has a hash of its own, so that nothing else need be read for it: an answer names
//! ten other places for each article that it shows, where most have copies. The other parts are deflated as one, with a dictionary: an
//! article is too short for most of its words to come twice. Before all stands how long the head is, and at which byte of what is deflated the quotations end, since a hit needs no more.

use std::{cell::RefCell, io};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Deserialize, Serialize};

use super::{
    relative::{packed_entities, packed_quotes, unpacked_entities, unpacked_quotes},
    sealed::seal,
};
use crate::article::{Annotated, Article, Entity, Place, Published, Quote};

/// In bytes; an article has 64 MiB of text at most.
const LARGEST: u32 = 1 << 30;

/// Words and phrases of news in English, the most frequent last, where a reference to them is shortest. What is written with one
/// dictionary is not read with another: a change is a change of the format.
const DICTIONARY: &[u8] = include_bytes!("../../data/row-dictionary.txt");

/// What is told of an article where only its place matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head<'a> {
    /// The file.
    pub path: &'a str,
    /// Line of the file at which it starts, from 1.
    pub line: u32,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// RFC 3339 day or moment.
    pub published: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
}

impl<'a> Head<'a> {
    fn of(article: &'a Article) -> Self {
        Self {
            path: &article.place.path,
            line: article.place.lines.first().map_or(1, |mark| mark.line),
            outlet: article.outlet.as_deref(),
            published: article.published.as_ref().map(Published::as_str),
            url: article.url.as_deref(),
        }
    }

    /// Gives an article what it stands in the head for.
    fn complete(self, rest: Article) -> io::Result<Article> {
        let published = |text| Published::parse(text).ok_or_else(|| io::Error::other(format!("{text}: no date")));
        Ok(Article {
            outlet: self.outlet.map(str::to_owned),
            published: self.published.map(published).transpose()?,
            url: self.url.map(str::to_owned),
            place: Place { path: self.path.to_owned(), ..rest.place },
            ..rest
        })
    }
}

/// The row of an article.
pub(super) fn to_bytes(annotated: &Annotated) -> Vec<u8> {
    // Only sequences of unknown length can't be written, and there are none.
    const KNOWN: &str = "all parts have a known length";
    let Annotated { article, quotes, entities } = annotated;
    let head = postcard::to_allocvec(&Head::of(article)).expect(KNOWN);
    let parts = postcard::to_allocvec(&(&without_head(article), &article.body, packed_quotes(quotes))).expect(KNOWN);
    let quoted = parts.len();
    let parts = postcard::to_extend(&packed_entities(entities), parts).expect(KNOWN);
    let lengths =
        [head.len(), quoted].map(|length| u32::try_from(length).expect("an article is smaller than the largest row"));
    let mut row = lengths.map(u32::to_le_bytes).concat();
    row.extend(seal(&head).to_le_bytes());
    row.extend(head);
    deflate(&parts, &mut row);
    row
}

/// The article without its text either.
fn without_head(article: &Article) -> Article {
    Article {
        id: article.id.clone(),
        title: article.title.clone(),
        authors: article.authors.clone(),
        language: article.language.clone(),
        place: Place { path: String::new(), lines: article.place.lines.clone() },
        ..Article::default()
    }
}

/// The head alone, compared with its hash: that of the row need not be.
///
/// # Errors
/// When the bytes are no row, or the head is not as it was written.
pub fn head(row: &[u8]) -> io::Result<Head<'_>> {
    let Parts { head, sealed, .. } = Parts::of(row)?;
    if seal(head) != sealed {
        return Err(io::Error::other("its head is not as it was written"));
    }
    understood(head)
}

/// The article and its quotations.
///
/// # Errors
/// When the bytes are no row.
pub fn quoted(row: &[u8]) -> io::Result<(Article, Vec<Quote>)> {
    let parts = Parts::of(row)?;
    let (rest, body, quotes): (Article, String, Vec<Quote>) = understood(&inflated(parts.deflated, parts.quoted)?)?;
    Ok((Article { body, ..parts.complete(rest)? }, unpacked_quotes(quotes)))
}

/// All that is stored.
///
/// # Errors
/// When the bytes are no row.
pub fn annotated(row: &[u8]) -> io::Result<Annotated> {
    let parts = Parts::of(row)?;
    let all = all_inflated(parts.deflated)?;
    let (rest, body, quotes, entities): (Article, String, Vec<Quote>, Vec<Entity>) = understood(&all)?;
    let (quotes, entities) = (unpacked_quotes(quotes), unpacked_entities(entities));
    Ok(Annotated { article: Article { body, ..parts.complete(rest)? }, quotes, entities })
}

/// A row, taken apart.
struct Parts<'a> {
    head: &'a [u8],
    /// Hash of the head.
    sealed: u64,
    /// Where the quotations end in what follows.
    quoted: u32,
    deflated: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(row: &'a [u8]) -> io::Result<Self> {
        let parts = || {
            let (head, rest) = row.split_first_chunk()?;
            let (quoted, rest) = rest.split_first_chunk()?;
            let (sealed, rest) = rest.split_first_chunk()?;
            let (head, deflated) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*head)).ok()?)?;
            Some(Self { head, sealed: u64::from_le_bytes(*sealed), quoted: u32::from_le_bytes(*quoted), deflated })
        };
        parts().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn complete(&self, rest: Article) -> io::Result<Article> {
        understood::<Head>(self.head)?.complete(rest)
    }
}

/// Appends bytes, deflated.
fn deflate(bytes: &[u8], row: &mut Vec<u8>) {
    thread_local! {
        static DEFLATING: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    }
    DEFLATING.with_borrow_mut(|deflating| {
        const TAKEN: &str = "a fresh compressor takes a dictionary and any bytes";
        deflating.reset();
        deflating.set_dictionary(DICTIONARY).expect(TAKEN);
        loop {
            let done = usize::try_from(deflating.total_in()).expect("it is a part of what is in memory");
            // Text takes half of that; what can't be deflated some bytes more.
            row.reserve((bytes.len() - done) / 2 + 128);
            let status = deflating.compress_vec(&bytes[done..], row, FlushCompress::Finish).expect(TAKEN);
            if status == Status::StreamEnd {
                return;
            }
        }
    });
}

/// Begins to inflate what was deflated.
fn inflating<R>(inflate: impl FnOnce(&mut Decompress) -> io::Result<R>) -> io::Result<R> {
    thread_local! {
        // To make one takes as long as to inflate a short article with it.
        static INFLATING: RefCell<Decompress> = RefCell::new(Decompress::new(false));
    }
    INFLATING.with_borrow_mut(|inflating| {
        inflating.reset(false);
        inflating.set_dictionary(DICTIONARY)?;
        inflate(inflating)
    })
}

/// The bytes up to an end.
fn inflated(deflated: &[u8], end: u32) -> io::Result<Vec<u8>> {
    if end > LARGEST {
        return Err(io::Error::other(format!("it claims to have {end} bytes; a row has {LARGEST} at most")));
    }
    let mut parts = vec![0; end as usize];
    let length = inflating(|inflating| {
        inflating.decompress(deflated, &mut parts, FlushDecompress::None)?;
        Ok(inflating.total_out())
    })?;
    if length < end.into() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(parts) }
}

/// All bytes.
fn all_inflated(deflated: &[u8]) -> io::Result<Vec<u8>> {
    inflating(|inflating| {
        let mut parts = Vec::new();
        loop {
            let (done, made) = (inflating.total_in(), inflating.total_out());
            // Text becomes twice as long.
            parts.reserve(parts.len().max(2 * deflated.len()).max(128));
            let rest = usize::try_from(done).ok().and_then(|done| deflated.get(done..)).unwrap_or_default();
            let status = inflating.decompress_vec(rest, &mut parts, FlushDecompress::None)?;
            if status == Status::StreamEnd {
                return Ok(parts);
            }
            if (done, made) == (inflating.total_in(), inflating.total_out()) || made > LARGEST.into() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    })
}

fn understood<'a, T: Deserialize<'a>>(parts: &'a [u8]) -> io::Result<T> {
    postcard::from_bytes(parts).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{EntityKind, QuoteKind, Span, Speaker, Step};

    fn example() -> Annotated {
        let body = "No ships came. “We will not,” Tamm said, “sail.”".to_owned();
        let at = |words: &str| {
            let start = body.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let quote = Quote {
            kind: QuoteKind::Direct,
            pieces: vec![at("We will not,"), at("sail.")],
            cue: Some(at("said")),
            source: Some(at("Tamm")),
            speaker: Some(Speaker { name: "Mari Tamm".into(), role: None, kind: EntityKind::Person }),
            confidence: 0.9,
            step: Step::CueAfter,
        };
        let entities = vec![Entity { kind: EntityKind::Person, name: "Mari Tamm".into(), mentions: vec![at("Tamm")] }];
        let article = Article {
            id: "a".into(),
            title: "No ships".into(),
            body,
            outlet: Some("Gazette".into()),
            authors: vec!["Ann Lee".into()],
            published: Published::parse("2025-03-04"),
            url: Some("https://gazette.example/ships".into()),
            language: Some("en".into()),
            place: Place::at_line("news.jsonl", 7),
        };
        Annotated { article, quotes: vec![quote], entities }
    }

    #[test]
    fn rows_come_back_as_they_were_stored() {
        let example = example();
        let bytes = to_bytes(&example);
        assert_eq!(annotated(&bytes).unwrap(), example);
        assert_eq!(quoted(&bytes).unwrap(), (example.article.clone(), example.quotes));
        let told = Head {
            path: "news.jsonl",
            line: 7,
            outlet: Some("Gazette"),
            published: Some("2025-03-04"),
            url: Some("https://gazette.example/ships"),
        };
        assert_eq!(head(&bytes).unwrap(), told);
        let bare = Annotated { article: Article::default(), ..Annotated::default() };
        assert_eq!(annotated(&to_bytes(&bare)).unwrap(), bare);
    }

    #[test]
    fn a_head_is_read_as_it_was_written_and_not_with_one_bit_changed() {
        let bytes = to_bytes(&example());
        let told = head(&bytes).unwrap();
        let length = usize::from(bytes[0]);
        for bit in 0..(16 + length) * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            // Where the quotations end matters to whoever reads those, and compares the hash of the row.
            assert!(
                head(&flipped).map_or(!(4..8).contains(&(bit / 8)), |head| head == told && (4..8).contains(&(bit / 8))),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn rows_of_any_length_come_back() {
        for length in [0, 1, 127, 128, 4_000, 300_000] {
            // Letters that say nothing of those that follow, and can hardly be deflated.
            let mut state = 0x9e37_79b9_7f4a_7c15_u64;
            let noise = (0..length).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b' ' + u8::try_from(state >> 58).unwrap())
            });
            for body in [noise.collect::<String>(), "no ".repeat(length)] {
                let example = Annotated { article: Article { body, ..Article::default() }, ..Annotated::default() };
                let bytes = to_bytes(&example);
                assert_eq!(annotated(&bytes).unwrap(), example);
                assert_eq!(quoted(&bytes).unwrap().0, example.article);
            }
        }
    }

    #[test]
    fn the_dictionary_is_the_one_of_this_format() {
        let hash = blake3::hash(DICTIONARY).to_hex();
        assert_eq!((crate::index::FORMAT_VERSION, &hash[..16]), (6, "04fb0470661ffdd6"));
    }

    #[test]
    fn what_is_damaged_is_no_row() {
        let bytes = to_bytes(&example());
        for end in 0..bytes.len() - 1 {
            assert!(annotated(&bytes[..end]).is_err(), "{end} bytes");
        }
        let mut claims = bytes;
        claims[7] = 0xFF;
        assert!(head(&claims).is_ok());
        assert!(quoted(&claims).unwrap_err().to_string().contains("1073741824"));
    }
}
