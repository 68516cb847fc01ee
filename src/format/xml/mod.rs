//! What all formats of XML share: telling them apart, cutting a file into its articles, and the tree of one article.
//!
//! Files are read as they are found: entities of HTML that no DTD declares, end tags that are missing or crossed, and
//! prefixes without a namespace are no errors. Nothing that a DTD declares is ever expanded or fetched.

mod cut;
mod events;
mod names;
mod root;
mod tree;
mod words;

pub(super) use cut::{Parts, cut};
pub(super) use root::{foreign, root};
pub(super) use tree::{Element, read};
pub(super) use words::{paragraphs, part};

use std::{borrow::Cow, sync::Arc};

use super::{Each, Format, Parsed, RECORD_LIMIT, Record, Source, encoding};
use crate::report::Problem;

/// How deep elements may stand in each other.
const DEEPEST: usize = 256;
/// How many elements an article may have.
const MOST_ELEMENTS: usize = 500_000;

/// The most bytes that a file of XML may have: 64 MiB.
pub(super) const FILE_LIMIT: usize = RECORD_LIMIT;

/// A whole file as bytes.
fn whole(source: Source) -> Result<Vec<u8>, Problem> {
    source.read_all(FILE_LIMIT)
}

/// A file's text, in the encoding that its XML declaration names.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let end = if bytes.starts_with(b"<?xml") { memchr::memmem::find(bytes, b"?>").unwrap_or(0) } else { 0 };
    encoding::decode(bytes, encoding::declared_in_markup(&bytes[..end]))
}

/// Cuts a file that holds one article: the whole file is its record.
pub(super) fn whole_file(format: &'static Format, source: Source, each: Each) -> Result<(), Problem> {
    let path = Arc::clone(&source.path);
    let bytes = text_of(&whole(source)?).into_owned().into_bytes();
    // Nothing follows the only record: whether more are wanted makes no difference.
    let _ = each(Ok(Record::new(path, 1, format, bytes)));
    Ok(())
}

/// Reads the root of a record, which must be called so.
pub(super) fn with_root(
    record: &Record,
    name: &str,
    read_it: impl FnOnce(&Element) -> Result<Parsed, Problem>,
) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let root = read(&text, record)?;
    if root.name != name {
        return Err(record.problem(format!("no {} file: it begins with <{}>", record.format.name, root.name)));
    }
    read_it(&root)
}
