use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::render::clean;

/// Styled text that is folded into lines between words.
///
/// Everything that people read is written through one, so this is also where text is made safe for terminals.
#[derive(Debug, Default)]
pub(super) struct Flow {
    words: Vec<Word>,
    /// The next text without a space in front goes on with the last word.
    in_word: bool,
}

/// What stands between two spaces; its style may change on the way: “**sovereignty**,”
#[derive(Debug, Default)]
struct Word {
    runs: Vec<(Style, String)>,
    columns: usize,
}

impl Flow {
    /// A flow with one text in one style.
    pub(super) fn of(style: Style, text: &str) -> Self {
        Self::default().with(style, text)
    }

    /// The same with more text after it.
    pub(super) fn with(mut self, style: Style, text: &str) -> Self {
        self.push(style, text);
        self
    }

    /// Adds text; runs of spaces and line breaks count as one space.
    pub(super) fn push(&mut self, style: Style, text: &str) {
        for (index, part) in clean(text).split(' ').enumerate() {
            self.in_word &= index == 0;
            if part.is_empty() {
                continue;
            }
            if !self.in_word {
                self.words.push(Word::default());
                self.in_word = true;
            }
            let word = self.words.last_mut().expect("a word was just begun or goes on");
            word.columns += part.width();
            // No-break spaces have held the word together; those who copy it want plain ones.
            word.runs.push((style, part.replace('\u{a0}', " ")));
        }
    }

    /// Adds another flow; a word that was open goes on with its first.
    pub(super) fn append(&mut self, other: Self) {
        for (index, word) in other.words.into_iter().enumerate() {
            self.in_word &= index == 0;
            match self.words.last_mut().filter(|_| self.in_word) {
                Some(last) => {
                    last.columns += word.columns;
                    last.runs.extend(word.runs);
                }
                None => self.words.push(word),
            }
        }
        self.in_word = other.in_word;
    }

    /// Writes lines of at most `width` columns, each after `indent` spaces; a word that is wider has a line of its own.
    pub(super) fn write(&self, indent: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let mut rest = self.words.as_slice();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(words_that_fit(rest, width.saturating_sub(indent)));
            write_line(line, indent, out)?;
            rest = after;
        }
        Ok(())
    }
}

/// How many of the words go on one line; at least one.
fn words_that_fit(words: &[Word], columns: usize) -> usize {
    let ends = words.iter().scan(0, |end, word| {
        let start = if *end == 0 { 0 } else { *end + 1 };
        *end = start + word.columns;
        Some(*end)
    });
    ends.take_while(|&end| end <= columns).count().max(1)
}

fn write_line(words: &[Word], indent: usize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:indent$}", "")?;
    let mut open = Style::new();
    for (index, word) in words.iter().enumerate() {
        for (run, (style, text)) in word.runs.iter().enumerate() {
            let space = if run == 0 && index > 0 { " " } else { "" };
            if *style == open {
                write!(out, "{space}{text}")?;
            } else {
                write!(out, "{open:#}{space}{style}{text}")?;
                open = *style;
            }
        }
    }
    writeln!(out, "{open:#}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(flow: &Flow, indent: usize, width: usize) -> String {
        let mut out = Vec::new();
        flow.write(indent, width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_between_words_only() {
        let flow = Flow::of(Style::new(), "never accept the presence of incomprehensibilities here");
        assert_eq!(lines(&flow, 2, 14), "  never accept\n  the presence\n  of\n  incomprehensibilities\n  here\n");
    }

    #[test]
    fn a_word_may_change_its_style_without_a_space() {
        let flow = Flow::of(Style::new(), "our “").with(Style::new().bold(), "sovereignty").with(Style::new(), "” now");
        assert_eq!(lines(&flow, 0, 80), "our “\x1b[1msovereignty\x1b[0m” now\n");
        assert_eq!(lines(&flow, 0, 8), "our\n“\x1b[1msovereignty\x1b[0m”\nnow\n");
    }

    #[test]
    fn a_no_break_space_holds_words_together_and_is_shown_as_a_plain_one() {
        assert_eq!(lines(&Flow::of(Style::new(), "one two\u{a0}three"), 0, 8), "one\ntwo three\n");
    }

    #[test]
    fn neighbours_in_one_style_share_their_escapes() {
        assert_eq!(lines(&Flow::of(Style::new().dimmed(), "one two"), 0, 80), "\x1b[2mone two\x1b[0m\n");
    }

    #[test]
    fn wide_characters_count_as_two_columns() {
        assert_eq!(lines(&Flow::of(Style::new(), "主権 主権"), 0, 8), "主権\n主権\n");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_unless_it_is_one_word(text in "[a-zé ]{0,200}", width in 1usize..40) {
            let flow = Flow::of(Style::new(), &text);
            let lines = lines(&flow, 0, width);
            for line in lines.lines() {
                prop_assert!(line.width() <= width || !line.contains(' '));
            }
            prop_assert_eq!(lines.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        }
    }
}
