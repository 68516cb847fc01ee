use std::{
    io::{self, ErrorKind},
    path::PathBuf,
    process::ExitCode,
};

use whosaid::{engine::EngineError, format, index::IndexError, query::MOST_LEFT_OUT};

/// How a command ended, as the shell sees it; the codes of grep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, or something found: 0.
    Done,
    /// Nothing found: 1.
    NothingFound,
    /// An error: 2.
    Failed,
    /// Stopped with Ctrl-C: 130.
    Interrupted,
}

impl Exit {
    /// `Done` when something was found.
    pub fn found(something: bool) -> Self {
        if something { Self::Done } else { Self::NothingFound }
    }

    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NothingFound => 1,
            Self::Failed => 2,
            // 128 and the number of SIGINT, as shells have it.
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command could not be done. Each message names the file, the reason and, where there is one, the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Neither question nor flag says what to look for.
    #[error("nothing asked (give a question, such as `who said sovereignty`, or a flag, such as --speaker)")]
    NothingAsked,
    /// More hits are to be left out than are ranked for it.
    #[error(
        "--offset {offset} is more than {} (the limit): narrow the question by words, dates or outlets, or take all at once with --limit",
        MOST_LEFT_OUT
    )]
    TooFarOff {
        /// So many were to be left out.
        offset: usize,
    },
    /// No index was named and none is near.
    #[error("no index in {} or above it (make one with `whosaid index FOLDER`, or name one with --index)", folder.display())]
    NoIndex {
        /// Where the search began.
        folder: PathBuf,
    },
    /// The index can't answer.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The index can't be opened or written.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A file that was named on the command line can't be read.
    #[error("{}: can't be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The table that was named with --fields can't be used.
    #[error("{}:{line}: not four columns parted by tabs: file, title, day, authors", .path.display())]
    Labels {
        /// Which.
        path: PathBuf,
        /// The first line that is wrong.
        line: u32,
    },
    /// The table that was named with --metadata can't be used.
    #[error("{}: {source}", path.display())]
    Unusable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: format::Unusable,
    },
    /// A file that was named on the command line can't be written.
    #[error("{}: can't be written: {source}", path.display())]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The current folder is gone, or may not be looked at.
    #[error("can't tell which folder this is: {0} (name the index: --index FOLDER)")]
    Nowhere(io::Error),
    /// Standard output takes no more.
    #[error("can't write the answer: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Whoever reads our output has gone.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == ErrorKind::BrokenPipe)
    }
}
