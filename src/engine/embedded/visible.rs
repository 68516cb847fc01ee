//! Of an article that stands in several places, one print is seen and the others are not.

use tantivy::{
    DocId, TERMINATED,
    fastfield::AliveBitSet,
    query::{Scorer, Weight},
};

use super::{Lookup, columns::Columns, reach::reach};
use crate::index::Place;

/// Which documents of an index are looked at, whatever is asked.
pub(super) struct Visible<'a> {
    lookup: Lookup<'a>,
    /// Whether it matters which print of an article one is.
    pub are_told_apart: bool,
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

    /// The articles of a segment.
    pub fn articles(&self, segment: u32) -> tantivy::Result<Articles<'a>> {
        let (lookup, columns) = (self.lookup, self.lookup.columns(segment)?);
        let documents = if self.are_told_apart { columns.articles() } else { &[] };
        let alive = lookup.searcher.segment_reader(segment).alive_bitset();
        Ok(Articles { lookup, segment, columns, documents, alive })
    }

    /// Hands every match of a segment that is seen to `each`, by document.
    pub fn each_match(&self, segment: u32, weight: &dyn Weight, mut each: impl FnMut(DocId)) -> tantivy::Result<()> {
        let is_kept = |place: Option<Place>| place.is_none_or(|place| place.rank == 0);
        let mut matches = weight.scorer(self.lookup.searcher.segment_reader(segment), 1.0)?;
        self.articles(segment)?.each_match(matches.as_mut(), is_kept, |doc, _, _| {
            each(doc);
            Ok(())
        })
    }
}

/// The articles of a segment.
pub(super) struct Articles<'a> {
    lookup: Lookup<'a>,
    segment: u32,
    columns: &'a Columns,
    /// Their documents, in order; none where they are not told apart.
    documents: &'a [DocId],
    /// `None` where nothing is deleted.
    alive: Option<&'a AliveBitSet>,
}

impl Articles<'_> {
    /// Hands over the matches that belong to articles of which `is_looked_at` is true, by their print's place among those of its
    /// article where that has several; and that place.
    pub fn each_match(
        &self,
        matches: &mut dyn Scorer,
        is_looked_at: impl Fn(Option<Place>) -> bool,
        mut each: impl FnMut(DocId, Option<Place>, &mut dyn Scorer) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        // Where most articles have matches, it costs less to ask for each article than to look for the next match.
        let are_many = matches.size_hint() as usize > self.documents.len() / 4;
        // So many articles begin up to the document that was looked at last, and there the next one does.
        let (mut begun, mut next) = (0, self.begin(0));
        let mut place = None;
        let mut doc = matches.doc();
        while doc != TERMINATED {
            if !self.is_alive(doc) {
                doc = matches.advance();
                continue;
            }
            if doc >= next {
                begun += begun_until(&self.documents[begun..], doc);
                next = self.begin(begun);
                place = self.place(begun - 1);
                if !is_looked_at(place) {
                    while are_many && next != TERMINATED && !(self.is_alive(next) && is_looked_at(self.place(begun))) {
                        begun += 1;
                        next = self.begin(begun);
                    }
                    doc = if next > doc + 1 { matches.seek(next) } else { matches.advance() };
                    continue;
                }
            }
            each(doc, place, matches)?;
            doc = matches.advance();
        }
        Ok(())
    }

    /// Hands over the place of each print that has a match and of which `is_looked_at` is true.
    pub fn each_place(
        &self,
        matches: &mut dyn Scorer,
        is_looked_at: impl Fn(Place) -> bool,
        mut each: impl FnMut(Place),
    ) {
        for (number, document) in self.documents.iter().enumerate().filter(|(_, document)| self.is_alive(**document)) {
            let Some(place) = self.place(number).filter(|place| is_looked_at(*place)) else { continue };
            if reach(matches, *document) < self.begin(number + 1) {
                each(place);
            }
        }
    }

    /// Where an article begins, by its number.
    fn begin(&self, number: usize) -> DocId {
        self.documents.get(number).copied().unwrap_or(TERMINATED)
    }

    /// Never asked for one that is deleted.
    fn place(&self, number: usize) -> Option<Place> {
        self.lookup.prints.place(self.lookup, self.segment, self.columns, number)
    }

    fn is_alive(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc))
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
