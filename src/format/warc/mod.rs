//! Archives of the web (WARC, ISO 28500), as crawlers write them: each answer of a server a record, its pages articles.
//!
//! Cutting looks at the heads alone and leaves out the bodies of what is no page; a page is unpacked and read in parallel.

mod body;
mod head;
mod split;

use encoding_rs::Encoding;

use self::head::{Answer, Head};
use super::{Beginning, Field, Format, Options, Parsed, Record, html};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "WARC",
    extensions: &["warc"],
    told: "begins with WARC/",
    begins: |beginning: &Beginning| is_archive(beginning.text.as_bytes()),
    split: split::split,
    parse,
};

/// How a record begins, and so the file.
const MARK: &[u8] = b"WARC/";

/// Whether a file begins with a record. Its bytes as a whole are no text: answers may be pictures, or compressed.
pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Whether a file lies in a WACZ beside its pages: what tells of them (`datapackage.json`, `pages/pages.jsonl`, indexes), not they.
pub(super) fn is_about_pages(path: &str) -> bool {
    const WACZ: &str = ".wacz/";
    let path = path.to_ascii_lowercase();
    path.rfind(WACZ).is_some_and(|at| !path[at + WACZ.len()..].starts_with("archive/"))
}

/// Why such a file is not read.
pub(super) const ABOUT_PAGES: &str = "list or index of a web archive";

/// The article of a page; its url is the one that was asked for, where it names none itself.
fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let (head, rest) = Head::cut(&record.bytes);
    let answer = match Answer::of(&head, rest) {
        Ok(answer) => answer,
        Err(reason) => return Ok(Parsed::Skipped(reason)),
    };
    let page = body::unpacked(&answer.head, answer.body).map_err(|what| record.problem(what))?;
    let mut draft = match html::read(&page, charset(&answer.head), record)? {
        html::Page::Article(draft) => draft,
        html::Page::Other(reason) => return Ok(Parsed::Skipped(reason)),
        html::Page::Empty => return Ok(Parsed::Skipped(NO_ARTICLE)),
    };
    if let Some(url) = head.get("warc-target-uri") {
        draft.set(Field::Url, url.trim_start_matches('<').trim_end_matches('>'));
    }
    // What is left of a list of links once its chrome is gone: no text.
    Ok(draft.finish(record, options).unwrap_or(Parsed::Skipped(NO_ARTICLE)))
}

/// Start pages, lists of links, forms.
const NO_ARTICLE: &str = "page without an article";

/// The encoding that the server declared.
fn charset(head: &Head) -> Option<&'static Encoding> {
    let kind = head.get("content-type")?;
    let (_, label) = kind
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}
