//! No bytes behind a plausible beginning make the reader panic.

use std::io::Cursor;

use proptest::prelude::*;

use crate::told;

/// How files of each format begin.
static BEGINNINGS: &[&str] = &[
    "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>G</title><item><title>T</title><content:encoded>",
    "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel><title>G</title></channel><item>",
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>",
    "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"G\", \"items\": [{\"content_html\": \"",
    "<nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><block class='full_text'><p>",
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g:1'><contentSet><inlineXML><nitf>",
    "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><div><p>",
    "<doc title='T' date='2019-03-03'><main><p>",
    "<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String SUBS_TYPE='HypPart1' CONTENT='",
    "From: G <g@example.org>\nDate: Mon, 4 Mar 2019 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    "From g@example.org Mon Mar 04 09:00:00 2019\nFrom: G <g@example.org>\nSubject: =?utf-8?Q?",
];

/// What may follow: pieces of markup, of any format, and any bytes.
fn rest() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "No ships sailed. ",
            "<p>",
            "</p>",
            "<",
            ">",
            "</",
            "/>",
            "&",
            "&amp;",
            "&#0;",
            "&#xd800;",
            "&x;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<!DOCTYPE a [",
            "]>",
            "'",
            "\"",
            "</item>",
            "<item>",
            "</entry>",
            "</newsItem>",
            "</Page>",
            "<Page>",
            "</channel>",
            "<title>",
            "</title>",
            "xmlns:a='http://purl.org/dc/elements/1.1/'",
            "\n",
            "é",
            "\n--b\n",
            "\n--b--\n",
            "Content-Type: text/html; charset=",
            "Content-Transfer-Encoding: base64\n\n",
            "message/rfc822\n\n",
            "=?utf-8?B?",
            "\n\nFrom g@example.org Mon Mar 04 09:00:00 2019\n",
            "=E9=\n",
            "utf-16",
            "shift_jis",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_rest_of_a_file_makes_the_reader_panic(rest in rest()) {
        for beginning in BEGINNINGS {
            let bytes = [beginning.as_bytes(), &rest].concat();
            told("a", Cursor::new(bytes));
        }
    }
}
