use std::{iter::Peekable, str::CharIndices};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts text into words: runs of letters and digits.
///
/// Unlike tantivy's own, a word goes on over accents that are characters of their own (as macOS and PDFs write them) and over
/// invisible ones (soft hyphens, zero-width spaces); neither is part of the term.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    token: Token,
}

/// The words of one text.
pub(super) struct WordStream<'a> {
    chars: Peekable<CharIndices<'a>>,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { chars: text.char_indices().peekable(), token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let Some((start, first)) = self.chars.find(|(_, c)| c.is_alphanumeric()) else { return false };
        self.token.offset_from = start;
        self.take(start, first);
        while let Some((at, c)) = self.chars.next_if(|(_, c)| c.is_alphanumeric() || is_silent(*c)) {
            self.take(at, c);
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

impl WordStream<'_> {
    /// Takes a character into the word, which ends with its last letter or accent.
    fn take(&mut self, at: usize, c: char) {
        if !is_silent(c) {
            self.token.text.push(c);
        }
        if !is_invisible(c) {
            self.token.offset_to = at + c.len_utf8();
        }
    }
}

/// Whether a character inside a word is no part of its term.
fn is_silent(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{300}'..='\u{36f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::SimpleTokenizer;

    use super::*;

    fn cut(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<(String, String, usize)> {
        let mut words = Vec::new();
        tokenizer.token_stream(text).process(&mut |token| {
            words.push((token.text.clone(), text[token.offset_from..token.offset_to].to_owned(), token.position));
        });
        words
    }

    fn terms(text: &str) -> Vec<String> {
        cut(&mut Words::default(), text).into_iter().map(|(term, _, _)| term).collect()
    }

    #[test]
    fn accents_of_their_own_and_invisible_characters_do_not_cut_words() {
        assert_eq!(terms("Nu\u{301}n\u{303}ez said"), ["Nunez", "said"]);
        assert_eq!(terms("inalien\u{ad}able zero\u{200b}width\u{200b} end"), ["inalienable", "zerowidth", "end"]);
        assert_eq!(terms("\u{301} \u{ad}"), [""; 0]);
    }

    #[test]
    fn a_words_offsets_hold_its_accents_but_nothing_invisible_at_its_end() {
        let words = cut(&mut Words::default(), "cafe\u{301}\u{200b}, x");
        assert_eq!(words[0], ("cafe".to_owned(), "cafe\u{301}".to_owned(), 0));
    }

    proptest! {
        #[test]
        fn other_text_is_cut_as_tantivy_does(text in "[a-zA-Zé0-9 '’.-]{0,40}") {
            prop_assert_eq!(cut(&mut Words::default(), &text), cut(&mut SimpleTokenizer::default(), &text));
        }
    }
}
