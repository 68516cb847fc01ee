//! Dates in words: `March 3, 2019`, `Sunday, 3rd of March 2019`, `3. März 2019`, alone and in a line with other words.

use std::{collections::HashMap, sync::LazyLock};

use jiff::{civil::Date, fmt::strtime::BrokenDownTime};

use super::{super::table, plausible};
use crate::article::Published;

/// Names of months in other languages, and the English ones that jiff knows.
static MONTHS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(include_str!("../../../data/months.tsv")).map(|row| (row[0], row[1])).collect());

/// The orders in which a date is written in words, after weekday, commas and endings ("3rd") are taken away.
static ORDERS: &[&str] = &[
    "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y %B %d", "%Y %b %d", "%d-%b-%Y", "%d-%B-%Y", "%Y-%m-%d",
    "%Y/%m/%d",
];

static WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Words that may stand between day, month and year.
static OF: &[&str] = &["of", "de", "del"];

/// Words that may stand before a date and do not change what it tells. "Updated" does.
static INTRODUCTIONS: &[&str] = &["published", "posted", "first", "originally", "on", "date", "dated", "pub"];

/// `March 3, 2019`, `3 March 2019`, `Sunday, 3rd of March 2019`, `Mar. 3, 2019 10:15 a.m. ET`.
pub(super) fn in_words(text: &str) -> Option<Published> {
    let words =
        text.split_whitespace().map(|word| word.trim_matches([',', '.', ':', ';', '|', '(', ')']).to_lowercase());
    let words =
        words.filter(|word| !word.is_empty() && !OF.contains(&word.as_str()) && !WEEKDAYS.contains(&word.as_str()));
    let words: Vec<String> =
        words.skip_while(|word| INTRODUCTIONS.contains(&word.as_str()) || is_clock(word)).map(plain).collect();
    let text = words.join(" ");
    ORDERS.iter().find_map(|order| {
        let (read, end) = BrokenDownTime::parse_prefix(order, &text).ok()?;
        let apart = text[end..].is_empty() || text[end..].starts_with(' ');
        let date = read.to_date().ok().and_then(plausible)?;
        (apart && is_time(&text[end..])).then(|| Published::day(date))
    })
}

/// What follows one of these in a line tells of a change.
static CHANGES: &[&str] =
    &["updated", "update", "modified", "edited", "corrected", "aktualisiert", "geändert", "actualizado", "modifié"];

/// Longer lines, in bytes, are sentences, whose dates are those of what they tell.
const LONGEST_LINE: usize = 140;

/// The only day that a line between headline and text gives among other words: `By Ann Lee on Monday, March 3rd, 2019 at
/// 10:15 a.m.`; never that of a change.
pub(in crate::format) fn in_line(line: &str) -> Option<Published> {
    if line.len() > LONGEST_LINE || is_sentence(line) {
        return None;
    }
    let words = line.split(|c: char| c.is_whitespace() || "|•·/()".contains(c));
    let words = words.map(|word| word.trim_matches([',', '.', ':', ';', '–', '—', '-']).to_lowercase());
    let words = words.filter(|word| !word.is_empty() && !OF.contains(&word.as_str()));
    let words: Vec<String> = words.take_while(|word| !CHANGES.contains(&word.as_str())).map(plain).collect();
    let mut days = (0..words.len()).filter_map(|at| {
        let date = |count: usize| words.get(at..at + count).and_then(|words| whole(&words.join(" ")));
        date(1).or_else(|| date(3))
    });
    let day = days.next()?;
    days.all(|other| other == day).then(|| Published::day(day))
}

/// Whether a line ends as sentences do and is too long for a byline.
fn is_sentence(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let mut words = line.split_whitespace();
    let last = words.next_back().unwrap_or_default().trim_end_matches(['"', '”', '’', ')']);
    let ends = last.trim_end_matches(['.', '!', '?']);
    words.count() >= MOST_WORDS && ends.len() < last.len() && !ends.contains('.')
}

/// A text that is a date in words and nothing else.
fn whole(text: &str) -> Option<Date> {
    ORDERS.iter().find_map(|order| BrokenDownTime::parse(order, text).ok()?.to_date().ok().and_then(plausible))
}

/// A word that can stand before a date and is certainly none of its own: `10:15`, `a.m`, `ET`.
fn is_clock(word: &str) -> bool {
    is_time(word) && !word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// A word of a date as jiff knows it: `3` for `3rd`, `sep` for `sept`, `march` for `märz`.
fn plain(word: String) -> String {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match &word[digits.len()..] {
        "st" | "nd" | "rd" | "th" | "er" if !digits.is_empty() => digits.to_owned(),
        _ => MONTHS.get(&*word).map_or(word, |&month| month.to_owned()),
    }
}

/// Whether what follows a date is nothing but a time of day: `at 10:15 a.m. ET`, `- 22:15 GMT+1`.
pub(super) fn is_time(text: &str) -> bool {
    static WORDS: &[&str] = &[
        "at", "am", "pm", "a.m", "p.m", "noon", "midnight", "h", "hrs", "|", "-", "–", "—", "et", "est", "edt", "ct",
        "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt", "gmt", "utc", "bst", "cet", "cest", "ist", "z", "local",
        "time",
    ];
    text.split_whitespace().all(|word| {
        let word = word.trim_matches([',', '.', '(', ')']).to_lowercase();
        let clock = word.trim_end_matches("a.m").trim_end_matches("p.m").trim_end_matches("am").trim_end_matches("pm");
        let is_clock = !clock.is_empty() && clock.bytes().all(|b| b.is_ascii_digit() || b":.+-".contains(&b));
        // A bare number of four digits is a year: of another date.
        let is_year = clock.len() == 4 && clock.bytes().all(|b| b.is_ascii_digit());
        word.is_empty() || WORDS.contains(&word.as_str()) || (is_clock && !is_year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(line: &str) -> Option<String> {
        in_line(line).map(String::from)
    }

    #[test]
    fn a_day_is_found_among_other_words() {
        for line in [
            "By Ann Lee on Monday, March 3rd, 2019 at 10:15 a.m.",
            "Ann Lee | 3 March 2019 | Politics",
            "10:15 AM EST Mar 3, 2019 (4 min read)",
            "TALLINN · 2019-03-03 · Harbor Gazette",
            "Published Mar. 3, 2019. Updated Mar. 5, 2019",
            "veröffentlicht am 3. März 2019",
            "Publicado el 3 de marzo de 2019",
            "Publié le 3 mars 2019 à 10h15",
        ] {
            assert_eq!(day(line).as_deref(), Some("2019-03-03"), "{line}");
        }
        assert_eq!(day("Publié le 1er août 2019").as_deref(), Some("2019-08-01"));
    }

    #[test]
    fn changes_ranges_and_sentences_give_no_day() {
        for line in [
            "Updated March 3, 2019",
            "March 3, 2019 - March 5, 2019",
            "March 3",
            "March 2019",
            "© 2019 Harbor Gazette",
            "The harbour will stay closed, as it was on March 3, 2019, he said.",
            "The port authority said that the old harbour, which was closed on March 3, 2019, would stay closed for at least \
             another week, after talks with the pilots broke down.",
        ] {
            assert_eq!(day(line), None, "{line}");
        }
    }

    #[test]
    fn months_of_other_languages_are_those_that_jiff_knows() {
        for row in table::rows(include_str!("../../../data/months.tsv")) {
            assert!(whole(&format!("3 {} 2019", row[1])).is_some() && row[0] == row[0].to_lowercase(), "{row:?}");
        }
    }
}
