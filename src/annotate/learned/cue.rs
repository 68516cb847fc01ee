//! Is this token the head of a cue?

use super::view::{View, steps};
use crate::{
    annotate::learned::templates,
    model::{Sink, hash, mix},
    text::TokenKind,
};

templates! {
    FORM "the word"
    PREVIOUS "the word before it"
    NEXT "the word behind it"
    NEXT_TWO "the two words behind it"
    PREVIOUS_TAG "what stands before it"
    NEXT_TAG "what stands behind it"
    FORM_PREVIOUS_TAG "the word and what stands before it"
    FORM_NEXT_TAG "the word and what stands behind it"
    TAGS_AROUND "what stands on both sides"
    TAGS_BEFORE "what stands in the two places before it"
    TAGS_BEHIND "what stands in the two places behind it"
    TAGS_BEHIND_THREE "what stands in the three places behind it"
    CHANCE "how often the word is a cue"
    CHANCE_NEXT "how often the word is a cue, and what stands behind it"
    CHANCE_PREVIOUS "how often the word is a cue, and what stands before it"
    SUBJECT "the mention before it"
    SUBJECT_FORM "the word and the mention before it"
    SUBJECT_HEAD "who the mention before it is"
    SUBJECT_CHANCE "the mention before it, and how often the word is a cue"
    OBJECT "the mention behind it"
    STRONGEST "the strongest other cue of the sentence"
    STRONGEST_WORD "the word that is the strongest other cue of the sentence"
    QUOTED_BEFORE "how near quotation marks stand before it"
    QUOTED_BEHIND "how near quotation marks stand behind it"
    QUOTED_FORM "the word and quotation marks near it"
    THAT "whether “that” or the like stands behind it"
    THAT_FORM "the word, and whether “that” or the like stands behind it"
    PLACE "its place in the sentence"
    TITLE "whether it stands in the first paragraph"
    PAIR_BEFORE "the word and the one before it"
    PAIR_BEHIND "the word and the one behind it"
    TRIPLE "the word and what stands on both sides"
    SUBJECT_KIND "the word and what the mention before it is"
    OWNER "who owns it, and what follows"
    ENDING "how the word ends, and what stands before it"
    SENSE "what the word tells"
    SENSE_NEXT "what the word tells, and what stands behind it"
    SENSE_PREVIOUS "what the word tells, and what stands before it"
    SENSE_BEHIND "what the word tells, and what stands in the two places behind it"
    SENSE_SUBJECT "what the word tells, and the mention before it"
    SENSE_CHANCE "what the word tells, and how often it is a cue"
    SENSE_AROUND "what the word tells, and what stands on both sides"
    SENSE_KIND "what the word tells, and what the mention before it is"
}

/// What often begins a content.
const INTRODUCES: [u32; 7] =
    [hash("that"), hash("whether"), hash("how"), hash("if"), hash("why"), hash("what"), hash("to")];

/// Steps below which a form is never taken for a cue's head.
pub const LEAST_CHANCE: u8 = 2;

/// The tokens that may head a cue: outside quotation marks, of a form that was one often enough.
pub fn possible<'v>(view: &'v View) -> impl Iterator<Item = usize> + 'v {
    (0..view.unquoted.len()).filter(|&at| view.unquoted[at] >= LEAST_CHANCE)
}

/// What may tell whether token `at` heads a cue.
pub fn features(view: &View, at: usize, out: &mut impl Sink) {
    coarse_features(view, at, out);
    fine_features(view, at, out);
}

/// Those of the words around it, which cost little: half of all words are out of the running after them.
pub fn coarse_features(view: &View, at: usize, out: &mut impl Sink) {
    let form = view.scene.reading.words[at].form;
    let chance = u32::from(view.chances[at]);
    let (previous, next) = (view.tag(at, -1), view.tag(at, 1));
    out.add(FORM, form);
    out.add(PREVIOUS, view.form(at, -1));
    out.add(NEXT, view.form(at, 1));
    out.add(NEXT_TWO, mix(view.form(at, 1), view.form(at, 2)));
    out.add(PREVIOUS_TAG, previous);
    out.add(NEXT_TAG, next);
    out.add(FORM_PREVIOUS_TAG, mix(form, previous));
    out.add(FORM_NEXT_TAG, mix(form, next));
    out.add(TAGS_AROUND, mix(previous, next));
    out.add(TAGS_BEFORE, mix(view.tag(at, -2), previous));
    out.add(TAGS_BEHIND, mix(next, view.tag(at, 2)));
    out.add(TAGS_BEHIND_THREE, mix(mix(next, view.tag(at, 2)), view.tag(at, 3)));
    out.add(PAIR_BEFORE, mix(form, view.form(at, -1)));
    out.add(PAIR_BEHIND, mix(form, view.form(at, 1)));
    out.add(TRIPLE, mix(form, mix(previous, next)));
    out.add(CHANCE, chance);
    out.add(CHANCE_NEXT, mix(chance, next));
    out.add(CHANCE_PREVIOUS, mix(chance, previous));
    out.add(ENDING, mix(view.tags[at], previous));
}

/// Those of its sentence.
pub fn fine_features(view: &View, at: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let form = reading.words[at].form;
    let chance = u32::from(view.chances[at]);
    let (previous, next) = (view.tag(at, -1), view.tag(at, 1));
    let sentence = reading.sentence_of(at);
    let before = view.mentions.starting_in(&(sentence.start.max(at.saturating_sub(12))..at)).next_back();
    let subject = before.map_or(0, |mention| {
        let mention = &view.mentions.all[mention];
        mix(mention.sort as u32 + 1, steps(at.saturating_sub(mention.words.end)))
    });
    out.add(SUBJECT, subject);
    out.add(SUBJECT_FORM, mix(subject, form));
    out.add(SUBJECT_CHANCE, mix(subject, chance));
    out.add(SUBJECT_HEAD, before.map_or(0, |mention| view.tags[view.mentions.all[mention].head]));
    let kind = before.map_or(0, |mention| view.kind(mention));
    out.add(
        SUBJECT_KIND,
        mix(
            kind,
            mix(form, steps(before.map_or(20, |mention| at.saturating_sub(view.mentions.all[mention].words.end)))),
        ),
    );
    out.add(OWNER, mix(mix(kind, previous), mix(view.form(at, 1), chance)));
    let sense = u32::from(view.senses[at]);
    if sense != 0 {
        out.add(SENSE, mix(sense, view.tags[at]));
        out.add(SENSE_NEXT, mix(sense, next));
        out.add(SENSE_PREVIOUS, mix(sense, previous));
        out.add(SENSE_BEHIND, mix(mix(sense, next), view.tag(at, 2)));
        out.add(SENSE_SUBJECT, mix(sense, subject));
        out.add(SENSE_CHANCE, mix(sense, chance));
        out.add(SENSE_AROUND, mix(sense, mix(previous, next)));
        out.add(SENSE_KIND, mix(sense, kind));
    } else {
        out.add(SENSE, view.tags[at]);
    }
    let behind = view.mentions.starting_in(&(at + 1..sentence.end.min(at + 6))).next();
    let object = behind.map_or(0, |mention| {
        let mention = &view.mentions.all[mention];
        mix(mention.sort as u32 + 1, steps(mention.words.start - at))
    });
    out.add(OBJECT, mix(object, form));

    let farthest = 40;
    let around = sentence.start.max(at.saturating_sub(farthest))..sentence.end.min(at + farthest);
    let strongest = around.filter(|&other| other != at).max_by_key(|&other| view.unquoted[other]);
    if let Some(other) = strongest.filter(|&other| view.unquoted[other] >= LEAST_CHANCE) {
        let side = u32::from(other < at);
        let stronger = u32::from(view.chances[other]);
        out.add(STRONGEST, mix(side | (stronger / 3) << 1, chance));
        out.add(STRONGEST_WORD, mix(mix(reading.words[other].form, side), steps(other.abs_diff(at))));
    } else {
        out.add(STRONGEST, mix(77, chance));
    }

    let mark_before = (1..=8).find(|&back| at >= back && view.quoted(at - back)).map_or(15, steps);
    let mark_behind = (1..=8).find(|&on| view.quoted(at + on)).map_or(15, steps);
    out.add(QUOTED_BEFORE, mix(mark_before, chance / 3));
    out.add(QUOTED_BEHIND, mix(mark_behind, chance / 3));
    out.add(QUOTED_FORM, mix(mix(mark_before.min(3), mark_behind.min(3)), form));

    let that = (at + 1..sentence.end.min(at + 5)).find(|&behind| INTRODUCES.contains(&reading.words[behind].form));
    let that = that.map_or(0, |behind| mix(reading.words[behind].form, steps(behind - at)));
    out.add(THAT, mix(that, chance));
    out.add(THAT_FORM, mix(that, form));
    out.add(PLACE, mix(steps(at - sentence.start), steps(sentence.end - at)));
    out.add(TITLE, mix(u32::from(reading.words[at].paragraph == 0), chance));
    debug_assert!(matches!(reading.words[at].kind, TokenKind::Word | TokenKind::Mark));
}
