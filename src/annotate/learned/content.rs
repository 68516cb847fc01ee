//! Where does what a cue reports begin, and where does it end?
//!
//! Two choices one after the other, as a pointer network makes them (Vinyals, Fortunato & Jaitly 2015): the first token of the
//! content among the tokens where one may begin, then its end among those where one may end.

use std::ops::Range;

use super::{
    frame,
    view::{View, steps},
};
use crate::{
    annotate::learned::templates,
    model::{Sink, hash, mix},
    text::TokenKind,
};

templates! {
    SIDE "on which side of the cue, and how far"
    WORD "the word there"
    WORD_BEFORE "the word before"
    TAGS "what stands on both sides"
    TAGS_BEFORE "what stands in the two places before"
    TAGS_BEHIND "what stands in the two places behind"
    TOUCHES "whether it touches cue or source"
    TOUCHES_CUE "whether it touches this cue or its source"
    SENTENCE_SIDE "how it lies in its sentence, and on which side"
    QUOTED "whether it stands in quotation marks"
    QUOTED_SIDE "whether it stands in quotation marks, and on which side"
    COMMAS "how many commas stand between it and the cue"
    BETWEEN "what stands between it and the cue"
    CUE_BEHIND "the cue and what stands behind it"
    LENGTH "how long the content is"
    HOLDS "whether the content holds cue or source"
    LAST_TAGS "its last word and what follows"
    LAST_SIDE "what follows it, and on which side"
    STOPS "how many commas are in it"
    CUTS "whether it cuts quotation marks"
    FRAME "what opens the cue's clause, and how the sentence goes on"
    FRAME_STOPS "what opens the cue's clause, how the sentence goes on, and how many commas are in it"
    VERBS "its first word, how many verbs are in it, and how the sentence goes on"
    PARALLEL "whether what goes on has the cue's ending"
    VERBS_CUE "the cue, how many verbs are in it, and how the sentence goes on"
}

/// The forms of "that" and of a comma.
const THAT: u32 = hash("that");
const COMMA: u32 = hash(",");

/// A cue and its source, for which the content is looked for.
#[derive(Clone, Debug)]
pub struct Reported {
    /// Token of the cue's head.
    pub cue: usize,
    /// The source's tokens, where it has one.
    pub source: Option<Range<usize>>,
    /// The tokens of the cue's sentence.
    pub sentence: Range<usize>,
    /// That sentence ends in a colon.
    announces: bool,
    /// The first token that may be reported: sentences before it have a cue of their own.
    from: usize,
    /// How its clause hangs on the sentence.
    pub frame: u32,
}

impl Reported {
    /// What `cue` and the mention `source` report, behind `others`, the heads of cues before, the last first.
    ///
    /// No content reaches back over a sentence that says outside of marks who said something: in "“Fine,” Kell said. The rest,
    /// he added, was “poor”" it is the second sentence alone that he added.
    #[must_use]
    pub fn new(view: &View, cue: usize, source: Option<usize>, mut others: impl Iterator<Item = usize>) -> Self {
        let reading = &view.scene.reading;
        let sentence = reading.sentence_of(cue);
        let other = others.find(|&other| other < sentence.start && !view.quoted(other));
        let from = other.map_or(0, |other| reading.sentence_of(other).end);
        let announces = reading.reads(sentence.end - 1, ":");
        let source = source.map(|source| view.mentions.all[source].words.clone());
        let frame = frame::of(view, cue, source.as_ref(), &sentence);
        Self { cue, source, sentence, announces, from, frame }
    }
}

/// So many tokens before and behind the cue a content may begin or end inside its sentence.
const REACH: usize = 90;
/// So near behind the cue a content may begin at any word.
const NEAR: usize = 4;
/// So many sentences around it may begin or end one.
const SENTENCES: usize = 3;

/// Tokens where the content may begin, in order.
#[must_use]
pub fn starts(view: &View, reported: &Reported) -> Vec<usize> {
    let reading = &view.scene.reading;
    let (cue, sentence, paragraph) = (reported.cue, &reported.sentence, reading.paragraph_of(reported.cue));
    let near = sentence.start.max(cue.saturating_sub(REACH))..sentence.end.min(cue + REACH);
    let source = reported.source.clone().unwrap_or_default();
    let mut found: Vec<usize> = near
        .filter(|&at| {
            at != cue
                && !source.contains(&at)
                && (!view.quoted(at) || opens(view, at))
                && (at.wrapping_sub(cue) <= NEAR || at == source.end || view.begins(at))
        })
        .collect();
    let first = reading.words[cue].sentence as usize;
    for other in first.saturating_sub(SENTENCES)..(first + SENTENCES + 1).min(reading.sentences.len()) {
        let start = reading.sentences[other].start;
        if paragraph.contains(&start) {
            found.push(start);
        }
    }
    found.extend(announced(view, &paragraph));
    found.retain(|&at| at >= reported.from);
    found.sort_unstable();
    found.dedup();
    found
}

/// "She said:" at a paragraph's end may announce the next one's words, when that begins with a mark.
fn announced(view: &View, paragraph: &Range<usize>) -> Option<usize> {
    let next = paragraph.end;
    (view.quoted(next) && !view.quoted(next - 1)).then_some(next)
}

/// Ends (the token behind the last one) that a content which begins at `start` may have, in order.
#[must_use]
pub fn ends(view: &View, reported: &Reported, start: usize) -> Vec<usize> {
    let reading = &view.scene.reading;
    let (cue, sentence, paragraph) = (reported.cue, &reported.sentence, reading.paragraph_of(reported.cue));
    let is_before = start < cue;
    let mut found: Vec<usize> = Vec::new();
    let near = (start + 1).max(sentence.start)..(sentence.end + 1).min(cue + REACH).min(start + 2 * REACH);
    let source = reported.source.as_ref().map_or(usize::MAX, |source| source.start);
    found.extend(near.filter(|&end| {
        (!view.quoted(end - 1) || closes(view, end))
            && !(is_before && end == cue + 1)
            && (view.ends(end) || end == cue || end == source)
    }));
    let last = reading.words[start].sentence as usize;
    for other in last..(last + SENTENCES + 1).min(reading.sentences.len()) {
        let end = reading.sentences[other].end;
        let near = if start >= paragraph.end { reading.paragraph_of(start).end } else { paragraph.end };
        if end > start && end <= near {
            found.push(end);
        }
    }
    if let Some(region) = view.scene.inside.region(start) {
        found.push(reading.word_at(view.scene.regions[region].outer.end));
    }
    found.retain(|&end| end > start);
    found.sort_unstable();
    found.dedup();
    found
}

fn opens(view: &View, at: usize) -> bool {
    at == 0 || view.scene.inside.region(at - 1) != view.scene.inside.region(at)
}

fn closes(view: &View, end: usize) -> bool {
    view.scene.inside.region(end) != view.scene.inside.region(end - 1)
}

/// What touches the boundary `at` (before that token): the cue's end or start, the source's.
fn touches(reported: &Reported, at: usize) -> u32 {
    let cue = reported.cue;
    let (start, end) = reported.source.as_ref().map_or((usize::MAX, usize::MAX), |source| (source.start, source.end));
    u32::from(at == cue + 1) | u32::from(at == cue) << 1 | u32::from(at == end) << 2 | u32::from(at == start) << 3
}

/// On which side of cue and source a token stands: before both, between them, behind both.
fn side(reported: &Reported, at: usize) -> u32 {
    let cue = reported.cue;
    let first = reported.source.as_ref().map_or(2, |source| u32::from(source.start < cue));
    let behind_cue = u32::from(at > cue);
    let behind_source = reported.source.as_ref().map_or(2, |source| u32::from(at >= source.end));
    first | behind_cue << 2 | behind_source << 4
}

/// What may tell whether the content begins at `at`.
pub fn start_features(view: &View, reported: &Reported, at: usize, out: &mut impl Sink) {
    coarse_start_features(view, reported, at, out);
    fine_start_features(view, reported, at, out);
}

/// Those that tell which tokens are out of the running.
pub fn coarse_start_features(view: &View, reported: &Reported, at: usize, out: &mut impl Sink) {
    let side = side(reported, at);
    let touches = touches(reported, at);
    let before = view.tag(at, -1);
    out.add(SIDE, mix(side, steps(at.abs_diff(reported.cue))));
    out.add(WORD_BEFORE, mix(view.form(at, -1), side));
    out.add(TAGS, mix(mix(before, view.tags[at]), side));
    out.add(TOUCHES, mix(touches, side));
    out.add(TOUCHES, mix(touches, view.tags[at]));
    out.add(TOUCHES_CUE, mix(touches, view.scene.reading.words[reported.cue].form));
}

/// The others.
pub fn fine_start_features(view: &View, reported: &Reported, at: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let cue = reported.cue;
    let form = reading.words[cue].form;
    let side = side(reported, at);
    let touches = touches(reported, at);
    let distance = steps(at.abs_diff(cue));
    out.add(WORD, mix(view.form(at, 0), side));
    out.add(TAGS_BEFORE, mix(mix(view.tag(at, -1), view.tag(at, -2)), side));
    out.add(TAGS_BEHIND, mix(mix(view.tags[at], view.tag(at, 1)), side));
    let sentence = &reported.sentence;
    let inside = sentence.contains(&at);
    let place = u32::from(at == sentence.start)
        | u32::from(if inside { at == sentence.start } else { reading.sentence_of(at).start == at }) << 1
        | u32::from(at < sentence.start) << 2
        | u32::from(at >= sentence.end) << 3
        | u32::from(!inside && reading.words[at].paragraph != reading.words[cue].paragraph) << 4
        | u32::from(reported.announces) << 5;
    out.add(SENTENCE_SIDE, mix(place, mix(side, form)));
    let quoted = u32::from(view.quoted(at))
        | u32::from(at > 0 && view.quoted(at - 1)) << 1
        | u32::from(at + 1 < view.tags.len() && view.quoted(at + 1)) << 2;
    out.add(QUOTED, mix(quoted, distance));
    out.add(QUOTED_SIDE, mix(quoted, mix(side, place)));
    between(view, cue, at, side, out);
    out.add(CUE_BEHIND, mix(mix(side, touches), mix(view.tag(cue, 1), view.tag(cue, 2))));
}

fn between(view: &View, cue: usize, at: usize, side: u32, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let words = if at > cue { cue + 1..at } else { at..cue };
    let commas = view.count(&words).commas;
    out.add(COMMAS, mix(commas.min(5), side));
    if words.len() <= 4 {
        out.add(BETWEEN, words.fold(side, |path, at| mix(path, view.tags[at])));
    } else {
        let that = words.clone().take(8).find(|&at| reading.words[at].form == THAT);
        out.add(BETWEEN, mix(side, that.map_or(7, |that| steps(that - words.start))));
    }
}

/// What may tell whether a content that begins at `start` ends before `end`.
pub fn end_features(view: &View, reported: &Reported, start: usize, end: usize, out: &mut impl Sink) {
    coarse_end_features(view, reported, start, end, out);
    fine_end_features(view, reported, start, end, out);
}

/// Those that tell which ends are out of the running.
pub fn coarse_end_features(view: &View, reported: &Reported, start: usize, end: usize, out: &mut impl Sink) {
    let side = side(reported, start);
    let touches = touches(reported, end);
    let last = end - 1;
    let (tag, next) = (view.tags[last], view.tag(last, 1));
    out.add(LENGTH, mix(steps(end - start), side));
    out.add(WORD_BEFORE, mix(view.form(last, 1), side));
    out.add(LAST_TAGS, mix(mix(tag, next), side));
    out.add(LAST_SIDE, mix(next, mix(side, touches)));
    out.add(TOUCHES, mix(touches, side));
    out.add(TOUCHES_CUE, mix(touches, view.scene.reading.words[reported.cue].form));
}

/// The others.
pub fn fine_end_features(view: &View, reported: &Reported, start: usize, end: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let cue = reported.cue;
    let form = reading.words[cue].form;
    let side = side(reported, start);
    let touches = touches(reported, end);
    let last = end - 1;
    let (tag, next) = (view.tags[last], view.tag(last, 1));
    out.add(WORD, mix(reading.words[last].form, side));
    out.add(TAGS_BEHIND, mix(mix(next, view.tag(last, 2)), side));
    out.add(TAGS_BEFORE, mix(mix(tag, view.tag(last, -1)), side));
    let sentence = reading.sentence_of(last);
    let is_last = end == sentence.end;
    let is_mark = reading.words[last].kind == TokenKind::Mark;
    let before_stop = end + 1 == sentence.end && reading.is_stop(end);
    let place = u32::from(is_last)
        | u32::from(before_stop) << 1
        | u32::from(is_mark) << 2
        | u32::from(reading.words[last].sentence != reading.words[cue].sentence) << 3;
    out.add(SENTENCE_SIDE, mix(place, mix(side, form)));
    let quoted = u32::from(view.quoted(last))
        | u32::from(end < view.tags.len() && view.quoted(end)) << 1
        | u32::from(view.quoted(start)) << 2;
    out.add(QUOTED, mix(quoted, place));
    out.add(QUOTED_SIDE, mix(quoted, mix(side, next)));
    let cut =
        view.quoted(start) && view.scene.inside.region(start) == view.scene.inside.region(last) && !closes(view, end);
    out.add(CUTS, u32::from(cut));
    let holds = u32::from((start..end).contains(&cue))
        | reported.source.as_ref().map_or(0, |source| u32::from((start..end).contains(&source.start))) << 1;
    out.add(HOLDS, mix(holds, side));
    let commas = view.count(&(start..end)).commas;
    out.add(STOPS, mix(commas.min(5), mix(place, side)));
    out.add(COMMAS, mix(u32::from(reading.words[last].form == COMMA), mix(next, side)));
    out.add(CUE_BEHIND, mix(mix(view.tag(cue, 1), side), mix(place, touches)));
    let next = mix(frame::goes_on(view, end), side);
    out.add(FRAME, mix(reported.frame, next));
    out.add(FRAME_STOPS, mix(reported.frame, mix(next, commas.min(3))));
    let verbs = view.count(&(start..end)).verbs;
    out.add(VERBS, mix(view.form(start, 0), mix(verbs.min(3), next)));
    out.add(VERBS_CUE, mix(form, mix(verbs.min(2), next)));
    out.add(PARALLEL, mix(frame::parallel(view, cue, end), mix(next, verbs.min(2))));
}
