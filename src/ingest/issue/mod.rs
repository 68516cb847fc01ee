//! Issues of newspapers as libraries scan them: a METS file, and beside or below it a file of ALTO for each page. They are
//! read as one document, since only together they say what an article is.

mod list;
mod stream;

use std::{
    ffi::OsStr,
    fs::File,
    path::{Path, PathBuf},
};

pub(super) use list::{Page, pages_in};
pub use stream::{IssuePart, is_issue, issue_parts};
pub(super) use stream::{joined, open};

/// The most bytes that a METS file or a page may have: 64 MiB.
pub(super) const LIMIT: u64 = 64 << 20;

/// Whether a file may be the METS file of an issue, by its name: "mets.xml", "1871-03-07-mets.xml", "1871-03-07.mets", or as its
/// folder is called. Other files of XML are not opened to find out.
pub(super) fn may_be_mets(file: &Path) -> bool {
    let has_ending = |ending| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    let is_named_so = |stem: &OsStr| stem.to_string_lossy().to_ascii_lowercase().contains("mets");
    let is_folder_s = |stem: &OsStr| file.parent().and_then(Path::file_name) == Some(stem);
    has_ending("mets")
        || has_ending("xml") && file.file_stem().is_some_and(|stem| is_named_so(stem) || is_folder_s(stem))
}

/// The pages that the METS file at a place names.
fn pages_of(bytes: &[u8], mets: &Path) -> impl Iterator<Item = Page> {
    let own = mets.file_name().unwrap_or_default().to_string_lossy();
    pages_in(bytes, &own).into_iter()
}

/// Where the pages are that a METS file names; whether there are files has not been looked at.
pub(super) fn places_of(mets: &Path) -> Vec<PathBuf> {
    let bytes = File::open(mets).and_then(list::listing).unwrap_or_default();
    pages_of(&bytes, mets).map(|page| mets.with_file_name(page.path)).collect()
}
