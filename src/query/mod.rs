//! What was asked ([`Query`]) and what was found ([`Hits`]); knows no engine.

mod hits;

pub use hits::{ArticleRef, Group, Hit, Hits, SpeakerSummary};

use jiff::civil::Date;
use serde::Serialize;

use crate::article::QuoteKind;

/// A question, decided: what is looked for and how the answer is cut and ordered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Query {
    /// Which of the forms the question had; decides the default grouping.
    pub form: Form,
    /// Who spoke: surname, full name, or role; misspelling allowed.
    pub speaker: Option<String>,
    /// What it is about: words, ranked, in quotation and context.
    pub topic: Option<String>,
    /// Words said in this order, exact apart from case, accents, marks and white space.
    pub phrases: Vec<String>,
    /// People, organisations and places named in or around the quotation.
    pub entities: Vec<String>,
    /// Outlet that published it.
    pub outlet: Option<String>,
    /// Author of the article.
    pub author: Option<String>,
    /// Published on this day or later.
    pub after: Option<Date>,
    /// Published on this day or earlier.
    pub before: Option<Date>,
    /// Only quotations of this kind.
    pub kind: Option<QuoteKind>,
    /// Only quotations at least this certain, 0 to 1.
    pub min_confidence: Option<f32>,
    /// At most so many hits.
    pub limit: usize,
    /// Leave out so many first.
    pub offset: usize,
    /// Order of the hits.
    pub sort: Sort,
    /// How the answer is grouped.
    pub group: GroupBy,
}

/// The forms of question that are understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// "who said sovereignty", "who said 'never accept the presence'".
    WhoSaid,
    /// "what did Sheinbaum say about cartels".
    WhatDidSay,
    /// "did Trump say 'help you fight'".
    DidSay,
    /// "quotes by Anna Kelly on border security".
    QuotesBy,
    /// "speaker:sheinbaum topic:sovereignty", or flags alone.
    Fields,
    /// Anything else.
    #[default]
    Topic,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Newest first.
    Date,
    /// Most certain attribution first.
    Confidence,
    /// By speaker's name.
    Speaker,
}

/// How the answer is grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// One flat list.
    #[default]
    None,
    /// Per speaker.
    Speaker,
    /// Per article.
    Article,
    /// Per outlet.
    Outlet,
    /// Per month of publication.
    Month,
}
