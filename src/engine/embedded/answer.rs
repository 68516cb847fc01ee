//! From documents to what is shown of them.

use std::collections::BTreeMap;

use tantivy::{DocAddress, TantivyError, error::DataCorruption};

use super::{
    Lookup,
    columns::{day, most_frequent},
    groups::Counted,
    highlight::Marks,
    places,
    rows::Quotes,
    shortlist::Match,
};
use crate::{
    article::Published,
    index::QuoteRow,
    query::{Also, ArticleRef, Group, Hit, ranking::Merit},
};

/// Bytes of a text that tantivy keeps as it is in a column.
const LONGEST_TERM: usize = 65_530;

/// So many groups, the best ones, show hits of theirs; the others are counted only.
const GROUPS_WITH_HITS: usize = 20;

/// Makes hits of matches; reads each row once, however often it is shown.
pub(super) struct Hits<'a> {
    lookup: Lookup<'a>,
    marks: &'a Marks,
    quotes: Quotes<'a>,
    /// With the marks of their articles.
    rows: BTreeMap<DocAddress, (u64, QuoteRow)>,
    /// Where else articles stand, by their marks.
    also: BTreeMap<u64, Vec<Also>>,
}

impl<'a> Hits<'a> {
    pub fn new(lookup: Lookup<'a>, marks: &'a Marks) -> Self {
        Self { lookup, marks, quotes: Quotes::new(lookup), rows: BTreeMap::new(), also: BTreeMap::new() }
    }

    pub fn all(&mut self, matches: &[Match<String>]) -> tantivy::Result<Vec<Hit>> {
        matches.iter().map(|found| self.hit(found)).collect()
    }

    /// The groups, in the order in which they are given.
    pub fn groups(&mut self, counted: Vec<Counted>) -> tantivy::Result<Vec<Group>> {
        let with_hits = counted.into_iter().enumerate().map(|(place, counted)| {
            let date = |seconds| day(seconds).map(|date| date.to_string());
            Ok(Group {
                key: counted.key.clone(),
                count: counted.count,
                first: counted.span.and_then(|(first, _)| date(first)),
                last: counted.span.and_then(|(_, last)| date(last)),
                outlets: most_frequent(counted.outlets.clone()),
                hits: if place < GROUPS_WITH_HITS { self.all(&counted.into_best())? } else { Vec::new() },
            })
        });
        with_hits.collect()
    }

    fn hit(&mut self, found: &Match<String>) -> tantivy::Result<Hit> {
        let (mark, row) = match self.rows.entry(found.at) {
            std::collections::btree_map::Entry::Occupied(row) => row.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => place.insert(self.quotes.at(found.at)?),
        };
        if !is_the_one(row, &found.merit) {
            let what = "a row is another one than its document's columns tell".to_owned();
            return Err(TantivyError::DataCorruption(DataCorruption::comment_only(what)));
        }
        let mut hit = hit(row.clone(), self.marks, found.merit.rank.score());
        let also = match self.also.entry(*mark) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => place.insert(places::also(self.lookup, Some(*mark))?),
        };
        hit.article.also.clone_from(also);
        Ok(hit)
    }
}

/// Whether a row is that of the document that was found: damage may lead from one to the other.
fn is_the_one(row: &QuoteRow, found: &Merit<String>) -> bool {
    let speaker = row.quote.speaker.as_ref().map(|speaker| speaker.name.as_str());
    found.start == u64::from(row.quote.content().start)
        && found.published == row.published.as_ref().map(Published::seconds)
        && agree(found.article.as_deref(), Some(&row.article))
        && agree(found.speaker.as_deref(), speaker)
}

/// Whether a column has the row's text. Of one that is too long for columns they have only a part.
fn agree(column: Option<&str>, row: Option<&str>) -> bool {
    column == row || row.is_some_and(|row| row.len() > LONGEST_TERM)
}

fn hit(row: QuoteRow, marks: &Marks, score: f32) -> Hit {
    let highlights = marks.of(&row);
    let content = row.quote.content();
    let (speaker, speaker_kind, role) = match row.quote.speaker {
        Some(speaker) => (Some(speaker.name), Some(speaker.kind), speaker.role),
        None => (None, None, None),
    };
    Hit {
        text: row.text,
        speaker,
        speaker_kind,
        role,
        source: row.source,
        cue: row.cue,
        kind: row.quote.kind,
        confidence: row.quote.confidence,
        step: row.quote.step,
        context: row.context,
        start: content.start,
        end: content.end,
        pieces: row.quote.pieces,
        highlights,
        line: row.line,
        score,
        article: ArticleRef {
            id: row.article,
            title: row.title,
            outlet: row.outlet,
            author: row.author,
            published: row.published.map(|published| Published::as_str(&published).to_owned()),
            url: row.url,
            path: row.path,
            also: Vec::new(),
        },
    }
}
