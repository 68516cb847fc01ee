use std::sync::Arc;

use super::{
    Beginning, FORMATS, Format, Options, encoding, foreign, mets, office, pdf, rows::parquet, source::Source, text,
    warc, xml,
};
use crate::report::Problem;

/// What a file is.
pub(super) enum Recognised {
    /// One of the formats that are read.
    As(&'static Format),
    /// Anything else, with the reason that is shown.
    Foreign(&'static str),
}

/// Tells what a file is: as the user says, else by a name that says it is none of ours, by its content, then by its name.
pub(super) fn recognise(source: &Source, options: &Options) -> Result<Recognised, Problem> {
    let extension = extension(&source.path);
    if let Some(format) = options.format {
        return if source.head.is_empty() { Err(empty(&source.path)) } else { Ok(Recognised::As(format)) };
    }
    if warc::is_about_pages(&source.path) {
        return Ok(Recognised::Foreign(warc::ABOUT_PAGES));
    }
    if let Some(reason) = foreign::by_extension(&extension) {
        return Ok(Recognised::Foreign(reason));
    }
    if let Some(format) = by_first_bytes(&source.head, &extension) {
        return Ok(Recognised::As(format));
    }
    if let Some(reason) = foreign::by_content(&source.head) {
        return Ok(Recognised::Foreign(reason));
    }
    let head = encoding::decode(&source.head, None);
    let beginning =
        Beginning { text: head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']), extension: &extension };
    if beginning.text.is_empty() && is_all(&source.head) {
        return Err(empty(&source.path));
    }
    let by_content = FORMATS.iter().find(|format| (format.begins)(&beginning));
    if by_content.is_none() && is_other_xml(&beginning) {
        return Ok(Recognised::Foreign(xml::foreign(beginning.text).unwrap_or("XML (not supported)")));
    }
    let by_name = || FORMATS.iter().find(|format| format.extensions.contains(&&*extension));
    Ok(match by_content.or_else(by_name) {
        Some(format) => Recognised::As(format),
        None if says_nothing(&extension) => Recognised::As(&text::FORMAT),
        None => Recognised::Foreign("unsupported format"),
    })
}

/// The formats whose bytes are no text, or say what they are before any is read.
fn by_first_bytes(head: &[u8], extension: &str) -> Option<&'static Format> {
    if warc::is_archive(head) {
        Some(&warc::FORMAT)
    } else if office::word::is_document(head, extension) {
        Some(&office::word::FORMAT)
    } else if office::open_document::is_document(head, extension) {
        Some(&office::open_document::FORMAT)
    } else if office::rich_text::is_document(head) {
        Some(&office::rich_text::FORMAT)
    } else if pdf::is_document(head) {
        Some(&pdf::FORMAT)
    } else if head.starts_with(parquet::MAGIC) {
        Some(&parquet::FORMAT)
    } else if mets::is_document(head) {
        Some(&mets::FORMAT)
    } else {
        None
    }
}

/// Says that it is XML, by its beginning or its name, and is none of the kinds that are read.
fn is_other_xml(beginning: &Beginning) -> bool {
    beginning.text.starts_with("<?xml") || beginning.extension == "xml"
}

/// A head that is shorter than it could be is the whole file.
fn is_all(head: &[u8]) -> bool {
    head.len() < super::source::HEAD
}

fn empty(path: &Arc<str>) -> Problem {
    Problem::new(&**path, "empty file")
}

/// No ending, or a number (`story.001`): plain text, as in many corpora.
fn says_nothing(extension: &str) -> bool {
    extension.bytes().all(|b| b.is_ascii_digit())
}

/// The ending of a file's name, lower case; that of `a.jsonl.gz` is `jsonl`, as its bytes come decompressed.
fn extension(path: &str) -> String {
    const COMPRESSED: &[&str] = &[".gz", ".zst", ".bz2", ".xz"];
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let name = COMPRESSED.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    match name.rsplit_once('.') {
        // A name that begins with its only dot has no ending: ".hidden".
        Some((stem, extension)) if !stem.is_empty() => extension.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::{Split, properties::read},
        ingest::RawDocument,
    };

    fn kind(path: &str, bytes: &[u8]) -> String {
        let document = RawDocument::new(path, std::io::Cursor::new(bytes.to_vec()));
        match Source::open(document).and_then(|source| recognise(&source, &Options::default())) {
            Ok(Recognised::As(format)) => format.name().to_owned(),
            Ok(Recognised::Foreign(reason)) => reason.to_owned(),
            Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn content_is_believed_before_the_name() {
        let pretty = "{\n  \"title\": \"a\",\n  \"body\": \"b\"\n}";
        for (path, text, expected) in [
            ("a.txt", "The harbour is closed.", "plain text"),
            ("a", "The harbour is closed.", "plain text"),
            ("story.001", "The harbour is closed.", "plain text"),
            ("a.TXT.gz", "The harbour is closed.", "plain text"),
            ("a.txt", "[Updated] The harbour is closed.", "plain text"),
            ("a.txt", "\u{feff}<!DOCTYPE HTML><p>x", "HTML"),
            ("a.json", "<!-- saved --> <html>", "HTML"),
            ("a.xhtml", "<?xml version='1.0'?><html>", "HTML"),
            ("a.htm", "The harbour is closed.", "HTML"),
            ("a.md", "<div>x</div>", "Markdown"),
            ("a.json", pretty, "JSON"),
            ("a.jsonl", pretty, "JSON"),
            ("a.txt", pretty, "JSON"),
            ("a.json", "[\n{\"body\": \"a\"}]", "JSON"),
            ("a.jsonl", "[{\"body\": \"a\"}]", "JSON"),
            ("a.json", "{\"body\": \"a\"}\n{\"body\": \"b\"}\n", "JSON Lines"),
            ("-", "{\"body\": \"a\"}\n{\"body\": \"b\"}\n", "JSON Lines"),
            ("a.jsonl", "{\"body\": broken\n{\"body\": \"b\"}\n", "JSON Lines"),
            ("a.json", "hello", "JSON"),
            ("a.xml", "<?xml version='1.0'?><!-- x --><rss version='2.0'>", "RSS or Atom"),
            ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'>", "RSS or Atom"),
            ("a.txt", "<r:RDF xmlns:r='x' xmlns='http://purl.org/rss/1.0/'>", "RSS or Atom"),
            ("a.rss", "words", "RSS or Atom"),
            ("a.json", "{\"version\": \"https://jsonfeed.org/version/1\"}", "JSON Feed"),
            ("a.xml", "<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf>", "NITF"),
            ("a.xml", "<newsItem guid='x'>", "NewsML-G2"),
            ("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'>", "TEI"),
            ("a.xml", "<doc title='x'>\n<main>", "trafilatura's XML"),
            ("a.xml", "<alto:alto xmlns:alto='x'>", "ALTO"),
            ("a.txt", "title|text|date\nClosed|No ships.|x", "CSV"),
            ("a.txt", "Title|Text|Title\nClosed|No ships.|x", "plain text"),
            ("a.txt", "From: A <a@b.c>\nDate: x\nSubject: a\n b\nMIME-Version: 1.0\n\nWords.", "mail"),
            ("a.txt", "From: A <a@b.c>\nDate: x\nSubject: a\n\nWords.", "plain text"),
            ("a.eml", "words", "mail"),
            ("a.eml", "From: <Saved by Blink>\nDate: x\nMIME-Version: 1.0\n\n", "saved page (MHTML)"),
            ("a.mht", "Date: x\nMIME-Version: 1.0\n\nWords.", "saved page (MHTML)"),
            ("a.mhtml", "<html><body>", "HTML"),
            ("inbox", "From a@b.c Sun Mar  3 10:15:00 2019\nFrom: A <a@b.c>\n\nWords.", "mailbox"),
            ("a.txt", "From 10:15 on 3 March 2019 the harbour is closed.\n\nWords.", "plain text"),
            ("a.md", "<svg></svg>\n\n# Closed", "Markdown"),
            ("a.doc", "{\\rtf1 words}", "rich text"),
            ("a", "{\\rtf1 words}", "rich text"),
            ("a.doc", "<html><body>", "HTML"),
            ("a.txt", "A\nB\nCopyright 2019 B\nLength: 2 words\nBody\nNo.", "Nexis Uni"),
            ("a", "2 of 3 DOCUMENTS\n\nLENGTH: 2 words\n", "LexisNexis"),
        ] {
            assert_eq!(kind(path, text.as_bytes()), expected, "{path}: {text}");
        }
    }

    #[test]
    fn what_is_not_read_is_told_with_its_reason() {
        for (path, bytes, expected) in [
            ("a.jpg", &b"\xff\xd8\xff\xe0"[..], "picture"),
            ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
            ("a.txt", b"words and \0 a zero", "binary file"),
            ("a.txt", b"\x01\x02\x03\x04words", "binary file"),
            ("a.txt", b"\x1f\x8b\x08\0", "compressed file"),
            ("a.xlsx", b"title,body", "office document (not supported)"),
            ("a.xml", b"<?xml version='1.0'?><catalogue>", "XML (not supported)"),
            ("a.txt", b"<?xml version='1.0'?><catalogue>", "XML (not supported)"),
            ("a.xml", b"words", "XML (not supported)"),
            ("a.xml", b"<?xml version='1.0'?><doc>", "XML (not supported)"),
            ("a.xml", b"<urlset>", "sitemap"),
            ("a.log", b"started", "log"),
            ("a.xyz", b"words", "unsupported format"),
            ("a.wacz/pages/pages.jsonl", b"{\"id\": \"1\", \"text\": \"words\"}", "list or index of a web archive"),
            ("b.zip/A.WACZ/datapackage.json", b"{\"profile\": \"data-package\"}", "list or index of a web archive"),
            ("a.txt", b"", "a.txt: empty file"),
            ("a.json", b"\xef\xbb\xbf \n", "a.json: empty file"),
        ] {
            assert_eq!(kind(path, bytes), expected, "{path}");
        }
        assert_eq!(read("a.sqlite", b"title,body").1, Ok(Split::Skipped("table (not supported)")));
    }

    #[test]
    fn utf16_is_read_as_if_it_were_utf8() {
        let text = "\u{feff}{\"body\": \"Núñez\"}\r\n{\"body\": \"“No”\"}\r\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let records: Vec<_> = read("a.jsonl", &bytes)
            .0
            .into_iter()
            .map(|record| String::from_utf8(record.unwrap().bytes).unwrap())
            .collect();
        assert_eq!(records, ["{\"body\": \"Núñez\"}\r", "{\"body\": \"“No”\"}\r"]);
    }

    #[test]
    fn a_file_over_the_limit_and_one_that_breaks_off_are_problems() {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("the disk is gone"))
            }
        }
        let read = |path: &str, reader: Box<dyn std::io::Read + Send>| {
            let document = RawDocument::new(path, reader);
            let each = &mut |_| std::ops::ControlFlow::Continue(());
            crate::format::split(document, &crate::format::Options::default(), each).unwrap_err().to_string()
        };
        let page = std::io::Read::chain(&b"<html>"[..], std::io::Read::take(std::io::repeat(b'x'), 17 << 20));
        let told = read("a.html", Box::new(page));
        assert!(told.starts_with("a.html: larger than 16 MiB, the limit for one article"), "{told}");
        let broken = std::io::Read::chain(std::io::Read::take(std::io::repeat(b' '), 100_000), Broken);
        assert_eq!(
            read("a.txt", Box::new(std::io::Read::chain(&b"Words."[..], broken))),
            "a.txt: can't be read: the disk is gone (mend it, or leave it out)"
        );
    }
}
