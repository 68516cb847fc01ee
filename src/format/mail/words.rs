use super::super::{Record, TEXT_LIMIT, draft::Paragraph, html, layout, source::megabytes};
use crate::report::Problem;

/// The text of a mail: its plain text, when that is more than a note that the mail is a page; else its page.
pub(super) fn paragraphs(texts: &[&str], pages: &[&str], record: &Record) -> Result<Vec<Paragraph>, Problem> {
    if texts.iter().chain(pages).any(|text| text.len() > TEXT_LIMIT) {
        return Err(record.problem(format!("a text larger than {} (the limit)", megabytes(TEXT_LIMIT))));
    }
    let plain: Vec<String> = texts.iter().flat_map(|text| plain(text)).collect();
    let page: Result<Vec<_>, _> = pages.iter().map(|page| html::text_of(page)).collect();
    let chosen = match page {
        Ok(page) => {
            let page = page.concat();
            if words(&plain) * 2 >= words(&page) { plain } else { page }
        }
        Err(_) if !plain.is_empty() => plain,
        Err(danger) => return Err(record.problem(danger)),
    };
    Ok(chosen.into_iter().map(|text| Paragraph { line: record.line, text, apart: true }).collect())
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

/// The paragraphs of plain text, above its signature and without addresses.
fn plain(text: &str) -> Vec<String> {
    // RFC 3676: what stands below is who sent it.
    let lines: Vec<&str> = text.lines().take_while(|line| *line != "-- ").collect();
    let paragraphs = layout::paragraphs(&lines.join("\n"), 1);
    let texts = paragraphs.into_iter().map(|paragraph| without_addresses(&paragraph.text));
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// A longer address is none.
const LONGEST_ADDRESS: usize = 4096;

/// A paragraph without the addresses of pages: programs that make plain text of a page put them behind its links.
fn without_addresses(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let is_address = ["https://", "http://"].iter().any(|scheme| rest[at..].starts_with(scheme));
        let before = rest[..at].trim_end();
        let bracket = before.chars().next_back().and_then(closing).filter(|_| is_address);
        let end = end_of_address(rest, at, bracket);
        if is_address && left.is_empty() && before.is_empty() && rest[end..].trim_start().is_empty() {
            return left;
        }
        // "<https://…>", and with spaces inside the brackets.
        let inside = rest[end..].strip_prefix(' ').unwrap_or(&rest[end..]);
        if let Some(after) = bracket.and_then(|bracket| inside.strip_prefix(bracket)) {
            left.push_str(before[..before.len() - 1].trim_end());
            rest = after;
        } else {
            // An address in a sentence is a word of it.
            left.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    left + rest
}

/// Where the address that begins at `at` ends: at white space, at the bracket that closes it, or where it is too long.
fn end_of_address(text: &str, at: usize, bracket: Option<char>) -> usize {
    let letters = text[at..].chars().take(LONGEST_ADDRESS);
    let letters = letters.take_while(|&c| !c.is_whitespace() && Some(c) != bracket);
    at + letters.map(char::len_utf8).sum::<usize>()
}

fn closing(bracket: char) -> Option<char> {
    [('<', '>'), ('[', ']'), ('(', ')')].into_iter().find(|&(open, _)| open == bracket).map(|(_, close)| close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_behind_links_go_and_those_in_sentences_stay() {
        for (line, expected) in [
            ("The harbour <https://example.org/1> is closed.", "The harbour is closed."),
            ("The harbour [https://example.org/1] is (http://example.org/2), she said.", "The harbour is, she said."),
            ("The harbour ( https://example.org/1 ) is closed.", "The harbour is closed."),
            ("https://example.org/1?a=b", ""),
            ("See https://example.org/1 for more.", "See https://example.org/1 for more."),
            ("The http protocol <http", "The http protocol <http"),
            ("(https://example.org", "(https://example.org"),
        ] {
            assert_eq!(without_addresses(line), expected, "{line}");
        }
    }
}
