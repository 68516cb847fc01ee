use serde::Deserialize;

use crate::{annotate::quoted_regions, article::Span};

/// One line of a gold file: an article's quotations, given by offsets or by their words.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Gold {
    /// The article's id, where it has one.
    pub id: Option<String>,
    /// The article's file, relative to the gold file; not needed when `text` is given.
    pub path: Option<String>,
    /// The article's text, which offsets count into in Unicode code points.
    pub text: Option<String>,
    /// The language of `text`, ISO 639-1; English when missing.
    pub language: Option<String>,
    /// Stretches in quotation marks, [start, end]; found by our own rules when missing.
    quoted: Option<Vec<(usize, usize)>>,
    quotes: Vec<Row>,
}

/// One quotation as a gold file writes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Row {
    kind: GoldKind,
    content: Pieces,
    #[serde(default)]
    source: Source,
    #[serde(default)]
    cue: Source,
    speaker: Option<String>,
    speaker_from: Option<String>,
}

/// Content: offsets in code points, or the words themselves, in order.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Pieces {
    Offsets(Vec<(usize, usize)>),
    Words(Vec<String>),
}

/// Source: offsets in code points, its words, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(untagged)]
enum Source {
    Offsets(Vec<(usize, usize)>),
    Words(String),
    #[default]
    Nothing,
}

/// Kind of a gold quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoldKind {
    /// Nearly all words in marks.
    Direct,
    /// Some.
    Mixed,
    /// None.
    Indirect,
    /// A turn of a transcript, "NAME: …".
    Transcript,
}

/// A gold line laid over its article's body: all spans are UTF-8 bytes into it.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldArticle {
    /// Stretches in quotation marks.
    pub quoted: Vec<Span>,
    /// The quotations.
    pub quotes: Vec<GoldQuote>,
}

/// One gold quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldQuote {
    /// How its words are marked.
    pub kind: GoldKind,
    /// Its content; never empty.
    pub content: Vec<Span>,
    /// The words that name who spoke; empty when the text has none.
    pub source: Vec<Span>,
    /// The words that tell that something was said, where the gold gives their offsets.
    pub cue: Vec<Span>,
    /// The fullest name of who spoke.
    pub speaker: Option<String>,
    /// The source is a pronoun or a nominal, not a name.
    pub by_reference: bool,
}

/// Why a gold line does not fit its article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoldError {
    /// Words that the body does not hold where they should stand.
    #[error("the body does not hold {0:?} where the gold has it")]
    Missing(String),
    /// Offsets beyond the text.
    #[error("offsets {0}..{1} lie outside the text")]
    Outside(usize, usize),
}

impl Gold {
    /// Lays the line over `body`.
    ///
    /// # Errors
    /// When words of the gold are not in the body, or offsets lie outside it.
    pub fn locate(&self, body: &str) -> Result<GoldArticle, GoldError> {
        let points = Points::of(body);
        let folded = Folded::of(body);
        let quoted = match &self.quoted {
            Some(quoted) => quoted.iter().map(|&(start, end)| points.span(start, end)).collect::<Result<_, _>>()?,
            None => quoted_regions(body),
        };
        let mut quotes = Vec::with_capacity(self.quotes.len());
        let mut from = 0;
        for row in &self.quotes {
            let content: Vec<Span> = match &row.content {
                Pieces::Offsets(offsets) => {
                    offsets.iter().map(|&(s, e)| points.span(s, e)).collect::<Result<_, _>>()?
                }
                Pieces::Words(pieces) => folded.in_order(pieces, from)?,
            };
            let Some(&first) = content.first() else { continue };
            from = first.from();
            let source = match &row.source {
                Source::Offsets(offsets) => {
                    offsets.iter().map(|&(s, e)| points.span(s, e)).collect::<Result<_, _>>()?
                }
                Source::Words(words) => vec![folded.nearest(words, &content)?],
                Source::Nothing => Vec::new(),
            };
            let cue = match &row.cue {
                Source::Offsets(offsets) => {
                    offsets.iter().map(|&(s, e)| points.span(s, e)).collect::<Result<_, _>>()?
                }
                Source::Words(_) | Source::Nothing => Vec::new(),
            };
            let by_reference = match (&row.speaker_from, &row.source, &row.speaker) {
                (Some(from), ..) => from == "coref",
                (None, Source::Words(words), Some(speaker)) => !shares_word(words, speaker),
                _ => false,
            };
            quotes.push(GoldQuote { kind: row.kind, content, source, cue, speaker: row.speaker.clone(), by_reference });
        }
        Ok(GoldArticle { quoted, quotes })
    }
}

fn shares_word(source: &str, speaker: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let speaker = words(speaker);
    words(source).iter().any(|word| speaker.contains(word))
}

/// Byte offsets of code points.
struct Points(Vec<usize>);

impl Points {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    fn span(&self, start: usize, end: usize) -> Result<Span, GoldError> {
        match (self.0.get(start), self.0.get(end)) {
            (Some(&from), Some(&to)) if from <= to => Ok(Span::new(from, to)),
            _ => Err(GoldError::Outside(start, end)),
        }
    }
}

/// A body with every run of white space as one space, and where each of its bytes stood: gold words are found in it
/// however the file breaks its lines.
struct Folded {
    text: String,
    origin: Vec<usize>,
}

impl Folded {
    fn of(body: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(body.len()), origin: Vec::with_capacity(body.len() + 1) };
        for (at, c) in body.char_indices() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && folded.text.ends_with(' ') {
                continue;
            }
            folded.text.push(c);
            folded.origin.extend((0..c.len_utf8()).map(|_| at));
        }
        folded.origin.push(body.len());
        folded
    }

    fn spaced(words: &str) -> String {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn span(&self, at: usize, length: usize) -> Span {
        Span::new(self.origin[at], self.origin[at + length])
    }

    /// The pieces, each behind the one before, the first at body offset `from` or later.
    fn in_order(&self, pieces: &[String], from: usize) -> Result<Vec<Span>, GoldError> {
        let mut at = self.origin.partition_point(|&origin| origin < from);
        let mut found = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let words = Self::spaced(piece);
            let here =
                self.text.get(at..).and_then(|rest| rest.find(&words)).ok_or(GoldError::Missing(words.clone()))? + at;
            found.push(self.span(here, words.len()));
            at = here + words.len();
        }
        Ok(found)
    }

    /// The occurrence of `words` nearest to the content.
    fn nearest(&self, words: &str, content: &[Span]) -> Result<Span, GoldError> {
        let words = Self::spaced(words);
        let distance = |span: &Span| {
            let gap = |piece: &Span| match piece {
                piece if piece.end <= span.start => span.start - piece.end,
                piece if span.end <= piece.start => piece.start - span.end,
                // Inside the content it is spoken about, not speaking.
                _ => u32::MAX,
            };
            content.iter().map(gap).min()
        };
        let is_word_edge = |at: usize| {
            !self.text[at..].starts_with(char::is_alphanumeric) || !self.text[..at].ends_with(char::is_alphanumeric)
        };
        let occurrences = self
            .text
            .match_indices(words.as_str())
            .filter(|(at, _)| is_word_edge(*at) && is_word_edge(at + words.len()));
        let spans = occurrences.map(|(at, _)| self.span(at, words.len()));
        spans.min_by_key(distance).ok_or(GoldError::Missing(words.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Ann Lee spoke.\n\n“We won,” she\nsaid. “It is over.” Ann Lee left.";

    #[test]
    fn words_are_found_in_order_whatever_the_line_breaks() {
        let line = r#"{"path": "a.txt", "quotes": [{"content": ["We won", "It is over"], "kind": "direct", "source": "she", "speaker": "Ann Lee"}]}"#;
        let gold: Gold = serde_json::from_str(line).unwrap();
        let article = gold.locate(BODY).unwrap();
        let words: Vec<&str> = article.quotes[0].content.iter().map(|span| span.of(BODY)).collect();
        assert_eq!(words, ["We won", "It is over"]);
        assert_eq!(article.quotes[0].source[0].of(BODY), "she");
        assert!(article.quotes[0].by_reference);
        assert_eq!(article.quoted.len(), 2);
    }

    #[test]
    fn offsets_count_code_points() {
        let line = r#"{"id": "a", "text": "“Né,” dit Léa.", "quoted": [[0, 5]], "quotes": [{"kind": "direct", "content": [[0, 5]], "source": [[10, 13]], "speaker": "Léa", "speaker_from": "name"}]}"#;
        let gold: Gold = serde_json::from_str(line).unwrap();
        let text = gold.text.clone().unwrap();
        let article = gold.locate(&text).unwrap();
        assert_eq!(article.quoted[0].of(&text), "“Né,”");
        assert_eq!(article.quotes[0].source[0].of(&text), "Léa");
    }

    #[test]
    fn words_that_the_body_lacks_are_named() {
        let gold: Gold = serde_json::from_str(r#"{"quotes": [{"content": ["never"], "kind": "direct"}]}"#).unwrap();
        assert_eq!(gold.locate(BODY), Err(GoldError::Missing("never".into())));
    }
}
