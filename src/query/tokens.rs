//! Cuts a question into words, phrases in quotation marks, and fields (`speaker:sheinbaum`).

/// A part of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Anything between white space.
    Word(String),
    /// What stood between quotation marks.
    Phrase(String),
    /// `name:value`.
    Field(Field, String),
}

/// A field that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Speaker,
    Topic,
    Phrase,
    Entity,
    Outlet,
    Author,
    After,
    Before,
    Kind,
    Confidence,
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "speaker" => Self::Speaker,
            "topic" => Self::Topic,
            "phrase" => Self::Phrase,
            "entity" => Self::Entity,
            "outlet" => Self::Outlet,
            "author" => Self::Author,
            "after" => Self::After,
            "before" => Self::Before,
            "kind" => Self::Kind,
            "confidence" | "min-confidence" => Self::Confidence,
            _ => return None,
        })
    }

    /// As it is typed.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Topic => "topic",
            Self::Phrase => "phrase",
            Self::Entity => "entity",
            Self::Outlet => "outlet",
            Self::Author => "author",
            Self::After => "after",
            Self::Before => "before",
            Self::Kind => "kind",
            Self::Confidence => "confidence",
        }
    }
}

/// The longest name of a field, in bytes.
const LONGEST_FIELD: usize = "min-confidence".len();

/// Cuts a question into its tokens, in order.
pub(super) fn tokens(question: &str) -> Vec<Token> {
    // Two apostrophes, and TeX's marks, stand for one double mark.
    let question = question.replace("''", "\"").replace("``", "\"");
    let mut scanner = Scanner { text: &question, at: 0 };
    std::iter::from_fn(|| scanner.next()).collect()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn next(&mut self) -> Option<Token> {
        self.skip(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{'));
        if self.rest().is_empty() {
            return None;
        }
        if let Some(phrase) = self.phrase() {
            return Some(Token::Phrase(phrase.to_owned()));
        }
        if let Some(field) = self.field() {
            return Some(self.value(field));
        }
        Some(Token::Word(self.word().to_owned()))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(what).len();
    }

    /// A phrase, when one opens here; moves behind its closing mark.
    fn phrase(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let mark = rest.chars().next()?;
        let inside = &rest[mark.len_utf8()..];
        let end = if let Some(closing) = double_closing(mark) {
            // Without a closing mark, the phrase goes on to the end of the question: the mark was forgotten.
            inside.find(closing).unwrap_or(inside.len())
        } else if is_single(mark) {
            single_end(inside)?
        } else {
            return None;
        };
        let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
        self.at += mark.len_utf8() + end + closing;
        Some(&inside[..end])
    }

    /// A field's name and colon, when they stand here; moves behind the colon.
    fn field(&mut self) -> Option<Field> {
        let rest = self.rest();
        let colon = rest.bytes().take(LONGEST_FIELD + 1).position(|byte| byte == b':')?;
        let field = Field::named(&rest[..colon])?;
        self.at += colon + 1;
        Some(field)
    }

    /// What follows a field's colon, white space allowed: a phrase or a word.
    fn value(&mut self, field: Field) -> Token {
        self.skip(char::is_whitespace);
        let value = match self.phrase() {
            Some(phrase) => phrase,
            None => self.word(),
        };
        Token::Field(field, value.to_owned())
    }

    /// All up to white space, or up to a double mark that opens a phrase.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        // A mark that closes nothing begins the rest; it is stepped over with the word.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, mark)| mark.is_whitespace() || double_closing(*mark).is_some())
            .map_or(rest.len(), |(end, _)| end);
        self.at += end;
        &rest[..end]
    }
}

/// The marks that can close a phrase which this mark opens; `None` when it opens none.
fn double_closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' | '“' | '”' | '„' | '‟' | '″' | '＂' => &['"', '“', '”', '‟', '″', '＂'],
        '«' | '»' => &['«', '»'],
        '‹' | '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// Marks that are apostrophes as well.
fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚' | '‛' | '`' | '´' | '′')
}

/// Where a phrase ends that a single mark opened, in bytes; `None` when the mark is an apostrophe ('twas, rock 'n' roll).
///
/// A mark inside a word (don't) never closes. Of those at the end of a word, the last before another phrase opens does:
/// 'the workers' rights' is one phrase, 'never' and 'always' are two.
fn single_end(inside: &str) -> Option<usize> {
    let mut closing = None;
    let mut before = None;
    let mut chars = inside.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let after = chars.peek().map(|(_, next)| *next);
        if is_single(mark) {
            let word_before = before.is_some_and(|before: char| !before.is_whitespace());
            let word_after = after.is_some_and(char::is_alphanumeric);
            match (word_before, word_after) {
                (true, false) => closing = Some(at),
                (false, true) if before.is_some() => break,
                _ => {}
            }
        }
        before = Some(mark);
    }
    closing.filter(|end| inside[..*end].chars().filter(|c| c.is_alphanumeric()).nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word(text: &str) -> Token {
        Token::Word(text.into())
    }

    fn phrase(text: &str) -> Token {
        Token::Phrase(text.into())
    }

    #[test]
    fn any_quotation_marks_make_a_phrase() {
        for marked in ["'a b'", "\"a b\"", "“a b”", "„a b“", "«a b»", "»a b«", "‘a b’", "''a b''", "``a b''", "「a b」"]
        {
            assert_eq!(tokens(&format!("said {marked}?")), [word("said"), phrase("a b"), word("?")], "{marked}");
        }
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        assert_eq!(tokens("don't O’Neill workers' 'twas"), ["don't", "O’Neill", "workers'", "'twas"].map(word));
        assert_eq!(tokens("rock 'n' roll"), ["rock", "'n'", "roll"].map(word));
        assert_eq!(tokens("'I don't know'"), [phrase("I don't know")]);
        assert_eq!(tokens("'the workers' rights'"), [phrase("the workers' rights")]);
        assert_eq!(tokens("'never' and 'always'"), [phrase("never"), word("and"), phrase("always")]);
    }

    #[test]
    fn a_forgotten_closing_mark_ends_with_the_question() {
        assert_eq!(tokens("said \"never accept"), [word("said"), phrase("never accept")]);
    }

    #[test]
    fn fields_take_words_and_phrases() {
        let field = |field, value: &str| Token::Field(field, value.into());
        assert_eq!(
            tokens("speaker:\"Anna Kelly\" TOPIC:tax after: 2025 outlet:'The Wire' http://x kind:"),
            [
                field(Field::Speaker, "Anna Kelly"),
                field(Field::Topic, "tax"),
                field(Field::After, "2025"),
                field(Field::Outlet, "The Wire"),
                word("http://x"),
                field(Field::Kind, ""),
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_panics_and_no_letter_is_lost(question in r#"[a-c "'’“”«»:é\u{301}]{0,40}|(speaker:|said |'|"|a b){0,12}|.{0,60}"#) {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let kept: String = tokens(&question)
                .into_iter()
                .map(|token| match token {
                    Token::Word(text) | Token::Phrase(text) => text,
                    Token::Field(field, text) => format!("{} {text}", field.name()),
                })
                .collect();
            prop_assert_eq!(letters(&kept).to_lowercase().replace("minconfidence", "confidence"),
                letters(&question).to_lowercase().replace("minconfidence", "confidence"));
        }
    }
}
