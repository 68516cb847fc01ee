use crate::article::Span;

/// On each side of a quotation, at most so many bytes of its paragraph are its context.
const REACH: usize = 400;

/// What is kept around a quotation whose content is `content`: its paragraph, or its paragraphs when it goes on over
/// several, cut at a space where that is long.
///
/// Looks no farther than it reaches, so that a megabyte on one line with thousands of quotations costs what it should.
pub(super) fn paragraph_around(body: &str, content: Span) -> Span {
    let first = body.ceil_char_boundary(content.from().saturating_sub(REACH));
    let last = body.floor_char_boundary(content.to().saturating_add(REACH).min(body.len()));
    let (before, after) = (&body[first..content.from()], &body[content.to()..last]);
    let start = match before.rfind(['\n', '\r']) {
        Some(line_end) => first + line_end + 1,
        None if first == 0 => 0,
        None => first + before.find(char::is_whitespace).map_or(0, |at| at + width_at(before, at)),
    };
    let end = match after.find(['\n', '\r']) {
        Some(line_end) => content.to() + line_end,
        None if last == body.len() => last,
        None => content.to() + after.rfind(char::is_whitespace).unwrap_or(after.len()),
    };
    Span::new(start, end)
}

/// Bytes of the character at `at`.
fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn around<'a>(body: &'a str, words: &str) -> &'a str {
        let start = body.find(words).unwrap();
        paragraph_around(body, Span::new(start, start + words.len())).of(body)
    }

    #[test]
    fn the_context_of_a_quotation_is_its_paragraph() {
        let body = "Rain fell.\n\n“We will stay,” Ruiz said. She left.\n\nNobody followed.";
        assert_eq!(around(body, "We will stay,"), "“We will stay,” Ruiz said. She left.");
        assert_eq!(around(body, "Rain fell."), "Rain fell.");
    }

    #[test]
    fn a_quotation_over_two_paragraphs_has_both() {
        let body = "Ruiz said: “We stay.\n“And we wait.” She left.\nRain.";
        assert_eq!(around(body, "We stay.\n“And we wait."), "Ruiz said: “We stay.\n“And we wait.” She left.");
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words() {
        let body = format!("{}“We stay,” she said{}", "word ".repeat(500), " word".repeat(500));
        let context = around(&body, "We stay,");
        assert!(context.len() < 2 * REACH + 20, "{}", context.len());
        assert!(context.starts_with("word ") && context.ends_with(" word"), "{context}");
    }

    proptest! {
        #[test]
        fn a_context_covers_its_quotation_and_stands_on_character_boundaries(
            body in "[a-zé“” \n]{0,900}", from in 0usize..900, length in 0usize..900,
        ) {
            let start = body.floor_char_boundary(from.min(body.len()));
            let end = body.ceil_char_boundary((start + length).min(body.len()));
            let context = paragraph_around(&body, Span::new(start, end));
            prop_assert!(context.covers(Span::new(start, end)));
            prop_assert!(context.of(&body).len() <= end - start + 2 * REACH);
        }
    }
}
