//! From a packed archive of the web to the records in it, against unpacking alone.

use std::{
    io::{self, Write as _},
    ops::ControlFlow,
};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use whosaid::{
    article::Article,
    format::{Options, split},
    ingest::{Looked, Member, RawDocument, look},
};

use super::{
    news::News,
    race::{Contestant, Unit, race},
};

const ROUNDS: usize = 15;

/// Megabytes of the unpacked archive per second.
pub fn run(news: &News) {
    let records: Vec<Vec<u8>> = news.articles.iter().map(record).collect();
    let bytes = records.iter().map(Vec::len).sum();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let contestants = vec![
        Contestant::new("baseline: gunzip alone", || {
            io::copy(&mut MultiGzDecoder::new(&packed[..]), &mut io::sink()).expect("what was packed is unpacked")
        }),
        Contestant::new("unpack: a web archive's records", || {
            let count = records_of(&packed);
            assert_eq!(count, records.len());
            count
        }),
    ];
    race(Unit::Bytes(bytes), ROUNDS, contestants);
}

fn records_of(packed: &[u8]) -> usize {
    let document = RawDocument::new("news.warc.gz", packed);
    let Ok(Looked::Wrapped(wrapped)) = look(document) else { return 0 };
    let mut count = 0;
    let done = wrapped.each_member(&mut |member| {
        if let Member::Document(document) = member {
            let _ = split(document, &Options::default(), &mut |record| {
                count += usize::from(record.is_ok());
                ControlFlow::Continue(())
            });
        }
        ControlFlow::Continue(())
    });
    if done.is_ok() { count } else { 0 }
}

/// What a crawler writes of an article's page: about as much around the text as there is text.
fn record(article: &Article) -> Vec<u8> {
    let links = "<li><a href=\"/section/item\">More of the day</a></li>".repeat(article.body.len() / 50);
    let page =
        format!("<html><title>{}</title><body><ul>{links}</ul><p>{}</p></body></html>", article.title, article.body);
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length:";
    format!("{head} {}\r\n\r\n{answer}\r\n\r\n", answer.len()).into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory never fails")
}
