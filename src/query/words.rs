//! The words by which a question is understood, read from `data/en/questions.tsv`.

use std::{collections::HashSet, sync::LazyLock};

const TABLE: &str = include_str!("../../data/en/questions.tsv");

static WORDS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let classes = lines.filter_map(|line| line.split_once('\t'));
    classes.flat_map(|(class, words)| words.split(' ').map(move |word| (class, word))).collect()
});

/// A class of words, as `data/en/questions.tsv` describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Ask,
    What,
    Auxiliary,
    Did,
    Adverb,
    Leftover,
    Say,
    Doubtful,
    Told,
    About,
    Filler,
    By,
    Lead,
    Quotes,
    View,
    Nobody,
    Article,
    Generation,
    Title,
    Office,
    Stop,
}

impl Class {
    /// Whether this lower-case word is of the class.
    pub(super) fn has(self, word: &str) -> bool {
        let words: &HashSet<(&str, &str)> = &WORDS;
        words.contains(&(self.name(), word))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::What => "what",
            Self::Auxiliary => "auxiliary",
            Self::Did => "did",
            Self::Adverb => "adverb",
            Self::Leftover => "leftover",
            Self::Say => "say",
            Self::Doubtful => "doubtful",
            Self::Told => "told",
            Self::About => "about",
            Self::Filler => "filler",
            Self::By => "by",
            Self::Lead => "lead",
            Self::Quotes => "quotes",
            Self::View => "view",
            Self::Nobody => "nobody",
            Self::Article => "article",
            Self::Generation => "generation",
            Self::Title => "title",
            Self::Office => "office",
            Self::Stop => "stop",
        }
    }
}

/// Whether a folded word is too common to search for, unless nothing else is asked.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    Class::Stop.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Class; 21] = [
        Class::Ask,
        Class::What,
        Class::Auxiliary,
        Class::Did,
        Class::Adverb,
        Class::Leftover,
        Class::Say,
        Class::Doubtful,
        Class::Told,
        Class::About,
        Class::Filler,
        Class::By,
        Class::Lead,
        Class::Quotes,
        Class::View,
        Class::Nobody,
        Class::Article,
        Class::Generation,
        Class::Title,
        Class::Office,
        Class::Stop,
    ];

    #[test]
    fn every_class_of_the_table_is_used_and_every_class_used_is_in_the_table() {
        let used: HashSet<&str> = ALL.iter().map(|class| class.name()).collect();
        let written: HashSet<&str> = WORDS.iter().map(|(class, _)| *class).collect();
        assert_eq!(used, written);
    }

    #[test]
    fn words_are_lower_case_and_never_empty() {
        assert!(WORDS.iter().all(|(_, word)| !word.is_empty() && *word == word.to_lowercase()));
    }
}
