use std::{
    fmt::Display,
    io::{self, BufWriter, IsTerminal, Write},
};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use whosaid::{
    render::{Human, Renderer, clean},
    report::Problem,
};

use super::{Failure, output::Output};

/// Lines longer than this tire the eye, however wide the terminal.
const WIDEST: usize = 100;
/// Width of what goes into a file or a pipe.
const UNKNOWN: usize = 80;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Color {
    // On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// Where answers and messages go, and how they may look there.
#[derive(Debug)]
pub struct Screen {
    color: ColorChoice,
    width: usize,
}

impl Screen {
    /// The process's standard streams.
    pub fn new(color: Color) -> Self {
        let color = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let columns = terminal_size::terminal_size_of(io::stdout()).map(|(columns, _)| usize::from(columns.0));
        Self { color, width: columns.map_or(UNKNOWN, |columns| columns.min(WIDEST)) }
    }

    /// How text for people is laid out here.
    pub fn human(&self) -> Human {
        Human { width: self.width }
    }

    /// Writes an answer in the form that was asked for.
    ///
    /// # Errors
    /// When standard output takes no more.
    pub fn answer(
        &self,
        output: Output,
        write: impl FnOnce(&dyn Renderer, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let renderer = output.renderer(self);
        let write = |out: &mut dyn Write| write(&*renderer, out);
        if output == Output::People { self.people(write) } else { Self::scripts(write) }
    }

    /// Writes text for people to standard output.
    ///
    /// # Errors
    /// When standard output takes no more.
    pub fn people(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        flushed(BufWriter::new(AutoStream::new(io::stdout().lock(), self.color)), write)
    }

    /// Writes data for scripts to standard output, byte for byte.
    ///
    /// # Errors
    /// When standard output takes no more.
    pub fn scripts(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        flushed(BufWriter::new(io::stdout().lock()), write)
    }

    /// Writes text for people beside the answer: to standard error.
    pub fn people_aside(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // Nobody is left to tell when standard error is closed.
        let _ = write(&mut stderr);
    }

    /// Says something beside the answer: to standard error.
    pub fn aside(&self, text: &str) {
        self.message(Style::new(), "", text);
    }

    /// Says what could not be done, when the rest goes on.
    pub fn warning(&self, problem: &Problem) {
        self.message(AnsiColor::Yellow.on_default().bold(), "warning: ", &problem.to_string());
    }

    /// Says why nothing came of it.
    pub fn error(&self, why: &impl Display) {
        self.message(AnsiColor::Red.on_default().bold(), "error: ", &why.to_string());
    }

    fn message(&self, style: Style, label: &str, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(stderr, "{style}{label}{style:#}{}", clean(text));
    }

    /// Somebody watches standard error, so that a bar may move there.
    pub fn is_watched() -> bool {
        io::stderr().is_terminal()
    }
}

fn flushed(
    mut out: BufWriter<impl Write>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    write(&mut out)?;
    Ok(out.flush()?)
}
