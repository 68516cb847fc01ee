//! The article as all later stages read it: words with what they may be, sentences, paragraphs.

use std::ops::Range;

use crate::{
    article::Span,
    lexicon::{Classes, CueForm, Lexicon, class},
    model::hash,
    text::{Token, TokenKind, paragraphs, sentences, tokens},
};

/// Tokens, sentences and paragraphs of one body. Indices are into `words`.
pub struct Reading<'a> {
    /// The text.
    pub body: &'a str,
    /// All tokens in order.
    pub words: Vec<Word>,
    /// Each sentence's tokens; sentences never cross paragraphs.
    pub sentences: Vec<Range<usize>>,
    /// Each paragraph's tokens.
    pub paragraphs: Vec<Range<usize>>,
    /// Each paragraph's text.
    pub paragraph_spans: Vec<Span>,
    /// The lexicon it was read with.
    pub lexicon: &'static Lexicon,
}

/// One token with what the lexicon knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands in the body.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Hash of its letters in lower case.
    pub form: u32,
    /// What it may be.
    pub classes: Classes,
    /// How it is used as a cue, when it is one at all.
    pub cue: Option<&'static CueForm>,
    /// Begins with a capital.
    pub capital: bool,
    /// May have a hyphen or an apostrophe inside: only then need its parts be looked for.
    pub joined: bool,
    /// Index of its sentence.
    pub sentence: u32,
    /// Index of its paragraph.
    pub paragraph: u32,
}

impl<'a> Reading<'a> {
    /// Reads a body.
    #[must_use]
    pub fn new(body: &'a str, lexicon: &'static Lexicon) -> Self {
        let mut reading = Self {
            body,
            words: Vec::with_capacity(body.len() / 5),
            sentences: Vec::new(),
            paragraphs: Vec::new(),
            paragraph_spans: paragraphs(body),
            lexicon,
        };
        let mut lower = String::new();
        for (paragraph, &span) in reading.paragraph_spans.iter().enumerate() {
            let tokens = tokens(body, span, lexicon);
            let first = reading.words.len();
            for sentence in sentences(body, &tokens, lexicon) {
                let index = reading.sentences.len();
                reading.sentences.push(first + sentence.start..first + sentence.end);
                for token in &tokens[sentence] {
                    let word = Word::read(token, body, lexicon, &mut lower);
                    reading.words.push(Word { sentence: narrow(index), paragraph: narrow(paragraph), ..word });
                }
            }
            reading.paragraphs.push(first..reading.words.len());
        }
        reading
    }

    /// The words of one token, as written.
    #[must_use]
    pub fn text(&self, word: usize) -> &'a str {
        self.words[word].span.of(self.body)
    }

    /// Token `word` may be one of `classes`.
    #[must_use]
    pub fn is(&self, word: usize, classes: Classes) -> bool {
        self.words[word].classes & classes != 0
    }

    /// Token `word` is this mark or word, compared as written.
    #[must_use]
    pub fn reads(&self, word: usize, text: &str) -> bool {
        self.text(word) == text
    }

    /// The span from the first to the last token of a range that is not empty.
    #[must_use]
    pub fn span(&self, words: &Range<usize>) -> Span {
        self.words[words.start].span.union(self.words[words.end - 1].span)
    }

    /// The tokens of the sentence of token `word`.
    #[must_use]
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        self.sentences[self.words[word].sentence as usize].clone()
    }

    /// The tokens of the paragraph of token `word`.
    #[must_use]
    pub fn paragraph_of(&self, word: usize) -> Range<usize> {
        self.paragraphs[self.words[word].paragraph as usize].clone()
    }

    /// The first token that starts at `offset` or later.
    #[must_use]
    pub fn word_at(&self, offset: u32) -> usize {
        self.words.partition_point(|word| word.span.start < offset)
    }

    /// Token `word` is a mark that ends a sentence.
    #[must_use]
    pub fn is_stop(&self, word: usize) -> bool {
        self.words[word].kind == TokenKind::Mark && matches!(self.text(word), "." | "?" | "!" | "…")
    }

    /// Token `word` is an adverb: listed, or a word in -ly.
    #[must_use]
    pub fn is_adverb(&self, word: usize) -> bool {
        self.is(word, class::ADVERB) || (!self.words[word].capital && self.text(word).ends_with("ly"))
    }
}

impl Word {
    /// A token of no sentence; `lower` is memory that is used again.
    fn read(token: &Token, body: &str, lexicon: &'static Lexicon, lower: &mut String) -> Self {
        let Token { span, kind } = *token;
        let text = span.of(body);
        fold_into(text, lower);
        let plain = Self {
            span,
            kind,
            form: hash(lower),
            classes: 0,
            cue: None,
            capital: false,
            joined: text.bytes().any(|byte| matches!(byte, b'-' | b'\'') || !byte.is_ascii()),
            sentence: 0,
            paragraph: 0,
        };
        if kind != TokenKind::Word {
            return plain;
        }
        Self {
            classes: lexicon.classes(lower) | lexicon.classes_of_capitals(text),
            cue: lexicon.cue(lower),
            capital: text.starts_with(char::is_uppercase),
            ..plain
        }
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("a body of less than 4 GiB has fewer tokens than that")
}

/// Lower case with straight apostrophes, without allocating anew for each word.
fn fold_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' => lower.push('\''),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}
