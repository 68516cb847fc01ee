//! Looks at every match once: keeps the best, counts all, and counts them by group, from columns alone.

use std::collections::HashMap;

use tantivy::query::EnableScoring;

use super::{
    Lookup,
    first::first_matching,
    groups::{FirstGroups, Tally},
    outlets,
    plan::{BEST_OF_GROUP, Plan},
    segment::{Segment, SegmentView},
    shortlist::Match,
    side_by_side::side_by_side,
    spelling::{List, best_of_each},
};

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub total: u64,
    /// The best, in order.
    pub best: Vec<Match<String>>,
    /// How many groups there are.
    pub all_groups: usize,
    /// The first groups, in order.
    pub groups: Vec<FoundGroup>,
}

/// Matches that share something.
pub(super) struct FoundGroup {
    /// What they share.
    pub key: Option<String>,
    pub tally: Tally,
    /// Those with the most of them first.
    pub outlets: Vec<String>,
    /// The best of them, where they are shown.
    pub best: Vec<Match<String>>,
}

/// Looks at every match of a plan.
pub(super) fn scan(lookup: Lookup, plan: &Plan) -> tantivy::Result<Found> {
    let weight = plan.clause.weight(EnableScoring::enabled_from_searcher(lookup.searcher))?;
    let unscored = EnableScoring::disabled_from_searcher(lookup.searcher);
    let whole = plan.whole.as_ref().map(|clause| clause.weight(unscored)).transpose()?;

    let names: HashMap<&str, u32> = plan.names.iter().map(String::as_str).zip(0..).collect();
    let whole = |segment| {
        let reader = lookup.searcher.segment_reader(segment);
        whole.as_ref().map(|whole| whole.scorer(reader, 1.0)).transpose()
    };
    let begin = |segment| {
        let view = SegmentView { plan, number: segment, columns: lookup.columns(segment)? };
        Ok(Segment::new(view, whole(segment)?, &names))
    };
    let looked = first_matching(lookup, weight.as_ref(), begin, Segment::look, Segment::looked)?;

    let (mut total, mut best, mut spelled, mut grouped) = (0, Vec::new(), Vec::new(), Vec::new());
    for segment in looked {
        total += segment.total;
        best.extend(segment.best);
        spelled.push(segment.groups);
        grouped.push(segment.grouped);
    }
    let FirstGroups { all, groups, places } = FirstGroups::of(&spelled, plan.groups, plan.group, plan.sort);
    let with_hits = groups.len().min(plan.groups_with_hits);
    let grouped = grouped.into_iter().zip(&places).filter(|(grouped, _)| !grouped.is_empty()).collect();
    let of_groups = side_by_side(grouped, |(grouped, places)| grouped.shown(places, with_hits, whole))?;

    let mut lists = vec![List { keep: plan.keep, matches: best }];
    lists.extend((0..with_hits).map(|_| List { keep: BEST_OF_GROUP, matches: Vec::new() }));
    let mut outlets = Vec::new();
    for of_segment in of_groups {
        for (list, best) in lists[1..].iter_mut().zip(of_segment.best) {
            list.matches.extend(best);
        }
        outlets.push(of_segment.outlets);
    }
    let mut best = best_of_each(lookup, plan.sort, &lists)?.into_iter();
    let mut next_best = || best.next().unwrap_or_default();
    let found = Found { total, best: next_best(), all_groups: all, groups: Vec::new() };
    let outlets = outlets::of_groups(groups.len(), &outlets);
    let group = |((key, tally), outlets)| FoundGroup { key, tally, outlets, best: next_best() };
    Ok(Found { groups: groups.into_iter().zip(outlets).map(group).collect(), ..found })
}
