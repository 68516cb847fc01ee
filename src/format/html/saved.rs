//! What browsers and their extensions note in a page that they save.

/// How far into a page they write: above its head, or behind `<html>`.
const AHEAD: usize = 4096;

/// The address that a page was saved from.
///
/// Browsers write `<!-- saved from url=(0029)https://example.org/story -->`, `SingleFile` a comment with a line `url: …`.
pub(super) fn address(page: &str) -> Option<&str> {
    let head = &page[..page.floor_char_boundary(AHEAD)];
    let mut comments = head.split("<!--").skip(1).map(|comment| comment.split("-->").next().unwrap_or(comment));
    comments.find_map(|comment| {
        let by_browser = comment.trim_start().strip_prefix("saved from url=(").and_then(|rest| rest.split_once(')'));
        let address = match by_browser {
            Some((_, address)) => address,
            None if comment.contains("saved with SingleFile") => {
                comment.lines().find_map(|line| line.trim().strip_prefix("url:"))?
            }
            None => return None,
        };
        Some(address.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_in_the_comment_of_who_saved_the_page() {
        for (page, expected) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0029)https://example.org/story --><html>",
                Some("https://example.org/story"),
            ),
            (
                "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.org/story \n saved date: Tue\n-->",
                Some("https://example.org/story"),
            ),
            ("<!-- a --><!-- saved from url=(0014)about:internet -->", Some("about:internet")),
            ("<!-- url: https://example.org/other -->", None),
            ("<html>", None),
            ("<!-- Page saved with SingleFile", None),
        ] {
            assert_eq!(address(page), expected, "{page}");
        }
        assert_eq!(address(&format!("{}<!-- saved from url=(0)x -->", "é".repeat(AHEAD))), None);
    }
}
