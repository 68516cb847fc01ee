//! The folder as tantivy sees it.

use std::{io, path::Path, sync::Arc};

use tantivy::{
    Directory,
    directory::{
        DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
};

use super::folder::{LIST, META};

/// An index folder whose commits are on disk once they are done.
///
/// tantivy flushes the folder before it replaces `meta.json` and not after that. What it removes next (files that only the
/// commit before needs) could then reach the disk earlier than the new `meta.json` does.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    folder: MmapDirectory,
    /// tantivy sees the list of its files.
    is_listed: bool,
}

impl Disk {
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: MmapDirectory::open(folder)?, is_listed: true })
    }

    /// To look at an index without tantivy's list of its files, which may be damaged: only removing files needs it.
    pub(super) fn unlisted(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { is_listed: false, ..Self::open(folder)? })
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.folder.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.folder.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.folder.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if !self.is_listed && path == Path::new(LIST) {
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        self.folder.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.folder.atomic_write(path, data)?;
        if path == Path::new(META) { self.folder.sync_directory() } else { Ok(()) }
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.folder.sync_directory()
    }
}
