use std::io::{self, Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};

use super::sealed::Row;
use crate::article::{
    Annotated, Article, Entity, EntityKind, LineMark, Place, Published, Quote, QuoteKind, Span, Speaker, Step,
};

/// In bytes; an article has 64 MiB of text at most, and rows are JSON.
const LARGEST_ROW: u64 = 1 << 30;

/// What the index stores of an article: enough to show it without its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// See [`Article::id`](crate::article::Article::id).
    pub id: String,
    /// The file.
    pub path: String,
    /// Line marks of the file, see [`Place`](crate::article::Place).
    pub lines: Vec<LineMark>,
    /// Headline.
    pub title: String,
    /// The text that all offsets point into.
    pub body: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// When.
    pub published: Option<Published>,
    /// Where.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Who and what is named in it.
    pub entities: Vec<Entity>,
}

/// What the index stores of a quotation: its place in its article, and who spoke. All words stand in the article's row.
///
/// An article has some twenty quotations: their names of fields would take more room than what they hold, so these have none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredQuote(
    QuoteKind,
    Step,
    /// Confidence.
    f32,
    /// Content, as pairs of start and end.
    Vec<(u32, u32)>,
    /// Cue.
    Option<(u32, u32)>,
    /// Source.
    Option<(u32, u32)>,
    /// Speaker: name, kind, role.
    Option<(String, EntityKind, Option<String>)>,
    /// Context.
    (u32, u32),
);

/// A quotation with the words of its article that are shown with it.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteRow {
    /// The quotation, with offsets into the article's body.
    pub quote: Quote,
    /// `body[start..end]` of its content.
    pub text: String,
    /// The source's words.
    pub source: Option<String>,
    /// The cue's words.
    pub cue: Option<String>,
    /// The paragraph around it, itself included; cut where it is long.
    pub context: String,
    /// Line of the file in which it starts.
    pub line: u32,
    /// The article's id.
    pub article: String,
    /// The article's file.
    pub path: String,
    /// The article's headline.
    pub title: String,
    /// The article's outlet.
    pub outlet: Option<String>,
    /// The article's authors, joined with ", ".
    pub author: Option<String>,
    /// When the article was published.
    pub published: Option<Published>,
    /// Where the article was published.
    pub url: Option<String>,
}

impl ArticleRow {
    /// The row of an annotated article.
    #[must_use]
    pub fn of(annotated: &Annotated) -> Self {
        let article = annotated.article.clone();
        Self {
            id: article.id,
            path: article.place.path,
            lines: article.place.lines,
            title: article.title,
            body: article.body,
            outlet: article.outlet,
            authors: article.authors,
            published: article.published,
            url: article.url,
            language: article.language,
            entities: annotated.entities.clone(),
        }
    }

    /// The article as it was before it was indexed, and who and what is named in it.
    #[must_use]
    pub fn into_parts(self) -> (Article, Vec<Entity>) {
        let article = Article {
            id: self.id,
            title: self.title,
            body: self.body,
            outlet: self.outlet,
            authors: self.authors,
            published: self.published,
            url: self.url,
            language: self.language,
            place: Place { path: self.path, lines: self.lines },
        };
        (article, self.entities)
    }

    /// The article as it was before it was indexed, with its quotations' rows.
    #[must_use]
    pub fn into_annotated(self, quotes: Vec<QuoteRow>) -> Annotated {
        let (article, entities) = self.into_parts();
        let quotes = quotes.into_iter().map(|row| row.quote).collect();
        Annotated { article, quotes, entities }
    }
}

/// JSON, deflated: most of it is the article's text.
impl Row for ArticleRow {
    fn to_bytes(&self) -> Vec<u8> {
        let json = serde_json::to_vec(self).expect("rows have no maps with other keys than text");
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
        deflated.write_all(&json).and_then(|()| deflated.finish()).expect("memory takes every write")
    }

    fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        let mut json = Vec::new();
        DeflateDecoder::new(bytes).take(LARGEST_ROW).read_to_end(&mut json)?;
        Ok(serde_json::from_slice(&json)?)
    }
}

/// JSON.
impl Row for StoredQuote {
    fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("rows have no maps with other keys than text")
    }

    fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        Ok(serde_json::from_slice(bytes)?)
    }
}

impl StoredQuote {
    /// What is stored of a quotation, whose context is `context` of the body.
    #[must_use]
    pub fn of(quote: &Quote, context: Span) -> Self {
        let pair = |span: Span| (span.start, span.end);
        Self(
            quote.kind,
            quote.step,
            quote.confidence,
            quote.pieces.iter().copied().map(pair).collect(),
            quote.cue.map(pair),
            quote.source.map(pair),
            quote.speaker.clone().map(|Speaker { name, kind, role }| (name, kind, role)),
            pair(context),
        )
    }

    /// Whether the speaker is a person or an organisation; `None` when nobody is known.
    #[must_use]
    pub fn speaker_kind(&self) -> Option<EntityKind> {
        self.6.as_ref().map(|(_, kind, _)| *kind)
    }

    /// The quotation with its words; `None` when it is not one of this article.
    #[must_use]
    pub fn in_article(self, article: &Article) -> Option<QuoteRow> {
        let Self(kind, step, confidence, pieces, cue, source, speaker, context) = self;
        let span = |(start, end): (u32, u32)| Span { start, end };
        let pieces = pieces.into_iter().map(span).collect();
        let speaker = speaker.map(|(name, kind, role)| Speaker { name, role, kind });
        let quote = Quote { kind, pieces, cue: cue.map(span), source: source.map(span), speaker, confidence, step };
        QuoteRow::of(article, quote, span(context))
    }
}

impl QuoteRow {
    /// The row of a quotation whose context is `context` of the body; `None` when a span is outside the body.
    #[must_use]
    pub fn of(article: &Article, quote: Quote, context: Span) -> Option<Self> {
        let words = |span: Span| article.body.get(span.range()).map(str::to_owned);
        let extent = quote.content();
        quote.pieces.iter().try_for_each(|piece| article.body.get(piece.range()).map(drop))?;
        let source = quote.source.map(|source| words(source).ok_or(())).transpose().ok()?;
        let cue = quote.cue.map(|cue| words(cue).ok_or(())).transpose().ok()?;
        Some(Self {
            text: words(extent)?,
            source,
            cue,
            context: words(context)?,
            line: article.place.line_of(extent.start),
            article: article.id.clone(),
            path: article.place.path.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            author: (!article.authors.is_empty()).then(|| article.authors.join(", ")),
            published: article.published.clone(),
            url: article.url.clone(),
            quote,
        })
    }

    /// What was said, in one string: the pieces joined by a space, interruptions left out.
    #[must_use]
    pub fn spoken(&self) -> String {
        let start = self.quote.content().from();
        let pieces: Vec<&str> =
            self.quote.pieces.iter().map(|piece| &self.text[piece.from() - start..piece.to() - start]).collect();
        pieces.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotated() -> Annotated {
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
        let article = Article { id: "a".into(), body, authors: vec!["Ann Lee".into()], ..Article::default() };
        Annotated { article, quotes: vec![quote], entities: Vec::new() }
    }

    #[test]
    fn rows_come_back_as_they_were_stored() {
        let annotated = annotated();
        let row = ArticleRow::of(&annotated);
        assert_eq!(ArticleRow::from_bytes(&row.to_bytes()).unwrap(), row);
        let quote = &annotated.quotes[0];
        let context = Span::new(0, annotated.article.body.len());
        let stored = StoredQuote::from_bytes(&StoredQuote::of(quote, context).to_bytes()).unwrap();
        assert_eq!(stored.speaker_kind(), Some(EntityKind::Person));
        let row = stored.in_article(&annotated.article).unwrap();
        assert_eq!((&row.quote, row.spoken().as_str()), (quote, "We will not, sail."));
        assert_eq!((row.source.as_deref(), row.cue.as_deref()), (Some("Tamm"), Some("said")));
        assert_eq!((row.context, row.author.as_deref()), (annotated.article.body, Some("Ann Lee")));
    }

    #[test]
    fn what_is_damaged_is_no_row_and_a_quotation_of_another_article_is_none() {
        let annotated = annotated();
        let bytes = ArticleRow::of(&annotated).to_bytes();
        assert!(ArticleRow::from_bytes(&bytes[..bytes.len() / 2]).is_err());
        assert!(ArticleRow::from_bytes(b"").is_err() && StoredQuote::from_bytes(b"[1]").is_err());
        let other = Article { body: "No ships.".into(), ..Article::default() };
        assert_eq!(StoredQuote::of(&annotated.quotes[0], Span::new(0, 9)).in_article(&other), None);
    }
}
