//! The characters of an article stay as they are, curly quotes and no-break spaces included; only what nobody sees goes.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// One line: runs of white space become one space, none at the ends; unseen characters dropped.
pub(super) fn one_line(text: &str) -> String {
    let cleaned = visible(text);
    if is_one_line(&cleaned) {
        return cleaned.into_owned();
    }
    joined(&cleaned)
}

fn joined(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_plain_space).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    // A no-break space may stand at an end, where it keeps nothing together.
    match line.trim() {
        trimmed if trimmed.len() == line.len() => line,
        trimmed => trimmed.to_owned(),
    }
}

/// Whether the text is as [`one_line`] would leave it, as most is: one space at a time, no other white space, none at the ends.
fn is_one_line(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        let is_space = c == ' ';
        if is_space && after_space || !is_printed(c) && c.is_whitespace() && !is_space {
            return false;
        }
        after_space = is_space;
    }
    !after_space || text.is_empty()
}

/// ASCII that is seen, which nearly all text is: the quickest question first.
fn is_printed(c: char) -> bool {
    matches!(c, '!'..='~')
}

/// White space that a line break or a run of spaces may stand for: all but the no-break spaces.
fn is_plain_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Without soft hyphens, zero-width and directional characters, and controls (an escape could command a terminal).
fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_printed(c) || fate(c, None) == Fate::Kept) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match fate(c, kept.chars().next_back()) {
            Fate::Kept => kept.push(c),
            Fate::Meant(meant) => kept.push(meant),
            Fate::Spelt(letters) => kept.push_str(letters),
            Fate::Dropped => {}
        }
    }
    Cow::Owned(kept)
}

#[derive(PartialEq)]
enum Fate {
    Kept,
    Dropped,
    Meant(char),
    Spelt(&'static str),
}

fn fate(c: char, before: Option<char>) -> Fate {
    match c {
        '\n' | '\t' | '\r' => Fate::Kept,
        '\0'..='\u{1f}' | '\u{7f}' => Fate::Dropped,
        '\u{80}'..='\u{9f}' => windows_1252(c),
        // Persian, Indic scripts and emoji are spelt with joiners; between other letters they are dirt.
        '\u{200c}' | '\u{200d}' if before.is_some_and(|before| before >= '\u{600}') => Fate::Kept,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Fate::Dropped
        }
        // Printers' ligatures: who searches types the letters.
        'ﬀ' => Fate::Spelt("ff"),
        'ﬁ' => Fate::Spelt("fi"),
        'ﬂ' => Fate::Spelt("fl"),
        'ﬃ' => Fate::Spelt("ffi"),
        'ﬄ' => Fate::Spelt("ffl"),
        'ﬅ' | 'ﬆ' => Fate::Spelt("st"),
        _ => Fate::Kept,
    }
}

/// Controls of the second set are never meant in text: they are Windows-1252's quotes and dashes, read as Latin-1.
fn windows_1252(c: char) -> Fate {
    let byte = u8::try_from(u32::from(c)).expect("U+0080 to U+009F fit into a byte");
    let (meant, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    meant.chars().next().filter(|meant| !meant.is_control()).map_or(Fate::Dropped, Fate::Meant)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_one_line_already_stays(text in "[a b“\u{a0}\u{2003}\t\n]{0,8}") {
            prop_assert_eq!(is_one_line(&text), joined(&text) == text && !text.contains('\u{a0}'));
        }
    }

    #[test]
    fn what_is_seen_stays_and_what_is_not_goes() {
        assert_eq!(one_line("  “We\u{ad} can’t”\u{200b} –\tsaid\nO’Neill  \u{feff}"), "“We can’t” – said O’Neill");
        assert_eq!(one_line("\u{1b}[31mred\u{7}"), "[31mred");
        assert_eq!(one_line("ten\u{a0}million"), "ten\u{a0}million");
        assert_eq!(one_line("\u{a0} \u{a0}"), "");
    }

    #[test]
    fn quotes_of_windows_1252_that_were_read_as_latin_1_are_quotes_again() {
        assert_eq!(visible("\u{93}Yes\u{94}, it\u{92}s \u{81}so"), "“Yes”, it’s so");
    }

    #[test]
    fn ligatures_are_spelt_out() {
        assert_eq!(visible("the oﬃce of the ﬁrst ﬂeet"), "the office of the first fleet");
    }

    #[test]
    fn joiners_stay_where_the_script_needs_them() {
        assert_eq!(visible("می\u{200c}گوید"), "می\u{200c}گوید");
        assert_eq!(visible("a\u{200c}b"), "ab");
    }
}
