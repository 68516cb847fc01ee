//! Of the prints of an article, the first that matches is seen.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use tantivy::{
    DocId,
    query::{Scorer, Weight},
};

use super::{Lookup, kept::Kept, side_by_side::side_by_side, visible::Visible};
use crate::index::Place;

/// The matches of a segment are kept while it is found out which are seen; but where they are more than this part of its documents, it is
/// found out faster without looking at each, and they are looked for again.
const MANY: u32 = 4;

/// Hands over the matches that are seen: of each article those of the first print that matches. That is another outlet's where that
/// outlet is asked for, an earlier version where only that has the words.
///
/// Segments are looked at side by side. `begin` makes of a segment's number what `each` adds a match of it to, one after the other, by
/// document; what `end` makes of that is given back, by segment.
pub(super) fn first_matching<S, R: Send>(
    lookup: Lookup,
    weight: &dyn Weight,
    begin: impl Fn(u32) -> tantivy::Result<S> + Sync,
    each: impl Fn(&mut S, DocId, &mut dyn Scorer) -> tantivy::Result<()> + Sync,
    end: impl Fn(S) -> tantivy::Result<R> + Sync,
) -> tantivy::Result<Vec<R>> {
    let visible = Visible::kept(lookup);
    let scorer = |segment| weight.scorer(lookup.searcher.segment_reader(segment), 1.0);
    let first = First((0..lookup.twins.articles()).map(|_| AtomicU32::new(u32::MAX)).collect());
    let found = if visible.are_told_apart {
        first.find(lookup, &visible, scorer)?
    } else {
        (0..lookup.segments()).map(|_| None).collect()
    };
    side_by_side((0..).zip(found).collect(), |(segment, kept)| {
        let mut state = begin(segment)?;
        let mut matches = match kept {
            Some(kept) => Box::new(kept),
            None => scorer(segment)?,
        };
        visible.articles(segment)?.each_match(
            matches.as_mut(),
            |place| first.is(place),
            |doc, _, matches| each(&mut state, doc, matches),
        )?;
        end(state)
    })
}

/// The rank of the first print of each article that matched so far; the highest number where none did.
struct First(Vec<AtomicU32>);

impl First {
    /// Looks for the first prints that match. Of each segment the matches that may be seen; `None` where there are too many to keep them.
    fn find(
        &self,
        lookup: Lookup,
        visible: &Visible,
        scorer: impl Fn(u32) -> tantivy::Result<Box<dyn Scorer>> + Sync,
    ) -> tantivy::Result<Vec<Option<Kept>>> {
        let found = side_by_side((0..lookup.segments()).collect(), |segment| {
            let mut matches = scorer(segment)?;
            if matches.size_hint() > lookup.searcher.segment_reader(segment).max_doc() / MANY {
                return Ok(None);
            }
            let mut kept = Vec::new();
            visible.articles(segment)?.each_match(
                matches.as_mut(),
                |place| self.may_be(place),
                |doc, place, matches| {
                    if let Some(place) = place {
                        self.note(place);
                    }
                    kept.push((doc, matches.score()));
                    Ok(())
                },
            )?;
            Ok(Some(Kept::of(kept)))
        })?;
        // Where many match, most of the prints that are kept do, which come before all others.
        let is_kept = |place: Place| place.rank == 0;
        let is_open = |place: Place| place.rank > 0 && self.of(place) > place.rank;
        let unfinished = || (0..).zip(&found).filter(|(_, kept)| kept.is_none()).map(|(segment, _)| segment).collect();
        let look = |segment, is_looked_at: &(dyn Fn(Place) -> bool + Sync)| {
            visible.articles(segment)?.each_place(scorer(segment)?.as_mut(), is_looked_at, |place| self.note(place));
            Ok(())
        };
        side_by_side(unfinished(), |segment| look(segment, &is_kept))?;
        side_by_side(unfinished(), |segment| look(segment, &is_open))?;
        Ok(found)
    }

    fn of(&self, place: Place) -> u32 {
        self.0[place.group as usize].load(Relaxed)
    }

    fn note(&self, place: Place) {
        self.0[place.group as usize].fetch_min(place.rank, Relaxed);
    }

    /// Whether a print may be the first that matches.
    fn may_be(&self, place: Option<Place>) -> bool {
        place.is_none_or(|place| self.of(place) >= place.rank)
    }

    /// Whether a print is the first that matches, after all were looked at.
    fn is(&self, place: Option<Place>) -> bool {
        place.is_none_or(|place| self.of(place) == place.rank)
    }
}
