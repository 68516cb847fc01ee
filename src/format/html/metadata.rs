//! What a page declares about itself, read in the order of the table in `docs/formats.md`: linked data, then `<meta>`.

use dom_query::Document;

use super::{
    super::{Field, draft::Draft},
    linked_data::{self, LinkedData},
};

/// Where the fields stand, the most certain first: a selector, and the attribute that holds the value (none: the text).
///
/// Never a date of change. What readers see is read apart ([`shown`](super::shown)).
static PLACES: &[(Field, &str, Option<&str>)] = &[
    (Field::Title, r#"meta[property="og:title"]"#, Some("content")),
    (Field::Title, r#"meta[name="og:title"]"#, Some("content")),
    (Field::Title, r#"meta[name="twitter:title"]"#, Some("content")),
    (Field::Title, r#"meta[name="dc.title"], meta[name="DC.title"]"#, Some("content")),
    (Field::Title, r#"[itemprop~="headline"]"#, None),
    (Field::Outlet, r#"meta[property="og:site_name"]"#, Some("content")),
    (Field::Outlet, r#"meta[name="og:site_name"]"#, Some("content")),
    (Field::Outlet, r#"meta[name="dc.publisher"], meta[name="DC.publisher"]"#, Some("content")),
    (Field::Outlet, r#"meta[name="publisher"]"#, Some("content")),
    (Field::Outlet, r#"meta[name="application-name"]"#, Some("content")),
    (Field::Authors, r#"meta[name="author"]"#, Some("content")),
    (Field::Authors, r#"meta[property="article:author"]"#, Some("content")),
    (Field::Authors, r#"meta[name="article:author"]"#, Some("content")),
    (Field::Authors, r#"meta[name="byl"]"#, Some("content")),
    (Field::Authors, r#"meta[name="parsely-author"]"#, Some("content")),
    (Field::Authors, r#"meta[name="sailthru.author"]"#, Some("content")),
    (Field::Authors, r#"meta[name="dc.creator"], meta[name="DC.creator"]"#, Some("content")),
    (Field::Authors, r#"[itemprop~="author"] [itemprop~="name"]"#, None),
    (Field::Authors, r#"a[rel="author"]"#, None),
    (Field::Published, r#"meta[property="article:published_time"]"#, Some("content")),
    (Field::Published, r#"meta[name="article:published_time"]"#, Some("content")),
    (Field::Published, r#"meta[property="article:published"]"#, Some("content")),
    (Field::Published, r#"[itemprop~="datePublished"][content]"#, Some("content")),
    (Field::Published, r#"time[itemprop~="datePublished"]"#, Some("datetime")),
    (Field::Published, r#"[itemprop~="datePublished"]"#, None),
    (Field::Published, r#"meta[name="pubdate"], meta[name="publishdate"], meta[name="publish-date"]"#, Some("content")),
    (
        Field::Published,
        r#"meta[name="publication_date"], meta[name="publish_date"], meta[name="pub_date"]"#,
        Some("content"),
    ),
    (Field::Published, r#"meta[name="parsely-pub-date"]"#, Some("content")),
    (Field::Published, r#"meta[name="sailthru.date"]"#, Some("content")),
    (Field::Published, r#"meta[name="cXenseParse:recs:publishtime"]"#, Some("content")),
    (
        Field::Published,
        r#"meta[name="dcterms.created"], meta[name="dc.date.issued"], meta[name="DC.date.issued"]"#,
        Some("content"),
    ),
    (Field::Published, r#"meta[name="dc.date"], meta[name="DC.date"], meta[name="date"]"#, Some("content")),
    (Field::Published, "time[pubdate]", Some("datetime")),
    (Field::Url, r#"link[rel="canonical"]"#, Some("href")),
    (Field::Url, r#"meta[property="og:url"]"#, Some("content")),
    (Field::Language, "html[lang]", Some("lang")),
    (Field::Language, r#"meta[property="og:locale"]"#, Some("content")),
    (Field::Language, r#"meta[http-equiv="content-language"]"#, Some("content")),
];

/// A draft with all fields that the page declares, without its text.
pub(super) fn read(page: &Document, linked: &LinkedData) -> Draft {
    let mut draft = Draft::default();
    linked_data::read(linked, &mut draft);
    let linked_authors = !draft.authors.is_empty();
    for (field, selector, attribute) in PLACES {
        // Authors add up: those of one place are enough.
        let done = *field == Field::Authors && (linked_authors || !draft.authors.is_empty());
        if done {
            continue;
        }
        for node in page.select(selector).nodes() {
            let value = attribute.map_or_else(|| Some(node.text()), |name| node.attr(name));
            if let Some(value) = value {
                draft.set_from(place(selector), *field, &value);
            }
        }
    }
    draft
}

/// A selector as people call it: the name that the page gives a value; the first of several.
fn place(selector: &'static str) -> &'static str {
    let first = selector.split(", ").next().unwrap_or(selector);
    first.split('"').nth(1).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &str, body: &str) -> Draft {
        let page = Document::from(format!("<html lang=en-GB><head>{head}</head><body>{body}</body></html>"));
        read(&page, &LinkedData::of(&page))
    }

    #[test]
    fn open_graph_and_meta_give_the_fields() {
        let draft = told(
            r#"<title>Closed - Harbor Gazette</title><meta property="og:title" content="Harbour &amp; port closed">
               <meta property="og:site_name" content="Harbor Gazette"><meta name=author content="By Ann Lee and Tom Roe">
               <meta property="article:modified_time" content="2019-03-05T10:00:00Z">
               <meta property="article:published_time" content="2019-03-03T10:15:00Z"><link rel=canonical href="https://example.org/1">"#,
            "",
        );
        assert_eq!(
            (draft.title.as_deref(), draft.outlet.as_deref()),
            (Some("Harbour & port closed"), Some("Harbor Gazette"))
        );
        assert_eq!(draft.authors, ["Ann Lee", "Tom Roe"]);
        assert_eq!(draft.published.unwrap().as_str(), "2019-03-03T10:15:00Z");
        assert_eq!((draft.url.as_deref(), draft.language.as_deref()), (Some("https://example.org/1"), Some("en")));
    }
}
