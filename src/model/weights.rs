//! A trained table of weights, as it is compiled in.

use super::{Feature, Scorer, Sink, Template, feature::feature, mix};

/// Weights of hashed features, one signed byte each, with a common scale.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    table: &'a [u8],
    mask: u32,
    scale: f32,
}

/// Why bytes are no table of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Another file, or another version's.
    #[error("not a whosaid model of format 1")]
    Format,
    /// Cut off or grown: the table must have a power of two of entries.
    #[error("a model of {0} bytes, which no table has")]
    Size(usize),
}

const MAGIC: &[u8; 8] = b"whosaid1";
const HEADER: usize = 12;

impl<'a> Weights<'a> {
    /// Reads a model: eight bytes `whosaid1`, the scale as a little-endian 32-bit float, then the table. Nothing is copied.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let Some((header, table)) = bytes.split_at_checked(HEADER) else { return Err(WeightsError::Size(bytes.len())) };
        let (magic, scale) = header.split_at(MAGIC.len());
        let scale = <[u8; 4]>::try_from(scale).map(f32::from_le_bytes).map_err(|_| WeightsError::Format)?;
        if magic != MAGIC || !scale.is_finite() {
            return Err(WeightsError::Format);
        }
        let entries = u32::try_from(table.len()).map_err(|_| WeightsError::Size(bytes.len()))?;
        if !entries.is_power_of_two() {
            return Err(WeightsError::Size(bytes.len()));
        }
        Ok(Self { table, mask: entries - 1, scale })
    }

    /// Reads a model that is part of the program.
    ///
    /// # Panics
    /// When it is none: tests read them all.
    #[must_use]
    pub fn compiled_in(bytes: &'static [u8]) -> Weights<'static> {
        Weights::read(bytes).expect("the table that is compiled in is valid")
    }

    /// The bytes of a table, its weights rounded to what a byte holds.
    ///
    /// # Panics
    /// When the number of weights is no power of two.
    #[must_use]
    pub fn write(weights: &[f32]) -> Vec<u8> {
        assert!(weights.len().is_power_of_two(), "{} weights", weights.len());
        let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())).max(f32::MIN_POSITIVE);
        let scale = most / 127.0;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(scale.to_le_bytes());
        #[expect(clippy::cast_possible_truncation, reason = "the scale keeps all within -127 to 127")]
        bytes.extend(weights.iter().map(|weight| ((weight / scale).round() as i8).to_le_bytes()[0]));
        bytes
    }

    /// The weight of one feature.
    #[inline]
    #[must_use]
    pub fn of(&self, feature: Feature) -> f32 {
        f32::from(self.raw(feature)) * self.scale
    }

    /// The score of an option: the sum of its features' weights.
    #[inline]
    #[must_use]
    pub fn score(&self, features: &[Feature]) -> f32 {
        let sum: i32 = features.iter().map(|&feature| i32::from(self.raw(feature))).sum();
        #[expect(clippy::cast_precision_loss, reason = "an option has far fewer features than 2^16")]
        let sum = sum as f32;
        sum * self.scale
    }

    /// The scores of answers that share their features, told apart by their number.
    #[must_use]
    pub fn of_answers<const N: usize>(&self, features: &[Feature]) -> [f32; N] {
        let mut scores = [0.0; N];
        for (answer, score) in (0..).zip(&mut scores) {
            *score = features.iter().map(|&feature| self.of(mix(feature, answer))).sum();
        }
        scores
    }

    /// An option's score from features that are given one by one and kept nowhere.
    #[must_use]
    pub fn sum(&self, features: impl FnOnce(&mut Sum<'_>)) -> f32 {
        self.score_by(features)
    }

    #[inline]
    fn raw(&self, feature: Feature) -> i8 {
        i8::from_le_bytes([self.table[(feature & self.mask) as usize]])
    }
}

/// Adds up weights.
#[derive(Clone, Copy, Debug)]
pub struct Sum<'w> {
    weights: &'w Weights<'w>,
    total: i32,
}

impl Sink for Sum<'_> {
    #[inline]
    fn add(&mut self, template: Template, value: u32) {
        self.total += i32::from(self.weights.raw(feature(template, value)));
    }
}

impl<'w> Scorer<'w> for Sum<'w> {
    type Score = f32;

    #[inline]
    fn new(weights: &'w Weights<'w>) -> Self {
        Self { weights, total: 0 }
    }

    #[inline]
    fn so_far(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "an option has far fewer features than 2^16")]
        let total = self.total as f32;
        total * self.weights.scale
    }

    #[inline]
    fn score(self) -> f32 {
        self.so_far()
    }

    #[inline]
    fn dropped(self) -> f32 {
        f32::NEG_INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let bytes = Weights::write(&[0.5, -1.0, 0.0, 0.25]);
        let weights = Weights::read(&bytes).unwrap();
        assert!((weights.of(5) + 1.0).abs() < 0.01);
        assert!((weights.score(&[0, 1, 3]) + 0.25).abs() < 0.02);
    }

    #[test]
    fn other_bytes_are_refused() {
        assert_eq!(Weights::read(b"whosaid").unwrap_err(), WeightsError::Size(7));
        assert_eq!(Weights::read(b"whosaid2\0\0\0\0\0").unwrap_err(), WeightsError::Format);
        assert_eq!(Weights::read(b"whosaid1\0\0\0\0\0\0\0").unwrap_err(), WeightsError::Size(15));
    }
}
