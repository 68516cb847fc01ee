use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use rustc_hash::FxHashMap;
use tantivy::{
    Directory, IndexWriter, ReloadPolicy, TantivyError, Term,
    indexer::{IndexWriterOptions, UserOperation},
    query::{BooleanQuery, Query, TermQuery},
    schema::IndexRecordOption,
};

use super::{
    Documents, Entry, Fields, IndexError, PIPED,
    commit::Commit,
    disk::Disk,
    folder,
    guarded::guarded,
    ledger::Ledger,
    merging::SoundMerges,
    queue::{Queue, Waiting},
    twins::{self, Census, file_hash},
};

/// tantivy refuses to work with less or with more for a thread.
const HEAP: std::ops::RangeInclusive<usize> = 15_000_000..=4_000_000_000;
/// tantivy starts no more.
const MOST_THREADS: usize = 8;

/// How a [`Writer`] works.
#[derive(Clone, Copy, Debug)]
pub struct WriterOptions {
    /// Threads that write documents, besides those that call the writer.
    pub threads: usize,
    /// Bytes of memory for documents that are not on disk yet.
    pub memory: usize,
    /// Leave out all that is in the index.
    pub afresh: bool,
    /// Let an article count as often as it is there; else one that stands in several places is kept once.
    pub keep_duplicates: bool,
}

/// The one writer of an index. Usable from many threads; nothing is visible to readers before [`commit`](Self::commit).
///
/// A file's articles go between [`begin`](Self::begin) and [`finish`](Self::finish). Where the writer is dropped, or the
/// process killed, the index is as of the last commit.
pub struct Writer {
    folder: PathBuf,
    disk: Box<dyn Directory>,
    fields: Fields,
    /// Locked for writing only while committing. Taken before `ledger` where both are.
    tantivy: RwLock<IndexWriter<Waiting>>,
    queue: Arc<Queue>,
    ledger: Mutex<Ledger>,
    census: Mutex<Census>,
    keeps_duplicates: bool,
    /// Articles that are in the index and don't count, as of the last commit of this run.
    duplicates: AtomicU64,
    piped: Piped,
    /// The folders' names as of the last commit.
    roots: BTreeMap<String, String>,
}

/// Articles that come without a file: each replaces the one of the same id that came so before.
struct Piped {
    /// The index has such articles.
    are_known: bool,
    /// Hashes of the ids that this run has replaced.
    replaced: Mutex<HashSet<blake3::Hash>>,
}

impl Writer {
    /// Opens the index in `folder` for writing; makes it where there is none.
    ///
    /// # Errors
    /// When another writer is at work, the folder holds something else, or the index has another format or is damaged
    /// (the last two not when it is written afresh).
    pub fn open(folder: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        fs::create_dir_all(folder).map_err(|error| IndexError::write_file(folder, error))?;
        let disk = folder::disk(folder)?;
        guarded(folder, || Self::open_trusting(disk, folder, options))
    }

    /// The same, where all is written to `disk`, which lies at `folder` and fails when a test wants it to.
    ///
    /// # Errors
    /// See [`open`](Self::open).
    #[doc(hidden)]
    pub fn open_on(disk: Box<dyn Directory>, folder: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        guarded(folder, || Self::open_trusting(Box::new(Disk::over(disk)), folder, options))
    }

    fn open_trusting(disk: Box<dyn Directory>, folder: &Path, options: WriterOptions) -> Result<Self, IndexError> {
        let (index, fields) = folder::open_or_create(&*disk, folder, options.afresh)?;
        let failed = |error| IndexError::write(folder, error);
        // A fifth of the memory is for documents that wait, the rest for those that tantivy turns into segments.
        let queue = options.memory / 5;
        let heap = options.memory - queue;
        let threads = (heap / HEAP.start()).clamp(1, options.threads.clamp(1, MOST_THREADS));
        let tantivy_options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((heap / threads).clamp(*HEAP.start(), *HEAP.end()))
            .num_merge_threads(1)
            .build();
        let tantivy: IndexWriter<Waiting> = index.writer_with_options(tantivy_options).map_err(failed)?;
        tantivy.set_merge_policy(Box::new(SoundMerges::new(index.clone())));
        // A run that was killed leaves files that belong to no commit.
        remove_unused_files(&tantivy).map_err(failed)?;
        folder::remove_torn(folder);
        // Only now: what was committed can change as long as another writer may be at work.
        let last = Commit::last(&index, folder)?;
        let mut ledger = Ledger::default();
        let mut census = Census::default();
        let mut roots = BTreeMap::new();
        let mut piped_are_known = false;
        match last {
            None => ledger.touch(),
            Some(_) if options.afresh => {
                tantivy.delete_all_documents().map_err(failed)?;
                ledger.touch();
            }
            Some(commit) => {
                ledger = Ledger::new(commit.entries(folder)?);
                census = Census::of_earlier_runs();
                if commit.keeps_duplicates != options.keep_duplicates {
                    ledger.touch();
                }
                roots = commit.roots;
                let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
                let searcher = reader.searcher();
                piped_are_known = searcher.doc_freq(&fields.path_term(PIPED)).map_err(failed)? > 0;
            }
        }
        Ok(Self {
            folder: folder.into(),
            disk,
            fields,
            tantivy: RwLock::new(tantivy),
            queue: Queue::new(queue),
            ledger: Mutex::new(ledger),
            census: Mutex::new(census),
            keeps_duplicates: options.keep_duplicates,
            duplicates: AtomicU64::new(0),
            piped: Piped { are_known: piped_are_known, replaced: Mutex::default() },
            roots,
        })
    }

    /// The names of folders as of the last commit, and where they were.
    #[must_use]
    pub fn roots(&self) -> &BTreeMap<String, String> {
        &self.roots
    }

    /// For building [`Documents`].
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What the index knows of a file.
    #[must_use]
    pub fn entry(&self, path: &str) -> Option<Entry> {
        self.ledger().entry(path).cloned()
    }

    /// The files that the index knows and that `is_meant` picks.
    #[must_use]
    pub fn files(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        self.ledger().paths().filter(|path| is_meant(path)).map(str::to_owned).collect()
    }

    /// Takes what the index has of a file out, for all that is added from here on to take its place.
    pub fn begin(&self, path: &str) {
        let tantivy = self.tantivy();
        if self.ledger().begin(path) {
            tantivy.delete_term(self.fields.path_term(path));
        }
        self.census().remove(file_hash(path, None));
    }

    /// Adds an article of a file that was begun, with its quotations. Waits while too much is waiting to be written.
    ///
    /// # Errors
    /// When writing failed; see [`give_up`](Self::give_up).
    pub fn add(&self, documents: Documents) -> Result<(), IndexError> {
        let waiting = self.queue.enter(documents.all, documents.weight);
        let tantivy = self.tantivy();
        self.ledger().touch();
        self.census().add(documents.print);
        // All in one operation, so that a commit has the article with all its quotations, or nothing of it.
        let added = tantivy.run(waiting.map(UserOperation::Add));
        added.map(drop).map_err(|error| IndexError::write(&self.folder, error))
    }

    /// Adds an article that came without a file (its path is `-`); it replaces those of the same id that came so in
    /// earlier runs.
    ///
    /// # Errors
    /// See [`add`](Self::add).
    pub fn add_piped(&self, documents: Documents) -> Result<(), IndexError> {
        if self.piped.are_known {
            // Under the lock, so that no article of this run is added between the first one's look and its deletion.
            let mut replaced = self.piped.replaced.lock().unwrap_or_else(PoisonError::into_inner);
            if replaced.insert(blake3::hash(documents.id.as_bytes())) {
                let query = self.piped_with(&documents.id);
                // Held until the census knows, so that no commit comes in between.
                let tantivy = self.tantivy();
                let deleted = tantivy.delete_query(query);
                deleted.map_err(|error| IndexError::write(&self.folder, error))?;
                self.census().remove(documents.print.file);
            }
        }
        self.add(documents)
    }

    /// The file is in the index as a whole, or was left as it is.
    pub fn finish(&self, path: &str, entry: Entry) {
        self.ledger().finish(path, entry);
    }

    /// Takes a file out of the index. Tells whether it was there.
    pub fn remove(&self, path: &str) -> bool {
        let tantivy = self.tantivy();
        let was_known = self.ledger().remove(path);
        if was_known {
            tantivy.delete_term(self.fields.path_term(path));
            self.census().remove(file_hash(path, None));
        }
        was_known
    }

    /// Makes all that was done visible to readers, and safe. Does nothing when nothing was done.
    ///
    /// # Errors
    /// When the disk is full or can't be written; the index is as of the commit before.
    pub fn commit(&self, roots: BTreeMap<String, String>) -> Result<(), IndexError> {
        let mut tantivy = self.tantivy.write().unwrap_or_else(PoisonError::into_inner);
        if !self.ledger().is_changed() {
            return Ok(());
        }
        let failed = |error: TantivyError| IndexError::write(&self.folder, error);
        let piped = guarded(&self.folder, || self.say_what_is_the_same(&tantivy))?;
        let mut prepared = tantivy.prepare_commit().map_err(failed)?;
        let mut ledger = self.ledger();
        let mut commit = Commit::write(&*self.disk, &self.folder, &ledger.manifest(), roots)
            .map_err(|error| IndexError::write_file(&self.folder, error))?;
        commit.keeps_duplicates = self.keeps_duplicates;
        commit.piped = piped;
        prepared.set_payload(&commit.payload());
        prepared.commit().map_err(failed)?;
        ledger.committed();
        commit.remove_others(&self.folder);
        Ok(())
    }

    /// Articles that are the same as another one and don't count, as of this run's last commit; 0 before that.
    #[must_use]
    pub fn duplicates(&self) -> u64 {
        self.duplicates.load(Ordering::Relaxed)
    }

    /// Brings what the index says of equal articles up to date with what it will have from the commit that follows. Gives
    /// how many articles came without a file.
    fn say_what_is_the_same(&self, tantivy: &IndexWriter<Waiting>) -> Result<u64, IndexError> {
        let ledger = self.ledger();
        let mut census = self.census();
        let paths: FxHashMap<u64, &str> = ledger.paths_begun_too().map(|path| (file_hash(path, None), path)).collect();
        let path = |file: u64| paths.get(&file).copied().unwrap_or(PIPED);
        let counted = census.count(tantivy.index(), &self.fields, self.keeps_duplicates, path);
        let (groups, is_new) = counted.map_err(|error| IndexError::read(&self.folder, error))?;
        let members: usize = groups.iter().map(Vec::len).sum();
        self.duplicates.store((members - groups.len()) as u64, Ordering::Relaxed);
        if is_new {
            tantivy.delete_term(self.fields.twins_term());
            // They wait for no room: who has it may be waiting for this very commit.
            let waiting = self.queue.enter(twins::documents(&groups, &self.fields), 0);
            let added = tantivy.run(waiting.map(UserOperation::Add));
            added.map_err(|error| IndexError::write(&self.folder, error))?;
            census.said(groups);
        }
        Ok(census.prints_where(|file| !paths.contains_key(&file)))
    }

    /// Whatever changed or not, there is something to commit.
    pub(super) fn touch(&self) {
        self.ledger().touch();
    }

    /// Gives up after a failure, and tells its cause: the threads that write to disk keep it to themselves until asked.
    ///
    /// The files of what was not committed are removed; they may be what filled the disk.
    #[must_use]
    pub fn give_up(self, failure: IndexError) -> IndexError {
        let mut tantivy = self.tantivy.into_inner().unwrap_or_else(PoisonError::into_inner);
        let cause = tantivy.prepare_commit().err();
        // Where this fails too, the next run does it.
        let _ = tantivy.rollback().and_then(|_| remove_unused_files(&tantivy));
        cause.map_or(failure, |cause| IndexError::write(self.folder, cause))
    }

    /// Waits for tantivy to tidy up its files, so that readers have few to look into.
    ///
    /// # Errors
    /// When that failed; what was committed is intact.
    pub fn close(self) -> Result<(), IndexError> {
        let tantivy = self.tantivy.into_inner().unwrap_or_else(PoisonError::into_inner);
        let index = tantivy.index().clone();
        let closed = tantivy.wait_merging_threads().and_then(|()| folder::remove_files_of_no_commit(index));
        closed.map_err(|error| IndexError::write(self.folder, error))
    }

    fn tantivy(&self) -> RwLockReadGuard<'_, IndexWriter<Waiting>> {
        self.tantivy.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn census(&self) -> MutexGuard<'_, Census> {
        self.census.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn piped_with(&self, id: &str) -> Box<dyn Query> {
        let terms = [self.fields.path_term(PIPED), Term::from_field_text(self.fields.article, id)];
        let query = |term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>;
        Box::new(BooleanQuery::intersection(terms.map(query).into()))
    }
}

fn remove_unused_files(tantivy: &IndexWriter<Waiting>) -> tantivy::Result<()> {
    tantivy.garbage_collect_files().wait().map(drop)
}

#[cfg(test)]
mod tests {
    use tantivy::directory::TerminatingWrite;

    use super::*;

    #[test]
    fn a_closed_index_has_no_files_of_a_merge_that_was_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let options = WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates: false };
        let writer = Writer::open(folder.path(), options).unwrap();
        writer.commit(BTreeMap::new()).unwrap();
        let left = Path::new("00112233445566778899aabbccddeeff.store");
        writer.tantivy().index().directory().open_write(left).unwrap().terminate().unwrap();
        assert!(folder.path().join(left).is_file());
        writer.close().unwrap();
        assert!(!folder.path().join(left).exists());
        assert!(folder::open(folder.path()).is_ok());
    }
}
