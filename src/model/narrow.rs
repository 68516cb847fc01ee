//! Choices among many options, coarse to fine (Charniak et al. 2006): most options are out of the running after a few features.

use super::{Sum, Weights};

/// The scores of options `0..count`, by `coarse` features and `fine` ones. Only those whose coarse features put them among the
/// first `most` are looked at finely; all others score [`f32::NEG_INFINITY`].
#[must_use]
pub fn narrowed<'w>(
    weights: &'w Weights<'w>,
    count: usize,
    most: usize,
    coarse: impl Fn(usize, &mut Sum<'w>),
    fine: impl Fn(usize, &mut Sum<'w>),
) -> Vec<f32> {
    let mut sums = vec![Sum::new(weights); count];
    for (option, sum) in sums.iter_mut().enumerate() {
        coarse(option, sum);
    }
    let mut scores: Vec<f32> = sums.iter().map(Sum::score).collect();
    let least = if count > most {
        let mut order = scores.clone();
        *order.select_nth_unstable_by(most, |a, b| b.total_cmp(a)).1
    } else {
        f32::NEG_INFINITY
    };
    for (option, (sum, score)) in sums.iter_mut().zip(&mut scores).enumerate() {
        *score = if *score >= least {
            fine(option, sum);
            sum.score()
        } else {
            f32::NEG_INFINITY
        };
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Sink, Template, feature};

    const COARSE: Template = Template { id: 1, name: "coarse" };
    const FINE: Template = Template { id: 2, name: "fine" };

    #[test]
    fn only_options_that_lead_by_the_coarse_features_are_looked_at_finely() {
        let mut table = vec![0.0; 1 << 10];
        for (value, weight) in [(0, 0.1), (1, 0.9), (2, 0.8), (3, 0.3)] {
            table[feature(COARSE, value) as usize & 1023] = weight;
        }
        table[feature(FINE, 2) as usize & 1023] = 1.0;
        let bytes = Weights::write(&table);
        let weights = Weights::read(&bytes).unwrap();
        let value = |option: usize| u32::try_from(option).unwrap();
        let add = |template| move |option: usize, out: &mut Sum| out.add(template, value(option));
        let scores = narrowed(&weights, 4, 1, add(COARSE), add(FINE));
        assert!(scores[2] > scores[1] && scores[1] > 0.8, "{scores:?}");
        assert!(scores[0].is_infinite() && scores[3].is_infinite(), "{scores:?}");
        let all = narrowed(&weights, 4, 9, add(COARSE), add(FINE));
        assert!(all.iter().all(|score| score.is_finite()), "{all:?}");
    }
}
