//! Both models of who is who, from news with annotated speakers and texts with annotated names.

use super::{
    Lesson,
    judged::Judged,
    names::{self, Typed},
    referents::{of_judged, of_references, of_sources},
};
use crate::model::{Choice, Trainer, Training, Weights};

/// What is learned from.
#[derive(Clone, Copy)]
pub struct Data<'d> {
    /// News with annotated speakers.
    pub news: &'d [&'d Lesson],
    /// Texts with annotated names and references.
    pub references: &'d [Typed],
    /// Texts with annotated names.
    pub tagged: &'d [Typed],
    /// News of which some references and names were judged.
    pub judged: &'d [Judged],
}

/// The bytes of both models.
#[derive(Clone, Debug)]
pub struct Who {
    /// What names name.
    pub kind: Vec<u8>,
    /// Whom pronouns and descriptions mean.
    pub referent: Vec<u8>,
}

impl Who {
    /// Each model's file name in `models/`, and its bytes.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        [("kind.bin", self.kind.as_slice()), ("referent.bin", self.referent.as_slice())].into_iter()
    }
}

const KIND: Training = Training { bits: 18, epochs: 8, rate: 0.05, decay: 1e-3, dropout: 0.3, seed: 1 };
const REFERENT: Training = Training { bits: 16, epochs: 16, rate: 0.03, decay: 1e-3, dropout: 0.3, seed: 1 };

/// Learns both.
///
/// # Panics
/// Never: the tables that it reads it wrote itself.
#[must_use]
pub fn learn(data: &Data) -> Who {
    let kind = learn_kind(data);
    let kinds = Weights::read(&kind).expect("a table that was just written");
    let referent = learn_referent(data, &kinds);
    Who { kind, referent }
}

/// News teaches little of names: one choice in so many is taken.
const NEWS_EVERY: usize = 10;

/// Learns what names name.
#[must_use]
pub fn learn_kind(data: &Data) -> Vec<u8> {
    let typed = data.tagged.iter().chain(data.references).flat_map(names::choices);
    let spoken = data.news.iter().flat_map(|lesson| names::spoken(lesson)).skip(NEWS_EVERY - 1).step_by(NEWS_EVERY);
    let judged = data.judged.iter().flat_map(names::judged);
    let choices: Vec<Choice> = typed.chain(spoken).chain(judged).collect();
    Weights::write(&Trainer::learn(&choices, KIND))
}

/// What a model learned from other articles thinks less likely than this, the machine that labelled it got wrong.
const LEAST_LIKELY: f32 = 0.25;
const FOLDS: usize = 4;

/// Learns whom pronouns and descriptions mean.
///
/// # Panics
/// Never: the tables that it reads it wrote itself.
#[must_use]
pub fn learn_referent(data: &Data, kinds: &Weights) -> Vec<u8> {
    let sources: Vec<Vec<Choice>> = data.news.iter().map(|lesson| of_sources(lesson, kinds)).collect();
    let annotated: Vec<Choice> = data.references.iter().flat_map(|text| of_references(text, kinds)).collect();
    let table = Weights::write(&Trainer::learn(&[&annotated[..], &sources.concat()].concat(), REFERENT));
    let weights = Weights::read(&table).expect("a table that was just written");
    let judged = data.judged.iter().filter(|judged| judged.has_references());
    let judged = judged.flat_map(|judged| of_judged(judged, kinds, &weights));
    let references: Vec<Choice> = annotated.into_iter().chain(judged).collect();
    let mut kept = references.clone();
    for fold in 0..FOLDS {
        let others = sources.iter().enumerate().filter(|(index, _)| index % FOLDS != fold);
        let others: Vec<Choice> = others.flat_map(|(_, choices)| choices).chain(&references).cloned().collect();
        let table = Weights::write(&Trainer::learn(&others, REFERENT));
        let weights = Weights::read(&table).expect("a table that was just written");
        let unseen = sources.iter().skip(fold).step_by(FOLDS).flatten();
        kept.extend(unseen.filter(|choice| choice.right_probability(&weights) >= LEAST_LIKELY).cloned());
    }
    Weights::write(&Trainer::learn(&kept, REFERENT))
}
