//! From a [`Query`] to [`Hits`]: a trait, so that other engines can serve the same questions, and the embedded one.

mod embedded;

pub use embedded::Embedded;

use std::sync::Arc;

use crate::{
    article::Annotated,
    index::IndexError,
    query::{Also, Hits, IndexStatistics, Query, SpeakerSummary},
};

/// Anything that can answer.
pub trait Engine {
    /// Answers a query.
    ///
    /// # Errors
    /// When the index can't be read.
    fn search(&self, query: &Query) -> Result<Hits, EngineError>;

    /// The speakers whose name or role matches `pattern` (all without one), most quoted first, at most `limit`.
    ///
    /// Every word of the pattern must begin a word of the name, or every one a word of a role.
    ///
    /// # Errors
    /// When the index can't be read.
    fn speakers(&self, pattern: Option<&str>, limit: usize) -> Result<Vec<SpeakerSummary>, EngineError>;

    /// The article with this id, or at this path (or the only one whose path ends so), with its quotations in order.
    ///
    /// A file that holds several articles needs the line as well: `news.jsonl:17`, as hits show it. An article that stands
    /// in several places is found in each of them.
    ///
    /// # Errors
    /// When the index can't be read, or several articles are meant.
    fn article(&self, id_or_path: &str) -> Result<Option<FoundArticle>, EngineError>;

    /// What the index holds, counted.
    ///
    /// # Errors
    /// When the index can't be read.
    fn statistics(&self) -> Result<IndexStatistics, EngineError>;
}

/// An article as the index has it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundArticle {
    /// The article, with its quotations in order.
    pub annotated: Annotated,
    /// Where else it stands, those with the same text first.
    pub also: Arc<[Also]>,
}

/// Why a query could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no index in the folder, another version wrote it, it is damaged, or the system does not let us read it.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// More than one article answers to an id or a path.
    #[error("{asked}: {count} articles answer to this (say which by its id, or PATH:LINE; one of them is {example})")]
    SeveralArticles {
        /// What was asked for.
        asked: String,
        /// How many there are.
        count: usize,
        /// The id of the first; its path and line where all have this id.
        example: String,
    },
}
