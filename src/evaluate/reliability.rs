//! Does a confidence mean what it says? The reliability table, and the expected calibration error (Naeini, Cooper & Hauskrecht 2015).

use serde::Serialize;

use super::scores::{ratio, round};

const BINS: usize = 10;

/// Quotations by their confidence, in ten steps.
#[derive(Clone, Debug, Default)]
pub(super) struct Confidences {
    /// For each step: how many there are, how many are right, and the sum of their confidences.
    bins: [(u64, u64, f64); BINS],
}

/// How well confidences fit what is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Mean distance between confidence and share of right ones over the steps, weighted by their quotations.
    pub expected_calibration_error: f64,
    /// Steps of a tenth; those without a quotation are left out.
    pub steps: Vec<Step>,
}

/// The quotations whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The lowest confidence in it.
    pub from: f64,
    /// How many there are.
    pub quotations: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

impl Confidences {
    /// Counts one quotation.
    pub(super) fn add(&mut self, confidence: f32, right: bool) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
        let step = (confidence.clamp(0.0, 1.0) * 10.0) as usize;
        let bin = &mut self.bins[step.min(BINS - 1)];
        bin.0 += 1;
        bin.1 += u64::from(right);
        bin.2 += f64::from(confidence);
    }

    /// What they come to.
    pub(super) fn reliability(&self) -> Reliability {
        let all: u64 = self.bins.iter().map(|bin| bin.0).sum();
        let mut error = 0.0;
        let mut steps = Vec::new();
        for (from, &(quotations, right, sum)) in (0_u32..).zip(&self.bins).filter(|(_, bin)| bin.0 > 0) {
            let share = ratio(right, quotations);
            // The mean, by way of the share that one quotation has.
            let confidence = sum * ratio(1, quotations);
            error += ratio(quotations, all) * (confidence - share).abs();
            let from = f64::from(from) / 10.0;
            steps.push(Step { from, quotations, confidence: round(confidence), right: round(share) });
        }
        Reliability { expected_calibration_error: round(error), steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_what_confidences_are_away_from_what_is_right() {
        let mut confidences = Confidences::default();
        for right in [true, true, true, false] {
            confidences.add(0.95, right);
        }
        confidences.add(0.25, false);
        let reliability = confidences.reliability();
        assert_eq!(reliability.steps.len(), 2);
        // 4/5 of 0.2, and 1/5 of 0.25.
        assert!((reliability.expected_calibration_error - 0.21).abs() < 1e-4, "{reliability:?}");
        assert!((reliability.steps[1].right - 0.75).abs() < 1e-4);
    }

    #[test]
    fn a_confidence_of_one_is_in_the_highest_step() {
        let mut confidences = Confidences::default();
        confidences.add(1.0, true);
        assert!((confidences.reliability().steps[0].from - 0.9).abs() < 1e-9);
    }
}
