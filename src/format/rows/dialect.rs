//! How a text table is written: what parts its cells, and what quotation marks mean in it.

use super::super::names;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Between two cells.
    pub delimiter: u8,
    /// Cells may stand in quotation marks; if not, a quotation mark is one of the text.
    pub quoting: bool,
    /// A quotation mark inside such a cell is written `\"`, not `""`.
    pub escapes: bool,
    /// The first line says how cells are parted ("sep=;"), as spreadsheets write it.
    pub declared: bool,
}

/// Candidates, the usual ones first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Dialect {
    /// Tells from the beginning of a table, its header first.
    pub fn of(head: &[u8]) -> Self {
        let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end();
        let declared = match first {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if DELIMITERS.contains(delimiter) => {
                Some(*delimiter)
            }
            // Its tab is trimmed off.
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => Some(b'\t'),
            _ => None,
        };
        let delimiter = declared.unwrap_or_else(|| delimiter(first));
        let (quoting, escapes) = marks(head, delimiter);
        Self { delimiter, quoting, escapes, declared: declared.is_some() }
    }
}

/// Parts the header into most names that are known, else into most cells.
fn delimiter(header: &[u8]) -> u8 {
    let text = String::from_utf8_lossy(header);
    let score = |&delimiter: &u8| {
        let cells: Vec<String> = cells(&text, char::from(delimiter));
        let known = cells.iter().filter(|cell| names::field(cell).is_some()).count();
        (known, cells.len())
    };
    let mut best = DELIMITERS[0];
    for delimiter in DELIMITERS {
        if score(&delimiter) > score(&best) {
            best = delimiter;
        }
    }
    best
}

/// The cells of a header, parted in this way.
pub(super) fn cells(header: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in header.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == delimiter && !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("there is one from the start").push(c),
        }
    }
    cells
}

/// Whether quotation marks enclose cells, and whether those inside a cell are escaped.
///
/// Where cells are parted by tabs or bars, many programs don't enclose them: a mark at the beginning of a cell is then that
/// of a quotation, which ends in the middle of the cell.
fn marks(head: &[u8], delimiter: u8) -> (bool, bool) {
    let ends_cell = |byte: Option<&u8>| byte.is_none_or(|&byte| byte == delimiter || matches!(byte, b'\n' | b'\r'));
    let (mut at, mut begins, mut broken, mut escapes) = (0, true, false, false);
    while at < head.len() {
        if !(begins && head[at] == b'"') {
            begins = ends_cell(head.get(at));
            at += 1;
            continue;
        }
        at += 1;
        while at < head.len() {
            match (head[at], head.get(at + 1)) {
                (b'\\', Some(b'"')) if !ends_cell(head.get(at + 2)) && head.get(at + 2) != Some(&b'"') => {
                    escapes = true;
                    at += 2;
                }
                (b'"', Some(b'"')) => at += 2,
                (b'"', next) => {
                    broken |= !ends_cell(next);
                    break;
                }
                _ => at += 1,
            }
        }
        at += 1;
        begins = false;
    }
    (!(broken && matches!(delimiter, b'\t' | b'|')), escapes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_delimiter_is_told_from_the_header() {
        for (head, expected) in [
            ("title,content,date\n", b','),
            (",id,title,publication,author\n", b','),
            ("title;content;date\n", b';'),
            ("\"title\";\"content, with | and , in it\"\r\n", b';'),
            ("title\tcontent\tdate\n", b'\t'),
            ("title|content|date\n", b'|'),
            ("name, first;text;x\n", b';'),
            ("text\n", b','),
            ("a;b;c\n", b';'),
            ("sep=|\na,b,c|d\n", b'|'),
            ("sep=\t\r\na,b\n", b'\t'),
            ("", b','),
        ] {
            assert_eq!(Dialect::of(head.as_bytes()).delimiter, expected, "{head}");
        }
        assert!(Dialect::of(b"sep=;\na;b").declared && !Dialect::of(b"sep;a").declared);
    }

    #[test]
    fn marks_of_quotations_are_told_from_marks_around_cells() {
        for (head, quoting, escapes) in [
            ("title\ttext\nNo\t\"No ships,\" he said.\n", false, false),
            ("title\ttext\nNo\t\"“No ships,” he said.\"\n", true, false),
            ("title\ttext\nNo\t\"\"\"No ships,\"\" he said.\"\n", true, false),
            ("title\ttext\nNo\the said \"no\"\n", true, false),
            ("title,text\nNo,\"No ships,\" he said.\n", true, false),
            ("title,text\nNo,\"He said \\\"no\\\" twice.\"\n", true, true),
            ("title,text\n\"C:\\\",\"No \"\"ships\"\".\"\n", true, false),
            ("title,text\n\"cut in the mid", true, false),
        ] {
            let dialect = Dialect::of(head.as_bytes());
            assert_eq!((dialect.quoting, dialect.escapes), (quoting, escapes), "{head}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_dialect(head: Vec<u8>, text in "[\",;\\\\\t|\na-c]{0,60}") {
            let _ = (Dialect::of(&head), Dialect::of(text.as_bytes()));
        }
    }
}
