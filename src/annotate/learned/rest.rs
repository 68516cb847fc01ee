//! Does a content that stands before its clause go on behind it? "The law, officials say, *will help people*."

use std::ops::Range;

use super::{
    content::{self, Reported},
    templates,
    view::{View, steps},
};
use crate::{
    model::{Sink, mix},
    text::TokenKind,
};

templates! {
    WORD "the word there"
    NEXT "what follows it"
    PLACE "how it lies in its sentence"
    LENGTH "how much it adds"
    TAGS "what stands on both sides"
    COMMAS "how many commas are in it"
    LAST "its last word and what follows"
    NONE "whether such contents go on at all"
    NONE_CUE "whether what such a cue reports goes on"
    NONE_FIRST "whether what begins so goes on"
    NONE_BEHIND "whether what stands behind the clause goes on with it"
    NONE_LAST "whether what breaks off so goes on"
    NONE_BOTH "what stands before and behind the clause"
    NONE_LENGTH "how long the content and the clause are"
    NONE_REST "how much of the sentence is left"
    NONE_SUBJECT "what the content is, and what stands behind the clause"
}

/// A clause that stands between two commas has at most so many tokens behind its cue: "she told reporters on Monday".
const LONGEST: usize = 14;

/// The token with which the sentence goes on behind the clause, when the content stands before it and may go on there.
#[must_use]
pub fn start(view: &View, reported: &Reported, content: &Range<usize>) -> Option<usize> {
    let reading = &view.scene.reading;
    let sentence = &reported.sentence;
    if content.end > reported.cue || content.end <= sentence.start || view.quoted(content.end - 1) {
        return None;
    }
    let clause_end = source_behind(reported, content).map_or(0, |source| source.end).max(reported.cue + 1);
    let start = if is_set_off(view, content) {
        (clause_end..(clause_end + LONGEST).min(sentence.end)).find(|&at| parts(view, at))? + 1
    } else {
        clause_end
    };
    let is_word = |at: usize| view.quoted(at) || matches!(reading.words[at].kind, TokenKind::Word | TokenKind::Number);
    (start < sentence.end && is_word(start)).then_some(start)
}

/// The source, where it too stands behind the content.
fn source_behind<'r>(reported: &'r Reported, content: &Range<usize>) -> Option<&'r Range<usize>> {
    reported.source.as_ref().filter(|source| source.start >= content.end)
}

/// The clause behind the content stands between commas or dashes.
fn is_set_off(view: &View, content: &Range<usize>) -> bool {
    parts(view, content.end) || parts(view, content.end - 1)
}

fn parts(view: &View, at: usize) -> bool {
    matches!(view.scene.reading.text(at), "," | "—" | "–") && !view.quoted(at)
}

/// The ends that the rest may have, in order: within its sentence.
#[must_use]
pub fn ends(view: &View, reported: &Reported, start: usize) -> Vec<usize> {
    let mut ends = content::ends(view, reported, start);
    ends.retain(|&end| end <= reported.sentence.end);
    ends
}

/// What may tell whether the rest ends before `end`.
pub fn end_features(view: &View, start: usize, end: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let last = end - 1;
    let (tag, next) = (view.tags[last], view.tag(last, 1));
    let sentence = reading.sentence_of(last);
    let before_stop = end + 1 == sentence.end && reading.is_stop(end);
    let place = u32::from(end == sentence.end)
        | u32::from(before_stop) << 1
        | u32::from(reading.words[last].kind == TokenKind::Mark) << 2
        | u32::from(view.quoted(last)) << 3
        | u32::from(end < view.tags.len() && view.quoted(end)) << 4;
    let first = view.tags[start];
    out.add(WORD, view.form(last, 1));
    out.add(NEXT, mix(next, view.tag(last, 2)));
    out.add(PLACE, place);
    out.add(PLACE, mix(place, first));
    out.add(LENGTH, steps(end - start));
    out.add(TAGS, mix(tag, next));
    out.add(COMMAS, mix(view.count(&(start..end)).commas.min(5), place));
    out.add(LAST, mix(reading.words[last].form, next));
}

/// What may tell whether the content does not go on.
pub fn none_features(view: &View, reported: &Reported, content: &Range<usize>, start: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let set_off = u32::from(is_set_off(view, content));
    let shape = set_off | u32::from(source_behind(reported, content).is_some()) << 1;
    let cue = reading.words[reported.cue].form;
    let (first, next) = (view.tags[start], view.tag(start, 1));
    let begins = view.form(content.start, 0);
    out.add(NONE, shape);
    out.add(NONE_CUE, mix(cue, shape));
    out.add(NONE_CUE, mix(u32::from(view.senses[reported.cue]), mix(shape, first)));
    out.add(NONE_FIRST, mix(begins, shape));
    out.add(NONE_FIRST, mix(view.tags[content.start], mix(first, shape)));
    out.add(NONE_BEHIND, mix(view.form(start, 0), shape));
    out.add(NONE_BEHIND, mix(first, shape));
    out.add(NONE_BEHIND, mix(mix(first, next), shape));
    out.add(NONE_BEHIND, mix(u32::from(view.chances[start]), shape));
    out.add(NONE_LAST, mix(view.tag(content.end, -1), shape));
    out.add(NONE_LAST, mix(mix(view.tag(content.end, -1), view.tag(content.end, -2)), shape));
    out.add(NONE_BOTH, mix(view.tag(content.end, -1), mix(first, shape)));
    let length = steps(content.len());
    out.add(NONE_LENGTH, mix(length, mix(steps(start - content.end), shape)));
    out.add(NONE_LENGTH, mix(length, mix(first, shape)));
    out.add(NONE_REST, mix(steps(reported.sentence.end - start), shape));
    let is_sentence = content.start == reported.sentence.start;
    let is_name = view.mentions.at(content.start).is_some_and(|mention| {
        let words = &view.mentions.all[mention].words;
        words.end + 1 >= content.end
    });
    let commas = view.count(content).commas.min(3);
    let subject = u32::from(is_sentence) | u32::from(is_name) << 1 | commas << 2;
    out.add(NONE_SUBJECT, mix(subject, mix(first, shape)));
    out.add(NONE_SUBJECT, mix(subject, mix(length, shape)));
}
