use crate::{article::Span, lexicon::Lexicon};

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes, hyphens and an abbreviation's full stops inside: "O’Neill", "vice-president", "Sen.".
    Word,
    /// Digits, with the marks inside a number: "1,200", "3.5".
    Number,
    /// The ending 's or ’s of the word before it. A lone apostrophe after an s is a mark.
    Possessive,
    /// Any other visible character.
    Mark,
}

/// The tokens of `text[range]`; spans are offsets into `text`.
#[must_use]
pub fn tokens(text: &str, range: Span, lexicon: &Lexicon) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::with_capacity(range.len() / 5);
    let mut at = range.from();
    while let Some(c) = text[at..range.to()].chars().next() {
        let rest = &text[at..range.to()];
        let (length, kind) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_alphabetic() {
            let end = at + word_length(rest, lexicon);
            // "l’eau", "dit-il": two words, of which the second may begin with a hyphen.
            while let Some(cut) = lexicon.cut(&text[at..end]) {
                found.push(Token { span: Span::new(at, at + cut), kind: TokenKind::Word });
                at += cut;
            }
            (end - at, TokenKind::Word)
        } else if c.is_numeric() {
            (number_length(rest), TokenKind::Number)
        } else if let Some(length) = possessive_length(&text[range.from()..at], rest) {
            (length, TokenKind::Possessive)
        } else {
            (c.len_utf8(), TokenKind::Mark)
        };
        found.push(Token { span: Span::new(at, at + length), kind });
        at += length;
    }
    found
}

/// An apostrophe or a mark used as one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn word_length(rest: &str, lexicon: &Lexicon) -> usize {
    let end = plain_length(rest).unwrap_or_else(|| letters_length(rest));
    end + full_stop_length(&rest[..end], &rest[end..], lexicon)
}

/// Length of a word of ASCII letters alone, as nearly all are, which needs no look at characters.
fn plain_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let ends = bytes.get(length).is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b'-' | b'&'));
    ends.then_some(length)
}

fn letters_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let joins = (is_apostrophe(c) || matches!(c, '-' | '‐' | '&')) && next.is_some_and(char::is_alphanumeric);
        if is_apostrophe(c) && is_possessive_ending(&rest[at + c.len_utf8()..]) {
            break;
        }
        if !(c.is_alphanumeric() || joins || is_combining(c)) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// An accent written as a character of its own, as decomposed text has it.
fn is_combining(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// The text goes on with the s of a possessive and no letter after it.
fn is_possessive_ending(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Length of what belongs to an abbreviation after its first letters: ".", or ".S." after "U".
fn full_stop_length(word: &str, rest: &str, lexicon: &Lexicon) -> usize {
    if !rest.starts_with('.') {
        return 0;
    }
    // "D-N.Y.", "R-Ariz.": what follows the hyphen decides.
    let word = word.rsplit_once('-').map_or(word, |(_, last)| last);
    let single_letter = |text: &str| text.chars().count() == 1;
    if single_letter(word) {
        let mut length = 1;
        while let Some(letter) = rest[length..].chars().next().filter(|c| c.is_alphabetic()) {
            if !rest[length + letter.len_utf8()..].starts_with('.') {
                break;
            }
            length += letter.len_utf8() + 1;
        }
        // "J." of a name or "U.S."; but the pronoun I ends a sentence.
        let initial = word.chars().all(char::is_uppercase) && word != "I";
        return if length > 1 || initial { length } else { 0 };
    }
    let longest_abbreviation = 7;
    usize::from(word.len() <= longest_abbreviation && lexicon.is_abbreviation(&format!("{}.", word.to_lowercase())))
}

fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|&(_, next)| next.is_numeric());
        if !(c.is_alphanumeric() || (matches!(c, '.' | ',' | ':' | '/' | '-') && next_is_digit)) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn possessive_length(before: &str, rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|&c| is_apostrophe(c))?;
    let last = before.chars().next_back()?;
    if last.is_alphanumeric() && is_possessive_ending(&rest[mark.len_utf8()..]) {
        return Some(mark.len_utf8() + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let range = Span::new(0, text.len());
        tokens(text, range, Lexicon::english()).into_iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn names_with_apostrophes_and_hyphens_are_one_word() {
        assert_eq!(words("O’Neill’s vice-president, Núñez"), ["O’Neill", "’s", "vice-president", ",", "Núñez"]);
    }

    #[test]
    fn abbreviations_keep_their_full_stop_and_sentences_do_not() {
        assert_eq!(
            words("Sen. J. Lee left the U.S. today."),
            ["Sen.", "J.", "Lee", "left", "the", "U.S.", "today", "."]
        );
        let parties = words("Lee (D-N.Y.) and Ray (R-Ariz.)");
        assert_eq!(parties, ["Lee", "(", "D-N.Y.", ")", "and", "Ray", "(", "R-Ariz.", ")"]);
        assert_eq!(words("so do I."), ["so", "do", "I", "."]);
    }

    #[test]
    fn numbers_keep_their_marks() {
        assert_eq!(words("1,200 at 3.5%, in 2016."), ["1,200", "at", "3.5", "%", ",", "in", "2016", "."]);
    }

    proptest! {
        #[test]
        fn tokens_ascend_and_cover_all_but_white_space(text in "\\PC{0,60}|[a-zA-Z’'. “”,-]{0,60}") {
            let mut at = 0;
            for token in tokens(&text, Span::new(0, text.len()), Lexicon::english()) {
                prop_assert!(text[at..token.span.from()].chars().all(char::is_whitespace));
                prop_assert!(!token.span.is_empty());
                at = token.span.to();
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
