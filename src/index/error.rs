use std::{io, path::PathBuf, sync::Arc};

use tantivy::{
    TantivyError,
    directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

/// Why an index can't be opened or written. Each message names the folder and says what to do.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index in the folder, or nothing was ever committed to it.
    #[error("{}: no index here (make one with `whosaid index FOLDER`, or name one with --index)", folder.display())]
    Missing {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The folder holds other files, which an index must not be mixed with.
    #[error("{}: not an index, and not empty (name another folder with --index)", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
    },
    /// It was written by a version of whosaid that keeps other things in it.
    #[error("{}: the index has another format than this version of whosaid reads (index anew with --rebuild)", folder.display())]
    Format {
        /// The index folder.
        folder: PathBuf,
    },
    /// Its files contradict each other or can't be understood.
    #[error("{}: the index is damaged: {what} (mend it with `whosaid check-index --repair`, or index anew with --rebuild)", folder.display())]
    Damaged {
        /// The index folder.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// It can't be mended.
    #[error("{}: the index can't be mended: {what} (index anew with `whosaid index FOLDER --rebuild`)", folder.display())]
    Lost {
        /// The index folder.
        folder: PathBuf,
        /// What is lost.
        what: String,
    },
    /// Another process or thread is writing it.
    #[error("{}: another run is writing this index (wait for it to end, or name another folder with --index)", folder.display())]
    Locked {
        /// The index folder.
        folder: PathBuf,
    },
    /// It can't be read.
    #[error("{}: the index can't be read: {} (allow reading it, or index anew with --rebuild)", folder.display(), plain(source))]
    Read {
        /// The index folder.
        folder: PathBuf,
        /// Why.
        source: TantivyError,
    },
    /// It can't be written: no space, no permission. What was committed before is intact.
    #[error("{}: the index can't be written: {} (make room or allow writing there, then run the same command again: what was committed is kept)", folder.display(), plain(source))]
    Write {
        /// The index folder.
        folder: PathBuf,
        /// Why.
        source: TantivyError,
    },
}

impl IndexError {
    /// What an error of tantivy means while an index is opened for writing or written.
    pub(super) fn write(folder: impl Into<PathBuf>, source: TantivyError) -> Self {
        let folder = folder.into();
        match source {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Locked { folder },
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                Self::Write { folder, source: TantivyError::IoError(error) }
            }
            source => Self::Write { folder, source },
        }
    }

    /// The same, for an error of the system.
    pub(super) fn write_file(folder: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::Write { folder: folder.into(), source: TantivyError::IoError(Arc::new(error)) }
    }

    /// What an error of tantivy means while an index is opened for reading, or read.
    pub(crate) fn read(folder: impl Into<PathBuf>, source: TantivyError) -> Self {
        let folder = folder.into();
        match source {
            TantivyError::DataCorruption(what) => Self::Damaged { folder, what: without_content(&format!("{what:?}")) },
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::Damaged { folder, what: format!("{} is missing", file.display()) }
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
                if is_damage(io_error.kind()) =>
            {
                Self::Damaged { folder, what: format!("{}: {io_error}", filepath.display()) }
            }
            TantivyError::IoError(error) if is_damage(error.kind()) => {
                Self::Damaged { folder, what: error.to_string() }
            }
            // Readers hold a lock while they open files; without a folder it can't be had.
            TantivyError::LockFailure(LockError::IoError(_), _) if !folder.is_dir() => Self::Missing { folder },
            TantivyError::IncompatibleIndex(_) => Self::Format { folder },
            source => Self::Read { folder, source },
        }
    }
}

/// What an error of the system is called where bytes are other ones than were written.
fn is_damage(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

/// What tantivy says of a damaged file, without all that stands in it.
fn without_content(what: &str) -> String {
    what.split_once(" Content: ").map_or(what, |(what, _)| what).to_owned()
}

/// What an error of tantivy says, without the wrapping where it is one of the system.
fn plain(error: &TantivyError) -> String {
    let of_the_system = match error {
        TantivyError::IoError(error)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: error, .. }) => error,
        // The thread that compresses rows hands on the words alone.
        TantivyError::InternalError(what) if what.contains("(os error ") => return what.clone(),
        other => return other.to_string(),
    };
    of_the_system.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_is_told_in_its_own_words_with_folder_and_remedy() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let io_error = Arc::new(full());
        let wrapped = OpenWriteError::IoError { io_error, filepath: "7.store".into() };
        for error in
            [IndexError::write_file("news/.whosaid", full()), IndexError::write("news/.whosaid", wrapped.into())]
        {
            let told = error.to_string();
            assert!(told.starts_with("news/.whosaid: the index can't be written: no storage space ("), "{told}");
            assert!(told.contains("run the same command again"), "{told}");
        }
    }
}
