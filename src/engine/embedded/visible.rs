//! Of an article that stands in several places, one print is seen and the others are not.

use tantivy::{DocId, TERMINATED, query::Weight};

use super::Lookup;
use crate::index::{Place, Twins};

/// Which documents of an index are looked at, whatever is asked.
pub(super) struct Visible<'a> {
    lookup: Lookup<'a>,
    /// `None` where all are looked at.
    twins: Option<&'a Twins>,
}

impl<'a> Visible<'a> {
    /// All prints of all articles.
    pub fn all(lookup: Lookup<'a>) -> Self {
        Self { lookup, twins: None }
    }

    /// Of each article the print that is kept.
    pub fn kept(lookup: Lookup<'a>) -> Self {
        let twins = Some(lookup.twins).filter(|twins| !twins.is_empty());
        Self { twins, ..Self::all(lookup) }
    }

    /// Hands every match of a segment that is seen to `each`, with its score (1 when the weight does not score), by document.
    pub fn each_match(
        &self,
        segment: u32,
        weight: &dyn Weight,
        mut each: impl FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        self.each_placed(segment, weight, |doc, score, place| {
            if place.is_none_or(|place| place.rank == 0) {
                each(doc, score);
            }
        })
    }

    /// All matches of a segment, each with its print's place among those of its article where that has several.
    fn each_placed(
        &self,
        segment: u32,
        weight: &dyn Weight,
        mut each: impl FnMut(DocId, f32, Option<Place>),
    ) -> tantivy::Result<()> {
        let reader = self.lookup.searcher.segment_reader(segment);
        let alive = reader.alive_bitset();
        let columns = self.lookup.columns(segment)?;
        // Until this document all belong to the same article.
        let (mut next_article, mut place) = (0, None);
        weight.for_each(reader, &mut |doc, score| {
            if !alive.is_none_or(|alive| alive.is_alive(doc)) {
                return;
            }
            if let Some(twins) = self.twins.filter(|_| doc >= next_article) {
                let mark = columns.article_of(doc).and_then(|article| columns.mark.of(article));
                place = mark.and_then(|mark| twins.place(mark));
                next_article = columns.mark.next_after(doc).unwrap_or(TERMINATED);
            }
            each(doc, score, place);
        })
    }
}

/// A match with its score.
pub(super) type Scored = (DocId, f32);

/// Hands over the matches that are seen: of each article those of the first print that matches. That is another outlet's where that
/// outlet is asked for, an earlier version where only that has the words.
///
/// `each` gets a segment's number and matches of it, by document; a segment comes twice at most.
pub(super) fn first_matching(
    lookup: Lookup,
    weight: &dyn Weight,
    mut each: impl FnMut(u32, &[Scored]) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let visible = Visible::kept(lookup);
    // The rank of the first print of each article that matched so far, and 1; 0 where none did.
    let mut first = vec![0; lookup.twins.articles()];
    let mut waiting = Vec::new();
    let segments = 0..lookup.segments();
    for segment in segments.clone() {
        let (mut seen, mut later) = (Vec::new(), Vec::new());
        visible.each_placed(segment, weight, |doc, score, place| match place {
            None => seen.push((doc, score)),
            Some(place) => {
                let (first, own) = (&mut first[place.group as usize], place.rank + 1);
                if *first == 0 || own <= *first {
                    *first = own;
                    // Nothing comes before the print that is kept; before others, one of a later segment may.
                    if place.rank == 0 { seen.push((doc, score)) } else { later.push(((doc, score), place)) }
                }
            }
        })?;
        if !seen.is_empty() {
            each(segment, &seen)?;
        }
        waiting.push(later);
    }
    for (segment, later) in segments.zip(waiting) {
        let is_first = |place: Place| first[place.group as usize] == place.rank + 1;
        let seen: Vec<Scored> =
            later.into_iter().filter(|(_, place)| is_first(*place)).map(|(scored, _)| scored).collect();
        if !seen.is_empty() {
            each(segment, &seen)?;
        }
    }
    Ok(())
}
