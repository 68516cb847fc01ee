//! What is read of a quotation without its row: columns of a segment, so that counting a match costs nanoseconds.

use std::{cmp::Reverse, sync::OnceLock};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tantivy::{
    DocId,
    columnar::{Column, ColumnIndex, column_index::Set},
};

use super::{Lookup, texts::Texts};

/// The columns of one segment. One that no document of the segment fills is missing.
pub(super) struct Columns {
    pub speaker: Texts,
    pub article: Texts,
    pub outlet: Texts,
    published: Option<Column<i64>>,
    confidence: Option<Column<u64>>,
    start: Numbers,
    /// What an article's document bears, and no other.
    pub mark: Numbers,
    /// Hash of what an article says.
    pub text: Numbers,
    /// See [`Self::articles`].
    articles: OnceLock<Box<[DocId]>>,
}

/// The columns of all segments, each opened when it is first needed and kept: opening takes as long as some hundred matches.
pub(super) struct SegmentColumns(Vec<OnceLock<Columns>>);

impl SegmentColumns {
    /// Of so many segments.
    pub fn unopened(segments: usize) -> Self {
        Self((0..segments).map(|_| OnceLock::new()).collect())
    }

    pub fn of(&self, lookup: Lookup, segment: u32) -> tantivy::Result<&Columns> {
        let place = &self.0[segment as usize];
        if let Some(columns) = place.get() {
            return Ok(columns);
        }
        let columns = Columns::open(lookup, segment)?;
        Ok(place.get_or_init(|| columns))
    }
}

impl Columns {
    fn open(lookup: Lookup, segment: u32) -> tantivy::Result<Self> {
        let (reader, fields) = (lookup.searcher.segment_reader(segment), lookup.fields);
        let columns = reader.fast_fields();
        let name = |field| reader.schema().get_field_name(field);
        let numbers = |field| columns.column_opt(name(field)).map(Numbers);
        Ok(Self {
            speaker: Texts::of(columns.str(name(fields.speaker_key))?),
            article: Texts::of(columns.str(name(fields.article))?),
            outlet: Texts::of(columns.str(name(fields.outlet_key))?),
            published: columns.column_opt(name(fields.published))?,
            confidence: columns.column_opt(name(fields.confidence))?,
            start: numbers(fields.start)?,
            mark: numbers(fields.mark)?,
            text: numbers(fields.text_key)?,
            articles: OnceLock::new(),
        })
    }

    /// Seconds since 1970.
    pub fn published(&self, doc: DocId) -> Option<i64> {
        self.published.as_ref()?.first(doc)
    }

    pub fn confidence(&self, doc: DocId) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
        let thousandths = self.confidence.as_ref().and_then(|column| column.first(doc)).unwrap_or(0) as f32;
        thousandths / 1000.0
    }

    /// The document of the article that a quotation's document belongs to, or itself: quotations follow their article, and stay so
    /// when segments are merged.
    pub fn article_of(&self, doc: DocId) -> Option<DocId> {
        self.mark.last_until(doc)
    }

    /// The documents of articles, in order: each question looks for the articles of all its matches, of which there may be one in
    /// each article.
    pub fn articles(&self) -> &[DocId] {
        self.articles.get_or_init(|| match self.mark.0.as_ref().map(|column| &column.index) {
            Some(ColumnIndex::Full) => (0..self.mark.rows()).collect(),
            Some(ColumnIndex::Optional(documents)) => documents.iter_non_null_docs().collect(),
            // No column of ours.
            Some(ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_)) | None => Box::default(),
        })
    }

    /// Where the content starts in the body.
    pub fn start(&self, doc: DocId) -> u64 {
        self.start.of(doc).unwrap_or(0)
    }
}

/// A column of numbers.
pub(super) struct Numbers(Option<Column<u64>>);

impl Numbers {
    pub fn of(&self, doc: DocId) -> Option<u64> {
        self.0.as_ref()?.first(doc)
    }

    /// The last document that has a number, from the first one to this one.
    pub fn last_until(&self, doc: DocId) -> Option<DocId> {
        match &self.0.as_ref()?.index {
            ColumnIndex::Full => Some(doc),
            ColumnIndex::Optional(documents) => {
                documents.rank(doc.saturating_add(1)).checked_sub(1).map(|last| documents.select(last))
            }
            // None has a number, or some have several: no column of ours.
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => None,
        }
    }

    /// The number of the document that so many others with a number are before.
    pub fn of_row(&self, row: u32) -> Option<u64> {
        let column = self.0.as_ref()?;
        (row < column.values.num_vals()).then(|| column.values.get_val(row))
    }

    /// How many documents have a number.
    fn rows(&self) -> u32 {
        self.0.as_ref().map_or(0, |column| column.values.num_vals())
    }
}

/// The day on which a moment falls in UTC; `None` outside of the calendar.
pub(super) fn day(seconds: i64) -> Option<Date> {
    Some(TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date())
}

/// The span of time that covers both.
pub(super) fn joined(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some((first, last)), Some((other_first, other_last))) => Some((first.min(other_first), last.max(other_last))),
        (a, b) => a.or(b),
    }
}

/// The texts, those that occur most often first, equal ones in the order of their letters.
pub(super) fn most_frequent<T: Ord>(counts: impl IntoIterator<Item = (T, u64)>) -> Vec<T> {
    let mut counts: Vec<(Reverse<u64>, T)> = counts.into_iter().map(|(text, count)| (Reverse(count), text)).collect();
    counts.sort_unstable();
    counts.into_iter().map(|(_, text)| text).collect()
}
