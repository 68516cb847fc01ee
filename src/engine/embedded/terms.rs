//! Text as the index's terms: topics, phrases and names are cut as the indexed text was.

use std::{cell::RefCell, ops::Range};

use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use crate::{index::Tokenizers, query::is_stop_word};

/// A word of a text, as a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub term: String,
    /// Where it stands in the text, in UTF-8 bytes.
    pub bytes: Range<usize>,
}

thread_local! {
    // One that stems has a memory of its own, which takes longer to make than a quotation to cut.
    static FOLDED: RefCell<TextAnalyzer> = RefCell::new(Tokenizers::folded());
    static STEMMED: RefCell<TextAnalyzer> = RefCell::new(Tokenizers::stemmed());
}

/// The words, lower case, without accents.
pub(super) fn folded(text: &str) -> Vec<Word> {
    FOLDED.with_borrow_mut(|analyzer| words(analyzer, text))
}

/// The words' stems.
pub(super) fn stemmed(text: &str) -> Vec<Word> {
    STEMMED.with_borrow_mut(|analyzer| words(analyzer, text))
}

/// The words alone, lower case, without accents.
pub(super) fn folded_terms(text: &str) -> Vec<String> {
    folded(text).into_iter().map(|word| word.term).collect()
}

/// Those of a phrase that are searched for, and marked.
pub(super) fn phrase_terms(text: &str) -> Vec<String> {
    let mut terms = folded_terms(text);
    terms.truncate(PHRASE_WORDS);
    terms
}

fn words(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Word> {
    let mut stream = analyzer.token_stream(text);
    let mut words = Vec::new();
    stream.process(&mut |token| {
        words.push(Word { term: token.text.clone(), bytes: token.offset_from..token.offset_to });
    });
    words
}

/// At most so many words of a topic are searched for: more say nothing new, and cost.
pub(super) const TOPIC_WORDS: usize = 32;
/// At most so many words of a phrase: no quotation of this length differs only in what follows.
pub(super) const PHRASE_WORDS: usize = 1_000;

/// What a topic looks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    /// Its different words.
    pub words: Vec<TopicWord>,
    /// The forms in which they were typed.
    pub forms: Vec<Form>,
    /// Whether there were more than are searched for.
    pub is_cut: bool,
}

#[derive(Clone, Debug)]
pub(super) struct TopicWord {
    /// As it was typed.
    pub typed: String,
    /// The same as a term.
    pub term: String,
    pub stem: String,
    /// Which word of the topic it is, those left out counted: how far apart two words are when said in this order.
    pub position: usize,
}

/// A word as it was typed; one term or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub typed: String,
    /// Made of words too common to search for: "we'll". Who types it means it, so it helps to rank.
    pub is_common: bool,
}

impl Topic {
    /// The words of a topic: those too common to search for are left out, unless there are no others.
    pub fn of(text: &str) -> Self {
        let folded = folded(text);
        let telling = |word: &Word| !is_stop_word(&word.term) && !is_clitic(text, word);
        let has_telling = folded.iter().any(telling);
        let mut topic = Self { forms: forms(text), ..Self::default() };
        for (position, (word, stem)) in folded.iter().zip(stemmed(text)).enumerate() {
            let is_new = topic.words.iter().all(|known| known.stem != stem.term);
            if !is_new || (has_telling && !telling(word)) {
                continue;
            }
            if topic.words.len() == TOPIC_WORDS {
                topic.is_cut = true;
                break;
            }
            let typed = text[word.bytes.clone()].to_owned();
            topic.words.push(TopicWord { typed, term: word.term.clone(), stem: stem.term, position });
        }
        topic
    }
}

/// The topic's words as they were typed, stop words left out unless they are part of a contraction.
fn forms(text: &str) -> Vec<Form> {
    let form = |typed: &str| {
        let is_common = folded(typed).iter().all(|word| is_stop_word(&word.term) || is_clitic(typed, word));
        let is_contraction = typed.trim_matches(['\'', '’']).contains(['\'', '’']);
        (!is_common || is_contraction).then(|| Form { typed: typed.to_owned(), is_common })
    };
    text.split_whitespace().filter_map(form).take(TOPIC_WORDS).collect()
}

/// Whether the word is what an apostrophe leaves of one: the "t" of "don't", the "s" of "mayor's".
fn is_clitic(text: &str, word: &Word) -> bool {
    const CLITICS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];
    CLITICS.contains(&word.term.as_str()) && text[..word.bytes.start].ends_with(['\'', '’'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        Topic::of(text).words.into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn common_words_are_left_out_unless_they_are_all() {
        assert_eq!(stems("the freedom of the press"), ["freedom", "press"]);
        assert_eq!(stems("to be or not to be"), ["to", "be", "or", "not"]);
        assert_eq!(stems("the mayor's buses don’t run"), ["mayor", "buse", "don", "run"]);
        assert_eq!(stems("x"), ["x"]);
        assert!(stems(" -- ").is_empty());
    }

    #[test]
    fn contractions_are_kept_as_forms() {
        let forms = |text| -> Vec<(String, bool)> {
            Topic::of(text).forms.into_iter().map(|form| (form.typed, form.is_common)).collect()
        };
        assert_eq!(forms("the wealthy we’ll"), [("wealthy".to_owned(), false), ("we’ll".to_owned(), true)]);
        assert_eq!(forms("mayor's 'of'"), [("mayor's".to_owned(), false)]);
    }

    #[test]
    fn words_keep_their_distance() {
        let positions: Vec<usize> = Topic::of("freedom of speech").words.iter().map(|word| word.position).collect();
        assert_eq!(positions, [0, 2]);
    }

    #[test]
    fn a_topic_of_ten_thousand_words_is_cut() {
        let words: Vec<String> = (0..10_000).map(|n| format!("word{n}")).collect();
        let topic = Topic::of(&words.join(" "));
        assert_eq!((topic.words.len(), topic.is_cut), (TOPIC_WORDS, true));
    }
}
