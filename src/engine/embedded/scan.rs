//! Looks at every match once: keeps the best, counts all, and counts them by group, from columns alone.

use std::collections::HashMap;

use tantivy::{
    DocAddress, DocId, TERMINATED,
    query::{EnableScoring, Query as Clause, Scorer},
};

use super::{
    Lookup,
    columns::Columns,
    groups::{Groups, SegmentGroups},
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
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub total: u64,
    /// The best, in order.
    pub best: Vec<Match<String>>,
    pub groups: Groups,
}

/// Looks at every match of a plan.
pub(super) fn scan(lookup: Lookup, plan: &Plan) -> tantivy::Result<Found> {
    let weight = plan.clause.weight(EnableScoring::enabled_from_searcher(lookup.searcher))?;
    let unscored = EnableScoring::disabled_from_searcher(lookup.searcher);
    let whole = plan.whole.as_ref().map(|clause| clause.weight(unscored)).transpose()?;

    let places: HashMap<&str, u32> = plan.names.iter().map(String::as_str).zip(0..).collect();
    let begin = |number| Segment::new(lookup, plan, &places, number);
    let segments = first_matching(lookup, weight.as_ref(), begin, |segment, matches| {
        let reader = lookup.searcher.segment_reader(segment.number);
        let whole = whole.as_ref().map(|whole| whole.scorer(reader, 1.0)).transpose()?;
        segment.scan(matches, whole)
    })?;

    let segments = side_by_side(segments, |segment| {
        Ok((segment.total, segment.best.into_best(), segment.groups.spelled(segment.columns)?))
    })?;
    let mut found = Found::default();
    let mut best = Vec::new();
    for (total, of_segment, groups) in segments {
        found.total += total;
        best.extend(of_segment);
        found.groups.add(groups);
    }
    found.best = best_of(lookup, plan.sort, plan.keep, &best)?;
    Ok(found)
}

/// One segment's share of a scan.
struct Segment<'a> {
    plan: &'a Plan<'a>,
    /// Its place among the index's segments.
    number: u32,
    columns: &'a Columns,
    /// Each meant speaker's place among them.
    names: &'a HashMap<&'a str, u32>,
    total: u64,
    best: Shortlist<Ordinal>,
    groups: SegmentGroups,
}

impl<'a> Segment<'a> {
    fn new(
        lookup: Lookup<'a>,
        plan: &'a Plan<'a>,
        names: &'a HashMap<&'a str, u32>,
        number: u32,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            plan,
            number,
            columns: lookup.columns(number)?,
            names,
            total: 0,
            best: Shortlist::new(plan.sort, plan.keep),
            groups: SegmentGroups::new(plan.group, plan.sort),
        })
    }

    /// Looks at matches, by document; `whole` finds those that hold all of the topic.
    fn scan(&mut self, matches: &[Scored], mut whole: Option<Box<dyn Scorer>>) -> tantivy::Result<()> {
        let places = self.places(matches)?;
        let Self { plan, columns, number, .. } = *self;
        self.total += matches.len() as u64;
        for &(doc, score) in matches {
            // Most matches are far from the best, however sure the rest of them is: the less is read of one before that is known,
            // the better.
            let is_of_a_group = plan.group != GroupBy::None;
            let may_be_taken = |is_whole| self.best.may_take_ranked(Rank::new(plan.form, true, is_whole, score, 1.0));
            if !is_of_a_group && !may_be_taken(true) {
                continue;
            }
            let is_whole = whole.as_mut().is_none_or(|whole| holds(whole.as_mut(), doc));
            if !is_of_a_group && !may_be_taken(is_whole) {
                continue;
            }
            let speaker = columns.speaker.ordinal(doc);
            let confidence = columns.confidence(doc);
            let seen = Merit {
                rank: Rank::new(plan.form, speaker.is_some(), is_whole, score, confidence),
                place: speaker.and_then(|speaker| places.get(&speaker)).copied().unwrap_or(0),
                published: columns.published(doc),
                confidence,
                speaker,
                article: None,
                start: 0,
            };
            let the_match = || Match {
                merit: Merit { article: columns.article.ordinal(doc), start: columns.start(doc), ..seen.clone() },
                at: DocAddress::new(number, doc),
            };
            if self.best.may_take(&seen) {
                self.best.offer(the_match());
            }
            self.groups.add(columns, doc, &seen, the_match);
        }
        Ok(())
    }

    /// The place among the speakers who are meant of each that has one of these quotations: fewer than are meant.
    fn places(&self, matches: &[Scored]) -> tantivy::Result<HashMap<Ordinal, u32>> {
        if self.names.is_empty() {
            return Ok(HashMap::new());
        }
        let speakers = matches.iter().filter_map(|(doc, _)| self.columns.speaker.ordinal(*doc)).collect();
        let names = self.columns.speaker.texts(&speakers)?.into_iter();
        Ok(names.filter_map(|(speaker, name)| Some((speaker, *self.names.get(name.as_str())?))).collect())
    }
}

/// Whether a scorer has the document; they are asked for in ascending order.
fn holds(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    if scorer.doc() < doc && scorer.doc() != TERMINATED {
        scorer.seek(doc);
    }
    scorer.doc() == doc
}
