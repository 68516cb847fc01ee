use crate::{
    make::{self, docx, odt, package, paragraph},
    read,
};

/// As an editor leaves it: changes tracked, a comment, a note, fields, a table, a text box that is there twice.
#[test]
fn a_word_document_is_read_as_it_would_be_printed() {
    let body = "\
<w:p><w:pPr><w:pStyle w:val=\"Kicker\"/></w:pPr><w:r><w:t>Harbour</w:t></w:r></w:p>\
<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>\
<w:r><w:t xml:space=\"preserve\">Pilots </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>stay ashore.</w:t></w:r></w:p>\
<w:p><w:r><w:t>By Ann Lee | Harbor Gazette | March 3, 2019</w:t></w:r></w:p>\
<w:p><w:r><w:t xml:space=\"preserve\">“We will </w:t></w:r>\
<w:del w:id=\"1\"><w:r><w:delText>gladly </w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t xml:space=\"preserve\">not </w:t></w:r></w:ins>\
<w:commentRangeStart w:id=\"0\"/><w:r><w:t>sail,</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
<w:r><w:t>” said Mari Tamm</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> of the R&amp;D&#8209;free well</w:t></w:r>\
<w:r><w:noBreakHyphen/><w:t>known</w:t><w:softHyphen/><w:t> union.</w:t></w:r></w:p>\
<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"http://x\" </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:hyperlink><w:r><w:t>The port</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\"> said no.</w:t><w:br/><w:t>It said so twice.</w:t></w:r>\
<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t xml:space=\"preserve\"> Seen.</w:t></w:r></w:p>\
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:p><w:r><w:t>Pull quote.</w:t></w:r></w:p></w:drawing></mc:Choice>\
<mc:Fallback><w:pict><w:p><w:r><w:t>Pull quote.</w:t></w:r></w:p></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Nobody laughed.</w:t></w:r></w:p>\
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ships at anchor</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>forty</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    insta::assert_snapshot!(read(
        "a.docx",
        docx(body, "<dc:title>Microsoft Word - x.doc</dc:title><dc:creator>Tom Roe</dc:creator>")
    ));
}

#[test]
fn properties_of_the_file_fill_what_the_document_leaves_open() {
    let story = format!(
        "{}{}",
        paragraph("The harbour of the old town will stay closed for another week, the port authority said on Tuesday."),
        paragraph("“We will not sail,” said Mari Tamm.")
    );
    let properties = "<dc:title>Harbour stays closed &amp; pilots hold out</dc:title><dc:creator>Ann Lee</dc:creator>";
    insta::assert_snapshot!(read("a.docx", docx(&story, properties)));
    // The same with what programs write, under no name that tells, with prefixes of its own and a numbered part.
    let strange = format!("<ns0:document xmlns:ns0=\"{}\"><ns0:body>{story}</ns0:body></ns0:document>", make::WORD);
    let strange = strange.replace("<w:", "<ns0:").replace("</w:", "</ns0:");
    let core = b"<x><dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator></x>";
    let parts: &[(&str, &[u8])] = &[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document2.xml", strange.as_bytes()),
        ("docProps/core.xml", core),
    ];
    insta::assert_snapshot!(read("a.bin", package(parts)));
}

#[test]
fn an_opendocument_text_is_read_as_it_would_be_printed() {
    let body = "\
<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:sequence-decls/>
<text:h text:style-name=\"P1\" text:outline-level=\"1\">Pilots<text:s/>stay <text:span>ashore</text:span></text:h>
<text:p>By Ann Lee</text:p>
<text:p>“We will<text:s text:c=\"1\"/>not
sail<office:annotation><text:p>Really?</text:p></office:annotation>,” said<text:note><text:note-citation>1</text:note-citation>\
<text:note-body><text:p>A note.</text:p></text:note-body></text:note> Mari&#160;Tamm.<text:line-break/>She &lt;smiled&gt;.</text:p>
<text:section><text:p/><text:list><text:list-item><text:p>Nobody laughed.</text:p></text:list-item></text:list></text:section>
<text:p><draw:frame><draw:text-box><text:p>Pull quote.</text:p></draw:text-box></draw:frame>The port said no.</text:p>";
    insta::assert_snapshot!(read("a.odt", odt(body)));
    assert_eq!(read("a.odt", odt(body)).replace("a.odt", "a"), read("a", odt(body)));
}

#[test]
fn rich_text_is_read_as_it_would_be_printed_whatever_its_name() {
    let rtf = "{\\rtf1\\ansi\\ansicpg1250\\deff0{\\fonttbl{\\f0\\froman\\fcharset238 Times;}{\\f1\\fcharset204 Arial Cyr;}}
{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s1 Heading;}}{\\*\\generator Writer;}
{\\info{\\title Pilots stay ashore in Port Alva}{\\author Microsoft Office User}{\\creatim\\yr2013}}
{\\header Page \\chpgn\\par}\\pard\\plain\\f0\\fs24 Harbor Gazette, 2019-03-03\\par
{\\b \\ldblquote We will not sail,\\rdblquote  said Micha\\'b3 N\\u250\\'fa\\u241?ez}, who leads the pilots{\\footnote A note.} of the har\\-bour.\\par
\\pard {\\pict\\wmetafile8 0100}{\\f1 \\'cd\\'e5\\'f2}, said one more.{\\v Hidden.}\\line He meant it\\emdash twice.\\par
\\trowd\\intbl Ships\\cell forty\\cell\\row
\\pard{\\field{\\*\\fldinst{HYPERLINK \"http://x\"}}{\\fldrslt The port}} said no.\\par}trailing";
    insta::assert_snapshot!(read("a.rtf", rtf));
    assert_eq!(read("a.rtf", rtf).replace("a.rtf", "a.doc"), read("a.doc", rtf));
}

#[test]
fn a_document_that_can_not_be_read_says_why() {
    let encrypted = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
        ("content.xml", b"\x01\x02"),
    ]);
    let whole = make::docx_of("Harbour closed\n\n“No,” said Mari Tamm.");
    let bomb = format!("<w:document>{}</w:document>", paragraph(&"bomb ".repeat(4 << 20)));
    let huge = docx(&"<w:p/>".repeat(12 << 20), "");
    let documents: [(&str, Vec<u8>); 10] = [
        (
            "compound.docx",
            [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\x3e\0\x03\0\xfe\xff\x09\0\0\0", &[0xff; 400][..]].concat(),
        ),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word.Document.8".to_vec()),
        ("locked.odt", encrypted),
        ("cut.docx", whole[..whole.len() / 2].to_vec()),
        ("other.docx", package(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<x/>")])),
        (
            "broken.docx",
            package(&[("[Content_Types].xml", b""), ("word/document.xml", b"<w:document><w:p></w:document>")]),
        ),
        ("bomb.docx", package(&[("[Content_Types].xml", b""), ("word/document.xml", bomb.as_bytes())])),
        ("huge.docx", huge),
        ("empty.docx", docx("", "")),
        ("deep.rtf", "{\\rtf1 ".repeat(5000).into_bytes()),
    ];
    let told: String = documents.into_iter().map(|(path, bytes)| read(path, bytes)).collect();
    insta::assert_snapshot!(told);
}
