//! How the words of stretches in capitals are printed in the rest of their body.

use rustc_hash::FxHashMap;

use super::choice::begins_sentence;
use crate::{annotate::reading::Reading, text::TokenKind};

/// The words outside of all stretches, where a capital tells something.
pub struct Elsewhere<'r, 'a> {
    reading: &'r Reading<'a>,
    /// A form's print; none where it has several: "may" and "May".
    prints: FxHashMap<u32, Option<&'a str>>,
}

impl<'r, 'a> Elsewhere<'r, 'a> {
    /// The words of a body that are not `inside` a stretch.
    pub fn of(reading: &'r Reading<'a>, inside: impl Fn(usize) -> bool) -> Self {
        let mut prints: FxHashMap<u32, Option<&str>> = FxHashMap::default();
        for (at, word) in reading.words.iter().enumerate() {
            if word.kind == TokenKind::Word && !inside(at) && !begins_sentence(reading, at) {
                let print = reading.text(at);
                let known = prints.entry(word.form).or_insert(Some(print));
                known.take_if(|known| *known != print);
            }
        }
        Self { reading, prints }
    }

    /// How this word in capitals is printed elsewhere, always in the same way.
    pub fn print_of(&self, at: usize) -> Option<&'a str> {
        let print = self.prints.get(&self.reading.words[at].form).copied().flatten()?;
        (print.len() == self.reading.text(at).len()).then_some(print)
    }
}
