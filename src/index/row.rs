//! An article as its document stores it, with all that was found in it.
//!
//! The parts stand one after the other as [postcard](https://postcard.jamesmunns.com/wire-format) writes them: the article
//! itself, its quotations, and who and what it names. They are deflated as one, and before them stands how many bytes the
//! first two are: a hit reads those alone.

use std::io::{self, Read, Write};

use flate2::{Compression, bufread::DeflateDecoder, write::DeflateEncoder};
use serde::de::DeserializeOwned;

use crate::article::{Annotated, Article, Entity, Quote};

/// In bytes; an article has 64 MiB of text at most.
const LARGEST: u32 = 1 << 30;

/// The row of an article.
pub(super) fn to_bytes(Annotated { article, quotes, entities }: &Annotated) -> Vec<u8> {
    // Only maps and sequences of unknown length can fail, and there are none.
    let mut parts = postcard::to_allocvec(&(article, quotes)).expect("all parts have a known length");
    let quoted = u32::try_from(parts.len()).expect("an article is smaller than the largest row");
    parts = postcard::to_extend(entities, parts).expect("all parts have a known length");
    let mut deflated = DeflateEncoder::new(quoted.to_le_bytes().to_vec(), Compression::default());
    deflated.write_all(&parts).and_then(|()| deflated.finish()).expect("memory takes every write")
}

/// The article and its quotations.
///
/// # Errors
/// When the bytes are no row.
pub fn quoted(bytes: &[u8]) -> io::Result<(Article, Vec<Quote>)> {
    let (length, mut inflated) = inflated(bytes)?;
    let mut parts = vec![0; length as usize];
    inflated.read_exact(&mut parts)?;
    understood(&parts)
}

/// All that is stored.
///
/// # Errors
/// When the bytes are no row.
pub fn annotated(bytes: &[u8]) -> io::Result<Annotated> {
    let (_, inflated) = inflated(bytes)?;
    let mut parts = Vec::new();
    inflated.take(LARGEST.into()).read_to_end(&mut parts)?;
    let (article, quotes, entities): (Article, Vec<Quote>, Vec<Entity>) = understood(&parts)?;
    Ok(Annotated { article, quotes, entities })
}

/// Bytes of the first two parts, and all of them.
fn inflated(bytes: &[u8]) -> io::Result<(u32, DeflateDecoder<&[u8]>)> {
    let (length, deflated) = bytes.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
    let length = u32::from_le_bytes(*length);
    if length > LARGEST {
        return Err(io::Error::other(format!("it claims to have {length} bytes; a row has {LARGEST} at most")));
    }
    Ok((length, DeflateDecoder::new(deflated)))
}

fn understood<T: DeserializeOwned>(parts: &[u8]) -> io::Result<T> {
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
        let article = Article { id: "a".into(), body, authors: vec!["Ann Lee".into()], ..Article::default() };
        Annotated { article, quotes: vec![quote], entities }
    }

    #[test]
    fn rows_come_back_as_they_were_stored() {
        let example = example();
        let bytes = to_bytes(&example);
        assert_eq!(annotated(&bytes).unwrap(), example);
        assert_eq!(quoted(&bytes).unwrap(), (example.article, example.quotes));
    }

    #[test]
    fn what_is_damaged_is_no_row() {
        let bytes = to_bytes(&example());
        for end in 0..bytes.len() - 1 {
            assert!(annotated(&bytes[..end]).is_err(), "{end} bytes");
        }
        let mut claims = bytes;
        claims[3] = 0xFF;
        assert!(quoted(&claims).unwrap_err().to_string().contains("1073741824"));
    }
}
