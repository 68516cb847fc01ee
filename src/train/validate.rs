//! Cross-validation: how right the models are on articles that they were not learned from.

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
    let mut tally = Tally::default();
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    for part in 0..folds.parts {
        let (unseen, others) = neighbours(&lessons, part, folds.parts);
        let others: Vec<&Lesson> = others.into_iter().step_by(folds.every.max(1)).chain(more).collect();
        let tables = learn_choices(&others, judged, training);
        let models = tables.models();
        for lesson in unseen {
            let scene = Scene::of(&lesson.body);
            tally.add(&lesson.id, &lesson.body, &lesson.gold, &learned::quotes(&scene, &models));
        }
    }
    tally
}
