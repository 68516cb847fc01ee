use serde::{Deserialize, Serialize};

use crate::article::{Annotated, Article, Entity, LineMark, Place, Published, Quote, Span};

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

/// What the index stores of a quotation: one look-up answers a hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Where `context` starts in the body, in UTF-8 bytes.
    pub context_start: u32,
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

    /// The article as it was before it was indexed, with its quotations' rows.
    #[must_use]
    pub fn into_annotated(self, quotes: Vec<QuoteRow>) -> Annotated {
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
        let quotes = quotes.into_iter().map(|row| row.quote).collect();
        Annotated { article, quotes, entities: self.entities }
    }
}

impl QuoteRow {
    /// The row of one quotation, whose context is `context` of the body.
    #[must_use]
    pub fn of(annotated: &Annotated, quote: &Quote, context: Span) -> Self {
        let article = &annotated.article;
        let words = |span: Span| span.of(&article.body).to_owned();
        let extent = quote.content();
        Self {
            text: words(extent),
            source: quote.source.map(words),
            cue: quote.cue.map(words),
            context: words(context),
            context_start: context.start,
            line: article.place.line_of(extent.start),
            article: article.id.clone(),
            path: article.place.path.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            author: (!article.authors.is_empty()).then(|| article.authors.join(", ")),
            published: article.published.clone(),
            url: article.url.clone(),
            quote: quote.clone(),
        }
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
