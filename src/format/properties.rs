//! What must hold for any bytes, whatever format they are taken for.

use std::{io::Cursor, ops::ControlFlow};

use proptest::prelude::*;

use super::{FORMATS, Options, Parsed, Record, Split, parse, split};
use crate::{ingest::RawDocument, report::Problem};

/// All that a file gives.
pub(super) fn read(path: &str, bytes: &[u8]) -> (Vec<Result<Record, Problem>>, Result<Split, Problem>) {
    let mut records = Vec::new();
    let document = RawDocument::new(path, Cursor::new(bytes.to_vec()));
    let outcome = split(document, &Options::default(), &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    (records, outcome)
}

fn holds_for(path: &str, bytes: &[u8]) {
    let (records, _) = read(path, bytes);
    for record in records.into_iter().flatten() {
        let Ok(Parsed::Article(reading)) = parse(&record, &Options::default()) else { continue };
        let article = reading.article;
        assert!(!article.body.trim().is_empty());
        assert!(!article.id.is_empty());
        assert!(!article.title.contains('\n'));
        assert!(!article.body.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        let marks = &article.place.lines;
        assert_eq!(marks[0].offset, 0);
        assert!(marks.windows(2).all(|two| two[0].offset < two[1].offset && two[0].line < two[1].line), "{marks:?}");
        assert!(
            marks.iter().all(|mark| article.body.is_char_boundary(mark.offset as usize) && mark.line >= record.line)
        );
    }
}

/// Pieces of which files of all formats are made, whole and broken.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "{\"title\": \"Closed\", ",
            "\"body\": \"No ships.\"",
            "}",
            "{",
            "[",
            "]",
            ",",
            ":",
            "null",
            "\"",
            "\\",
            "\\ud800",
            "1e999",
            "\"articles\": [",
            "\"data\": {",
            "\"quotes\": []",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "<html>",
            "<p>",
            "</p>",
            "<div>",
            "<br>",
            "<!--",
            "<script>",
            "&amp;",
            "&#27;",
            "<b",
            ">",
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 90\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
            "\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
            "<!-- saved from url=(0",
            "=3D",
            "<?xml version='1.0' encoding='iso-8859-1'?>",
            "<!DOCTYPE rss [<!ENTITY a \"&b;\">]>",
            "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>",
            "<title>Closed</title>",
            "<item>",
            "<description>",
            "</item>",
            "<![CDATA[",
            "]]>",
            "<nitf><body><body.content>",
            "<TEI><text><body>",
            "<alto><Page><TextBlock><TextLine><String CONTENT='No'/>",
            "whosaid: an issue and its pages\n10\t\t\n<mets><div>",
            "-\tP\tp.xml\n",
            "<div TYPE='article'><fptr FILEID='P'/>",
            "---\n",
            "title: x\n",
            "title: \"\\x\\u12\\\"\n",
            "# ",
            "> ",
            "- ",
            "```\n",
            "By Ann Lee | March 3, 2019\n",
            "TALLINN (NW) -- ",
            "The harbour is closed. ",
            "“No,” she said.",
            "title,text,date\n",
            ",",
            ";",
            "\t",
            "PAR1",
            "\u{feff}",
            "\u{ad}",
            "\u{1b}[31m",
            "\u{200d}",
            "é",
            "日本",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, name in prop::sample::select(vec!["a", "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.parquet"])) {
        holds_for(name, &bytes);
    }

    #[test]
    fn any_mixture_of_formats_is_read_without_a_panic(bytes in pieces()) {
        for format in FORMATS {
            holds_for(&format!("a.{}", format.extensions.first().unwrap_or(&"txt")), &bytes);
        }
        let utf16: Vec<u8> = String::from_utf8_lossy(&bytes).encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds_for("a", &utf16);
    }

    #[test]
    fn every_record_of_json_lines_comes_back_at_its_line(bodies in prop::collection::vec("[a-z\"\\\\\n{}\\[\\]“é ]{0,40}", 1..20)) {
        let line = |body: &String| serde_json::json!({ "title": "x", "body": format!("Text {body}") }).to_string();
        let lines: Vec<String> = bodies.iter().map(line).collect();
        let array = format!("[{}]", lines.join(",\n"));
        let inside = format!("{{\"status\": \"ok\", \"articles\": {array}, \"total\": 3}}");
        for (path, file) in [("a.jsonl", lines.join("\n")), ("a.json", lines.join("\n")), ("a.json", array), ("a.json", inside)] {
            let (records, outcome) = read(path, file.as_bytes());
            prop_assert_eq!(outcome, Ok(Split::Read));
            prop_assert_eq!(records.len(), lines.len());
            for (number, (record, line)) in (1..).zip(records.into_iter().zip(&lines)) {
                let record = record.unwrap();
                prop_assert_eq!((record.line, String::from_utf8_lossy(&record.bytes)), (number, line.into()));
            }
        }
    }
}
