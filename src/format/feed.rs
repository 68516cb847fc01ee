//! Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom. Each entry is an article; what a feed only announces is its teaser.

use super::{
    Beginning, Each, Field, Format, Options, Parsed, Record, Source, draft::Draft, encoding, heading, html, json, xml,
};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "RSS or Atom",
    extensions: &["rss", "atom"],
    told: "root <rss>, <feed> of Atom, or <rdf:RDF> of RSS",
    begins,
    split,
    parse,
};

static PARTS: xml::Parts = xml::Parts {
    articles: ENTRIES,
    kept: &["title", "author", "language", "dc:language"],
    parents: &["channel", "feed"],
};

static ENTRIES: &[&str] = &["item", "entry"];

/// What has the text of an entry, the fullest first.
static TEXTS: &[&str] = &["content:encoded", "content", "body", "description", "summary", "dc:description"];

/// What tells when an entry was published, the likeliest first.
static DATES: &[&str] = &["pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created"];

fn begins(beginning: &Beginning) -> bool {
    xml::root(beginning.text).is_some_and(|root| match root.name {
        "rss" => true,
        "RDF" => root.attributes.contains("http://purl.org/rss/") || root.attributes.contains("netscape.com/rdf"),
        "feed" => root.attributes.contains("Atom") || root.attributes.contains("purl.org/atom"),
        _ => false,
    })
}

fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    if let Some(without) = xml::cut(source, &FORMAT, &PARTS, each)? {
        let _ = each(Ok(without));
    }
    Ok(())
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let root = xml::read(&text, record)?;
    let Some(entry) = root.find(&|element| ENTRIES.contains(&&*element.name)) else {
        let is_feed = ["rss", "rdf:RDF", "feed"].contains(&&*root.name);
        let problem = || record.problem(format!("no RSS or Atom feed: it begins with <{}>", root.name));
        return if is_feed { Ok(Parsed::Skipped("feed without entries")) } else { Err(problem()) };
    };
    let mut draft = Draft::default();
    // In RSS 1.0 the entries stand beside the channel, in all others inside it.
    let feed = root.find(&|element| ["channel", "feed"].contains(&&*element.name));
    read_entry(entry, &mut draft);
    if let Some(feed) = feed {
        if let Some(title) = feed.text_at("title") {
            draft.set(Field::Outlet, &html::unescaped(&title));
        }
        read_language(feed, &mut draft);
        if draft.authors.is_empty() {
            read_authors(feed, &mut draft);
        }
    }
    read_text(entry, record, &mut draft)?;
    if draft.paragraphs.is_empty() {
        return Ok(Parsed::Skipped("entry of a feed without a text"));
    }
    draft.finish(record, options)
}

fn read_entry(entry: &xml::Element, draft: &mut Draft) {
    if let Some(title) = entry.text_at("title") {
        draft.set(Field::Title, &html::unescaped(&title));
    }
    for outlet in ["source/title", "source", "dc:publisher"].iter().filter_map(|path| entry.text_at(path)) {
        draft.set(Field::Outlet, &html::unescaped(&outlet));
    }
    let mut dates: Vec<String> = DATES.iter().filter_map(|name| entry.text_at(name)).collect();
    if dates.is_empty() {
        // Atom demands of each entry when it was last changed, and many feeds tell nothing else.
        dates.extend(entry.text_at("updated"));
    }
    for date in dates {
        draft.set(Field::Published, &date);
    }
    read_address(entry, draft);
    read_authors(entry, draft);
    read_language(entry, draft);
}

/// Its page, and its id, where that is good for more than this feed.
fn read_address(entry: &xml::Element, draft: &mut Draft) {
    let id = ["guid", "id"].iter().find_map(|name| entry.text_at(name)).or_else(|| entry.attribute("rdf:about"));
    // A number alone means another article in the next feed.
    if let Some(id) = id.as_ref().filter(|id| id.contains(':')) {
        draft.set(Field::Id, id);
    }
    let original = entry.text_at("feedburner:origLink");
    let links = entry.all("link");
    let pages = links.iter().filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let addresses = pages.filter_map(|link| link.attribute("href").or_else(|| Some(link.text())));
    let guid = entry.at("guid").filter(|guid| !guid.says("isPermaLink", "false"));
    for address in original.into_iter().chain(addresses).chain(guid.map(xml::Element::text)) {
        draft.set(Field::Url, address.trim());
    }
}

fn read_authors(element: &xml::Element, draft: &mut Draft) {
    let named = element.all("author/name").into_iter().chain(element.all("dc:creator"));
    let mut names: Vec<String> = named.map(xml::Element::text).collect();
    if names.is_empty() {
        // RSS: "ann.lee@example.org (Ann Lee)".
        names.extend(element.text_at("author").map(|author| match author.split_once('(') {
            Some((address, name)) if address.contains('@') => name.trim_end().trim_end_matches(')').to_owned(),
            _ => author,
        }));
    }
    for name in names {
        draft.set(Field::Authors, &html::unescaped(&name));
    }
}

fn read_language(element: &xml::Element, draft: &mut Draft) {
    let named = ["language", "dc:language"].iter().find_map(|name| element.text_at(name));
    if let Some(language) = named.or_else(|| element.attribute("xml:lang")) {
        draft.set(Field::Language, &language);
    }
}

/// The fullest text of an entry, which is markup in most feeds.
fn read_text(entry: &xml::Element, record: &Record, draft: &mut Draft) -> Result<(), Problem> {
    for element in TEXTS.iter().flat_map(|name| entry.all(name)) {
        draft.paragraphs = match element.elements().next() {
            Some(_) => xml::paragraphs(element),
            None => json::paragraphs(&element.text(), record)?,
        };
        heading::drop_repeated_title(draft);
        if draft.paragraphs.last().is_some_and(|last| is_signature(&last.text)) {
            draft.paragraphs.pop();
        }
        if !draft.paragraphs.is_empty() {
            break;
        }
    }
    Ok(())
}

/// What `WordPress` adds to each entry: "The post Harbour closed appeared first on Harbor Gazette."
fn is_signature(text: &str) -> bool {
    text.starts_with("The post ") && text.contains(" appeared first on ")
}
