//! What the path of a file tells: `{outlet}/{year}/{month}/{day}-*`.
//!
//! A pattern is a path whose parts hold words in braces, which stand for a field each, `*` (anything within a part of the
//! path) and `**` (any number of parts). It is held against the end of a path, so that it says nothing of the folders above.

use std::{fmt, str::FromStr};

use super::Field;

/// A pattern that paths are held against.
#[derive(Clone, PartialEq, Eq)]
pub struct PathPattern {
    /// As the user wrote it.
    written: String,
    /// Between the slashes.
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    /// `**`.
    Any,
    One(Vec<Token>),
}

/// What a part of a pattern is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Exactly(String),
    /// `*`, and `{section}`.
    Anything,
    Word(Word),
}

/// What stands in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Field(Field),
    Year,
    Month,
    Day,
}

static WORDS: &[(&str, Option<Word>)] = &[
    ("outlet", Some(Word::Field(Field::Outlet))),
    ("author", Some(Word::Field(Field::Authors))),
    ("title", Some(Word::Field(Field::Title))),
    ("date", Some(Word::Field(Field::Published))),
    ("year", Some(Word::Year)),
    ("month", Some(Word::Month)),
    ("day", Some(Word::Day)),
    ("id", Some(Word::Field(Field::Id))),
    ("language", Some(Word::Field(Field::Language))),
    ("section", None),
];

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// A word in braces that means nothing.
    #[error(
        "a path tells no “{{{0}}}” (there are {{outlet}}, {{author}}, {{title}}, {{date}}, {{year}}, {{month}}, {{day}}, {{id}}, {{language}}, {{section}})"
    )]
    UnknownWord(String),
    /// A brace without its other half.
    #[error("a brace is open (a field is written {{outlet}})")]
    OpenBrace,
    /// The same word in braces twice.
    #[error("“{{{0}}}” stands twice (once is enough: write * for the other one)")]
    Twice(&'static str),
    /// Two words in braces, and nothing between them by which they could be told apart.
    #[error("nothing parts “{{{0}}}” from what stands before it (write what does, such as {{outlet}}-{{title}})")]
    NotParted(&'static str),
    /// No word in braces.
    #[error("a path pattern without a field tells nothing (such as {{outlet}}/{{year}}/*)")]
    NoField,
    /// A month or a day without what makes a date of it.
    #[error("a date needs {{year}}, {{month}} and {{day}}, or {{date}}")]
    PartOfDate,
}

impl FromStr for PathPattern {
    type Err = BadPattern;

    fn from_str(written: &str) -> Result<Self, BadPattern> {
        let mut words = Vec::new();
        let parts = written.split('/').filter(|part| !part.is_empty() && *part != ".");
        let parts: Vec<Part> = parts.map(|part| read_part(part, &mut words)).collect::<Result<_, _>>()?;
        let twice = (1..words.len()).find(|&at| words[..at].contains(&words[at]));
        if let Some(at) = twice {
            return Err(BadPattern::Twice(name_of(words[at])));
        }
        if words.is_empty() {
            return Err(BadPattern::NoField);
        }
        // A year or a month alone is often part of a path that tells more: they do no harm.
        let has = |word| words.contains(&word);
        if has(Word::Day) && !(has(Word::Year) && has(Word::Month)) {
            return Err(BadPattern::PartOfDate);
        }
        Ok(Self { written: written.to_owned(), parts })
    }
}

/// Reads what stands between two slashes.
fn read_part(text: &str, words: &mut Vec<Word>) -> Result<Part, BadPattern> {
    if text == "**" {
        return Ok(Part::Any);
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(['{', '}', '*']).unwrap_or(rest.len());
        if at > 0 {
            tokens.push(Token::Exactly(rest[..at].to_owned()));
        }
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('*') {
            if tokens.last() != Some(&Token::Anything) {
                tokens.push(Token::Anything);
            }
            rest = after;
        } else if !rest.is_empty() {
            let (name, after) =
                rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).ok_or(BadPattern::OpenBrace)?;
            let &(known, word) = WORDS
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name.trim()))
                .ok_or_else(|| BadPattern::UnknownWord(name.to_owned()))?;
            let token = word.map_or(Token::Anything, Token::Word);
            let in_digits = |token: &Token| matches!(token, Token::Word(Word::Year | Word::Month | Word::Day));
            let is_parted = |last: &Token| matches!(last, Token::Exactly(_)) || in_digits(last) && in_digits(&token);
            if !tokens.last().is_none_or(is_parted) {
                return Err(BadPattern::NotParted(known));
            }
            words.extend(word);
            tokens.push(token);
            rest = after;
        }
    }
    Ok(Part::One(tokens))
}

fn name_of(word: Word) -> &'static str {
    WORDS.iter().find(|(_, known)| *known == Some(word)).map_or("", |(name, _)| name)
}

impl PathPattern {
    /// What a path tells; nothing when it is not of this form.
    pub(super) fn read(&self, path: &str) -> Vec<(Field, String)> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        // The longest end first: with `**` in front it is the whole path.
        let found = (0..parts.len()).find_map(|from| read_parts(&self.parts, &parts[from..]));
        found.map(|words| fields(&words)).unwrap_or_default()
    }
}

/// What the parts of a path give, held against those of a pattern.
fn read_parts(pattern: &[Part], path: &[&str]) -> Option<Vec<(Word, String)>> {
    match pattern {
        [] => path.is_empty().then(Vec::new),
        // Paths have few parts, and patterns few `**`.
        [Part::Any, rest @ ..] => (0..=path.len()).find_map(|from| read_parts(rest, &path[from..])),
        [Part::One(tokens), rest @ ..] => {
            let (first, others) = path.split_first()?;
            // The ending of a file's name need not be written.
            let stem = others.is_empty().then(|| read_name(tokens, without_ending(first))).flatten();
            let mut words = stem.or_else(|| read_name(tokens, first))?;
            words.extend(read_parts(rest, others)?);
            Some(words)
        }
    }
}

/// A file's name without its ending, and without the one before where it is compressed.
fn without_ending(name: &str) -> &str {
    let stem = |name: &'_ str| name.rfind('.').filter(|&at| at > 0).unwrap_or(name.len());
    let inner = &name[..stem(name)];
    let compressed = matches!(&name[inner.len()..], ".gz" | ".zst" | ".bz2" | ".xz");
    if compressed { &inner[..stem(inner)] } else { inner }
}

/// Holds a name against the tokens of a part: each takes as little as it can.
fn read_name(tokens: &[Token], name: &str) -> Option<Vec<(Word, String)>> {
    // From which token and byte on nothing fits: so that each is tried once.
    let mut hopeless = vec![false; (tokens.len() + 1) * (name.len() + 1)];
    let mut words = Vec::new();
    fits(tokens, name, 0, name.len() + 1, &mut hopeless, &mut words).then(|| {
        words.reverse();
        words
    })
}

/// The words are collected from the last to the first.
fn fits(
    tokens: &[Token],
    name: &str,
    at: usize,
    width: usize,
    hopeless: &mut [bool],
    words: &mut Vec<(Word, String)>,
) -> bool {
    let Some((token, rest)) = tokens.split_first() else { return at == name.len() };
    let state = tokens.len() * width + at;
    if hopeless[state] {
        return false;
    }
    let left = &name[at..];
    let mut go = |length: usize, words: &mut Vec<(Word, String)>| fits(rest, name, at + length, width, hopeless, words);
    let found = match token {
        Token::Exactly(text) => left.starts_with(text.as_str()) && go(text.len(), words),
        Token::Anything => ends(left, 0).any(|length| go(length, words)),
        Token::Word(word) => {
            let length = match word {
                Word::Field(_) => ends(left, 1).find(|&length| go(length, words)),
                Word::Year => digits(left, 4).filter(|&length| length == 4 && go(length, words)),
                Word::Month | Word::Day => {
                    digits(left, 2).into_iter().flat_map(|most| (1..=most).rev()).find(|&length| go(length, words))
                }
            };
            if let Some(length) = length {
                words.push((*word, left[..length].to_owned()));
            }
            length.is_some()
        }
    };
    hopeless[state] = !found;
    found
}

/// Where a text of `least` characters or more may end, the nearest first.
fn ends(text: &str, least: usize) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(least)
}

/// How many digits a text begins with, `most` at most.
fn digits(text: &str, most: usize) -> Option<usize> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count > 0).then_some(count)
}

/// The fields that the words give.
fn fields(words: &[(Word, String)]) -> Vec<(Field, String)> {
    let number = |wanted: Word| words.iter().find(|(word, _)| *word == wanted).map(|(_, text)| text.as_str());
    let mut fields: Vec<(Field, String)> = Vec::new();
    for (word, text) in words {
        if let Word::Field(field) = word {
            fields.push((*field, spaced(*field, text)));
        }
    }
    if let (Some(year), Some(month), Some(day)) = (number(Word::Year), number(Word::Month), number(Word::Day)) {
        fields.push((Field::Published, format!("{year}-{month:0>2}-{day:0>2}")));
    }
    fields
}

/// Words as people write them: names of files have underscores where names have spaces, and headlines hyphens.
fn spaced(field: Field, text: &str) -> String {
    match field {
        Field::Title if !text.contains([' ', '_']) => text.replace('-', " "),
        Field::Title | Field::Outlet | Field::Authors => text.replace('_', " "),
        _ => text.to_owned(),
    }
}

impl fmt::Debug for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.written, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(pattern: &str, path: &str) -> String {
        let fields = pattern.parse::<PathPattern>().unwrap().read(path);
        fields.iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_path_tells_the_fields_of_its_pattern() {
        for (pattern, path, expected) in [
            (
                "{outlet}/{year}/{month}/{day}-*",
                "corpus/Harbor_Gazette/2019/3/04-harbour.txt",
                "outlet=Harbor Gazette | published=2019-03-04",
            ),
            ("{year}{month}{day}_*", "a/b/20190304_harbour.txt", "published=2019-03-04"),
            ("{outlet}_{date}", "harbor-gazette_2019-03-04.txt", "outlet=harbor-gazette | published=2019-03-04"),
            (
                "{outlet}/**/{title}",
                "Gazette/2019/world/port-strike-ends.html",
                "outlet=Gazette | title=port strike ends",
            ),
            (
                "{outlet}/{section}/{author} - {title}",
                "Gazette/world/Ann Lee - No ships.txt.gz",
                "outlet=Gazette | author=Ann Lee | title=No ships",
            ),
            ("{outlet}-{title}", "harbor-gazette-strike.txt", "outlet=harbor | title=gazette strike"),
            ("{outlet}/*.txt", "Gazette/a.txt", "outlet=Gazette"),
            ("{outlet}/*.txt", "Gazette/a.html", ""),
            ("{outlet}/{year}/*", "Gazette/19/a.txt", ""),
            ("{outlet}/{year}/*", "a.txt", ""),
            ("{year}/{month}/{day}/*", "2019/3/4/a.txt", "published=2019-03-04"),
            ("{day}-{month}-{year}_*", "4-3-2019_a.txt", "published=2019-03-04"),
            ("./{outlet}/*", "x/Пресса/a.txt", "outlet=Пресса"),
        ] {
            assert_eq!(told(pattern, path), expected, "{pattern}: {path}");
        }
    }

    #[test]
    fn a_text_that_is_no_pattern_says_why() {
        for (pattern, expected) in [
            ("{paper}/*", "a path tells no “{paper}” (there are {outlet}, "),
            ("{outlet/*", "a brace is open"),
            ("outlet}/*", "a brace is open"),
            ("{outlet}/{outlet}", "“{outlet}” stands twice"),
            ("{outlet}{title}", "nothing parts “{title}” from what stands before it"),
            ("{outlet}{year}", "nothing parts “{year}”"),
            ("news/*", "a path pattern without a field"),
            ("", "a path pattern without a field"),
            ("{day}/*", "a date needs {year}, {month} and {day}, or {date}"),
        ] {
            let told = pattern.parse::<PathPattern>().unwrap_err().to_string();
            assert!(told.starts_with(expected), "{pattern}: {told}");
        }
    }

    #[test]
    fn a_name_that_nearly_fits_in_many_ways_is_told_at_once() {
        let pattern = "*a*a*a*a*a*a*a*a*a*a*a*a-{title}!";
        assert_eq!(told(pattern, &"a".repeat(5_000)), "");
    }

    proptest! {
        #[test]
        fn any_pattern_and_any_path_are_told_without_a_panic(pattern in "[a-z{}*/é-]{0,30}|(\\{(outlet|year|day|title)\\}|[-*/]){0,8}", path in "\\PC{0,40}") {
            if let Ok(pattern) = pattern.parse::<PathPattern>() {
                let _ = pattern.read(&path);
            }
        }
    }
}
