use crate::article::Span;

/// On each side of a quotation, at most so many bytes of its paragraph are its context.
const REACH: usize = 400;
const LINE_BREAKS: [char; 2] = ['\n', '\r'];

/// What is kept around a quotation whose content is `content`: its paragraph, or its paragraphs when it goes on over
/// several, cut at a space where that is long.
///
/// Looks no farther than it reaches: a paragraph may have millions of bytes and thousands of quotations.
#[must_use]
pub fn paragraph_around(body: &str, content: Span) -> Span {
    Span::new(start_before(body, content.from()), end_after(body, content.to()))
}

/// The start of the paragraph, or the first word after it that is within reach of `content`.
fn start_before(body: &str, content: usize) -> usize {
    let reach = body.ceil_char_boundary(content.saturating_sub(REACH));
    let near = &body[reach..content];
    if let Some(at) = near.rfind(LINE_BREAKS) {
        return reach + at + 1;
    }
    if reach == 0 || body[..reach].ends_with(LINE_BREAKS) {
        return reach;
    }
    let space = near.char_indices().find(|(_, c)| c.is_whitespace());
    space.map_or(reach, |(at, c)| reach + at + c.len_utf8())
}

/// The end of the paragraph, or of the last word before it that is within reach of `content`.
fn end_after(body: &str, content: usize) -> usize {
    let reach = body.floor_char_boundary(content.saturating_add(REACH).min(body.len()));
    let near = &body[content..reach];
    if let Some(at) = near.find(LINE_BREAKS) {
        return content + at;
    }
    if reach == body.len() || body[reach..].starts_with(LINE_BREAKS) {
        return reach;
    }
    near.rfind(char::is_whitespace).map_or(reach, |at| content + at)
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
