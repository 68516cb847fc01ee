//! Words that the end of a line breaks.

use rustc_hash::FxHashSet;

/// A line for which a hyphen ends it, of so many at least, where the text breaks words: columns of newspapers do in one line
/// of six; programs that wrap at the hyphens of "well-known" in one of fifty.
const ONE_OF: usize = 20;
/// Fewer say nothing.
const FEWEST: usize = 3;

/// What the ends of a text's lines are.
#[derive(Debug, Default)]
pub(in crate::format) struct LineEnds {
    /// Of the words that a line's end breaks: as they are written inside a line elsewhere, whole or with the hyphen, in lower
    /// case.
    elsewhere: FxHashSet<String>,
    /// Words are broken between their syllables.
    breaks_words: bool,
}

impl LineEnds {
    /// Of lines that are wrapped, though it is not known how.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut broken: Vec<(&str, &str)> = Vec::new();
        let (mut count, mut above) = (0, "");
        for line in lines.clone() {
            if let Some(parts) = broken_word(above, line) {
                broken.push(parts);
            }
            count += 1;
            above = line;
        }
        let breaks_words = broken.len() >= FEWEST && broken.len() * ONE_OF >= count;
        let forms = |(last, first): &(&str, &str)| [format!("{last}{first}"), format!("{last}-{first}")];
        let forms: FxHashSet<String> = broken.iter().flat_map(forms).map(|form| form.to_lowercase()).collect();
        if forms.is_empty() {
            return Self::default();
        }
        let words =
            lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '-')).map(str::to_lowercase);
        Self { elsewhere: words.filter(|word| forms.contains(word)).collect(), breaks_words }
    }

    /// Of a page that is set in columns.
    pub fn of_columns<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self { breaks_words: true, ..Self::of(lines) }
    }

    /// Adds a line to its paragraph: behind a space, but for a word that is broken, and for one that is broken at its own
    /// hyphen ("well-", "Anglo-") or dash.
    pub fn join(&self, paragraph: &mut String, line: &str) {
        if paragraph.ends_with(SOFT) {
            paragraph.pop();
        } else if let Some((last, first)) = broken_word(paragraph, line) {
            if self.is_one_word(last, first) {
                paragraph.pop();
            }
        } else if !ends_open(paragraph, line) {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }

    /// Whether the hyphen is the line's and not the word's own.
    fn is_one_word(&self, last: &str, first: &str) -> bool {
        let elsewhere = |form: String| self.elsewhere.contains(&form.to_lowercase());
        !elsewhere(format!("{last}-{first}")) && (self.breaks_words || elsewhere(format!("{last}{first}")))
    }
}

/// Hyphens that are never a word's own.
const SOFT: [char; 3] = ['\u{ad}', '¬', '⸗'];

/// The two parts of a word that may be broken: letters before a hyphen at the end, a small letter at the beginning.
fn broken_word<'a>(above: &'a str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let last = above.strip_suffix(['-', '\u{2010}'])?;
    let begin = last
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + last[at..].chars().next().map_or(0, char::len_utf8));
    let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
    let (last, first) = (&last[begin..], &line[..end]);
    (last.ends_with(char::is_alphabetic) && first.starts_with(char::is_lowercase)).then_some((last, first))
}

/// Whether a line ends with a hyphen or a dash behind which no space belongs.
fn ends_open(above: &str, line: &str) -> bool {
    let mut end = above.chars().rev();
    match (end.next(), end.next()) {
        (Some('-'), Some(before)) => before.is_alphabetic() && line.starts_with(char::is_alphabetic),
        (Some('—'), Some(before)) => !before.is_whitespace() && before != '—',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str], ends: &LineEnds) -> String {
        let mut paragraph = lines[0].to_owned();
        lines[1..].iter().for_each(|line| ends.join(&mut paragraph, line));
        paragraph
    }

    #[test]
    fn columns_break_words_and_a_word_that_has_its_hyphen_elsewhere_keeps_it() {
        let lines = ["The har-", "bour is a well-", "known place. A well-known", "pilot will resi-", "gn, he said."];
        let expected = "The harbour is a well-known place. A well-known pilot will resign, he said.";
        assert_eq!(joined(&lines, &LineEnds::of_columns(lines.into_iter())), expected);
        assert_eq!(joined(&lines, &LineEnds::of(lines.into_iter())), expected);
    }

    #[test]
    fn where_few_lines_end_so_the_hyphen_is_the_words_own() {
        let mut lines = vec!["It is a well-", "known place, the har-", "bour. Our harbour"];
        lines.extend(["is old and has no ships"; 60]);
        let text = joined(&lines, &LineEnds::of(lines.iter().copied()));
        assert!(text.starts_with("It is a well-known place, the harbour. Our harbour is old"), "{text}");
    }

    #[test]
    fn hyphens_before_capitals_dashes_and_soft_hyphens() {
        let ends = LineEnds::default();
        for (above, line, expected) in [
            ("the Franco-", "German border", "the Franco-German border"),
            ("he said yes—", "and left", "he said yes—and left"),
            ("he said —", "and left", "he said — and left"),
            ("from -", "5 degrees", "from - 5 degrees"),
            ("the har¬", "bour", "the harbour"),
            ("the har\u{ad}", "bour", "the harbour"),
            ("ten", "ships", "ten ships"),
            ("", "ships", " ships"),
        ] {
            assert_eq!(joined(&[above, line], &ends), expected, "{above}|{line}");
        }
    }
}
