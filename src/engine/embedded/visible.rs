//! Of an article that stands in several places, one print is seen and the others are not.

use rustc_hash::FxHashMap;
use tantivy::{
    DocId, SegmentReader,
    columnar::Column,
    query::{EnableScoring, Query as Clause, Weight},
    schema::Field,
};

use super::Lookup;
use crate::index::Twins;

/// Which documents of an index are looked at.
pub(super) struct Visible<'a> {
    /// The documents' marks.
    mark: Field,
    /// `None` where all are looked at.
    twins: Option<&'a Twins>,
    /// The rank of the print that is seen of an article, where that is not the one that is kept.
    stand_ins: FxHashMap<u32, u32>,
}

impl<'a> Visible<'a> {
    /// All prints of all articles.
    pub fn all(lookup: Lookup<'a>) -> Self {
        Self { mark: lookup.fields.mark, twins: None, stand_ins: FxHashMap::default() }
    }

    /// Of each article the print that is kept.
    pub fn kept(lookup: Lookup<'a>) -> Self {
        let twins = Some(lookup.twins).filter(|twins| !twins.is_empty());
        Self { twins, ..Self::all(lookup) }
    }

    /// Of each article the first print that matches: another outlet's where that outlet is asked for, an earlier version
    /// where only that has the words.
    pub fn matching(lookup: Lookup<'a>, clause: &dyn Clause) -> tantivy::Result<Self> {
        let mut visible = Self::kept(lookup);
        let Some(twins) = visible.twins else { return Ok(visible) };
        let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
        let everything = Self::all(lookup);
        let mut first: FxHashMap<u32, u32> = FxHashMap::default();
        for reader in lookup.searcher.segment_readers() {
            let marks = Marks::open(reader, lookup.fields.mark)?;
            everything.each_match(reader, weight.as_ref(), |doc, _| {
                if let Some(place) = marks.of(doc).and_then(|mark| twins.place(mark)) {
                    let rank = first.entry(place.group).or_insert(place.rank);
                    *rank = place.rank.min(*rank);
                }
            })?;
        }
        visible.stand_ins = first;
        Ok(visible)
    }

    /// Hands every match of a segment that is seen to `each`, with its score (1 when the weight does not score), by document.
    pub fn each_match(
        &self,
        reader: &SegmentReader,
        weight: &dyn Weight,
        mut each: impl FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        let alive = reader.alive_bitset();
        let marks = self.twins.map(|_| Marks::open(reader, self.mark)).transpose()?;
        weight.for_each(reader, &mut |doc, score| {
            let is_alive = alive.is_none_or(|alive| alive.is_alive(doc));
            if is_alive && marks.as_ref().is_none_or(|marks| self.is_seen(marks.of(doc))) {
                each(doc, score);
            }
        })
    }

    fn is_seen(&self, mark: Option<u64>) -> bool {
        let place = mark.zip(self.twins).and_then(|(mark, twins)| twins.place(mark));
        place.is_none_or(|place| self.stand_ins.get(&place.group).copied().unwrap_or(0) == place.rank)
    }
}

/// The marks of a segment's documents.
pub(super) struct Marks(Option<Column<u64>>);

impl Marks {
    pub fn open(reader: &SegmentReader, mark: Field) -> tantivy::Result<Self> {
        Ok(Self(reader.fast_fields().column_opt(reader.schema().get_field_name(mark))?))
    }

    pub fn of(&self, doc: DocId) -> Option<u64> {
        self.0.as_ref()?.first(doc)
    }
}
