use std::{
    collections::HashMap,
    io::{self, Read},
};

use memchr::memmem;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::LIMIT;

/// An issue with more pages is none.
const MOST_PAGES: usize = 10_000;
/// The root element stands within so many bytes.
const HEAD: usize = 4 << 10;
/// The element that lists the files.
const LIST: &[u8] = b"fileSec";
const END_OF_LIST: &[u8] = b"fileSec>";

/// A page that a METS file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Page {
    /// By which the METS file refers to it, between spaces where it has several.
    pub ids: String,
    /// Its path, from the folder of the METS file on.
    pub path: String,
}

/// The pages that a METS file names, which is called `own` itself: each once, as far as they lie in its folder or below; none of a
/// file of another kind.
pub(in crate::ingest) fn pages_in(mets: &[u8], own: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (id, address) in named_in(mets) {
        let Some(path) = below(&address).filter(|path| path != own) else { continue };
        match known.get(&path) {
            Some(&at) => pages[at].ids.extend([" ", &id]),
            None if pages.len() < MOST_PAGES => {
                known.insert(path.clone(), pages.len());
                pages.push(Page { ids: id, path });
            }
            None => {}
        }
    }
    pages
}

/// As much of a METS file as [`pages_in`] looks at: what follows the list of files is most of it, and is not read.
///
/// # Errors
/// When it can't be read.
pub(super) fn listing(mut reader: impl Read) -> io::Result<Vec<u8>> {
    const PIECE: u64 = 64 << 10;
    let mut bytes = Vec::new();
    let mut start = None;
    loop {
        let before = bytes.len();
        if (&mut reader).take(PIECE).read_to_end(&mut bytes)? == 0 || bytes.len() as u64 > LIMIT {
            return Ok(bytes);
        }
        let from = before.saturating_sub(LIST.len());
        start = start.or_else(|| memmem::find(&bytes[from..], LIST).map(|at| from + at + LIST.len()));
        if start.is_some_and(|start| memmem::find(&bytes[start.max(from)..], END_OF_LIST).is_some()) {
            return Ok(bytes);
        }
    }
}

/// The ids and addresses of its files that hold the text of pages.
fn named_in(mets: &[u8]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let head = &mets[..mets.len().min(HEAD)];
    if memmem::find(&head.to_ascii_lowercase(), b"mets").is_none() {
        return files;
    }
    let Some(start) = memmem::find(mets, LIST) else { return files };
    let list = &mets[start + LIST.len()..];
    let end = memmem::find(list, END_OF_LIST).unwrap_or(list.len());
    let text = String::from_utf8_lossy(&list[..end]);
    // Without the rest of the tag that was cut.
    let text = text.split_once('>').map_or("", |(_, rest)| rest);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    // Of the groups and the file that are open: whether one of them, or one around it, is said to hold text; and its id.
    let mut around: Vec<(bool, String)> = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) if is(&tag, "FLocat") => {
                let Some((holds_text, id)) = around.last() else { continue };
                let Some(address) = attribute(&tag, "href") else { continue };
                if *holds_text || tells_text(&address) {
                    files.push((id.clone(), address));
                }
            }
            Event::Start(tag) if is(&tag, "fileGrp") || is(&tag, "file") => {
                let id = attribute(&tag, "ID").unwrap_or_default();
                let used = attribute(&tag, "USE").unwrap_or_default();
                let is_inside = around.last().is_some_and(|(holds_text, _)| *holds_text);
                around.push((is_inside || tells_text(&id) || tells_text(&used), id));
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
    fn a_file_that_is_named_twice_is_one_page_and_no_more_is_read_than_the_list() {
        let file = |id: &str, path: &str| format!("<file ID='{id}'><FLocat href='{path}'/></file>");
        let list = [file("A", "1.xml"), file("B", "2.xml"), file("C", "./1.xml")].concat();
        let around = "<div/>".repeat(40_000);
        let mets = format!(
            "<mets><amdSec>{around}</amdSec><fileSec><fileGrp USE='text'>{list}</fileGrp></fileSec>{around}</mets>"
        );
        let page = |ids: &str, path: &str| Page { ids: ids.to_owned(), path: path.to_owned() };
        let expected = [page("A C", "1.xml"), page("B", "2.xml")];
        assert_eq!(pages_in(mets.as_bytes(), "mets.xml"), expected);
        let read = listing(mets.as_bytes()).unwrap();
        assert!(read.len() < mets.len() * 2 / 3, "{} of {}", read.len(), mets.len());
        assert_eq!(pages_in(&read, "mets.xml"), expected);
    }

    #[test]
    fn files_that_stay_open_cost_no_more_than_others() {
        let open = "<file ID='a'>".repeat(50_000);
        let files = "<FLocat href='text/1.xml'/>".repeat(50_000);
        assert_eq!(pages_in(format!("<mets><fileSec>{open}{files}").as_bytes(), "mets.xml").len(), 1);
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
