//! Partial failure as data: a file that can't be read is a [`Problem`], counted and shown at the end, and the run goes on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that went wrong with one file or one record of it, told so that the reader can mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as it was given or found.
    pub path: String,
    /// Line of the file (from 1), where that is known.
    pub line: Option<u32>,
    /// What is wrong: "not UTF-8 text", "JSON ends in the middle of a record".
    pub what: String,
    /// What to do about it, where there is something to do.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem with the whole file.
    pub fn new(path: impl Into<String>, what: impl fmt::Display) -> Self {
        Self { path: path.into(), line: None, what: what.to_string(), remedy: None }
    }

    /// The same, at a line of the file.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(f, " ({remedy})")?;
        }
        Ok(())
    }
}
