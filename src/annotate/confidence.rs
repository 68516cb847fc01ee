//! How sure an attribution is.

use super::{mention::Candidate, quotation::Draft};

/// Probability that content and speaker are right.
#[must_use]
pub fn of(_draft: &Draft, _source: Option<&Candidate>, _resolved: bool) -> f32 {
    0.5
}
