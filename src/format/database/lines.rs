//! The lines of an export.

use super::super::date;

/// A line and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// In the file, from 1.
    pub number: u32,
    /// With the white space at its beginning.
    pub raw: &'a str,
}

impl<'a> Line<'a> {
    /// Without white space at its ends.
    pub fn text(&self) -> &'a str {
        self.raw.trim()
    }

    pub fn is_blank(&self) -> bool {
        self.text().is_empty()
    }

    /// What stands behind "NAME:" at its beginning.
    pub fn labelled(&self, name: &str) -> Option<&'a str> {
        self.text().strip_prefix(name)?.strip_prefix(':').map(str::trim)
    }

    /// "812 words", "1,024 words": how long an article is.
    pub fn is_length(&self) -> bool {
        is_length(self.text())
    }

    /// A day, or an issue ("Winter 2019", "March 2019").
    pub fn is_date(&self) -> bool {
        let text = self.text();
        let names_issue = || {
            static NAMES: &[&str] = &[
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
                "spring",
                "summer",
                "autumn",
                "fall",
                "winter",
            ];
            let mut words = text.split([' ', ',', '/', '-']).filter(|word| !word.is_empty());
            let named = words.next().is_some_and(|first| NAMES.contains(&&*first.to_lowercase()));
            let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
            named && text.len() < 60 && words.take(4).any(is_year)
        };
        date::read(day(text)).is_some() || names_issue()
    }
}

/// A date without what some wires print behind it: "May 6, 1999, Thursday, BC cycle".
pub(super) fn day(text: &str) -> &str {
    let starts = text.match_indices(',').map(|(at, _)| &text[..at]);
    std::iter::once(text).chain(starts).find(|start| date::read(start).is_some()).unwrap_or(text)
}

/// The names in a byline without those who did less: "ANN LEE; Bo Ek contributed to this report".
pub(super) fn names(byline: &str) -> &str {
    let Some((named, _)) = byline.split_once(" contributed") else { return byline };
    let end = named.rfind([';', '.']).unwrap_or(named.len());
    &named[..end]
}

/// The first of several values: "GERMAN; DEUTSCH".
pub(super) fn first_of(values: &str) -> &str {
    values.split([';', ',']).next().unwrap_or(values)
}

pub(super) fn is_length(text: &str) -> bool {
    let number = text.strip_suffix(" words").or_else(|| text.strip_suffix(" word"));
    number.is_some_and(|n| {
        (1..=9).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    })
}

/// The lines of a text that begins in line `first`; a form feed is no line break, and no text.
pub(super) fn of(text: &str, first: u32) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut number = first;
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        lines.push(Line { number, raw: line });
        number = number.saturating_add(1);
        rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
    }
    lines
}

/// The lines as one text again.
pub(super) fn joined(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| [line.raw, "\n"]).collect()
}

/// The text of a field: the rest of the line of its label, and the lines below up to a blank one or one that `ends` it.
pub(super) fn value(first: &str, below: &[Line], ends: impl Fn(&Line) -> bool) -> String {
    let mut value = first.trim().to_owned();
    for line in below.iter().take_while(|line| !line.is_blank() && !ends(line)) {
        value.push(' ');
        value.push_str(line.text());
    }
    value.trim().to_owned()
}

/// Stretches of lines between blank ones.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut paragraphs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        match paragraphs.last_mut() {
            Some(last) if last.end == at && !line.is_blank() => last.end = at + 1,
            _ => paragraphs.push(at..at + 1),
        }
    }
    paragraphs
}

/// "Copyright 2019 Harbor Gazette", "© 2019 …", "All Rights Reserved".
pub(super) fn is_copyright(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let starts = ["copyright ", "(c) ", "©", "(copyright) "].iter().any(|start| text.starts_with(start));
    (starts || text.starts_with("all rights reserved")) && text.len() < 200
}
