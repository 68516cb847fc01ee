//! Documents of word processors, PDF, and exports of newspaper databases, read as the binary reads them: which articles come out, and
//! what is said of those that can't be read.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod databases;
#[path = "../cli/desk.rs"]
#[allow(dead_code, reason = "the other tests of the binary use more of it")]
mod desk;
mod hostile;
mod make;
#[path = "../nasty/newsroom.rs"]
#[allow(dead_code, reason = "the tests of nasty input use more of it")]
mod newsroom;
mod office;
mod pdf;

use std::{fmt::Write as _, io::Cursor, ops::ControlFlow};

use whosaid::{
    article::{Article, Published},
    format::{Options, Parsed, Split, parse, split},
    ingest::RawDocument,
};

/// All that a file gives, in a few lines an article; problems and what is left out in their places.
fn read(path: &str, bytes: impl Into<Vec<u8>>) -> String {
    let mut shown = String::new();
    let document = RawDocument::new(path, Cursor::new(bytes.into()));
    let outcome = split(document, &Options::default(), &mut |record| {
        match record.and_then(|record| Ok((record.format.name(), parse(&record, &Options::default())?))) {
            Ok((format, Parsed::Article(reading))) => show(&mut shown, format, &reading.article),
            Ok((_, Parsed::Skipped(reason))) => writeln!(shown, "skipped: {reason}").unwrap(),
            Err(problem) => writeln!(shown, "problem: {problem}").unwrap(),
        }
        ControlFlow::Continue(())
    });
    match outcome {
        Ok(Split::Read) => {}
        Ok(Split::Skipped(reason)) => writeln!(shown, "skipped: {reason}").unwrap(),
        Err(problem) => writeln!(shown, "problem: {problem}").unwrap(),
    }
    shown
}

fn show(shown: &mut String, format: &str, article: &Article) {
    let known = |field: Option<&str>| field.unwrap_or("-").to_owned();
    writeln!(shown, "{}:{} ({format})", article.place.path, article.place.line_of(0)).unwrap();
    writeln!(shown, "  title: {}", article.title).unwrap();
    writeln!(shown, "  authors: {}", article.authors.join(" + ")).unwrap();
    let published = known(article.published.as_ref().map(Published::as_str));
    let language = known(article.language.as_deref());
    writeln!(shown, "  outlet: {}, published: {published}, language: {language}", known(article.outlet.as_deref()))
        .unwrap();
    // An id that is derived of all else says nothing.
    if !article.id.starts_with("a-") {
        writeln!(shown, "  id: {}", article.id).unwrap();
    }
    for (at, line) in
        article.body.split("\n\n").scan(0, |at, text| Some((std::mem::replace(at, *at + text.len() + 2), text)))
    {
        let at = u32::try_from(at).unwrap();
        writeln!(shown, "  {:>3} | {}", article.place.line_of(at), line.replace('\n', " / ")).unwrap();
    }
}
