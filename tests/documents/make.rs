//! Makes documents as the usual programs make them.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
};

use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter, path::EntryPath};

/// A zip archive of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for &(name, bytes) in parts {
        let is_stored = name == "mimetype";
        let method = if is_stored { CompressionMethod::STORE } else { CompressionMethod::DEFLATE };
        let (mut entry, config) =
            archive.new_file(EntryPath::verbatim(name.as_bytes())).compression_method(method).start().unwrap();
        let mut writer = config.wrap(io::sink());
        writer.write_all(bytes).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        let packed = if is_stored { bytes.to_vec() } else { deflate(bytes) };
        entry.write_all(&packed).unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A Word document with this body; `properties` is what stands in `docProps/core.xml`.
pub fn docx(body: &str, properties: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:document xmlns:w=\"{WORD}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">{properties}\
         <dcterms:created>2013-12-23T23:15:00Z</dcterms:created></cp:coreProperties>"
    );
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", b"<w:footnotes><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnotes>"),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

/// A Word document of these lines, each a paragraph.
pub fn docx_of(text: &str) -> Vec<u8> {
    let paragraphs: String = text.lines().map(paragraph).collect();
    docx(&paragraphs, "")
}

pub fn paragraph(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// An OpenDocument text with this body.
pub fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

/// Rich text of these lines, as a database writes it.
pub fn rtf_of(text: &str) -> String {
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}\r\n\\pard\\plain\\f0\\fs20 ",
    );
    for line in text.lines() {
        for unit in line.encode_utf16() {
            match u8::try_from(unit) {
                Ok(plain) if plain.is_ascii() && !b"\\{}".contains(&plain) => rtf.push(plain.into()),
                _ => write!(rtf, "\\u{}?", unit.cast_signed()).unwrap(),
            }
        }
        rtf.push_str("\\par\r\n");
    }
    rtf + "}"
}
