//! The tables of weights of all choices.

use std::sync::LazyLock;

use super::forms::Chances;
use crate::model::Weights;

/// What is asked of an article, one model each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is this token a cue's head?
    Cue,
    /// Which mention is the source of a cue?
    Source,
    /// Where does the content of a cue begin?
    Start,
    /// Where does it end?
    End,
    /// Does it go on behind the clause, and where does that end?
    Rest,
    /// Does this clause report anything?
    Accept,
    /// Is this stretch in marks a quotation?
    Region,
    /// Which mention is its source?
    Speaker,
    /// Are this quotation and its speaker right?
    Trust,
}

impl Question {
    /// All of them, in the order of [`Models`].
    pub const ALL: [Self; 9] = [
        Self::Cue,
        Self::Source,
        Self::Start,
        Self::End,
        Self::Rest,
        Self::Accept,
        Self::Region,
        Self::Speaker,
        Self::Trust,
    ];

    /// The name of its file in `models/`, without ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cue => "cue",
            Self::Source => "source",
            Self::Start => "start",
            Self::End => "end",
            Self::Rest => "rest",
            Self::Accept => "accept",
            Self::Region => "region",
            Self::Speaker => "speaker",
            Self::Trust => "trust",
        }
    }
}

/// What was learned.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    /// How often each form is a cue.
    pub chances: Chances<'a>,
    /// By [`Question`].
    weights: [Weights<'a>; Question::ALL.len()],
}

impl<'a> Models<'a> {
    /// Puts them together; `weights` in the order of [`Question::ALL`].
    #[must_use]
    pub fn new(chances: Chances<'a>, weights: [Weights<'a>; Question::ALL.len()]) -> Self {
        Self { chances, weights }
    }

    /// The weights that answer a question.
    #[inline]
    #[must_use]
    pub fn of(&self, question: Question) -> &Weights<'a> {
        &self.weights[question as usize]
    }
}

const CHANCES: &[u8] = include_bytes!("../../../models/chances.bin");
/// In the order of [`Question::ALL`].
const TABLES: [&[u8]; Question::ALL.len()] = [
    include_bytes!("../../../models/cue.bin"),
    include_bytes!("../../../models/source.bin"),
    include_bytes!("../../../models/start.bin"),
    include_bytes!("../../../models/end.bin"),
    include_bytes!("../../../models/rest.bin"),
    include_bytes!("../../../models/accept.bin"),
    include_bytes!("../../../models/region.bin"),
    include_bytes!("../../../models/speaker.bin"),
    include_bytes!("../../../models/trust.bin"),
];

impl Models<'static> {
    /// Those that are compiled in, learned from English news.
    #[must_use]
    pub fn english() -> &'static Self {
        static MODELS: LazyLock<Models> =
            LazyLock::new(|| Models::new(Chances::read(CHANCES), TABLES.map(Weights::compiled_in)));
        &MODELS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_that_are_compiled_in_are_read() {
        let models = Models::english();
        assert!(CHANCES.len().is_power_of_two());
        for question in Question::ALL {
            assert!(models.of(question).score(&[1, 2, 3]).is_finite(), "{}", question.name());
        }
    }
}
