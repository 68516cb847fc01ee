//! Issues of newspapers, each a folder with a METS file and its pages.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use whosaid::ingest::{Found, Names, Targets, open, walk};

use crate::told_of;

/// What the files of a folder give, each below its path.
fn found_in(folder: &Path) -> String {
    let mut names = Names::default();
    let targets = Targets::find(&[folder.to_owned()], &mut names);
    let mut text = String::new();
    for found in walk(&targets, &names, None) {
        let Found::Haystack(haystack) = found else { panic!("{found:?}") };
        let below =
            |path: &str| path.strip_prefix(folder.to_str().unwrap()).unwrap().trim_start_matches('/').to_owned();
        let mut document = open(&haystack).unwrap();
        document.path = below(&document.path);
        write!(text, "== {}\n{}\n\n", below(&haystack.path), told_of(document)).unwrap();
    }
    text
}

fn issue(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files/mets").join(name)
}

/// Divided as docWorks does; as the Library of Congress has them, by page; and one with much that is wrong.
#[test]
fn issues_are_read_with_their_pages() {
    for name in ["gazette", "1905010101", "courier"] {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("mets__{name}"), found_in(&issue(name)));
        });
    }
}

/// A page may be claimed by each of a million divisions.
#[test]
fn articles_that_repeat_whole_pages_are_refused_with_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let words = "<String CONTENT='No'/>".repeat(100_000);
    write("1.xml", format!("<alto><TextBlock><TextLine>{words}</TextLine></TextBlock></alto>"));
    let articles = "<div TYPE='article'><fptr FILEID='P1'/></div>".repeat(1_000);
    let files = "<fileSec><fileGrp USE='text'><file ID='P1'><FLocat href='1.xml'/></file></fileGrp></fileSec>";
    write("mets.xml", format!("<mets>{files}<structMap>{articles}</structMap></mets>"));
    let told = found_in(folder.path());
    let problem = "problem: mets.xml: articles that together have more than 4 times the text of its pages (the limit); those before are read";
    assert!(told.trim_end().ends_with(problem), "{}", &told[told.len() - 300..]);
    assert_eq!(told.matches("\nlines ").count(), 3);
}
