//! An article as its document stores it, with all that was found in it.
//!
//! Four parts stand one after the other as [postcard](https://postcard.jamesmunns.com/wire-format) writes them: the article
//! without its text; the text; the quotations; who and what it names. They are deflated as one. Before them stands at which
//! byte each of the first parts ends, since most readers need no more: another place of an article is told by the first, a
//! hit by the first three.

use std::{
    cell::RefCell,
    io::{self, Read, Write},
};

use flate2::{Compression, Decompress, FlushDecompress, bufread::DeflateDecoder, write::DeflateEncoder};
use serde::de::DeserializeOwned;

use super::relative::{packed_entities, packed_quotes, unpacked_entities, unpacked_quotes};
use crate::article::{Annotated, Article, Entity, Quote};

/// In bytes; an article has 64 MiB of text at most.
const LARGEST: u32 = 1 << 30;

/// The row of an article.
pub(super) fn to_bytes(annotated: &Annotated) -> Vec<u8> {
    // Only sequences of unknown length can't be written, and there are none.
    const KNOWN: &str = "all parts have a known length";
    let Annotated { article, quotes, entities } = annotated;
    let mut parts = postcard::to_allocvec(&without_text(article)).expect(KNOWN);
    let head = parts.len();
    parts = postcard::to_extend(&(&article.body, packed_quotes(quotes)), parts).expect(KNOWN);
    let quoted = parts.len();
    parts = postcard::to_extend(&packed_entities(entities), parts).expect(KNOWN);
    let ends = [head, quoted].map(|end| u32::try_from(end).expect("an article is smaller than the largest row"));
    let mut deflated = DeflateEncoder::new(ends.map(u32::to_le_bytes).concat(), Compression::default());
    deflated.write_all(&parts).and_then(|()| deflated.finish()).expect("memory takes every write")
}

fn without_text(article: &Article) -> Article {
    Article {
        id: article.id.clone(),
        title: article.title.clone(),
        body: String::new(),
        outlet: article.outlet.clone(),
        authors: article.authors.clone(),
        published: article.published.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        place: article.place.clone(),
    }
}

/// The article, with an empty body.
///
/// # Errors
/// When the bytes are no row.
pub fn head(row: &[u8]) -> io::Result<Article> {
    let ([head, _], deflated) = ends(row)?;
    understood(&inflated(deflated, head)?)
}

/// The article and its quotations.
///
/// # Errors
/// When the bytes are no row.
pub fn quoted(row: &[u8]) -> io::Result<(Article, Vec<Quote>)> {
    let ([_, quoted], deflated) = ends(row)?;
    let (head, body, quotes): (Article, String, Vec<Quote>) = understood(&inflated(deflated, quoted)?)?;
    Ok((Article { body, ..head }, unpacked_quotes(quotes)))
}

/// All that is stored.
///
/// # Errors
/// When the bytes are no row.
pub fn annotated(row: &[u8]) -> io::Result<Annotated> {
    let (_, deflated) = ends(row)?;
    let mut parts = Vec::new();
    DeflateDecoder::new(deflated).take(LARGEST.into()).read_to_end(&mut parts)?;
    let (head, body, quotes, entities): (Article, String, Vec<Quote>, Vec<Entity>) = understood(&parts)?;
    let (quotes, entities) = (unpacked_quotes(quotes), unpacked_entities(entities));
    Ok(Annotated { article: Article { body, ..head }, quotes, entities })
}

/// Where the first parts end, and all parts, deflated.
fn ends(row: &[u8]) -> io::Result<([u32; 2], &[u8])> {
    let (head, rest) = row.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
    let (quoted, deflated) = rest.split_first_chunk().ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(([*head, *quoted].map(u32::from_le_bytes), deflated))
}

/// The bytes up to an end.
fn inflated(deflated: &[u8], end: u32) -> io::Result<Vec<u8>> {
    thread_local! {
        // To make one takes as long as to inflate a short article with it.
        static INFLATING: RefCell<Decompress> = RefCell::new(Decompress::new(false));
    }
    if end > LARGEST {
        return Err(io::Error::other(format!("it claims to have {end} bytes; a row has {LARGEST} at most")));
    }
    let mut parts = vec![0; end as usize];
    let length = INFLATING.with_borrow_mut(|inflating| {
        inflating.reset(false);
        inflating.decompress(deflated, &mut parts, FlushDecompress::None).map(|_| inflating.total_out())
    })?;
    if length < end.into() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(parts) }
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
        assert_eq!(quoted(&bytes).unwrap(), (example.article.clone(), example.quotes));
        assert_eq!(head(&bytes).unwrap(), Article { body: String::new(), ..example.article });
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
