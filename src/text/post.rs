//! Posts of social networks, as pages that embed them print them where the network's script does not run: the words, a dash, the name,
//! the handle in brackets, the day. "The fee stays. — Ilse Varga (@ilsevarga) May 4, 2020".

use std::ops::Range;

/// In bytes: longer names are none.
const LONGEST_NAME: usize = 80;
/// In bytes: "4 de septiembre de 2020 at 11:45 PM" is as long as a day gets.
const LONGEST_DAY: usize = 40;

/// A post that ends a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its words, in bytes of the text, without links at their end; empty where the text is nothing but the signature.
    pub words: Range<usize>,
    /// The name that signs it.
    pub name: Range<usize>,
}

/// The post that a text ends in, where it does.
#[must_use]
pub fn post(text: &str) -> Option<Post> {
    // Most texts have none: asked for what costs least first.
    memchr::memchr(b'@', text.as_bytes())?;
    let bracket = text.rfind("(@")?;
    let (handle, day) = text[bracket + 2..].split_once(')')?;
    let is_handle = |handle: &str| {
        !handle.is_empty() && handle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))
    };
    if !is_handle(handle) || !is_day(day) {
        return None;
    }
    let before = &text[..bracket];
    let (dash, sign) = before.char_indices().rev().find(|(_, c)| matches!(c, '—' | '–' | '―'))?;
    let name = trimmed(text, dash + sign.len_utf8()..bracket);
    let has_letter = text[name.clone()].chars().any(char::is_alphabetic);
    (has_letter && name.len() <= LONGEST_NAME).then(|| Post { words: without_links(text, 0..dash), name })
}

/// A day of the calendar, whatever the language: a number, a year.
fn is_day(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_year = |number: &str| number.len() == 4 && matches!(&number[..2], "20");
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, ',' | '.' | ':' | '·'));
    text.len() <= LONGEST_DAY && is_plain && numbers.clone().any(is_year) && numbers.count() > 1
}

/// The same without links at its end.
fn without_links(text: &str, words: Range<usize>) -> Range<usize> {
    let mut words = trimmed(text, words);
    let is_link = |word: &str| word.starts_with("http") || word.starts_with("pic.twitter.com/");
    while let Some(last) = text[words.clone()].split_whitespace().next_back().filter(|last| is_link(last)) {
        words = trimmed(text, words.start..words.end - last.len());
    }
    words
}

/// The same without white space around it.
fn trimmed(text: &str, words: Range<usize>) -> Range<usize> {
    let inside = &text[words.clone()];
    let start = words.start + inside.len() - inside.trim_start().len();
    start..start + inside.trim().len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        post(text).map(|post| (&text[post.words], &text[post.name]))
    }

    #[test]
    fn a_post_is_told_by_its_signature() {
        let text =
            "The fee – all of it – stays. https://t.co/a1 pic.twitter.com/b2 — Ilse Varga (@ilsevarga) May 4, 2020";
        assert_eq!(parts(text), Some(("The fee – all of it – stays.", "Ilse Varga")));
        let text = "Nej.\n— Bo Ray 🌊 (@bo-ray.example.org) 4. maj 2020 kl. 11.45";
        assert_eq!(parts(text), Some(("Nej.", "Bo Ray 🌊")));
        assert_eq!(parts("— Ilse Varga (@ilsevarga) 4 de mayo de 2020"), Some(("", "Ilse Varga")));
    }

    #[test]
    fn a_handle_alone_makes_no_post() {
        for text in [
            "Follow her — she is on Twitter (@ilsevarga).",
            "Ilse Varga (@ilsevarga) wrote that in May 2020",
            "The fee stays — Ilse Varga (@ilsevarga) said so on May 4, 2020, when the council met once more",
            "It stays — (@ilsevarga) May 4, 2020",
            "<post>It stays — Ilse Varga (@ilsevarga) May 4, 2020</post>",
        ] {
            assert_eq!(post(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_spans_in_it(text in "[a—–( @)0-9\n]{0,20}(—[ a]{0,3}\\(@[a)]{0,3} May 4, 2020)?") {
            if let Some(post) = post(&text) {
                prop_assert!(text.get(post.words.clone()).is_some() && text.get(post.name.clone()).is_some());
                prop_assert!(post.words.end <= post.name.start);
            }
        }
    }
}
