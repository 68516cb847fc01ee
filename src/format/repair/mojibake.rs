//! UTF-8 that a program took for Windows-1252 or Latin-1 and wrote as UTF-8 again: "FranÃ§ois", "â€œNoâ€\u{9d}".

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Done to a text so many times at most: "FranÃƒÂ§ois" was converted twice.
const TIMES: usize = 2;

/// The text as it was meant, when it is certain that it was converted wrongly.
///
/// A sequence that no language writes makes it certain: `Ã` before a sign and a small letter, `â€` before a sign, `Â` before
/// a sign that needs none. All others of the text are read again with it.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let mut mended = Cow::Borrowed(text);
    for _ in 0..TIMES {
        match once(&mended) {
            Some(again) => mended = Cow::Owned(again),
            None => break,
        }
    }
    mended
}

fn once(text: &str) -> Option<String> {
    // All certain sequences begin with one of these: most texts have none.
    let may_be = memchr::memchr(0xC3, text.as_bytes()).is_some() && text.contains(['Ã', 'â', 'Â']);
    if !may_be || !is_certain(text) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((meant, read)) = sequence(rest) {
            mended.push(meant);
            rest = &rest[read..];
        } else {
            mended.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    Some(mended)
}

fn is_certain(text: &str) -> bool {
    let mut before = None;
    text.char_indices().any(|(at, c)| {
        let certain = match c {
            'Ã' | 'â' | 'Â' => sequence(&text[at..]).is_some_and(|(meant, read)| {
                let after = text[at + read..].chars().next();
                match meant {
                    // In capitals "ANÃ»" may be meant.
                    'à'..='ÿ' => {
                        !before.is_some_and(char::is_uppercase) && after.is_none_or(|c| !c.is_uppercase() || c == 'Â')
                    }
                    '‐'..='…' | '€' | '™' | '\u{a0}' | '£' | '©' | '°' | '«' | '»' => true,
                    _ => false,
                }
            }),
            _ => false,
        };
        before = Some(c);
        certain
    })
}

/// The character that the first two to four, each a byte, are in UTF-8, and how many bytes of the text these are.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = byte(chars.next()?)?;
    let length = match first {
        // Latin, Greek, Cyrillic, Hebrew, Arabic; signs, and what Asia writes.
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for slot in &mut bytes[1..length] {
        *slot = chars.next().and_then(byte).filter(|byte| (0x80..0xC0).contains(byte))?;
    }
    let meant = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((meant, text.len() - chars.as_str().len()))
}

/// The byte that was taken for this character, as Windows-1252 or as Latin-1.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return (byte >= 0x80).then_some(byte);
    }
    let mut written = [0; 4];
    match &*WINDOWS_1252.encode(c.encode_utf8(&mut written)).0 {
        &[byte] => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As a program writes it that takes UTF-8 for Windows-1252.
    fn broken(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_converted_wrongly_is_read_again() {
        for text in [
            "“I won’t go,” said François Dupont, the mayor of Orléans.",
            "The café – ten\u{a0}million € – closed…",
            "Łódź’s mayor",
            "Привет, “Максим”",
            "東京 “首相”",
        ] {
            assert_eq!(mended(&broken(text)), text);
            assert_eq!(mended(&broken(&broken(text))), text, "twice");
            let latin_1 = |text: &str| -> String { text.bytes().map(char::from).collect() };
            assert_eq!(mended(&latin_1(text)), text);
            assert_eq!(mended(&latin_1(&latin_1(text))), text, "twice");
        }
    }

    #[test]
    fn what_languages_write_is_left_alone() {
        for text in [
            "NÃO À IRMÃ»",
            "SÃO PAULO, a irmã",
            "Âge d’or",
            "château, gâté",
            "“LE CAFÉ»",
            "Ã",
            "â€",
            "« Â »",
            "PÂTÉ “À LA CARTE”",
        ] {
            assert_eq!(mended(text), text);
        }
    }

    #[test]
    fn one_certain_sequence_makes_the_doubtful_ones_certain() {
        assert_eq!(mended("MÃœNCHEN"), "MÃœNCHEN");
        assert_eq!(mended("MÃœNCHEN: â€žNeinâ€œ"), "MÜNCHEN: „Nein“");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_ascii_stays(text in "\\PC{0,60}", ascii in "[ -~]{0,60}") {
            let _ = mended(&text);
            prop_assert_eq!(&*mended(&ascii), &*ascii);
        }
    }
}
