//! METS with ALTO: issues of newspapers, as libraries scan them and divide them into articles.
//!
//! A METS file says which columns of which pages make an article, and its pages what stands there: the two are read together
//! (`ingest` hands them over as one document). An issue that is not divided is read page by page.

mod article;
mod description;
mod issue;
mod page;

use std::{io, ops::ControlFlow, sync::Arc};

use super::{Each, Format, Options, Parsed, Record, Source, xml};
use crate::{
    ingest::{IssuePart, is_issue, issue_parts, unreadable},
    report::Problem,
};
use issue::Issue;
use page::{Page, Pages};

pub(super) static FORMAT: Format = Format {
    name: "METS",
    extensions: &["mets"],
    told: "root <mets>, with the ALTO pages that it names beside or below it",
    begins: |beginning| xml::root(beginning.text).is_some_and(|root| root.name == "mets"),
    split,
    parse,
};

/// Its pages are read one by one, where there are any.
const ALONE: &str = "METS without its pages";

/// So many pages are named in a message.
const NAMED: usize = 5;

/// Whether a file that begins so is an issue with its pages.
pub(super) fn is_document(head: &[u8]) -> bool {
    is_issue(head)
}

fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let path = Arc::clone(&source.path);
    let record = |line: u32, bytes: Vec<u8>| Record::new(Arc::clone(&path), line, &FORMAT, bytes);
    if !is_issue(&source.head) {
        // To the end, so that one that is too large is told to be so.
        source.read_all(xml::FILE_LIMIT)?;
        let _ = each(Ok(record(1, Vec::new())));
        return Ok(());
    }
    let Parts { mets, pages, named, missing, problems } =
        Parts::read(source.reader, &path).map_err(|error| unreadable(&path, &error))?;
    let told = missing_pages(&path, named, &missing).into_iter().chain(problems);
    for problem in told {
        if each(Err(problem)).is_break() {
            return Ok(());
        }
    }
    let text = xml::text_of(&mets);
    let whole = record(1, Vec::new());
    let root = xml::read(&text, &whole)?;
    let mut issue = Issue::new(&root, &pages);
    let flow = issue.articles(&mut |article| each(Ok(record(article.line, article.into_bytes()))));
    if let (ControlFlow::Continue(()), Some(what)) = (flow, issue.fault()) {
        let _ = each(Err(Problem::new(&*path, what)));
    }
    Ok(())
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    if record.bytes.is_empty() {
        return Ok(Parsed::Skipped(ALONE));
    }
    let draft = article::draft(record)?;
    if draft.paragraphs.is_empty() {
        Ok(Parsed::Skipped("article without a text"))
    } else {
        draft.finish(record, options)
    }
}

/// The files of an issue, read.
#[derive(Default)]
struct Parts {
    mets: Vec<u8>,
    pages: Pages,
    /// How many pages it names.
    named: usize,
    /// Paths of pages that are not there.
    missing: Vec<String>,
    /// What is wrong with others.
    problems: Vec<Problem>,
}

impl Parts {
    fn read(reader: impl io::Read, mets: &str) -> io::Result<Self> {
        let mut parts = Self::default();
        let mut is_first = true;
        issue_parts(reader, |part| {
            if std::mem::take(&mut is_first) {
                parts.mets = part.bytes.unwrap_or_default();
            } else {
                parts.add(part, mets);
            }
        })?;
        Ok(parts)
    }

    fn add(&mut self, part: IssuePart, mets: &str) {
        self.named += 1;
        let Some(bytes) = part.bytes else { return self.missing.push(part.path) };
        let folder = mets.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let path = format!("{folder}{}", part.path);
        let record = Record::new(path, 1, &FORMAT, Vec::new());
        let text = xml::text_of(&bytes);
        match xml::read(&text, &record) {
            Ok(root) if root.name == "alto" => self.pages.push(part.ids, Page::read(&root)),
            Ok(root) => {
                let what = format!("named as a page by {mets}, and no ALTO: it begins with <{}>", root.name);
                self.problems.push(record.problem(what).remedy("get the page in ALTO"));
            }
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// The problem of an issue that names pages which are not there.
fn missing_pages(path: &str, named_in_all: usize, missing: &[String]) -> Option<Problem> {
    let count = missing.len();
    let mut named = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if count > NAMED {
        named.push_str(", …");
    }
    let what = format!("{count} of the {named_in_all} pages that it names are missing: {named}");
    (count > 0).then(|| {
        Problem::new(path, what)
            .remedy("get them, or unpack the archive that they are in; what stands on the others is read")
    })
}
