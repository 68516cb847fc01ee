use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, without accents, with straight apostrophes: how words are compared when their spelling may differ.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_curly_apostrophes_do_not_matter() {
        assert_eq!(fold("Núñez"), "nunez");
        assert_eq!(fold("O’Neill"), fold("o'neill"));
        assert_eq!(fold("plain"), "plain");
    }
}
