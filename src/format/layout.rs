//! Where the paragraphs of plain text are: between blank lines, or one a line; hard-wrapped lines are joined again.

use super::{chrome, draft::Paragraph, heading, repair::LineEnds};

/// Widths, in characters, at which people and programs wrap text.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;

/// How much shorter than the rest a full line may be, in characters: people wrap by eye.
const RAGGED: usize = 8;

/// A line of text and where it stands.
struct Line<'a> {
    /// In the file, from 1.
    number: u32,
    /// Without white space at its ends.
    text: &'a str,
    /// Begins with white space.
    indented: bool,
}

/// The paragraphs of `text`, which begins in line `first_line` of its file; lines of site chrome left out.
pub(super) fn paragraphs(text: &str, first_line: u32) -> Vec<Paragraph> {
    let lines = lines(text, first_line);
    // Labels are lines of their own, however full they are.
    let blank = lines.iter().take_while(|line| line.text.is_empty()).count();
    let labels = blank + heading::labels(lines[blank..].iter().map(|line| line.text));
    let (labels, story) = lines.split_at(labels);
    let width = wrapped_at(story);
    let ends = width.map(|_| LineEnds::of(story.iter().map(|line| line.text))).unwrap_or_default();
    let labels = labels.iter().filter(|line| !line.text.is_empty());
    let label = |line: &Line| Paragraph { line: line.number, text: line.text.to_owned(), apart: false };
    let mut paragraphs: Vec<Paragraph> = labels.map(label).collect();
    let mut above: Option<&Line> = None;
    for line in story {
        if line.text.is_empty() {
            above = None;
            continue;
        }
        match (above, width, paragraphs.last_mut()) {
            (Some(above), Some(width), Some(paragraph)) if goes_on(above, line, width) => {
                ends.join(&mut paragraph.text, line.text);
            }
            _ => paragraphs.push(Paragraph { line: line.number, text: line.text.to_owned(), apart: above.is_none() }),
        }
        above = Some(line);
    }
    paragraphs
}

/// All lines; one of site chrome counts as blank.
fn lines(text: &str, first_line: u32) -> Vec<Line<'_>> {
    let mut number = first_line;
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(ends_line).unwrap_or(rest.len());
        let (raw, after) = rest.split_at(end);
        let trimmed = raw.trim();
        let text = if chrome::is_chrome(trimmed) { "" } else { trimmed };
        lines.push(Line { number, text, indented: raw.starts_with([' ', '\t', '\u{a0}', '\u{3000}']) });
        let mut following = after.chars();
        let broken_by = following.next();
        rest = match following.as_str().strip_prefix('\n') {
            Some(rest) if broken_by == Some('\r') => rest,
            _ => following.as_str(),
        };
        // Editors count neither Unicode's separators nor form feeds as lines.
        number = number.saturating_add(u32::from(matches!(broken_by, Some('\n' | '\r'))));
    }
    lines
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

/// The width at which the text is hard-wrapped, in characters; `None` when its lines are paragraphs of their own.
///
/// Wrapped lines are full: the next line's first word would not have fitted. And they end where the width ends, seldom
/// with a sentence.
fn wrapped_at(lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = lines
        .windows(2)
        .map(|pair| (&pair[0], &pair[1]))
        .filter(|(above, line)| !above.text.is_empty() && !line.text.is_empty())
        .collect();
    // A pair may be a headline and its story: two pairs prove nothing.
    if pairs.len() < 3 {
        return None;
    }
    let mut lengths: Vec<usize> = pairs.iter().map(|(above, _)| length(above)).collect();
    lengths.sort_unstable();
    // Not the longest: an address that can't be broken may stick out.
    let width = lengths[lengths.len() * 9 / 10];
    let full = pairs.iter().filter(|(above, line)| is_full(above, line, width)).count();
    let mid_sentence = pairs.iter().filter(|(above, _)| !ends_sentence(above.text)).count();
    (WIDTHS.contains(&width) && full * 100 >= pairs.len() * 80 && mid_sentence * 2 >= pairs.len()).then_some(width)
}

/// Whether a line of wrapped text goes on with the paragraph of the line above.
fn goes_on(above: &Line, line: &Line, width: usize) -> bool {
    let begins =
        line.indented && !above.indented || line.text.starts_with(['•', '*', '·', '–']) || line.text.starts_with("- ");
    is_full(above, line, width) && !begins
}

/// Whether the first word of `line` would not have fitted into the line above; where a sentence ends, without any margin.
fn is_full(above: &Line, line: &Line, width: usize) -> bool {
    let margin = if ends_sentence(above.text) { 0 } else { RAGGED };
    let first_word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    length(above) + 1 + first_word + margin > width
}

fn length(line: &Line) -> usize {
    // Wrapping counts the indentation of a paragraph's first line, which is rarely more than a few characters.
    line.text.chars().count() + if line.indented { 2 } else { 0 }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '\'', '’', ')', '»']).ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(u32, String)> {
        paragraphs(text, 1).into_iter().map(|paragraph| (paragraph.line, paragraph.text)).collect()
    }

    const WRAPPED: &str = "\
The harbour of the old town will stay closed for another week, the
port authority said on Tuesday, after talks with the pilots broke
down. “We will not sail before we are paid,” their speaker, Mari
Tamm, told reporters.

The mayor, who had cake for forty people in his room, called it a well-
known trick. He had expected that the ships would be moving again by
the end of the month and that nobody would lose any money by it.
";

    #[test]
    fn hard_wrapped_lines_are_joined_and_paragraphs_keep_their_lines() {
        let found = texts(WRAPPED);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].1.ends_with("“We will not sail before we are paid,” their speaker, Mari Tamm, told reporters.")
        );
        assert!(found[0].1.contains("closed for another week, the port authority"));
        assert_eq!((found[0].0, found[1].0), (1, 6));
        assert!(found[1].1.contains("a well-known trick."), "{}", found[1].1);
    }

    #[test]
    fn a_line_that_had_room_left_ends_its_paragraph() {
        let text = WRAPPED.replace("\n\nThe mayor", "\nThe mayor");
        let found = texts(&text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].1.starts_with("The mayor, who"));
    }

    #[test]
    fn lines_of_their_own_are_not_joined() {
        let lines = "The council met on Monday and again on Tuesday, without any result to speak of.\nNobody came.\n\
                     “It is a pity,” said the mayor, who had brought cake for forty people and a speech.\nThe cake was good.\n";
        assert_eq!(texts(lines).len(), 4);
        assert_eq!(texts("One.\n\nTwo.\r\n\r\nThree.\rFour.").iter().map(|p| p.0).collect::<Vec<_>>(), [1, 3, 5, 6]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn chrome_goes_and_parts_what_it_stood_between() {
        assert_eq!(
            texts("One is here.\nAdvertisement\nTwo is here."),
            [(1, "One is here.".into()), (3, "Two is here.".into())]
        );
    }
}
