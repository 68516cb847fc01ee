//! Counts all matches by what they share, without reading the row of any.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::DocId;

use super::{
    Lookup,
    columns::{Columns, Ordinal, day, joined},
    shortlist::{Match, Shortlist},
    spelling::best_of,
};
use crate::query::{
    GroupBy, Sort,
    ranking::{GroupMerit, Merit, Rank},
};

/// So many of a group's hits are kept.
const BEST: usize = 3;
const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// One group, counted over all segments.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub key: Option<String>,
    pub count: u64,
    /// Seconds since 1970 of the first and the last publication.
    pub span: Option<(i64, i64)>,
    /// How many of each outlet.
    pub outlets: BTreeMap<String, u64>,
    /// The best of each segment. Few groups show theirs, and only those are spelled out.
    best: Vec<Match<Ordinal>>,
    rank: Rank,
    confidence: f32,
}

impl Counted {
    fn new(key: Option<String>) -> Self {
        Self {
            key,
            count: 0,
            span: None,
            outlets: BTreeMap::new(),
            best: Vec::new(),
            rank: Rank::default(),
            confidence: 0.0,
        }
    }

    /// What its place among the groups depends on.
    pub fn merit(&self) -> GroupMerit<'_> {
        GroupMerit {
            key: self.key.as_deref(),
            count: self.count,
            rank: self.rank,
            confidence: self.confidence,
            last: self.span.map(|(_, last)| last),
        }
    }

    /// Its best hits, in order.
    pub fn best(&self, lookup: Lookup, sort: Sort) -> tantivy::Result<Vec<Match<String>>> {
        best_of(lookup, sort, BEST, &self.best)
    }
}

/// One group within one segment.
struct Group {
    /// The number of what its hits share: a text's, or a day's.
    key: Option<u64>,
    count: u64,
    span: Option<(i64, i64)>,
    outlets: BTreeMap<Ordinal, u64>,
    best: Shortlist<Ordinal>,
    rank: Rank,
    confidence: f32,
}

/// The groups of one segment.
pub(super) struct SegmentGroups {
    by: GroupBy,
    sort: Sort,
    /// Where each key's group is.
    at: HashMap<Option<u64>, usize>,
    groups: Vec<Group>,
}

impl SegmentGroups {
    pub fn new(by: GroupBy, sort: Sort) -> Self {
        Self { by, sort, at: HashMap::new(), groups: Vec::new() }
    }

    /// Counts a match in, of which as much was seen as numbers tell; `the_match` is only worked out when it may be among the group's
    /// best.
    pub fn add(
        &mut self,
        columns: &Columns,
        doc: DocId,
        seen: &Merit<Ordinal>,
        the_match: impl FnOnce() -> Match<Ordinal>,
    ) {
        let key = match self.by {
            GroupBy::None => return,
            GroupBy::Speaker => seen.speaker,
            GroupBy::Article => columns.article.ordinal(doc),
            GroupBy::Outlet => columns.outlet.ordinal(doc),
            // Days are counted here, and put together to months when they are spelled out.
            GroupBy::Month => seen.published.map(|seconds| seconds.div_euclid(SECONDS_A_DAY).cast_unsigned()),
        };
        let (groups, sort) = (&mut self.groups, self.sort);
        let at = *self.at.entry(key).or_insert_with(|| {
            groups.push(Group::new(key, sort));
            groups.len() - 1
        });
        groups[at].add(columns, doc, seen, the_match);
    }

    /// Adds these groups to those of other segments.
    pub fn merge_into(self, all: &mut BTreeMap<Option<String>, Counted>, columns: &Columns) -> tantivy::Result<()> {
        let keys: BTreeSet<u64> = self.groups.iter().filter_map(|group| group.key).collect();
        let keys = match self.by {
            GroupBy::None => return Ok(()),
            GroupBy::Speaker => columns.speaker.texts(&keys)?,
            GroupBy::Article => columns.article.texts(&keys)?,
            GroupBy::Outlet => columns.outlet.texts(&keys)?,
            GroupBy::Month => keys.into_iter().filter_map(|day| Some((day, month(day)?))).collect(),
        };
        let outlets = self.groups.iter().flat_map(|group| group.outlets.keys().copied()).collect();
        let outlets = columns.outlet.texts(&outlets)?;
        for group in self.groups {
            let key = group.key.and_then(|key| keys.get(&key).cloned());
            let counted = all.entry(key.clone()).or_insert_with(|| Counted::new(key));
            counted.count += group.count;
            counted.span = joined(counted.span, group.span);
            counted.rank = counted.rank.max(group.rank);
            counted.confidence = counted.confidence.max(group.confidence);
            for (outlet, count) in group.outlets {
                if let Some(outlet) = outlets.get(&outlet) {
                    *counted.outlets.entry(outlet.clone()).or_default() += count;
                }
            }
            counted.best.extend(group.best.into_best());
        }
        Ok(())
    }
}

impl Group {
    fn new(key: Option<u64>, sort: Sort) -> Self {
        Self {
            key,
            count: 0,
            span: None,
            outlets: BTreeMap::new(),
            best: Shortlist::new(sort, BEST),
            rank: Rank::default(),
            confidence: 0.0,
        }
    }

    fn add(
        &mut self,
        columns: &Columns,
        doc: DocId,
        seen: &Merit<Ordinal>,
        the_match: impl FnOnce() -> Match<Ordinal>,
    ) {
        self.count += 1;
        self.rank = self.rank.max(seen.rank);
        self.confidence = self.confidence.max(seen.confidence);
        self.span = joined(self.span, seen.published.map(|seconds| (seconds, seconds)));
        if let Some(outlet) = columns.outlet.ordinal(doc) {
            *self.outlets.entry(outlet).or_default() += 1;
        }
        if self.best.may_take(seen) {
            self.best.offer(the_match());
        }
    }
}

/// The month of a day since 1970, as "2025-01".
fn month(days: u64) -> Option<String> {
    let date = day(days.cast_signed().checked_mul(SECONDS_A_DAY)?)?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_1970_have_months_too() {
        assert_eq!(month(0).as_deref(), Some("1970-01"));
        assert_eq!(month((-1i64).cast_unsigned()).as_deref(), Some("1969-12"));
        assert_eq!(month(i64::MAX.cast_unsigned()), None);
    }
}
