//! JSON-LD: what a page says about its article in the words of schema.org.

use dom_query::Document;
use serde_json::{Map, Value};

use super::super::Field;
use crate::format::draft::Draft;

/// Longer blocks are data of an application, not of an article.
const LONGEST: usize = 1 << 20;

type Object = Map<String, Value>;

/// The blocks of linked data of a page.
pub(super) struct LinkedData(Vec<Value>);

impl LinkedData {
    pub fn of(page: &Document) -> Self {
        let blocks = page.select(r#"script[type="application/ld+json"]"#);
        Self(blocks.nodes().iter().filter_map(|node| block(&node.text())).collect())
    }

    /// Whether an article is among them.
    pub fn has_article(&self) -> bool {
        self.0.iter().flat_map(objects).any(|object| is(object, ARTICLES))
    }
}

/// Reads the first article among the blocks.
pub(super) fn read(data: &LinkedData, draft: &mut Draft) {
    let objects: Vec<&Object> = data.0.iter().flat_map(objects).collect();
    let article = objects.iter().find(|object| is(object, ARTICLES));
    let page = || objects.iter().find(|object| is(object, PAGES) && object.contains_key("datePublished"));
    let (article, keys) = match (article, page) {
        (Some(article), _) => (article, KEYS),
        // A page is called by its site's name too: its title is told better elsewhere.
        (None, page) => match page() {
            Some(page) => (page, KEYS_OF_PAGE),
            None => return,
        },
    };
    // Some sites write the publisher once, and refer to it by its "@id".
    let resolved = |value: &Value| -> Option<String> {
        let id = value.get("@id")?.as_str()?;
        objects
            .iter()
            .find(|object| object.get("@id").and_then(Value::as_str) == Some(id) && object.contains_key("name"))
            .and_then(|object| name_of(&object["name"]))
    };
    let named = |value: &Value| name_of(value).or_else(|| resolved(value));
    for (field, keys) in keys {
        for value in keys.iter().filter_map(|key| article.get(*key)) {
            let values: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |values| values.iter().collect());
            for value in values {
                if let Some(text) = named(value) {
                    draft.set_from("JSON-LD", *field, &super::unescaped(&text));
                }
            }
        }
    }
}

/// The words of schema.org for the fields, the preferred one first; never `dateModified`.
static KEYS: &[(Field, &[&str])] = &[
    (Field::Title, &["headline", "name"]),
    (Field::Published, &["datePublished"]),
    (Field::Authors, &["author"]),
    (Field::Outlet, &["publisher", "sourceOrganization"]),
    (Field::Language, &["inLanguage"]),
    (Field::Url, &["url", "mainEntityOfPage"]),
];

/// What else is known of a page that names no article.
static KEYS_OF_PAGE: &[(Field, &[&str])] =
    &[(Field::Published, &["datePublished"]), (Field::Authors, &["author"]), (Field::Language, &["inLanguage"])];

/// `NewsArticle`, `ReportageNewsArticle`, `BlogPosting`, `LiveBlogPosting`…
static ARTICLES: &[&str] = &["Article", "BlogPosting", "Report"];
/// `MedicalWebPage`, `ClaimReview`…
static PAGES: &[&str] = &["WebPage", "Review"];

fn block(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    // Line breaks inside strings are common, and no JSON.
    (text.len() <= LONGEST).then(|| serde_json::from_str(&text.replace(char::is_control, " ")).ok()).flatten()
}

/// All objects of a block that may stand for themselves: in a list, in a graph, as the page's main thing.
fn objects(value: &Value) -> Vec<&Object> {
    match value {
        Value::Array(values) => values.iter().flat_map(objects).collect(),
        Value::Object(object) => {
            let inside = ["@graph", "mainEntity"].iter().filter_map(|key| object.get(*key)).flat_map(objects);
            std::iter::once(object).chain(inside).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether an object is of a kind whose name ends so.
fn is(object: &Object, kinds: &[&str]) -> bool {
    let is_kind = |kind: &Value| kind.as_str().is_some_and(|kind| kinds.iter().any(|end| kind.ends_with(end)));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

/// A text, or the name of a thing; of a page its address.
fn name_of(value: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::Array(values) => values.iter().find_map(name_of),
        Value::Object(object) if object.get("@type").and_then(Value::as_str) == Some("WebPage") => {
            object.get("@id").and_then(text)
        }
        Value::Object(object) => {
            ["name", "alternateName", "@value"].iter().find_map(|key| object.get(*key).and_then(text))
        }
        other => text(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(data: &str) -> Draft {
        let mut draft = Draft::default();
        let page = Document::from(format!(r#"<script type="application/ld+json">{data}</script>"#));
        read(&LinkedData::of(&page), &mut draft);
        draft
    }

    #[test]
    fn an_article_is_found_alone_in_a_list_and_in_a_graph() {
        let article = r#"{"@type": ["NewsArticle"], "headline": "Harbour closed", "dateModified": "2019-03-05", "datePublished": "2019-03-03",
            "author": [{"@type": "Person", "name": "Ann Lee"}, "Tom Roe"], "publisher": {"name": "Harbor Gazette"}, "inLanguage": "en-US",
            "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/1"}}"#;
        for data in [
            article.to_owned(),
            format!(r#"[{{"@type": "WebSite"}}, {article}]"#),
            format!(r#"{{"@graph": [{article}]}}"#),
        ] {
            let draft = told(&data);
            assert_eq!(
                (draft.title.as_deref(), draft.outlet.as_deref()),
                (Some("Harbour closed"), Some("Harbor Gazette")),
                "{data}"
            );
            assert_eq!(
                (draft.authors, draft.published.unwrap().as_str()),
                (vec!["Ann Lee".to_owned(), "Tom Roe".to_owned()], "2019-03-03")
            );
            assert_eq!((draft.language.as_deref(), draft.url.as_deref()), (Some("en"), Some("https://example.org/1")));
        }
    }

    #[test]
    fn a_publisher_may_stand_elsewhere_in_the_graph() {
        let data = r##"{"@graph": [{"@type": "Organization", "@id": "#us", "name": "Harbor Gazette"},
            {"@type": "Article", "headline": "Harbour closed", "publisher": {"@id": "#us"}}]}"##;
        assert_eq!(told(data).outlet.as_deref(), Some("Harbor Gazette"));
    }

    #[test]
    fn what_is_no_article_or_no_json_tells_nothing() {
        for data in
            [r#"{"@type": "WebSite", "name": "Harbor Gazette"}"#, "{broken", "", "[]", "null", r#"{"@type": 7}"#]
        {
            assert_eq!(told(data).title, None, "{data}");
        }
    }
}
