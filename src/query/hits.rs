use std::sync::Arc;

use serde::Serialize;

use super::Query;
use crate::article::{EntityKind, QuoteKind, Span, Step};

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hits {
    /// The query as understood.
    pub query: Query,
    /// What the reader should know: "no speaker named Shienbaum; showing Sheinbaum".
    pub notes: Vec<String>,
    /// Quotations that match, whatever the limit.
    pub total: u64,
    /// The flat ranking, cut to offset and limit.
    pub hits: Vec<Hit>,
    /// With grouping: the groups, best first (months by time), those that lack the key last. Not cut by the limit on hits
    /// but at a thousand.
    pub groups: Vec<Group>,
}

/// One quotation found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// `body[start..end]`: the content, with whatever interrupts it.
    pub text: String,
    /// Who spoke, in full.
    pub speaker: Option<String>,
    /// Person or organisation.
    pub speaker_kind: Option<EntityKind>,
    /// The speaker's office, as the article gives it.
    pub role: Option<String>,
    /// The words that name who spoke.
    pub source: Option<String>,
    /// The words that tell that something was said.
    pub cue: Option<String>,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// Probability that content and speaker are right.
    pub confidence: f32,
    /// The step of attribution that chose the source.
    pub step: Step,
    /// The paragraph around the quotation, itself included; cut where it is long.
    pub context: String,
    /// Where the content starts: UTF-8 bytes into the article's body.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The spoken pieces: UTF-8 bytes into the article's body; more than one when the quotation is interrupted.
    pub pieces: Vec<Span>,
    /// What matched: UTF-8 bytes into `text`.
    pub highlights: Vec<Span>,
    /// Line of the file, from 1.
    pub line: u32,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// The article it stands in.
    pub article: ArticleRef,
}

/// What a hit says of its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRef {
    /// See [`Article::id`](crate::article::Article::id).
    pub id: String,
    /// Headline.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Authors, joined with ", ".
    pub author: Option<String>,
    /// RFC 3339 day or moment.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The file.
    pub path: String,
    /// In how many other places it stands.
    #[serde(skip)]
    pub others: usize,
    /// Where else it stands, those with the same text first; empty where the query does not ask for it.
    pub also: Arc<[Also]>,
}

/// Another place where an article stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Also {
    /// The file.
    pub path: String,
    /// Line of the file at which it starts, from 1.
    pub line: u32,
    /// Who published it there.
    pub outlet: Option<String>,
    /// RFC 3339 day or moment.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// It has the same text; else it is another version of it.
    pub same_text: bool,
}

/// The hits that share a speaker, an article, an outlet or a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What they share; `None` when they lack it (no known speaker, no date).
    pub key: Option<String>,
    /// How many quotations match in this group.
    pub count: u64,
    /// First and last day of publication among them.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// Outlets among them, most frequent first.
    pub outlets: Vec<String>,
    /// The best of them, at most three; none from the twenty-first group on.
    pub hits: Vec<Hit>,
}

/// One row of `whosaid speakers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpeakerSummary {
    /// The speaker's name.
    pub name: String,
    /// The role given most often.
    pub role: Option<String>,
    /// Person or organisation.
    pub kind: EntityKind,
    /// Quotations of theirs.
    pub quotes: u64,
    /// Articles that quote them.
    pub articles: u64,
    /// Outlets that quote them, most frequent first.
    pub outlets: Vec<String>,
    /// First and last day of publication.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
}
