//! Text printed in capitals, as wires once were and headlines inside a text still are, or with a capital for each word, given the
//! capitals that other papers would print.
//!
//! Names are told by their capitals, so where all words have them, none is found, or all words are one. Every character is changed
//! for one of as many bytes: spans stay what they are.

pub mod choice;
mod elsewhere;
mod stretch;

use std::borrow::Cow;

use self::{choice::cases, elsewhere::Elsewhere};
use super::reading::Reading;
use crate::{lexicon::Lexicon, model::Weights};

/// How a word is printed where not all words are in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// "wheat"
    Lower,
    /// "Kelly"
    Capital,
    /// "NATO"
    Capitals,
}

impl Case {
    /// The answers, in the order in which the model numbers them.
    pub const ALL: [Self; 3] = [Self::Lower, Self::Capital, Self::Capitals];

    /// How a word is printed.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 1 && !word.contains(char::is_lowercase) {
            Self::Capitals
        } else if word.starts_with(char::is_uppercase) {
            Self::Capital
        } else {
            Self::Lower
        }
    }
}

/// The body as it is, or with the capitals that it would have elsewhere, where all its words have them or some in a row.
#[must_use]
pub fn restored(body: &str) -> Cow<'_, str> {
    if stretch::is_whole(body) {
        Cow::Owned(restored_by(body, &choice::WEIGHTS))
    } else if stretch::may_be_in(body) {
        in_stretches(body, &choice::WEIGHTS)
    } else {
        Cow::Borrowed(body)
    }
}

/// The body in capitals but for those words that the weights say have small letters.
#[must_use]
pub fn restored_by(body: &str, weights: &Weights) -> String {
    let reading = Reading::new(body, Lexicon::english());
    let cases = cases(&reading, weights, |_| None);
    printed(&reading, 0..reading.words.len(), |at, out| print(reading.text(at), cases[at], out))
}

/// The body with what is in capitals printed like its other words: as those tell, or the weights.
fn in_stretches<'a>(body: &'a str, weights: &Weights) -> Cow<'a, str> {
    let reading = Reading::new(body, Lexicon::english());
    let stretches = stretch::stretches(&reading);
    if stretches.is_empty() {
        return Cow::Borrowed(body);
    }
    let stretch_of = |at: usize| {
        let next = stretches.partition_point(|stretch| stretch.words.end <= at);
        stretches.get(next).filter(|stretch| stretch.words.contains(&at))
    };
    let elsewhere = Elsewhere::of(&reading, |at| stretch_of(at).is_some());
    let known = |at: usize| {
        let own = reading.text(at);
        let says_itself = stretch_of(at).is_none_or(|stretch| !stretch.shouts && !is_plain_capital(own));
        if says_itself { Some(own) } else { elsewhere.print_of(at) }
    };
    let cases = cases(&reading, weights, |at| known(at).map(Case::of));
    let words = stretches.iter().flat_map(|stretch| stretch.words.clone());
    let restored = printed(&reading, words, |at, out| match known(at) {
        Some(known) if Case::of(known) == cases[at] => out.push_str(known),
        _ => print(reading.text(at), cases[at], out),
    });
    Cow::Owned(restored)
}

/// One capital, and small letters: "Wheat", but not "O’Neill" or "NATO".
fn is_plain_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
}

/// The body with these words of it, in order, printed anew.
fn printed(reading: &Reading, words: impl Iterator<Item = usize>, print: impl Fn(usize, &mut String)) -> String {
    let body = reading.body;
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for word in words {
        let span = reading.words[word].span;
        out.push_str(&body[at..span.from()]);
        print(word, &mut out);
        at = span.to();
    }
    out.push_str(&body[at..]);
    out
}

/// Prints a word in a case: "OSTRANDER-VOSS" as "Ostrander-Voss", "O'NEILL" as "O'Neill".
fn print(word: &str, case: Case, out: &mut String) {
    let mut keeps = case != Case::Lower;
    for (at, c) in word.char_indices() {
        out.push(if keeps || case == Case::Capitals { c } else { small(c) });
        // Behind a hyphen, the point of "J.R.", and the apostrophe of a name, but not that of "DON'T" or "I'LL".
        let least_behind = 3;
        let is_of_name = at == 1 && word.chars().count() >= 2 + least_behind;
        let begins_part = matches!(c, '-' | '.') || matches!(c, '\'' | '’') && is_of_name;
        keeps = case == Case::Capital && begins_part;
    }
}

/// A letter as a small one, where that has as many bytes.
fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|small| lower.next().is_none() && small.len_utf8() == c.len_utf8()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "PORT LEEDS, LA. -- THE COMPANY TOLD MR. O'NEILL-KELL AND MARY BERGQVIST FRIDAY THAT IT DIDN'T HAVE ANY \
        RECORD OF IT. \"I TOLD THEM IN WRITING,\" BERGQVIST SAID. THE STATE DEPARTMENT SAID IT WOULD LOOK INTO THE MATTER.";

    #[test]
    fn a_wire_in_capitals_is_read_with_the_capitals_of_names() {
        let restored = restored(WIRE);
        for expected in ["told Mr. O'Neill-Kell and Mary Bergqvist Friday", "didn't have", "“I told"] {
            let expected = expected.replace('“', "\"");
            assert!(restored.contains(&expected), "{expected} in {restored}");
        }
        assert!(restored.contains("Bergqvist said"), "{restored}");
        assert_eq!(restored.len(), WIRE.len());
    }

    #[test]
    fn other_text_stays_as_it_is() {
        let body = "NASA said on Friday that it would not.\n\nNASA, ESA, JAXA, CNSA and ISRO will.\n\nREAD MORE: HERE\n\n\
                    MARY ANN LEE, BOARD OF HEALTH, PORT LEEDS: I asked the AFL-CIO, UAW, SEIU.";
        assert!(matches!(restored(body), Cow::Borrowed(_)), "{}", restored(body));
    }

    #[test]
    fn a_headline_inside_a_text_is_printed_like_the_rest_of_it() {
        let body = "The mayor, Ilse McVarga, spoke to NASA on Friday.\n\nMCVARGA'S AIDES TOLD NASA SHE'LL NEVER LEAVE THE CITY\n\n\
                    She wrote: \"I WILL NEVER LEAVE THE CITY, AND NO BODY CAN MAKE ME!\" on Friday.";
        let restored = restored(body);
        let headline = "McVarga's aides told NASA she'll never leave the city";
        for expected in
            ["spoke to NASA on Friday.", headline, "\"I will never leave the city, and no body can make me!\""]
        {
            assert!(restored.contains(expected), "{expected} in {restored}");
        }
        assert_eq!(restored.len(), body.len());
    }

    #[test]
    fn a_headline_with_a_capital_for_each_word_is_printed_like_the_rest_of_it() {
        let body = "The mayor, Ilse McVarga, went to court on Friday.\n\nMcVarga To Take The NAACP To Court, Kelly Says\n\n\
                    Mary Bergqvist, Head Of Sales, Port Leeds Lines\n\nTime Is a Thief by Ann Lee was read aloud.";
        let restored = restored(body);
        for expected in
            ["McVarga to take the NAACP to court, Kelly says", "Mary Bergqvist", "Time Is a Thief by Ann Lee"]
        {
            assert!(restored.contains(expected), "{expected} in {restored}");
        }
    }
}
