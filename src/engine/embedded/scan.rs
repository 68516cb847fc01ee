//! Looks at every match once: keeps the best, counts all, and counts them by group, from columns alone.

use std::collections::{BTreeMap, HashMap};

use tantivy::{
    DocAddress, DocId, SegmentReader, TERMINATED,
    query::{EnableScoring, Query as Clause, Scorer, Weight},
};

use super::{
    Lookup,
    columns::{Columns, Ordinal},
    groups::{Counted, SegmentGroups},
    shortlist::{Match, Shortlist},
    visible::Visible,
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
#[derive(Debug, Default)]
pub(super) struct Found {
    pub total: u64,
    /// The best, in order.
    pub best: Vec<Match<String>>,
    /// All groups, in no order that matters.
    pub groups: Vec<Counted>,
}

/// Looks at every match of a plan.
pub(super) fn scan(lookup: Lookup, plan: &Plan) -> tantivy::Result<Found> {
    let weight = plan.clause.weight(EnableScoring::enabled_from_searcher(lookup.searcher))?;
    let unscored = EnableScoring::disabled_from_searcher(lookup.searcher);
    let whole = plan.whole.as_ref().map(|clause| clause.weight(unscored)).transpose()?;

    let visible = Visible::matching(lookup, plan.clause.as_ref())?;
    let mut total = 0;
    let mut best = Shortlist::new(plan.sort, plan.keep);
    let mut groups = BTreeMap::new();
    for (number, reader) in (0..).zip(lookup.searcher.segment_readers()) {
        let columns = Columns::open(reader, lookup.fields)?;
        let mut segment = Segment {
            plan,
            number,
            places: places(plan.names, &columns)?,
            whole: whole.as_ref().map(|weight| weight.scorer(reader, 1.0)).transpose()?,
            columns,
            total: 0,
            best: Shortlist::new(plan.sort, plan.keep),
            groups: SegmentGroups::new(plan.group, plan.sort),
        };
        segment.scan(reader, weight.as_ref(), &visible)?;
        total += segment.total;
        let Segment { columns, best: best_here, groups: groups_here, .. } = segment;
        let best_here = best_here.into_best();
        let spelling = Spelling::of(best_here.iter(), &columns)?;
        for found in best_here {
            best.offer(spelling.spell(found));
        }
        groups_here.merge_into(&mut groups, &columns)?;
    }
    Ok(Found { total, best: best.into_best(), groups: groups.into_values().collect() })
}

/// What a scan has read of a match before it knows whether the match is kept.
pub(super) struct Seen {
    pub speaker: Option<Ordinal>,
    pub rank: Rank,
    pub confidence: f32,
}

/// One segment's share of a scan.
struct Segment<'a> {
    plan: &'a Plan<'a>,
    /// Its place among the index's segments.
    number: u32,
    columns: Columns,
    /// Each meant speaker's place among them.
    places: HashMap<Ordinal, u32>,
    whole: Option<Box<dyn Scorer>>,
    total: u64,
    best: Shortlist<Ordinal>,
    groups: SegmentGroups,
}

impl Segment<'_> {
    fn scan(&mut self, reader: &SegmentReader, weight: &dyn Weight, visible: &Visible) -> tantivy::Result<()> {
        visible.each_match(reader, weight, |doc, score| {
            self.total += 1;
            let speaker = self.columns.speaker.ordinal(doc);
            let is_whole = self.is_whole(doc);
            let confidence = self.columns.confidence(doc);
            let rank = Rank::new(self.plan.form, speaker.is_some(), is_whole, score, confidence);
            let columns = &self.columns;
            let the_match = || Match {
                merit: Merit {
                    rank,
                    place: speaker.and_then(|speaker| self.places.get(&speaker)).copied().unwrap_or(0),
                    published: columns.published(doc),
                    confidence,
                    speaker,
                    article: columns.article.ordinal(doc),
                    start: columns.start(doc),
                },
                at: DocAddress::new(self.number, doc),
            };
            if self.best.may_take(rank) {
                self.best.offer(the_match());
            }
            self.groups.add(columns, doc, &Seen { speaker, rank, confidence }, the_match);
        })
    }

    /// Whether the quotation holds all of the topic; documents are asked for in ascending order.
    fn is_whole(&mut self, doc: DocId) -> bool {
        let Some(whole) = &mut self.whole else { return true };
        if whole.doc() < doc && whole.doc() != TERMINATED {
            whole.seek(doc);
        }
        whole.doc() == doc
    }
}

fn places(names: &[String], columns: &Columns) -> tantivy::Result<HashMap<Ordinal, u32>> {
    let mut places = HashMap::new();
    for (place, name) in (0..).zip(names) {
        if let Some(speaker) = columns.speaker.ordinal_of(name)? {
            places.insert(speaker, place);
        }
    }
    Ok(places)
}

/// The texts behind the numbers of some of a segment's matches, looked up together: so that matches of several segments
/// compare.
pub(super) struct Spelling {
    speakers: BTreeMap<Ordinal, String>,
    articles: BTreeMap<Ordinal, String>,
}

impl Spelling {
    pub fn of<'a>(
        matches: impl Iterator<Item = &'a Match<Ordinal>> + Clone,
        columns: &Columns,
    ) -> tantivy::Result<Self> {
        let speakers = matches.clone().filter_map(|found| found.merit.speaker).collect();
        let articles = matches.filter_map(|found| found.merit.article).collect();
        Ok(Self { speakers: columns.speaker.texts(&speakers)?, articles: columns.article.texts(&articles)? })
    }

    pub fn spell(&self, Match { merit, at }: Match<Ordinal>) -> Match<String> {
        Match {
            merit: Merit {
                rank: merit.rank,
                place: merit.place,
                published: merit.published,
                confidence: merit.confidence,
                speaker: merit.speaker.and_then(|speaker| self.speakers.get(&speaker).cloned()),
                article: merit.article.and_then(|article| self.articles.get(&article).cloned()),
                start: merit.start,
            },
            at,
        }
    }
}
