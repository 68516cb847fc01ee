//! What METS files tell of newspapers and articles, in MODS or Dublin Core.

use super::{
    super::{Field, xml},
    article::Article,
};

/// So many values of a field are looked at, each of so many bytes at most: more are none that people wrote.
const MOST_VALUES: usize = 16;
const LONGEST_VALUE: usize = 2 << 10;

/// What a description says, each field's values in the order in which they count.
pub(super) struct Description {
    titles: Vec<String>,
    authors: Vec<String>,
    addresses: Vec<String>,
    hosts: Vec<String>,
    days: Vec<String>,
    languages: Vec<String>,
}

impl Description {
    pub fn read(element: &xml::Element) -> Self {
        let texts = |paths: &[&str]| paths.iter().flat_map(|path| element.all(path)).map(xml::Element::text).collect();
        Self {
            titles: kept(titles(element)),
            authors: kept(authors(element)),
            addresses: kept(addresses(element)),
            hosts: kept(hosts(element)),
            days: kept(texts(&["originInfo/dateIssued", "part/date", "originInfo/dateCreated", "dc:date", "date"])),
            languages: kept(texts(&["language/languageTerm", "dc:language", "language"])),
        }
    }

    /// Adds what it says of an article itself. Tells how much that is, in bytes.
    pub fn of_article(&self, article: &mut Article) -> usize {
        let own = [
            (Field::Title, &self.titles),
            (Field::Authors, &self.authors),
            (Field::Url, &self.addresses),
            (Field::Outlet, &self.hosts),
        ];
        self.add(&own, "its description", article)
    }

    /// Adds what it says of all articles of a newspaper or an issue. Tells how much that is, in bytes.
    pub fn of_issue(&self, article: &mut Article) -> usize {
        self.add(&[(Field::Outlet, &self.hosts), (Field::Outlet, &self.titles)], "the issue's description", article)
    }

    fn add(&self, fields: &[(Field, &Vec<String>)], place: &str, article: &mut Article) -> usize {
        let mut added = 0;
        for &(field, values) in
            fields.iter().chain(&[(Field::Published, &self.days), (Field::Language, &self.languages)])
        {
            for value in values {
                added += value.len() + place.len();
                article.set(field, value, place);
            }
        }
        added
    }
}

fn kept(mut values: Vec<String>) -> Vec<String> {
    values.retain(|value| value.len() <= LONGEST_VALUE);
    values.truncate(MOST_VALUES);
    values
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
