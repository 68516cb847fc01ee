use std::fmt::Write as _;

use crate::{
    articles,
    newsroom::Newsroom,
    pack::{found, gzip, page, record, response, zip},
    paths,
};

/// A body in pieces of 700 bytes.
fn chunked(body: &[u8]) -> Vec<u8> {
    let mut pieces = Vec::new();
    for piece in body.chunks(700) {
        let mut size = String::new();
        write!(size, "{:x}\r\n", piece.len()).unwrap();
        pieces.extend([size.as_bytes(), piece, b"\r\n"].concat());
    }
    [&pieces[..], b"0\r\n\r\n"].concat()
}

/// What a crawler of news writes: notes, requests, answers of all kinds.
fn crawl() -> Vec<Vec<u8>> {
    let html = "Content-Type: text/html; charset=UTF-8";
    let own = page(
        "<link rel=\"canonical\" href=\"https://gazette.example/pilots\"><meta property=\"og:site_name\" content=\"Harbour Gazette\">\
         <meta property=\"article:published_time\" content=\"2026-02-01T08:00:00Z\">",
        "Mari Tamm",
        "We will not sail",
    );
    let western = page("", "Inés Núñez", "The café is closed");
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(&western);
    let links = format!("<html><body><nav>{}</nav></body></html>", "<a href=x>Home</a>".repeat(60));
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: crawler\r\n"),
        record(
            "request",
            "http://gazette.example/1",
            "application/http; msgtype=request",
            b"GET /1 HTTP/1.1\r\nHost: gazette.example\r\n\r\n",
        ),
        found("http://gazette.example/1?from=feed", &own),
        record("metadata", "http://gazette.example/1", "application/warc-fields", b"fetchTimeMs: 12\r\n"),
        response(
            "http://post.example/2",
            "200 OK",
            &format!("{html}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
            &chunked(&gzip(page("", "Bo Ek", "The ferry is late"))),
        ),
        response("<http://wire.example/3>", "200 OK", "Content-Type: text/html; charset=windows-1252", &western),
        response("http://post.example/gone", "404 Not Found", html, page("", "Nobody", "This is not here").as_bytes()),
        response("http://post.example/moved", "301 Moved Permanently", "Location: /2", b""),
        response(
            "http://post.example/quay.jpg",
            "200 OK",
            "Content-Type: image/jpeg",
            b"\xff\xd8\xff\xe0\0\0\r\n\r\nWARC/1.0\r\n",
        ),
        response("http://post.example/robots.txt", "200 OK", "Content-Type: text/plain", b"User-agent: *\nDisallow:\n"),
        response("http://post.example/", "200 OK", html, links.as_bytes()),
        record("revisit", "http://post.example/2", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("conversion", "http://post.example/2", "text/plain", b"The ferry is late"),
        response("http://post.example/12", "200 OK", html, page("", "Tom Roe", "It is wet").as_bytes()),
    ]
}

#[test]
fn the_pages_of_a_web_archive_are_articles_and_all_else_is_counted() {
    let room = Newsroom::new();
    room.add("crawl.warc", crawl().concat());
    let plain = articles(&room, "crawl.warc");
    insta::assert_snapshot!(plain);
    // A member for each record, and one for all of them.
    room.add("crawl.warc.gz", crawl().iter().map(gzip).collect::<Vec<_>>().concat());
    room.add("whole.warc.gz", gzip(crawl().concat()));
    for name in ["crawl.warc.gz", "whole.warc.gz"] {
        assert_eq!(articles(&room, name), plain.replace("crawl.warc", name));
    }
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    let skipped = told.run.out.split("skipped: ").nth(1).unwrap().split("\n\n").next().unwrap();
    insta::assert_snapshot!(skipped.lines().take_while(|line| !line.contains("MB/s")).collect::<Vec<_>>().join(" "));
}

#[test]
fn the_place_of_a_page_is_the_number_of_its_record() {
    let room = Newsroom::new();
    room.add("crawl.warc.gz", gzip(crawl().concat()));
    room.index();
    let hit = &room.desk.json(&["query", "--phrase", "it is wet", "--json"])["hits"][0];
    assert_eq!((&hit["article"]["path"], &hit["line"]), (&"news/crawl.warc.gz".into(), &14.into()));
    assert_eq!(hit["article"]["url"], "http://post.example/12");
    let shown = room.desk.run(&["show", "crawl.warc.gz:14"]);
    assert!(shown.out.contains("It is wet"), "{}{}", shown.out, shown.err);
}

#[test]
fn a_web_archive_may_lie_in_an_archive() {
    let room = Newsroom::new();
    let index = zip(&[
        ("datapackage.json", b"{\"profile\": \"data-package\"}"),
        ("archive/data.warc.gz", &gzip(crawl().concat())),
        ("pages/pages.jsonl", b"{\"format\": \"json-pages-1.0\"}\n{\"title\": \"A\", \"text\": \"\xe2\x80\x9cNo,\xe2\x80\x9d said Bo Ek.\"}\n"),
    ]);
    room.add("crawl.wacz", index);
    assert_eq!(paths(&room, "crawl.wacz"), ["crawl.wacz/archive/data.warc.gz"; 4]);
    // What lists the pages is neither an article nor a failure.
    assert_eq!(room.index().failures, [""; 0]);
}

#[test]
fn a_page_over_the_limit_is_told_and_the_others_are_read() {
    let room = Newsroom::new();
    let html = "Content-Type: text/html";
    let huge = "<p>x".repeat(5 << 20);
    let records = [response("http://a.example/1", "200 OK", html, huge.as_bytes()), crawl().swap_remove(2)];
    room.add("a.warc", records.concat());
    assert_eq!(room.index().failure(), "news/a.warc:1: a page larger than 16 MiB, the limit for one article");
    assert_eq!(paths(&room, "a.warc").len(), 1);
}
