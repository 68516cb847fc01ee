use super::{Token, TokenKind};
use crate::lexicon::Lexicon;

/// Longer sentences are cut, so that text without a full stop costs no more than other text.
const LONGEST: usize = 400;

/// Where sentences end: the ranges of tokens of each sentence of one paragraph, in order, covering all tokens.
///
/// A sentence ends at . ? ! … and the closing marks after it, when the next word does not start in lower case. Inside
/// quotation marks it ends too: “It is over. We won,” she said has two.
#[must_use]
pub fn sentences(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let word = tokens[at].span.of(text);
        let mut end = at + 1;
        if end - start >= LONGEST {
            found.push(start..end);
            start = end;
        } else if ends_sentence(word, tokens[at].kind, tokens.get(end), text, lexicon) {
            while tokens.get(end).is_some_and(|next| closes(tokens[end - 1], *next, text)) {
                end += 1;
            }
            if tokens.get(end).is_none_or(|next| may_begin(next.span.of(text))) {
                found.push(start..end);
                start = end;
            }
        }
        at = end;
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

fn ends_sentence(word: &str, kind: TokenKind, next: Option<&Token>, text: &str, lexicon: &Lexicon) -> bool {
    if kind == TokenKind::Mark {
        return matches!(word, "." | "?" | "!" | "…" | "。" | "？" | "！");
    }
    // An abbreviation that may end a sentence does so before a word that usually begins one.
    kind == TokenKind::Word
        && word.ends_with('.')
        && lexicon.may_end_sentence(&word.to_lowercase())
        && next.is_some_and(|next| lexicon.often_begins_sentence(next.span.of(text)))
}

/// A closing mark, or a further full stop, that stands directly behind a sentence's end.
fn closes(before: Token, token: Token, text: &str) -> bool {
    token.kind == TokenKind::Mark
        && before.span.end == token.span.start
        && matches!(token.span.of(text), "”" | "\"" | "’" | "'" | ")" | "]" | "»" | "“" | "." | "?" | "!" | "…")
}

fn may_begin(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Span, text::tokens};

    fn split(text: &str) -> Vec<&str> {
        let lexicon = Lexicon::english();
        let tokens = tokens(text, Span::new(0, text.len()), lexicon);
        let ranges = sentences(text, &tokens, lexicon);
        ranges.into_iter().map(|r| &text[tokens[r.start].span.from()..tokens[r.end - 1].span.to()]).collect()
    }

    #[test]
    fn titles_initials_and_countries_do_not_end_a_sentence() {
        let text = "Sen. J. Lee left the U.S. Senate. He won.";
        assert_eq!(split(text), ["Sen. J. Lee left the U.S. Senate.", "He won."]);
    }

    #[test]
    fn a_country_may_end_a_sentence_before_a_word_that_begins_one() {
        assert_eq!(split("They left the U.S. The rest stayed."), ["They left the U.S.", "The rest stayed."]);
    }

    #[test]
    fn closing_marks_belong_to_the_sentence_they_close() {
        assert_eq!(
            split("“We won!” he said. “It is over.” Then silence."),
            ["“We won!” he said.", "“It is over.”", "Then silence."]
        );
    }
}
