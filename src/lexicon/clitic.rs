//! Small words that are written together with the word beside them: French "l’eau", "qu’elle", "dit-il".

/// Those of one language, the longest first.
#[derive(Debug, Default)]
pub struct Clitics {
    before: Vec<&'static str>,
    behind: Vec<&'static str>,
}

impl Clitics {
    pub(super) fn add(&mut self, word: &'static str, is_before: bool) {
        let list = if is_before { &mut self.before } else { &mut self.behind };
        list.push(word);
        list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }

    /// Where `word` falls apart: behind a small word that it begins with, or before one that it ends with.
    pub(super) fn cut(&self, word: &str) -> Option<usize> {
        if self.before.is_empty() && self.behind.is_empty() {
            return None;
        }
        let front = self.before.iter().find_map(|small| prefix_length(word, small));
        // A small word by itself stays whole: "-t-il" is not "-t" and "-il".
        let back = || self.behind.iter().find_map(|small| suffix_start(word, small)).filter(|&start| start > 0);
        front.or_else(back)
    }
}

/// Length of `small` at the start of a longer `word`; capitals and curly apostrophes don't matter.
fn prefix_length(word: &str, small: &str) -> Option<usize> {
    let mut length = 0;
    let mut chars = word.chars();
    for expected in small.chars() {
        let c = chars.next()?;
        if !same(c, expected) {
            return None;
        }
        length += c.len_utf8();
    }
    (length < word.len()).then_some(length)
}

/// Where `small` starts at the end of a longer `word`.
fn suffix_start(word: &str, small: &str) -> Option<usize> {
    let mut start = word.len();
    let mut chars = word.chars().rev();
    for expected in small.chars().rev() {
        let c = chars.next()?;
        if !same(c, expected) {
            return None;
        }
        start -= c.len_utf8();
    }
    Some(start)
}

fn same(written: char, listed: char) -> bool {
    written == listed
        || matches!((written, listed), ('’' | 'ʼ', '\''))
        || matches!((written, listed), ('‐' | '‑', '-'))
        || written.to_lowercase().eq(std::iter::once(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fall_apart_at_either_end() {
        let mut clitics = Clitics::default();
        for word in ["l'", "qu'"] {
            clitics.add(word, true);
        }
        for word in ["-il", "-t-il"] {
            clitics.add(word, false);
        }
        assert_eq!(clitics.cut("L’eau"), Some("L’".len()));
        assert_eq!(clitics.cut("a-t-il"), Some(1));
        assert_eq!(clitics.cut("dit-il"), Some(3));
        assert_eq!([clitics.cut("l'"), clitics.cut("-t-il"), clitics.cut("fusil")], [None; 3]);
    }
}
