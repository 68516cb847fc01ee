//! The rows of one segment, with each other and with the columns beside them.

use std::collections::BTreeMap;

use tantivy::{DocId, SegmentMeta, SegmentReader, columnar::Column, schema::Field};

use crate::{
    article::{Article, Quote},
    index::{
        Fields, PIPED, row,
        sealed::read_row,
        twins::{Part, Print, file_hash, prints_of},
    },
};

/// So many blocks of rows are kept: they are read in order.
const BLOCKS: usize = 1;

/// How much a file has in the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) articles: u32,
    pub(super) quotes: u32,
}

/// What a sound segment holds.
#[derive(Default)]
pub(super) struct Found {
    /// By the file's hash.
    pub(super) files: BTreeMap<u64, Count>,
    /// Hashes that stand for no file.
    pub(super) piped: BTreeMap<u64, Count>,
    pub(super) prints: Vec<Print>,
    /// Its share of what the index says of equal articles.
    pub(super) twins: Vec<Part>,
}

/// Looks at each row of a segment, or tells the first thing that is wrong.
pub(super) fn examine(reader: &SegmentReader, meta: &SegmentMeta, fields: &Fields) -> Result<Found, String> {
    let plain = |error: tantivy::TantivyError| error.to_string();
    if reader.num_docs() != meta.num_docs() {
        return Err(format!("has {} documents where meta.json says {}", reader.num_docs(), meta.num_docs()));
    }
    let prints: BTreeMap<DocId, Print> = prints_of(reader, fields).map_err(plain)?.into_iter().collect();
    let (marks, starts) = (column(reader, fields.mark)?, column(reader, fields.start)?);
    let store = reader.get_store_reader(BLOCKS).map_err(|error| error.to_string())?;
    let mut found = Found::default();
    let mut current: Option<Current> = None;
    for doc in reader.doc_ids_alive() {
        let document = store.get_document_bytes(doc).map_err(plain)?;
        let first = |column: &Option<Column<u64>>| column.as_ref().and_then(|column| column.first(doc));
        match (prints.get(&doc), first(&starts)) {
            (None, None) => found.twins.push(read_row(&document, fields, Part::from_bytes).map_err(plain)?),
            (Some(print), _) => {
                if let Some(article) = current.take() {
                    article.ends()?;
                }
                let (article, quotes) = read_row(&document, fields, row::quoted).map_err(plain)?;
                let article = Current::of(article, quotes, *print, first(&marks))?;
                found.count(&article).articles += 1;
                found.prints.push(*print);
                current = Some(article);
            }
            (None, Some(start)) => {
                // An article and its quotations are written one after the other, and stay so when segments are merged.
                let article = current.as_mut().ok_or("has a quotation of no article")?;
                article.holds(start)?;
                found.count(article).quotes += 1;
            }
        }
    }
    if let Some(article) = current {
        article.ends()?;
    }
    Ok(found)
}

fn column(reader: &SegmentReader, field: Field) -> Result<Option<Column<u64>>, String> {
    reader.fast_fields().column_opt(reader.schema().get_field_name(field)).map_err(|error| error.to_string())
}

impl Found {
    fn count(&mut self, article: &Current) -> &mut Count {
        let counts = if article.is_piped { &mut self.piped } else { &mut self.files };
        counts.entry(article.file).or_default()
    }
}

/// The article whose quotations come next.
struct Current {
    article: Article,
    quotes: std::vec::IntoIter<Quote>,
    file: u64,
    is_piped: bool,
}

impl Current {
    fn of(article: Article, quotes: Vec<Quote>, print: Print, mark: Option<u64>) -> Result<Self, String> {
        if Print::of(&article, print.file, print.number) != print || Some(print.mark()) != mark {
            return Err(format!("{}: the article's columns are not those of its row", article.place.path));
        }
        let is_piped = file_hash(PIPED, Some(&article.id)) == print.file;
        Ok(Self { article, quotes: quotes.into_iter(), file: print.file, is_piped })
    }

    /// Whether the next quotation is this one, and stands in the article.
    fn holds(&mut self, start: u64) -> Result<(), String> {
        let quote = self.quotes.next().filter(|quote| u64::from(quote.content().start) == start);
        let quote = quote.ok_or_else(|| self.wrong("a quotation's columns are not those of its row"))?;
        let mut spans = quote.pieces.iter().chain(&quote.cue).chain(&quote.source);
        let is_inside = spans.all(|span| self.article.body.get(span.range()).is_some()) && !quote.pieces.is_empty();
        if is_inside { Ok(()) } else { Err(self.wrong("a quotation is outside its article's text")) }
    }

    /// Whether all its quotations were there.
    fn ends(mut self) -> Result<(), String> {
        self.quotes.next().map_or(Ok(()), |_| Err(self.wrong("it has fewer quotations than its row")))
    }

    fn wrong(&self, what: &str) -> String {
        format!("{}: {what}", self.article.place.path)
    }
}
