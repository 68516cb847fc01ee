//! Choices among many options, coarse to fine (Charniak et al. 2006): most options are out of the running after a few features.

use super::{Scorer, Weights};

/// The scores of options `0..count`, by `coarse` features and `fine` ones. Only those whose coarse features put them among the
/// first `most` are looked at finely; all others score [`f32::NEG_INFINITY`].
#[must_use]
pub fn narrowed<'w, S: Scorer<'w>>(
    weights: &'w Weights<'w>,
    count: usize,
    most: usize,
    coarse: impl Fn(usize, &mut S),
    fine: impl Fn(usize, &mut S),
) -> Vec<S::Score> {
    let of = |option: usize| {
        let mut scorer = S::new(weights);
        coarse(option, &mut scorer);
        scorer
    };
    let scorers: Vec<S> = (0..count).map(of).collect();
    let least = if count > most {
        let mut order: Vec<f32> = scorers.iter().map(S::so_far).collect();
        *order.select_nth_unstable_by(most, |a, b| b.total_cmp(a)).1
    } else {
        f32::NEG_INFINITY
    };
    let finish = |(option, mut scorer): (usize, S)| {
        if scorer.so_far() < least {
            return scorer.dropped();
        }
        fine(option, &mut scorer);
        scorer.score()
    };
    scorers.into_iter().enumerate().map(finish).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Sink, Sum, Template, feature};

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
        let scores = narrowed::<Sum>(&weights, 4, 1, add(COARSE), add(FINE));
        assert!(scores[2] > scores[1] && scores[1] > 0.8, "{scores:?}");
        assert!(scores[0].is_infinite() && scores[3].is_infinite(), "{scores:?}");
        let all = narrowed::<Sum>(&weights, 4, 9, add(COARSE), add(FINE));
        assert!(all.iter().all(|score| score.is_finite()), "{all:?}");
    }
}
