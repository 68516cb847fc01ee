//! The nouns: what every other room takes or gives. Plain data; the only logic here is what keeps it valid.

mod annotated;
mod explanation;
mod published;
mod quote;
mod span;
mod title;

pub use annotated::{Annotated, Entity, EntityKind};
pub use explanation::{Answer, Candidate, Decision, Explanation, Ground, Question, Reason, Rule};
pub use published::Published;
pub use quote::{Quote, QuoteKind, Speaker, Step};
pub use span::Span;
pub use title::{title_in_full, title_in_short};

use serde::{Deserialize, Serialize};

/// One news article as a format reader gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its own id where the record has one, else its url, else derived from path and content: the same on every machine.
    pub id: String,
    /// Headline; empty when the source gives none.
    pub title: String,
    /// The text that all [`Span`]s point into. Paragraphs are separated by a line break or more.
    pub body: String,
    /// Newspaper, agency, broadcaster or site that published it. Never called a "source": that is who spoke.
    pub outlet: Option<String>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// When it was published, as exactly as the record says.
    pub published: Option<Published>,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 code, lower case ("en").
    pub language: Option<String>,
    /// Where its bytes are.
    pub place: Place,
}

/// Where an article's bytes are: a file, and for each part of the body the line in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's path as the index shows it: `/` between its parts.
    pub path: String,
    /// Ascending marks: from `offset` (UTF-8 bytes into the body) on, the text stands in `line` (from 1) of the file.
    ///
    /// A record of JSON Lines has one mark, its own line; plain text has one per paragraph.
    pub lines: Vec<LineMark>,
}

/// From `offset` on, the body stands in line `line` of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMark {
    /// UTF-8 bytes into [`Article::body`].
    pub offset: u32,
    /// Line of the file, from 1.
    pub line: u32,
}

impl Place {
    /// A place where everything stands in one line, as a JSON Lines record does.
    #[must_use]
    pub fn at_line(path: impl Into<String>, line: u32) -> Self {
        Self { path: path.into(), lines: vec![LineMark { offset: 0, line }] }
    }

    /// The line of the file in which the text at `offset` of the body stands.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        let after = self.lines.partition_point(|mark| mark.offset <= offset);
        after.checked_sub(1).map_or(1, |mark| self.lines[mark].line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_offset_is_in_the_line_of_the_last_mark_before_it() {
        let place = Place {
            path: "a.txt".into(),
            lines: vec![LineMark { offset: 0, line: 3 }, LineMark { offset: 40, line: 5 }],
        };
        assert_eq!([place.line_of(0), place.line_of(39), place.line_of(40), place.line_of(99)], [3, 3, 5, 5]);
        assert_eq!(Place::default().line_of(7), 1);
    }
}
