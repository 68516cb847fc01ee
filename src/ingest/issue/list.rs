use memchr::memmem;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// An issue with more pages is none.
const MOST_PAGES: usize = 10_000;
/// The root element stands within so many bytes.
const HEAD: usize = 4 << 10;
/// The element that lists the files.
const LIST: &[u8] = b"fileSec";

/// A page that a METS file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Page {
    /// By which the METS file refers to it.
    pub id: String,
    /// Its path, from the folder of the METS file on.
    pub path: String,
}

/// The pages that a METS file names, as far as they lie in its folder or below; none of a file of another kind.
pub(in crate::ingest) fn pages_in(mets: &[u8]) -> Vec<Page> {
    let named = named_in(mets).into_iter();
    named.filter_map(|(id, address)| Some(Page { id, path: below(&address)? })).take(MOST_PAGES).collect()
}

/// The ids and addresses of its files that hold the text of pages.
fn named_in(mets: &[u8]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let head = &mets[..mets.len().min(HEAD)];
    if memmem::find(&head.to_ascii_lowercase(), b"mets").is_none() {
        return files;
    }
    // What stands around the list is most of the file, and need not be looked at.
    let Some(start) = memmem::find(mets, LIST) else { return files };
    let list = &mets[start + LIST.len()..];
    let end = memmem::find(list, b"fileSec>").unwrap_or(list.len());
    let text = String::from_utf8_lossy(&list[..end]);
    // Without the rest of the tag that was cut.
    let text = text.split_once('>').map_or("", |(_, rest)| rest);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    // What groups and files say of themselves, and the file's id.
    let mut around: Vec<(String, String)> = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) if is(&tag, "FLocat") => {
                let Some((_, id)) = around.last() else { continue };
                let Some(address) = attribute(&tag, "href") else { continue };
                if around.iter().any(|(said, _)| tells_text(said)) || tells_text(&address) {
                    files.push((id.clone(), address));
                }
            }
            Event::Start(tag) if is(&tag, "fileGrp") || is(&tag, "file") => {
                let id = attribute(&tag, "ID").unwrap_or_default();
                let used = attribute(&tag, "USE").unwrap_or_default();
                around.push((format!("{id} {used}"), id));
            }
            Event::End(tag) if matches!(local(tag.name().into_inner()), "fileGrp" | "file") => {
                around.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    files
}

/// Whether a group of files, or a file, is said to be the text of pages: "ALTOGRP", "Text", "ocr", "FULLTEXT".
fn tells_text(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    ["alto", "text", "ocr"].iter().any(|word| said.contains(word))
}

fn is(tag: &BytesStart, name: &str) -> bool {
    local(tag.name().into_inner()) == name
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| local(attribute.key.into_inner()) == name)?;
    Some(found.value.trim().replace("&amp;", "&"))
}

/// The path that an address of a METS file means, from the folder of that on: `file://./alto/0001.xml`. Nothing for one of the web,
/// for what lies elsewhere or is hidden, and for what is no XML.
fn below(address: &str) -> Option<String> {
    let address = address.replace('\\', "/");
    let path = address.strip_prefix("file:").unwrap_or(&address);
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let is_plain = |part: &&str| !part.starts_with('.') && !part.contains(|c: char| c == ':' || c.is_control());
    let is_xml = parts
        .last()?
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("xml") || extension.eq_ignore_ascii_case("alto"));
    (is_xml && parts.iter().all(is_plain)).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_a_path_below_or_nothing() {
        for (address, path) in [
            ("file://./alto/0001.xml", Some("alto/0001.xml")),
            ("./0001.xml", Some("0001.xml")),
            ("alto\\0001.XML", Some("alto/0001.XML")),
            ("file:alto/0001.alto", Some("alto/0001.alto")),
            ("../0001.xml", None),
            ("alto/../../0001.xml", None),
            (".hidden/0001.xml", None),
            ("https://library.example/0001.xml", None),
            ("C:/alto/0001.xml", None),
            ("images/0001.tif", None),
            ("0001", None),
            ("", None),
        ] {
            assert_eq!(below(address).as_deref(), path, "{address}");
        }
    }

    #[test]
    fn files_that_hold_text_are_found_by_what_they_or_their_group_is_called() {
        let list = "<m:mets><m:amdSec/><m:fileSec ID='x'><m:fileGrp USE='Images'><m:file ID='I1'><m:FLocat l:href='1.xml'/></m:file>\
            </m:fileGrp><m:fileGrp ID='ALTOGRP'><m:file ID='F1'><m:FLocat l:href='2.xml'/></m:file></m:fileGrp>\
            <m:fileGrp><m:file ID='ocrFile'><m:FLocat l:href='3.xml'/></m:file><m:file ID='F2'><m:FLocat l:href='alto/4.xml'/></m:file>\
            <m:file ID='F3' USE='Metadata'><m:FLocat l:href='5.xml'/></m:file></m:fileGrp></m:fileSec><m:FLocat l:href='text.xml'/></m:mets>";
        let found = named_in(list.as_bytes());
        let found: Vec<_> = found.iter().map(|(id, address)| (id.as_str(), address.as_str())).collect();
        assert_eq!(found, [("F1", "2.xml"), ("ocrFile", "3.xml"), ("F2", "alto/4.xml")]);
        for other in ["", "<TEI/>", "<mets/>", "<mets><fileSec", "<mets><fileSec><file><FLocat href='1.xml'"] {
            assert_eq!(named_in(other.as_bytes()), [], "{other}");
        }
    }
}
