//! The clause of a word in the fields where it may stand. A match is scored only when its score is asked for.
//!
//! tantivy's own union scores thousands of documents ahead, of which few come near the best.

use std::slice;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, Term,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::reach::{explained, holds, reach};

/// A word in some fields, of each of which its BM25 counts with a weight.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In one of these it stands.
    pub needed: Vec<(Term, Score)>,
    /// These only add to the score.
    pub welcome: Vec<(Term, Score)>,
}

impl Word {
    /// A word of a field, and the field's weight.
    pub fn in_field(field: Field, word: &str, weight: Score) -> (Term, Score) {
        (Term::from_field_text(field, word), weight)
    }
}

impl Query for Word {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weighed = |terms: &[(Term, Score)]| {
            let terms = terms.iter().map(|(term, weight)| Ok((term.clone(), bm25(scoring, term)?.boost_by(*weight))));
            terms.collect::<tantivy::Result<_>>()
        };
        Ok(Box::new(WordWeight { needed: weighed(&self.needed)?, welcome: weighed(&self.welcome)? }))
    }
}

fn bm25(scoring: EnableScoring, term: &Term) -> tantivy::Result<Bm25Weight> {
    match scoring {
        EnableScoring::Enabled { statistics_provider, .. } => {
            Bm25Weight::for_terms(statistics_provider, slice::from_ref(term))
        }
        EnableScoring::Disabled { .. } => Ok(Bm25Weight::for_one_term_without_explain(0, 0, 1.0)),
    }
}

/// See [`Word`].
struct WordWeight {
    needed: Vec<(Term, Bm25Weight)>,
    welcome: Vec<(Term, Bm25Weight)>,
}

impl Weight for WordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let found = |terms: &[(Term, Bm25Weight)]| {
            let fields = terms.iter().map(|(term, weight)| InField::of(reader, term, weight.boost_by(boost)));
            fields.filter_map(Result::transpose).collect::<tantivy::Result<Vec<InField>>>()
        };
        let (needed, welcome) = (found(&self.needed)?, found(&self.welcome)?);
        Ok(Box::new(WordScorer { doc: first(&needed), needed, welcome }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self, "Word", reader, doc)
    }
}

/// The documents of a segment that have a word in one field.
struct InField {
    postings: SegmentPostings,
    lengths: FieldNormReader,
    weight: Bm25Weight,
}

impl InField {
    fn of(reader: &SegmentReader, term: &Term, weight: Bm25Weight) -> tantivy::Result<Option<Self>> {
        let postings = reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::WithFreqs)?;
        let Some(postings) = postings else { return Ok(None) };
        Ok(Some(Self { postings, lengths: reader.get_fieldnorms_reader(term.field())?, weight }))
    }

    /// What it adds to the document's score; never asked for one before the last.
    fn score(&mut self, doc: DocId) -> Score {
        if !holds(&mut self.postings, doc) {
            return 0.0;
        }
        self.weight.score(self.lengths.fieldnorm_id(doc), self.postings.term_freq())
    }
}

fn first(fields: &[InField]) -> DocId {
    fields.iter().map(|field| field.postings.doc()).min().unwrap_or(TERMINATED)
}

/// See [`Word`].
struct WordScorer {
    doc: DocId,
    needed: Vec<InField>,
    welcome: Vec<InField>,
}

impl DocSet for WordScorer {
    fn advance(&mut self) -> DocId {
        for field in self.needed.iter_mut().filter(|field| field.postings.doc() == self.doc) {
            field.postings.advance();
        }
        self.doc = first(&self.needed);
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for field in &mut self.needed {
            reach(&mut field.postings, target);
        }
        self.doc = first(&self.needed);
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    /// Most documents that have it in one field have it in the longest too.
    fn size_hint(&self) -> u32 {
        self.needed.iter().map(|field| field.postings.size_hint()).max().unwrap_or(0)
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        self.needed.iter_mut().chain(&mut self.welcome).map(|field| field.score(self.doc)).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::{
        Index, Searcher, TantivyDocument,
        query::{BooleanQuery, BoostQuery, Occur, TermQuery},
        schema::{Schema, TEXT},
    };

    use super::*;

    const FIELDS: [&str; 3] = ["said", "around", "title"];
    const WEIGHTS: [Score; 3] = [1.0, 0.25, 0.1];

    /// A segment of documents, of each of which is told how often each field has the word, among others.
    fn searcher(documents: &[[usize; 3]]) -> (Searcher, Vec<Field>) {
        let mut schema = Schema::builder();
        let fields: Vec<Field> = FIELDS.iter().map(|name| schema.add_text_field(name, TEXT)).collect();
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (number, times) in documents.iter().enumerate() {
            let mut document = TantivyDocument::default();
            for (field, times) in fields.iter().zip(times) {
                document.add_text(*field, "rain ".repeat(*times) + &"sun ".repeat(1 + number % 5));
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        (index.reader().unwrap().searcher(), fields)
    }

    /// The matches of a segment, each with its score; from one to the next with steps of so many documents at least.
    fn matches(query: &dyn Query, searcher: &Searcher, step: DocId) -> Vec<(DocId, Score)> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(searcher)).unwrap();
        let mut matches = weight.scorer(searcher.segment_reader(0), 2.0).unwrap();
        let mut found = Vec::new();
        while matches.doc() != TERMINATED {
            found.push((matches.doc(), matches.score()));
            let next = matches.doc() + step;
            let _ = if step == 1 { matches.advance() } else { matches.seek(next) };
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn it_finds_and_scores_what_a_union_of_the_fields_does(
            documents in proptest::collection::vec([0..3usize, 0..2usize, 0..2usize], 1..300),
            step in 1..9u32,
        ) {
            let (searcher, fields) = searcher(&documents);
            let in_fields: Vec<_> =
                fields.iter().zip(WEIGHTS).map(|(field, weight)| Word::in_field(*field, "rain", weight)).collect();
            let scored = |(term, weight): &(Term, Score)| -> Box<dyn Query> {
                Box::new(BoostQuery::new(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), *weight))
            };
            let union = |fields: &[(Term, Score)]| BooleanQuery::union(fields.iter().map(scored).collect());
            for needed in [2, 3] {
                let (needed, welcome) = in_fields.split_at(needed);
                let word = Word { needed: needed.to_vec(), welcome: welcome.to_vec() };
                let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(union(needed)))];
                clauses.extend(welcome.iter().map(|field| (Occur::Should, scored(field))));
                let usual = BooleanQuery::new(clauses);
                prop_assert_eq!(matches(&word, &searcher, step), matches(&usual, &searcher, step));
            }
        }
    }
}
