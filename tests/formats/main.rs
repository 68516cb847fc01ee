//! Files of every format as they are found on people's disks, and the articles that come out of them.
//!
//! `files/FORMAT/` holds them; all of their news is invented. To add one, put it there and run `INSTA_UPDATE=always cargo test --test formats`, then read what came.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod parquet;
mod tables;

use std::{
    fmt::Write as _,
    fs,
    io::Cursor,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use whosaid::{
    format::{Options, Parsed, Reading, Split, parse, split},
    ingest::RawDocument,
};

/// The articles of some bytes, and what is wrong with them, for people.
fn told(path: &str, bytes: Vec<u8>, options: &Options) -> String {
    let mut text = String::new();
    let document = RawDocument::new(path, Cursor::new(bytes));
    let outcome = split(document, options, &mut |record| {
        match record.and_then(|record| parse(&record, options)) {
            Ok(Parsed::Article(reading)) => write_article(&reading, &mut text),
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

fn write_article(reading: &Reading, text: &mut String) {
    let article = &reading.article;
    let fields = [
        ("id", Some(article.id.clone())),
        ("title", Some(article.title.clone()).filter(|title| !title.is_empty())),
        ("outlet", article.outlet.clone()),
        ("author", Some(article.authors.join(" · ")).filter(|authors| !authors.is_empty())),
        ("published", article.published.as_ref().map(|published| published.as_str().to_owned())),
        ("published", reading.doubtful_date.then(|| "in doubt".to_owned())),
        ("url", article.url.clone()),
        ("language", article.language.clone()),
    ];
    writeln!(text, "line {}", article.place.line_of(0)).unwrap();
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        writeln!(text, "{name}: {value}").unwrap();
    }
    writeln!(text, "\n{}\n", article.body).unwrap();
}

/// The files of a folder below `files/`, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Holds what the files of a folder give to their snapshots.
fn hold_to_snapshots(folder: &str, options: &Options) {
    let files = files(folder);
    assert!(files.len() >= 3, "{folder} has {} files", files.len());
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let snapshot = format!("{folder}__{}", name.replace('.', "_"));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(snapshot, told(name, fs::read(&file).unwrap(), options));
        });
    }
}
