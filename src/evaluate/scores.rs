use std::collections::BTreeMap;

use serde::Serialize;

use super::reliability::Reliability;

/// All measures over some articles. Shares are rounded to four digits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// A.
    pub regions: Regions,
    /// B.
    pub names: Names,
    /// C.
    pub attributions: Attributions,
    /// Whether confidences mean what they say.
    pub confidence: Reliability,
}

/// A: stretches in quotation marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Regions {
    /// How many there are.
    pub regions: u64,
    /// Which of them are quotations.
    pub detection: PrecisionRecall,
    /// Whose source is right, of those detected whose source the gold knows.
    pub attribution: Share,
    /// Detected, and the source right.
    pub end_to_end: PrecisionRecall,
}

/// B: names of speakers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Names {
    /// The surname is right.
    pub surname: Share,
    /// The same where the source is a name.
    pub surname_by_name: Share,
    /// The same where the source is a pronoun or a nominal.
    pub surname_by_reference: Share,
    /// The whole name is right.
    pub whole: Share,
}

/// C: all attributions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attributions {
    /// Content with the same edges.
    pub exact: PrecisionRecall,
    /// Content that overlaps.
    pub overlap: PrecisionRecall,
    /// The same with the source right.
    pub overlap_and_source: PrecisionRecall,
    /// Words inside any content.
    pub words: PrecisionRecall,
    /// Share of each kind's quotations that any prediction overlaps.
    pub recall_by_kind: BTreeMap<&'static str, f64>,
}

/// A share and what it is of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// `right / of`, 0 when there is nothing.
    pub value: f64,
    /// Numerator.
    pub right: u64,
    /// Denominator.
    pub of: u64,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PrecisionRecall {
    /// Right ones among the predicted.
    pub precision: f64,
    /// Right ones among the gold.
    pub recall: f64,
    /// F1.
    pub f1: f64,
}

impl Share {
    pub(super) fn new(right: u64, of: u64) -> Self {
        Self { value: round(ratio(right, of)), right, of }
    }
}

impl PrecisionRecall {
    /// `hits_predicted` of `predicted` are right; `hits_gold` of `gold` are found.
    pub(super) fn new(hits_predicted: u64, predicted: u64, hits_gold: u64, gold: u64) -> Self {
        let (precision, recall) = (ratio(hits_predicted, predicted), ratio(hits_gold, gold));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Self { precision: round(precision), recall: round(recall), f1: round(f1) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of quotations stay far below 2^52")]
pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

pub(super) fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
