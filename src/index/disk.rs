//! The folder as tantivy sees it.

use std::{io, path::Path, sync::Arc, thread::sleep, time::Duration};

use tantivy::{
    Directory,
    directory::{
        DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
};

use super::{
    folder::{LIST, META},
    layout::store_is_plausible,
    sealed::{sealed, unsealed},
};

/// So often it is tried to take a lock. A process that is started while its parent holds one holds it as well, until its own
/// program is loaded.
const ATTEMPTS: u32 = 5;
/// In between.
const PAUSE: Duration = Duration::from_millis(20);

/// An index folder whose commits are on disk once they are done, and are read as they were written.
///
/// tantivy flushes the folder before it replaces `meta.json` and not after that. What it removes next (files that only the
/// commit before needs) could then reach the disk earlier than the new `meta.json` does. Nor has `meta.json` a checksum, and
/// one letter in it makes deleted articles come back: here it has one, which tantivy never sees.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    folder: Box<dyn Directory>,
    /// tantivy sees the list of its files.
    is_listed: bool,
}

impl Disk {
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self::over(Box::new(MmapDirectory::open(folder)?)))
    }

    /// What anything else holds that can be read and written like a folder.
    pub(super) fn over(folder: Box<dyn Directory>) -> Self {
        Self { folder, is_listed: true }
    }

    /// To look at an index without tantivy's list of its files, which may be damaged: only removing files needs it.
    pub(super) fn unlisted(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { is_listed: false, ..Self::open(folder)? })
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.folder.get_file_handle(path)?;
        if path.extension().is_some_and(|extension| extension == "store") {
            store_is_plausible(&FileSlice::new(Arc::clone(&file)))
                .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        }
        Ok(file)
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
        let bytes = self.folder.atomic_read(path)?;
        if path != Path::new(META) {
            return Ok(bytes);
        }
        unsealed(bytes).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path != Path::new(META) {
            return self.folder.atomic_write(path, data);
        }
        self.folder.atomic_write(path, &sealed(data))?;
        self.folder.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        for _ in 1..ATTEMPTS {
            match self.folder.acquire_lock(lock) {
                Err(LockError::LockBusy) => sleep(PAUSE),
                taken => return taken,
            }
        }
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.folder.sync_directory()
    }
}
