//! Web pages as browsers save them in one file (MHTML, RFC 2557): a mail whose parts are the page, its pictures and its style sheets.
//! The page is read as any other.

use std::borrow::Cow;

use encoding_rs::Encoding;
use mail_parser::{
    Message, MessageParser, MessagePart, MimeHeaders as _,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::{
    Beginning, Field, Format, Options, Parsed, RECORD_LIMIT, Record, TEXT_LIMIT, html,
    mail::{
        self,
        guard::{self, Holders},
    },
    source::megabytes,
    whole_file_within,
};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "saved page (MHTML)",
    extensions: &["mhtml", "mht"],
    told: "a mail's header that a browser wrote, or one without From",
    begins,
    split: |source, _, each| whole_file_within(RECORD_LIMIT, &FORMAT, source, each),
    parse,
};

/// Whether a text begins with the header of a saved page: as mail is, it is dated and has parts; but a browser wrote it, or nobody.
fn begins(beginning: &Beginning) -> bool {
    let Some(header) = mail::header(beginning.text) else { return false };
    let value =
        |wanted: &str| header.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.to_ascii_lowercase());
    let (from, kind) = (value("from"), value("content-type").unwrap_or_default());
    // Blink, Internet Explorer, UnMHT.
    let is_by_browser = from.as_ref().is_some_and(|from| from.contains("saved by"));
    let is_by_nobody = from.is_none() && ["multipart/related", "text/html"].iter().any(|page| kind.starts_with(page));
    let is_called_so = FORMAT.extensions.contains(&beginning.extension);
    value("snapshot-content-location").is_some()
        || value("mime-version").is_some() && (is_by_browser || is_by_nobody || is_called_so)
}

/// The article of the page. When it was saved is no date of the article.
fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let bytes = record.bytes.trim_ascii_start();
    let too_much = |too_much| record.problem(format!("a saved page of {too_much}"));
    guard::check(bytes, Holders::Declared).map_err(too_much)?;
    let mail = MessageParser::default().parse(bytes);
    let Some((mail, part)) = mail.as_ref().and_then(|mail| Some((mail, page(mail)?))) else {
        return Err(record.problem("a saved page without HTML in it"));
    };
    let page = unpacked(part, bytes);
    if page.len() > TEXT_LIMIT {
        return Err(record.problem(format!("a page larger than {}, the limit for one article", megabytes(TEXT_LIMIT))));
    }
    let mut draft = match html::read(&page, charset(part), record)? {
        html::Page::Article(draft) => draft,
        html::Page::Other(reason) => return Ok(Parsed::Skipped(reason)),
        html::Page::Empty => return Err(html::no_article(page.len(), record)),
    };
    let places = [mail.header_raw("Snapshot-Content-Location"), part.content_location()];
    for url in places.into_iter().flatten() {
        draft.set_from("the address that it was saved from", Field::Url, url);
    }
    draft.set_from("Subject", Field::Title, mail.subject().unwrap_or_default());
    draft.finish(record, options)
}

/// The part that is the page: the one that the header names as its start, else the first; those behind it are its frames.
fn page<'a, 'b>(mail: &'a Message<'b>) -> Option<&'a MessagePart<'b>> {
    let pages = || mail.parts.iter().filter(|part| is_page(part));
    let start = mail.content_type().and_then(|kind| kind.attribute("start")).map(unbracketed);
    let named = start.and_then(|start| pages().find(|part| part.content_id().map(unbracketed) == Some(start)));
    named.or_else(|| pages().next())
}

fn is_page(part: &MessagePart) -> bool {
    part.content_type().is_some_and(|kind| {
        let is = |ctype: &str, subtype: &str| {
            kind.ctype().eq_ignore_ascii_case(ctype)
                && kind.subtype().is_some_and(|known| known.eq_ignore_ascii_case(subtype))
        };
        is("text", "html") || is("application", "xhtml+xml")
    })
}

fn unbracketed(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The bytes of a part as they were before they were packed for mail. Not the text that the reader of mails makes of them: it knows
/// nothing of what a page says of its encoding, and leaves a part packed whose end is missing.
fn unpacked<'a>(part: &MessagePart, mail: &'a [u8]) -> Cow<'a, [u8]> {
    let [start, end] =
        [part.raw_body_offset(), part.raw_end_offset()].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
    let packed = mail.get(start..end).unwrap_or_default();
    let unpacked = match part.content_transfer_encoding().map(str::to_ascii_lowercase).as_deref() {
        Some("quoted-printable") => quoted_printable_decode(packed),
        Some("base64") => base64_decode(packed),
        _ => None,
    };
    unpacked.map_or(Cow::Borrowed(packed), Cow::Owned)
}

fn charset(part: &MessagePart) -> Option<&'static Encoding> {
    Encoding::for_label(part.content_type()?.attribute("charset")?.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Article;

    /// A page whose words are long enough to be taken for an article, after the header lines of its part.
    fn page_of(words: &str) -> String {
        format!(
            "<html><head><title>Pilots stay ashore - Harbour Gazette</title></head><body><nav><a href=3D\"/\">Home</a></nav><article>\r\n\
             <p>The harbour of the old town will stay closed for another week, the port authority said on Tuesday, after talks broke=\r\n \
             down late in the night.</p>\r\n<p>{words}, said Mari Tamm, who speaks for the pilots and has led them through two winters \
             without a contract.</p></article></body></html>\r\n"
        )
    }

    /// A file of these parts, each a header and a body.
    fn file(header: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = format!("{header}boundary=\"--=_1\"\r\n\r\nA page.\r\n").into_bytes();
        for (header, body) in parts {
            file.extend([b"\r\n----=_1\r\n", header.as_bytes(), b"\r\n\r\n", body].concat());
        }
        file.extend(b"\r\n----=_1--\r\n");
        file
    }

    const BLINK: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/pilots\r\n\
        Subject: =?utf-8?Q?Pilots=20stay=20ashore?=\r\nDate: Tue, 5 Mar 2019 10:15:00 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\t";
    const QUOTED: &str = "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://gazette.example/pilots?frame=1";
    const PICTURE: &str = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://gazette.example/a.png";

    fn parsed(bytes: Vec<u8>) -> Result<Article, Problem> {
        let record = Record::new("a.mhtml", 1, &FORMAT, bytes);
        match parse(&record, &Options::default())? {
            Parsed::Article(reading) => Ok(reading.article),
            Parsed::Skipped(reason) => panic!("skipped: {reason}"),
        }
    }

    #[test]
    fn a_page_saved_by_a_browser_is_read_with_its_address() {
        let page = page_of("=E2=80=9CWe will not sail=E2=80=9D");
        let article = parsed(file(BLINK, &[(QUOTED, page.as_bytes()), (PICTURE, b"iVBORw0KGgo=")])).unwrap();
        assert_eq!(article.title, "Pilots stay ashore");
        assert_eq!((article.url.as_deref(), article.published), (Some("https://gazette.example/pilots"), None));
        assert!(article.body.contains("after talks broke down late"), "{}", article.body);
        assert!(article.body.contains("“We will not sail”, said Mari Tamm"), "{}", article.body);
    }

    #[test]
    fn a_page_is_in_the_encoding_that_its_part_or_the_page_itself_declares() {
        let header = "From: \"Saved by Internet Explorer 11\"\r\nSubject: Pilots\r\nDate: Tue, 5 Mar 2019 11:15:00 +0100\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; type=\"text/html\"; ";
        for (kind, meta) in [("; charset=\"windows-1251\"", ""), ("", "<meta charset=3Dwindows-1251>")] {
            let kind = format!(
                "Content-Type: text/html{kind}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://gazette.example/1"
            );
            let page = format!("{meta}{}", page_of("=CD=E5=F2")).replace("Mari Tamm", "=CC=E0=F0=E8 =D2=E0=EC=EC");
            let article = parsed(file(header, &[(&kind, page.as_bytes())])).unwrap();
            assert!(article.body.contains("Нет, said Мари Тамм"), "{}", article.body);
            assert_eq!(article.url.as_deref(), Some("http://gazette.example/1"));
        }
    }

    #[test]
    fn the_page_is_the_part_that_the_header_names_else_the_first() {
        let frame = QUOTED.replace("frame-1", "frame-2");
        let pages = [page_of("No"), page_of("Yes")];
        let parts = [(QUOTED, pages[0].as_bytes()), (frame.as_str(), pages[1].as_bytes())];
        let said = |header: &str| parsed(file(header, &parts)).unwrap().body.contains("Yes, said");
        assert!(!said(BLINK));
        assert!(said(&format!("{BLINK}start=\"<frame-2@mhtml.blink>\";\r\n\t")));
        assert!(!said(&format!("{BLINK}start=\"<frame-3@mhtml.blink>\";\r\n\t")));
    }

    #[test]
    fn a_page_packed_in_base64_and_one_alone_are_read() {
        let packed = "PGh0bWw+PGJvZHk+PGFydGljbGU+PHA+VGhlIGhhcmJvdXIgb2YgdGhlIG9sZCB0b3duIHdpbGwgc3Rh\r\n\
            eSBjbG9zZWQgZm9yIGFub3RoZXIgd2VlaywgdGhlIHBvcnQgYXV0aG9yaXR5IHNhaWQgb24gVHVlc2Rh\r\n\
            eSwgYWZ0ZXIgdGFsa3Mgd2l0aCB0aGUgcGlsb3RzIGJyb2tlIGRvd24gbGF0ZSBpbiB0aGUgbmlnaHQu\r\n\
            PC9wPjwvYXJ0aWNsZT4=\r\n";
        let header = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64";
        assert!(parsed(file(BLINK, &[(header, packed.as_bytes())])).unwrap().body.starts_with("The harbour of"));
        let alone =
            format!("MIME-Version: 1.0\r\n{header}\r\nContent-Location: http://gazette.example/1\r\n\r\n{packed}");
        assert_eq!(parsed(alone.into_bytes()).unwrap().url.as_deref(), Some("http://gazette.example/1"));
    }

    #[test]
    fn a_file_that_ends_in_the_page_is_read_as_far_as_it_goes() {
        let whole = file(BLINK, &[(QUOTED, page_of("“No”").as_bytes())]);
        let end = memchr::memmem::find(&whole, b" who speaks").unwrap();
        assert!(parsed(whole[..end].to_vec()).unwrap().body.ends_with("“No”, said Mari Tamm,"));
    }

    #[test]
    fn what_holds_no_article_says_so() {
        for (bytes, expected) in [
            (file(BLINK, &[(PICTURE, b"iVBORw0KGgo=")]), "a.mhtml:1: a saved page without HTML in it"),
            (b"words".to_vec(), "a.mhtml:1: a saved page without HTML in it"),
            (
                file(BLINK, &[(QUOTED, b"<p>")]),
                "a.mhtml: not an article: no text left after removing navigation (3 bytes read)",
            ),
            (
                file(BLINK, &[(QUOTED, "x".repeat(TEXT_LIMIT + 1).as_bytes())]),
                "a.mhtml:1: a page larger than 16 MiB, the limit for one article",
            ),
            (
                file(&"Content-Type:\r\n multipart/related\r\n".repeat(501), &[]),
                "a.mhtml:1: a saved page of more than 500 parts that hold parts (the limit)",
            ),
        ] {
            assert_eq!(parsed(bytes).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn it_is_told_from_mail_by_who_wrote_its_header() {
        let is = |extension: &str, text: &str| begins(&Beginning { text, extension });
        assert!(is("", BLINK));
        assert!(is("", "From: \"Saved by UnMHT\"\nDate: x\nMIME-Version: 1.0\n\n"));
        assert!(is(
            "",
            "MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\nThis document is a Single File Web Page"
        ));
        assert!(is("mht", "From: Ann\nDate: x\nMIME-Version: 1.0\n\n"));
        assert!(!is("", "From: Ann\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"));
        assert!(!is("mht", "The harbour is closed."));
        assert!(!is("", "Content-Type: text/html\n\n<p>"));
    }

    proptest! {
        #[test]
        fn any_parts_give_an_article_or_a_problem(
            headers in proptest::collection::vec("(Content-Type: (text/html|multipart/related; boundary=x|message/rfc822)\r\n|Content-Transfer-Encoding: (base64|quoted-printable)\r\n|Content-Location: [a-z:/]{0,9}\r\n){0,4}", 0..5),
            body in "(=|=3D|--x|\r\n|<p>|[ -~]){0,40}",
        ) {
            let parts: Vec<_> = headers.iter().map(|header| (header.as_str(), body.as_bytes())).collect();
            let _ = parsed(file(BLINK, &parts));
        }
    }
}
