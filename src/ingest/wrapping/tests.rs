//! What must hold for any bytes, whatever they are taken for.

use std::io::{Cursor, Read as _, Write as _};

use flate2::write::GzEncoder;
use proptest::{prelude::*, sample::Index};

use super::*;

/// Paths of the documents inside some bytes; all are read to their end.
fn unwrapped(bytes: &[u8]) -> Vec<String> {
    let document = RawDocument::new("a", Cursor::new(bytes));
    let Ok(Looked::Wrapped(wrapped)) = look(document) else { return Vec::new() };
    let mut paths = Vec::new();
    let done = wrapped.each_member(&mut |member| {
        if let Member::Document(mut document) = member {
            let _ = io::copy(&mut document.reader, &mut io::sink());
            paths.push(document.path);
        }
        ControlFlow::Continue(())
    });
    if let Err(problem) = done {
        assert!(problem.path.starts_with('a'), "{problem}");
    }
    paths
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(names: &[&str]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for name in names {
        let mut header = tar::Header::new_gnu();
        header.set_size(4);
        archive.append_data(&mut header, name, &b"text"[..]).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for name in names {
        let (mut entry, config) = archive.new_file(name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(b"text").unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// One of each kind.
fn whole() -> Vec<Vec<u8>> {
    let names = ["news/1.txt", "2.txt"];
    let zstd = ruzstd::encoding::compress_to_vec(&b"text"[..], ruzstd::encoding::CompressionLevel::Fastest);
    let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).unwrap();
    xz.write_all(b"text").unwrap();
    let mut bzip2 = Vec::new();
    let mut encoder = bzip2::read::BzEncoder::new(&b"text"[..], bzip2::Compression::fast());
    encoder.read_to_end(&mut bzip2).unwrap();
    vec![gzip(b"text"), zstd, xz.finish().unwrap(), bzip2, tar(&names), zip(&names), gzip(&tar(&names)), zip(&names)]
}

#[test]
fn all_kinds_are_unwrapped() {
    let names = whole().iter().map(|bytes| unwrapped(bytes).join(" ")).collect::<Vec<_>>();
    let members = "a/news/1.txt a/2.txt";
    assert_eq!(names, ["a", "a", "a", "a", members, members, members, members]);
}

#[test]
fn a_receipt_knows_all_bytes_of_a_wrapped_file() {
    for bytes in whole() {
        let document = RawDocument::new("a", Cursor::new(&bytes));
        let (document, receipt) = crate::ingest::Receipt::attach(document, |_| ());
        let Ok(Looked::Wrapped(wrapped)) = look(document) else { panic!("not wrapped") };
        wrapped.each_member(&mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(receipt.hash(), Some(blake3::hash(&bytes)));
    }
}

#[test]
fn nothing_comes_after_a_break() {
    let bytes = zip(&["1.txt", "2.txt"]);
    let document = RawDocument::new("a", Cursor::new(&bytes));
    let Ok(Looked::Wrapped(wrapped)) = look(document) else { panic!("not wrapped") };
    let mut count = 0;
    let done = wrapped.each_member(&mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert_eq!((done, count), (Ok(()), 1));
}

proptest! {
    #[test]
    fn damaged_wrappings_are_opened_without_a_panic(which: Index, changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..6), cut: Index) {
        let mut bytes = which.get(&whole()).clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let cut = cut.index(2 * bytes.len());
        bytes.truncate(cut);
        for path in unwrapped(&bytes) {
            prop_assert!(path == "a" || path.starts_with("a/") && !path.split('/').any(|part| matches!(part, "" | "." | "..")), "{}", path);
        }
    }

    #[test]
    fn any_bytes_are_opened_without_a_panic(start in prop::sample::select(vec![&b"\x1f\x8b\x08\0"[..], b"PK\x03\x04", b"PK\x05\x06", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x50\x2a\x4d\x18"]), rest: Vec<u8>) {
        unwrapped(&[start, &rest].concat());
    }
}
