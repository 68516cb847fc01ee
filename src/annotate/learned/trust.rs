//! How likely is it that what was chosen is right as a whole?
//!
//! The choices are made one after the other, each as if those before it were right. Looked at again together they tell more: a
//! cue whose source and content were both hard to choose is less likely one at all.

use super::{
    Named,
    clause::Clause,
    frame,
    region::tenths,
    view::{View, steps},
};
use crate::{
    annotate::learned::templates,
    model::{Sink, mix},
};

templates! {
    CUE "how likely the cue is one"
    SOURCE "how likely the source is"
    CONTENT "how likely the bounds of the content are"
    CUE_SOURCE "how likely it and its source are"
    CUE_CONTENT "how likely cue and content are"
    SOURCE_CONTENT "how likely source and content are"
    FORM "the cue"
    FORM_CUE "the cue, and how likely it is one"
    KIND "what the source is"
    KIND_CUE "what the source is, and how likely the cue is one"
    LENGTH "how long the content is"
    SIDE "where source, cue and content stand"
    FIRST "what the content begins with"
    LAST "what stands behind the content"
    NESTED "whether another clause reports the same words"
    BEFORE "what stands before the cue"
    BEHIND "what stands behind the cue"
    QUOTED "how much of the content stands in quotation marks"
    MARKED "how likely it is a quotation"
    MARKED_SOURCE "how likely its source is"
    STEP "how the source was found"
    STEP_SOURCE "how the source was found, and how likely it is"
    NAMED "how sure it is whom the source means"
    NAMED_SOURCE "how likely the source is, and how sure whom it means"
    FRAME "what opens the cue's clause"
    FRAME_NEXT "what opens the cue's clause, and how the sentence goes on behind the content"
    MOOD "whether it is denied or only possible"
    MOOD_CUE "the cue, and whether it is denied or only possible"
}

/// What may tell whether clause `index` reports something.
pub fn of_clause(view: &View, clauses: &[Clause], index: usize, out: &mut impl Sink) {
    let clause = &clauses[index];
    let reading = &view.scene.reading;
    let (cue, source, content) = (fine(clause.chance), tenths(clause.source_chance), tenths(clause.content_chance));
    let form = reading.words[clause.cue].form;
    let kind = clause.source.map_or(0, |source| view.kind(source) + 1);
    out.add(CUE, cue);
    out.add(SOURCE, mix(source, cue / 4));
    out.add(CONTENT, mix(content, cue / 4));
    out.add(CUE_SOURCE, mix(cue, source / 2));
    out.add(CUE_CONTENT, mix(cue, content / 2));
    out.add(SOURCE_CONTENT, mix(mix(source / 2, content / 2), cue / 4));
    out.add(FORM, form);
    out.add(FORM_CUE, mix(form, cue / 4));
    out.add(KIND, kind);
    out.add(KIND_CUE, mix(kind, cue / 2));
    let length = steps(clause.content.len());
    out.add(LENGTH, length);
    out.add(LENGTH, mix(length, cue / 2));
    let before = u32::from(clause.content.start < clause.cue);
    let mention = clause.source.map(|source| &view.mentions.all[source].words);
    let side = mention.map_or(2, |words| u32::from(words.start < clause.cue));
    let near = mention.map_or(99, |words| steps(words.start.abs_diff(clause.cue)));
    let gap = if before == 1 {
        clause.cue.saturating_sub(clause.content.end)
    } else {
        clause.content.start.saturating_sub(clause.cue)
    };
    let place = mix(mix(before, side), mix(near, steps(gap)));
    out.add(SIDE, place);
    out.add(SIDE, mix(place, cue / 4));
    out.add(FIRST, mix(view.tags[clause.content.start], before));
    out.add(FIRST, mix(view.tags[clause.content.start], form));
    out.add(LAST, mix(view.tag(clause.content.end - 1, 1), before));
    out.add(BEFORE, mix(view.tag(clause.cue, -1), cue / 4));
    out.add(BEHIND, mix(view.tag(clause.cue, 1), cue / 4));
    let next = frame::goes_on(view, clause.content.end);
    out.add(FRAME, mix(clause.frame, cue / 4));
    out.add(FRAME_NEXT, mix(mix(clause.frame, next), before));
    let mood = frame::mood(view, clause.cue);
    out.add(MOOD, mix(mood, mix(cue / 4, before)));
    out.add(MOOD_CUE, mix(mood, form));
    let quoted = clause.content.clone().take(200).filter(|&at| view.quoted(at)).count();
    out.add(QUOTED, mix(steps(quoted), mix(length, cue / 4)));
    for (other, offset) in [(index.checked_sub(1), 0), (Some(index + 1), 1)] {
        let Some(other) = other.and_then(|other| clauses.get(other)) else { continue };
        let both =
            other.content.end.min(clause.content.end).saturating_sub(other.content.start.max(clause.content.start));
        let overlap = u32::from(both > 0)
            | u32::from(other.content == clause.content) << 1
            | u32::from(other.source == clause.source) << 2
            | u32::from(other.chance > clause.chance) << 3
            | u32::from(clause.content.contains(&other.cue)) << 4
            | u32::from(other.content.contains(&clause.cue)) << 5;
        out.add(NESTED, mix(mix(overlap, offset), cue / 4));
        out.add(NESTED, mix(mix(overlap, offset), tenths(other.chance) / 2));
    }
}

/// What may tell whether a quotation, its source and its speaker are right.
pub fn of_draft(view: &View, Named { draft, speaker, .. }: &Named, out: &mut impl Sink) {
    let kind = draft.kind as u32;
    let (chance, source) = (fine(draft.chance), fine(draft.source_chance));
    let step = draft.step as u32;
    let who = draft.source.map_or(0, |source| view.kind(source) + 1);
    out.add(MARKED, mix(chance, kind));
    out.add(MARKED_SOURCE, mix(source, kind));
    out.add(CUE_SOURCE, mix(mix(chance / 2, source / 2), kind));
    out.add(STEP, mix(step, kind));
    out.add(STEP_SOURCE, mix(step, mix(source / 2, kind)));
    out.add(KIND, mix(who, kind));
    let named = speaker.map_or(99, |(_, sure)| tenths(sure));
    out.add(NAMED, mix(named, kind));
    out.add(NAMED, mix(named, who));
    out.add(NAMED_SOURCE, mix(named, source / 2));
    let length = draft.pieces.iter().map(|piece| piece.len()).sum::<usize>() / 6;
    out.add(LENGTH, mix(steps(length), kind));
    out.add(LENGTH, mix(steps(length), mix(chance / 4, kind)));
    out.add(FORM, draft.cue.map_or(0, |cue| view.scene.reading.words[cue].form));
}

/// A probability in twenty steps of its log-odds, so that the sure ones are told apart.
#[must_use]
pub fn fine(chance: f32) -> u32 {
    let chance = chance.clamp(0.001, 0.999);
    let odds = (chance / (1.0 - chance)).ln();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 20")]
    let step = ((odds + 7.0) / 0.7) as u32;
    step
}
