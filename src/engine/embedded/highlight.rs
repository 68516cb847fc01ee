//! Which words of a hit were asked for.

use std::collections::BTreeSet;

use super::terms::{Topic, Word, folded, phrase_terms, stemmed};
use crate::article::{Quote, Span};

/// What is marked in every hit of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    stems: BTreeSet<String>,
    phrases: Vec<Vec<String>>,
}

impl Marks {
    /// Topic words are marked by their stems, phrases as a whole.
    pub fn new(topic: Option<&Topic>, phrases: &[String]) -> Self {
        let words = topic.into_iter().flat_map(|topic| &topic.words);
        Self {
            stems: words.map(|word| word.stem.clone()).collect(),
            phrases: phrases.iter().map(|phrase| phrase_terms(phrase)).filter(|terms| !terms.is_empty()).collect(),
        }
    }

    /// What is marked in a quotation's text (its content with whatever interrupts it), in UTF-8 bytes of that: only words that
    /// were spoken.
    pub fn of(&self, quote: &Quote, text: &str) -> Vec<Span> {
        let pieces = spoken(quote, text);
        let mut spans = Vec::new();
        if !self.stems.is_empty() {
            let words = cut(text, &pieces, stemmed).into_iter();
            spans.extend(words.filter(|(_, word)| self.stems.contains(&word.term)).map(|(_, word)| span(&word)));
        }
        if !self.phrases.is_empty() {
            let words = cut(text, &pieces, folded);
            spans.extend(self.phrases.iter().flat_map(|phrase| occurrences(phrase, &words)));
        }
        merged(spans)
    }
}

/// The spoken pieces, in bytes of the text. A piece that does not fit the text is left out.
fn spoken(quote: &Quote, text: &str) -> Vec<Span> {
    let start = quote.content().start;
    let pieces = quote.pieces.iter();
    let pieces = pieces.map(|piece| Span { start: piece.start - start, end: piece.end - start });
    pieces.filter(|piece| text.get(piece.from()..piece.to()).is_some()).collect()
}

/// The words of all pieces in order, each with its piece's number and its place in the whole text.
fn cut(text: &str, pieces: &[Span], words: fn(&str) -> Vec<Word>) -> Vec<(usize, Word)> {
    let cut_piece = |(number, piece): (usize, &Span)| {
        let start = piece.from();
        let words = words(&text[start..piece.to()]).into_iter();
        words.map(move |word| (number, Word { bytes: word.bytes.start + start..word.bytes.end + start, ..word }))
    };
    pieces.iter().enumerate().flat_map(cut_piece).collect()
}

/// Where a phrase is said: one span for each piece that holds a part of it.
fn occurrences(phrase: &[String], words: &[(usize, Word)]) -> Vec<Span> {
    let said =
        words.windows(phrase.len()).filter(|said| said.iter().zip(phrase).all(|((_, word), term)| word.term == *term));
    let parts = said.flat_map(|said| said.chunk_by(|(piece, _), (next, _)| piece == next));
    parts.map(|part| Span::new(part[0].1.bytes.start, part[part.len() - 1].1.bytes.end)).collect()
}

fn span(word: &Word) -> Span {
    Span::new(word.bytes.start, word.bytes.end)
}

/// The spans in order, those that overlap joined.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{QuoteKind, Step};

    /// A quotation whose spoken pieces are what stands between `[` and `]`, and its text.
    fn quotation(marked: &str) -> (Quote, String) {
        let (mut text, mut pieces, mut open) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => open = text.len(),
                ']' => pieces.push(Span::new(open + 100, text.len() + 100)),
                c => text.push(c),
            }
        }
        let quote = Quote {
            kind: QuoteKind::Direct,
            pieces,
            cue: None,
            source: None,
            speaker: None,
            confidence: 1.0,
            step: Step::Unknown,
        };
        (quote, text)
    }

    fn marks(topic: &str, phrases: &[&str], text: &str) -> Vec<String> {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        let (quote, text) = quotation(text);
        let spans = Marks::new(Some(&Topic::of(topic)), &phrases).of(&quote, &text);
        spans.into_iter().map(|span| span.of(&text).to_owned()).collect()
    }

    #[test]
    fn topic_words_are_marked_by_stem() {
        assert_eq!(marks("the cartel", &[], "[The cartels’ power and one Cartel]"), ["cartels", "Cartel"]);
    }

    #[test]
    fn a_phrase_is_marked_on_both_sides_of_an_interruption() {
        let text = "[We will,]” she said, “[never accept it]";
        assert_eq!(marks("", &["will never ACCEPT"], text), ["will", "never accept"]);
        assert!(marks("", &["she said"], text).is_empty());
    }

    #[test]
    fn accents_marks_and_case_do_not_matter() {
        assert_eq!(marks("", &["senor nunez"], "[Ask “Señor-Núñez” now]"), ["Señor-Núñez"]);
    }

    #[test]
    fn what_overlaps_is_one_mark() {
        assert_eq!(marks("accept", &["never accept", "accept it"], "[never accept it]"), ["never accept it"]);
    }
}
