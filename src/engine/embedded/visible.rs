//! Of an article that stands in several places, one print is seen and the others are not.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tantivy::{DocId, TERMINATED, query::Weight};

use super::{Lookup, side_by_side::side_by_side};
use crate::index::Place;

/// Which documents of an index are looked at, whatever is asked.
pub(super) struct Visible<'a> {
    lookup: Lookup<'a>,
    /// Whether it matters which print of an article one is.
    are_told_apart: bool,
}

impl<'a> Visible<'a> {
    /// All prints of all articles.
    pub fn all(lookup: Lookup<'a>) -> Self {
        Self { lookup, are_told_apart: false }
    }

    /// Of each article the print that is kept.
    pub fn kept(lookup: Lookup<'a>) -> Self {
        Self { lookup, are_told_apart: !lookup.twins.is_empty() }
    }

    /// Hands every match of a segment that is seen to `each`, with its score (1 when the weight does not score), by document.
    pub fn each_match(
        &self,
        segment: u32,
        weight: &dyn Weight,
        mut each: impl FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        let is_kept = |place: Option<Place>| place.is_none_or(|place| place.rank == 0).then_some(());
        self.each_judged(segment, weight, is_kept, |doc, score, ()| each(doc, score))
    }

    /// The matches of a segment of which `judge` thinks anything, by their print's place among those of its article where that
    /// has several. It is asked once for the matches of an article; of others nothing is worked out.
    fn each_judged<J: Copy>(
        &self,
        segment: u32,
        weight: &dyn Weight,
        judge: impl Fn(Option<Place>) -> Option<J>,
        mut each: impl FnMut(DocId, f32, J),
    ) -> tantivy::Result<()> {
        let reader = self.lookup.searcher.segment_reader(segment);
        let alive = reader.alive_bitset();
        let columns = self.lookup.columns(segment)?;
        let articles = if self.are_told_apart { columns.articles() } else { &[] };
        let mut judged = judge(None);
        // So many articles begin up to the document that was looked at last, and there the next one does.
        let (mut begun, mut next) = (0, articles.first().copied().unwrap_or(TERMINATED));
        let mut matches = weight.scorer(reader, 1.0)?;
        let mut doc = matches.doc();
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                if doc >= next {
                    begun += begun_until(&articles[begun..], doc);
                    next = articles.get(begun).copied().unwrap_or(TERMINATED);
                    judged = judge(self.lookup.prints.place(self.lookup, segment, columns, begun - 1));
                }
                if let Some(judged) = judged {
                    each(doc, matches.score(), judged);
                }
            }
            doc = matches.advance();
        }
        Ok(())
    }
}

/// How many of these articles, of which the first begins up to a document, do so: it is looked for near the beginning first.
fn begun_until(articles: &[DocId], doc: DocId) -> usize {
    let mut step = 1;
    while articles.get(step).is_some_and(|begin| *begin <= doc) {
        step *= 2;
    }
    let known = step / 2;
    known + articles[known..articles.len().min(step)].partition_point(|begin| *begin <= doc)
}

/// A match with its score.
pub(super) type Scored = (DocId, f32);

/// Hands over the matches that are seen: of each article those of the first print that matches. That is another outlet's where that
/// outlet is asked for, an earlier version where only that has the words.
///
/// Segments are looked at side by side. `begin` makes of a segment's number what `each` adds matches of it to, by document, twice at
/// most; what `end` makes of that is given back, by segment.
pub(super) fn first_matching<S: Send, R: Send>(
    lookup: Lookup,
    weight: &dyn Weight,
    begin: impl Fn(u32) -> tantivy::Result<S> + Sync,
    each: impl Fn(&mut S, Vec<Scored>) -> tantivy::Result<()> + Sync,
    end: impl Fn(S) -> tantivy::Result<R> + Sync,
) -> tantivy::Result<Vec<R>> {
    let visible = Visible::kept(lookup);
    // The rank of the first print of each article that matched so far; the highest number where none did.
    let first: Vec<AtomicU32> = (0..lookup.twins.articles()).map(|_| AtomicU32::new(u32::MAX)).collect();
    let first = |place: Place| &first[place.group as usize];
    let looked_at = side_by_side((0..lookup.segments()).collect(), |segment| {
        let mut state = begin(segment)?;
        let (mut seen, mut later) = (Vec::new(), Vec::new());
        // Nothing comes before the print that is kept; before others, one that is looked at later may.
        let judge = |place: Option<Place>| match place {
            Some(place) if first(place).load(Relaxed) < place.rank => None,
            Some(place) => {
                first(place).fetch_min(place.rank, Relaxed);
                Some(Some(place).filter(|place| place.rank > 0))
            }
            None => Some(None),
        };
        visible.each_judged(segment, weight, judge, |doc, score, behind| match behind {
            None => seen.push((doc, score)),
            Some(place) => later.push(((doc, score), place)),
        })?;
        if !seen.is_empty() {
            each(&mut state, seen)?;
        }
        Ok((state, later))
    })?;
    side_by_side(looked_at, |(mut state, mut later)| {
        later.retain(|(_, place)| first(*place).load(Relaxed) == place.rank);
        if !later.is_empty() {
            each(&mut state, later.into_iter().map(|(scored, _)| scored).collect())?;
        }
        end(state)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_that_have_begun_are_counted() {
        let articles = [3, 4, 9, 20, 21, 22, 40];
        for from in 0..articles.len() {
            for doc in articles[from]..50 {
                let begun = articles[from..].iter().filter(|begin| **begin <= doc).count();
                assert_eq!(begun_until(&articles[from..], doc), begun, "{from} {doc}");
            }
        }
    }
}
