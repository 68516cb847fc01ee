use std::collections::HashMap;

use serde::Serialize;

use super::scores::Share;
use crate::article::{Article, Published};

/// A value that a label has not in the open: this, and the beginning of its hash.
const HASHED: char = '#';
/// So many digits of a hash are given.
const DIGITS: usize = 16;
/// What stands where an article does not tell a field.
const UNTOLD: &str = "-";

/// What a reader found in an article's head.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The headline.
    title: String,
    /// The day as `2019-03-03`; `None` where the article does not tell.
    published: Option<String>,
    /// Who wrote it; empty where the article does not tell.
    authors: Vec<String>,
}

/// Labels by the beginning of the name of the file in which the article is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels(HashMap<String, Label>);

impl Labels {
    /// Reads a table: file, title, day, authors (parted by `; `), parted by tabs; `-` where the article does not tell. Lines
    /// that begin with `# ` are comments.
    ///
    /// Titles and authors may be hashed, so that labels can be given on without the text: `#` and the first 16 digits of the
    /// BLAKE3 hash of their letters and digits in lower case.
    ///
    /// # Errors
    /// The number of the first line that does not have four columns.
    pub fn read(table: &str) -> Result<Self, u32> {
        let rows = (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with("# "));
        let labels = rows.map(|(number, line)| {
            let &[file, title, published, authors] = &*line.split('\t').collect::<Vec<_>>() else { return Err(number) };
            let told = |text: &str| Some(text.to_owned()).filter(|text| text != UNTOLD);
            let authors = told(authors).map(|all| all.split("; ").map(str::to_owned).collect()).unwrap_or_default();
            Ok((file.to_owned(), Label { title: title.to_owned(), published: told(published), authors }))
        });
        labels.collect::<Result<_, _>>().map(Self)
    }

    /// The label of an article: of the longest beginning of its file's name.
    fn of(&self, article: &Article) -> Option<&Label> {
        let path = &article.place.path;
        let name = path.rsplit('/').next().unwrap_or(path);
        (1..=name.len()).rev().filter_map(|end| name.get(..end)).find_map(|start| self.0.get(start))
    }
}

/// How many fields of labelled articles are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FieldTally {
    titles: (u64, u64),
    dates: (u64, u64),
    /// Articles that were given a date though they do not tell one.
    invented: u64,
    authors: (u64, u64),
}

/// The shares of a [`FieldTally`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldScores {
    /// The title is the headline, but for marks, spaces and case.
    pub title: Share,
    /// The day of publication is right, of the articles that tell it.
    pub published: Share,
    /// So many articles were given a day though they do not tell one.
    pub invented_dates: u64,
    /// All authors and nobody else, of the articles that tell them.
    pub authors: Share,
}

impl FieldTally {
    /// Counts an article; gives back the fields that are wrong, `None` when the labels don't have it.
    pub fn add(&mut self, labels: &Labels, article: &Article) -> Option<Vec<&'static str>> {
        let label = labels.of(article)?;
        let mut wrong = Vec::new();
        let mut count = |(right, of): &mut (u64, u64), field: &'static str, is_right: bool| {
            *of += 1;
            *right += u64::from(is_right);
            if !is_right {
                wrong.push(field);
            }
        };
        count(&mut self.titles, "title", same(&label.title, &article.title));
        let day = article.published.as_ref().map(Published::date);
        match &label.published {
            Some(published) => count(&mut self.dates, "published", day == Some(published)),
            None => self.invented += u64::from(day.is_some()),
        }
        if !label.authors.is_empty() {
            let all = label.authors.iter().all(|author| article.authors.iter().any(|found| same(author, found)));
            count(&mut self.authors, "author", all && label.authors.len() == article.authors.len());
        }
        Some(wrong)
    }

    /// The shares so far.
    #[must_use]
    pub fn scores(&self) -> FieldScores {
        let share = |(right, of)| Share::new(right, of);
        FieldScores {
            title: share(self.titles),
            published: share(self.dates),
            invented_dates: self.invented,
            authors: share(self.authors),
        }
    }
}

/// Whether a label, which may be hashed, is of this text.
fn same(label: &str, text: &str) -> bool {
    let text = letters(text);
    match label.strip_prefix(HASHED) {
        Some(hash) if hash.len() == DIGITS => blake3::hash(text.as_bytes()).to_hex()[..DIGITS] == *hash,
        _ => letters(label) == text,
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Place;

    fn article(path: &str, title: &str, day: Option<&str>, authors: &[&str]) -> Article {
        Article {
            title: title.into(),
            published: day.and_then(Published::parse),
            authors: authors.iter().map(|&name| name.to_owned()).collect(),
            place: Place { path: path.into(), lines: Vec::new() },
            ..Article::default()
        }
    }

    #[test]
    fn right_fields_are_counted_and_wrong_ones_told() {
        let hash = &blake3::hash(b"harbourclosed").to_hex()[..DIGITS];
        let labels =
            format!("# file\ta\tb\tc\na1\tHarbour “closed”\t2019-03-03\tAnn Lee; Tom Roe\nb2\t#{hash}\t-\t-\n");
        let labels = Labels::read(&labels).unwrap();
        let mut tally = FieldTally::default();
        let mut add = |article| tally.add(&labels, &article);
        let right = article("x/a1.html", "Harbour \"Closed\"", Some("2019-03-03"), &["Tom Roe", "ANN LEE"]);
        assert_eq!(add(right), Some(vec![]));
        assert_eq!(add(article("a1.gz", "Harbour", None, &["Ann Lee"])), Some(vec!["title", "published", "author"]));
        assert_eq!(add(article("b2.html", "Harbour closed", Some("2019-03-03"), &["Ann Lee"])), Some(vec![]));
        assert_eq!(add(article("c3.html", "Harbour closed", None, &[])), None);
        let scores = tally.scores();
        assert_eq!((scores.title.right, scores.title.of), (2, 3));
        assert_eq!((scores.published.right, scores.published.of, scores.invented_dates), (1, 2, 1));
        assert_eq!((scores.authors.right, scores.authors.of), (1, 2));
    }

    #[test]
    fn a_line_without_four_columns_is_told() {
        assert_eq!(Labels::read("a\tb\tc\td\na\tb\tc\n"), Err(2));
    }
}
