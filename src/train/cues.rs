//! Choices of cues.

use crate::{
    annotate::learned::{cue, view::View},
    model::{Choice, Features},
};

/// One choice for each token that may head a cue; `heads` are the tokens that do.
#[must_use]
pub fn choices(view: &View, heads: &[Option<usize>]) -> Vec<Choice> {
    let mut features = Features::default();
    let choice = |at: usize| {
        features.clear();
        cue::features(view, at, &mut features);
        Choice::yes_or_no(&features.all, heads.contains(&Some(at)))
    };
    cue::possible(view).map(choice).collect()
}
