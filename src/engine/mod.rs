//! From a [`Query`] to [`Hits`]: a trait, so that other engines can serve the same questions, and the embedded one.

use std::path::PathBuf;

use crate::{
    index::{ArticleRow, QuoteRow},
    query::{Hits, Query, SpeakerSummary},
};

/// Anything that can answer.
pub trait Engine {
    /// Answers a query.
    ///
    /// # Errors
    /// When the index can't be read, or the query costs more than its limits allow.
    fn search(&self, query: &Query) -> Result<Hits, EngineError>;

    /// The speakers whose name or role matches `pattern` (all without one), most quoted first, at most `limit`.
    ///
    /// # Errors
    /// When the index can't be read.
    fn speakers(&self, pattern: Option<&str>, limit: usize) -> Result<Vec<SpeakerSummary>, EngineError>;

    /// The article with this id, or at this path (or the only one whose path ends so), with its quotations in order.
    ///
    /// # Errors
    /// When the index can't be read.
    fn article(&self, id_or_path: &str) -> Result<Option<(ArticleRow, Vec<QuoteRow>)>, EngineError>;
}

/// Why a query could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no index in the folder.
    #[error("{}: no index here (make one with `whosaid index FOLDER`, or name one with --index)", folder.display())]
    NoIndex {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// tantivy could not read it.
    #[error("{}: the index can't be read: {source}", folder.display())]
    Tantivy {
        /// The index folder.
        folder: PathBuf,
        /// What it said.
        source: tantivy::TantivyError,
    },
}
