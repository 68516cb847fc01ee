//! Questions as people ask them, made from what an index holds.

use std::{collections::BTreeSet, error::Error, path::Path};

use serde_json::{Value, json};
use whosaid::{
    engine::{Embedded, Engine},
    query::{Criteria, GroupBy, Query, Sort, SpeakerSummary, is_stop_word},
};

use super::corpus;

/// So many questions are asked.
pub const QUESTIONS: usize = 1_000;
/// Of so many articles the words are.
const ARTICLES: usize = 2_000;
/// So many speakers are known: the most quoted, then ever rarer ones.
const SPEAKERS: usize = 50_000;
/// So many of them are often in the news.
const OFTEN: usize = 500;

/// The kinds of question, each as many as every other.
pub const KINDS: [&str; 10] = [
    "who said a word",
    "a surname",
    "a rare surname",
    "a surname with a typing error",
    "a phrase",
    "what somebody said about a word",
    "two words and a date",
    "a word, by month",
    "a word, newest first",
    "one letter",
];

/// A question, as a command line has it.
#[derive(Default)]
pub struct Question {
    /// Its place in [`KINDS`].
    pub kind: usize,
    text: Option<String>,
    speaker: Option<String>,
    group: Option<GroupBy>,
    sort: Option<Sort>,
}

impl Question {
    pub fn query(&self) -> Query {
        let (group, sort) = (self.group, self.sort);
        Query::new(self.text.as_deref(), Criteria { speaker: self.speaker.clone(), group, sort, ..Criteria::default() })
    }

    /// As `query --batch` reads it.
    pub fn line(&self, id: usize) -> Value {
        let mut line = serde_json::Map::from_iter([("id".to_owned(), json!(id))]);
        line.extend(self.text.as_ref().map(|text| ("question".to_owned(), json!(text))));
        line.extend(self.speaker.as_ref().map(|speaker| ("speaker".to_owned(), json!(speaker))));
        line.extend(self.group.map(|group| ("group".to_owned(), json!(group))));
        line.extend(self.sort.map(|sort| ("sort".to_owned(), json!(sort))));
        line.into()
    }
}

/// Makes the questions: what is asked is drawn from the articles' words and the index's speakers, the same each time.
pub fn made(corpus: &Path, engine: &Embedded) -> Result<Vec<Question>, Box<dyn Error>> {
    let mut words = BTreeSet::new();
    let mut phrases = Vec::new();
    for article in corpus::articles(corpus)?.take(ARTICLES) {
        let text: Vec<&str> = article.body.split(|c: char| !c.is_alphanumeric()).collect();
        words.extend(text.iter().filter(|word| word.len() > 4 && !is_stop_word(word)).map(|word| word.to_lowercase()));
        phrases.extend(text.windows(4).nth(text.len() / 2).map(|words| words.join(" ")));
    }
    let words: Vec<String> = words.into_iter().collect();
    let speakers = engine.speakers(None, SPEAKERS)?;
    if words.is_empty() || phrases.is_empty() || speakers.is_empty() {
        return Err("there is nothing to ask for in this corpus".into());
    }
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let kinds = (0..QUESTIONS).map(|number| number % KINDS.len());
    Ok(kinds.map(|kind| question(kind, &mut draw, &words, &phrases, &speakers)).collect())
}

fn question(
    kind: usize,
    draw: &mut Draw,
    words: &[String],
    phrases: &[String],
    speakers: &[SpeakerSummary],
) -> Question {
    let often = |draw: &mut Draw| surname(&speakers[draw.below(speakers.len().min(OFTEN))]);
    let word = draw.of(words);
    let text = |text: String| Question { kind, text: Some(text), ..Question::default() };
    let by = |speaker| Question { kind, speaker: Some(speaker), ..Question::default() };
    match kind {
        0 => text(format!("who said {word}")),
        1 => by(often(draw)),
        2 => by(surname(draw.of(speakers))),
        3 => by(misspelt(&often(draw), draw)),
        4 => text(format!("\"{}\"", draw.of(phrases))),
        5 => text(format!("what did {} say about {word}", often(draw))),
        6 => text(format!("{word} {} after:2014-06", draw.of(words))),
        7 => Question { group: Some(GroupBy::Month), ..text(format!("topic:{word}")) },
        8 => Question { sort: Some(Sort::Date), ..text(format!("topic:{word}")) },
        _ => text(word.chars().take(1).collect()),
    }
}

fn surname(speaker: &SpeakerSummary) -> String {
    speaker.name.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// The same with two letters in each other's place.
fn misspelt(name: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 2 {
        let at = 1 + draw.below(letters.len() - 2);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// Draws, the same each time: xorshift64 (Marsaglia 2003).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("less than a usize")
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
