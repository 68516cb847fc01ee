//! Makes files as the usual programs make them.

use std::io::{self, Read as _, Write as _};

use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A text that is read as one article.
pub fn text(speaker: &str, words: &str) -> String {
    format!("A day in Delta\n\n“{words},” said {speaker}, who leads the pilots of the harbour.\n")
}

/// A line of JSON Lines.
pub fn line(id: &str, speaker: &str, words: &str) -> String {
    format!("{{\"id\": \"{id}\", \"title\": \"Day {id}\", \"body\": \"“{words},” said {speaker}.\"}}\n")
}

/// A web page with an article between what surrounds one.
pub fn page(head: &str, speaker: &str, words: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Pilots stay ashore</title>{head}</head><body>
<nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav>
<article><h1>Pilots stay ashore</h1>
<p>The harbour of the old town will stay closed for another week, the port authority said on Tuesday, after talks with the
pilots broke down late in the night.</p>
<p>“{words},” said {speaker}, who speaks for the pilots and has led them through two winters without a contract.</p>
<p>The mayor had expected ships to move again by the end of the month, but he did not say which month, or which ships.</p>
</article><footer>© Harbour Gazette</footer></body></html>"
    )
}

pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes.as_ref(), ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn bzip2(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = Vec::new();
    bzip2::read::BzEncoder::new(bytes.as_ref(), bzip2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

pub fn xz(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    writer.write_all(bytes.as_ref()).unwrap();
    writer.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive of these files, with the sizes behind each member, as `zip` writes to a pipe.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<_> = files.iter().map(|&(name, bytes)| (name, bytes, CompressionMethod::DEFLATE)).collect();
    zip_by(&files)
}

/// The same, each file by a method of its own.
pub fn zip_by(files: &[(&str, &[u8], CompressionMethod)]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for &(name, bytes, method) in files {
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes());
        let (mut entry, config) = archive.new_file(path).compression_method(method).start().unwrap();
        let mut writer = config.wrap(io::sink());
        writer.write_all(bytes).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        let packed = match method {
            CompressionMethod::DEFLATE => deflate(bytes),
            CompressionMethod::BZIP2 => bzip2(bytes),
            CompressionMethod::ZSTD => zstd(bytes),
            CompressionMethod::XZ => xz(bytes),
            _ => bytes.to_vec(),
        };
        entry.write_all(&packed).unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// A tar archive of these files, as GNU's `tar` writes it.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for &(name, bytes) in files {
        add_to_tar(&mut archive, name, bytes);
    }
    archive.into_inner().unwrap()
}

pub fn add_to_tar(archive: &mut tar::Builder<Vec<u8>>, name: &str, bytes: &[u8]) {
    let mut header = tar::Header::new_gnu();
    // As it is: the builder refuses names that lead elsewhere.
    let field = &mut header.as_old_mut().name;
    field[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    archive.append(&header, bytes).unwrap();
}

/// A record of a WARC.
pub fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-02-03T04:05:06Z\r\nWARC-Target-URI: {url}\r\n\
         WARC-Record-ID: <urn:uuid:0b1c5d5e-0000-4000-8000-000000000001>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// What a server answered.
pub fn response(url: &str, status: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let answer = [format!("HTTP/1.1 {status}\r\nServer: harbour\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    record("response", url, "application/http; msgtype=response", &answer)
}

/// A page that was found, as it is.
pub fn found(url: &str, page: &str) -> Vec<u8> {
    response(url, "200 OK", "Content-Type: text/html; charset=UTF-8", page.as_bytes())
}
