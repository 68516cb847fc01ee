//! Writes the JSON object that a row stands for.

use std::io::Write as _;

/// A JSON object on its way, member by member. Values may be in any encoding of which ASCII is a part: whoever reads the
/// object decodes it.
pub(in crate::format) struct Object(Vec<u8>);

impl Object {
    /// An empty one.
    pub fn new() -> Self {
        Self::with_room(1)
    }

    /// An empty one, with room for about so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        let mut object = Vec::with_capacity(bytes);
        object.push(b'{');
        Self(object)
    }

    /// Begins a member, whose value is to follow.
    pub fn name(&mut self, name: &str) -> &mut Vec<u8> {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        write_text(name.as_bytes(), &mut self.0);
        self.0.push(b':');
        &mut self.0
    }

    /// The whole object.
    pub fn close(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}

/// A JSON string.
pub(super) fn write_text(text: &[u8], json: &mut Vec<u8>) {
    // Hardly any text has other control characters than line breaks, and few bytes can be looked for at many times the speed.
    let is_rare = |byte: u8| byte < b' ' && byte != b'\n';
    if text.iter().fold(false, |any, &byte| any | is_rare(byte)) {
        let is_escaped = |(_, byte): &(usize, &u8)| is_rare(**byte) || matches!(byte, b'\n' | b'"' | b'\\');
        write_escaped(text, text.iter().enumerate().filter(is_escaped).map(|(at, _)| at), json);
    } else {
        write_escaped(text, memchr::memchr3_iter(b'\n', b'"', b'\\', text), json);
    }
}

/// A JSON string of a text in which the bytes at these places can't stand as they are.
fn write_escaped(text: &[u8], places: impl Iterator<Item = usize>, json: &mut Vec<u8>) {
    json.push(b'"');
    let mut written = 0;
    for at in places {
        json.extend_from_slice(&text[written..at]);
        match text[at] {
            b'\n' => json.extend_from_slice(b"\\n"),
            b'\r' => json.extend_from_slice(b"\\r"),
            b'\t' => json.extend_from_slice(b"\\t"),
            byte @ (b'"' | b'\\') => json.extend_from_slice(&[b'\\', byte]),
            control => write!(json, "\\u{control:04x}").expect("writing to memory never fails"),
        }
        written = at + 1;
    }
    json.extend_from_slice(&text[written..]);
    json.push(b'"');
}

/// A cell of a text table: a whole number as such, so that it can be a moment in seconds; all else as text.
pub(super) fn write_cell(cell: &[u8], json: &mut Vec<u8>) {
    let is_number =
        matches!(cell.len(), 1..=15) && cell.iter().all(u8::is_ascii_digit) && (cell[0] != b'0' || cell.len() == 1);
    if is_number {
        json.extend_from_slice(cell);
    } else {
        write_text(cell, json);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn object(members: &[(&str, &str)]) -> String {
        let mut object = Object::new();
        for (name, value) in members {
            write_cell(value.as_bytes(), object.name(name));
        }
        String::from_utf8(object.close()).unwrap()
    }

    #[test]
    fn whole_numbers_stay_numbers_and_all_else_is_text() {
        assert_eq!(
            object(&[("id", "17"), ("a \"b\"", "007"), ("x", "1.5"), ("y", ""), ("z", "0")]),
            r#"{"id":17,"a \"b\"":"007","x":"1.5","y":"","z":0}"#
        );
        assert_eq!(object(&[]), "{}");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_its_object(name: String, value in "(\\PC{0,9}|[a-z \\n\"\\\\]{0,40}){0,4}[\\t\\r\\x01a]{0,2}") {
            let text = format!("{value}.");
            let read: serde_json::Value = serde_json::from_str(&object(&[("first", "x"), (&name, &text)])).unwrap();
            prop_assert_eq!(read[&name].as_str(), Some(&*text));
        }
    }
}
