//! Counts all matches by what they share, without reading the row of any.

use std::{
    collections::{BTreeMap, HashMap},
    iter,
};

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::{
    columns::{Columns, day, joined, most_frequent},
    texts::Ordinal,
};
use crate::query::{
    GroupBy, Sort,
    ranking::{GroupMerit, Merit, Rank},
};

const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const MONTHS_A_YEAR: i64 = 12;

/// The groups of all segments, while they are put together.
#[derive(Default)]
pub(super) struct Groups {
    counted: HashMap<Option<String>, Counted>,
    outlets: Vec<String>,
    /// Of each outlet its place among them, which is the number under which it is counted.
    numbers: HashMap<String, u64>,
}

/// The first of all groups.
#[derive(Default)]
pub(super) struct First {
    /// How many there are.
    pub all: usize,
    /// The first, in order.
    pub groups: Vec<Counted>,
    /// The outlets that any of them counts, by the numbers under which they do.
    outlets: Vec<String>,
}

/// One group, counted over all segments.
#[derive(Default)]
pub(super) struct Counted {
    pub key: Option<String>,
    pub count: u64,
    /// Seconds since 1970 of the first and the last publication.
    pub span: Option<(i64, i64)>,
    outlets: Outlets,
    /// Its number in each of the segments that have it, with the segment's place.
    pub parts: Vec<(usize, u32)>,
    rank: Rank,
    confidence: f32,
}

impl Groups {
    /// Counts the groups of a segment in, which is the `place`th.
    pub fn add(&mut self, place: usize, segment: Spelled) {
        let numbers: Vec<(Ordinal, u64)> =
            segment.outlets.into_iter().map(|(ordinal, outlet)| (ordinal, self.number(outlet))).collect();
        let number = |outlet: Ordinal| {
            numbers.binary_search_by_key(&outlet, |(ordinal, _)| *ordinal).ok().map(|place| numbers[place].1)
        };
        self.counted.reserve(segment.groups.len());
        for (key, group) in segment.groups {
            let counted = self.counted.entry(key).or_default();
            counted.count += group.count;
            counted.span = joined(counted.span, group.span);
            counted.rank = counted.rank.max(group.rank);
            counted.confidence = counted.confidence.max(group.confidence);
            for (outlet, count) in group.outlets.0 {
                if let Some(outlet) = number(outlet) {
                    counted.outlets.add(outlet, count);
                }
            }
            counted.parts.push((place, group.number));
        }
    }

    fn number(&mut self, outlet: String) -> u64 {
        *self.numbers.entry(outlet).or_insert_with_key(|outlet| {
            self.outlets.push(outlet.clone());
            self.outlets.len() as u64 - 1
        })
    }

    /// The first `most` groups, in order.
    pub fn first(self, most: usize, by: GroupBy, sort: Sort) -> First {
        let groups = self.counted.into_iter().map(|(key, counted)| Some(Counted { key, ..counted }));
        let mut groups: Vec<Option<Counted>> = groups.collect();
        // There may be thousands, of which each is large.
        let merits = groups.iter().flatten().map(Counted::merit).zip(0..);
        let mut order: Vec<(GroupMerit, usize)> = merits.collect();
        if most < order.len() {
            order.select_nth_unstable_by(most, |(a, _), (b, _)| a.compare(b, by, sort));
            order.truncate(most);
        }
        order.sort_unstable_by(|(a, _), (b, _)| a.compare(b, by, sort));
        let order: Vec<usize> = order.into_iter().map(|(_, place)| place).collect();
        let first = order.into_iter().filter_map(|place| groups[place].take()).collect();
        First { all: groups.len(), groups: first, outlets: self.outlets }
    }
}

impl First {
    /// The outlets of a group, those with the most of it first.
    pub fn outlets(&self, group: &Counted) -> Vec<String> {
        let name = |number: u64| self.outlets[usize::try_from(number).expect("it is a place in memory")].as_str();
        let counts = group.outlets.0.iter().map(|(outlet, count)| (name(*outlet), *count));
        most_frequent(counts).into_iter().map(str::to_owned).collect()
    }
}

impl Counted {
    /// What its place among the groups depends on.
    fn merit(&self) -> GroupMerit<'_> {
        let last = self.span.map(|(_, last)| last);
        GroupMerit::new(self.key.as_deref(), self.count, self.rank, self.confidence, last)
    }
}

/// One group within one segment.
struct Group {
    /// The number of what its hits share: a text's, or a month's.
    key: Option<u64>,
    count: u64,
    span: Option<(i64, i64)>,
    outlets: Outlets,
    rank: Rank,
    confidence: f32,
    /// Its place among the segment's groups, as they were found.
    number: u32,
}

/// How many of each outlet, in the order of the numbers that stand for outlets: most groups have few.
#[derive(Default)]
struct Outlets(Vec<(u64, u64)>);

impl Outlets {
    fn add(&mut self, outlet: u64, count: u64) {
        match self.0.binary_search_by_key(&outlet, |(outlet, _)| *outlet) {
            Ok(place) => self.0[place].1 += count,
            Err(place) => self.0.insert(place, (outlet, count)),
        }
    }
}

/// The groups of one segment.
pub(super) struct SegmentGroups {
    by: GroupBy,
    /// Where each key's group is.
    at: FxHashMap<Option<u64>, u32>,
    groups: Vec<Group>,
    /// The day of which the month was asked last: the quotations of an article follow one another.
    last_day: Option<(i64, Option<u64>)>,
}

/// The groups of one segment, with the texts that their numbers stand for.
pub(super) struct Spelled {
    groups: Vec<(Option<String>, Group)>,
    /// In the order of their numbers.
    outlets: BTreeMap<Ordinal, String>,
}

impl SegmentGroups {
    pub fn new(by: GroupBy) -> Self {
        Self { by, at: FxHashMap::default(), groups: Vec::new(), last_day: None }
    }

    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Counts a match in, of which as much was seen as numbers tell, and gives its group's number.
    pub fn add(&mut self, columns: &Columns, doc: DocId, seen: &Merit<Ordinal>) -> u32 {
        let key = match self.by {
            GroupBy::None => None,
            GroupBy::Speaker => seen.speaker,
            GroupBy::Article => columns.article.ordinal(doc),
            GroupBy::Outlet => columns.outlet.ordinal(doc),
            GroupBy::Month => seen.published.and_then(|seconds| self.month(seconds)),
        };
        let groups = &mut self.groups;
        let number = *self.at.entry(key).or_insert_with(|| {
            let number = u32::try_from(groups.len()).expect("there are no more groups than documents");
            groups.push(Group::new(key, number));
            number
        });
        groups[number as usize].add(columns, doc, seen);
        number
    }

    fn month(&mut self, seconds: i64) -> Option<u64> {
        let today = seconds.div_euclid(SECONDS_A_DAY);
        match self.last_day {
            Some((day, month)) if day == today => month,
            _ => self.last_day.insert((today, month(seconds))).1,
        }
    }

    /// The same with texts, each looked up once.
    pub fn spelled(self, columns: &Columns) -> tantivy::Result<Spelled> {
        let mut groups = self.groups;
        groups.sort_unstable_by_key(|group| group.key);
        let keys: Vec<u64> = groups.iter().filter_map(|group| group.key).collect();
        let keys = match self.by {
            GroupBy::None => Vec::new(),
            GroupBy::Speaker => columns.speaker.in_order(&keys)?,
            GroupBy::Article => columns.article.in_order(&keys)?,
            GroupBy::Outlet => columns.outlet.in_order(&keys)?,
            GroupBy::Month => keys.into_iter().map(written_month).collect(),
        };
        // Those without a key come first.
        let nothing = groups.iter().take_while(|group| group.key.is_none()).count();
        let keys = iter::repeat_n(None, nothing).chain(keys.into_iter().map(Some)).chain(iter::repeat(None));
        let outlets = groups.iter().flat_map(|group| group.outlets.0.iter().map(|(outlet, _)| *outlet)).collect();
        Ok(Spelled { outlets: columns.outlet.texts(&outlets)?, groups: keys.zip(groups).collect() })
    }
}

impl Group {
    fn new(key: Option<u64>, number: u32) -> Self {
        let (rank, outlets) = (Rank::default(), Outlets::default());
        Self { key, count: 0, span: None, outlets, rank, confidence: 0.0, number }
    }

    fn add(&mut self, columns: &Columns, doc: DocId, seen: &Merit<Ordinal>) {
        self.count += 1;
        self.rank = self.rank.max(seen.rank);
        self.confidence = self.confidence.max(seen.confidence);
        self.span = joined(self.span, seen.published.map(|seconds| (seconds, seconds)));
        if let Some(outlet) = columns.outlet.ordinal(doc) {
            self.outlets.add(outlet, 1);
        }
    }
}

/// The month of a moment, as a number: of the year 0, the first is 0.
fn month(seconds: i64) -> Option<u64> {
    let date = day(seconds)?;
    Some((i64::from(date.year()) * MONTHS_A_YEAR + i64::from(date.month()) - 1).cast_unsigned())
}

/// As "2025-01".
fn written_month(month: u64) -> String {
    let month = month.cast_signed();
    format!("{:04}-{:02}", month.div_euclid(MONTHS_A_YEAR), month.rem_euclid(MONTHS_A_YEAR) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_of_the_calendar_is_written() {
        let written = |seconds: i64| month(seconds).map(written_month);
        assert_eq!(written(0).as_deref(), Some("1970-01"));
        assert_eq!(written(-1).as_deref(), Some("1969-12"));
        assert_eq!(written(1_551_608_100).as_deref(), Some("2019-03"));
        assert_eq!(written(-62_190_000_000).as_deref(), Some("-001-04"));
        assert_eq!(written(i64::MAX), None);
    }

    #[test]
    fn outlets_are_counted_by_their_numbers() {
        let mut outlets = Outlets::default();
        for outlet in [7, 3, 7, 9, 3, 7] {
            outlets.add(outlet, 1);
        }
        assert_eq!(outlets.0, [(3, 2), (7, 3), (9, 1)]);
    }
}
