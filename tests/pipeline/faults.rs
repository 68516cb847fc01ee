//! Disks that fail, at each write in turn.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use tantivy::{
    Directory,
    directory::{
        AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback, WatchHandle,
        WritePtr,
        error::{DeleteError, LockError, OpenReadError, OpenWriteError},
    },
};
use whosaid::{
    article::{Article, Place},
    index::{Documents, Entry, IndexError, State, Writer, WriterOptions, check},
    pipeline::Stages,
};

use crate::press::{Newsroom, patiently, press, rows, story};

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// Once.
    Once,
    /// From then on, as a full one.
    Lasting,
    /// Once, and says so only after it has done what it was asked.
    Late,
}

/// A folder on a disk that fails after so many more writes, flushes and files made.
#[derive(Clone, Debug)]
struct Failing {
    folder: MmapDirectory,
    left: Arc<AtomicI64>,
    fault: Fault,
}

impl Failing {
    fn attempt<T>(&self, done: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = self.left.fetch_sub(1, Ordering::SeqCst);
        let fails = left == 0 || (left < 0 && self.fault == Fault::Lasting);
        if fails && self.fault == Fault::Late {
            done()?;
        } else if !fails {
            return done();
        }
        Err(io::Error::from_raw_os_error(28))
    }
}

impl Directory for Failing {
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
        let made = self.attempt(|| self.folder.open_write(path).map_err(io::Error::other));
        let made = made.map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let file = made.into_inner().map_err(io::IntoInnerError::into_error).expect("nothing was written yet");
        Ok(BufWriter::new(Box::new(FailingFile { file: Some(file), disk: self.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.folder.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.attempt(|| self.folder.atomic_write(path, data))
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.attempt(|| self.folder.sync_directory())
    }
}

/// A file on it.
struct FailingFile {
    file: Option<Box<dyn TerminatingWrite + Send + Sync>>,
    disk: Failing,
}

impl FailingFile {
    fn file(&mut self) -> &mut dyn TerminatingWrite {
        self.file.as_deref_mut().expect("a file that was closed is written no more")
    }
}

impl Write for FailingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let disk = self.disk.clone();
        disk.attempt(|| self.file().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        let disk = self.disk.clone();
        disk.attempt(|| self.file().flush())
    }
}

impl TerminatingWrite for FailingFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let disk = self.disk.clone();
        let file = self.file.take().expect("a file is closed once");
        disk.attempt(|| file.terminate())
    }
}

/// A run in small: one file goes, one comes, and a third is replaced.
fn work(writer: Writer) -> Result<(), IndexError> {
    let roots = writer.roots().clone();
    let known = writer.files(|_| true);
    let done = (|| {
        writer.remove(&known[0]);
        for (number, path) in (100..).zip([&known[1], "news/new.txt"]) {
            let article = Article {
                id: path.to_owned(),
                body: story(number),
                place: Place::at_line(path, 1),
                ..Article::default()
            };
            writer.begin(path);
            writer.add(Documents::of(&press().annotate(article), path, 0, writer.fields()))?;
            writer.finish(path, Entry { articles: 1, quotes: 1, state: State::Done, ..Entry::partial() });
        }
        writer.commit(roots.clone())
    })();
    match done {
        Ok(()) => writer.close(),
        Err(failure) => Err(writer.give_up(failure)),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(|file| file.unwrap().path()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

const OPTIONS: WriterOptions = WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates: false };

#[test]
fn whichever_write_fails_the_error_is_clear_the_index_as_of_a_commit_and_the_next_run_completes_it() {
    let room = Newsroom::new();
    for number in 0..4 {
        room.write(&format!("{number}.txt"), &story(number));
    }
    room.update();
    let before = room.rows();
    let index = room.index().with_file_name("done");
    copy(&room.index(), &index);
    work(patiently(|| Writer::open(&index, OPTIONS)).unwrap()).unwrap();
    let after = rows(&index);
    assert!(after.len() == before.len() && after != before);

    // Every third write, unless all are asked for.
    let step = if std::env::var_os("WHOSAID_FAULTS").is_some() { 1 } else { 3 };
    for (first, fault) in (0..).zip([Fault::Once, Fault::Lasting, Fault::Late]) {
        let (mut failures, mut committed) = (0, 0);
        for number in (first..).step_by(step) {
            // Each in a folder of its own: threads of a writer that failed may still write for a moment.
            let index = room.index().with_file_name(format!("{fault:?} {number}"));
            copy(&room.index(), &index);
            let left = Arc::new(AtomicI64::new(number));
            let disk = || Failing { folder: MmapDirectory::open(&index).unwrap(), left: Arc::clone(&left), fault };
            let done = patiently(|| Writer::open_on(Box::new(disk()), &index, OPTIONS)).and_then(work);
            let place = format!("{fault:?} at write {number}");
            if let Err(error) = done {
                assert!(matches!(error, IndexError::Write { .. }), "{place}: {error:?}");
                let told = error.to_string();
                assert!(
                    told.contains("No space left on device") && told.contains("run the same command again"),
                    "{told}"
                );
                failures += 1;
            }
            let findings = patiently(|| check(&index)).unwrap();
            assert!(findings.are_sound(), "{place}: {findings:?}");
            let now = rows(&index);
            assert!(now == before || now == after, "{place}");
            committed += i32::from(now == after);
            if now == before {
                work(patiently(|| Writer::open(&index, OPTIONS)).unwrap()).unwrap();
                assert_eq!(rows(&index), after, "{place}");
                assert!(check(&index).unwrap().are_sound(), "{place}");
            }
            if left.load(Ordering::SeqCst) > 0 {
                break;
            }
        }
        assert!(failures > 5 && committed > 0, "{fault:?}: {failures} failures, {committed} commits");
    }
}
