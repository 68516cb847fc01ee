//! What a page is: an article, a list of others (a start page, a section's), or what a server says in its place.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::{super::table, linked_data::LinkedData, words};

/// Why a page that is a list of articles is passed over.
pub(super) const INDEX: &str = "page that lists articles";
/// Why a page is passed over that says that there is no article.
pub(super) const ERROR: &str = "error page";

/// A page with fewer linked headlines is no list.
const FEWEST_HEADLINES: usize = 5;
/// Paragraphs for ten of its headlines: teasers have one each at most.
const MOST_PARAGRAPHS: usize = 15;
/// In bytes; shorter ones are bylines and labels.
const PARAGRAPH: usize = 80;
/// In bytes: who says why there is no page is brief.
const LONGEST_ERROR: usize = 1_500;

/// What such pages are called, as a beginning of their title, in lower case.
static ERRORS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table::rows(include_str!("../../../data/error-pages.tsv")).map(|row| row[0]).collect());

/// Whether a page says that it is an article, or has the marks that only articles have.
pub(super) fn declares_article(page: &Document, linked: &LinkedData) -> bool {
    let marks = r#"meta[property="og:type"][content="article" i], meta[property^="article:published"],
        [itemtype$="Article"][itemprop~="mainEntity"], [itemprop~="articleBody"]"#;
    page.select(marks).exists() || linked.has_article()
}

/// Whether the main part of a page is headlines that lead elsewhere, with a paragraph each at most.
pub(super) fn lists_articles(main: &NodeRef) -> bool {
    let is = |node: &NodeRef, names: &[&str]| node.node_name().is_some_and(|name| names.contains(&&*name));
    let mut headlines = 0;
    for node in main.descendants_it().filter(|node| is(node, &["h1", "h2", "h3", "h4"])) {
        let is_link = |node: &NodeRef| is(node, &["a"]);
        let linked = node.ancestors_it(Some(2)).any(|above| is_link(&above))
            || node.descendants_it().any(|inside| is_link(&inside));
        headlines += usize::from(linked);
    }
    let paragraphs = words::blocks(main).iter().filter(|block| block.len() >= PARAGRAPH).count();
    headlines >= FEWEST_HEADLINES && paragraphs * 10 <= headlines * MOST_PARAGRAPHS
}

/// Whether a page with this title and text is what a server says in the place of one.
pub(super) fn is_error(title: &str, length: usize) -> bool {
    let title = title.trim().to_lowercase();
    length <= LONGEST_ERROR && ERRORS.iter().any(|error| title.starts_with(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(body: &str) -> bool {
        lists_articles(&Document::from(format!("<html><body>{body}</body></html>")).root())
    }

    fn declares(head: &str) -> bool {
        let page = Document::from(format!("<head>{head}</head>"));
        declares_article(&page, &LinkedData::of(&page))
    }

    #[test]
    fn teasers_are_a_list_and_an_article_with_links_is_none() {
        let teaser = "<h3><a href=/1>Harbour closed</a></h3><p>The harbour of the old town will stay closed for another week, the port authority said.</p>";
        assert!(lists(&teaser.repeat(6)));
        assert!(lists(&"<a href=/1><h2>Harbour closed</h2></a>".repeat(12)));
        assert!(!lists(&teaser.repeat(3)));
        let story = "<p>The harbour of the old town will stay closed for another week, the port authority said, after talks broke down.</p>";
        assert!(!lists(&format!("{}{}", story.repeat(12), "<h3><a href=/1>Read more of it</a></h3>".repeat(6))));
    }

    #[test]
    fn errors_are_told_by_their_title_and_are_brief() {
        for title in
            ["404 Not Found", "Page not found - Harbor Gazette", "Just a moment...", "Seite nicht gefunden | Tageblatt"]
        {
            assert!(is_error(title, 200), "{title}");
        }
        assert!(!is_error("404 ships: what became of a fleet", 200));
        assert!(!is_error("Page not found", 20_000));
        assert!(ERRORS.iter().all(|error| *error == error.to_lowercase()));
    }

    #[test]
    fn what_only_articles_have_is_known() {
        for head in [
            r#"<meta property="og:type" content="Article">"#,
            r#"<meta property="article:published_time" content="2019-03-03">"#,
            r#"<script type="application/ld+json">{"@type": "NewsArticle"}</script>"#,
        ] {
            assert!(declares(head), "{head}");
        }
        let head = r#"<meta property="og:type" content="website"><script type="application/ld+json">{"@type": "WebSite"}</script>"#;
        assert!(!declares(head));
    }
}
