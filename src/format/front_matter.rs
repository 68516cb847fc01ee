//! The lines between `---` (YAML) or `+++` (TOML) above a Markdown text.
//!
//! Read is what people and site generators write there for an article: `key: value`, `key: [a, b]`, and a list of items on
//! the lines below the key. Anything deeper is left out; nothing here is an error.

use super::{Field, names};

/// The fields above a text, and at which byte and in which line (from 0) the text begins.
pub(super) struct FrontMatter {
    pub fields: Vec<(Field, String)>,
    pub end: usize,
    pub lines: u32,
}

/// Reads what stands above a text; `None` when nothing does, or it never ends.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let fence =
        ["---", "+++"].into_iter().find(|fence| text.lines().next().is_some_and(|line| line.trim_end() == *fence))?;
    let mut found = FrontMatter { fields: Vec::new(), end: 0, lines: 0 };
    let mut open = None;
    for line in text.split_inclusive('\n') {
        found.end += line.len();
        found.lines += 1;
        let trimmed = line.trim();
        match () {
            () if found.lines == 1 || trimmed.is_empty() || trimmed.starts_with('#') => {}
            () if trimmed == fence => return Some(found),
            () if line.starts_with([' ', '\t', '-']) => {
                let item = trimmed.trim_start_matches('-').trim();
                let item = item.strip_prefix("name:").unwrap_or(item);
                found.fields.extend(open.map(|field| (field, unquoted(item))));
            }
            () => open = read_line(trimmed, &mut found.fields),
        }
    }
    None
}

/// Reads `key: value`; the field, when its items may follow on the lines below.
fn read_line(line: &str, fields: &mut Vec<(Field, String)>) -> Option<Field> {
    let (key, value) = line.split_once([':', '='])?;
    let field = names::field(&unquoted(key))?;
    let value = value.trim();
    match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        _ if value.is_empty() => return Some(field),
        Some(list) => fields.extend(items(list).map(|item| (field, unquoted(item)))),
        None => fields.push((field, unquoted(value))),
    }
    None
}

/// The items of a list, between commas that stand in no quotes.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    list.split(move |c| {
        quote = match quote {
            Some(open) if c == open => None,
            None if matches!(c, '"' | '\'') => Some(c),
            _ => quote,
        };
        c == ',' && quote.is_none()
    })
}

/// A value without its quotes, and what they made it necessary to write otherwise.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let double = inside('"').map(unescaped);
    double.or_else(|| inside('\'').map(|text| text.replace("\'\'", "\'"))).unwrap_or_else(|| text.to_owned())
}

/// What stands between double quotes, in YAML and in TOML: some programs write all letters beyond ASCII by their numbers.
fn unescaped(text: &str) -> String {
    let mut unescaped = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let written = if letter == '\\' { letters.next() } else { None };
        let digits = match written {
            None => {
                unescaped.push(letter);
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(other) => {
                unescaped.push(if matches!(other, 'n' | 'r' | 't') { ' ' } else { other });
                continue;
            }
        };
        let number: String = letters.by_ref().take(digits).collect();
        let letter = u32::from_str_radix(&number, 16).ok().and_then(char::from_u32);
        unescaped.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    unescaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_with_their_lists_and_the_text_begins_after_them() {
        let text = "---\ntitle: \"Harbour: closed\"\n# a comment\nauthors:\n  - Ann Lee\n  - name: Tom Roe\ntags: [x]\nsource: 'Gazette'\n---\nText";
        let found = read(text).unwrap();
        assert_eq!((&text[found.end..], found.lines), ("Text", 9));
        let expected = [
            (Field::Title, "Harbour: closed"),
            (Field::Authors, "Ann Lee"),
            (Field::Authors, "Tom Roe"),
            (Field::Outlet, "Gazette"),
        ];
        assert!(found.fields.iter().map(|(field, value)| (*field, value.as_str())).eq(expected), "{:?}", found.fields);
    }

    #[test]
    fn quotes_in_quotes_and_letters_by_their_numbers_are_what_they_stand_for() {
        for (line, expected) in [
            (
                r#"title: "A \"closed\" caf\xE9 \u201Cre\U0000006Fpened\u201D \\o/""#,
                vec!["A \"closed\" café “reopened” \\o/"],
            ),
            ("title: 'It''s closed'", vec!["It's closed"]),
            (r#"title: C:\x "new""#, vec![r#"C:\x "new""#]),
            (r#"title: "no end \u12""#, vec!["no end \u{12}"]),
            (r#"title: "no letter \uD800\xZZ""#, vec!["no letter \u{fffd}\u{fffd}"]),
            (r#"authors: ["Lee, Ann", 'Roe, Tom', Bo Ek]"#, vec!["Lee, Ann", "Roe, Tom", "Bo Ek"]),
        ] {
            let found = read(&format!("---\n{line}\n---\n")).unwrap();
            let values: Vec<&str> = found.fields.iter().map(|(_, value)| value.as_str()).collect();
            assert_eq!(values, expected, "{line}");
        }
    }

    #[test]
    fn toml_is_read_too_and_an_open_end_is_none() {
        let found = read("+++\ntitle = \"Harbour closed\"\nauthors = [\"Ann Lee\", \"Tom Roe\"]\n+++\n").unwrap();
        assert_eq!(found.fields.len(), 3);
        assert!(read("---\ntitle: x\n").is_none());
        assert!(read("Text\n---\n").is_none());
    }
}
