use std::{
    num::NonZero,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Duration,
};

use crate::format::Options;

/// Memory for documents on their way to disk, where nothing else was decided. The whole process needs
/// about twice that, and up to 300 MiB more while large segments are merged.
pub const DEFAULT_MEMORY: usize = 256 << 20;

/// What [`index`](super::index()) is to do, decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Folders and files to bring up to date; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The index folder; made where there is none.
    pub index: PathBuf,
    /// Threads that read and annotate.
    pub threads: usize,
    /// Bytes of memory for documents on their way to disk.
    pub memory: usize,
    /// Start with an empty index.
    pub rebuild: bool,
    /// Keep the articles of files that are gone.
    pub keep_deleted: bool,
    /// Let an article count as often as it is there.
    pub keep_duplicates: bool,
    /// How files are read.
    pub format: Options,
    /// Make what was done safe and visible this often.
    pub commit_every: Duration,
    /// Set to stop the run: what was done until then is committed.
    pub cancel: Arc<AtomicBool>,
}

impl Plan {
    /// The plan to bring `index` up to date with `paths`, all else as is usual.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, index: PathBuf) -> Self {
        Self {
            paths,
            index,
            threads: all_cores(),
            memory: DEFAULT_MEMORY,
            rebuild: false,
            keep_deleted: false,
            keep_duplicates: false,
            format: Options::default(),
            commit_every: Duration::from_mins(1),
            cancel: Arc::default(),
        }
    }

    /// Tells apart two ways of reading a file that may give other articles, or find other things in them: by another edition of
    /// whosaid (`build.rs`), with other options.
    pub(super) fn recipe(&self) -> u64 {
        let recipe = format!("{} {:?}", env!("WHOSAID_EDITION"), self.format);
        let hash = blake3::hash(recipe.as_bytes());
        u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
    }
}

/// As many threads as there are cores.
#[must_use]
pub fn all_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
