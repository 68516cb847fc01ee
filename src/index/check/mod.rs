//! Looks at every byte of an index, and mends what can be mended.
//!
//! Three things must agree: the files of the segments with their checksums, the rows with each other and with the columns
//! beside them, and all documents with the manifest. Nothing found damaged is trusted any further: a segment is sound as a
//! whole or it is left out, and the files whose articles it had are read again.

mod books;
mod files;
mod mend;
mod segment;

pub(super) use files::{components, living};
pub use mend::{Mended, mend};

use std::{collections::BTreeSet, path::Path};

use tantivy::{
    Directory, IndexMeta, SegmentReader, TantivyError,
    directory::{DirectoryLock, INDEX_WRITER_LOCK, error::LockError},
    index::SegmentId,
};

use super::{
    IndexError,
    commit::Commit,
    disk::Disk,
    folder::{LIST, META, files_of_an_index, open_checked},
    guarded::guarded,
    manifest::Entries,
};
use crate::report::{Findings, Problem};

const REPAIR: &str = "mend it with `whosaid check-index --repair`";
const REBUILD: &str = "this can't be mended: index anew with `whosaid index FOLDER --rebuild`";

/// Looks at all of the index in a folder. No writer can be at work meanwhile; readers may.
///
/// # Errors
/// When there is no index, it is of another format, somebody writes it, or the system does not let us read it.
pub fn check(folder: &Path) -> Result<Findings, IndexError> {
    let _lock = lock(folder)?;
    Ok(examine(folder)?.findings)
}

/// What was found, and what it was found in.
struct Examined {
    findings: Findings,
    /// `None` where the index is lost as a whole.
    held: Option<Held>,
}

/// What an index holds that can be mended.
struct Held {
    meta: IndexMeta,
    commit: Commit,
    entries: Entries,
    /// Segments that can't be trusted.
    bad: BTreeSet<SegmentId>,
    /// Whether tantivy's list of its files is one.
    list_is_sound: bool,
}

/// Keeps writers away. `None` where the folder can't be written: then nobody else (of our rights) writes there.
fn lock(folder: &Path) -> Result<Option<DirectoryLock>, IndexError> {
    if !folder.is_dir() {
        return Err(IndexError::Missing { folder: folder.into() });
    }
    let failed = |error: TantivyError| IndexError::read(folder, error);
    let disk = Disk::open(folder).map_err(|error| failed(error.into()))?;
    // Locking makes a file: not in a folder that is none of ours.
    if files_of_an_index(folder)?.is_empty() {
        return Err(IndexError::Missing { folder: folder.into() });
    }
    match disk.acquire_lock(&INDEX_WRITER_LOCK) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::LockBusy) => Err(IndexError::Locked { folder: folder.into() }),
        Err(LockError::IoError(_)) => Ok(None),
    }
}

fn examine(folder: &Path) -> Result<Examined, IndexError> {
    let mut findings = Findings::default();
    let held = match examine_into(&mut findings, folder) {
        Ok(held) => Some(held),
        // What all else depends on.
        Err(IndexError::Damaged { what, .. }) => {
            findings.damage.push(Problem::new(folder.to_string_lossy(), what).remedy(REBUILD));
            None
        }
        Err(error) => return Err(error),
    };
    Ok(Examined { findings, held })
}

fn examine_into(findings: &mut Findings, folder: &Path) -> Result<Held, IndexError> {
    let named = |file: &Path| folder.join(file).to_string_lossy().into_owned();
    if !folder.join(META).is_file() {
        return Err(IndexError::Damaged { folder: folder.into(), what: format!("{META} is missing") });
    }
    let disk = Disk::unlisted(folder).map_err(|error| IndexError::read(folder, error.into()))?;
    let (index, fields) = guarded(folder, || open_checked(Box::new(disk), folder))?;
    let Some(commit) = Commit::last(&index, folder)? else {
        return Err(IndexError::Missing { folder: folder.into() });
    };
    let entries = commit.entries(folder)?;
    let meta = index.load_metas().map_err(|error| IndexError::read(folder, error))?;
    let list = files::list(folder, &meta);
    if let Err(what) = &list {
        findings.damage.push(Problem::new(named(Path::new(LIST)), what).remedy(REPAIR));
    }
    findings.leftovers = files::leftovers(folder, &meta, commit.manifest())?;
    let mut books = books::Books::default();
    let mut bad = BTreeSet::new();
    for segment in index.searchable_segments().map_err(|error| IndexError::read(folder, error))? {
        let damaged = files::damaged(folder, segment.meta(), index.directory(), &mut findings.bytes);
        let mut is_sound = damaged.is_empty();
        for (file, what) in damaged {
            findings.damage.push(Problem::new(named(&file), what).remedy(REPAIR));
        }
        // Of what is known to be damaged nothing more is asked.
        if is_sound {
            let found = guarded(folder, || {
                let reader = SegmentReader::open(&segment).map_err(|error| IndexError::read(folder, error))?;
                segment::examine(&reader, segment.meta(), &fields)
                    .map_err(|what| IndexError::Damaged { folder: folder.into(), what })
            });
            let found = found.map_err(told).and_then(|found| books.add(found, &entries));
            if let Err(what) = found {
                let file = Path::new(&segment.id().uuid_string()).with_extension("store");
                findings.damage.push(Problem::new(named(&file), what).remedy(REPAIR));
                is_sound = false;
            }
        }
        if !is_sound {
            bad.insert(segment.id());
        }
    }
    books.balance(findings, &entries, &commit);
    if bad.is_empty()
        && let Err(what) = books.say_what_is_the_same(&entries, commit.keeps_duplicates)
    {
        findings.damage.push(Problem::new(folder.to_string_lossy(), what).remedy(REPAIR));
    }
    Ok(Held { meta, commit, entries, bad, list_is_sound: list.is_ok() })
}

/// What is wrong with a segment, without the name of the folder.
fn told(error: IndexError) -> String {
    match error {
        IndexError::Damaged { what, .. } => what,
        other => other.to_string(),
    }
}
