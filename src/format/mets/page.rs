use std::{collections::HashMap, ops::Range};

use super::super::{alto, xml};

/// The pages of an issue, by the ids of their files, in the order in which the METS file names them.
#[derive(Default)]
pub(super) struct Pages {
    pages: Vec<(String, Page)>,
    by_id: HashMap<String, usize>,
}

impl Pages {
    /// Adds a page with the ids of its file, between spaces.
    pub fn push(&mut self, ids: String, page: Page) {
        for id in ids.split(' ') {
            self.by_id.entry(id.to_owned()).or_insert(self.pages.len());
        }
        self.pages.push((ids, page));
    }

    pub fn get(&self, id: &str) -> Option<&Page> {
        self.by_id.get(id).map(|&at| &self.pages[at].1)
    }

    /// Each with the first id of its file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Page)> {
        self.pages.iter().map(|(ids, page)| (ids.split(' ').next().unwrap_or_default(), page))
    }

    /// How much text they hold, in bytes.
    pub fn size(&self) -> usize {
        self.iter().flat_map(|(_, page)| &page.blocks).map(String::len).sum()
    }
}

/// What stands on a page.
#[derive(Default)]
pub(super) struct Page {
    /// The words of its blocks of text, in the order of the file; those without words are there, and empty.
    pub blocks: Vec<String>,
    /// What an element of the page holds, by its id: these of the blocks.
    places: HashMap<String, Range<usize>>,
    pub language: Option<String>,
}

impl Page {
    pub fn read(alto: &xml::Element) -> Self {
        let mut page = Self::default();
        page.enter(alto);
        page
    }

    fn enter(&mut self, element: &xml::Element) {
        let start = self.blocks.len();
        if element.name == "TextBlock" {
            self.blocks.push(alto::words(element));
            self.language = self.language.take().or_else(|| alto::language(element));
        } else {
            for inner in element.elements() {
                self.enter(inner);
            }
        }
        if let Some(id) = element.attribute("ID") {
            self.places.entry(id).or_insert(start..self.blocks.len());
        }
    }

    /// The blocks from one element to another, or of one alone; without any, of the whole page. Nothing where there is no such element.
    pub fn blocks_of(&self, begin: Option<&str>, end: Option<&str>) -> Option<&[String]> {
        let Some(begin) = begin else { return Some(&self.blocks) };
        let begin = self.places.get(begin)?;
        let end = end.and_then(|id| self.places.get(id)).unwrap_or(begin).end;
        self.blocks.get(begin.start..end)
    }
}
