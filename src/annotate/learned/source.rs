//! Which mention is the source of a cue or of a stretch in quotation marks?

use std::ops::Range;

use super::{
    mentions::{Mention, Sort},
    view::{View, steps},
};
use crate::{
    annotate::learned::templates,
    model::{Sink, mix},
};

templates! {
    PLACE "on which side it stands, and how far away"
    PLACE_SORT "how far away it stands, and how it refers"
    RANK_SORT "how many mentions stand between, and how it refers"
    RANK_ANCHOR "how many mentions stand between it and this cue"
    SORT "how it refers"
    HEAD "its word"
    BEFORE "the word before it"
    TAGS_BEHIND "what stands in the two places behind it"
    CHANCE_BEHIND "whether a cue stands behind it, and how far away it stands"
    PATH "the way between"
    PATH_TAGS "what stands on the way between"
    PATH_VERBS "verbs and commas on the way between"
    PATH_QUOTED "quotation marks on the way between"
    GOVERNED_SIDE "whether a preposition stands before it, and on which side it stands"
    FIRST "whether it is the first mention of its sentence"
    SUBJECT_RANK "whether it looks like a subject, and how many mentions stand between"
    ANCHOR_SIDE "on which side of this cue it stands, and how far away"
    ANCHOR_SORT "how it refers, for such a cue"
    ANCHOR_TOUCH "what touches the cue on its side"
    QUOTED "whether it stands in quotation marks"
    SAME_SORT "whether it was the source before, and how it refers"
    KIND "what it is"
    HEAD_ANCHOR "its word, for this cue"
    BEFORE_NEAR "the word before it, and how far away it stands"
    RULE "whether the rules choose it"
    NOBODY "whether there is a source at all"
    NOBODY_ANCHOR "whether such a cue has a source"
    NOBODY_AROUND "whether there is a source, with this around the cue"
    FRAME "what opens the cue's clause, and whether it looks like that clause's subject"
    FRAME_SORT "what opens the cue's clause, verbs on the way between, and how it refers"
}

/// What a source is looked for: a cue's head, or the tokens of a stretch in marks.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Its tokens.
    pub words: Range<usize>,
    /// Tells cues of one form from those of others; for stretches in marks, how they end.
    pub form: u32,
    /// Coarser than `form`.
    pub tag: u32,
    /// Source of the anchor before it: an index into the mentions.
    pub before: Option<usize>,
    /// What the rules choose: a mention, and a number for how they came to it.
    pub rule: Option<(usize, u32)>,
    /// How its clause hangs on the sentence.
    pub frame: u32,
}

/// What may tell whether `mention` is the source of `anchor`; `index` is the mention's.
pub fn features(view: &View, anchor: &Anchor, index: usize, out: &mut impl Sink) {
    coarse_features(view, anchor, index, out);
    fine_features(view, anchor, index, out);
}

/// Where a mention stands, seen from an anchor.
struct Place {
    /// What stands between.
    between: Range<usize>,
    /// 1 when it stands before the anchor.
    side: u32,
    /// Side and distance.
    near: u32,
    /// Side and how many mentions stand between.
    rank: u32,
}

fn place(view: &View, anchor: &Anchor, words: &Range<usize>) -> Place {
    let is_before = words.end <= anchor.words.start;
    let side = u32::from(is_before);
    let between =
        if is_before { words.end..anchor.words.start } else { anchor.words.end..words.start.max(anchor.words.end) };
    let rank = view.mentions.starting_in(&between).len();
    let near = mix(side, steps(between.len()));
    Place { near, rank: mix(side, u32::try_from(rank.min(6)).unwrap_or(6)), between, side }
}

/// Those of the features that cost little and tell most: enough to see which mentions are out of the running.
pub fn coarse_features(view: &View, anchor: &Anchor, index: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let Mention { words, head, sort, .. } = &view.mentions.all[index];
    let sort = *sort as u32 + 1;
    let Place { near, rank, side, .. } = place(view, anchor, words);
    out.add(PLACE, near);
    out.add(PLACE_SORT, mix(near, sort));
    out.add(RANK_SORT, mix(rank, sort));
    out.add(RANK_ANCHOR, mix(rank, anchor.form));
    out.add(KIND, mix(view.kind(index), near));
    let looks = view.looks(index);
    out.add(FIRST, mix(u32::from(looks.first), mix(side, sort)));
    out.add(SUBJECT_RANK, mix(looks.all, rank));
    let rule = anchor.rule.map_or(1, |(chosen, how)| if chosen == index { how + 2 } else { 0 });
    out.add(RULE, rule);
    let same = anchor.before.map_or(0, |before| {
        let other = &view.mentions.all[before];
        1 + u32::from(before == index) + 2 * u32::from(reading.words[other.head].form == reading.words[*head].form)
    });
    out.add(SAME_SORT, mix(same, mix(sort, near)));
}

/// The others.
pub fn fine_features(view: &View, anchor: &Anchor, index: usize, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let Mention { words, head, sort, .. } = &view.mentions.all[index];
    let sort = *sort as u32 + 1;
    let Place { between, near, rank, side } = place(view, anchor, words);
    let (own, other) = (&reading.words[words.start], &reading.words[anchor.words.start.min(reading.words.len() - 1)]);
    let (sentences, paragraphs) = (own.sentence.abs_diff(other.sentence), own.paragraph.abs_diff(other.paragraph));
    let head_form = reading.words[*head].form;
    let before = view.form(words.start, -1);
    out.add(SORT, mix(sort, mix(mix(sentences.min(4), paragraphs.min(3)), side)));
    out.add(HEAD, head_form);
    out.add(BEFORE, mix(before, side));
    out.add(BEFORE_NEAR, mix(before, near));
    out.add(TAGS_BEHIND, mix(mix(view.tag(words.end - 1, 1), view.tag(words.end - 1, 2)), side));
    out.add(CHANCE_BEHIND, mix(view.chances.get(words.end).map_or(0, |&chance| u32::from(chance)), near));
    out.add(HEAD_ANCHOR, mix(head_form, anchor.form));
    path(view, &between, side, sort, out);
    let governor = if view.looks(index).governed { before } else { 0 };
    out.add(GOVERNED_SIDE, mix(governor, mix(near, anchor.tag)));
    out.add(ANCHOR_SIDE, mix(anchor.form, near));
    out.add(ANCHOR_SORT, mix(mix(anchor.tag, sort), rank));
    let touch = if side == 1 { view.tag(anchor.words.start, -1) } else { view.tag(anchor.words.end - 1, 1) };
    out.add(ANCHOR_TOUCH, mix(mix(touch, near), sort));
    out.add(QUOTED, mix(u32::from(view.quoted(words.start)), side));
    let verbs = mix(view.count(&between).verbs.min(3), side);
    out.add(FRAME, mix(anchor.frame, mix(view.looks(index).all, verbs)));
    out.add(FRAME_SORT, mix(anchor.frame, mix(verbs, sort)));
}

/// What stands between the mention and the anchor.
fn path(view: &View, between: &Range<usize>, side: u32, sort: u32, out: &mut impl Sink) {
    let farthest = 24;
    let short = 5;
    if between.len() <= short {
        let tags = between.clone().fold(side, |path, at| mix(path, view.tags[at]));
        out.add(PATH, tags);
        out.add(PATH, mix(tags, sort));
    }
    let mut seen = [0_u32; 8];
    for &tag in &view.landmarks[between.start..between.end.min(between.start + farthest)] {
        if tag != 0 && !seen.contains(&tag) {
            if let Some(slot) = seen.iter_mut().find(|slot| **slot == 0) {
                *slot = tag;
            }
            out.add(PATH_TAGS, mix(tag, side));
        }
    }
    let counts = view.count(between);
    out.add(PATH_VERBS, mix(mix(counts.cues.min(4), sort), mix(side, counts.commas.min(3))));
    out.add(PATH_QUOTED, mix(steps(counts.quoted as usize), side));
}

/// What may tell that the anchor has no source in the text.
pub fn nobody(view: &View, anchor: &Anchor, out: &mut impl Sink) {
    out.add(NOBODY, 0);
    out.add(NOBODY_ANCHOR, anchor.form);
    out.add(NOBODY_ANCHOR, mix(anchor.tag, view.tag(anchor.words.start, -1)));
    out.add(NOBODY_AROUND, mix(view.tag(anchor.words.start, -1), view.tag(anchor.words.end - 1, 1)));
    out.add(NOBODY_AROUND, mix(view.form(anchor.words.start, -1), 3));
}

/// The mentions that may be the source of a cue: those of its sentence and of the one before it; of more than [`MOST`] the
/// nearest. In quotation marks only names are.
#[must_use]
pub fn options_of_cue(view: &View, cue: usize) -> Vec<usize> {
    let reading = &view.scene.reading;
    let sentence = reading.sentence_of(cue);
    let paragraph = reading.paragraph_of(cue);
    let before =
        if sentence.start > paragraph.start { reading.sentence_of(sentence.start - 1).start } else { sentence.start };
    let window = before.max(cue.saturating_sub(60))..sentence.end.min(cue + 60);
    nearest(view, &window, &(cue..cue + 1))
}

/// The mentions that may be the source of a stretch in marks: its own paragraph's, those of the two before it, and the
/// first sentence of the next.
#[must_use]
pub fn options_of_region(view: &View, words: &Range<usize>) -> Vec<usize> {
    let reading = &view.scene.reading;
    let at = words.start.min(reading.words.len() - 1);
    let paragraph = reading.words[at].paragraph as usize;
    let start = reading.paragraphs[paragraph.saturating_sub(2)].start;
    let end = reading.paragraphs[paragraph].end;
    let end = if end < reading.words.len() { reading.sentence_of(end).end } else { end };
    nearest(view, &(start.max(words.start.saturating_sub(250))..end.min(words.end + 120)), words)
}

/// So many options at most: a sentence may be long.
pub const MOST: usize = 40;

fn nearest(view: &View, window: &Range<usize>, anchor: &Range<usize>) -> Vec<usize> {
    let outside = |&index: &usize| {
        let mention = &view.mentions.all[index];
        (mention.words.end <= anchor.start || mention.words.start >= anchor.end)
            && (!view.quoted(mention.words.start) || mention.sort == Sort::Name && anchor.len() == 1)
    };
    let mut options: Vec<usize> = view.mentions.starting_in(window).filter(outside).collect();
    if options.len() > MOST {
        let distance = |&index: &usize| {
            let start = view.mentions.all[index].words.start;
            if start < anchor.start { anchor.start - start } else { start - anchor.end.min(start) }
        };
        options.sort_by_key(distance);
        options.truncate(MOST);
        options.sort_unstable();
    }
    options
}
