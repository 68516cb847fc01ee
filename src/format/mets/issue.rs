use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    sync::LazyLock,
};

use super::{
    super::{Field, byline, date, table, xml},
    article::{Article, joined},
    description::{self, Description},
    page::Pages,
};

static TYPES: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../../data/mets.tsv"));
    rows.filter_map(|row| Some((*row.get(1)?, kind_of(row[0])?))).collect()
});

/// What a division is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Issue,
    Title,
    Author,
    Paragraph,
    Notice,
    Unseen,
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "article" => Kind::Article,
        "issue" => Kind::Issue,
        "title" => Kind::Title,
        "author" => Kind::Author,
        "paragraph" => Kind::Paragraph,
        "notice" => Kind::Notice,
        "unseen" => Kind::Unseen,
        _ => return None,
    })
}

/// What a division is; nothing for one that only holds others.
fn kind(division: &xml::Element) -> Option<Kind> {
    let letters = division.attribute("TYPE")?.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    TYPES.get(letters.to_lowercase().as_str()).copied()
}

/// All articles together may have so many times the text of the pages: they may share a picture's caption, not whole pages.
const MOST_COPIED: usize = 4;
/// So that this says nothing of small issues.
const ALWAYS_COPIED: usize = 1 << 20;

/// An issue and what is known of it.
pub(super) struct Issue<'a> {
    mets: &'a xml::Element<'a>,
    pages: &'a Pages,
    /// What the descriptions say to which divisions refer, by their ids.
    descriptions: HashMap<String, Description>,
    /// What the first one with a day says that is no article's: of an issue whose divisions name none.
    of_whole: Option<Description>,
    /// Bytes of text that the articles may still take.
    left: usize,
    /// Blocks that articles name and no page has.
    unknown: usize,
}

type EachArticle<'e> = &'e mut dyn FnMut(Article) -> ControlFlow<()>;

impl<'a> Issue<'a> {
    pub fn new(mets: &'a xml::Element<'a>, pages: &'a Pages) -> Self {
        let mut named = Named::default();
        named.add(mets);
        let (mut descriptions, mut of_whole) = (HashMap::new(), None);
        for section in mets.elements().filter(|section| section.name == "dmdSec") {
            // The wrapping is no part of what is said, and has no id; of the section counts what it wraps.
            let inside = ["mdWrap/xmlData/mods", "mdWrap/xmlData/modsCollection/mods", "mdWrap/xmlData"];
            let found = inside.iter().find_map(|path| section.at(path)).unwrap_or(section);
            if let Some(id) = section.attribute("ID") {
                if of_whole.is_none() && !named.by_articles.contains(&id) && description::is_dated(found) {
                    of_whole = Some(Description::read(found));
                }
                if named.by_any.contains(&id) {
                    descriptions.entry(id).or_insert_with(|| Description::read(found));
                }
            }
            add_inner(found, &named, &mut descriptions);
        }
        let left = ALWAYS_COPIED.max(MOST_COPIED * pages.size());
        Self { mets, pages, descriptions, of_whole, left, unknown: 0 }
    }

    /// Hands over its articles; those of an issue that is not divided are its pages.
    pub fn articles(&mut self, each: EachArticle) -> ControlFlow<()> {
        let is_part = |division: &xml::Element| matches!(kind(division), Some(Kind::Article | Kind::Notice));
        let mut maps = self.mets.elements().filter(|section| section.name == "structMap");
        match maps.find(|map| map.find(&is_part).is_some()) {
            Some(map) => self.divided(map, &mut Vec::new(), each),
            None => self.by_page(each),
        }
    }

    /// What is wrong with it, once its articles are read.
    pub fn fault(&self) -> Option<String> {
        if self.is_over() {
            return Some(format!(
                "articles that together have more than {MOST_COPIED} times the text of its pages (the limit); those before are read"
            ));
        }
        let blocks = if self.unknown == 1 { "block of text" } else { "blocks of text" };
        (self.unknown > 0).then(|| format!("names {} {blocks} that its pages do not have", self.unknown))
    }

    /// Its articles took more text than they may.
    fn is_over(&self) -> bool {
        self.left == 0
    }

    fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    fn divided(
        &mut self,
        division: &'a xml::Element<'a>,
        around: &mut Vec<&'a xml::Element<'a>>,
        each: EachArticle,
    ) -> ControlFlow<()> {
        let is_article = |inner: &xml::Element| kind(inner) == Some(Kind::Article);
        match kind(division) {
            _ if self.is_over() => return ControlFlow::Continue(()),
            Some(Kind::Notice | Kind::Unseen) => return ControlFlow::Continue(()),
            // A page of letters is sometimes called an article, and so is each of them.
            Some(Kind::Article) if !division.elements().any(|inner| inner.find(&is_article).is_some()) => {
                let article = self.article(division, around);
                return if self.is_over() { ControlFlow::Continue(()) } else { each(article) };
            }
            _ => {}
        }
        around.push(division);
        for inner in division.elements().filter(|inner| inner.name == "div") {
            self.divided(inner, around, each)?;
        }
        around.pop();
        ControlFlow::Continue(())
    }

    fn article(&mut self, division: &xml::Element, around: &[&'a xml::Element<'a>]) -> Article {
        let mut written = Written::default();
        self.read(division, None, &mut written);
        let Written { title, author, mut article } = written;
        article.line = division.line;
        self.name(division.attribute("ID").as_deref(), &mut article);
        for id in described_by(division) {
            if let Some(description) = self.descriptions.get(&id) {
                let said = description.of_article(&mut article);
                self.spend(said);
            }
        }
        if let Some(label) = division.attribute("LABEL") {
            article.set(Field::Title, label, "LABEL");
        }
        article.set(Field::Title, without_stop(&title), "its heading");
        // "From our own correspondent." is nobody.
        for name in byline::bare(without_stop(&author)) {
            article.set(Field::Authors, name, "its byline");
        }
        for division in around.iter().rev().filter(|division| kind(division) == Some(Kind::Issue)) {
            for id in described_by(division) {
                if let Some(description) = self.descriptions.get(&id) {
                    let said = description.of_issue(&mut article);
                    self.spend(said);
                }
            }
        }
        self.add_whole(&mut article);
        article
    }

    /// Each page is an article.
    fn by_page(&mut self, each: EachArticle) -> ControlFlow<()> {
        for (id, page) in self.pages.iter() {
            let mut article = Article::at_line(1);
            self.name(Some(id), &mut article);
            article.say(&page.blocks, false);
            self.add_whole(&mut article);
            if let Some(language) = &page.language {
                article.set(Field::Language, language, "the page");
            }
            each(article)?;
        }
        ControlFlow::Continue(())
    }

    /// Gives an article the id that it has among all issues, where they have any.
    fn name(&self, id: Option<&str>, article: &mut Article) {
        if let (Some(issue), Some(id)) = (self.mets.attribute("OBJID"), id) {
            article.set(Field::Id, format!("{issue}/{id}"), "OBJID");
        }
    }

    /// Adds what is said of the whole, in its description and its label: "Evening Star, 1905-01-01".
    fn add_whole(&mut self, article: &mut Article) {
        if let Some(description) = &self.of_whole {
            let said = description.of_issue(article);
            self.spend(said);
        }
        let label = self.mets.attribute("LABEL").unwrap_or_default();
        if let Some((outlet, day)) = label.rsplit_once(", ").filter(|(_, day)| date::read(day).is_some()) {
            article.set(Field::Outlet, outlet, "LABEL");
            article.set(Field::Published, day, "LABEL");
        }
    }

    /// Reads the text of a division, which stands in one of this kind.
    fn read(&mut self, division: &xml::Element, within: Option<Kind>, written: &mut Written) {
        let mut areas = Vec::new();
        for inner in division.elements() {
            if inner.name == "fptr" {
                self.add_areas(inner, &mut areas);
                continue;
            }
            // What stands between two divisions is read between them.
            written.put(&std::mem::take(&mut areas), within);
            match kind(inner) {
                Some(Kind::Notice | Kind::Unseen) => {}
                found => self.read(inner, found.or(within), written),
            }
        }
        written.put(&areas, within);
    }

    /// Adds the blocks that a pointer names: whole files, or areas of files, some of them pictures.
    fn add_areas(&mut self, pointer: &xml::Element, blocks: &mut Vec<String>) {
        let mut inner = pointer.elements().peekable();
        if pointer.name == "area" || inner.peek().is_none() {
            self.add_area(pointer, blocks);
        }
        for inner in inner {
            self.add_areas(inner, blocks);
        }
    }

    fn add_area(&mut self, area: &xml::Element, blocks: &mut Vec<String>) {
        if self.is_over() {
            return;
        }
        let page = area.attribute("FILEID").and_then(|file| self.pages.get(&file));
        let Some(page) = page else { return };
        let found = page.blocks_of(area.attribute("BEGIN").as_deref(), area.attribute("END").as_deref());
        let Some(found) = found else {
            self.unknown += 1;
            return;
        };
        for block in found {
            // A block without words counts too: many of them take as long to pass over.
            self.spend(block.len() + 1);
            if self.is_over() {
                return;
            }
            blocks.push(block.clone());
        }
    }
}

/// The ids of a division's descriptions.
fn described_by(division: &xml::Element) -> Vec<String> {
    let ids = division.attribute("DMDID").unwrap_or_default();
    ids.split_whitespace().map(str::to_owned).collect()
}

/// The ids of descriptions to which divisions refer.
#[derive(Default)]
struct Named {
    by_articles: HashSet<String>,
    by_any: HashSet<String>,
}

impl Named {
    fn add(&mut self, element: &xml::Element) {
        if element.name == "div" {
            let ids = described_by(element);
            if kind(element) == Some(Kind::Article) {
                self.by_articles.extend(ids.iter().cloned());
            }
            self.by_any.extend(ids);
        }
        for inner in element.elements() {
            self.add(inner);
        }
    }
}

/// Adds what the elements of a description say that have ids of their own, as some name their articles.
fn add_inner(element: &xml::Element, named: &Named, descriptions: &mut HashMap<String, Description>) {
    for inner in element.elements() {
        if let Some(id) = inner.attribute("ID").filter(|id| named.by_any.contains(id)) {
            descriptions.entry(id).or_insert_with(|| Description::read(inner));
        }
        add_inner(inner, named, descriptions);
    }
}

/// A line without the full stop that older newspapers end their headings with.
fn without_stop(line: &str) -> &str {
    let line = line.trim();
    line.strip_suffix('.').filter(|before| !before.contains('.')).unwrap_or(line)
}

/// What stands on the pages of an article.
#[derive(Default)]
struct Written {
    /// The first heading; those that follow are part of neither title nor text.
    title: String,
    author: String,
    /// With its text.
    article: Article,
}

impl Written {
    /// Adds blocks that stand in a division of this kind.
    fn put(&mut self, blocks: &[String], within: Option<Kind>) {
        let first = match within {
            Some(Kind::Title) => &mut self.title,
            Some(Kind::Author) => &mut self.author,
            within => return self.article.say(blocks, within == Some(Kind::Paragraph)),
        };
        if first.is_empty() {
            *first = joined(blocks);
        }
    }
}
