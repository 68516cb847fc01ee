//! Counts all matches by what they share, without reading the row of any.

use std::borrow::Cow;

use foldhash::fast::RandomState;
use rustc_hash::FxBuildHasher;
use tantivy::DocId;

use super::{
    columns::{Columns, day, joined},
    numbering::Numbering,
    texts::Ordinal,
};
use crate::query::{
    GroupBy, Sort,
    ranking::{GroupMerit, Merit, Rank},
};

const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const MONTHS_A_YEAR: i64 = 12;

/// What is counted of a group.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub count: u64,
    /// Seconds since 1970 of the first and the last publication.
    pub span: Option<(i64, i64)>,
    rank: Rank,
    confidence: f32,
}

impl Tally {
    /// Of one match, of which as much was seen as numbers tell.
    fn of(seen: &Merit<Ordinal>) -> Self {
        let span = seen.published.map(|seconds| (seconds, seconds));
        Self { count: 1, span, rank: seen.rank, confidence: seen.confidence }
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.span = joined(self.span, other.span);
        self.rank = self.rank.max(other.rank);
        self.confidence = self.confidence.max(other.confidence);
    }

    /// What a group's place among the groups depends on.
    fn merit(self, key: Option<&str>) -> GroupMerit<'_> {
        GroupMerit::new(key, self.count, self.rank, self.confidence, self.span.map(|(_, last)| last))
    }
}

/// Counts in what was counted of the group of a number, which is the next one at most.
fn count_in(tallies: &mut Vec<Tally>, number: u32, counted: Tally) {
    let number = number as usize;
    if number == tallies.len() {
        tallies.push(Tally::default());
    }
    tallies[number].add(counted);
}

/// The groups of one segment, numbered as they are found.
pub(super) struct SegmentGroups {
    by: GroupBy,
    /// Of what the hits of each share, which is a number too: a text's, or a month's.
    numbers: Numbering<Option<u64>, FxBuildHasher>,
    tallies: Vec<Tally>,
    /// The day of which the month was asked last: the quotations of an article follow one another.
    last_day: Option<(i64, Option<u64>)>,
}

/// The groups of one segment by their numbers, with the texts that they share.
pub(super) type Spelled<'a> = Vec<(Option<Cow<'a, str>>, Tally)>;

impl SegmentGroups {
    pub fn new(by: GroupBy) -> Self {
        Self { by, numbers: Numbering::default(), tallies: Vec::new(), last_day: None }
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
        let number = self.numbers.of(key);
        count_in(&mut self.tallies, number, Tally::of(seen));
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
    pub fn spelled(self, columns: &Columns) -> tantivy::Result<Spelled<'_>> {
        let mut order: Vec<(u64, usize)> =
            self.numbers.keys().iter().enumerate().filter_map(|(number, key)| Some(((*key)?, number))).collect();
        order.sort_unstable();
        let keys: Vec<u64> = order.iter().map(|(key, _)| *key).collect();
        let texts = match self.by {
            GroupBy::None => Vec::new(),
            GroupBy::Speaker => columns.speaker.in_order(&keys)?,
            GroupBy::Article => columns.article.in_order(&keys)?,
            GroupBy::Outlet => columns.outlet.in_order(&keys)?,
            GroupBy::Month => keys.into_iter().map(|month| written_month(month).into()).collect(),
        };
        let mut spelled: Spelled = self.tallies.into_iter().map(|tally| (None, tally)).collect();
        for ((_, number), text) in order.into_iter().zip(texts) {
            spelled[number].0 = Some(text);
        }
        Ok(spelled)
    }
}

/// The first of the groups of all segments.
pub(super) struct FirstGroups {
    /// How many groups there are.
    pub all: usize,
    /// The first, in order, each with what its hits share.
    pub groups: Vec<(Option<String>, Tally)>,
    /// Of each group of each segment its place among the first.
    pub places: Vec<Vec<Option<u32>>>,
}

impl FirstGroups {
    /// The first `most` of all groups.
    pub fn of<'s>(segments: &'s [Spelled], most: usize, by: GroupBy, sort: Sort) -> Self {
        let mut all: Numbering<Option<&str>, RandomState> = Numbering::default();
        let mut tallies = Vec::new();
        let mut number = |group: &'s (Option<Cow<'_, str>>, Tally)| {
            let number = all.of(group.0.as_deref());
            count_in(&mut tallies, number, group.1);
            number as usize
        };
        let numbers: Vec<Vec<usize>> =
            segments.iter().map(|segment| segment.iter().map(&mut number).collect()).collect();

        let keys = all.keys();
        let merits = keys.iter().zip(&tallies).map(|(key, tally)| tally.merit(*key)).zip(0..);
        let mut order: Vec<(GroupMerit, usize)> = merits.collect();
        if most < order.len() {
            order.select_nth_unstable_by(most, |(a, _), (b, _)| a.compare(b, by, sort));
            order.truncate(most);
        }
        order.sort_unstable_by(|(a, _), (b, _)| a.compare(b, by, sort));

        let mut places = vec![None; keys.len()];
        for (place, (_, number)) in (0..).zip(&order) {
            places[*number] = Some(place);
        }
        let owned = |(_, number): &(_, usize)| (keys[*number].map(str::to_owned), tallies[*number]);
        Self {
            all: keys.len(),
            groups: order.iter().map(owned).collect(),
            places: numbers.iter().map(|numbers| numbers.iter().map(|number| places[*number]).collect()).collect(),
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
}
