//! One choice, scored in two ways: for its answer, and for why.

use super::{Feature, Features, Sink, Template, Weights};

/// What the features of one option are added to, and what comes of them.
///
/// Whoever makes a choice scores it with [`Sum`], whoever explains it with [`Telling`]; both run the same code, so that an
/// explanation can't tell of another choice than was made.
pub trait Scorer<'w>: Sink + Sized {
    /// What is known of an option when all of its features are added.
    type Score;

    /// Begins with nothing.
    #[must_use]
    fn new(weights: &'w Weights<'w>) -> Self;

    /// The sum of the weights so far.
    #[must_use]
    fn so_far(&self) -> f32;

    /// What all that was added comes to.
    #[must_use]
    fn score(self) -> Self::Score;

    /// The same of an option that is out of the running: its score is [`f32::NEG_INFINITY`].
    #[must_use]
    fn dropped(self) -> Self::Score;
}

impl<'w> Weights<'w> {
    /// The score of an option whose features are given one by one.
    #[inline]
    pub fn score_by<S: Scorer<'w>>(&'w self, features: impl FnOnce(&mut S)) -> S::Score {
        let mut scorer = S::new(self);
        features(&mut scorer);
        scorer.score()
    }
}

/// Keeps each feature with its weight.
pub struct Telling<'w> {
    weights: &'w Weights<'w>,
    features: Features,
}

/// The score of an option, and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The same as [`Sum`] gives.
    pub score: f32,
    /// The name of each feature's template with the feature's weight, in the order they were added.
    pub parts: Vec<(&'static str, f32)>,
}

impl Sink for Telling<'_> {
    fn add(&mut self, template: Template, value: u32) {
        self.features.add(template, value);
    }
}

impl<'w> Scorer<'w> for Telling<'w> {
    type Score = Told;

    fn new(weights: &'w Weights<'w>) -> Self {
        Self { weights, features: Features::explained() }
    }

    fn so_far(&self) -> f32 {
        self.weights.score(&self.features.all)
    }

    fn dropped(self) -> Told {
        Told { score: f32::NEG_INFINITY, ..self.score() }
    }

    fn score(self) -> Told {
        let names = self.features.names.iter().flatten().copied();
        let weight = |&feature: &Feature| self.weights.of(feature);
        Told {
            score: self.weights.score(&self.features.all),
            parts: names.zip(self.features.all.iter().map(weight)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Sum, *};

    #[test]
    fn what_is_told_adds_up_to_what_was_scored() {
        const SIDE: Template = Template { id: 1, name: "its side" };
        const WORD: Template = Template { id: 2, name: "its word" };
        let bytes = Weights::write(&(0..64_u8).map(|weight| f32::from(weight) - 20.0).collect::<Vec<_>>());
        let weights = Weights::read(&bytes).unwrap();
        let features = |out: &mut dyn Sink| {
            out.add(SIDE, 7);
            out.add(WORD, 8);
            out.add(WORD, 9);
        };
        let told = weights.score_by::<Telling>(|out| features(out));
        assert_eq!(told.score.to_bits(), weights.score_by::<Sum>(|out| features(out)).to_bits());
        assert_eq!(told.parts.iter().map(|part| part.0).collect::<Vec<_>>(), ["its side", "its word", "its word"]);
        assert!((told.parts.iter().map(|part| part.1).sum::<f32>() - told.score).abs() < 1e-3);
    }
}
