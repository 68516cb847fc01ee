//! Bytes to text: byte order marks, UTF-8, UTF-16 with and without a mark, declared encodings, and a guess at the rest.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a text is looked at to guess its encoding.
const GUESSED_FROM: usize = 256 << 10;

/// The text of a record whose encoding has ASCII as a part; never fails: what can't be read becomes U+FFFD.
///
/// `declared` is what the record itself says ("charset=…"). Valid UTF-8 is UTF-8 whatever is declared: pages that were
/// saved anew keep their old declaration, while text of another encoding is almost never valid UTF-8 by accident.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    // ISO-2022-JP is written in ASCII bytes alone, so that it is always valid UTF-8 too.
    if declared == Some(ISO_2022_JP) && bytes.contains(&0x1b) {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes),
        Err(_) => {
            let believable = |encoding: &&'static Encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding);
            declared.filter(believable).unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0
        }
    }
}

/// More good sequences of several bytes than bad ones: UTF-8 with a few bytes damaged, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The likeliest of the encodings that were in use before UTF-8; Windows-1252 for most western text.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], bytes.len() <= GUESSED_FROM);
    // Short texts leave doubt ("ñ" and "ń" are one byte): a western domain stands for where most such archives are from.
    detector.guess(Some(b"us"), Utf8Detection::Deny)
}

/// What a web page says of its own encoding, in its first 4 KiB: `<meta charset=…>`, `content="…charset=…"`, `<?xml encoding=…?>`.
pub(super) fn declared_in_markup(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(4096)].to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        memchr::memmem::find_iter(&head, key).find_map(|at| {
            let value = head[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_.:".contains(b));
            Encoding::for_label(&value[..end.unwrap_or(value.len())])
        })
    })
}

/// The byte order, when a file that begins so is UTF-16.
///
/// Without a mark it is told by the zero bytes that letters, spaces and line breaks of ASCII have in one half of each
/// pair; so text without a single space of ASCII (Chinese, say) needs its mark.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    const UTF_32LE_MARK: &[u8] = b"\xff\xfe\0\0";
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding != UTF_8 && !head.starts_with(UTF_32LE_MARK)).then_some(encoding);
    }
    let pairs = head.len() / 2;
    let zeros = |half: usize| head.chunks_exact(2).filter(|pair| pair[half] == 0).count();
    let (encoding, zeros) = match (zeros(0), zeros(1)) {
        (0, 0) => return None,
        (0, low) => (UTF_16LE, low),
        (high, 0) => (UTF_16BE, high),
        _ => return None,
    };
    // Western text has a zero in most pairs, other text only for its spaces; ASCII with a stray zero in it is binary.
    let is_ascii = head.iter().all(|b| matches!(b, 0 | b'\t' | b'\n' | b'\r' | b' '..=b'~'));
    if zeros * 100 < pairs * if is_ascii { 60 } else { 5 } {
        return None;
    }
    let (text, malformed) = encoding.decode_without_bom_handling(&head[..pairs * 2]);
    let is_text = |c: char| !c.is_control() || c.is_whitespace();
    // The head may end in the middle of a surrogate pair: one malformed character at its end is no objection.
    let malformed =
        malformed && text.trim_end_matches(char::REPLACEMENT_CHARACTER).contains(char::REPLACEMENT_CHARACTER);
    (!malformed && text.chars().all(is_text)).then_some(encoding)
}

/// Reads a stream of another encoding as UTF-8, without its byte order mark.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    /// Decoded and not yet given.
    text: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    pub fn new(encoding: &'static Encoding, inner: R) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, text: String::new(), given: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = [0; 16 << 10];
        let read = self.inner.read(&mut bytes)?;
        self.ended = read == 0;
        self.text.clear();
        self.given = 0;
        let room = self.decoder.max_utf8_buffer_length(read).expect("three times 16 KiB fit into memory");
        self.text.reserve(room);
        let _ = self.decoder.decode_to_string(&bytes[..read], &mut self.text, self.ended);
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.refill()?;
        }
        let rest = &self.text.as_bytes()[self.given..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    fn as_utf16(text: &str, big_endian: bool) -> Vec<u8> {
        let order = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn windows_1252_is_guessed_and_keeps_its_curly_quotes() {
        let (bytes, _, _) = WINDOWS_1252.encode("“We will not go,” said Núñez – and stayed in the café.");
        assert_eq!(decode(&bytes, None), "“We will not go,” said Núñez – and stayed in the café.");
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_bytes_are_utf8() {
        let (bytes, _, _) = SHIFT_JIS.encode("首相は述べた");
        let declared = declared_in_markup(b"<html><head><META Charset = 'Shift_JIS'>");
        assert_eq!(decode(&bytes, declared), "首相は述べた");
        assert_eq!(decode("首相は".as_bytes(), declared), "首相は");
    }

    #[test]
    fn a_declaration_is_found_in_each_of_its_forms() {
        for page in [
            r#"<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">"#,
            "<meta charset=windows-1252>",
            r#"<script charset="?"></script><meta charset="cp1252">"#,
            r#"<?xml version="1.0" encoding="windows-1252"?>"#,
        ] {
            assert_eq!(declared_in_markup(page.as_bytes()), Some(WINDOWS_1252), "{page}");
        }
        assert_eq!(declared_in_markup(b"<p>no charset here</p>"), None);
    }

    #[test]
    fn damaged_utf8_is_mended_not_taken_for_another_encoding() {
        let mut bytes = "Élysée, Núñez, “yes”".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(decode(&bytes, None), "Élysée, Núñez, “yes”\u{fffd}");
    }

    #[test]
    fn utf16_is_told_with_and_without_its_mark_and_binary_is_not_taken_for_it() {
        let text = "The minister said no.\nШкола закрыта, сказала она.";
        for big_endian in [false, true] {
            let bytes = as_utf16(text, big_endian);
            let encoding = utf16(&bytes).unwrap();
            assert_eq!(encoding, if big_endian { UTF_16BE } else { UTF_16LE });
            let marked = as_utf16(&format!("\u{feff}{text}"), big_endian);
            for bytes in [bytes, marked] {
                let mut read = String::new();
                Transcoder::new(encoding, &bytes[..]).read_to_string(&mut read).unwrap();
                assert_eq!(read, text);
            }
        }
        assert_eq!(utf16(b"plain text"), None);
        assert_eq!(utf16(b"\x7fELF\x02\x01\x01\0\0\0\0\0"), None);
        assert_eq!(utf16(b""), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_of_some_kind(bytes: Vec<u8>) {
            let _ = decode(&bytes, declared_in_markup(&bytes));
            let _ = utf16(&bytes);
        }

        #[test]
        fn utf8_and_utf16_come_back_as_they_were(text in "[^\u{feff}]\\PC*") {
            prop_assert_eq!(decode(text.as_bytes(), None), text.as_str());
            for big_endian in [false, true] {
                let bytes = as_utf16(&text, big_endian);
                let mut read = String::new();
                let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
                Transcoder::new(encoding, &bytes[..]).read_to_string(&mut read).unwrap();
                prop_assert_eq!(&read, &text);
            }
        }
    }
}
