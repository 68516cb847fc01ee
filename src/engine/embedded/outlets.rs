//! Of which outlets the matches of groups are.

use std::{borrow::Cow, collections::BTreeMap};

use foldhash::fast::RandomState;
use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::{
    columns::{Columns, most_frequent},
    numbering::Numbering,
    texts::Ordinal,
};

/// How many of a segment's matches each group has of each outlet.
#[derive(Default)]
pub(super) struct SegmentOutlets(FxHashMap<(u32, Ordinal), u64>);

impl SegmentOutlets {
    /// Counts in a match of a group.
    pub fn add(&mut self, group: u32, columns: &Columns, doc: DocId) {
        if let Some(outlet) = columns.outlet.ordinal(doc) {
            *self.0.entry((group, outlet)).or_default() += 1;
        }
    }

    /// The same with the outlets' names.
    pub fn spelled(self, columns: &Columns) -> tantivy::Result<Spelled<'_>> {
        let counts: Vec<_> = self.0.into_iter().collect();
        let names = columns.outlet.texts(&counts.iter().map(|((_, outlet), _)| *outlet).collect())?;
        Ok(Spelled { counts, names })
    }
}

/// See [`SegmentOutlets`].
pub(super) struct Spelled<'a> {
    counts: Vec<((u32, Ordinal), u64)>,
    names: BTreeMap<Ordinal, Cow<'a, str>>,
}

/// Of each of so many groups the outlets, those with the most of it first.
pub(super) fn of_groups(groups: usize, segments: &[Spelled]) -> Vec<Vec<String>> {
    let mut all: Numbering<&str, RandomState> = Numbering::default();
    let mut counts: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    for segment in segments {
        // Of each of the segment's outlets the number that it has in all of them.
        let numbers: FxHashMap<Ordinal, u32> =
            segment.names.iter().map(|(outlet, name)| (*outlet, all.of(name))).collect();
        for ((group, outlet), count) in &segment.counts {
            if let Some(number) = numbers.get(outlet) {
                *counts.entry((*group, *number)).or_default() += count;
            }
        }
    }
    let mut of_groups = vec![Vec::new(); groups];
    for ((group, number), count) in counts.into_iter().collect::<Vec<_>>() {
        of_groups[group as usize].push((all.keys()[number as usize], count));
    }
    let in_order = |counts| most_frequent(counts).into_iter().map(str::to_owned).collect();
    of_groups.into_iter().map(in_order).collect()
}
