//! What a page puts around and between an article's paragraphs: told by elements, roles and the names of classes.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::super::table;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let of_kind = |kind: &str| {
        let rows = table::rows(include_str!("../../../data/html-around.tsv")).filter(|row| row[0] == kind);
        rows.map(|row| *row.get(1).expect("html-around.tsv has two columns")).collect::<Vec<_>>()
    };
    Rules { elements: of_kind("element").join(", "), classes: of_kind("class") }
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

fn has_much_text(node: &NodeRef) -> bool {
    let mut seen = 0;
    node.descendants_it().filter(NodeRef::is_text).any(|text| {
        seen += text.text().trim().len();
        seen > MOST_TEXT
    })
}
