//! How text becomes terms.

use std::cell::RefCell;

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer, TokenizerManager,
};

use super::words::Words;

/// Words, lower case, without accents: for names and exact phrases.
pub(super) const FOLDED: &str = "whosaid_folded";
/// The same, stemmed: for topics.
pub(super) const STEMMED: &str = "whosaid_stemmed";

/// How text becomes terms; the same when writing and when asking.
pub struct Tokenizers;

impl Tokenizers {
    /// Names every tokenizer that the schema uses.
    pub fn register(manager: &TokenizerManager) {
        manager.register(FOLDED, Self::folded());
        manager.register(STEMMED, Self::stemmed());
    }

    /// Words, lower case, accents off.
    #[must_use]
    pub fn folded() -> TextAnalyzer {
        TextAnalyzer::builder(Words::default()).filter(LowerCaser).filter(AsciiFoldingFilter).build()
    }

    /// Words, lower case, accents off, English stems.
    #[must_use]
    pub fn stemmed() -> TextAnalyzer {
        TextAnalyzer::builder(Words::default()).filter(Stems).build()
    }
}

/// The stem of one word.
fn stem_of_word() -> TextAnalyzer {
    TextAnalyzer::builder(RawTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Turns words into their stems, and remembers them: stemming took a third of all the time of indexing.
#[derive(Clone)]
struct Stems;

impl TokenFilter for Stems {
    type Tokenizer<T: Tokenizer> = StemmingTokenizer<T>;

    fn transform<T: Tokenizer>(self, words: T) -> StemmingTokenizer<T> {
        StemmingTokenizer { words, stemmer: stem_of_word() }
    }
}

#[derive(Clone)]
struct StemmingTokenizer<T> {
    words: T,
    stemmer: TextAnalyzer,
}

impl<T: Tokenizer> Tokenizer for StemmingTokenizer<T> {
    type TokenStream<'a> = StemmingStream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemmingStream { words: self.words.token_stream(text), stemmer: &mut self.stemmer }
    }
}

struct StemmingStream<'a, S> {
    words: S,
    stemmer: &'a mut TextAnalyzer,
}

impl<S: TokenStream> TokenStream for StemmingStream<'_, S> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let text = &mut self.words.token_mut().text;
        let word = Packed::of(text);
        if let Some(stem) = word.and_then(|word| MEMORY.with_borrow(|memory| memory.stem(word))) {
            stem.unpack(text);
            return true;
        }
        let whole = std::mem::take(text);
        self.stemmer.token_stream(&whole).process(&mut |token| text.push_str(&token.text));
        if let (Some(word), Some(stem)) = (word, Packed::of(text)) {
            MEMORY.with_borrow_mut(|memory| memory.remember(word, stem));
        }
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}

/// A word of at most fifteen bytes, in one number: its bytes, then its length.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Packed(u128);

impl Packed {
    const LONGEST: usize = 15;

    fn of(word: &str) -> Option<Self> {
        let mut bytes = [0; Self::LONGEST + 1];
        bytes.get_mut(..word.len()).filter(|_| word.len() <= Self::LONGEST)?.copy_from_slice(word.as_bytes());
        bytes[Self::LONGEST] = u8::try_from(word.len()).ok()?;
        Some(Self(u128::from_le_bytes(bytes)))
    }

    fn unpack(self, word: &mut String) {
        let bytes = self.0.to_le_bytes();
        let length = usize::from(bytes[Self::LONGEST]);
        word.clear();
        word.push_str(str::from_utf8(&bytes[..length]).expect("it was packed from text"));
    }
}

thread_local! {
    /// Of all fields and segments together: the same words come in each.
    static MEMORY: RefCell<Memory> = RefCell::new(Memory::default());
}

/// Stems of words met lately. Each word has one slot and the last word to come keeps it: few enough to stay in the
/// processor's cache, many enough for most words. A map of strings, which forgets none, is slower than stemming.
struct Memory(Box<[(Packed, Packed)]>);

impl Memory {
    const SLOTS_LOG2: u32 = 14;

    fn slot(word: Packed) -> usize {
        // Fibonacci hashing (Knuth, volume 3, section 6.4): the upper bits depend on all others.
        let hash = word.0.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835) >> (u128::BITS - Self::SLOTS_LOG2);
        usize::try_from(hash).expect("a slot's number has few bits")
    }

    fn stem(&self, word: Packed) -> Option<Packed> {
        let (kept, stem) = self.0[Self::slot(word)];
        (kept == word).then_some(stem)
    }

    fn remember(&mut self, word: Packed, stem: Packed) {
        self.0[Self::slot(word)] = (word, stem);
    }
}

impl Default for Memory {
    fn default() -> Self {
        // The empty word has itself as its stem.
        Self(vec![<(Packed, Packed)>::default(); 1 << Self::SLOTS_LOG2].into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(mut analyzer: TextAnalyzer, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        analyzer.token_stream(text).process(&mut |token| terms.push(token.text.clone()));
        terms
    }

    #[test]
    fn case_accents_and_marks_make_no_difference() {
        assert_eq!(terms(Tokenizers::folded(), "“Núñez,” O’Neill SAID"), ["nunez", "o", "neill", "said"]);
        assert_eq!(terms(Tokenizers::folded(), "nunez o'neill said"), ["nunez", "o", "neill", "said"]);
    }

    #[test]
    fn stems_are_the_same_whether_remembered_or_not() {
        let text = "Tariffs rise; tariffs rose. TARIFFS, rising Cañones cañones ";
        let plain = TextAnalyzer::builder(Words::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(Language::English))
            .build();
        let expected = terms(plain, text);
        let stemmed = Tokenizers::stemmed();
        assert_eq!(terms(stemmed.clone(), text), expected);
        assert_eq!(terms(stemmed, &text.repeat(2)).len(), 2 * expected.len());
        assert_eq!(expected[..3], ["tariff", "rise", "tariff"]);
    }

    #[test]
    fn more_words_than_are_remembered_and_longer_ones_are_stemmed_all_the_same() {
        let count = 4 << Memory::SLOTS_LOG2;
        let words: Vec<String> = (0..count).map(|n| format!("{}{n}s", "é".repeat(n % 12))).collect();
        let twice = terms(Tokenizers::stemmed(), &(words.join(" ") + " ").repeat(2));
        let each: Vec<String> = words.iter().flat_map(|word| terms(stem_of_word(), word)).collect();
        assert_eq!(twice, [&each[..], &each[..]].concat());
    }

    #[test]
    fn a_word_is_packed_where_it_fits() {
        for word in ["", "a", "Núñez", "fifteen_bytes__"] {
            let mut unpacked = "before".to_owned();
            Packed::of(word).unwrap().unpack(&mut unpacked);
            assert_eq!(unpacked, word);
        }
        assert!(Packed::of("sixteen_bytes___").is_none());
    }
}
