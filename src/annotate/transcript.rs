//! Transcripts: paragraphs that begin with who speaks, "TANSLEY: Good morning."

use std::ops::Range;

use super::{
    mark::{self, Region},
    reading::Reading,
};
use crate::{lexicon::class, text::TokenKind};

/// Fewer turns are no transcript: "Note: …" happens in any article.
const LEAST_TURNS: usize = 3;
/// A label has at most so many words: "MARGUERITE TANSLEY, HOST".
const LONGEST_LABEL: usize = 6;

/// A paragraph with a label.
struct Turn {
    paragraph: usize,
    /// Tokens of the label.
    label: Range<usize>,
    /// Tokens of what is said.
    said: Range<usize>,
}

/// Puts the turns of a transcript in the place of the regions of their paragraphs: what stands in marks inside a turn is
/// the speaker's quotation of somebody else.
#[must_use]
pub fn with_turns(reading: &Reading, regions: Vec<Region>) -> Vec<Region> {
    let turns: Vec<Turn> = (0..reading.paragraphs.len()).filter_map(|paragraph| turn(reading, paragraph)).collect();
    if !is_transcript(reading, &turns) {
        return regions;
    }
    let mut said: Vec<Region> = Vec::new();
    for (index, turn) in turns.iter().enumerate() {
        let next = turns.get(index + 1).map_or(turn.paragraph + 1, |next| next.paragraph);
        said.push(region(reading, turn, turn.paragraph, turn.said.clone(), false));
        for paragraph in turn.paragraph + 1..next {
            if !goes_on(reading, paragraph, &regions) {
                break;
            }
            said.push(region(reading, turn, paragraph, reading.paragraphs[paragraph].clone(), true));
        }
    }
    mark::replaced(regions, said)
}

fn region(reading: &Reading, turn: &Turn, paragraph: usize, said: Range<usize>, continues: bool) -> Region {
    let inner = reading.span(&said);
    Region { inner, outer: inner, paragraph, closed: true, continues, label: Some(reading.span(&turn.label)) }
}

/// Labels come again, and are short forms in capitals, letters of an interview, or names.
fn is_transcript(reading: &Reading, turns: &[Turn]) -> bool {
    if turns.len() < LEAST_TURNS {
        return false;
    }
    let strict = turns.iter().filter(|turn| is_capitals(reading, &turn.label) || asks(reading, &turn.label)).count();
    let mut last_words: Vec<&str> = turns.iter().map(|turn| reading.text(turn.label.end - 1)).collect();
    last_words.sort_unstable();
    let again = last_words.windows(2).filter(|pair| pair[0] == pair[1]).count();
    // From the first to the last turn nearly every paragraph is one.
    let stretch = turns.last().map_or(0, |last| last.paragraph - turns[0].paragraph + 1);
    strict * 2 >= turns.len() || again >= 2 && turns.len() * 2 > stretch
}

/// What stands behind the label of a paragraph that has one.
fn turn(reading: &Reading, paragraph: usize) -> Option<Turn> {
    let mut words = reading.paragraphs[paragraph].clone();
    // A transcript that an article quotes has its marks before the labels.
    if !words.is_empty() && matches!(reading.text(words.start), "“" | "\"") {
        words.start += 1;
    }
    let letter = words.start < words.end && matches!(reading.text(words.start), "Q." | "A.");
    let (label, said) = if letter {
        (words.start..words.start + 1, words.start + 1..words.end)
    } else {
        let colon = (words.start..words.end.min(words.start + LONGEST_LABEL + 2)).find(|&at| reading.reads(at, ":"))?;
        (words.start..colon, colon + 1..words.end)
    };
    let is_label = |at: usize| {
        let word = &reading.words[at];
        word.capital && word.classes & class::TIME == 0
            || word.kind == TokenKind::Mark && matches!(reading.text(at), "," | "." | "(" | ")")
    };
    let is_short = !label.is_empty() && label.len() <= LONGEST_LABEL && !said.is_empty();
    (is_short && label.clone().all(is_label)).then_some(Turn { paragraph, label, said })
}

/// A paragraph without label goes on with the turn before it when somebody speaks in it, and nobody is quoted.
fn goes_on(reading: &Reading, paragraph: usize, regions: &[Region]) -> bool {
    let words = reading.paragraphs[paragraph].clone();
    // Regions are in order.
    let first = regions.get(regions.partition_point(|region| region.paragraph < paragraph));
    let quotes =
        first.is_some_and(|region| region.paragraph == paragraph && region.outer.start == reading.span(&words).start);
    let speaks = words.clone().any(|at| reading.is(at, class::FIRST_PERSON | class::SECOND_PERSON));
    let is_aside = reading.reads(words.start, "(") || reading.reads(words.start, "[");
    speaks && !quotes && !is_aside
}

/// The label of a question or an answer whose speaker is named elsewhere: "Q", "Answer".
fn asks(reading: &Reading, label: &Range<usize>) -> bool {
    is_question(reading.text(label.start)) || is_answer(reading.text(label.start))
}

/// "Q", "Question": who asks.
#[must_use]
pub fn is_question(label: &str) -> bool {
    matches!(label.trim_end_matches('.'), "Q" | "Question" | "QUESTION" | "Interviewer")
}

/// "A", "Answer": who is asked.
#[must_use]
pub fn is_answer(label: &str) -> bool {
    matches!(label.trim_end_matches('.'), "A" | "Answer" | "ANSWER")
}

fn is_capitals(reading: &Reading, label: &Range<usize>) -> bool {
    reading.span(label).of(reading.body).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::mark, lexicon::Lexicon};

    fn regions(body: &str) -> Vec<&str> {
        let reading = Reading::new(body, Lexicon::english());
        let marked = mark::regions(body, &reading.paragraph_spans);
        with_turns(&reading, marked).into_iter().map(|region| region.inner.of(body)).collect()
    }

    #[test]
    fn turns_are_found_and_what_they_quote_is_theirs() {
        let body = "The strike began.\n\nANN LEE, HOST: Good morning.\n\nRAY: He said “go” to us.\n\nLEE: Thank you.";
        assert_eq!(regions(body), ["Good morning.", "He said “go” to us.", "Thank you."]);
    }

    #[test]
    fn an_interview_is_a_transcript_and_an_answer_may_have_paragraphs() {
        let body = "Ann Lee runs the mill.\n\nQ: Is it loud?\n\nA: Very.\n\nI like it so.\n\nThe mill shut at six.\n\nQ: And now?\n\nA: Quiet.";
        assert_eq!(regions(body), ["Is it loud?", "Very.", "I like it so.", "And now?", "Quiet."]);
        let named = "Ann Lee: Is it loud?\n\nBo Ray: Very.\n\nLee: And now?\n\nRay: Quiet.";
        assert_eq!(regions(named).len(), 4);
    }

    #[test]
    fn a_single_label_is_no_transcript() {
        assert_eq!(regions("NOTE: This is new.\n\nAnn Lee said: “It is.”"), ["It is."]);
    }
}
