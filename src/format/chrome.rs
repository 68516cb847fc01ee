//! Lines that a site puts around an article ("Share", "Read more: …"); told by the rules of `data/en/chrome.tsv`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::table;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let data = include_str!("../../data/en/chrome.tsv");
    let mut starts: BTreeMap<u8, Vec<&'static str>> = BTreeMap::new();
    for start in table::of_kind(data, "starts") {
        starts.entry(start.bytes().next().unwrap_or_default()).or_default().push(start);
    }
    Rules { whole: table::of_kind(data, "line").into_iter().collect(), starts }
});

/// A longer line is text, however it begins.
const LONGEST: usize = 160;

/// Lower case throughout.
struct Rules {
    whole: BTreeSet<&'static str>,
    /// By their first bytes: every short line is looked at.
    starts: BTreeMap<u8, Vec<&'static str>>,
}

impl Rules {
    fn begin(&self, line: &str) -> bool {
        let first = line.as_bytes().first();
        first
            .and_then(|first| self.starts.get(first))
            .is_some_and(|starts| starts.iter().any(|start| line.starts_with(start)))
    }
}

/// Whether a line is site chrome and no part of the article.
pub(super) fn is_chrome(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim().to_lowercase().replace('’', "'");
    // Marks of a link or a button: "Read more »", "• Share", "[Advertisement]". A full stop ends a sentence, not a button.
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric() && !"'\"“”©@.?!".contains(c));
    RULES.whole.contains(bare) || RULES.begin(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_and_notices_are_chrome() {
        for line in [
            "Login",
            "Share",
            "SHARE THIS ARTICLE",
            "Read more »",
            "[Advertisement]",
            "• Subscribe now",
            "Sign up for our newsletter",
            "Follow us on Facebook",
            "Read more: Harbour strike enters third week",
            "© 2019 Harbor Gazette. All rights reserved.",
            "Story continues below advertisement",
        ] {
            assert!(is_chrome(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_not_chrome_however_they_begin() {
        for line in [
            "Share prices fell by a tenth.",
            "“Share,” she said.",
            "Login data of 3,000 people were stolen, the bank said.",
            "Follow the money, he said.",
            "Advertisement revenue fell.",
            "Share.",
            "More than 40 people came.",
            "",
        ] {
            assert!(!is_chrome(line), "{line}");
        }
    }

    /// A line is its own example; what begins so has one.
    #[test]
    fn each_rule_is_written_in_lower_case_and_holds_for_its_example() {
        for row in table::rows(include_str!("../../data/en/chrome.tsv")) {
            assert_eq!(row[1], row[1].to_lowercase(), "{row:?}");
            let example = match *row {
                ["line", line] => line,
                ["starts", start, example] if example.len() > start.len() => example,
                _ => panic!("neither a line nor a beginning with an example: {row:?}"),
            };
            assert!(example.to_lowercase().starts_with(row[1]) && is_chrome(example), "{row:?}");
        }
    }
}
