//! What was asked ([`Query`]) and what was found ([`Hits`]); knows no engine.
//!
//! A question goes through [`tokens`] (words, marks, fields) and [`grammar`] (its form); flags are [`Criteria`] and win over
//! it. [`names`] says whose name a speaker asked for is, [`ranking`] which answer comes first.

mod criteria;
pub mod dates;
mod describe;
mod grammar;
mod hits;
pub mod names;
pub mod ranking;
mod statistics;
mod tokens;
mod words;

pub use criteria::Criteria;
pub use hits::{Also, ArticleRef, Group, Hit, Hits, SpeakerSummary};
pub use statistics::{IndexStatistics, OutletCount};
pub use words::is_stop_word;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::QuoteKind;

/// So many hits are shown unless a limit is asked for.
pub const DEFAULT_LIMIT: usize = 20;

/// No more hits than so many can be left out first: to rank those takes many times as long as to show the first ones.
pub const MOST_LEFT_OUT: usize = 10_000;

/// Understands a question; never fails, as what is not understood becomes part of the topic.
///
/// The same as [`Query::new`] without flags.
#[must_use]
pub fn parse(question: &str) -> Query {
    Query::new(Some(question), Criteria::default())
}

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
    /// Leave out so many first; people are allowed [`MOST_LEFT_OUT`].
    pub offset: usize,
    /// Order of the hits.
    pub sort: Sort,
    /// How the answer is grouped.
    pub group: GroupBy,
    /// Whether hits tell where else their articles stand, and not only in how many places. How an answer is made, not what was
    /// asked.
    #[serde(skip)]
    pub tells_others: bool,
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

impl Form {
    /// How an answer to this form is grouped when nobody says otherwise.
    #[must_use]
    pub fn default_group(self) -> GroupBy {
        match self {
            Self::WhoSaid => GroupBy::Speaker,
            _ => GroupBy::None,
        }
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_question_panics(question in r#"((who|what|did|has|said|say|about|by|quotes|by|O'Neill|after:|topic:|'|"|“|”|\(|é|\?|2025) ?){0,20}|.{0,80}"#) {
            let query = parse(&question);
            prop_assert!(!query.to_string().is_empty());
        }
    }

    #[test]
    fn ten_thousand_words_are_understood_at_once() {
        for word in ["word ", "' ", "'a ", "a' ", "\" ", "who said ", "topic: ", "speaker:'"] {
            assert_eq!(parse(&word.repeat(10_000)).limit, DEFAULT_LIMIT);
        }
    }
}
