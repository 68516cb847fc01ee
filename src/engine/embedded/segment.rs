//! One segment's share of a scan.

use std::collections::HashMap;

use tantivy::{DocAddress, DocId, TERMINATED, query::Scorer};

use super::{
    Lookup,
    columns::Columns,
    groups::SegmentGroups,
    outlets::{self, SegmentOutlets},
    plan::{BEST_OF_GROUP, Plan},
    shortlist::{Match, Shortlist},
    texts::Ordinal,
    visible::Scored,
};
use crate::query::{
    GroupBy,
    ranking::{Merit, Rank},
};

/// How the matches of a segment are seen.
#[derive(Clone, Copy)]
pub(super) struct SegmentView<'a> {
    plan: &'a Plan<'a>,
    /// Its place among the index's segments.
    pub number: u32,
    pub columns: &'a Columns,
}

/// One segment's share of a scan.
pub(super) struct Segment<'a> {
    pub view: SegmentView<'a>,
    /// Each meant speaker's place among them.
    names: &'a HashMap<&'a str, u32>,
    pub total: u64,
    pub best: Shortlist<Ordinal>,
    pub groups: SegmentGroups,
    pub grouped: Vec<Grouped>,
}

/// What is shown of groups, as far as one segment knows.
pub(super) struct OfGroups<'a> {
    /// The best of the first of them.
    pub best: Vec<Vec<Match<Ordinal>>>,
    pub outlets: outlets::Spelled<'a>,
}

/// Matches of groups.
pub(super) struct Grouped {
    /// By document.
    matches: Vec<Scored>,
    /// The number of each one's group.
    groups: Vec<u32>,
    /// See [`Segment::places`].
    places: HashMap<Ordinal, u32>,
}

impl<'a> Segment<'a> {
    pub fn new(
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
    pub fn scan(&mut self, matches: Vec<Scored>, mut whole: Option<Box<dyn Scorer>>) -> tantivy::Result<()> {
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
        Ok(names.filter_map(|(speaker, name)| Some((speaker, *self.names.get(name.as_ref())?))).collect())
    }
}

impl<'a> SegmentView<'a> {
    /// What is shown of groups: each of the segment's has its place among the first, of which so many show their best.
    pub fn of_groups(
        self,
        grouped: &[Grouped],
        places: &[Option<u32>],
        with_hits: usize,
        whole: impl Fn() -> tantivy::Result<Option<Box<dyn Scorer>>>,
    ) -> tantivy::Result<OfGroups<'a>> {
        let mut best = vec![Shortlist::new(self.plan.sort, BEST_OF_GROUP); with_hits];
        let mut outlets = SegmentOutlets::default();
        for Grouped { matches, groups, places: names } in grouped {
            let mut whole = if with_hits > 0 { whole()? } else { None };
            for (&(doc, score), group) in matches.iter().zip(groups) {
                let Some(place) = places[*group as usize] else { continue };
                outlets.add(place, self.columns, doc);
                let Some(best) = best.get_mut(place as usize) else { continue };
                let is_whole = whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
                let seen = self.seen(doc, score, is_whole, names);
                if best.may_take(&seen) {
                    best.offer(self.the_match(doc, &seen));
                }
            }
        }
        let best = best.into_iter().map(Shortlist::into_best).collect();
        Ok(OfGroups { best, outlets: outlets.spelled(self.columns)? })
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
