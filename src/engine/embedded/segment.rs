//! One segment's share of a scan.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, DocId, Score, query::Scorer};

use super::{
    columns::Columns,
    groups::{self, SegmentGroups},
    outlets::{self, SegmentOutlets},
    plan::{BEST_OF_GROUP, Plan},
    reach::holds,
    shortlist::{Match, Shortlist},
    texts::{Ordinal, Texts},
};
use crate::query::{
    GroupBy,
    ranking::{Merit, Rank},
};

/// How the matches of a segment are seen.
#[derive(Clone, Copy)]
pub(super) struct SegmentView<'a> {
    pub plan: &'a Plan<'a>,
    /// Its place among the index's segments.
    pub number: u32,
    pub columns: &'a Columns,
}

/// One segment's share of a scan.
pub(super) struct Segment<'a> {
    view: SegmentView<'a>,
    whole: Option<Box<dyn Scorer>>,
    names: Names<'a>,
    total: u64,
    best: Shortlist<Ordinal>,
    groups: SegmentGroups,
    grouped: Vec<InGroup>,
}

/// A match of a group.
struct InGroup {
    doc: DocId,
    score: Score,
    /// The group's number.
    group: u32,
}

/// What was seen of a segment.
pub(super) struct Looked<'a> {
    pub total: u64,
    pub best: Vec<Match<Ordinal>>,
    pub groups: groups::Spelled<'a>,
    pub grouped: Grouped<'a>,
}

/// Matches of groups, to find out more of those that are shown.
pub(super) struct Grouped<'a> {
    view: SegmentView<'a>,
    names: Names<'a>,
    /// By document.
    matches: Vec<InGroup>,
}

/// What is shown of groups, as far as one segment knows.
pub(super) struct OfGroups<'a> {
    /// The best of the first of them.
    pub best: Vec<Vec<Match<Ordinal>>>,
    pub outlets: outlets::Spelled<'a>,
}

impl<'a> Segment<'a> {
    /// `whole` finds the quotations that hold all of the topic, `names` has each meant speaker's place among them.
    pub fn new(view: SegmentView<'a>, whole: Option<Box<dyn Scorer>>, names: &'a HashMap<&'a str, u32>) -> Self {
        let plan = view.plan;
        Self {
            view,
            whole,
            names: Names { places: names, known: FxHashMap::default() },
            total: 0,
            best: Shortlist::new(plan.sort, plan.keep),
            groups: SegmentGroups::new(plan.group),
            grouped: Vec::new(),
        }
    }

    /// Looks at the match that `matches` stand at; they go by document.
    ///
    /// Most matches are far from the best: the less is read of one before that is known, the better.
    pub fn look(&mut self, doc: DocId, matches: &mut dyn Scorer) -> tantivy::Result<()> {
        let Self { view, names, best, .. } = self;
        self.total += 1;
        let is_whole = self.whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
        if view.plan.group == GroupBy::None {
            let may_be_taken = |score| best.may_take_ranked(Rank::new(view.plan.form, true, is_whole, score, 1.0));
            if may_be_taken(Score::MAX) {
                let score = matches.score();
                if may_be_taken(score) {
                    view.offer(doc, view.seen(doc, is_whole, score), best, names)?;
                }
            }
            return Ok(());
        }
        let score = matches.score();
        let seen = view.seen(doc, is_whole, score);
        let group = self.groups.add(view.columns, doc, &seen);
        self.grouped.push(InGroup { doc, score, group });
        view.offer(doc, seen, best, names)
    }

    /// What was seen.
    pub fn looked(self) -> tantivy::Result<Looked<'a>> {
        Ok(Looked {
            total: self.total,
            best: self.best.into_best(),
            groups: self.groups.spelled(self.view.columns)?,
            grouped: Grouped { view: self.view, names: self.names, matches: self.grouped },
        })
    }
}

impl<'a> Grouped<'a> {
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty()
    }

    /// What is shown of groups: each of the segment's has its place among the first, of which so many show their best.
    pub fn shown(
        mut self,
        places: &[Option<u32>],
        with_hits: usize,
        whole: impl Fn(u32) -> tantivy::Result<Option<Box<dyn Scorer>>>,
    ) -> tantivy::Result<OfGroups<'a>> {
        let view = self.view;
        let mut best = vec![Shortlist::new(view.plan.sort, BEST_OF_GROUP); with_hits];
        let mut outlets = SegmentOutlets::default();
        let mut whole = if with_hits > 0 { whole(view.number)? } else { None };
        for InGroup { doc, score, group } in self.matches {
            let Some(place) = places[group as usize] else { continue };
            outlets.add(place, view.columns, doc);
            if let Some(best) = best.get_mut(place as usize) {
                let is_whole = whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
                view.offer(doc, view.seen(doc, is_whole, score), best, &mut self.names)?;
            }
        }
        let best = best.into_iter().map(Shortlist::into_best).collect();
        Ok(OfGroups { best, outlets: outlets.spelled(view.columns)? })
    }
}

impl SegmentView<'_> {
    /// As much of a match as numbers tell, without the speaker's place.
    fn seen(self, doc: DocId, is_whole: bool, score: Score) -> Merit<Ordinal> {
        let speaker = self.columns.speaker.ordinal(doc);
        let confidence = self.columns.confidence(doc);
        Merit {
            rank: Rank::new(self.plan.form, speaker.is_some(), is_whole, score, confidence),
            place: 0,
            published: self.columns.published(doc),
            confidence,
            speaker,
            article: None,
            start: 0,
        }
    }

    /// Puts a match among the best, if it is one of them.
    fn offer(
        self,
        doc: DocId,
        mut seen: Merit<Ordinal>,
        best: &mut Shortlist<Ordinal>,
        names: &mut Names,
    ) -> tantivy::Result<()> {
        seen.place = names.place(seen.speaker, &self.columns.speaker)?;
        if best.may_take(&seen) {
            let (article, start) = (self.columns.article.ordinal(doc), self.columns.start(doc));
            let at = DocAddress::new(self.number, doc);
            best.offer(Match { merit: Merit { article, start, ..seen }, at });
        }
        Ok(())
    }
}

/// The places of the speakers who are meant, by their numbers in a segment.
struct Names<'a> {
    places: &'a HashMap<&'a str, u32>,
    known: FxHashMap<Ordinal, u32>,
}

impl Names<'_> {
    /// The speaker's place; 0 where nobody is meant.
    fn place(&mut self, speaker: Option<Ordinal>, names: &Texts) -> tantivy::Result<u32> {
        let Some(speaker) = speaker.filter(|_| !self.places.is_empty()) else { return Ok(0) };
        if let Some(place) = self.known.get(&speaker) {
            return Ok(*place);
        }
        let name = names.in_order(&[speaker])?;
        let place = name.first().and_then(|name| self.places.get(name.as_ref())).copied().unwrap_or(0);
        self.known.insert(speaker, place);
        Ok(place)
    }
}
