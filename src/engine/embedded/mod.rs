//! The engine that whosaid carries with it: tantivy, over the index that [`index`](crate::index) writes.
//!
//! A query goes through [`speaker`] (who may be meant), [`clauses`] (what tantivy looks for), [`scan`] (every match once, the
//! best kept, groups counted in columns) and [`answer`] (the rows of those that are shown); [`search`] is the order of these.

mod answer;
mod any_term;
mod articles;
mod clauses;
mod columns;
mod first;
mod groups;
mod highlight;
mod kept;
mod numbering;
mod office;
mod outlets;
mod places;
mod plan;
mod prints;
mod reach;
mod recent;
mod roster;
mod rows;
mod scan;
mod search;
mod segment;
mod shortlist;
mod side_by_side;
mod speaker;
mod spelling;
mod statistics;
mod terms;
mod texts;
mod visible;
mod word;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyError};

use columns::{Columns, SegmentColumns};
use prints::Prints;
use recent::Recent;

use super::{Engine, EngineError, FoundArticle};
use crate::{
    index::{self, Fields, IndexError, Rows, Tokenizers, Twins, guarded},
    query::{Hits, IndexStatistics, Query, SpeakerSummary},
};

/// An index, open for reading; sees the commit that was last when it was opened or [reloaded](Self::reload).
pub struct Embedded {
    folder: PathBuf,
    fields: Fields,
    reader: IndexReader,
    /// What is seen of the index.
    view: RwLock<Arc<View>>,
}

/// An index as of one commit.
struct View {
    searcher: Searcher,
    rows: Rows,
    columns: SegmentColumns,
    twins: Twins,
    prints: Prints,
    recent: Recent,
}

/// What every part of the engine needs to look something up.
#[derive(Clone, Copy)]
struct Lookup<'a> {
    searcher: &'a Searcher,
    rows: &'a Rows,
    columns: &'a SegmentColumns,
    fields: &'a Fields,
    twins: &'a Twins,
    prints: &'a Prints,
    recent: &'a Recent,
}

impl<'a> Lookup<'a> {
    fn segments(self) -> u32 {
        u32::try_from(self.searcher.segment_readers().len()).expect("tantivy numbers segments with 32 bits")
    }

    fn columns(self, segment: u32) -> tantivy::Result<&'a Columns> {
        self.columns.of(self, segment)
    }
}

impl Embedded {
    /// Opens the index in a folder.
    ///
    /// Nothing is loaded ahead: a query from a cold start reads only what it needs.
    ///
    /// # Errors
    /// When there is none, when another version wrote it, or when it is damaged or can't be read.
    pub fn open(folder: &Path) -> Result<Self, EngineError> {
        let (index, _) = index::open(folder)?;
        Self::of(&index, folder)
    }

    /// Reads an index that is open already; `folder` is for messages.
    ///
    /// # Errors
    /// When another version wrote it, or when it can't be read.
    pub fn of(index: &Index, folder: &Path) -> Result<Self, EngineError> {
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(IndexError::Format { folder: folder.into() }.into());
        }
        Tokenizers::register(index.tokenizers());
        let (reader, view) = guarded(folder, || {
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
            let reader: IndexReader = reader.map_err(|source| IndexError::read(folder, source))?;
            let view = View::of(&reader, &fields).map_err(|source| IndexError::read(folder, source))?;
            Ok::<_, IndexError>((reader, view))
        })?;
        Ok(Self { folder: folder.into(), fields, reader, view: RwLock::new(Arc::new(view)) })
    }

    /// Sees what was committed since.
    ///
    /// # Errors
    /// When the index can't be read any more.
    pub fn reload(&self) -> Result<(), EngineError> {
        let view = guarded(&self.folder, || {
            let view = self.reader.reload().and_then(|()| View::of(&self.reader, &self.fields));
            view.map_err(|source| self.failure(source))
        })?;
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
        Ok(())
    }

    fn look_up<T: Send>(&self, what: impl FnOnce(Lookup) -> tantivy::Result<T> + Send) -> Result<T, EngineError> {
        let view = Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner));
        let View { searcher, rows, columns, twins, prints, recent } = &*view;
        let lookup = Lookup { searcher, rows, columns, fields: &self.fields, twins, prints, recent };
        // On a thread of the pool: what no other one has begun of a question's parts need not be waited for.
        guarded(&self.folder, || rayon::scope(|_| what(lookup)).map_err(|source| self.failure(source)))
    }

    fn failure(&self, source: TantivyError) -> EngineError {
        IndexError::read(&self.folder, source).into()
    }
}

impl View {
    fn of(reader: &IndexReader, fields: &Fields) -> tantivy::Result<Self> {
        let searcher = reader.searcher();
        let rows = Rows::of(&searcher)?;
        let twins = Twins::read(&searcher, fields)?;
        let segments = searcher.segment_readers().len();
        let (columns, prints) = (SegmentColumns::unopened(segments), Prints::unknown(segments));
        Ok(Self { searcher, rows, columns, twins, prints, recent: Recent::nothing() })
    }
}

impl Engine for Embedded {
    fn search(&self, query: &Query) -> Result<Hits, EngineError> {
        self.look_up(|lookup| search::search(lookup, query))
    }

    fn speakers(&self, pattern: Option<&str>, limit: usize) -> Result<Vec<SpeakerSummary>, EngineError> {
        self.look_up(|lookup| roster::speakers(lookup, pattern, limit))
    }

    fn article(&self, id_or_path: &str) -> Result<Option<FoundArticle>, EngineError> {
        let found = self.look_up(|lookup| articles::find(lookup, id_or_path))?;
        match found {
            articles::Found::None => Ok(None),
            articles::Found::One(article) => Ok(Some(*article)),
            articles::Found::Several { count, example } => {
                Err(EngineError::SeveralArticles { asked: id_or_path.to_owned(), count, example })
            }
        }
    }

    fn statistics(&self) -> Result<IndexStatistics, EngineError> {
        self.look_up(statistics::count)
    }
}
