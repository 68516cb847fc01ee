//! Texts of corpora in XML: TEI as trafilatura and corpus linguists write it, and trafilatura's own XML.

use super::{Beginning, Field, Format, Options, Parsed, Record, draft::Draft, heading, xml};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "TEI",
    extensions: &["tei"],
    told: "root <TEI>",
    begins: |beginning| xml::root(beginning.text).is_some_and(|root| root.name == "TEI"),
    split: |source, _, each| xml::whole_file(&FORMAT, source, each),
    parse,
};

pub(super) static TRAFILATURA: Format = Format {
    name: "trafilatura's XML",
    // Told by its content alone.
    extensions: &[],
    told: "root <doc> with <main>",
    begins: is_trafilatura,
    split: |source, _, each| xml::whole_file(&TRAFILATURA, source, each),
    parse: parse_trafilatura,
};

/// "doc" alone is what many call many things.
fn is_trafilatura(beginning: &Beginning) -> bool {
    xml::root(beginning.text).is_some_and(|root| root.name == "doc") && beginning.text.contains("<main")
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    xml::with_root(record, "TEI", |root| {
        let mut draft = Draft::default();
        read_header(root, &mut draft);
        for body in root.all("text/body") {
            // trafilatura puts readers' comments into a division of their own.
            let parts = body.elements().filter(|part| !part.says("type", "comments"));
            let is_divided = body.elements().any(|part| part.name == "div");
            let paragraphs = if is_divided { parts.flat_map(xml::part).collect() } else { xml::paragraphs(body) };
            draft.paragraphs.extend(paragraphs);
        }
        heading::drop_repeated_title(&mut draft);
        draft.finish(record, options)
    })
}

fn read_header(root: &xml::Element, draft: &mut Draft) {
    // The description of the source, where there is one, is the newspaper's; that of the file may be the corpus'.
    let file = "teiHeader/fileDesc";
    let source = "teiHeader/fileDesc/sourceDesc/biblFull";
    let at = |base: &str, path: &str| root.all(&format!("{base}/{path}"));
    for base in [source, file] {
        let mut titles = at(base, "titleStmt/title");
        titles.sort_by_key(|title| title.attribute("type").is_some_and(|kind| kind != "main"));
        for title in titles {
            draft.set(Field::Title, &title.text());
        }
        if draft.authors.is_empty() {
            for author in at(base, "titleStmt/author") {
                draft.set(Field::Authors, &author.text());
            }
        }
        for date in at(base, "publicationStmt/date") {
            let value = date.attribute("when").unwrap_or_else(|| date.text());
            draft.set(Field::Published, &value);
        }
        for link in at(base, "publicationStmt/ptr").iter().filter(|link| link.says("type", "URL")) {
            draft.set(Field::Url, &link.attribute("target").unwrap_or_default());
        }
    }
    for base in [file, source] {
        for publisher in at(base, "publicationStmt/publisher") {
            draft.set(Field::Outlet, &without_host(&publisher.text()));
        }
    }
    for note in root.all("teiHeader/fileDesc/notesStmt/note").iter().filter(|note| note.says("type", "id")) {
        draft.set(Field::Id, &note.text());
    }
    for language in root.all("teiHeader/profileDesc/langUsage/language") {
        draft.set(Field::Language, &language.attribute("ident").unwrap_or_default());
    }
    for language in root.all("text").iter().filter_map(|text| text.attribute("xml:lang")) {
        draft.set(Field::Language, &language);
    }
}

/// "Harbor Gazette (harbor-gazette.example)" as "Harbor Gazette".
fn without_host(publisher: &str) -> String {
    let publisher = publisher.trim();
    let parted = publisher.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match parted {
        Some((name, host)) if host.contains('.') && !host.contains(' ') => name.to_owned(),
        _ => publisher.to_owned(),
    }
}

/// The attributes of trafilatura's `<doc>`; in older files "source" is the address.
static ATTRIBUTES: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("sitename", Field::Outlet),
    ("hostname", Field::Outlet),
    ("author", Field::Authors),
    ("date", Field::Published),
    ("url", Field::Url),
    ("source", Field::Url),
    ("id", Field::Id),
    ("language", Field::Language),
];

fn parse_trafilatura(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    xml::with_root(record, "doc", |root| {
        let mut draft = Draft::default();
        for &(name, field) in ATTRIBUTES {
            if let Some(value) = root.attribute(name) {
                draft.set(field, &value);
            }
        }
        draft.paragraphs = root.at("main").map(xml::paragraphs).unwrap_or_default();
        heading::drop_repeated_title(&mut draft);
        draft.finish(record, options)
    })
}
