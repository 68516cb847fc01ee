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

/// A PDF of these objects, numbered from 1, the first of which is the catalog.
pub fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.into_bytes());
    file
}

pub fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

pub fn packed_stream(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    stream("/Filter/FlateDecode", &encoder.finish().unwrap())
}

/// The objects of pages with these contents, each a stream; they have Helvetica as F1, and what else `resources` says.
pub fn pages(contents: Vec<Vec<u8>>, resources: &str) -> Vec<Vec<u8>> {
    let numbers: Vec<usize> = (0..contents.len()).map(|page| 4 + page * 2).collect();
    let kids: String = numbers.iter().flat_map(|number| [number.to_string(), " 0 R ".to_owned()]).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>{resources}>>>>",
            contents.len()
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (number, content) in numbers.into_iter().zip(contents) {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", number + 1).into_bytes());
        objects.push(content);
    }
    objects
}

/// Commands that print lines: how far from the left and the top, how large, what.
pub fn printed(lines: &[(u32, u32, u32, &str)]) -> String {
    let mut content = String::new();
    for (left, down, size, text) in lines {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        write!(content, "BT /F1 {size} Tf {left} {} Td (", 800 - down).unwrap();
        bytes.iter().for_each(|byte| write!(content, "\\{byte:03o}").unwrap());
        content.push_str(") Tj ET\n");
    }
    content
}
