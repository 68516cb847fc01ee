use std::{
    borrow::Cow,
    io::{self, Read},
};

use super::{
    super::{TEXT_LIMIT, source::megabytes},
    head::Head,
};

/// A page's bytes without what was done to them on their way, or what is wrong with them.
///
/// Some crawlers keep the answer's head and unpack its body: what is not packed in the way it says is taken as it is.
pub(super) fn unpacked<'a>(head: &Head, body: &'a [u8]) -> Result<Cow<'a, [u8]>, String> {
    let whole = if head.says("transfer-encoding", "chunked") { without_chunks(body) } else { None };
    let body = whole.map_or(Cow::Borrowed(body), Cow::Owned);
    let is_in = |word: &str| head.says("content-encoding", word);
    if is_in("gzip") && body.starts_with(b"\x1f\x8b") {
        return expanded("gzip", flate2::read::MultiGzDecoder::new(&*body)).map(Cow::Owned);
    }
    if is_in("deflate") && !is_markup(&body) {
        // Meant is zlib's format; some servers send what is in it alone.
        let in_zlib = body.first().is_some_and(|first| first & 0x0f == 8);
        let page = if in_zlib {
            expanded("deflate", flate2::read::ZlibDecoder::new(&*body))
        } else {
            expanded("deflate", flate2::read::DeflateDecoder::new(&*body))
        };
        return page.map(Cow::Owned);
    }
    if is_in("br") && !is_markup(&body) {
        return expanded("brotli", brotli_decompressor::Decompressor::new(&*body, 4096)).map(Cow::Owned);
    }
    if is_in("zstd") && body.starts_with(b"\x28\xb5\x2f\xfd") {
        let decoder = ruzstd::decoding::StreamingDecoder::new(&*body);
        return expanded("zstd", decoder.map_err(|_| "the page's zstd data is damaged".to_owned())?).map(Cow::Owned);
    }
    Ok(body)
}

/// What a decoder gives. A page that is cut is kept as far as it goes: crawlers stop at a size of their own.
fn expanded(name: &str, decoder: impl Read) -> Result<Vec<u8>, String> {
    let mut page = Vec::new();
    let read = decoder.take(TEXT_LIMIT as u64 + 1).read_to_end(&mut page);
    match read {
        Ok(_) if page.len() > TEXT_LIMIT => Err(too_large()),
        Err(error) if page.is_empty() && error.kind() != io::ErrorKind::UnexpectedEof => {
            Err(format!("the page's {name} data is damaged"))
        }
        Ok(_) | Err(_) => Ok(page),
    }
}

/// What is told of a page that is too large.
pub(super) fn too_large() -> String {
    format!("a page larger than {}, the limit for one article", megabytes(TEXT_LIMIT))
}

/// It begins as markup does, so it is not compressed.
fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// A body that was sent in pieces, each behind its length in hexadecimal digits. Nothing where it doesn't begin so; the
/// pieces up to where it ends or is damaged.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut count = 0;
    while let Some((size, after)) = chunk_size(rest) {
        count += 1;
        let piece = &after[..size.min(after.len())];
        whole.extend_from_slice(piece);
        if size == 0 || piece.len() < size {
            break;
        }
        let after = &after[size..];
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
    (count > 0).then_some(whole)
}

/// The size of the next piece, and what follows the line that tells it.
fn chunk_size(rest: &[u8]) -> Option<(usize, &[u8])> {
    const LONGEST_LINE: usize = 256;
    let end = memchr::memchr(b'\n', &rest[..rest.len().min(LONGEST_LINE)])?;
    let digits = rest[..end].split(|&byte| byte == b';').next()?.trim_ascii();
    let size = usize::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    Some((size, &rest[end + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use proptest::prelude::*;

    use super::*;

    const PAGE: &[u8] = b"<html><p>The harbour is closed.";

    fn page(head: &str, body: &[u8]) -> String {
        let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        let page = unpacked(&Head::cut(head.as_bytes()).0, body);
        page.map_or_else(|what| what, |page| String::from_utf8_lossy(&page).into_owned())
    }

    #[test]
    fn a_body_is_unpacked_as_its_head_says() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(PAGE).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(PAGE).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(PAGE, ruzstd::encoding::CompressionLevel::Fastest);
        assert!(page("Content-Encoding: zstd", &zstd).contains("closed"));
        let (first, second) = gzip.split_at(10);
        let size = format!("{:x}\r\n", second.len());
        let pieces = [b"A;name=x\r\n", first, b"\r\n", size.as_bytes(), second, b"\r\n0\r\n\r\n"];
        // One block of so many bytes as they are, and an empty last one.
        let brotli = [&[0x21, 0x78, 0, 4][..], PAGE, &[3]].concat();
        let expected = String::from_utf8_lossy(PAGE);
        for (head, body) in [
            ("Server: x", PAGE.to_vec()),
            ("Content-Encoding: gzip", gzip.clone()),
            ("Content-Encoding: x-gzip", gzip.clone()),
            ("Content-Encoding: GZIP\r\nTransfer-Encoding: chunked", pieces.concat()),
            ("Content-Encoding: deflate", zlib.finish().unwrap()),
            ("Content-Encoding: deflate", deflate.finish().unwrap()),
            ("Content-Encoding: br", brotli),
            // Unpacked by the crawler.
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", PAGE.to_vec()),
            ("Content-Encoding: br", PAGE.to_vec()),
        ] {
            assert_eq!(page(head, &body), expected, "{head}");
        }
    }

    #[test]
    fn a_page_that_is_cut_is_kept_as_far_as_it_goes() {
        assert_eq!(page("Transfer-Encoding: chunked", b"5\r\n<html\r\n30\r\n><p>"), "<html><p>");
        let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
        gzip.write_all(PAGE).unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(page("Content-Encoding: gzip", &gzip[..gzip.len() - 20]), "<html><p>The harbou");
        assert_eq!(page("Content-Encoding: gzip", b"\x1f\x8b\x09xxxxxxxxx"), "the page's gzip data is damaged");
    }

    #[test]
    fn a_page_that_expands_without_end_is_refused_with_the_limit() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&vec![b'x'; TEXT_LIMIT + 1]).unwrap();
        let told = page("Content-Encoding: gzip", &gzip.finish().unwrap());
        assert_eq!(told, "a page larger than 16 MiB, the limit for one article");
    }

    proptest! {
        #[test]
        fn any_body_is_unpacked_without_a_panic(body: Vec<u8>) {
            for head in ["Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: br"] {
                page(head, &body);
                page(head, &[b"5\r\n", &body[..]].concat());
            }
        }
    }
}
