//! Leaves out what is damaged, and marks the files whose articles go with it as to be read again.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use tantivy::{Directory, IndexMeta};

use super::{Disk, Held, LIST, META, examine, lock};
use crate::{
    index::{Entry, IndexError, Writer, WriterOptions, commit::Commit, folder::files_of_an_index, ledger::Ledger},
    report::Findings,
};

/// What became of a damaged index.
#[derive(Clone, Debug)]
pub struct Mended {
    /// What was damaged.
    pub findings: Findings,
    /// The files that are to be read again, with what the index knew of each before.
    pub to_read: Vec<(String, Entry)>,
    /// Names of folders, and where they are.
    pub roots: BTreeMap<String, String>,
    /// Every print of an article counts as one of its own.
    pub keeps_duplicates: bool,
}

/// Leaves all that is damaged out of the index in a folder. What is sound stays as it is; the files of whose articles some
/// are lost are recorded as to be read again, which is up to the next run.
///
/// # Errors
/// When the index can't be checked or written, or must be made anew.
pub fn mend(folder: &Path) -> Result<Mended, IndexError> {
    let held_lock = lock(folder)?;
    let examined = examine(folder)?;
    let findings = examined.findings;
    let Some(held) = examined.held else {
        let what = findings.damage.iter().map(|damage| damage.what.as_str()).collect::<Vec<_>>().join("; ");
        return Err(IndexError::Lost { folder: folder.into(), what });
    };
    let (roots, keeps_duplicates) = (held.commit.roots.clone(), held.commit.keeps_duplicates);
    let to_read: Vec<(String, Entry)> = held
        .entries
        .iter()
        .filter(|(path, _)| findings.incomplete.binary_search(path).is_ok())
        .map(|(path, entry)| (path.clone(), entry.clone()))
        .collect();
    if !findings.are_sound() {
        let write = |error| IndexError::write_file(folder, error);
        let disk = Disk::unlisted(folder).map_err(|error| IndexError::write(folder, error.into()))?;
        leave_out(&disk, folder, held, &to_read).map_err(write)?;
    }
    drop(held_lock);
    tidy(folder, &roots, keeps_duplicates)?;
    Ok(Mended { findings, to_read, roots, keeps_duplicates })
}

/// Commits the index as it is, without what is damaged.
fn leave_out(disk: &Disk, folder: &Path, held: Held, to_read: &[(String, Entry)]) -> std::io::Result<()> {
    let Held { meta, commit, entries, bad, list_is_sound } = held;
    if !list_is_sound {
        write_list(disk, folder)?;
    }
    let mut ledger = Ledger::new(entries);
    for (path, _) in to_read {
        ledger.begin(path);
    }
    let mut next = Commit::write(disk, folder, &ledger.manifest(), commit.roots)?;
    next.keeps_duplicates = commit.keeps_duplicates;
    // Counted anew by the commit that follows.
    next.piped = commit.piped;
    let segments = meta.segments.into_iter().filter(|segment| !bad.contains(&segment.id())).collect();
    let meta = IndexMeta { segments, payload: Some(next.payload()), ..meta };
    let mut json = serde_json::to_vec_pretty(&meta)?;
    json.push(b'\n');
    disk.sync_directory()?;
    disk.atomic_write(Path::new(META), &json)
}

/// Makes tantivy's list of its files anew: all that are there.
fn write_list(disk: &Disk, folder: &Path) -> std::io::Result<()> {
    let files = files_of_an_index(folder).map_err(std::io::Error::other)?;
    let names = files.iter().filter_map(|file| file.file_name()).map(PathBuf::from);
    // It does not list what begins with a dot; manifests are not tantivy's.
    let names = names.filter(|name| {
        let name = name.to_string_lossy();
        !name.starts_with('.') && !name.starts_with("manifest-")
    });
    let mut json = serde_json::to_vec(&names.collect::<Vec<_>>())?;
    json.push(b'\n');
    disk.atomic_write(Path::new(LIST), &json)
}

/// Opens and commits the index as any run does: what equal articles are kept is said anew, and what nothing needs removed.
fn tidy(folder: &Path, roots: &BTreeMap<String, String>, keep_duplicates: bool) -> Result<(), IndexError> {
    let writer = Writer::open(folder, WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates })?;
    writer.touch();
    writer.commit(roots.clone())?;
    writer.close()?;
    // tantivy removes what it has listed; the rest is ours to remove.
    let _lock = lock(folder)?;
    for file in examine(folder)?.findings.leftovers {
        // One that can't be removed now costs room, and nothing else.
        let _ = fs::remove_file(folder.join(file));
    }
    Ok(())
}
