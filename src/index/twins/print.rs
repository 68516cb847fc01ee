//! An article as one place has it, boiled down to what tells whether two are the same.

use crate::{
    article::{Article, Published},
    text::letters,
};

use super::address::page;

/// Texts of fewer letters and digits say too little to be known by: "Read more in tomorrow's paper."
const LEAST_LETTERS: u32 = 200;

/// One print of an article: what can be compared, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::index) struct Print {
    /// Hash of the path of the file on disk.
    pub(in crate::index) file: u64,
    /// Its number among the records of the file: with `file`, this print and no other.
    pub(in crate::index) number: u32,
    /// Letters and digits of the body.
    pub(in crate::index) letters: u32,
    /// Hash of these.
    pub(in crate::index) text: u64,
    /// Hash of page and headline; 0 where one of them is unknown.
    pub(in crate::index) page: u64,
    /// Seconds since 1970.
    pub(in crate::index) published: Option<i64>,
}

impl Print {
    /// The print of record `number` of a file.
    pub(in crate::index) fn of(article: &Article, file: u64, number: u32) -> Self {
        let text = letters(&article.body);
        Self {
            file,
            number,
            letters: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
            text: first_bytes(blake3::hash(text.as_bytes())),
            page: page_and_headline(article).unwrap_or(0),
            published: article.published.as_ref().map(Published::seconds),
        }
    }

    /// A number that this print has and no other: all its documents bear it.
    pub(in crate::index) fn mark(&self) -> u64 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.file.to_le_bytes()).update(&self.number.to_le_bytes());
        first_bytes(hasher.finalize())
    }

    /// Whether its text says enough to be known by.
    pub(super) fn is_telling(&self) -> bool {
        self.letters >= LEAST_LETTERS
    }
}

/// What stands for a file in a print. Articles that came without one have a file for each id.
pub(in crate::index) fn file_hash(path: &str, piped_id: Option<&str>) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes());
    if let Some(id) = piped_id {
        hasher.update(&[0]).update(id.as_bytes());
    }
    first_bytes(hasher.finalize())
}

/// A page shows other articles as time goes by when it is a section's: only with the headline it is known what it shows.
fn page_and_headline(article: &Article) -> Option<u64> {
    let page = page(article.url.as_deref()?)?;
    let headline = letters(&article.title);
    let known = format!("{page}\0{headline}");
    // 0 means that there is none.
    (!headline.is_empty()).then(|| first_bytes(blake3::hash(known.as_bytes())).max(1))
}

fn first_bytes(hash: blake3::Hash) -> u64 {
    u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(title: &str, body: &str, url: &str) -> Print {
        let url = Some(url.to_owned());
        Print::of(&Article { title: title.into(), body: body.into(), url, ..Article::default() }, 1, 1)
    }

    #[test]
    fn white_space_case_marks_and_accents_do_not_tell_texts_apart() {
        let text = |body: &str| print("", body, "").text;
        let base = text("“We won't go,” said Núñez.\nNo. 7 stays.");
        for same in ["\"we won’t go\" SAID NUÑEZ: no. 7 stays", "We wo\u{ad}nt go said Nun\u{303}ez No7stays"] {
            assert_eq!(text(same), base, "{same}");
        }
        assert_ne!(text("“We won't go,” said Núñez. No. 8 stays."), base);
    }

    #[test]
    fn a_page_is_known_only_together_with_its_headline() {
        let page = |title: &str, url: &str| print(title, "", url).page;
        let base = page("Strike is off", "https://paper.example/a");
        assert_eq!(page("Strike Is Off!", "http://www.paper.example/a/?utm_source=x"), base);
        assert_ne!(page("Strike is on", "https://paper.example/a"), base);
        assert_eq!([page("", "https://paper.example/a"), page("Strike is off", "https://paper.example/")], [0, 0]);
    }

    #[test]
    fn only_texts_of_some_length_tell() {
        assert!(print("", &"a b".repeat(100), "").is_telling());
        assert!(!print("", &"a - ".repeat(199), "").is_telling());
    }

    #[test]
    fn each_record_has_a_mark_of_its_own() {
        let marks = |file, number| Print { file, number, ..print("", "", "") }.mark();
        assert_ne!(marks(1, 2), marks(1, 3));
        assert_ne!(marks(1, 2), marks(2, 2));
        assert_ne!(file_hash("-", Some("7")), file_hash("-", Some("8")));
    }
}
