//! Documents of word processors: Word, OpenDocument and rich text.
//!
//! Each gives a [`Manuscript`], lines of text without their looks; what those mean is read as in plain text. A manuscript
//! that is an export of a newspaper database is cut into its articles.

pub(super) mod open_document;
mod package;
pub(super) mod rich_text;
pub(super) mod word;
mod xml;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Each, Field, Format, Options, Parsed, RECORD_LIMIT, Record, TEXT_LIMIT, database,
    draft::{Draft, Paragraph},
    heading,
    source::{Source, megabytes},
};
use crate::report::Problem;

/// A line break inside a paragraph.
const LINE_BREAK: char = '\u{2028}';

/// What a document says.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Manuscript {
    /// Each paragraph a line; line breaks inside one are U+2028.
    text: String,
    /// The paragraph, from 0, that is printed as the title.
    titled: Option<usize>,
    /// The title among the properties of the file.
    title: Option<String>,
    /// Who made the file, among its properties.
    creator: Option<String>,
}

/// Reads a document whole and hands its record over, or those of its articles.
fn split(
    format: &'static Format,
    source: Source,
    each: Each,
    read: fn(&[u8]) -> Result<Manuscript, Fault>,
) -> Result<(), Problem> {
    let path = source.path.clone();
    let bytes = source.read_all(RECORD_LIMIT)?;
    let manuscript = read(&bytes).map_err(|fault| fault.at(&path))?;
    let lines = manuscript.text.replace(LINE_BREAK, "\n");
    if let Some(database) = database::told(&lines) {
        return database::cut(database, &lines, &path, each);
    }
    let bytes = serde_json::to_vec(&manuscript).expect("a manuscript has nothing but text and numbers");
    let _ = each(Ok(Record::new(path, 1, format, bytes)));
    Ok(())
}

/// Why a document is not read.
#[derive(Debug)]
struct Fault {
    what: String,
    remedy: &'static str,
}

impl Fault {
    fn new(what: impl Into<String>, remedy: &'static str) -> Self {
        Self { what: what.into(), remedy }
    }

    fn too_much_text() -> Self {
        let what = format!("its text is larger than {}, the limit for one article", megabytes(TEXT_LIMIT));
        Self::new(what, "part it")
    }

    fn at(self, path: &Arc<str>) -> Problem {
        Problem::new(&**path, self.what).remedy(self.remedy)
    }
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let manuscript: Manuscript = serde_json::from_slice(&record.bytes).map_err(|error| record.problem(error))?;
    let mut draft = Draft { paragraphs: paragraphs(&manuscript.text), ..Draft::default() };
    take_title(&mut draft, &manuscript);
    heading::take(&mut draft);
    if let Some(title) = manuscript.title.filter(|title| is_title(title)) {
        draft.set(Field::Title, &title);
    }
    if draft.authors.is_empty()
        && let Some(creator) = manuscript.creator.filter(|creator| is_person(creator))
    {
        draft.set(Field::Authors, &creator);
    }
    draft.finish(record, options)
}

/// The paragraphs, each with the number of its line: as in an editor, line breaks inside paragraphs count too.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut line = 1_u32;
    let mut paragraphs = Vec::new();
    for raw in text.split('\n') {
        // Two line breaks are how some people part paragraphs.
        for part in raw.split("\u{2028}\u{2028}") {
            let breaks = part.matches(LINE_BREAK).count();
            if !part.trim().is_empty() {
                let before = part.len() - part.trim_start().len();
                let skipped = part[..before].matches(LINE_BREAK).count();
                let text = part.trim().replace(LINE_BREAK, "\n");
                paragraphs.push(Paragraph { line: line.saturating_add(count(skipped)), text, apart: true });
            }
            line = line.saturating_add(count(breaks + 2));
        }
        // Behind the last part of a paragraph is one break, not two.
        line -= 1;
    }
    paragraphs
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// Takes the paragraph away that is printed as the title.
fn take_title(draft: &mut Draft, manuscript: &Manuscript) {
    /// A first heading further down is one of a part.
    const SEARCHED: usize = 4;
    let Some(titled) = manuscript.titled.and_then(|at| manuscript.text.split('\n').nth(at)) else { return };
    let titled = titled.replace(LINE_BREAK, "\n");
    let at = draft.paragraphs.iter().take(SEARCHED).position(|paragraph| paragraph.text == titled.trim());
    if let Some(at) = at.filter(|_| draft.paragraphs.len() > 1) {
        draft.paragraphs.remove(at);
        draft.set(Field::Title, &titled);
    }
}

/// A property that a person wrote, not a program: "Microsoft Word - story.doc", "Document1", "PowerPoint Presentation".
fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let by_program = ["microsoft", "word document", "untitled", "document", "title", "untitl", "about:", "http"];
    let is_file = [".doc", ".docx", ".odt", ".rtf", ".pdf", ".txt", ".indd", ".html"];
    title.split_whitespace().count() > 2
        && title.chars().count() <= 200
        && !by_program.iter().any(|start| title.starts_with(start))
        && !is_file.iter().any(|end| title.ends_with(end))
}

/// A given name and a family name: most files are made by "Admin", "Newsroom", "python-docx".
fn is_person(creator: &str) -> bool {
    static NO_NAMES: &[&str] = &[
        "microsoft",
        "office",
        "user",
        "windows",
        "admin",
        "administrator",
        "author",
        "owner",
        "desk",
        "newsroom",
        "editor",
        "pc",
        "laptop",
        "lexisnexis",
        "nexis",
        "factiva",
        "proquest",
        "libreoffice",
        "openoffice",
        "google",
        "apache",
        "ltd",
        "inc",
        "the",
        "news",
        "press",
    ];
    let words: Vec<&str> = creator.split_whitespace().collect();
    let named = |word: &&str| word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
    (2..=4).contains(&words.len())
        && words.iter().all(named)
        && !words.iter().any(|word| NO_NAMES.contains(&&*word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_keep_the_numbers_of_their_lines() {
        let text = "One\u{2028}and more\n\nTwo\u{2028}\u{2028}Three\nFour";
        let found: Vec<_> = paragraphs(text).into_iter().map(|paragraph| (paragraph.line, paragraph.text)).collect();
        let expected = [(1, "One\nand more"), (4, "Two"), (6, "Three"), (7, "Four")];
        assert!(found.iter().map(|(line, text)| (*line, text.as_str())).eq(expected), "{found:?}");
    }

    #[test]
    fn properties_that_programs_wrote_are_no_titles_and_no_authors() {
        for title in
            ["Microsoft Word - harbour closed.doc", "Document1", "Untitled", "", "harbour", "the harbour is.docx"]
        {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("Harbour stays closed as pilots hold out"));
        for creator in ["Microsoft Office User", "python-docx", "Admin", "News Desk", "PC 2", "Ann", "ann lee", ""] {
            assert!(!is_person(creator), "{creator}");
        }
        assert!(is_person("Ann Lee") && is_person("Inés Núñez O’Neill"));
    }
}
