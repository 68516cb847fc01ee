//! What a page puts around and between an article's paragraphs: told by elements, roles and the names of classes.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::super::table;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let data = include_str!("../../../data/html-around.tsv");
    Rules { elements: table::of_kind(data, "element").join(", "), classes: table::of_kind(data, "class") }
});

struct Rules {
    /// As a selector.
    elements: String,
    /// Words of the names of classes and ids.
    classes: Vec<&'static str>,
}

/// An element with more text than this, in bytes, holds the article, whatever its class is called.
const MOST_TEXT: usize = 1_500;

/// Takes out of a tree what is no part of its article.
pub(super) fn remove(document: &Document) {
    document.select(&RULES.elements).remove();
    for node in document.select("[class], [id]").nodes() {
        if is_called_so(node) && !has_much_text(node) {
            node.remove_from_parent();
        }
    }
}

fn is_called_so(node: &NodeRef) -> bool {
    ["class", "id"].iter().filter_map(|name| node.attr(name)).any(|called| {
        let mut words = called.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| RULES.classes.iter().any(|class| class.eq_ignore_ascii_case(word)))
    })
}

/// Whether an element has more text than what stands around articles has.
pub(super) fn has_much_text(node: &NodeRef) -> bool {
    let mut seen = 0;
    node.descendants_it().filter(NodeRef::is_text).any(|text| {
        seen += text.text().trim().len();
        seen > MOST_TEXT
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(markup: &str) -> String {
        let document = Document::fragment(markup);
        remove(&document);
        document.text().trim().to_owned()
    }

    #[test]
    fn what_is_called_like_a_button_or_a_list_of_other_articles_goes() {
        for around in [
            "<div class='article-share'>Tweet</div>",
            "<ul id=related_stories><li>Mayor eats cake</ul>",
            "<p class='Photo Caption'>A ship</p>",
            "<div role=navigation>Home</div>",
            "<aside>Mayor eats cake</aside>",
        ] {
            assert_eq!(left(&format!("<p>No ships.</p>{around}")), "No ships.", "{around}");
        }
    }

    #[test]
    fn words_inside_other_words_and_elements_with_much_text_stay() {
        assert_eq!(left("<p class='shareholders heading'>No ships.</p>"), "No ships.");
        let story = "No ships. ".repeat(200);
        assert_eq!(left(&format!("<div class='has share buttons'>{story}</div>")), story.trim());
    }

    #[test]
    fn rules_are_of_a_known_kind_and_words_of_classes_in_lower_case() {
        for row in table::rows(include_str!("../../../data/html-around.tsv")) {
            assert!(
                row.len() == 2
                    && (row[0] == "element" || row[0] == "class" && row[1].bytes().all(|b| b.is_ascii_lowercase())),
                "{row:?}"
            );
        }
    }
}
