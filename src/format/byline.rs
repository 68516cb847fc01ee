//! Who wrote it, for whom, when: bylines ("By Ann Lee | Harbor Gazette | March 3, 2019") and fields with authors.

use std::sync::LazyLock;

use super::{
    date::{self, Doubt},
    repair, table,
};
use crate::article::Published;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let data = include_str!("../../data/en/bylines.tsv");
    let of_kind = |kind| table::of_kind(data, kind);
    Words { roles: of_kind("role"), outlets: of_kind("outlet"), degrees: of_kind("degree") }
});

struct Words {
    roles: Vec<&'static str>,
    outlets: Vec<&'static str>,
    degrees: Vec<&'static str>,
}

/// Longer lines are text.
const LONGEST: usize = 200;
/// More names than this are a list of something else.
pub(super) const MOST_AUTHORS: usize = 20;

/// What a byline tells.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Credit {
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub published: Option<Published>,
    /// A date with two readings.
    pub doubt: Option<Doubt>,
}

/// Reads a line between headline and text, when it certainly is a byline or a date line.
pub(super) fn credit(line: &str) -> Option<Credit> {
    let line = repair::one_line(line);
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let mut credit = Credit::default();
    let mut certain = false;
    let mut others = Vec::new();
    for part in parts(&line) {
        if let Some(published) = date::read(part) {
            credit.published.get_or_insert(published);
            certain = true;
        } else if let Some(doubt) = date::doubt(part) {
            credit.doubt.get_or_insert(doubt);
            certain = true;
        } else if let Some(names) = after_by(part) {
            let (names, published) = match names.split_once(" on ") {
                Some((names, rest)) => (names, Some(date::in_line(rest)?)),
                None => date_at_end(without_age(names)),
            };
            let (names, doubt) = if published.is_none() { doubt_at_end(names) } else { (names, None) };
            certain |= read_names(names, &mut credit)?;
            credit.published = credit.published.or(published);
            credit.doubt = credit.doubt.or(doubt);
        } else if is_update(part) {
            certain = true;
        } else if let (name, Some(published)) = date_at_end(part) {
            credit.published.get_or_insert(published);
            certain = true;
            others.push(name);
        } else if let (name, Some(doubt)) = doubt_at_end(part) {
            credit.doubt.get_or_insert(doubt);
            certain = true;
            others.push(name);
        } else {
            others.push(part);
        }
    }
    for other in others {
        let words = other.split(' ').count();
        if words > 6 || !begins_upper(other) || other.ends_with(['.', '!', '?', ',', ';', ':']) {
            return None;
        }
        // Beside a name in a byline stands the outlet; beside a date it may be an author as well.
        let is_outlet = is_outlet(other) || !credit.authors.is_empty() && !is_role(other);
        if is_outlet && credit.outlet.is_none() {
            credit.outlet = Some(other.to_owned());
        }
    }
    certain.then_some(credit)
}

/// The names in a field or after "By": parted, without roles, places, outlets and addresses.
pub(super) fn authors(text: &str) -> Vec<String> {
    let text = repair::one_line(text);
    let text = after_by(&text).unwrap_or(&text);
    let text = [" for ", " in ", " at "].iter().fold(text, |text, &after| text.split(after).next().unwrap_or(text));
    let pieces: Vec<&str> = pieces(text).collect();
    let mut names: Vec<String> = Vec::new();
    for piece in pieces.iter().copied().filter(|piece| is_name(piece)) {
        let ends_a_name = matches!(piece, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III");
        // An outlet beside a name is whom the author works for; alone it is the author.
        let is_beside =
            is_outlet(piece) || is_site(piece) || WORDS.degrees.contains(&&*piece.replace('.', "").to_lowercase());
        let is_no_author = is_role(piece) || pieces.len() > 1 && is_beside;
        if is_no_author || names.iter().any(|name| name == piece) {
            continue;
        }
        match names.last_mut() {
            Some(name) if ends_a_name => *name = format!("{name} {piece}"),
            _ => names.push(piece.to_owned()),
        }
    }
    names.truncate(MOST_AUTHORS);
    names
}

/// Names between commas, semicolons, bars and "and"; "Lee, Ann" is one name.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let reversed = text.split_once(", ").is_some_and(|(family, given)| {
        !family.contains([' ', ';', '|'])
            && !given.contains([',', ';', '|'])
            && !given.contains(" and ")
            && given.split(' ').count() < 3
    });
    let separators: &[&str] =
        if reversed { &[";", "|"] } else { &[",", ";", "|", " and ", " AND ", " And ", " & ", " with ", "•", " / "] };
    let mut pieces = vec![text];
    for separator in separators {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(separator)).collect();
    }
    pieces.into_iter().map(|piece| {
        let piece = piece.trim().trim_matches(['"', '“', '”', '[', ']', '(', ')', '\'', ',']).trim();
        piece.strip_prefix("and ").unwrap_or(piece)
    })
}

fn is_name(piece: &str) -> bool {
    let sizes = !piece.is_empty() && piece.len() <= 100 && piece.split(' ').count() <= 8;
    let address = piece.contains(['@', '/']) || piece.contains("http");
    sizes
        && !address
        && piece.chars().any(char::is_alphabetic)
        && !["none", "null", "unknown", "admin", "administrator", "webmaster", "guest"]
            .contains(&&*piece.to_lowercase())
}

fn parts(line: &str) -> impl Iterator<Item = &str> {
    let mut parts = vec![line];
    for separator in [" | ", "|", " • ", " · ", " — ", " – ", " - ", " // "] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

fn after_by(text: &str) -> Option<&str> {
    ["By ", "BY ", "by ", "By: ", "Written by ", "Reported by ", "Story by ", "Words by "]
        .iter()
        .find_map(|by| text.strip_prefix(by))
        .map(str::trim)
}

/// "Ann Lee 2 days ago" without its age.
fn without_age(text: &str) -> &str {
    let aged = text.strip_suffix(" ago").and_then(|text| text.split_once(|c: char| c.is_ascii_digit()));
    aged.map_or(text, |(names, _)| names.trim_end())
}

/// "Ann Lee, March 3, 2019": the date that ends it, and what stands before.
fn date_at_end(text: &str) -> (&str, Option<Published>) {
    at_end(text, date::read)
}

/// The same for a date with two readings.
fn doubt_at_end(text: &str) -> (&str, Option<Doubt>) {
    at_end(text, date::doubt)
}

fn at_end<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> (&str, Option<T>) {
    text.match_indices(", ")
        .find_map(|(at, comma)| Some((&text[..at], read(&text[at + comma.len()..])?)))
        .map_or((text, None), |(names, found)| (names, Some(found)))
}

/// Reads what stands after "By"; `None` when it is no name but a sentence ("By Monday the strike was over").
fn read_names(text: &str, credit: &mut Credit) -> Option<bool> {
    let small = [
        "de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "el", "al", "bin", "ibn", "y", "and", "with",
        "for", "in", "of", "the", "&",
    ];
    let may_name = |word: &str| begins_upper(word) || small.contains(&word) || is_role(word);
    let named = || text.split(", ").flat_map(|part| part.split(" / "));
    let role = named().any(is_role) || is_role(text);
    if text.contains(|c: char| c.is_ascii_digit())
        || text.ends_with(['!', '?', ':', ';'])
        || text.split(' ').count() > 14
    {
        return None;
    }
    if !role && !text.split(' ').all(may_name) || text.ends_with('.') && !text.ends_with("Jr.") {
        return None;
    }
    let working_for = text.split_once(" for ").map(|(_, outlet)| outlet);
    let outlet = working_for.or_else(|| named().find(|part| is_outlet(part) && !is_role(part)));
    if let Some(outlet) = outlet {
        credit.outlet.get_or_insert_with(|| {
            outlet.strip_prefix("the ").or(outlet.strip_prefix("The ")).unwrap_or(outlet).to_owned()
        });
    }
    let names = authors(text).into_iter().filter(|name| outlet.is_none_or(|outlet| !outlet.ends_with(name.as_str())));
    credit.authors.extend(names);
    Some(true)
}

/// "Updated March 4, 2019", "4 min read": says nothing that is kept.
fn is_update(text: &str) -> bool {
    let text = text.to_lowercase();
    let words =
        ["updated", "last updated", "last modified", "modified", "update:", "published", "posted", "first published"];
    let dated = words.iter().any(|word| text.starts_with(word)) && text.contains(|c: char| c.is_ascii_digit());
    dated && text.len() < 60 || text.ends_with("min read") || text.ends_with("minute read")
}

fn begins_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic() && !c.is_numeric())
        || text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// "Staff Writer", "our health correspondent", "Court reporter", but not "Harbor Reporter", which may be a paper.
fn is_role(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let (before, last) = text.rsplit_once(' ').unwrap_or_default();
    let is_known = |role: &str| WORDS.roles.contains(&role);
    let is_certain = lower.starts_with("our ")
        || ["correspondent", "correspondents", "editor"].contains(&&*last.to_lowercase())
        || last.chars().all(char::is_lowercase);
    is_known(&lower) || is_certain && before.split(' ').count() < 4 && is_known(&last.to_lowercase())
}

/// A site's name: "Gazette.com".
fn is_site(name: &str) -> bool {
    let top = name.rsplit_once('.').map_or("", |(_, top)| top);
    !name.contains(' ') && (2..=4).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_lowercase())
}

/// The names of a text that is nothing but names, as the elements hold that pages call bylines: "Ann Lee and Tom Roe".
pub(super) fn bare(text: &str) -> Vec<String> {
    const MOST_WORDS: usize = 16;
    let text = repair::one_line(text);
    let small = ["de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "el", "al", "bin", "ibn", "y", "and"];
    let may_name = |word: &str| begins_upper(word) || small.contains(&word);
    let names = text.split(' ').count() <= MOST_WORDS
        && text.contains(' ')
        && !text.contains(|c: char| c.is_ascii_digit() || "!?:@/".contains(c))
        && text.split(' ').all(may_name);
    if names { authors(&text) } else { Vec::new() }
}

/// Whether a word of the name is one by which outlets are known.
pub(super) fn is_outlet(name: &str) -> bool {
    name.split([' ', '.', '/']).any(|word| WORDS.outlets.contains(&&*word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> (Vec<String>, Option<String>, Option<String>) {
        let credit = credit(line).unwrap_or_else(|| panic!("no byline: {line}"));
        (credit.authors, credit.outlet, credit.published.map(String::from))
    }

    #[test]
    fn a_byline_gives_author_outlet_and_date_in_each_of_its_forms() {
        for line in [
            "By Ann Lee | Harbor Gazette | March 3, 2019",
            "BY Ann Lee, Harbor Gazette, March 3, 2019",
            "By Ann Lee, Harbor Gazette | Published 3 March 2019",
            "By Ann Lee for Harbor Gazette — March 3, 2019 10:15 a.m. ET — Updated March 4, 2019",
            "Harbor Gazette · 3 March 2019 · By Ann Lee",
            "By Ann Lee, Staff Writer | Harbor Gazette | Sunday, March 3, 2019",
            "By Ann Lee on Sunday, March 3rd, 2019 at 11:04 a.m. | Harbor Gazette",
        ] {
            let expected =
                (vec!["Ann Lee".to_owned()], Some("Harbor Gazette".to_owned()), Some("2019-03-03".to_owned()));
            assert_eq!(told(line), expected, "{line}");
        }
    }

    #[test]
    fn parts_that_are_missing_stay_open() {
        assert_eq!(told("By Ann Lee and Tom van der Roe").0, ["Ann Lee", "Tom van der Roe"]);
        assert_eq!(told("By ANN LEE").0, ["ANN LEE"]);
        assert_eq!(told("By Ann Lee, Tom Roe 2 days ago").0, ["Ann Lee", "Tom Roe"]);
        assert_eq!(told("March 3, 2019"), (vec![], None, Some("2019-03-03".into())));
        assert_eq!(
            told("Harbor Gazette, 2019-03-03"),
            (vec![], Some("Harbor Gazette".into()), Some("2019-03-03".into()))
        );
        assert_eq!(told("Tallinn, March 3, 2019"), (vec![], None, Some("2019-03-03".into())));
        assert_eq!(told("Updated March 4, 2019"), (vec![], None, None));
        assert_eq!(told("Northern Wire | March 3, 2019").1.as_deref(), Some("Northern Wire"));
        assert_eq!(told("By Associated Press"), (vec![], Some("Associated Press".into()), None));
    }

    #[test]
    fn what_an_author_is_names_neither_author_nor_outlet() {
        for line in
            ["By Our Staff Reporter", "By OUR COURT REPORTER", "By our health correspondent", "By Court reporter"]
        {
            assert_eq!(told(line), (vec![], None, None), "{line}");
        }
        for line in ["By Ann Lee / Court reporter", "By Ann Lee, Washington Correspondent", "By Ann Lee, city editor"] {
            assert_eq!(told(line), (vec!["Ann Lee".to_owned()], None, None), "{line}");
        }
        assert_eq!(told("By Ann Lee, Harbor Reporter").1.as_deref(), Some("Harbor Reporter"));
    }

    #[test]
    fn a_date_with_two_readings_makes_a_byline_and_stays_in_doubt() {
        for line in
            ["By Ann Lee | 03/04/2019", "By Ann Lee, 03/04/2019", "03/04/2019 10:15", "Harbor Gazette, 3.4.2019"]
        {
            let credit = credit(line).unwrap_or_else(|| panic!("no byline: {line}"));
            assert_eq!((credit.published, credit.doubt), (None, date::doubt("03/04/2019")), "{line}");
        }
    }

    #[test]
    fn sentences_and_headlines_are_no_bylines() {
        for line in [
            "By Monday the strike was over",
            "By the end of March, ships will sail.",
            "By 2019 it was gone",
            "Ann Lee said so",
            "The minister spoke on March 3, 2019, and again in April.",
            "Harbor Gazette",
            "",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
    }

    #[test]
    fn a_text_of_names_alone_gives_them() {
        assert_eq!(bare("Ann Lee and Tom van der Roe"), ["Ann Lee", "Tom van der Roe"]);
        assert_eq!(bare("Ann Lee and Tom Roe, Associated Press"), ["Ann Lee", "Tom Roe"]);
        for none in ["", "Share", "About the author", "Posted 3 hours ago", "More from Ann Lee", "View All: 5"] {
            assert!(bare(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn authors_are_parted_and_freed_of_what_is_no_name() {
        for (text, expected) in [
            ("Ann Lee", &["Ann Lee"][..]),
            ("By Ann Lee, Tom Roe and Kim O'Neill", &["Ann Lee", "Tom Roe", "Kim O'Neill"]),
            ("Lee, Ann", &["Lee, Ann"]),
            ("Ann Lee, \"Tom Roe\", Ann Lee", &["Ann Lee", "Tom Roe"]),
            ("Ann Lee, CNN", &["Ann Lee"]),
            ("Associated Press", &["Associated Press"]),
            ("Martin King, Jr.", &["Martin King Jr."]),
            ("Ann Lee in Tallinn", &["Ann Lee"]),
            ("Ann Lee, MS, Ph.D.", &["Ann Lee"]),
            ("Ann Lee, Gazette.com", &["Ann Lee"]),
            ("Ann Lee; https://example.org/ann-lee; ann@example.org; None", &["Ann Lee"]),
            ("", &[]),
        ] {
            assert_eq!(authors(text), expected, "{text}");
        }
    }
}
