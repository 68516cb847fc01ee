//! Files of newsrooms and of mail as they are found on people's disks, and the articles that come out of them.
//!
//! `tests/formats/files/FORMAT/` holds them; all of their news is invented. To add one, put it there and run
//! `INSTA_UPDATE=always cargo test --test newsroom`, then read what came.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod any_bytes;
mod limits;
mod mets;

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use whosaid::{
    article::Article,
    format::{Options, Parsed, Split, parse, split},
    ingest::RawDocument,
};

/// The articles of some bytes, and what is wrong with them, for people.
pub fn told(path: &str, bytes: impl Read + Send + 'static) -> String {
    told_of(RawDocument::new(path, bytes))
}

/// The same of a document.
pub(crate) fn told_of(document: RawDocument) -> String {
    let mut text = String::new();
    let options = Options::default();
    let outcome = split(document, &options, &mut |record| {
        match record.and_then(|record| parse(&record, &options)) {
            Ok(Parsed::Article(reading)) => write_article(&reading.article, &mut text),
            Ok(Parsed::Skipped(reason)) => writeln!(text, "skipped: {reason}\n").unwrap(),
            Err(problem) => writeln!(text, "problem: {problem}\n").unwrap(),
        }
        ControlFlow::Continue(())
    });
    match outcome {
        Ok(Split::Read) => {}
        Ok(Split::Skipped(reason)) => writeln!(text, "skipped: {reason}").unwrap(),
        Err(problem) => writeln!(text, "problem: {problem}").unwrap(),
    }
    text.trim_end().to_owned()
}

fn write_article(article: &Article, text: &mut String) {
    let fields = [
        ("id", Some(article.id.clone())),
        ("title", Some(article.title.clone()).filter(|title| !title.is_empty())),
        ("outlet", article.outlet.clone()),
        ("author", Some(article.authors.join(" · ")).filter(|authors| !authors.is_empty())),
        ("published", article.published.as_ref().map(|published| published.as_str().to_owned())),
        ("url", article.url.clone()),
        ("language", article.language.clone()),
    ];
    let lines: Vec<String> = article.place.lines.iter().map(|mark| mark.line.to_string()).collect();
    writeln!(text, "lines {}", lines.join(" ")).unwrap();
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        writeln!(text, "{name}: {value}").unwrap();
    }
    writeln!(text, "\n{}\n", article.body).unwrap();
}

/// Holds what the files of a folder give to their snapshots.
fn hold_to_snapshots(folder: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 3, "{folder} has {} files", files.len());
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let snapshot = format!("{folder}__{}", name.replace('.', "_"));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(snapshot, told(name, Cursor::new(fs::read(&file).unwrap())));
        });
    }
}

#[test]
fn entries_of_feeds_are_articles() {
    hold_to_snapshots("feed");
}

#[test]
fn nitf_gives_these_articles() {
    hold_to_snapshots("nitf");
}

#[test]
fn newsml_gives_these_articles() {
    hold_to_snapshots("newsml");
}

#[test]
fn tei_and_trafilatura_s_xml_give_these_articles() {
    hold_to_snapshots("tei");
}

#[test]
fn pages_of_alto_are_articles() {
    hold_to_snapshots("alto");
}

#[test]
fn mails_are_articles() {
    hold_to_snapshots("mail");
}
