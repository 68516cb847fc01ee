use proptest::prelude::*;

use crate::{
    make::{self, docx, odt, package},
    read,
};

/// Pieces of which exports are made, in any order.
fn export() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Body",
        "End of Document",
        "Length: 812 words",
        "Copyright 2019 X",
        "Classification",
        "Load-Date: March 3, 2019",
        "Graphic",
        "2 of 250 DOCUMENTS",
        "LENGTH: 812 words",
        "BODY:",
        "HEADLINE: x",
        "LOAD-DATE: x",
        "HD x",
        "HD",
        "WC 812 words",
        "WC",
        "812 words",
        "3 March 2019",
        "PD 3 March 2019",
        "LP",
        "TD x",
        "AN Document ABCD0020190303ef330001x",
        "Document ABCD0020190303ef330001x",
        "____________________",
        "Full text: x",
        "Full text: Not available",
        "Title: x",
        "Publication title: x",
        "Publication info: [: x",
        "Document URL: http://x/1",
        "Author: ,;, ",
        "",
        " ",
        "“No,” she said.",
        "é: ",
        "\u{c}",
        "\r",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|lines| lines.join("\n"))
}

/// Elements of documents, whole and broken.
fn elements() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:p/>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:del>",
        "</w:del>",
        "<w:br/>",
        "<w:tab/>",
        "<w:vanish w:val=\"0\"/>",
        "<w:pStyle w:val=\"Title\"/>",
        "<text:p>",
        "</text:p>",
        "<text:s text:c=\"99999999999\"/>",
        "<text:h text:outline-level=\"1\">",
        "</text:h>",
        "<text:line-break/>",
        "<",
        ">",
        "&",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "&x;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<!DOCTYPE x [<!ENTITY x \"y\">]>",
        "words ",
        "é",
        "\"",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_behind_a_plausible_beginning_are_read_without_a_panic(
        beginning in prop::sample::select(vec![
            &b"PK\x03\x04"[..], b"{\\rtf1", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\0\0\0word/document.xml",
        ]),
        bytes: Vec<u8>,
        name in prop::sample::select(vec!["a", "a.docx", "a.odt", "a.rtf", "a.doc", "a.pdf"]),
    ) {
        let _ = read(name, [beginning, &bytes].concat());
    }

    #[test]
    fn any_mixture_of_an_exports_lines_is_read_without_a_panic(export in export()) {
        let _ = read("a.txt", export.as_bytes());
    }

    #[test]
    fn any_mixture_of_elements_is_read_without_a_panic(elements in elements()) {
        let _ = read("a.docx", docx(&elements, &elements));
        let _ = read("a.odt", odt(&elements));
    }

    #[test]
    fn a_pdf_with_damaged_bytes_is_read_without_a_panic(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let content = make::printed(&[(50, 100, 10, "Harbour closed")]).into_bytes();
        let mut whole = make::pdf(&make::pages(vec![make::stream("", &content)], ""), "");
        for (at, byte) in damage {
            let at = at.index(whole.len());
            whole[at] = byte;
        }
        let _ = read("a.pdf", whole);
    }

    #[test]
    fn a_document_with_damaged_bytes_is_read_without_a_panic(at: prop::sample::Index, byte: u8, end: prop::sample::Index) {
        let mut whole = docx("<w:p><w:r><w:t>Harbour closed</w:t></w:r></w:p>", "");
        let index = at.index(whole.len());
        whole[index] = byte;
        let _ = read("a.docx", &whole[..end.index(whole.len())]);
        let _ = read("a.docx", whole);
        let _ = read("a.docx", package(&[("word/document.xml", &[byte])]));
    }
}
