//! Which mention is the source of a stretch in quotation marks: the features of [`source`], and what the clauses around, the
//! stretch before and the rules tell.

use std::ops::Range;

use super::{
    clause::Clause,
    region::{self, tenths},
    source::{self, Anchor},
    view::{View, steps},
};
use crate::{
    annotate::learned::templates,
    model::{Sink, mix},
};

templates! {
    @from 200;
    CLAUSE "whether it is the source of a clause nearby"
    CLAUSE_HOW "whether it is the source of a clause nearby, and where that stands"
    CLAUSE_SURE "whether it is the source of a clause nearby, and how sure that is"
    NO_CLAUSE "whether it is the source of no clause"
    REPORTED "whether it is the source of the clause that reports the words"
    REPORTED_OTHER "whether another is the source of the clause that reports the words"
    CONTINUED "whether the marks before it were never closed"
    AFTER_SAME "whether the stretch in marks before has the same source"
    AFTER_GAP "what stands between the stretch in marks before and this one"
    WHOLE "whether anything else is in the paragraph"
    NOBODY_CLAUSE "whether there is a source, and a clause that reports the words"
    NOBODY_AFTER "whether there is a source, and where the words stand"
    ENDING "how the words in marks end, and where it stands"
    ALONE "how much else stands in its paragraph"
    SIGNED "what stands between, right beside it"
    LABEL "what stands on both sides of it"
}

/// One stretch whose source is looked for.
pub struct Spoken<'s> {
    /// Index of the region.
    pub region: usize,
    /// Its tokens, marks included.
    pub outer: Range<usize>,
    /// Its tokens between the marks.
    pub inner: Range<usize>,
    /// As a source's anchor.
    pub anchor: Anchor,
    /// The region before it that is a quotation, and where that ends.
    pub previous: Option<(usize, usize)>,
    /// Those of them near enough to report it.
    near: &'s [Clause],
    /// The one that most likely does.
    reporting: Option<&'s Clause>,
}

impl<'s> Spoken<'s> {
    /// Region `index`, when `previous` is the quotation before it with its source.
    #[must_use]
    pub fn new(
        view: &View,
        index: usize,
        clauses: &'s [Clause],
        previous: Option<(usize, Option<usize>)>,
        rule: Option<(usize, u32)>,
    ) -> Self {
        let found = &view.scene.regions[index];
        let (outer, inner) = region::tokens(view, found);
        let whole = view.scene.reading.paragraphs[found.paragraph] == outer;
        let starts = view.scene.reading.sentence_of(outer.start.min(view.tags.len() - 1)).start == outer.start;
        let form = mix(region::ending(view, found), u32::from(starts));
        let tag = u32::from(whole) | u32::from(starts) << 1 | u32::from(found.label.is_some()) << 2;
        let before = previous.and_then(|(_, source)| source);
        let previous = previous.map(|(index, _)| (index, region::tokens(view, &view.scene.regions[index]).0.end));
        let near = near(view, &outer, clauses);
        let reporting = region::reporting(clauses, &outer, &inner);
        let anchor = Anchor { words: outer.clone(), form, tag, before, rule, frame: NO_CUE };
        Self { region: index, outer, inner, anchor, previous, near, reporting }
    }
}

/// Stands for how a clause hangs on its sentence, where there is no clause.
const NO_CUE: u32 = 0x80;

/// What may tell whether `mention` is the source of a stretch in marks.
pub fn features(view: &View, spoken: &Spoken, mention: usize, out: &mut impl Sink) {
    coarse_features(view, spoken, mention, out);
    fine_features(view, spoken, mention, out);
}

/// Those that tell which mentions are out of the running.
pub fn coarse_features(view: &View, spoken: &Spoken, mention: usize, out: &mut impl Sink) {
    source::coarse_features(view, &spoken.anchor, mention, out);
    if let Some(clause) = spoken.reporting {
        let sure = tenths(clause.chance * clause.source_chance);
        out.add(if clause.source == Some(mention) { REPORTED } else { REPORTED_OTHER }, sure);
    }
}

/// The others.
pub fn fine_features(view: &View, spoken: &Spoken, mention: usize, out: &mut impl Sink) {
    source::fine_features(view, &spoken.anchor, mention, out);
    let words = &view.mentions.all[mention].words;
    let mut is_source = false;
    for clause in spoken.near.iter().filter(|clause| clause.source == Some(mention)) {
        is_source = true;
        let how = how(view, spoken, clause);
        let sure = tenths(clause.chance * clause.source_chance);
        out.add(CLAUSE, how);
        out.add(CLAUSE_HOW, mix(how, spoken.anchor.form));
        out.add(CLAUSE_SURE, mix(how, sure));
    }
    if !is_source {
        out.add(NO_CLAUSE, u32::try_from(spoken.near.len().min(3)).unwrap_or(3));
    }
    let region = &view.scene.regions[spoken.region];
    let same = spoken.anchor.before == Some(mention);
    let same_head = spoken.anchor.before.is_some_and(|before| {
        let forms = &view.scene.reading.words;
        forms[view.mentions.all[before].head].form == forms[view.mentions.all[mention].head].form
    });
    let same = u32::from(same) + u32::from(same_head);
    out.add(CONTINUED, mix(u32::from(region.continues), same));
    if let Some((previous, end)) = spoken.previous {
        let before = &view.scene.regions[previous];
        let gap = region.paragraph - before.paragraph;
        let tokens = steps(spoken.outer.start.saturating_sub(end));
        let gap = mix(u32::try_from(gap.min(3)).unwrap_or(3), u32::from(before.closed));
        out.add(AFTER_SAME, mix(same, mix(gap, spoken.anchor.tag)));
        let inside = words.start >= end && words.end <= spoken.outer.start;
        out.add(AFTER_GAP, mix(mix(same, tokens), u32::from(inside)));
    }
    let side = u32::from(words.end <= spoken.outer.start);
    out.add(WHOLE, mix(spoken.anchor.tag, mix(side, same)));
    let distance =
        if side == 1 { spoken.outer.start - words.end } else { words.start.saturating_sub(spoken.outer.end) };
    out.add(ENDING, mix(spoken.anchor.form, mix(side, steps(distance))));
    let reading = &view.scene.reading;
    let paragraph = reading.paragraph_of(words.start);
    let away = reading.words[words.start].paragraph.abs_diff(u32::try_from(region.paragraph).unwrap_or(0));
    let away = mix(away.min(3), side);
    out.add(ALONE, mix(steps(paragraph.len() - words.len()), away));
    let (before, behind) = (view.tag(words.start, -1), view.tag(words.end - 1, 1));
    out.add(SIGNED, mix(mix(before, behind), mix(away, steps(distance).min(5))));
    let first = u32::from(paragraph.start + 1 >= words.start) | u32::from(paragraph.end <= words.end + 1) << 1;
    out.add(LABEL, mix(mix(first, away), mix(before, behind)));
}

/// What may tell that a stretch in marks has no source in the text.
pub fn nobody(view: &View, spoken: &Spoken, out: &mut impl Sink) {
    source::nobody(view, &spoken.anchor, out);
    let sure = spoken.reporting.map_or(99, |clause| mix(tenths(clause.chance), u32::from(clause.source.is_none())));
    out.add(NOBODY_CLAUSE, sure);
    out.add(NOBODY_AFTER, mix(u32::from(spoken.anchor.before.is_some()), spoken.anchor.tag));
}

/// The clauses whose cue stands near enough to report the stretch.
fn near<'s>(view: &View, outer: &Range<usize>, clauses: &'s [Clause]) -> &'s [Clause] {
    let paragraph = view.scene.reading.paragraph_of(outer.start.min(view.tags.len() - 1));
    let from = paragraph.start.max(outer.start.saturating_sub(100)).saturating_sub(30);
    let from = clauses.partition_point(|clause| clause.cue < from);
    let to = clauses.partition_point(|clause| clause.cue < paragraph.end.min(outer.end + 60));
    &clauses[from..to.max(from)]
}

/// Where a clause's cue stands seen from the stretch, and whether its content covers it.
fn how(view: &View, spoken: &Spoken, clause: &Clause) -> u32 {
    let covers = clause.content.start <= spoken.inner.start && clause.content.end >= spoken.inner.end;
    let touches = clause.content.start < spoken.inner.end && spoken.inner.start < clause.content.end;
    let before = clause.cue < spoken.outer.start;
    let between = if before { clause.cue + 1..spoken.outer.start } else { spoken.outer.end..clause.cue };
    let counts = view.count(&between);
    let (marks, stops) = (counts.quoted > 0, counts.stops);
    let place = mix(u32::from(before) | u32::from(marks) << 1, steps(between.len()).min(8));
    mix(place, u32::from(covers) | u32::from(touches) << 1 | stops.min(2) << 2)
}
