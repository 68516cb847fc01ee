//! Cross-validation: how right the models are on articles that they were not learned from.

use rayon::prelude::*;

use super::{Judged, Lesson, english::learn_choices, lesson::neighbours};
use crate::{
    annotate::{learned, scene::Scene},
    evaluate::Tally,
    model::Training,
};

/// How to part the lessons.
#[derive(Clone, Copy, Debug)]
pub struct Folds {
    /// So many parts, each of lessons that stand together: neighbours are often of one outlet or one event.
    pub parts: usize,
    /// Of those learned from, each so manieth is taken: for a learning curve.
    pub every: usize,
}

/// Scores each part of the lessons by models that were learned from the others, and from `more`, which are never scored. Confidences
/// are left out: nothing is learned for them.
#[must_use]
pub fn cross_validate(
    lessons: &[Lesson],
    more: &[Lesson],
    judged: &[Judged],
    folds: Folds,
    training: Training,
) -> Tally {
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    let found_in = |part: usize| {
        let (unseen, others) = neighbours(&lessons, part, folds.parts);
        let others: Vec<&Lesson> = others.into_iter().step_by(folds.every.max(1)).chain(more).collect();
        let tables = learn_choices(&others, judged, training);
        let models = tables.models();
        let quotes = |lesson: &Lesson| learned::quotes(&Scene::of(&lesson.body), &models);
        unseen.into_iter().map(|lesson| (lesson, quotes(lesson))).collect::<Vec<_>>()
    };
    let found: Vec<_> = (0..folds.parts).into_par_iter().flat_map_iter(found_in).collect();
    let mut tally = Tally::default();
    for (lesson, quotes) in found {
        tally.add(&lesson.id, &lesson.body, &lesson.gold, &quotes);
    }
    tally
}
