use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use whosaid::{
    pipeline::{Observer, Phase, Progress},
    render::JsonLines,
    report::Problem,
};

use super::{Failure, Screen};

/// Without a terminal, a line is written this often.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Watches a run: shows how far it is, and writes every problem to a file.
pub struct Watch<'a> {
    shown: Shown<'a>,
    errors: Option<ErrorFile>,
}

/// How a run's progress is shown.
pub enum Shown<'a> {
    /// Not at all.
    Nothing,
    /// As a bar on the terminal.
    Bar(ProgressBar),
    /// As a line now and then.
    Lines {
        /// Where they go.
        screen: &'a Screen,
        /// When the next one is due, from the start of the run.
        due: Duration,
    },
}

/// `--errors FILE`.
struct ErrorFile {
    path: PathBuf,
    file: BufWriter<File>,
    /// The first error in writing it; nothing is written after one.
    failed: Option<io::Error>,
}

impl Shown<'_> {
    /// A bar for whoever watches, else lines.
    pub fn on(screen: &Screen) -> Shown<'_> {
        if !Screen::is_watched() {
            return Shown::Lines { screen, due: BETWEEN_LINES };
        }
        let style = ProgressStyle::with_template("{bar:24} {msg}").expect("the template is well formed");
        Shown::Bar(ProgressBar::new(0).with_style(style.progress_chars("━╸ ")))
    }

    fn update(&mut self, progress: &Progress) {
        match self {
            Self::Nothing => {}
            Self::Bar(bar) => {
                bar.set_length(progress.bytes_found);
                bar.set_position(progress.bytes_done);
                bar.set_message(told(progress));
            }
            Self::Lines { screen, due } => {
                if progress.elapsed >= *due {
                    screen.aside(&told(progress));
                    *due = progress.elapsed + BETWEEN_LINES;
                }
            }
        }
    }
}

impl<'a> Watch<'a> {
    /// Watches a run whose progress is `shown`, and whose problems go to the file `errors`, if any.
    ///
    /// # Errors
    /// When that file can't be made.
    pub fn new(shown: Shown<'a>, errors: Option<&Path>) -> Result<Self, Failure> {
        let errors = errors.map(ErrorFile::create).transpose()?;
        Ok(Self { shown, errors })
    }

    /// Clears the bar and completes the file.
    ///
    /// # Errors
    /// When the file could not be written in full.
    pub fn finish(self) -> Result<(), Failure> {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
        self.errors.map_or(Ok(()), ErrorFile::finish)
    }
}

impl Observer for Watch<'_> {
    fn progress(&mut self, progress: &Progress) {
        self.shown.update(progress);
    }

    fn problem(&mut self, problem: &Problem) {
        if let Some(errors) = &mut self.errors {
            errors.write(problem);
        }
    }
}

impl ErrorFile {
    fn create(path: &Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|source| Failure::Unwritable { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file), failed: None })
    }

    fn write(&mut self, problem: &Problem) {
        if self.failed.is_none() {
            self.failed = JsonLines.problem(problem, &mut self.file).err();
        }
    }

    fn finish(mut self) -> Result<(), Failure> {
        let result = self.failed.take().map_or_else(|| self.file.flush(), Err);
        result.map_err(|source| Failure::Unwritable { path: self.path, source })
    }
}

/// "12 of 60 files · 6.5 MB/s · 1 min 20 s left · 712 quotations".
fn told(progress: &Progress) -> String {
    let quotations = format!("{} quotations", progress.quotations);
    match progress.phase {
        Phase::Walking => format!("looking for files: {}", progress.files_found),
        Phase::Committing => format!("writing to disk · {quotations}"),
        Phase::Reading => {
            let files = format!("{} of {} files", progress.files_done, progress.files_found);
            let parts = [Some(files), speed(progress), left(progress), Some(quotations)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a speed for people")]
fn speed(progress: &Progress) -> Option<String> {
    let seconds = progress.elapsed.as_secs_f64();
    (seconds > 0.0).then(|| format!("{:.1} MB/s", progress.bytes_done as f64 / 1e6 / seconds))
}

/// The time left, when the rest goes as fast as what is done; nothing can be said in the first second.
fn left(progress: &Progress) -> Option<String> {
    let left = progress.bytes_found.checked_sub(progress.bytes_done)?;
    if progress.elapsed < Duration::from_secs(1) || progress.bytes_done == 0 {
        return None;
    }
    let millis = progress.elapsed.as_millis() * u128::from(left) / u128::from(progress.bytes_done);
    let seconds = millis / 1000;
    Some(match seconds {
        0..60 => format!("{seconds} s left"),
        60..3600 => format!("{} min {} s left", seconds / 60, seconds % 60),
        _ => format!("{} h {} min left", seconds / 3600, seconds % 3600 / 60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress() -> Progress {
        Progress {
            phase: Phase::Reading,
            files_found: 60,
            files_done: 12,
            bytes_found: 60_000_000,
            bytes_done: 20_000_000,
            articles: 14,
            quotations: 712,
            attributed: 600,
            failed: 0,
            elapsed: Duration::from_secs(40),
        }
    }

    #[test]
    fn how_far_a_run_is_and_how_long_it_will_take() {
        assert_eq!(told(&progress()), "12 of 60 files · 0.5 MB/s · 1 min 20 s left · 712 quotations");
        assert_eq!(told(&Progress { phase: Phase::Walking, ..progress() }), "looking for files: 60");
    }

    #[test]
    fn the_time_left_is_told_only_when_it_is_known() {
        let standard_input = Progress { bytes_found: 0, ..progress() };
        assert_eq!(told(&standard_input), "12 of 60 files · 0.5 MB/s · 712 quotations");
        let just_begun = Progress { elapsed: Duration::from_millis(500), ..progress() };
        assert!(!told(&just_begun).contains("left"));
    }

    #[test]
    fn every_problem_is_written_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("errors.jsonl");
        let mut watch = Watch::new(Shown::Nothing, Some(&path)).unwrap();
        (1..=50).for_each(|line| watch.problem(&Problem::new("a.jsonl", "not JSON").at_line(line)));
        watch.finish().unwrap();
        let lines = io::read_to_string(File::open(path).unwrap()).unwrap();
        assert_eq!(lines.lines().count(), 50);
        assert!(lines.starts_with("{\"path\":\"a.jsonl\",\"line\":1,"));
    }

    #[test]
    fn a_file_that_cannot_be_made_is_an_error_that_names_it() {
        let error = Watch::new(Shown::Nothing, Some(Path::new("/nowhere/errors.jsonl"))).err().unwrap();
        assert!(error.to_string().starts_with("/nowhere/errors.jsonl: can't be written: "));
    }
}
