//! What the rules choose: a feature among others for the learned choices.

use super::view::View;
use crate::annotate::{
    attribution::{Decision, attribute},
    cue::Pattern,
    source::Sources,
    speech::speech,
};

/// The mention that the rules take for the source of the cue at this token, with a number for the cue's pattern.
#[must_use]
pub fn of_cue(view: &View, cue: usize) -> Option<(usize, u32)> {
    let scene = view.scene;
    let index = scene.cues.binary_search_by_key(&cue, |cue| cue.words.start).ok()?;
    let cue = &scene.cues[index];
    let sources = Sources { reading: &scene.reading, candidates: &scene.candidates, inside: &scene.inside };
    let source = sources.of(cue)?;
    let word = scene.candidates.all[source.mention].words.start;
    let pattern = match cue.pattern {
        Pattern::Active => 0,
        Pattern::Passive => 1,
        Pattern::According => 2,
    };
    Some((view.mentions.at(word)?, pattern))
}

/// What the rules say of each region: that it is a quotation, and which mention is its source, by which step.
#[must_use]
pub fn of_regions(view: &View) -> Vec<(bool, Option<(usize, u32)>)> {
    let scene = view.scene;
    let sources = Sources { reading: &scene.reading, candidates: &scene.candidates, inside: &scene.inside };
    let speech = speech(&scene.reading, &scene.regions, &scene.cues);
    let decided = attribute(&sources, &scene.regions, &scene.cues, &speech);
    let mention = |decision: &Decision| {
        let source = decision.source.as_ref()?;
        let word = scene.candidates.all[source.mention].words.start;
        Some((view.mentions.at(word)?, decision.step as u32))
    };
    speech.iter().zip(&decided).map(|(&speech, decision)| (speech, mention(decision))).collect()
}
