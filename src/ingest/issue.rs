//! Issues of newspapers as libraries scan them: a METS file, and beside or below it a file of ALTO for each page. They are
//! read as one document, since only together they say what an article is.
//!
//! Such a document begins with [`MARK`]; then comes part after part, the METS file first: a line with its length, id and path
//! (between tabs), and its bytes. Of a page that can't be read there is the line alone, with `-` for the length.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufRead, Cursor, Read},
    path::{Path, PathBuf},
    vec,
};

use memchr::memmem;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// How a document of several files begins.
const MARK: &[u8] = b"whosaid: an issue and its pages\n";

/// The most bytes that a METS file or a page may have: 64 MiB.
const LIMIT: u64 = 64 << 20;
/// An issue with more pages is none.
const MOST_PAGES: usize = 10_000;
/// The root element stands within so many bytes.
const HEAD: usize = 4 << 10;
/// The element that lists the files.
const LIST: &[u8] = b"fileSec";
/// The most bytes of a line before a part.
const LONGEST_LINE: u64 = 64 << 10;

/// A page that a METS file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// By which the METS file refers to it.
    id: String,
    /// Its path, from the folder of the METS file on.
    path: String,
    /// Where it is; whether there is a file has not been looked at.
    pub place: PathBuf,
}

/// A part of an issue, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuePart {
    /// By which the METS file refers to a page; its own is empty.
    pub id: String,
    /// The path of a page, from the folder of the METS file on.
    pub path: String,
    /// Its bytes; `None` when it can't be read.
    pub bytes: Option<Vec<u8>>,
}

/// Whether a file may be the METS file of an issue, by its name: "mets.xml", "1871-03-07-mets.xml", "1871-03-07.mets", or as its
/// folder is called. Other files of XML are not opened to find out.
pub(super) fn may_be_mets(file: &Path) -> bool {
    let has_ending = |ending| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    let is_named_so = |stem: &OsStr| stem.to_string_lossy().to_ascii_lowercase().contains("mets");
    let is_folder_s = |stem: &OsStr| file.parent().and_then(Path::file_name) == Some(stem);
    has_ending("mets")
        || has_ending("xml") && file.file_stem().is_some_and(|stem| is_named_so(stem) || is_folder_s(stem))
}

/// The pages that a METS file names, as far as they lie in its folder or below; none of a file of another kind.
pub(super) fn pages_of(mets: &Path) -> Vec<Page> {
    let bytes = read(mets).unwrap_or_default();
    let folder = mets.parent().unwrap_or(Path::new(""));
    let mut pages = Vec::new();
    for (id, address) in named_in(&bytes) {
        let Some(path) = below(&address) else { continue };
        let place = folder.join(&path);
        if place != mets && pages.len() < MOST_PAGES {
            pages.push(Page { id, path, place });
        }
    }
    pages
}

/// The ids and addresses of the files of a METS file that hold the text of pages.
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

/// A METS file and the pages that it names, as one stream.
///
/// # Errors
/// When the METS file can't be read. A page that can't is told in the stream.
pub(super) fn open(mets: &Path) -> io::Result<impl Read + Send + 'static> {
    let start = [MARK, &part("", "", Some(&read(mets)?))].concat();
    Ok(Parts { left: pages_of(mets).into_iter(), current: Cursor::new(start) })
}

struct Parts {
    left: vec::IntoIter<Page>,
    current: Cursor<Vec<u8>>,
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.current.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(page) = self.left.next() else { return Ok(0) };
            self.current = Cursor::new(part(&page.id, &page.path, read(&page.place).ok().as_deref()));
        }
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    // A pipe would be waited for.
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(io::Error::other("larger than 64 MiB")) } else { Ok(bytes) }
}

/// A part as it stands in the stream.
fn part(id: &str, path: &str, bytes: Option<&[u8]>) -> Vec<u8> {
    let length = bytes.map_or("-".to_owned(), |bytes| bytes.len().to_string());
    let plain = |text: &str| text.replace(char::is_control, " ");
    let line = format!("{length}\t{}\t{}\n", plain(id), plain(path));
    [line.as_bytes(), bytes.unwrap_or_default()].concat()
}

/// Whether a document that begins so is an issue with its pages.
#[must_use]
pub fn is_issue(head: &[u8]) -> bool {
    head.starts_with(MARK)
}

/// Reads an issue that [`is_issue`], part by part, until `each` has had all or there is an error.
///
/// # Errors
/// When the stream can't be read, or is not what it should be.
pub fn issue_parts(reader: impl Read, mut each: impl FnMut(IssuePart)) -> io::Result<()> {
    let mut reader = io::BufReader::new(reader);
    reader.read_exact(&mut [0; MARK.len()])?;
    let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "an issue ends in the middle");
    loop {
        let mut line = Vec::new();
        (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        let mut columns = line.strip_suffix('\n').ok_or_else(cut)?.splitn(3, '\t');
        let [Some(length), Some(id), Some(path)] = [(); 3].map(|()| columns.next()) else { return Err(cut()) };
        let bytes = match length.parse::<u64>() {
            Ok(length) if length <= LIMIT => {
                let mut bytes = Vec::new();
                (&mut reader).take(length).read_to_end(&mut bytes)?;
                if bytes.len() as u64 != length {
                    return Err(cut());
                }
                Some(bytes)
            }
            Err(_) if length == "-" => None,
            _ => return Err(cut()),
        };
        each(IssuePart { id: id.to_owned(), path: path.to_owned(), bytes });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    fn parts_of(bytes: &[u8]) -> (Vec<IssuePart>, bool) {
        let mut parts = Vec::new();
        let is_whole = issue_parts(bytes, |part| parts.push(part)).is_ok();
        (parts, is_whole)
    }

    #[test]
    fn an_issue_is_read_with_those_of_its_pages_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let mets = folder.path().join("mets.xml");
        let text = "<mets><fileSec><fileGrp USE='ocr'><file ID='P1'><FLocat href='1.xml'/></file><file ID='P2'><FLocat href='2.xml'/></file>";
        fs::write(&mets, text).unwrap();
        fs::write(folder.path().join("2.xml"), "<alto/>").unwrap();
        let mut bytes = Vec::new();
        open(&mets).unwrap().read_to_end(&mut bytes).unwrap();
        assert!(is_issue(&bytes));
        let part = |id: &str, path: &str, bytes: Option<&str>| IssuePart {
            id: id.to_owned(),
            path: path.to_owned(),
            bytes: bytes.map(|text| text.as_bytes().to_vec()),
        };
        let expected = vec![part("", "", Some(text)), part("P1", "1.xml", None), part("P2", "2.xml", Some("<alto/>"))];
        assert_eq!(parts_of(&bytes), (expected, true));
        assert!(!parts_of(&bytes[..bytes.len() - 1]).1, "cut in the middle of a page");
    }

    proptest! {
        #[test]
        fn any_bytes_behind_the_mark_are_parts_or_an_error(rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let (parts, _) = parts_of(&[MARK, &rest].concat());
            prop_assert!(parts.iter().flat_map(|part| &part.bytes).map(Vec::len).sum::<usize>() <= rest.len());
        }
    }
}
