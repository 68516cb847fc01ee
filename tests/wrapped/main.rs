//! Compressed files, archives and archives of the web, read by the binary: their articles come out as if they lay in a
//! folder, and what is wrong with one of them costs no other.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod archives;
mod bombs;
mod compressed;
mod damage;
#[path = "../cli/desk.rs"]
#[allow(dead_code, reason = "the other tests of the binary use more of it")]
mod desk;
mod indexing;
#[path = "../nasty/newsroom.rs"]
#[allow(dead_code, reason = "the tests of nasty input use more of it")]
mod newsroom;
mod pack;
mod web;

use std::{fmt::Write as _, ops::ControlFlow};

use newsroom::Newsroom;
use whosaid::{
    article::Article,
    pipeline::{Extraction, extract},
};

/// The articles of a file, each in a few lines: where it stands, what is known of it, and its text.
fn articles(room: &Newsroom, name: &str) -> String {
    let mut shown = String::new();
    read(room, name, |article| {
        let known = |field: Option<&str>| field.unwrap_or("-").to_owned();
        let line = article.place.line_of(0);
        let published = known(article.published.as_ref().map(whosaid::article::Published::as_str));
        writeln!(shown, "{}:{line}", article.place.path).unwrap();
        writeln!(shown, "  title: {}", article.title).unwrap();
        let (outlet, url) = (known(article.outlet.as_deref()), known(article.url.as_deref()));
        writeln!(shown, "  outlet: {outlet}, published: {published}, url: {url}").unwrap();
        let lines = article.body.lines().filter(|line| !line.is_empty());
        lines.for_each(|line| writeln!(shown, "  | {line}").unwrap());
    });
    shown
}

/// The paths of the articles of a file.
fn paths(room: &Newsroom, name: &str) -> Vec<String> {
    let mut paths = Vec::new();
    read(room, name, |article| paths.push(article.place.path));
    paths
}

/// Reads a file; paths begin with its name.
fn read(room: &Newsroom, name: &str, mut each: impl FnMut(Article)) {
    let folder = room.desk.path().join("news");
    extract(&Extraction::new(vec![folder.join(name)]), &mut |article| {
        if let Ok(annotated) = article {
            let mut article = annotated.article;
            let folder = folder.to_str().unwrap();
            let below = article.place.path.strip_prefix(folder).unwrap();
            article.place.path = below.trim_start_matches('/').into();
            each(article);
        }
        ControlFlow::Continue(())
    });
}
