use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::QuoteKind;

/// What `whosaid stats` shows of an index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexStatistics {
    /// Articles indexed.
    pub articles: u64,
    /// Articles that are the same as one of these, and are not counted among them, nor their quotations.
    pub duplicates: u64,
    /// Quotations found in them.
    pub quotations: u64,
    /// Quotations whose speaker is known.
    pub attributed: u64,
    /// Different names of speakers.
    pub speakers: u64,
    /// Outlets, those with most articles first.
    pub outlets: Vec<OutletCount>,
    /// First and last day of publication.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// Quotations of each kind.
    pub kinds: BTreeMap<QuoteKind, u64>,
    /// Articles in each language (ISO 639-1); those whose language is unknown are left out.
    pub languages: BTreeMap<String, u64>,
    /// Size on disk in bytes.
    pub bytes: u64,
}

/// One outlet's share of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutletCount {
    /// The outlet; `None` for articles without one.
    pub outlet: Option<String>,
    /// Articles it published.
    pub articles: u64,
    /// Quotations in them.
    pub quotations: u64,
}
