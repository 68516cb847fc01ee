//! From numbers that stand for texts within one segment to the texts, so that matches of several segments compare.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    Lookup,
    columns::Columns,
    shortlist::{Match, Shortlist},
    side_by_side::side_by_side,
    texts::Ordinal,
};
use crate::query::{Sort, ranking::Merit};

/// Matches of several segments, and how many of the best of them are kept.
pub(super) struct List {
    pub keep: usize,
    pub matches: Vec<Match<Ordinal>>,
}

/// The best of each list, in order.
///
/// Spelling takes longer than anything else that is done for a match: those are left out that others beat without it, and what is
/// looked up in a segment is looked up together.
pub(super) fn best_of_each(lookup: Lookup, sort: Sort, lists: &[List]) -> tantivy::Result<Vec<Vec<Match<String>>>> {
    let mut of_segments: BTreeMap<u32, Vec<(usize, &Match<Ordinal>)>> = BTreeMap::new();
    for (list, List { keep, matches }) in lists.iter().enumerate() {
        let last = last_by_numbers(sort, *keep, matches);
        let is_worth =
            |found: &&Match<Ordinal>| last.is_none_or(|last| sort.compare_numbers(&found.merit, &last.merit).is_le());
        for found in matches.iter().filter(is_worth) {
            of_segments.entry(found.at.segment_ord).or_default().push((list, found));
        }
    }
    let spell = |(segment, matches): (u32, Vec<(usize, &Match<Ordinal>)>)| {
        let spelling = Spelling::of(matches.iter().map(|(_, found)| *found), lookup.columns(segment)?)?;
        Ok(matches.into_iter().map(|(list, found)| (list, spelling.spell(found))).collect::<Vec<_>>())
    };
    let of_segments: Vec<_> = of_segments.into_iter().collect();
    let spelled = match lists {
        // A few matches take no longer than to ask for help.
        [_] => of_segments.into_iter().map(spell).collect::<tantivy::Result<_>>()?,
        _ => side_by_side(of_segments, spell)?,
    };
    let mut best: Vec<Shortlist<String>> = lists.iter().map(|list| Shortlist::new(sort, list.keep)).collect();
    for (list, found) in spelled.into_iter().flatten() {
        best[list].offer(found);
    }
    Ok(best.into_iter().map(Shortlist::into_best).collect())
}

/// The last of the best as far as numbers tell; `None` where there are no more than are kept.
fn last_by_numbers(sort: Sort, keep: usize, matches: &[Match<Ordinal>]) -> Option<&Match<Ordinal>> {
    let last = keep.checked_sub(1).filter(|last| *last < matches.len())?;
    let mut matches: Vec<&Match<Ordinal>> = matches.iter().collect();
    let (_, last, _) = matches.select_nth_unstable_by(last, |a, b| sort.compare_numbers(&a.merit, &b.merit));
    Some(*last)
}

/// The texts behind the numbers of some of a segment's matches, looked up together.
struct Spelling<'a> {
    speakers: BTreeMap<Ordinal, Cow<'a, str>>,
    articles: BTreeMap<Ordinal, Cow<'a, str>>,
}

impl<'a> Spelling<'a> {
    fn of<'m>(
        matches: impl Iterator<Item = &'m Match<Ordinal>> + Clone,
        columns: &'a Columns,
    ) -> tantivy::Result<Self> {
        let speakers = matches.clone().filter_map(|found| found.merit.speaker).collect();
        let articles = matches.filter_map(|found| found.merit.article).collect();
        Ok(Self { speakers: columns.speaker.texts(&speakers)?, articles: columns.article.texts(&articles)? })
    }

    fn spell(&self, Match { merit, at }: &Match<Ordinal>) -> Match<String> {
        let text = |texts: &BTreeMap<Ordinal, Cow<str>>, ordinal| texts.get(&ordinal).map(ToString::to_string);
        Match {
            merit: Merit {
                rank: merit.rank,
                place: merit.place,
                published: merit.published,
                confidence: merit.confidence,
                speaker: merit.speaker.and_then(|speaker| text(&self.speakers, speaker)),
                article: merit.article.and_then(|article| text(&self.articles, article)),
                start: merit.start,
            },
            at: *at,
        }
    }
}
