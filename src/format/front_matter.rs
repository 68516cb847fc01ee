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
                found.fields.extend(open.map(|field| (field, unquoted(item).to_owned())));
            }
            () => open = read_line(trimmed, &mut found.fields),
        }
    }
    None
}

/// Reads `key: value`; the field, when its items may follow on the lines below.
fn read_line(line: &str, fields: &mut Vec<(Field, String)>) -> Option<Field> {
    let (key, value) = line.split_once([':', '='])?;
    let field = names::field(unquoted(key))?;
    let value = value.trim();
    match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        _ if value.is_empty() => return Some(field),
        Some(list) => fields.extend(list.split(',').map(|item| (field, unquoted(item).to_owned()))),
        None => fields.push((field, unquoted(value).to_owned())),
    }
    None
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
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
    fn toml_is_read_too_and_an_open_end_is_none() {
        let found = read("+++\ntitle = \"Harbour closed\"\nauthors = [\"Ann Lee\", \"Tom Roe\"]\n+++\n").unwrap();
        assert_eq!(found.fields.len(), 3);
        assert!(read("---\ntitle: x\n").is_none());
        assert!(read("Text\n---\n").is_none());
    }
}
