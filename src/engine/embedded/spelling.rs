//! From numbers that stand for texts within one segment to the texts, so that matches of several segments compare.

use std::collections::BTreeMap;

use super::{
    Lookup,
    columns::Columns,
    shortlist::{Match, Shortlist},
    texts::Ordinal,
};
use crate::query::{Sort, ranking::Merit};

/// The best of the matches of several segments, in order; each segment's stand together.
///
/// Spelling takes longer than anything else that is done for a match, so those are left out that others beat without it.
pub(super) fn best_of(
    lookup: Lookup,
    sort: Sort,
    keep: usize,
    matches: &[Match<Ordinal>],
) -> tantivy::Result<Vec<Match<String>>> {
    let mut best = Shortlist::new(sort, keep);
    let last = last_by_numbers(sort, keep, matches);
    for of_segment in matches.chunk_by(|one, next| one.at.segment_ord == next.at.segment_ord) {
        let is_worth =
            |found: &&Match<Ordinal>| last.is_none_or(|last| sort.compare_numbers(&found.merit, &last.merit).is_le());
        let worth = of_segment.iter().filter(is_worth);
        let spelling = Spelling::of(worth.clone(), lookup.columns(of_segment[0].at.segment_ord)?)?;
        for found in worth {
            best.offer(spelling.spell(found.clone()));
        }
    }
    Ok(best.into_best())
}

/// The last of the best as far as numbers tell; `None` where there are no more than are kept.
fn last_by_numbers(sort: Sort, keep: usize, matches: &[Match<Ordinal>]) -> Option<&Match<Ordinal>> {
    let last = keep.checked_sub(1).filter(|last| *last < matches.len())?;
    let mut matches: Vec<&Match<Ordinal>> = matches.iter().collect();
    let (_, last, _) = matches.select_nth_unstable_by(last, |a, b| sort.compare_numbers(&a.merit, &b.merit));
    Some(*last)
}

/// The texts behind the numbers of some of a segment's matches, looked up together.
struct Spelling {
    speakers: BTreeMap<Ordinal, String>,
    articles: BTreeMap<Ordinal, String>,
}

impl Spelling {
    fn of<'a>(matches: impl Iterator<Item = &'a Match<Ordinal>> + Clone, columns: &Columns) -> tantivy::Result<Self> {
        let speakers = matches.clone().filter_map(|found| found.merit.speaker).collect();
        let articles = matches.filter_map(|found| found.merit.article).collect();
        Ok(Self { speakers: columns.speaker.texts(&speakers)?, articles: columns.article.texts(&articles)? })
    }

    fn spell(&self, Match { merit, at }: Match<Ordinal>) -> Match<String> {
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
