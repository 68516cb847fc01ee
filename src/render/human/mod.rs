//! For people: speaker first, then the words, then where they stand.

mod article;
mod explanation;
mod findings;
mod flow;
mod formats;
mod hit;
mod hits;
mod speakers;
mod statistics;
mod style;
mod summary;

use std::io::{self, Write};

use super::{Inspected, KnownFormat, Renderer};
use crate::{
    article::{Annotated, Explanation},
    query::{Also, Hits, IndexStatistics, SpeakerSummary},
    report::{Findings, Report},
};

/// Text for people, with ANSI styles; a stream that wants none takes them out (`anstream`).
#[derive(Clone, Copy, Debug)]
pub struct Human {
    /// Columns of a line. Words are never cut, so that a long path may be wider.
    pub width: usize,
}

impl Human {
    /// Writes an article and where else it stands, with its quotations marked and, after it, one by one, how each was attributed.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn article(&self, annotated: &Annotated, also: &[Also], out: &mut dyn Write) -> io::Result<()> {
        article::write(annotated, also, None, self.width, out)
    }

    /// Writes the same, and of each quotation why it was taken for one and attributed so.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn explained(
        &self,
        annotated: &Annotated,
        also: &[Also],
        explanations: &[Explanation],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        article::write(annotated, also, Some(explanations), self.width, out)
    }

    /// Writes which formats are read, and how each is told.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn formats(&self, formats: &[KnownFormat], out: &mut dyn Write) -> io::Result<()> {
        formats::write(formats, self.width, out)
    }

    /// Writes what files were found to be.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn inspected(&self, files: &[Inspected], out: &mut dyn Write) -> io::Result<()> {
        formats::write_inspected(files, self.width, out)
    }

    /// Writes what an index holds.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn statistics(&self, statistics: &IndexStatistics, out: &mut dyn Write) -> io::Result<()> {
        statistics::write(statistics, self.width, out)
    }

    /// Writes whether an index is sound, and all that is not.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn findings(&self, findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
        findings::write(findings, self.width, out)
    }

    /// Writes what a run over files did.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn summary(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        summary::write(report, self.width, out)
    }

    /// Writes what a run could not do, and nothing when there is nothing to tell.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn problems(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        summary::write_problems(report, self.width, out)
    }

    /// What a run did, in one line without its end: "indexed 64 articles with 712 quotations from 60 files".
    #[must_use]
    pub fn summary_line(report: &Report) -> String {
        summary::line(report)
    }
}

impl Renderer for Human {
    fn hits(&self, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
        hits::write(hits, self.width, out)
    }

    fn speakers(&self, speakers: &[SpeakerSummary], out: &mut dyn Write) -> io::Result<()> {
        speakers::write(speakers, self.width, out)
    }
}

/// "1 quotation", "2 quotations", "12,345 quotations".
fn counted(count: u64, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {one}{plural}", grouped_digits(count))
}

/// The number with a comma between thousands.
fn grouped_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "2019-03-04", "2019-03-04 to 2024-05-06".
fn period(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let (first, last) = (day(first?), day(last?));
    Some(if first == last { first.to_owned() } else { format!("{first} to {last}") })
}

/// How many in a hundred, rounded down, so that only all is 100; `None` of nothing.
fn percent(part: u64, whole: u64) -> Option<u64> {
    (part * 100).checked_div(whole)
}

/// The day of an RFC 3339 text.
fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}

/// The first few of a list, and how many more there are.
fn few(items: &[String]) -> Option<String> {
    const SHOWN: usize = 4;
    let (shown, more) = items.split_at(items.len().min(SHOWN));
    match (shown, more.len()) {
        ([], _) => None,
        (_, 0) => Some(shown.join(", ")),
        (_, more) => Some(format!("{} and {more} more", shown.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_like_english() {
        assert_eq!(
            [counted(1, "hit"), counted(0, "hit"), counted(1_234_567, "hit")],
            ["1 hit", "0 hits", "1,234,567 hits"]
        );
        assert_eq!([grouped_digits(999), grouped_digits(1000)], ["999", "1,000"]);
    }

    #[test]
    fn a_period_of_one_day_is_that_day() {
        assert_eq!(period(Some("2019-03-04"), Some("2019-03-04T23:00:00Z")).unwrap(), "2019-03-04");
        assert_eq!(period(None, Some("2019-03-04")), None);
    }

    #[test]
    fn only_all_is_a_hundred_percent() {
        assert_eq!([percent(999, 1000), percent(1000, 1000), percent(0, 0)], [Some(99), Some(100), None]);
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).into();
        assert_eq!(few(&names).unwrap(), "a, b, c, d and 2 more");
        assert_eq!(few(&[]), None);
    }
}
