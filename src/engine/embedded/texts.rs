//! A column of texts: documents have numbers, and a dictionary the texts that they stand for.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use tantivy::{DocId, SegmentReader, columnar::StrColumn, schema::Field};

use crate::index::damaged;

/// A number that stands for a text in one segment, and orders as the texts do.
pub(super) type Ordinal = u64;

/// To read one text of a dictionary takes as long as to read so many that follow one another.
const AS_ALONE: usize = 8;

/// A column of texts of one segment.
pub(super) struct Texts {
    column: Option<StrColumn>,
    /// So many texts were asked for.
    asked: AtomicUsize,
    /// All texts, once reading those that were asked for took as long.
    known: OnceLock<Known>,
}

impl Texts {
    /// A column; `None` where no document of the segment has a text.
    pub fn of(column: Option<StrColumn>) -> Self {
        Self { column, asked: AtomicUsize::new(0), known: OnceLock::new() }
    }

    /// The column of any field that has one.
    pub fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        Ok(Self::of(reader.fast_fields().str(reader.schema().get_field_name(field))?))
    }

    pub fn ordinal(&self, doc: DocId) -> Option<Ordinal> {
        self.column.as_ref()?.ords().first(doc)
    }

    /// The texts that these numbers stand for.
    pub fn texts(&self, ordinals: &BTreeSet<Ordinal>) -> tantivy::Result<BTreeMap<Ordinal, Cow<'_, str>>> {
        let ordinals: Vec<Ordinal> = ordinals.iter().copied().collect();
        let texts = self.in_order(&ordinals)?;
        Ok(ordinals.into_iter().zip(texts).collect())
    }

    /// The texts that these numbers stand for, which are distinct and in order, as the texts are.
    pub fn in_order(&self, ordinals: &[Ordinal]) -> tantivy::Result<Vec<Cow<'_, str>>> {
        match self.known(ordinals.len())? {
            Some(known) => ordinals.iter().map(|ordinal| known.text(*ordinal).map(Cow::Borrowed)).collect(),
            None => Ok(self.read(ordinals)?.into_iter().map(Cow::Owned).collect()),
        }
    }

    /// All texts of the segment, by their numbers.
    pub fn all(&self) -> tantivy::Result<Vec<String>> {
        self.read(&self.numbers()?)
    }

    /// All texts, where so many more make it worth to have them at hand.
    fn known(&self, more: usize) -> tantivy::Result<Option<&Known>> {
        if let Some(known) = self.known.get() {
            return Ok(Some(known));
        }
        let Some(column) = &self.column else { return Ok(None) };
        if (self.asked.fetch_add(more, Ordering::Relaxed) + more) * AS_ALONE < column.dictionary().num_terms() {
            return Ok(None);
        }
        let mut known = Known::default();
        self.each(&self.numbers()?, |text| known.add(text))?;
        Ok(Some(self.known.get_or_init(|| known)))
    }

    fn read(&self, ordinals: &[Ordinal]) -> tantivy::Result<Vec<String>> {
        let mut texts = Vec::with_capacity(ordinals.len());
        self.each(ordinals, |text| texts.push(text.to_owned()))?;
        Ok(texts)
    }

    /// Reads texts of the dictionary, in their order.
    fn each(&self, ordinals: &[Ordinal], mut each: impl FnMut(&str)) -> tantivy::Result<()> {
        if let Some(column) = &self.column {
            column.dictionary().sorted_ords_to_term_cb(ordinals, |text| each(&String::from_utf8_lossy(text)))?;
        }
        Ok(())
    }

    /// The numbers of all texts.
    fn numbers(&self) -> tantivy::Result<Vec<Ordinal>> {
        let Some(column) = &self.column else { return Ok(Vec::new()) };
        let count = column.dictionary().num_terms() as Ordinal;
        // Each document has one text at most. A damaged number would have room made for whatever it says.
        if count > u64::from(column.ords().num_docs()) {
            return Err(damaged("a column has more texts than documents"));
        }
        Ok((0..count).collect())
    }
}

/// All texts of a column, one behind the other.
#[derive(Default)]
struct Known {
    texts: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Known {
    fn add(&mut self, text: &str) {
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
    }

    fn text(&self, ordinal: Ordinal) -> tantivy::Result<&str> {
        let place = usize::try_from(ordinal).ok().filter(|place| *place < self.ends.len());
        let place = place.ok_or_else(|| damaged("a document has a text that its column lacks"))?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        Ok(&self.texts[start..self.ends[place]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_found_by_its_number_and_none_by_another() {
        let mut known = Known::default();
        let texts = ["", "anna kelly", "ruiz", ""];
        for text in texts {
            known.add(text);
        }
        let found: Vec<&str> = (0..4).map(|ordinal| known.text(ordinal).unwrap()).collect();
        assert_eq!(found, texts);
        assert!(known.text(4).is_err() && known.text(Ordinal::MAX).is_err());
    }
}
