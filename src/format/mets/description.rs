//! What METS files tell of newspapers and articles, in MODS or Dublin Core.

use super::{
    super::{Field, xml},
    article::Article,
};

/// Adds what a description says of an article itself.
pub(super) fn of_article(description: &xml::Element, article: &mut Article) {
    let place = "its description";
    for title in titles(description) {
        article.set(Field::Title, title, place);
    }
    for author in authors(description) {
        article.set(Field::Authors, author, place);
    }
    for address in addresses(description) {
        article.set(Field::Url, address, place);
    }
    for title in hosts(description) {
        article.set(Field::Outlet, title, place);
    }
    of_day(description, article, place);
}

/// Adds what the description of a newspaper or an issue says of all its articles.
pub(super) fn of_issue(description: &xml::Element, article: &mut Article) {
    let place = "the issue's description";
    for title in hosts(description).into_iter().chain(titles(description)) {
        article.set(Field::Outlet, title, place);
    }
    of_day(description, article, place);
}

fn of_day(description: &xml::Element, article: &mut Article, place: &'static str) {
    for path in ["originInfo/dateIssued", "part/date", "originInfo/dateCreated", "dc:date", "date"] {
        for date in description.all(path) {
            article.set(Field::Published, date.text(), place);
        }
    }
    for path in ["language/languageTerm", "dc:language", "language"] {
        for language in description.all(path) {
            article.set(Field::Language, language.text(), place);
        }
    }
}

/// Whether it tells a day.
pub(super) fn is_dated(description: &xml::Element) -> bool {
    ["originInfo/dateIssued", "part/date", "dc:date"].iter().any(|path| description.text_at(path).is_some())
}

/// Titles in the order in which they count. MODS parts "The " from what is sorted by.
fn titles(description: &xml::Element) -> Vec<String> {
    let whole = |info: &&xml::Element| info.attribute("type").is_none();
    let infos = description.all("titleInfo").into_iter().filter(whole).filter_map(title);
    let plain = ["dc:title", "title"].iter().flat_map(|path| description.all(path)).map(xml::Element::text);
    infos.chain(plain).collect()
}

fn title(info: &xml::Element) -> Option<String> {
    let title = info.text_at("title")?;
    let article = info.text_at("nonSort").unwrap_or_default();
    let article = article.trim();
    let gap = if article.is_empty() || article.ends_with(['\'', '’', '-']) { "" } else { " " };
    Some(format!("{article}{gap}{}", title.trim()))
}

/// Titles of what it is a part of.
fn hosts(description: &xml::Element) -> Vec<String> {
    let hosts = description.all("relatedItem").into_iter().filter(|item| item.says("type", "host"));
    hosts.flat_map(titles).collect()
}

/// Those whom it names as authors, and those of whom it does not say what they did.
fn authors(description: &xml::Element) -> Vec<String> {
    let wrote = |name: &&xml::Element| {
        let roles = name.all("role/roleTerm");
        let is_author = |role: &&xml::Element| {
            matches!(role.text().trim().to_ascii_lowercase().as_str(), "aut" | "author" | "cre" | "creator")
        };
        roles.is_empty() || roles.iter().any(is_author)
    };
    let names = description.all("name").into_iter().filter(wrote).filter_map(name);
    names.chain(description.all("dc:creator").into_iter().map(xml::Element::text)).collect()
}

fn name(name: &xml::Element) -> Option<String> {
    let of_kind = |kind: &str| {
        let part = name.all("namePart").into_iter().find(|part| part.says("type", kind))?;
        Some(part.text().trim().to_owned())
    };
    let whole = || {
        let part = name.all("namePart").into_iter().find(|part| part.attribute("type").is_none())?;
        Some(part.text())
    };
    match (of_kind("given"), of_kind("family")) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (_, family) => name.text_at("displayForm").or_else(whole).or(family),
    }
}

fn addresses(description: &xml::Element) -> Vec<String> {
    let is_address = |identifier: &&xml::Element| ["uri", "url"].iter().any(|kind| identifier.says("type", kind));
    let urls = description.all("location/url").into_iter();
    let identifiers = description.all("identifier").into_iter().filter(is_address);
    urls.chain(identifiers).chain(description.all("dc:identifier")).map(xml::Element::text).collect()
}
