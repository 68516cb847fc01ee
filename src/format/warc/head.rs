use std::borrow::Cow;

/// The lines before an empty one: those of a record, or of the answer in it.
pub(super) struct Head<'a> {
    /// "WARC/1.0", "HTTP/1.1 200 OK".
    first: &'a [u8],
    fields: &'a [u8],
}

impl<'a> Head<'a> {
    /// The head at the beginning of some bytes, and what follows it.
    pub(super) fn cut(bytes: &'a [u8]) -> (Self, &'a [u8]) {
        let mut end = 0;
        let mut first = None;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            end += line.len();
            first = first.or(Some(line));
            if line.trim_ascii().is_empty() {
                break;
            }
        }
        let first = first.unwrap_or_default();
        (Self { first: first.trim_ascii(), fields: &bytes[first.len()..end] }, &bytes[end..])
    }

    /// The value of a field (in lower case).
    pub(super) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.fields.split(|&byte| byte == b'\n').find_map(|line| {
            let colon = memchr::memchr(b':', line)?;
            let is_meant = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
            is_meant.then(|| String::from_utf8_lossy(line[colon + 1..].trim_ascii()))
        })
    }

    /// Whether a field holds this word, in any case.
    pub(super) fn says(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    }
}

/// What a server answered.
pub(super) struct Answer<'a> {
    pub(super) head: Head<'a>,
    pub(super) body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// The page in a record whose head is `record`, or why there is none.
    pub(super) fn of(record: &Head, bytes: &'a [u8]) -> Result<Self, &'static str> {
        match record.get("warc-type").as_deref() {
            Some("response") => (),
            Some("revisit") => return Err("page archived before"),
            _ => return Err(OTHER),
        }
        if !record.says("content-type", "application/http") {
            return Err(OTHER);
        }
        let (head, body) = Head::cut(bytes);
        let mut first = head.first.split(|&byte| byte == b' ');
        let (protocol, status) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
        if !protocol.starts_with(b"HTTP/") {
            return Err(OTHER);
        }
        match status {
            b"200" => (),
            [b'3', ..] => return Err("redirect"),
            _ => return Err("page that was not found or refused"),
        }
        let kind = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        match kind {
            "text/html" | "application/xhtml+xml" => Ok(Self { head, body }),
            _ if kind.starts_with("image/") => Err("picture"),
            _ if kind.starts_with("audio/") || kind.starts_with("video/") => Err("audio or video"),
            _ => Err(OTHER),
        }
    }
}

/// Style sheets, programs, robots.txt; records of other kinds.
const OTHER: &str = "archived, but no web page";

/// Whether a record is of those that tell how the crawl went: nothing that anybody misses.
pub(super) fn is_note(record: &Head) -> bool {
    matches!(record.get("warc-type").as_deref(), Some("warcinfo" | "request" | "metadata"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_any_case_up_to_the_empty_line() {
        let (head, rest) = Head::cut(b"HTTP/1.1 200 OK\r\nContent-TYPE: text/html \r\nbroken\r\n\r\nX: y\n");
        assert_eq!(head.first, b"HTTP/1.1 200 OK");
        assert_eq!(head.get("content-type").as_deref(), Some("text/html"));
        assert_eq!((head.get("x"), rest), (None, &b"X: y\n"[..]));
        let (head, rest) = Head::cut(b"");
        assert_eq!((head.first, head.get("x"), rest), (&b""[..], None, &b""[..]));
    }

    #[test]
    fn only_pages_that_were_found_are_answers() {
        let record = b"WARC/1.0\nWARC-Type: response\nContent-Type: application/http; msgtype=response\n\n";
        let told =
            |answer: &str| Answer::of(&Head::cut(record).0, answer.as_bytes()).map_or_else(|reason| reason, |_| "page");
        for (answer, expected) in [
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>", "page"),
            ("HTTP/2 200\r\ncontent-type: Application/XHTML+xml\r\n\r\n<p>", "page"),
            ("HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n", "redirect"),
            ("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", "page that was not found or refused"),
            ("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n", "picture"),
            ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", OTHER),
            ("HTTP/1.1 200 OK\r\n\r\n<html>", OTHER),
            ("<html>", OTHER),
            ("", OTHER),
        ] {
            assert_eq!(told(answer), expected, "{answer}");
        }
    }
}
