//! Training: stochastic gradient descent on the likelihood of the gold choices.

use super::{Feature, Features, Weights, mix, softmax};

/// One choice to learn from: options, and which of them are right (one or more).
#[derive(Clone, Debug, Default)]
pub struct Choice {
    features: Vec<Feature>,
    /// Where each option's features end.
    ends: Vec<u32>,
    right: Vec<bool>,
}

impl Choice {
    /// Adds an option.
    ///
    /// # Panics
    /// When all options together have more than 2^32 features.
    pub fn add(&mut self, features: &[Feature], right: bool) {
        self.features.extend_from_slice(features);
        self.ends.push(u32::try_from(self.features.len()).expect("fewer than 2^32 features"));
        self.right.push(right);
    }

    /// A yes or no: an option with features against one without.
    #[must_use]
    pub fn yes_or_no(features: &[Feature], yes: bool) -> Self {
        let mut choice = Self::default();
        choice.add(features, yes);
        choice.add(&[], !yes);
        choice
    }

    /// One of `answers` that share their features, as [`Weights::of_answers`] scores them.
    #[must_use]
    pub fn of_answers<T: PartialEq>(features: &[Feature], answers: &[T], right: &T) -> Self {
        let mut choice = Self::default();
        for (number, answer) in (0..).zip(answers) {
            let option: Vec<Feature> = features.iter().map(|&feature| mix(feature, number)).collect();
            choice.add(&option, answer == right);
        }
        choice
    }

    /// One of `options`, or none of them: `features` adds what may tell whether an option is right, and, asked for `None`, whether
    /// none is.
    #[must_use]
    pub fn one_or_none(
        options: impl IntoIterator<Item = usize>,
        right: Option<usize>,
        mut features: impl FnMut(Option<usize>, &mut Features),
    ) -> Self {
        let mut choice = Self::default();
        let mut found = Features::default();
        for option in options.into_iter().map(Some).chain([None]) {
            found.clear();
            features(option, &mut found);
            choice.add(&found.all, option == right);
        }
        choice
    }

    /// It has a right option and a wrong one; others teach nothing.
    #[must_use]
    pub fn teaches(&self) -> bool {
        self.right.contains(&true) && self.right.contains(&false)
    }

    /// The score of option `index`.
    #[must_use]
    pub fn score(&self, weights: &Weights, index: usize) -> f32 {
        weights.score(self.option(index))
    }

    /// The probability of the right options.
    #[must_use]
    pub fn right_probability(&self, weights: &Weights) -> f32 {
        let mut probabilities: Vec<f32> = (0..self.ends.len()).map(|option| self.score(weights, option)).collect();
        softmax(&mut probabilities);
        probabilities.iter().zip(&self.right).filter(|(_, right)| **right).map(|(probability, _)| probability).sum()
    }

    fn option(&self, index: usize) -> &[Feature] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[index] as usize]
    }
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// The table has 2 to this power of entries.
    pub bits: u32,
    /// Passes over all choices.
    pub epochs: u32,
    /// Size of the first steps.
    pub rate: f32,
    /// Pull of each used weight towards zero.
    pub decay: f32,
    /// Share of the features that each step is made without, drawn anew for each: so that of features which tell the same all
    /// learn to, and none is missed where it is absent (Hinton et al. 2012; of linear models Wang & Manning 2013).
    pub dropout: f32,
    /// Order of the choices depends on nothing else.
    pub seed: u64,
}

impl Default for Training {
    fn default() -> Self {
        Self { bits: 18, epochs: 8, rate: 0.05, decay: 1e-3, dropout: 0.15, seed: 1 }
    }
}

/// Weights while they are learned: `AdaGrad` (Duchi, Hazan & Singer 2011), averaged over the steps of the later epochs.
pub struct Trainer {
    training: Training,
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Trainer {
    /// Learns from all choices; the same choices and seed give the same weights on every machine.
    #[must_use]
    pub fn learn(choices: &[Choice], training: Training) -> Vec<f32> {
        let entries = 1_usize << training.bits;
        let mut trainer = Self { training, weights: vec![0.0; entries], squares: vec![0.0; entries] };
        let mut order: Vec<usize> = (0..choices.len()).filter(|&index| choices[index].teaches()).collect();
        let mut random = Random(training.seed);
        let mut sum = vec![0.0_f32; entries];
        let first_averaged = training.epochs / 2;
        for epoch in 0..training.epochs {
            random.shuffle(&mut order);
            for &index in &order {
                let dropout = Dropout::draw(training.dropout, &mut random);
                trainer.step(&choices[index], &dropout);
            }
            if epoch >= first_averaged {
                for (sum, weight) in sum.iter_mut().zip(&trainer.weights) {
                    *sum += weight;
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few epochs")]
        let averaged = (training.epochs - first_averaged).max(1) as f32;
        for weight in &mut sum {
            *weight /= averaged;
        }
        sum
    }

    fn step(&mut self, choice: &Choice, dropout: &Dropout) {
        let mask = (1_u32 << self.training.bits) - 1;
        let at = |feature: Feature| (feature & mask) as usize;
        let kept = |option: usize| choice.option(option).iter().copied().filter(|&feature| dropout.keeps(feature));
        // What is kept stands for all.
        let scale = 1.0 / (1.0 - self.training.dropout);
        let score = |option: usize| kept(option).map(|feature| self.weights[at(feature)]).sum::<f32>() * scale;
        let mut probabilities: Vec<f32> = (0..choice.ends.len()).map(score).collect();
        softmax(&mut probabilities);
        let right: f32 = probabilities.iter().zip(&choice.right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
        let right = right.max(1e-6);
        for (option, &probability) in probabilities.iter().enumerate() {
            let wanted = if choice.right[option] { probability / right } else { 0.0 };
            let gradient = probability - wanted;
            if gradient.abs() < 1e-5 {
                continue;
            }
            for feature in kept(option) {
                let index = at(feature);
                let gradient = gradient + self.training.decay * self.weights[index];
                self.squares[index] += gradient * gradient;
                self.weights[index] -= self.training.rate * gradient / (self.squares[index].sqrt() + 1e-3);
            }
        }
    }
}

/// Which features one step is made without.
struct Dropout {
    seed: u32,
    least: u32,
}

impl Dropout {
    fn draw(share: f32, random: &mut Random) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of all hashes")]
        let least = (f64::from(share) * f64::from(u32::MAX)) as u32;
        Self { seed: if least > 0 { random.next() } else { 0 }, least }
    }

    fn keeps(&self, feature: Feature) -> bool {
        mix(feature, self.seed) >= self.least
    }
}

/// A generator of pseudo-random numbers (xorshift64*, Vigna 2016): training must not depend on a library's version.
struct Random(u64);

impl Random {
    /// 31 bits.
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        u32::try_from(high).unwrap_or(0)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.next() as usize % bound
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_gold_always_chooses_is_learned_and_the_same_each_time() {
        let mut choices = Vec::new();
        for context in 0..50 {
            let mut choice = Choice::default();
            choice.add(&[1, 100 + context], context % 10 != 0);
            choice.add(&[2, 200 + context], context % 10 == 0);
            choices.push(choice);
        }
        let training = Training { bits: 10, ..Training::default() };
        let learned = Trainer::learn(&choices, training);
        let bytes = Weights::write(&learned);
        let weights = Weights::read(&bytes).unwrap();
        assert!(weights.score(&[1]) > weights.score(&[2]) + 1.0);
        assert_eq!(bytes, Weights::write(&Trainer::learn(&choices, training)));
    }
}
