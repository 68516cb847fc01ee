use std::borrow::Cow;

/// Makes text by strangers safe to show on a terminal, on one line.
///
/// Line breaks and tabs become a space; other control characters, with which terminals are steered, become `�`; the marks
/// that reorder what is read (bidirectional embeddings, overrides and isolates) go. Everything else stays as it is.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_break(c) || c.is_control() || is_reordering(c)) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        c if is_break(c) => Some(' '),
        c if c.is_control() => Some(char::REPLACEMENT_CHARACTER),
        c if is_reordering(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(shown).collect())
}

/// White space that would begin a new line or jump within one.
fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Marks that change the order in which the characters around them are shown.
pub(super) fn is_reordering(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_made_visible() {
        assert_eq!(clean("a\x1b[2Jb\x07\u{9b}31mc\x7f"), "a�[2Jb��31mc�");
    }

    #[test]
    fn line_breaks_become_spaces_and_reordering_marks_go() {
        assert_eq!(clean("one\r\ntwo\tthree\u{2028}four"), "one  two three four");
        assert_eq!(clean("safe\u{202E}evil\u{2066}"), "safeevil");
    }

    #[test]
    fn accents_and_other_scripts_stay() {
        let text = "Núñez o’Neill “שלום” السلام 主権 👩‍⚖️";
        assert!(matches!(clean(text), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn no_control_character_survives(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(char::is_control));
        }
    }
}
