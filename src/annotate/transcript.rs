//! Transcripts: paragraphs that begin with who speaks, "TANSLEY: Good morning."

use super::{mark::Region, reading::Reading};
use crate::{lexicon::class, text::TokenKind};

/// Fewer turns are no transcript: "Note: …" happens in any article.
const LEAST_TURNS: usize = 3;
/// A label has at most so many words: "MARGUERITE TANSLEY, HOST".
const LONGEST_LABEL: usize = 6;

/// Puts the turns of a transcript in the place of the regions of their paragraphs: what stands in marks inside a turn is
/// the speaker's quotation of somebody else.
#[must_use]
pub fn with_turns(reading: &Reading, regions: Vec<Region>) -> Vec<Region> {
    let turns: Vec<Region> = (0..reading.paragraphs.len()).filter_map(|paragraph| turn(reading, paragraph)).collect();
    let capitals = turns.iter().filter(|turn| is_all_capitals(reading, turn)).count();
    if turns.len() < LEAST_TURNS || capitals * 2 < turns.len() {
        return regions;
    }
    let is_turn = |region: &Region| turns.binary_search_by_key(&region.paragraph, |turn| turn.paragraph).is_ok();
    let mut all: Vec<Region> = regions.into_iter().filter(|region| !is_turn(region)).collect();
    all.extend(turns);
    all.sort_by_key(|region| region.outer.start);
    all
}

/// What stands behind the label of a paragraph that has one.
fn turn(reading: &Reading, paragraph: usize) -> Option<Region> {
    let mut words = reading.paragraphs[paragraph].clone();
    // A transcript that an article quotes has its marks before the labels.
    if !words.is_empty() && matches!(reading.text(words.start), "“" | "\"") {
        words.start += 1;
    }
    let colon = (words.start..words.end.min(words.start + LONGEST_LABEL + 2)).find(|&at| reading.reads(at, ":"))?;
    let is_label = |at: usize| {
        let word = &reading.words[at];
        word.capital && word.classes & class::TIME == 0
            || word.kind == TokenKind::Mark && matches!(reading.text(at), "," | "." | "(" | ")")
    };
    let label = words.start..colon;
    if label.is_empty() || label.len() > LONGEST_LABEL || colon + 1 >= words.end || !label.clone().all(is_label) {
        return None;
    }
    let inner = reading.span(&(colon + 1..words.end));
    Some(Region { inner, outer: inner, paragraph, closed: true, continues: false, turn: true })
}

fn is_all_capitals(reading: &Reading, turn: &Region) -> bool {
    let start = reading.paragraph_spans[turn.paragraph].from();
    let label = &reading.body[start..turn.inner.from()];
    label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
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
    fn a_single_label_is_no_transcript() {
        assert_eq!(regions("NOTE: This is new.\n\nAnn Lee said: “It is.”"), ["It is."]);
    }
}
