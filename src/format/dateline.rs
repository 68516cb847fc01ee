//! Datelines: "TALLINN, March 3 (Northern Wire) -- " before a story's first words.

use super::date;
use crate::article::Published;

/// What stands before a story's first words.
#[derive(Debug, PartialEq)]
pub(super) struct Dateline<'a> {
    /// The agency in brackets.
    pub agency: Option<&'a str>,
    /// The day, where the year is given too.
    pub published: Option<Published>,
    /// The paragraph without it.
    pub text: &'a str,
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 110;

static DASHES: &[&str] = &["--", "—", "–", "―", " - ", " -"];

static MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads the dateline of a story's first paragraph, when it certainly is one: a place in capitals or an agency in
/// brackets, and a dash before a new sentence.
pub(super) fn read(paragraph: &str) -> Option<Dateline<'_>> {
    let (at, dash) = DASHES.iter().filter_map(|dash| Some((paragraph.find(dash)?, dash))).min()?;
    let (head, text) =
        (paragraph[..at].trim(), paragraph[at + dash.len()..].trim_start_matches(['-', '—', ' ', '\u{a0}']));
    let begins_sentence = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'«„[(".contains(c));
    if at > LONGEST || text.is_empty() || !begins_sentence {
        return None;
    }
    let (head, agency) = agency(head);
    let mut parts = head.split(',').map(str::trim).filter(|part| !part.is_empty());
    let place = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    if !rest.iter().all(|part| is_region(part) || is_day(part) || is_year(part)) || place.split(' ').count() > 5 {
        return None;
    }
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let in_capitals =
        letters > 0 && place.chars().all(|c| c.is_alphabetic() && !c.is_lowercase() || " .'’-/".contains(c));
    let certain = match agency {
        Some(_) => letters == 0 && head.is_empty() || is_region(place),
        None => in_capitals && letters > if rest.is_empty() { 3 } else { 1 },
    };
    let day = rest.iter().position(|part| is_day(part));
    let published = day.and_then(|day| date::read(&format!("{}, {}", rest[day], rest.get(day + 1)?)));
    certain.then_some(Dateline { agency, published, text })
}

/// "TALLINN (Northern Wire)", "TALLINN /Northern Wire/": the place and what stands in brackets.
fn agency(head: &str) -> (&str, Option<&str>) {
    let inside = |open: char, close: char| {
        let (before, agency) = head.strip_suffix(close)?.rsplit_once(open)?;
        let named = (2..=40).contains(&agency.len())
            && agency.starts_with(char::is_uppercase)
            && agency.split(' ').count() <= 4;
        named.then_some((before.trim(), Some(agency)))
    };
    inside('(', ')').or_else(|| inside('/', '/')).unwrap_or((head, None))
}

/// "Estonia", "N.Y.", "North Korea": each word begins with a capital letter, no digits.
fn is_region(part: &str) -> bool {
    let words: Vec<&str> = part.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let small = |word: &str| ["of", "the", "and", "de", "la", "al", "el"].contains(&word);
    let named = |word: &&str| word.starts_with(char::is_uppercase) || small(word);
    (1..=4).contains(&words.len()) && words.iter().all(named) && !part.contains(|c: char| c.is_ascii_digit())
}

/// "March 3", "Sept. 28", "3 March".
fn is_day(part: &str) -> bool {
    let is_number = |word: &str| word.len() <= 2 && word.parse::<u8>().is_ok();
    let is_month = |word: &str| word.get(..3).is_some_and(|start| MONTHS.contains(&&*start.to_lowercase()));
    part.split_once(' ').is_some_and(|(a, b)| is_month(a) && is_number(b) || is_number(a) && is_month(b))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_the_story() {
        for (paragraph, agency) in [
            ("TALLINN, March 3 (Northern Wire) -- The harbour is closed.", Some("Northern Wire")),
            ("TALLINN (Northern Wire) — The harbour is closed.", Some("Northern Wire")),
            ("Tallinn, Estonia (Northern Wire) - The harbour is closed.", Some("Northern Wire")),
            ("ST. PAUL, Minn., Sept. 28 (NW) — The harbour is closed.", Some("NW")),
            ("(NW) -- The harbour is closed.", Some("NW")),
            ("TALLINN — The harbour is closed.", None),
            ("PORT-AU-PRINCE, Haiti – The harbour is closed.", None),
            ("TALLINN, March 3 /Northern Wire/ -- The harbour is closed.", Some("Northern Wire")),
        ] {
            let found = read(paragraph).unwrap_or_else(|| panic!("{paragraph}"));
            assert_eq!((found.text, found.agency), ("The harbour is closed.", agency), "{paragraph}");
        }
        let dated = read("TALLINN, March 3, 2019 (Northern Wire) -- “No,” she said.").unwrap();
        assert_eq!((dated.published.unwrap().as_str(), dated.text), ("2019-03-03", "“No,” she said."));
    }

    #[test]
    fn words_in_capitals_and_dashes_in_sentences_are_no_datelines() {
        for paragraph in [
            "NATO — the alliance — said no.",
            "The harbour — closed since March — will open.",
            "IBM - A company said.",
            "TALLINN",
            "TALLINN — ",
            "Ann Lee — The mayor said no.",
            "“WE WILL NOT GO” — That was the answer.",
            "Q: WHAT NOW — Nothing?",
            "",
        ] {
            assert_eq!(read(paragraph), None, "{paragraph}");
        }
    }
}
