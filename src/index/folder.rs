//! The index folder: opened for reading, made or opened for writing, and emptied to start afresh.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use tantivy::{
    Index, IndexSettings, TantivyError,
    directory::{Directory, INDEX_WRITER_LOCK, error::LockError},
    store::Compressor,
};

use super::{
    Fields, IndexError, Tokenizers,
    commit::{self, Commit},
    disk::Disk,
    guarded::guarded,
};

/// What the last commit is.
pub(super) const META: &str = "meta.json";
/// tantivy's list of all files that it has made and not removed yet.
pub(super) const LIST: &str = ".managed.json";
/// In bytes: a block of rows, which are read together, is complete when it has so many. About two articles'.
const BLOCK: usize = 4 << 10;
/// How the names of files begin that are to replace others.
const TORN: &str = ".tmp";

/// Opens the index in `folder` for reading, as of its last commit. Never waits for a writer.
///
/// # Errors
/// When there is none, or it is of another format, or damaged.
pub fn open(folder: &Path) -> Result<(Index, Fields), IndexError> {
    match folder.join(META).metadata() {
        Ok(meta) if meta.is_file() => {}
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(IndexError::read(folder, error.into()));
        }
        _ => return Err(IndexError::Missing { folder: folder.into() }),
    }
    guarded(folder, || {
        let (index, fields) = open_checked(disk(folder)?, folder)?;
        match Commit::last(&index, folder)? {
            Some(_) => Ok((index, fields)),
            None => Err(IndexError::Missing { folder: folder.into() }),
        }
    })
}

/// The folder, for tantivy to read and write.
pub(super) fn disk(folder: &Path) -> Result<Box<dyn Directory>, IndexError> {
    let disk = Disk::open(folder).map_err(|error| IndexError::write(folder, error.into()))?;
    Ok(Box::new(disk))
}

/// Opens the index on `disk` for writing, or makes one where there is none. `afresh`: where there is one that can't be
/// used, replaces it. `folder` is where it lies.
pub(super) fn open_or_create(disk: &dyn Directory, folder: &Path, afresh: bool) -> Result<(Index, Fields), IndexError> {
    if !folder.join(META).is_file() {
        return create(disk, folder);
    }
    let opened = guarded(folder, || {
        open_checked(disk.box_clone(), folder).and_then(|opened| Commit::last(&opened.0, folder).map(|_| opened))
    });
    match opened {
        Err(IndexError::Format { .. } | IndexError::Damaged { .. }) if afresh => create(disk, folder),
        opened => opened,
    }
}

/// Opens what is on `disk`, where it has the fields of this version.
pub(super) fn open_checked(disk: Box<dyn Directory>, folder: &Path) -> Result<(Index, Fields), IndexError> {
    let index = Index::open(disk).map_err(|error| IndexError::read(folder, error))?;
    let (schema, fields) = Fields::schema();
    if index.schema() != schema {
        return Err(IndexError::Format { folder: folder.into() });
    }
    Tokenizers::register(index.tokenizers());
    Ok((index, fields))
}

/// Makes an empty index, after removing what is left of an older one.
fn create(disk: &dyn Directory, folder: &Path) -> Result<(Index, Fields), IndexError> {
    let failed = |error: TantivyError| IndexError::write(folder, error);
    // Held while the folder is emptied; the writer takes it again.
    let lock = disk.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| failed(error.into()))?;
    for file in files_of_an_index(folder)? {
        fs::remove_file(file).map_err(|error| IndexError::write_file(folder, error))?;
    }
    let (schema, fields) = Fields::schema();
    let index = Index::create(disk.box_clone(), schema, settings()).map_err(failed)?;
    Tokenizers::register(index.tokenizers());
    drop(lock);
    Ok((index, fields))
}

/// Rows are deflated one by one: to compress some of them together once more saves little, and all of them would have to be
/// unpacked for one.
fn settings() -> IndexSettings {
    IndexSettings { docstore_compression: Compressor::None, docstore_blocksize: BLOCK, ..IndexSettings::default() }
}

/// All files in the folder but the locks.
///
/// # Errors
/// When there is anything that no index has: it is somebody's, not ours to remove or to mix with.
pub(super) fn files_of_an_index(folder: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let foreign = || IndexError::Foreign { folder: folder.into() };
    let mut files = Vec::new();
    let names = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    for entry in names.map_err(|error| IndexError::write_file(folder, error))? {
        let name = entry.file_name().into_string().map_err(|_| foreign())?;
        if is_lock(&name) {
            continue;
        }
        if !is_of_an_index(&name) {
            return Err(foreign());
        }
        files.push(entry.path());
    }
    Ok(files)
}

/// Removes the files of segments that the last commit has no more. Does nothing while anybody writes the index.
///
/// tantivy does it after each commit and each merge, but not after a merge of which a segment became empty meanwhile: then
/// it gives up the merge, and leaves what the merge wrote and what it read.
pub(super) fn remove_files_of_no_commit(mut index: Index) -> tantivy::Result<()> {
    let lock = match index.directory().acquire_lock(&INDEX_WRITER_LOCK) {
        Ok(lock) => lock,
        // Who writes next removes them as well.
        Err(LockError::LockBusy) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let meta = index.load_metas()?;
    let removed = index.directory_mut().garbage_collect(|| super::check::living(&meta));
    drop(lock);
    removed.map(drop)
}

/// Removes what a killed run has left of files that it was about to put in place of others. Only the writer may.
pub(super) fn remove_torn(folder: &Path) {
    // Where that fails they cost room, and nothing else.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(TORN.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_lock(name: &str) -> bool {
    name.starts_with(".tantivy-") && Path::new(name).extension().is_some_and(|extension| extension == "lock")
}

fn is_of_an_index(name: &str) -> bool {
    let is_segment =
        || name.split_once('.').is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    // tantivy replaces its two lists through temporary files, which a crash may leave.
    [META, LIST].contains(&name) || name.starts_with(TORN) || commit::number_of(name).is_some() || is_segment()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(folder: &Path, afresh: bool) -> Result<(Index, Fields), IndexError> {
        open_or_create(&*disk(folder).unwrap(), folder, afresh)
    }

    #[test]
    fn a_folder_without_an_index_is_told_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_owned(), folder.path().join("nowhere")] {
            let error = open(&path).err().unwrap();
            assert!(matches!(error, IndexError::Missing { .. }));
            assert!(error.to_string().contains("whosaid index"), "{error}");
        }
    }

    #[test]
    fn an_index_to_which_nothing_was_committed_can_be_written_and_not_yet_read() {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), false).unwrap();
        make(folder.path(), false).unwrap();
        assert!(matches!(open(folder.path()), Err(IndexError::Missing { .. })));
    }

    #[test]
    fn a_folder_of_something_else_is_never_written_to_not_even_to_start_afresh() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        for afresh in [false, true] {
            let error = make(folder.path(), afresh).err().unwrap();
            assert!(matches!(error, IndexError::Foreign { .. }), "{error}");
        }
        assert!(folder.path().join("thesis.txt").is_file());
        assert!(!folder.path().join(META).exists());
    }

    #[test]
    fn an_index_of_other_fields_or_with_a_torn_file_is_refused_and_replaced_only_when_asked() {
        let of_other_fields = tempfile::tempdir().unwrap();
        let mut schema = tantivy::schema::Schema::builder();
        schema.add_text_field("other", tantivy::schema::TEXT);
        Index::create_in_dir(of_other_fields.path(), schema.build()).unwrap();
        let torn = tempfile::tempdir().unwrap();
        fs::write(torn.path().join(META), "{\"index_set").unwrap();
        for folder in [of_other_fields.path(), torn.path()] {
            for error in [open(folder).err().unwrap(), make(folder, false).err().unwrap()] {
                assert!(error.to_string().contains("--rebuild"), "{error}");
            }
            make(folder, true).unwrap();
            make(folder, false).unwrap();
        }
    }
}
