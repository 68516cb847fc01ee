//! Cuts rich text into its tokens.

/// A piece of rich text.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word-12`.
    Word(&'a [u8], Option<i32>),
    /// `\` and a character that is no letter.
    Symbol(u8),
    /// `\'hh`: a byte in the code page of its font.
    Byte(u8),
    /// A character as it is.
    Plain(u8),
}

/// A letter follows a letter up to here; longer words are damage.
const LONGEST_WORD: usize = 32;

pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Passes over so many bytes: those of a picture, which are not tokens.
    pub fn pass_over(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn after_backslash(&mut self) -> Option<Token<'a>> {
        let &first = self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[1..];
            return Some(if first == b'\'' { self.byte() } else { Token::Symbol(first) });
        }
        let letters = self.rest.iter().take(LONGEST_WORD).take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.starts_with(b"-"));
        let digits = rest[sign..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let end = if digits > 0 { sign + digits } else { 0 };
        let (number, rest) = rest.split_at(end);
        // A space that ends a word belongs to it.
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        Some(Token::Word(word, str::from_utf8(number).ok().and_then(|number| number.parse().ok())))
    }

    fn byte(&mut self) -> Token<'a> {
        let digit = |at: usize| self.rest.get(at).and_then(|&b| char::from(b).to_digit(16));
        match (digit(0), digit(1)) {
            (Some(high), Some(low)) => {
                self.rest = &self.rest[2..];
                Token::Byte(u8::try_from(high * 16 + low).expect("two hexadecimal digits are a byte"))
            }
            _ => Token::Symbol(b'\''),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        match first {
            b'{' => Some(Token::Open),
            b'}' => Some(Token::Close),
            b'\\' => self.after_backslash(),
            // How the file itself is cut into lines means nothing.
            b'\r' | b'\n' | 0 => self.next_after_breaks(),
            plain => Some(Token::Plain(plain)),
        }
    }
}

impl<'a> Tokens<'a> {
    fn next_after_breaks(&mut self) -> Option<Token<'a>> {
        let breaks = self.rest.iter().take_while(|b| matches!(b, b'\r' | b'\n' | 0)).count();
        self.pass_over(breaks);
        self.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_cut_into_words_bytes_and_characters() {
        let tokens: Vec<_> = Tokens::new(b"{\\b0 a\\'e9\\\r\n\\u-10179?\\~\\'x}").collect();
        let expected = [
            Token::Open,
            Token::Word(b"b", Some(0)),
            Token::Plain(b'a'),
            Token::Byte(0xe9),
            Token::Symbol(b'\r'),
            Token::Word(b"u", Some(-10179)),
            Token::Plain(b'?'),
            Token::Symbol(b'~'),
            Token::Symbol(b'\''),
            Token::Plain(b'x'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
