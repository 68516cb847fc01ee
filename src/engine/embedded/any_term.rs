//! The clause of documents that have any of some terms of one field, each looked up by itself.
//!
//! tantivy's own for sets walks the dictionary along an automaton made of them, which for the few names of a speaker takes ten times
//! as long.

use tantivy::{
    BitSet, DocId, Score, SegmentReader, Term,
    query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::reach::explained;

/// Documents with any of these terms, which are of one field. It scores nothing.
#[derive(Clone, Debug)]
pub(super) struct AnyTerm {
    field: Field,
    terms: Vec<Term>,
}

impl AnyTerm {
    pub fn of(field: Field, texts: &[String]) -> Self {
        Self { field, terms: texts.iter().map(|text| Term::from_field_text(field, text)).collect() }
    }
}

impl Query for AnyTerm {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyTerm {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut found = BitSet::with_max_value(reader.max_doc());
        for term in &self.terms {
            let Some(info) = index.get_term_info(term)? else { continue };
            let mut blocks = index.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while !blocks.docs().is_empty() {
                for doc in blocks.docs() {
                    found.insert(*doc);
                }
                blocks.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self, "AnyTerm", reader, doc)
    }
}
