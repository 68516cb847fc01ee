//! Looks at every match once: keeps the best, counts all, and counts them by group, from columns alone.

use std::collections::HashMap;

use tantivy::{
    DocAddress, DocId, TERMINATED,
    query::{EnableScoring, Query as Clause, Scorer},
};

use super::{
    Lookup,
    columns::Columns,
    groups::{Counted, First, Groups, SegmentGroups},
    shortlist::{Match, Shortlist},
    side_by_side::side_by_side,
    spelling::best_of,
    texts::Ordinal,
    visible::{Scored, first_matching},
};
use crate::query::{
    Form, GroupBy, Sort,
    ranking::{Merit, Rank},
};

/// What to look for, and what to keep of it.
pub(super) struct Plan<'a> {
    pub clause: Box<dyn Clause>,
    /// The quotations that hold all of the topic themselves; they come first.
    pub whole: Option<Box<dyn Clause>>,
    /// The names that are meant, the most quoted first; empty when anybody is.
    pub names: &'a [String],
    pub form: Form,
    pub sort: Sort,
    pub group: GroupBy,
    /// So many of the best.
    pub keep: usize,
    /// So many of the first groups.
    pub groups: usize,
    /// So many of these with the best of their hits.
    pub groups_with_hits: usize,
}

/// So many of a group's hits are kept.
const BEST_OF_GROUP: usize = 3;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub total: u64,
    /// The best, in order.
    pub best: Vec<Match<String>>,
    pub groups: First,
    /// The best of each of the first groups.
    pub best_of_groups: Vec<Vec<Match<String>>>,
}

/// Looks at every match of a plan.
pub(super) fn scan(lookup: Lookup, plan: &Plan) -> tantivy::Result<Found> {
    let weight = plan.clause.weight(EnableScoring::enabled_from_searcher(lookup.searcher))?;
    let unscored = EnableScoring::disabled_from_searcher(lookup.searcher);
    let whole = plan.whole.as_ref().map(|clause| clause.weight(unscored)).transpose()?;

    let names: HashMap<&str, u32> = plan.names.iter().map(String::as_str).zip(0..).collect();
    let whole = |view: SegmentView| {
        let reader = lookup.searcher.segment_reader(view.number);
        whole.as_ref().map(|whole| whole.scorer(reader, 1.0)).transpose()
    };
    let begin = |number| Segment::new(lookup, plan, &names, number);
    let segments = first_matching(lookup, weight.as_ref(), begin, |segment, matches| {
        let whole = whole(segment.view)?;
        segment.scan(matches, whole)
    })?;

    let segments = side_by_side(segments, |segment| {
        let Segment { view, total, best, groups, grouped, .. } = segment;
        Ok((total, best.into_best(), groups.len(), groups.spelled(view.columns)?, view, grouped))
    })?;
    let mut found = Found::default();
    let (mut best, mut groups, mut parts) = (Vec::new(), Groups::default(), Vec::new());
    for (place, (total, of_segment, count, spelled, view, grouped)) in segments.into_iter().enumerate() {
        found.total += total;
        best.extend(of_segment);
        groups.add(place, spelled);
        parts.push((count, view, grouped));
    }
    found.best = best_of(lookup, plan.sort, plan.keep, &best)?;
    found.groups = groups.first(plan.groups, plan.group, plan.sort);

    let shown = &found.groups.groups[..found.groups.groups.len().min(plan.groups_with_hits)];
    found.best_of_groups = best_of_groups(lookup, plan.sort, shown, parts, whole)?;
    Ok(found)
}

/// The best of each of these groups, from the segments and how many groups each has. Most answers have thousands of groups that show none.
fn best_of_groups<'a>(
    lookup: Lookup,
    sort: Sort,
    shown: &[Counted],
    parts: Vec<(usize, SegmentView<'a>, Vec<Grouped>)>,
    whole: impl Fn(SegmentView<'a>) -> tantivy::Result<Option<Box<dyn Scorer>>> + Sync,
) -> tantivy::Result<Vec<Vec<Match<String>>>> {
    let best = side_by_side(parts.into_iter().enumerate().collect(), |(place, (count, view, grouped))| {
        view.best_of_groups(&grouped, &slots(shown, place, count), shown.len(), || whole(view))
    })?;
    let of_group = |slot: usize| best.iter().flat_map(|segment| segment[slot].iter().cloned()).collect::<Vec<_>>();
    (0..shown.len()).map(|slot| best_of(lookup, sort, BEST_OF_GROUP, &of_group(slot))).collect()
}

/// Of each group of the segment at a place its place among these groups.
fn slots(groups: &[Counted], segment: usize, count: usize) -> Vec<Option<u16>> {
    let mut slots = vec![None; count];
    for (slot, group) in (0..).zip(groups) {
        for (_, number) in group.parts.iter().filter(|(place, _)| *place == segment) {
            slots[*number as usize] = Some(slot);
        }
    }
    slots
}

/// How the matches of a segment are seen.
#[derive(Clone, Copy)]
struct SegmentView<'a> {
    plan: &'a Plan<'a>,
    /// Its place among the index's segments.
    number: u32,
    columns: &'a Columns,
}

/// One segment's share of a scan.
struct Segment<'a> {
    view: SegmentView<'a>,
    /// Each meant speaker's place among them.
    names: &'a HashMap<&'a str, u32>,
    total: u64,
    best: Shortlist<Ordinal>,
    groups: SegmentGroups,
    grouped: Vec<Grouped>,
}

/// Matches of groups.
struct Grouped {
    /// By document.
    matches: Vec<Scored>,
    /// The number of each one's group.
    groups: Vec<u32>,
    /// See [`Segment::places`].
    places: HashMap<Ordinal, u32>,
}

impl<'a> Segment<'a> {
    fn new(
        lookup: Lookup<'a>,
        plan: &'a Plan<'a>,
        names: &'a HashMap<&'a str, u32>,
        number: u32,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            view: SegmentView { plan, number, columns: lookup.columns(number)? },
            names,
            total: 0,
            best: Shortlist::new(plan.sort, plan.keep),
            groups: SegmentGroups::new(plan.group),
            grouped: Vec::new(),
        })
    }

    /// Looks at matches, by document; `whole` finds those that hold all of the topic.
    fn scan(&mut self, matches: Vec<Scored>, mut whole: Option<Box<dyn Scorer>>) -> tantivy::Result<()> {
        let places = self.places(&matches)?;
        let SegmentView { plan, columns, .. } = self.view;
        let is_grouped = plan.group != GroupBy::None;
        let mut groups = Vec::with_capacity(if is_grouped { matches.len() } else { 0 });
        self.total += matches.len() as u64;
        for &(doc, score) in &matches {
            // Most matches are far from the best, however sure the rest of them is: the less is read of one before that is known,
            // the better.
            let may_be_taken = |is_whole| self.best.may_take_ranked(Rank::new(plan.form, true, is_whole, score, 1.0));
            if !is_grouped && !may_be_taken(true) {
                continue;
            }
            let is_whole = whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
            if !is_grouped && !may_be_taken(is_whole) {
                continue;
            }
            let seen = self.view.seen(doc, score, is_whole, &places);
            if self.best.may_take(&seen) {
                self.best.offer(self.view.the_match(doc, &seen));
            }
            if is_grouped {
                groups.push(self.groups.add(columns, doc, &seen));
            }
        }
        if is_grouped {
            self.grouped.push(Grouped { matches, groups, places });
        }
        Ok(())
    }

    /// The place among the speakers who are meant of each that has one of these quotations: fewer than are meant.
    fn places(&self, matches: &[Scored]) -> tantivy::Result<HashMap<Ordinal, u32>> {
        if self.names.is_empty() {
            return Ok(HashMap::new());
        }
        let speakers = matches.iter().filter_map(|(doc, _)| self.view.columns.speaker.ordinal(*doc)).collect();
        let names = self.view.columns.speaker.texts(&speakers)?.into_iter();
        Ok(names.filter_map(|(speaker, name)| Some((speaker, *self.names.get(name.as_str())?))).collect())
    }
}

impl SegmentView<'_> {
    /// The best of some groups, by their slots; of each of the segment's groups `slots` has the one that it fills.
    fn best_of_groups(
        self,
        grouped: &[Grouped],
        slots: &[Option<u16>],
        count: usize,
        whole: impl Fn() -> tantivy::Result<Option<Box<dyn Scorer>>>,
    ) -> tantivy::Result<Vec<Vec<Match<Ordinal>>>> {
        let mut best = vec![Shortlist::new(self.plan.sort, BEST_OF_GROUP); count];
        for Grouped { matches, groups, places } in grouped.iter().filter(|_| count > 0) {
            let mut whole = whole()?;
            for (&(doc, score), group) in matches.iter().zip(groups) {
                let Some(slot) = slots[*group as usize] else { continue };
                let best = &mut best[usize::from(slot)];
                let is_whole = whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
                let seen = self.seen(doc, score, is_whole, places);
                if best.may_take(&seen) {
                    best.offer(self.the_match(doc, &seen));
                }
            }
        }
        Ok(best.into_iter().map(Shortlist::into_best).collect())
    }

    /// As much of a match as numbers tell.
    fn seen(self, doc: DocId, score: f32, is_whole: bool, places: &HashMap<Ordinal, u32>) -> Merit<Ordinal> {
        let speaker = self.columns.speaker.ordinal(doc);
        let confidence = self.columns.confidence(doc);
        Merit {
            rank: Rank::new(self.plan.form, speaker.is_some(), is_whole, score, confidence),
            place: speaker.and_then(|speaker| places.get(&speaker)).copied().unwrap_or(0),
            published: self.columns.published(doc),
            confidence,
            speaker,
            article: None,
            start: 0,
        }
    }

    fn the_match(self, doc: DocId, seen: &Merit<Ordinal>) -> Match<Ordinal> {
        let (article, start) = (self.columns.article.ordinal(doc), self.columns.start(doc));
        Match { merit: Merit { article, start, ..seen.clone() }, at: DocAddress::new(self.number, doc) }
    }
}

/// Whether a scorer has the document; they are asked for in ascending order.
fn holds(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    if scorer.doc() < doc && scorer.doc() != TERMINATED {
        scorer.seek(doc);
    }
    scorer.doc() == doc
}
