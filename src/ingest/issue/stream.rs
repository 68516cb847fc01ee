//! A document of several files. It begins with [`MARK`]; then comes part after part, the METS file first: a line with its length,
//! ids and path (between tabs), and its bytes. Of a page that is not there, there is the line alone, with `-` for the length.

use std::{
    fs::{self, File},
    io::{self, BufRead, Cursor, ErrorKind, Read},
    path::{Path, PathBuf},
    vec,
};

use super::{LIMIT, Page, pages_of};

/// How a document of several files begins.
const MARK: &[u8] = b"whosaid: an issue and its pages\n";

/// The most bytes of a line before a part.
const LONGEST_LINE: u64 = 64 << 10;

/// A part of an issue, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuePart {
    /// By which the METS file refers to a page, between spaces; its own are none.
    pub ids: String,
    /// The path of a page, from the folder of the METS file on.
    pub path: String,
    /// Its bytes; `None` when there is no such file.
    pub bytes: Option<Vec<u8>>,
}

/// A METS file and the pages that it names, as one stream.
///
/// # Errors
/// When the METS file can't be read. A page that can't, though it is there, breaks the stream: what was read of the issue before stays.
pub(in crate::ingest) fn open(mets: &Path) -> io::Result<impl Read + Send + 'static> {
    let bytes = read(mets)?;
    let left = pages_of(&bytes, mets).collect::<Vec<_>>().into_iter();
    Ok(Parts { mets: mets.to_owned(), left, current: Cursor::new(beginning(&bytes)) })
}

/// The same of files that are in memory: a METS file, and of each page its bytes, where they are there.
pub(in crate::ingest) fn joined(mets: &[u8], pages: impl Iterator<Item = (Page, Option<Vec<u8>>)>) -> Vec<u8> {
    let mut stream = beginning(mets);
    for (Page { ids, path }, bytes) in pages {
        stream.extend(part(&ids, &path, bytes.as_deref()));
    }
    stream
}

fn beginning(mets: &[u8]) -> Vec<u8> {
    [MARK, &part("", "", Some(mets))].concat()
}

struct Parts {
    /// Where the METS file is.
    mets: PathBuf,
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
            let bytes = match read(&self.mets.with_file_name(&page.path)) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", page.path))),
            };
            self.current = Cursor::new(part(&page.ids, &page.path, bytes.as_deref()));
        }
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    // A pipe would be waited for.
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::new(ErrorKind::NotFound, "not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(io::Error::other("larger than 64 MiB")) } else { Ok(bytes) }
}

/// A part as it stands in the stream.
fn part(ids: &str, path: &str, bytes: Option<&[u8]>) -> Vec<u8> {
    let length = bytes.map_or("-".to_owned(), |bytes| bytes.len().to_string());
    let plain = |text: &str| text.replace(char::is_control, " ");
    let line = format!("{length}\t{}\t{}\n", plain(ids), plain(path));
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
        let [Some(length), Some(ids), Some(path)] = [(); 3].map(|()| columns.next()) else { return Err(cut()) };
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
        each(IssuePart { ids: ids.to_owned(), path: path.to_owned(), bytes });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let part = |ids: &str, path: &str, bytes: Option<&str>| IssuePart {
            ids: ids.to_owned(),
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
