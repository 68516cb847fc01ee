//! The rows of one segment, with each other and with the columns beside them.

use std::collections::BTreeMap;

use tantivy::{DocId, SegmentMeta, SegmentReader, TantivyDocument, schema::Field};

use crate::{
    article::Annotated,
    index::{
        ArticleRow, Fields, PIPED, StoredQuote,
        sealed::read_row,
        twins::{Group, Groups, Print, file_hash, prints_of},
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
    /// What it says of equal articles.
    pub(super) groups: Vec<Group>,
}

/// Looks at each row of a segment, or tells the first thing that is wrong.
pub(super) fn examine(reader: &SegmentReader, meta: &SegmentMeta, fields: &Fields) -> Result<Found, String> {
    let plain = |error: tantivy::TantivyError| error.to_string();
    if reader.num_docs() != meta.num_docs() {
        return Err(format!("has {} documents where meta.json says {}", reader.num_docs(), meta.num_docs()));
    }
    let prints: BTreeMap<DocId, Print> = prints_of(reader, fields).map_err(plain)?.into_iter().collect();
    let marks = column(reader, fields.mark)?;
    let store = reader.get_store_reader(BLOCKS).map_err(|error| error.to_string())?;
    let mut rows = store.iter::<TantivyDocument>(reader.alive_bitset());
    let mut found = Found::default();
    let mut current: Option<Current> = None;
    for doc in reader.doc_ids_alive() {
        let document = rows.next().ok_or("has fewer rows than documents")?.map_err(plain)?;
        let mark = marks.as_ref().and_then(|marks| marks.first(doc));
        match (mark, prints.get(&doc)) {
            (None, _) => found.groups.extend(read_row::<Groups>(&document, fields).map_err(plain)?.0),
            (Some(mark), Some(print)) => {
                let row: ArticleRow = read_row(&document, fields).map_err(plain)?;
                let article = Current::of(row, *print, mark)?;
                found.count(&article).articles += 1;
                found.prints.push(*print);
                current = Some(article);
            }
            (Some(mark), None) => {
                let stored: StoredQuote = read_row(&document, fields).map_err(plain)?;
                // An article and its quotations are written one after the other, and stay so when segments are merged.
                let article = current.as_ref().filter(|article| article.mark == mark);
                let article = article.ok_or("has a quotation of no article")?;
                article.holds(stored)?;
                found.count(article).quotes += 1;
            }
        }
    }
    match rows.next() {
        None => Ok(found),
        Some(_) => Err("has more rows than documents".to_owned()),
    }
}

fn column(reader: &SegmentReader, field: Field) -> Result<Option<tantivy::columnar::Column<u64>>, String> {
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
    annotated: Annotated,
    mark: u64,
    file: u64,
    is_piped: bool,
}

impl Current {
    fn of(row: ArticleRow, print: Print, mark: u64) -> Result<Self, String> {
        let annotated = row.into_annotated(Vec::new());
        let article = &annotated.article;
        if Print::of(article, print.file, print.number) != print || print.mark() != mark {
            return Err(format!("{}: the article's columns are not those of its row", article.place.path));
        }
        let is_piped = file_hash(PIPED, Some(&article.id)) == print.file;
        Ok(Self { annotated, mark, file: print.file, is_piped })
    }

    /// Whether a quotation stands in the article.
    fn holds(&self, stored: StoredQuote) -> Result<(), String> {
        let article = &self.annotated.article;
        let row = stored.in_article(article).filter(|row| !row.quote.pieces.is_empty());
        row.map(drop).ok_or_else(|| format!("{}: a quotation is outside its article's text", article.place.path))
    }
}
