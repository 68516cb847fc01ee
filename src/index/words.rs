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
    text: &'a str,
    /// Up to here, a byte, it was looked at.
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let Some(start) = self.next_start() else { return false };
        self.token.offset_from = start;
        // Nearly all words are ASCII: those are taken as a whole.
        let ascii = self.text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        self.token.text.push_str(&self.text[start..start + ascii]);
        self.at = start + ascii;
        self.token.offset_to = self.at;
        self.take_others();
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
    /// Where the next word begins.
    fn next_start(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(self.at)? {
                byte if byte.is_ascii_alphanumeric() => return Some(self.at),
                byte if byte.is_ascii() => self.at += 1,
                _ => {
                    let c = self.text[self.at..].chars().next()?;
                    if c.is_alphanumeric() {
                        return Some(self.at);
                    }
                    self.at += c.len_utf8();
                }
            }
        }
    }

    /// Takes what else belongs to the word, letter by letter; it ends with its last letter or accent.
    fn take_others(&mut self) {
        let goes_on = |c: &char| c.is_alphanumeric() || is_silent(*c);
        if self.text.as_bytes().get(self.at).is_none_or(u8::is_ascii) {
            return;
        }
        while let Some(c) = self.text[self.at..].chars().next().filter(goes_on) {
            self.at += c.len_utf8();
            if !is_silent(c) {
                self.token.text.push(c);
            }
            if !is_invisible(c) {
                self.token.offset_to = self.at;
            }
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
