//! The description that a name explains: "the opposition leader, | Anna Kell |, said".

use std::ops::Range;

use super::{is_anybody, is_held, leads_to};
use crate::{
    annotate::{name::Name, reading::Reading},
    lexicon::{PERSON_NOUN, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// So many tokens a description has at most.
const LONGEST: usize = 14;

/// The words of the description before a name that stands between commas, and its noun: "the club's | founder |, Anna Kell, said",
/// "a | professor | of law at Harwell, Anna Kell, said". Without its article, as behind a name.
pub(super) fn before(reading: &Reading, name: &Name) -> Option<(Range<usize>, usize)> {
    let sentence = reading.sentence_of(name.words.start);
    let begin = name.start();
    let with_article = begin > sentence.start && reading.is(begin - 1, class::DETERMINER);
    let end = (begin - usize::from(with_article)).checked_sub(1);
    let end = end.filter(|at| sentence.contains(at) && reading.reads(*at, ","))?;
    let closes = |at: usize| matches!(reading.text(at), "," | "." | ";" | ":" | "—" | "–" | ")");
    if sentence.contains(&name.words.end) && !closes(name.words.end) {
        return None;
    }
    let from =
        (sentence.start.max(end.saturating_sub(LONGEST))..end).rev().take_while(|&at| belongs(reading, at)).last()?;
    let noun = (from..end).find(|&at| heads(reading, at, end))?;
    let start = start(reading, from, noun)?;
    let opens_sentence = sentence.start..start;
    let is_role = leads_to(reading, start, noun) && !is_adverbial(reading, &opens_sentence);
    is_role.then_some((start..end, noun))
}

/// The token may stand in a description.
fn belongs(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let others = class::AUXILIARY
        | class::RELATIVE
        | class::SUBORDINATOR
        | SUBJECT_PRONOUN
        | class::FIRST_PERSON
        | class::SECOND_PERSON
        | class::OBJECT;
    word.kind != TokenKind::Mark
        && (word.classes & others == 0 || word.classes & class::PREPOSITION != 0)
        && word.cue.is_none_or(|cue| word.capital || !cue.speech || reading.is(at, PERSON_NOUN))
}

/// The token is a noun for somebody, and the description ends with it or goes on with what that one is of.
fn heads(reading: &Reading, at: usize, end: usize) -> bool {
    let is_noun = reading.is(at, PERSON_NOUN | class::OFFICE) || is_held(reading, at);
    let next = at + 1;
    let goes_on = || reading.is(next, class::PREPOSITION | class::LINK) || matches!(reading.text(next), "of" | "to");
    is_noun && !reading.is(at, class::PEOPLE) && !is_anybody(reading, at) && (next == end || goes_on())
}

/// Where the description begins: behind its article, or with who owns it.
fn start(reading: &Reading, from: usize, noun: usize) -> Option<usize> {
    for at in (from..noun).rev() {
        let word = &reading.words[at];
        if word.kind == TokenKind::Possessive && at > from && reading.words[at - 1].capital {
            let is_name =
                |&at: &usize| reading.words[at].capital && reading.words[at].classes & class::PREPOSITION == 0;
            return (from..at).rev().take_while(is_name).last();
        }
        // "her husband" is nobody's office.
        if reading.is(at, class::POSSESSIVE | class::PREPOSITION | class::CONJUNCTION) {
            return None;
        }
        if reading.is(at, class::DETERMINER) {
            return Some(at + 1);
        }
    }
    None
}

/// "With the backing of | the president, Kell, 45, won": what opens a sentence says nothing of whom it goes on with.
fn is_adverbial(reading: &Reading, words: &Range<usize>) -> bool {
    let acts = |at: usize| reading.is(at, class::AUXILIARY) || reading.words[at].cue.is_some_and(|cue| cue.speech);
    !words.is_empty() && reading.is(words.start, class::PREPOSITION) && !words.clone().any(acts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::name::{choice, names},
        lexicon::Lexicon,
    };

    fn described(body: &str) -> Option<&str> {
        let reading = Reading::new(body, Lexicon::english());
        let names = names(&reading, &choice::WEIGHTS);
        let name = names.iter().find(|name| reading.text(name.words.end - 1) == "Kell").unwrap();
        before(&reading, name).map(|(words, _)| reading.span(&words).of(body))
    }

    #[test]
    fn a_name_between_commas_explains_who_is_described() {
        for (text, role) in [
            ("The prime minister, Anna Kell, left.", "prime minister"),
            ("They met the club’s founder, Anna Kell.", "club’s founder"),
            ("They say Harwell Water's chief executive, Anna Kell, left.", "Harwell Water's chief executive"),
            ("A professor of law at Harwell, Anna Kell, said so.", "professor of law at Harwell"),
            ("It rests, said a spokesman for the union, Anna Kell, who left.", "spokesman for the union"),
            ("An aide to the president, Anna Kell, left.", "aide to the president"),
            ("The head of the union, Anna Kell, left.", "head of the union"),
            ("The club’s founder, the lawyer Anna Kell, left.", "club’s founder"),
        ] {
            assert_eq!(described(text), Some(role), "{text}");
        }
    }

    #[test]
    fn other_commas_explain_nobody() {
        for text in [
            "They met the mayor, Anna Kell said.",
            "With the backing of the president, Anna Kell, 45, won.",
            "They met her husband, Anna Kell, there.",
            "They met the union, Anna Kell, there.",
            "As president, Anna Kell, 45, won.",
            "He left with other ministers, Anna Kell, and Bo Ray.",
        ] {
            assert_eq!(described(text), None, "{text}");
        }
    }
}
