//! Issues of newspapers in archives: members come in any order, so a METS file and its pages wait for each other.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Cursor, Read},
};

use super::super::{
    RawDocument,
    haystack::unreadable,
    issue::{self, Page},
    peek,
};
use crate::report::Problem;

/// So many bytes may wait. When there are more, all are handed over as they are.
const MOST_WAITING: usize = 128 << 20;
/// The root element stands within so many bytes.
const HEAD: usize = 4 << 10;

/// What waits for the rest of its issue.
#[derive(Default)]
pub(super) struct Shelf {
    /// Issues that have come, by their number, and lack a page.
    issues: BTreeMap<usize, Issue>,
    /// Which of them lack a page, by its path in the archive, and which of each issue's pages it is.
    named: HashMap<String, Vec<(usize, usize)>>,
    /// Pages that no issue has named so far, by their path, with their number.
    pages: HashMap<String, (usize, Vec<u8>)>,
    /// How many issues and pages came.
    count: usize,
    /// Bytes that wait.
    waiting: usize,
}

/// A METS file and what came of its pages.
struct Issue {
    path: String,
    mets: Vec<u8>,
    pages: Vec<(Page, Option<Vec<u8>>)>,
    /// How many of them have not come.
    lacks: usize,
}

impl Shelf {
    /// Takes a document: gives it back when it is no part of an issue, and an issue when it is complete now.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn take<'a>(&mut self, document: RawDocument<'a>) -> Result<Vec<RawDocument<'a>>, Problem> {
        let RawDocument { path, reader, file } = document;
        let give_back = |reader| vec![RawDocument { path: path.clone(), reader, file: file.clone() }];
        if !may_be_part(&path) {
            return Ok(give_back(reader));
        }
        let failed = |error: io::Error| unreadable(&path, &error);
        let (head, mut reader) = peek(reader, HEAD).map_err(failed)?;
        let Some(kind) = Kind::of(&head) else { return Ok(give_back(reader)) };
        let mut bytes = Vec::new();
        (&mut reader).take(issue::LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > issue::LIMIT {
            return Ok(give_back(Box::new(Cursor::new(bytes).chain(reader))));
        }
        self.waiting += bytes.len();
        let mut ready: Vec<RawDocument> = match kind {
            Kind::Mets => self.add_issue(path, bytes).into_iter().collect(),
            Kind::Page => self.add_page(path, bytes),
        };
        if self.waiting > MOST_WAITING {
            ready.extend(self.empty());
        }
        Ok(ready)
    }

    /// Hands over all that waits: pages of no issue, and issues that lack pages.
    pub fn empty(&mut self) -> impl Iterator<Item = RawDocument<'static>> + use<> {
        let Self { issues, pages, .. } = std::mem::take(self);
        let issues = issues.into_iter().map(|(number, issue)| (number, issue.document()));
        let pages =
            pages.into_iter().map(|(path, (number, bytes))| (number, RawDocument::new(path, Cursor::new(bytes))));
        let all: BTreeMap<usize, RawDocument> = issues.chain(pages).collect();
        all.into_values()
    }

    fn add_issue(&mut self, path: String, mets: Vec<u8>) -> Option<RawDocument<'static>> {
        let number = self.next();
        // A member of an archive has the archive before it.
        let (folder, own) = path.rsplit_once('/').unwrap_or(("", &path));
        let mut pages = Vec::new();
        let mut lacks = 0;
        for page in issue::pages_in(&mets, own) {
            let place = format!("{folder}/{}", page.path);
            let found = self.pages.remove(&place).map(|(_, bytes)| bytes);
            if found.is_none() {
                lacks += 1;
                self.named.entry(place).or_default().push((number, pages.len()));
            }
            pages.push((page, found));
        }
        self.issues.insert(number, Issue { path, mets, pages, lacks });
        self.completed(number)
    }

    fn add_page(&mut self, path: String, bytes: Vec<u8>) -> Vec<RawDocument<'static>> {
        if let Some(issues) = self.named.remove(&path) {
            // Each of them holds it.
            self.waiting += bytes.len() * (issues.len() - 1);
            for &(number, at) in &issues {
                if let Some(issue) = self.issues.get_mut(&number) {
                    issue.pages[at].1 = Some(bytes.clone());
                    issue.lacks -= 1;
                }
            }
            return issues.into_iter().filter_map(|(number, _)| self.completed(number)).collect();
        }
        let number = self.next();
        // A name may come twice: then the first is no longer waited for.
        let Some((_, before)) = self.pages.insert(path.clone(), (number, bytes)) else { return Vec::new() };
        self.waiting -= before.len();
        vec![RawDocument::new(path, Cursor::new(before))]
    }

    /// The issue of this number, when it lacks nothing.
    fn completed(&mut self, number: usize) -> Option<RawDocument<'static>> {
        if self.issues.get(&number)?.lacks > 0 {
            return None;
        }
        let issue = self.issues.remove(&number)?;
        self.waiting -= issue.size();
        Some(issue.document())
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }
}

impl Issue {
    /// Bytes that wait with it.
    fn size(&self) -> usize {
        self.mets.len() + self.pages.iter().filter_map(|(_, found)| found.as_ref()).map(Vec::len).sum::<usize>()
    }

    /// The METS file with its pages; alone, when none came.
    fn document(self) -> RawDocument<'static> {
        let is_alone = self.lacks == self.pages.len();
        let bytes = if is_alone { self.mets } else { issue::joined(&self.mets, self.pages.into_iter()) };
        RawDocument::new(self.path, Cursor::new(bytes))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Mets,
    Page,
}

impl Kind {
    /// By the root element, which is told without reading XML in earnest: a comment that looks like one costs no more than its issue.
    fn of(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(head);
        let mut tags =
            text.match_indices('<').map(|(at, _)| &text[at + 1..]).filter(|tag| !tag.starts_with(['?', '!']));
        let root = tags.next()?.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
        match root.rsplit(':').next()?.to_ascii_lowercase().as_str() {
            "mets" => Some(Self::Mets),
            "alto" => Some(Self::Page),
            _ => None,
        }
    }
}

/// Whether a member of this name may be part of an issue: of others not even the beginning is looked at.
fn may_be_part(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "xml" | "alto" | "mets")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes out when these members come in turn: path and bytes of each document, and those that had waited behind "|".
    fn shelved(members: &[(&str, &str)]) -> Vec<String> {
        let mut shelf = Shelf::default();
        let shown = |mut document: RawDocument| {
            let mut text = String::new();
            document.reader.read_to_string(&mut text).unwrap();
            let parts = text.strip_prefix("whosaid: an issue and its pages\n");
            format!(
                "{}: {}",
                document.path,
                parts.map_or(text.clone(), |parts| format!("issue {}", parts.replace(['\t', '\n'], " ")))
            )
        };
        let mut documents = Vec::new();
        for (path, text) in members {
            let document = RawDocument::new(*path, Cursor::new((*text).to_owned()));
            documents.extend(shelf.take(document).unwrap().into_iter().map(shown));
        }
        documents.push("|".to_owned());
        documents.extend(shelf.empty().map(shown));
        assert_eq!(shelf.waiting, 0);
        documents
    }

    const METS: &str = "<mets><fileSec><fileGrp USE='ocr'><file ID='P1'><FLocat href='t/1.xml'/></file><file ID='P2'><FLocat href='t/2.xml'/></file></fileGrp></fileSec></mets>";

    #[test]
    fn an_issue_is_handed_over_with_its_pages_in_whatever_order_they_come() {
        let length = METS.len();
        let whole = format!("a.tar/i/mets.xml: issue {length}   {METS}7 P1 t/1.xml <alto/>8 P2 t/2.xml <alto />");
        let members = [("a.tar/i/mets.xml", METS), ("a.tar/i/t/1.xml", "<alto/>"), ("a.tar/i/t/2.xml", "<alto />")];
        for order in [[0, 1, 2], [1, 2, 0], [2, 0, 1]] {
            assert_eq!(shelved(&order.map(|at| members[at])), [whole.as_str(), "|"], "{order:?}");
        }
    }

    #[test]
    fn a_page_that_two_issues_name_goes_to_both() {
        let pages = [("a.tar/t/1.xml", "<alto/>"), ("a.tar/t/2.xml", "<alto/>")];
        let documents = shelved(&[("a.tar/1-mets.xml", METS), ("a.tar/2-mets.xml", METS), pages[0], pages[1]]);
        assert_eq!(documents.len(), 3, "{documents:?}");
        assert!(documents[..2].iter().all(|document| document.matches("<alto/>").count() == 2), "{documents:?}");
    }

    #[test]
    fn what_waits_in_vain_is_handed_over_as_it_is() {
        let other = ("a.tar/b.txt", "<alto/>");
        let page = ("a.tar/i/t/1.xml", "<alto/>");
        let alone = ("a.tar/mets.xml", METS);
        let expected = [
            "a.tar/b.txt: <alto/>".to_owned(),
            "|".to_owned(),
            "a.tar/i/t/1.xml: <alto/>".to_owned(),
            format!("a.tar/mets.xml: {METS}"),
        ];
        assert_eq!(shelved(&[page, other, alone]), expected);
        let lacking = format!("a.tar/i/mets.xml: issue {}   {METS}7 P1 t/1.xml <alto/>- P2 t/2.xml ", METS.len());
        assert_eq!(shelved(&[("a.tar/i/mets.xml", METS), page]), ["|", lacking.as_str()]);
        assert_eq!(shelved(&[page, page]), ["a.tar/i/t/1.xml: <alto/>", "|", "a.tar/i/t/1.xml: <alto/>"]);
        assert_eq!(shelved(&[("a.xml", "<TEI/>"), ("b.xml", "")]), ["a.xml: <TEI/>", "b.xml: ", "|"]);
    }

    #[test]
    fn a_root_is_told_behind_what_may_stand_before_it() {
        for (head, kind) in [
            ("<?xml version='1.0'?>\n<!-- made by hand -->\n<METS:mets xmlns", Some(Kind::Mets)),
            ("<alto>", Some(Kind::Page)),
            ("<a:alto/>", Some(Kind::Page)),
            ("<TEI><alto>", None),
            ("<", None),
            ("alto", None),
        ] {
            assert_eq!(Kind::of(head.as_bytes()), kind, "{head}");
        }
    }
}
