//! All choices of an article, one after the other: clauses, which stretches in marks are quotations, and whose.

use super::{
    clause::{Clause, clauses},
    models::{Models, Question},
    region, rules,
    source::options_of_region,
    speaker::{self, Spoken},
    view::View,
};
use crate::model::{best, logistic, softmax};

/// What was decided of one stretch in marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    /// Probability that it is a quotation.
    pub chance: f32,
    /// Index of the mention that is its source.
    pub source: Option<usize>,
    /// Probability of that source.
    pub source_chance: f32,
}

impl Verdict {
    /// It is more likely a quotation than not.
    #[must_use]
    pub fn is_speech(&self) -> bool {
        self.chance >= LEAST_SPEECH
    }
}

const LEAST_SPEECH: f32 = 0.6;

/// What was decided of an article.
pub struct Decided {
    /// Its reporting clauses, unlikely ones included.
    pub clauses: Vec<Clause>,
    /// For each region.
    pub verdicts: Vec<Verdict>,
}

/// Decides.
#[must_use]
pub fn decide(view: &View, models: &Models) -> Decided {
    let clauses = clauses(view, models);
    let by_rule = rules::of_regions(view);
    let repeats = region::repeats(view);
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(by_rule.len());
    let mut previous: Option<(usize, Option<usize>)> = None;
    for (index, &(rule, rule_source)) in by_rule.iter().enumerate() {
        let chance = logistic(models.of(Question::Region).sum(|out| {
            region::features(view, index, rule, &repeats, out);
            region::clause_features(view, index, &clauses, out);
        }));
        let mut verdict = Verdict { chance, ..Verdict::default() };
        if verdict.is_speech() {
            let spoken = Spoken::new(view, index, &clauses, previous, rule_source);
            (verdict.source, verdict.source_chance) = source_of(view, models, &spoken);
            previous = Some((index, verdict.source));
        }
        verdicts.push(verdict);
    }
    Decided { clauses, verdicts }
}

fn source_of(view: &View, models: &Models, spoken: &Spoken) -> (Option<usize>, f32) {
    let options = options(view, spoken);
    let mut scores: Vec<f32> = options
        .iter()
        .map(|&option| models.of(Question::Speaker).sum(|out| speaker::features(view, spoken, option, out)))
        .collect();
    scores.push(models.of(Question::Speaker).sum(|out| speaker::nobody(view, spoken, out)));
    softmax(&mut scores);
    let chosen = best(&scores).unwrap_or(options.len());
    (options.get(chosen).copied(), scores[chosen])
}

/// The mentions that may be the source of a region: those near it, and the source of the quotation before it.
#[must_use]
pub fn options(view: &View, spoken: &Spoken) -> Vec<usize> {
    let mut options = options_of_region(view, &spoken.outer);
    if let Some(before) = spoken.anchor.before
        && let Err(at) = options.binary_search(&before)
    {
        options.insert(at, before);
    }
    options
}
