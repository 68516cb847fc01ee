use std::{
    fs::{File, Metadata},
    io::{self, ErrorKind},
    path::PathBuf,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{RawDocument, STANDARD_INPUT, issue};
use crate::report::Problem;

/// A file changed so shortly before it is looked at may change again within the same tick of the file system's clock.
const SETTLED: Duration = Duration::from_secs(2);

/// Something that may hold articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Haystack {
    /// Its name in the index: `/` between its parts; `-` for standard input.
    pub path: String,
    /// Where its bytes come from.
    pub source: Source,
    /// Its size in bytes when it was found; 0 for standard input.
    pub size: u64,
    /// When it last changed, in nanoseconds since 1970. `None` when that is unknown, or so short ago that a later change
    /// could leave the same time: then only its content tells whether it changed. Of an issue, a number made of the times and sizes
    /// of all its files in their order.
    pub modified: Option<i64>,
}

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The process's standard input.
    StandardInput,
    /// A file, by its absolute path.
    File(PathBuf),
    /// The METS file of an issue (by its absolute path), and with it the pages that it names.
    Issue(PathBuf),
}

impl Haystack {
    /// What is piped in.
    #[must_use]
    pub fn standard_input() -> Self {
        Self { path: STANDARD_INPUT.to_owned(), source: Source::StandardInput, size: 0, modified: None }
    }

    /// The file at `file`, which the index calls `path`.
    #[must_use]
    pub fn file(path: String, file: PathBuf, metadata: &Metadata) -> Self {
        Self { path, source: Source::File(file), size: metadata.len(), modified: changed(metadata) }
    }

    /// The same METS file with the pages that it names and that are there: whatever of them changes, it changes.
    pub(super) fn with_pages(self, mets: PathBuf, pages: &[Metadata]) -> Self {
        let whole = pages.iter().fold(self, |whole, page| {
            let of_page = changed(page).map(|time| mixed(time, page.len().cast_signed()));
            let modified = whole.modified.zip(of_page).map(|(so_far, this)| mixed(so_far, this));
            Self { size: whole.size + page.len(), modified, ..whole }
        });
        Self { source: Source::Issue(mets), ..whole }
    }
}

/// A number that differs where either of these, or their order, does.
fn mixed(so_far: i64, next: i64) -> i64 {
    // An odd number with bits all over: the golden ratio in 64 bits.
    const SPREAD: i64 = 0x9e37_79b9_7f4a_7c15_u64.cast_signed();
    so_far.wrapping_mul(SPREAD).rotate_left(29) ^ next.wrapping_mul(SPREAD)
}

/// When a file last changed, unless that is too short ago to be trusted.
fn changed(metadata: &Metadata) -> Option<i64> {
    metadata.modified().ok().and_then(|time| settled(time, SystemTime::now()))
}

/// `time` in nanoseconds since 1970, unless it is too fresh to be trusted.
fn settled(time: SystemTime, now: SystemTime) -> Option<i64> {
    let age = now.duration_since(time).ok()?;
    let nanoseconds = |span: Duration| i64::try_from(span.as_nanos()).ok();
    if age < SETTLED {
        return None;
    }
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => nanoseconds(after),
        Err(before) => nanoseconds(before.duration()).map(|span| -span),
    }
}

/// Opens a haystack for reading from its start.
///
/// # Errors
/// When the file can't be opened; the problem says why and what to do.
pub fn open(haystack: &Haystack) -> Result<RawDocument<'static>, Problem> {
    let path = haystack.path.as_str();
    Ok(match &haystack.source {
        Source::StandardInput => RawDocument::new(path, io::stdin()),
        Source::File(file) => {
            let bytes = File::open(file).map_err(|error| unreadable(path, &error))?;
            RawDocument { file: Some(file.clone()), ..RawDocument::new(path, bytes) }
        }
        Source::Issue(mets) => RawDocument::new(path, issue::open(mets).map_err(|error| unreadable(path, &error))?),
    })
}

/// What to tell of a file or folder that the system does not let us read, or whose wrapping is damaged.
#[must_use]
pub fn unreadable(path: &str, error: &io::Error) -> Problem {
    let problem = Problem::new(path, format!("can't be read: {error}"));
    match error.kind() {
        ErrorKind::PermissionDenied => problem.remedy("allow reading it, or leave it out"),
        ErrorKind::NotFound => problem.remedy("it is gone, or a link leads nowhere; check the path"),
        // A wrapping is not what it should be: see `wrapping`.
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => problem.remedy("get it anew; what could be read is read"),
        ErrorKind::QuotaExceeded => problem.remedy("unpack it, if that is what it should hold"),
        _ => problem.remedy("mend it, or leave it out"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_is_read_from_its_start_each_time_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, "The minister resigned.").unwrap();
        let haystack = Haystack::file("news/a.txt".into(), file.clone(), &file.metadata().unwrap());
        for _ in 0..2 {
            let mut document = open(&haystack).unwrap();
            let mut text = String::new();
            document.reader.read_to_string(&mut text).unwrap();
            assert_eq!((document.path.as_str(), text.as_str()), ("news/a.txt", "The minister resigned."));
        }
        assert_eq!(haystack.size, 22);
    }

    #[test]
    fn a_file_that_went_away_is_a_problem_under_its_name_in_the_index() {
        let source = Source::File("/nowhere/at/all.txt".into());
        let haystack = Haystack { path: "all.txt".into(), source, size: 1, modified: None };
        let problem = open(&haystack).err().unwrap();
        assert_eq!(problem.path, "all.txt");
        assert!(problem.what.starts_with("can't be read: "), "{problem}");
        assert!(problem.remedy.is_some());
    }

    #[test]
    fn a_time_is_trusted_only_when_the_clock_has_moved_on_since() {
        let second = |n| UNIX_EPOCH + Duration::from_secs(n);
        assert_eq!(settled(second(100), second(103)), Some(100_000_000_000));
        assert_eq!(settled(second(100), second(101)), None);
        assert_eq!(settled(second(100), second(50)), None);
        assert_eq!(settled(UNIX_EPOCH - Duration::from_secs(1), second(50)), Some(-1_000_000_000));
    }
}
