//! NITF, the News Industry Text Format: what agencies send, and what the New York Times Annotated Corpus is written in.

use super::{Field, Format, Options, Parsed, Record, byline, draft::Draft, xml};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "NITF",
    extensions: &["nitf"],
    told: "root <nitf>",
    begins: |beginning| xml::root(beginning.text).is_some_and(|root| root.name == "nitf"),
    split: |source, _, each| xml::whole_file(&FORMAT, source, each),
    parse,
};

/// Pictures, and news of which the headline is all.
pub(super) const WITHOUT_TEXT: &str = "news item without a text";

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    xml::with_root(record, "nitf", |root| {
        let mut draft = Draft::default();
        read(root, &mut draft);
        if draft.paragraphs.is_empty() { Ok(Parsed::Skipped(WITHOUT_TEXT)) } else { draft.finish(record, options) }
    })
}

/// Reads an article that may stand in another format.
pub(super) fn read(nitf: &xml::Element, draft: &mut Draft) {
    read_fields(nitf, draft);
    let Some(content) = nitf.at("body/body.content") else { return };
    let blocks = content.all("block");
    let is_class = |block: &xml::Element, class: &str| block.says("class", class);
    // The Times' corpus repeats the beginning of the text in a block of its own, and has corrections in another.
    let whole = blocks.iter().find(|block| is_class(block, "full_text"));
    let lead = blocks.iter().find(|block| is_class(block, "lead_paragraph"));
    draft.paragraphs = xml::paragraphs(whole.or(lead).map_or(content, |block| block));
    drop_lead(draft);
}

fn read_fields(nitf: &xml::Element, draft: &mut Draft) {
    let published = ["head/docdata/date.issue", "body/body.head/dateline/story.date"];
    let values = [
        (Field::Id, attribute(nitf, "head/docdata/doc-id", "id-string")),
        (Field::Title, headline(nitf)),
        (Field::Title, nitf.text_at("head/title")),
        (Field::Outlet, attribute(nitf, "head/pubdata", "name")),
        (Field::Outlet, nitf.text_at("body/body.head/distributor")),
        (Field::Outlet, attribute(nitf, "head/docdata/doc.copyright", "holder")),
        (Field::Published, attribute(nitf, published[0], "norm")),
        (Field::Published, attribute(nitf, "head/pubdata", "date.publication")),
        (Field::Published, attribute(nitf, published[1], "norm")),
        (Field::Url, attribute(nitf, "head/pubdata", "ex-ref")),
        (Field::Language, nitf.attribute("xml:lang")),
    ];
    for (field, value) in values {
        if let Some(value) = value {
            draft.set(field, &value);
        }
    }
    for name in authors(nitf) {
        draft.set(Field::Authors, &name);
    }
}

fn attribute(nitf: &xml::Element, path: &str, name: &str) -> Option<String> {
    nitf.all(path).into_iter().find_map(|element| element.attribute(name))
}

/// The headline as it was printed, before the one of the site.
fn headline(nitf: &xml::Element) -> Option<String> {
    let mut headlines = nitf.all("body/body.head/hedline/hl1");
    headlines.sort_by_key(|headline| headline.attribute("class").is_some_and(|class| class.contains("online")));
    headlines.into_iter().map(xml::Element::text).find(|text| !text.trim().is_empty())
}

/// The names of the byline: those marked as people's, else those of the printed one, else of the one for machines ("LEE, ANN").
fn authors(nitf: &xml::Element) -> Vec<String> {
    let bylines = nitf.all("body/body.head/byline");
    let people: Vec<String> = bylines.iter().flat_map(|byline| byline.all("person")).map(xml::Element::text).collect();
    if !people.is_empty() {
        return people;
    }
    let is_normalized = |byline: &&&xml::Element| byline.says("class", "normalized_byline");
    let printed = bylines.iter().filter(|byline| !is_normalized(byline)).map(|byline| without_title(byline));
    let printed: Vec<String> = printed.filter(|text| !byline::authors(text).is_empty()).take(1).collect();
    if !printed.is_empty() {
        return printed;
    }
    let normalized = bylines.iter().find(is_normalized).map(|byline| byline.text()).unwrap_or_default();
    normalized.split(';').map(in_order).collect()
}

/// A byline without what its author is.
fn without_title(byline: &xml::Element) -> String {
    byline.text_without("byttl")
}

/// "LEE, ANN" as "ANN LEE".
fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
        None => name.to_owned(),
    }
}

/// Older articles of the Times' corpus begin with the lead twice, the first time behind its label.
fn drop_lead(draft: &mut Draft) {
    let Some(first) = draft.paragraphs.first_mut() else { return };
    let Some(lead) = first.text.trim_start().strip_prefix("LEAD:").map(|lead| lead.trim().to_owned()) else { return };
    first.text.clone_from(&lead);
    if draft.paragraphs.get(1).is_some_and(|second| repeats(&second.text, &lead)) {
        draft.paragraphs.remove(0);
    }
}

/// Whether a paragraph says what the lead says, at its beginning.
fn repeats(paragraph: &str, lead: &str) -> bool {
    const COMPARED: usize = 60;
    // The label is followed by words in capitals: "LEAD: THE harbor …".
    let letters = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).take(COMPARED);
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let (paragraph, lead) = (letters(paragraph), letters(lead));
    !lead.is_empty() && (paragraph.starts_with(&lead) || lead.starts_with(&paragraph) && !paragraph.is_empty())
}
