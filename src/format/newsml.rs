//! NewsML-G2, the exchange format of news agencies: a news item whose text is NITF, XHTML or plain.

use super::{Beginning, Each, Field, Format, Options, Parsed, Record, Source, draft::Draft, encoding, json, nitf, xml};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "NewsML-G2",
    extensions: &["newsml"],
    told: "root <newsItem>, <newsMessage> or <packageItem>",
    begins,
    split,
    parse,
};

static ROOTS: &[&str] = &["newsItem", "packageItem", "newsMessage"];

static PARTS: xml::Parts = xml::Parts { articles: &["newsItem"], kept: &[], parents: &[] };

fn begins(beginning: &Beginning) -> bool {
    xml::root(beginning.text).is_some_and(|root| ROOTS.contains(&root.name))
}

fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    if let Some(package) = xml::cut(source, &FORMAT, &PARTS, each)? {
        let _ = each(Ok(package));
    }
    Ok(())
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let root = xml::read(&text, record)?;
    let Some(item) = root.find(&|element| element.name == "newsItem") else {
        return Ok(Parsed::Skipped("list of news items without their texts"));
    };
    if let Some(reason) = passed_over(item) {
        return Ok(Parsed::Skipped(reason));
    }
    let mut draft = Draft::default();
    read_fields(item, &mut draft);
    read_content(item, record, &mut draft)?;
    if draft.paragraphs.is_empty() { Ok(Parsed::Skipped(nitf::WITHOUT_TEXT)) } else { draft.finish(record, options) }
}

/// Why an item is no article: its agency took it back, or it is a picture.
fn passed_over(item: &xml::Element) -> Option<&'static str> {
    let code = |path: &str| item.at(path).and_then(|element| element.attribute("qcode")).unwrap_or_default();
    let is = |path: &str, kinds: &[&str]| {
        let code = code(path);
        kinds.contains(&code.rsplit(':').next().unwrap_or_default())
    };
    if is("itemMeta/pubStatus", &["canceled", "withheld"]) {
        return Some("news that its agency took back");
    }
    if is("itemMeta/itemClass", &["picture", "graphic"]) {
        return Some("picture");
    }
    is("itemMeta/itemClass", &["audio", "video"]).then_some("audio or video")
}

fn read_fields(item: &xml::Element, draft: &mut Draft) {
    let named = |path: &str| {
        let element = item.at(path)?;
        element.text_at("name").or_else(|| element.attribute("literal"))
    };
    let language = item.at("contentMeta/language").and_then(|language| language.attribute("tag"));
    let values = [
        (Field::Id, item.attribute("guid")),
        (Field::Title, item.text_at("contentMeta/headline")),
        (Field::Title, item.text_at("itemMeta/title")),
        (Field::Outlet, named("itemMeta/provider")),
        (Field::Outlet, named("contentMeta/infoSource")),
        (Field::Outlet, item.text_at("contentMeta/creditline")),
        (Field::Outlet, item.at("itemMeta/provider").and_then(|provider| provider.attribute("qcode")).map(code)),
        (Field::Published, item.text_at("itemMeta/firstCreated")),
        (Field::Published, item.text_at("contentMeta/contentCreated")),
        (Field::Published, item.text_at("itemMeta/versionCreated")),
        (Field::Language, language.or_else(|| item.attribute("xml:lang"))),
    ];
    for (field, value) in values {
        if let Some(value) = value {
            draft.set(field, &value);
        }
    }
    for link in item.all("itemMeta/link").into_iter().chain(item.all("contentMeta/link")) {
        if let Some(address) = link.attribute("href").filter(|_| link.says("contenttype", "text/html")) {
            draft.set(Field::Url, &address);
        }
    }
    match item.text_at("contentMeta/by") {
        Some(by) => draft.set(Field::Authors, &by),
        None => {
            for name in item.all("contentMeta/creator/name") {
                draft.set(Field::Authors, &name.text());
            }
        }
    }
}

/// "nprov:NW" as "NW".
fn code(qcode: String) -> String {
    qcode.rsplit_once(':').map(|(_, code)| code.to_owned()).unwrap_or(qcode)
}

/// The first content that has a text: NITF, XHTML, else plain text.
fn read_content(item: &xml::Element, record: &Record, draft: &mut Draft) -> Result<(), Problem> {
    for inline in item.all("contentSet/inlineXML") {
        if let Some(story) = inline.at("nitf") {
            nitf::read(story, draft);
        } else {
            draft.paragraphs = xml::paragraphs(inline.at("html/body").unwrap_or(inline));
        }
        if !draft.paragraphs.is_empty() {
            return Ok(());
        }
    }
    for inline in item.all("contentSet/inlineData") {
        draft.paragraphs = json::paragraphs(&inline.text(), record)?;
        for paragraph in &mut draft.paragraphs {
            paragraph.line = inline.line;
        }
        if !draft.paragraphs.is_empty() {
            break;
        }
    }
    Ok(())
}
