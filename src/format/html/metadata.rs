//! What a page says about itself, read in the order of the table in `docs/formats.md`: linked data, `<meta>`, the page.

use dom_query::{Document, NodeRef};

use super::{
    super::{Field, byline, date, draft::Draft},
    linked_data,
};
use crate::article::Published;

/// Where the fields stand, the most certain first: a selector, and the attribute that holds the value (none: the text).
///
/// Never a date of change. `<time>` and `<h1>` are read apart, as the page may hold those of other articles.
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

/// A draft with all fields that the page gives, without its text.
pub(super) fn read(page: &Document) -> Draft {
    let mut draft = Draft::default();
    linked_data::read(page, &mut draft);
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
    if draft.title.is_none() {
        draft.title = title(page);
        draft.remember("the page's heading or title", Field::Title, 0);
    }
    if draft.authors.is_empty() {
        draft.authors = byline(page);
        draft.remember("the byline", Field::Authors, 0);
    }
    if draft.published.is_none() {
        let before = draft.filled(Field::Published);
        draft.published = time(page);
        draft.remember("<time>", Field::Published, before);
    }
    draft
}

/// A selector as people call it: the name that the page gives a value; the first of several.
fn place(selector: &'static str) -> &'static str {
    let first = selector.split(", ").next().unwrap_or(selector);
    first.split('"').nth(1).unwrap_or(first)
}

/// The names in the first element that is called a byline and reads like one ("By Ann Lee").
fn byline(page: &Document) -> Vec<String> {
    let bylines = page.select(r#"[class*="byline"], [class*="author"]"#);
    let mut bylines = bylines.nodes().iter().filter(|node| !is_of_another(node));
    bylines
        .find_map(|node| byline::credit(&node.text()).map(|credit| credit.authors).filter(|names| !names.is_empty()))
        .unwrap_or_default()
}

/// The day of the first `<time>` of the article, or of the only one anywhere.
fn time(page: &Document) -> Option<Published> {
    let within = |selector: &str| -> Vec<Published> {
        let times = page.select(selector);
        let own = times.nodes().iter().filter(|time| !is_of_change(time) && !is_of_another(time));
        own.filter_map(|time| date::read(&time.attr("datetime")?)).collect()
    };
    let first = within("article time[datetime], main time[datetime], header time[datetime]").into_iter().next();
    first.or_else(|| {
        let all = within("time[datetime]");
        all.first().filter(|first| all.iter().all(|time| time.date() == first.date())).cloned()
    })
}

/// The only `<h1>`, else `<title>` without the site's name at its end.
fn title(page: &Document) -> Option<String> {
    let mut draft = Draft::default();
    let headings = page.select("h1");
    if let [heading] = headings.nodes() {
        draft.set(Field::Title, &heading.text());
    }
    draft.set(Field::Title, without_site(&page.select_single("head title").text()));
    draft.title
}

/// "Harbour closed - Harbor Gazette": the part before the last separator, when that is the longer one.
fn without_site(title: &str) -> &str {
    let separators = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let parted = separators
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .max_by_key(|(headline, _)| headline.len());
    parted.filter(|(headline, site)| headline.len() > site.len()).map_or(title, |(headline, _)| headline)
}

/// Whether a `<time>` tells when the page was changed.
fn is_of_change(time: &NodeRef) -> bool {
    let changed = |node: &NodeRef| ["modif", "updat", "edit"].iter().any(|word| called(node).contains(word));
    changed(time) || time.parent().is_some_and(|parent| changed(&parent))
}

/// Whether an element belongs to another article's teaser, or to a comment.
fn is_of_another(node: &NodeRef) -> bool {
    let elsewhere = |node: &NodeRef| {
        let name = node.node_name();
        ["aside", "nav", "footer", "li"].iter().any(|other| name.as_deref() == Some(other))
            || ["related", "teaser", "card", "comment", "sidebar"].iter().any(|word| called(node).contains(word))
    };
    elsewhere(node) || node.ancestors_it(None).any(|above| elsewhere(&above))
}

/// What the page calls an element, for its own use.
fn called(node: &NodeRef) -> String {
    ["class", "id", "itemprop", "data-testid"].map(|name| node.attr_or(name, "").to_lowercase()).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &str, body: &str) -> Draft {
        read(&Document::from(format!("<html lang=en-GB><head>{head}</head><body>{body}</body></html>")))
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

    #[test]
    fn a_date_of_change_is_never_the_date_of_publication() {
        let draft = told(
            r#"<meta name="last-modified" content="2019-03-05"><meta property="article:modified_time" content="2019-03-05">"#,
            r#"<article><time class="updated" datetime="2019-03-05">x</time><li><time datetime="2019-03-06">y</time></li></article>
               <aside><time datetime="2019-03-07"></time></aside>"#,
        );
        assert_eq!(draft.published, None);
        let draft = told(
            "",
            r#"<article><time class=updated datetime="2019-03-05"></time><time datetime="2019-03-03T10:00">x</time></article>"#,
        );
        assert_eq!(draft.published.unwrap().as_str(), "2019-03-03");
    }

    #[test]
    fn a_title_is_freed_of_the_site_s_name() {
        assert_eq!(
            told("<title>Harbour closed for a week | Harbor Gazette</title>", "").title.as_deref(),
            Some("Harbour closed for a week")
        );
        assert_eq!(
            told("<title>Gazette</title>", "<h1>Harbour\n closed</h1>").title.as_deref(),
            Some("Harbour closed")
        );
        assert_eq!(told("<title>Gazette</title>", "<h1>One</h1><h1>Two</h1>").title.as_deref(), Some("Gazette"));
        assert_eq!(told("", "").title, None);
    }
}
