//! The articles that annotations in another file speak of.

use std::io::BufRead;

/// An article as it stands in a line of the file of articles.
#[derive(serde::Deserialize)]
pub struct Text {
    /// By which annotations speak of it.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// Reads articles (JSON Lines with `id` and `text`); lines of another form are left out.
///
/// # Errors
/// When they can't be read.
pub fn read(articles: impl BufRead) -> std::io::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for line in articles.lines() {
        texts.extend(serde_json::from_str::<Text>(&line?).ok());
    }
    Ok(texts)
}
