//! What the article says a name is: "Varga Lines, a ferry company", "Oslo is the capital".

use std::ops::Range;

use super::{super::reading::Reading, run::CLOSED};
use crate::{lexicon::class, text::TokenKind};

/// A description of more words in front of its noun is not looked at to its end.
const LONGEST: usize = 6;

/// The noun of the description directly behind a name: "Varga Lines, a ferry | company | that"; "Varga Lines is a | company |".
pub fn noun_behind(reading: &Reading, name: &Range<usize>) -> Option<usize> {
    let sentence = reading.sentence_of(name.start);
    let announces = |at: usize| {
        let word = &reading.words[at];
        word.kind == TokenKind::Mark && matches!(reading.text(at), "," | "(" | "–" | "—")
            || matches!(reading.text(at), "is" | "was" | "are" | "were")
    };
    let determiner = name.end + 1;
    if !(sentence.contains(&determiner) && announces(name.end) && reading.is(determiner, class::DETERMINER)) {
        return None;
    }
    // A hyphen, an apostrophe or a number may stand inside.
    let describes = |at: &usize| {
        let word = &reading.words[*at];
        let is_plain = word.classes & (CLOSED & !class::ADVERB | class::AUXILIARY) == 0;
        word.kind != TokenKind::Mark && (is_plain || word.kind != TokenKind::Word)
    };
    let upto = sentence.end.min(determiner + 1 + LONGEST);
    let last = (determiner + 1..upto).take_while(describes).last()?;
    let word = &reading.words[last];
    (word.kind == TokenKind::Word && !word.capital).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn noun(text: &str) -> Option<String> {
        let reading = Reading::new(text, Lexicon::english());
        noun_behind(&reading, &(0..2)).map(|at| reading.text(at).to_owned())
    }

    #[test]
    fn a_description_behind_a_name_tells_what_it_is() {
        assert_eq!(noun("Varga Lines, a big ferry company that sank, left.").as_deref(), Some("company"));
        assert_eq!(noun("Varga Lines, the company’s owner, left.").as_deref(), Some("owner"));
        assert_eq!(noun("Varga Lines is a company.").as_deref(), Some("company"));
        assert_eq!(noun("Anna Kell, the mayor of Oslo, left.").as_deref(), Some("mayor"));
        assert_eq!(noun("Anna Kell, who left, said so."), None);
        assert_eq!(noun("Anna Kell said the mayor left."), None);
    }
}
