//! The index folder: opened for reading, made or opened for writing, and emptied to start afresh.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tantivy::{
    Index, IndexSettings, TantivyError,
    directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory},
};

use super::{
    Fields, IndexError, Tokenizers,
    commit::{self, Commit},
};

const META: &str = "meta.json";

/// Opens the index in `folder` for reading, as of its last commit. Never waits for a writer.
///
/// # Errors
/// When there is none, or it is of another format, or damaged.
pub fn open(folder: &Path) -> Result<(Index, Fields), IndexError> {
    if !folder.join(META).is_file() {
        return Err(IndexError::Missing { folder: folder.into() });
    }
    let (index, fields) = open_checked(folder)?;
    match Commit::last(&index, folder)? {
        Some(_) => Ok((index, fields)),
        None => Err(IndexError::Missing { folder: folder.into() }),
    }
}

/// Opens the index in `folder` for writing, or makes one where there is none. `afresh`: where there is one that can't be
/// used, replaces it.
pub(super) fn open_or_create(folder: &Path, afresh: bool) -> Result<(Index, Fields), IndexError> {
    fs::create_dir_all(folder).map_err(|error| IndexError::write_file(folder, error))?;
    if !folder.join(META).is_file() {
        return create(folder);
    }
    let opened = open_checked(folder).and_then(|opened| Commit::last(&opened.0, folder).map(|_| opened));
    match opened {
        Err(IndexError::Format { .. } | IndexError::Damaged { .. }) if afresh => create(folder),
        opened => opened,
    }
}

fn open_checked(folder: &Path) -> Result<(Index, Fields), IndexError> {
    let index = Index::open_in_dir(folder).map_err(|error| IndexError::read(folder, error))?;
    let (schema, fields) = Fields::schema();
    if index.schema() != schema {
        return Err(IndexError::Format { folder: folder.into() });
    }
    Tokenizers::register(index.tokenizers());
    Ok((index, fields))
}

/// Makes an empty index, after removing what is left of an older one.
fn create(folder: &Path) -> Result<(Index, Fields), IndexError> {
    let failed = |error: TantivyError| IndexError::write(folder, error);
    let directory = MmapDirectory::open(folder).map_err(|error| failed(error.into()))?;
    // Held while the folder is emptied; the writer takes it again.
    let lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| failed(error.into()))?;
    for file in files_of_an_index(folder)? {
        fs::remove_file(file).map_err(|error| IndexError::write_file(folder, error))?;
    }
    let (schema, fields) = Fields::schema();
    let index = Index::create(directory, schema, IndexSettings::default()).map_err(failed)?;
    Tokenizers::register(index.tokenizers());
    drop(lock);
    Ok((index, fields))
}

/// All files in the folder but the locks.
///
/// # Errors
/// When there is anything that no index has: it is somebody's, not ours to remove or to mix with.
fn files_of_an_index(folder: &Path) -> Result<Vec<PathBuf>, IndexError> {
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

fn is_lock(name: &str) -> bool {
    name.starts_with(".tantivy-") && Path::new(name).extension().is_some_and(|extension| extension == "lock")
}

fn is_of_an_index(name: &str) -> bool {
    let is_segment =
        || name.split_once('.').is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    // tantivy replaces its two lists through temporary files, which a crash may leave.
    [META, ".managed.json"].contains(&name)
        || name.starts_with(".tmp")
        || commit::number_of(name).is_some()
        || is_segment()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        open_or_create(folder.path(), false).unwrap();
        open_or_create(folder.path(), false).unwrap();
        assert!(matches!(open(folder.path()), Err(IndexError::Missing { .. })));
    }

    #[test]
    fn a_folder_of_something_else_is_never_written_to_not_even_to_start_afresh() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
        for afresh in [false, true] {
            let error = open_or_create(folder.path(), afresh).err().unwrap();
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
            for error in [open(folder).err().unwrap(), open_or_create(folder, false).err().unwrap()] {
                assert!(error.to_string().contains("--rebuild"), "{error}");
            }
            open_or_create(folder, true).unwrap();
            open_or_create(folder, false).unwrap();
        }
    }
}
