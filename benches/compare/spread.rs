//! Several measurements of one thing.

use std::fmt;

/// In order, the smallest first.
pub struct Spread(Vec<f64>);

impl Spread {
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The value below which this share of all lies; `None` where nothing was measured.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn at(&self, share: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        Some(self.0[(last as f64 * share).round() as usize])
    }

    pub fn median(&self) -> Option<f64> {
        self.at(0.5)
    }

    pub fn mean(&self) -> f64 {
        #[expect(clippy::cast_precision_loss)]
        let count = self.0.len() as f64;
        self.0.iter().sum::<f64>() / count
    }
}

/// Median, and from lowest to highest.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.median(), self.at(0.0), self.at(1.0)) {
            (Some(median), Some(low), Some(high)) => write!(f, "{median:.2} ({low:.2} to {high:.2})"),
            _ => f.write_str("not told here"),
        }
    }
}
