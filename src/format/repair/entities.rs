//! References to characters that were left in a text when its markup was taken off, or escaped twice: "Trump&#8217;s",
//! "AT&amp;T".

use std::borrow::Cow;

/// The names that editors and programs write; `&lt;` and `&gt;` stay, as what they make may be an example of markup.
static NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("shy", '\u{ad}'),
];

/// The text with its references read.
pub(super) fn read(text: &str) -> Cow<'_, str> {
    let mut read = String::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < from {
            continue;
        }
        if let Some((meant, length)) = reference(&text[at..]) {
            read.push_str(&text[from..at]);
            read.push(meant);
            from = at + length;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    read.push_str(&text[from..]);
    Cow::Owned(read)
}

/// The character that a text begins with by reference, and how many bytes that takes.
fn reference(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST).position(|b| b == b';')?;
    let (name, length) = (&name[..end], end + 2);
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    // "AT&amp;amp;T": what is read may be a reference in turn.
    if meant == '&'
        && let Some((meant, rest)) =
            reference(&format!("&{}", text[length..].chars().take(LONGEST).collect::<String>()))
    {
        return Some((meant, length + rest - 1));
    }
    Some((meant, length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_are_read() {
        for (text, expected) in [
            ("Trump&#8217;s &quot;plan&quot;", "Trump’s \"plan\""),
            ("AT&amp;T and &amp;#8220;me&amp;#x201D;", "AT&T and “me”"),
            ("R&amp;amp;D", "R&D"),
            ("ten&nbsp;ships &ndash; &hellip;", "ten\u{a0}ships – …"),
        ] {
            assert_eq!(read(text), expected);
        }
        for same in ["AT&T;", "a & b; c", "&lt;b&gt;", "&#;", "&#xD800;", "&#99999999;", "&", "&é;", "&#1114112;"] {
            assert_eq!(read(same), same);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_in_one_go(text in "([&#;x0-9amp]|\\PC){0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn every_character_is_read_by_its_number(c: char) {
            prop_assume!(c != '&');
            let written = format!("&#{};", u32::from(c));
            prop_assert_eq!(read(&written), c.to_string());
        }
    }
}
