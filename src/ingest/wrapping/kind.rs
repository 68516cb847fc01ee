use super::compression::Compression;

/// So many bytes tell what a file is wrapped in: the header of a tar archive.
pub(super) const HEAD: usize = 512;

/// What a file is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Compressed(Compression),
    Tar,
    Zip,
}

/// Documents that are zip archives inside: they are no folders of articles, whatever they hold.
static DOCUMENTS: &[&str] = &[
    "docx", "docm", "dotx", "xlsx", "xlsm", "pptx", "odt", "ods", "odp", "ott", "epub", "jar", "war", "apk", "whl",
    "xpi", "kmz", "pages", "numbers", "key", "npz",
];

/// What the first member of such a document is called.
static FIRST_OF_DOCUMENT: &[&[u8]] = &[b"mimetype", b"[Content_Types].xml", b"_rels/", b"META-INF/", b"word/document"];

impl Kind {
    /// Told by the first bytes of a file. Its name only keeps documents from being taken for archives, and tells where an
    /// archive's beginning is damaged.
    pub(super) fn of(path: &str, head: &[u8]) -> Option<Self> {
        if let Some(compression) = Compression::of(head) {
            return Some(Self::Compressed(compression));
        }
        if is_zip(head) {
            return (!is_document(path, head)).then_some(Self::Zip);
        }
        if is_tar(head) {
            return Some(Self::Tar);
        }
        let is_binary = head.contains(&0);
        let name = path.to_ascii_lowercase();
        let named = [(".tar", Self::Tar), (".zip", Self::Zip)].into_iter().find(|(ending, _)| name.ends_with(ending));
        named.filter(|_| is_binary).map(|(_, kind)| kind)
    }
}

/// The header of a first member, or of the end of an archive that has none.
fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn is_document(path: &str, head: &[u8]) -> bool {
    const NAME: usize = 30;
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let first = head.get(NAME..).unwrap_or_default();
    DOCUMENTS.contains(&&*extension) || FIRST_OF_DOCUMENT.iter().any(|name| first.starts_with(name))
}

/// A header with the right checksum: the oldest archives have no other mark.
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let header = tar::Header::from_byte_slice(block);
    header.cksum().is_ok_and(|sum| sum == checksum(block))
}

/// The sum of a header's bytes, with spaces where it is written itself.
fn checksum(block: &[u8]) -> u32 {
    const WRITTEN: std::ops::Range<usize> = 148..156;
    let bytes = block.iter().enumerate().map(|(at, &byte)| if WRITTEN.contains(&at) { b' ' } else { byte });
    bytes.map(u32::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(first: &str) -> Vec<u8> {
        [b"PK\x03\x04", &[0; 26][..], first.as_bytes()].concat()
    }

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        let mut tar = tar::Header::new_old();
        tar.set_path("a.txt").unwrap();
        tar.set_size(1);
        tar.set_cksum();
        let mut damaged = tar.as_bytes().to_vec();
        damaged[0] ^= 1;
        for (path, head, expected) in [
            ("a", &b"\x1f\x8b\x08\0"[..], Some(Kind::Compressed(Compression::Gzip))),
            ("a.txt", b"\x28\xb5\x2f\xfd", Some(Kind::Compressed(Compression::Zstandard))),
            ("a.bz2", b"BZh91AY&SY", Some(Kind::Compressed(Compression::Bzip2))),
            ("a.xz", b"\xfd7zXZ\0", Some(Kind::Compressed(Compression::Xz))),
            ("a.gz", b"The harbour is closed.", None),
            ("a.txt", b"BZh is a name.", None),
            ("a.zip", b"PK\x05\x06", Some(Kind::Zip)),
            ("a", &zip("news/a.txt"), Some(Kind::Zip)),
            ("a.docx", &zip("news/a.txt"), None),
            ("a", &zip("mimetype"), None),
            ("a", &zip("[Content_Types].xml"), None),
            ("a", tar.as_bytes(), Some(Kind::Tar)),
            ("a", &damaged, None),
            ("a.tar", &damaged, Some(Kind::Tar)),
            ("a.tar", &[0; 512], Some(Kind::Tar)),
            ("a.ZIP", b"\0\0\x03\x04", Some(Kind::Zip)),
            ("a.zip", b"The harbour is closed.", None),
        ] {
            assert_eq!(Kind::of(path, head), expected, "{path}: {head:?}");
        }
    }
}
