use crate::article::Span;

/// The paragraphs of a text: its lines that hold more than white space, without the white space around them.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim();
        if !inner.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            found.push(Span::new(from, from + inner.len()));
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_edges_are_left_out() {
        let text = "  One.\n\n\tTwo, three. \r\n\n";
        let words: Vec<&str> = paragraphs(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["One.", "Two, three."]);
    }
}
