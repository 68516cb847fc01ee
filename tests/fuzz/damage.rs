//! Damages files: as disks, transfers and editors do, and as nobody would.

use proptest::{prelude::*, sample::Index};

/// One thing done to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// Cut here.
    Cut(Index),
    /// Another byte here.
    Byte(Index, u8),
    /// Bytes more here.
    Insert(Index, Vec<u8>),
    /// So many bytes less here.
    Remove(Index, usize),
    /// A stretch of it again, somewhere else.
    Repeat(Index, Index, usize, usize),
}

/// One of some files, damaged once or several times; or any bytes.
pub fn damaged(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let damages = prop::collection::vec(damage(), 1..6);
    let file = (prop::sample::select(seeds), damages).prop_map(|(seed, damages)| damages.iter().fold(seed, done));
    prop_oneof![9 => file, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    // What means something in one format or another.
    let telling = prop::sample::select(vec![
        "<",
        ">",
        "</",
        "&",
        "&#0;",
        "<![CDATA[",
        "<!--",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        "\\u0000",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\n\n",
        "\0",
        "\u{feff}",
        "\u{1b}",
        "“",
        "”",
        "«",
        "„",
        "é",
        "\u{301}",
        "said ",
        "Ann Lee ",
        "0",
        "-1",
        "99999999999999999999",
        "%",
        "=",
        "--",
        ":",
        "(",
        ")",
        "//",
        ".",
        "*",
        "`",
        "#",
    ]);
    prop_oneof![
        1 => at().prop_map(Damage::Cut),
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        3 => (at(), telling).prop_map(|(at, text)| Damage::Insert(at, text.as_bytes().to_vec())),
        1 => (at(), prop::collection::vec(any::<u8>(), 1..6)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        2 => (at(), 1..40_usize).prop_map(|(at, count)| Damage::Remove(at, count)),
        2 => (at(), at(), 1..60_usize, 1..30_usize).prop_map(|(from, to, count, times)| Damage::Repeat(from, to, count, times)),
    ]
}

fn done(mut file: Vec<u8>, damage: &Damage) -> Vec<u8> {
    if file.is_empty() {
        return file;
    }
    let length = file.len();
    match damage {
        Damage::Cut(at) => file.truncate(at.index(length)),
        Damage::Byte(at, byte) => file[at.index(length)] = *byte,
        Damage::Insert(at, bytes) => insert(&mut file, at.index(length), bytes),
        Damage::Remove(at, count) => drop(file.drain(at.index(length)..length.min(at.index(length) + count))),
        Damage::Repeat(from, to, count, times) => {
            let from = from.index(length);
            let stretch = file[from..length.min(from + count)].repeat(*times);
            insert(&mut file, to.index(length), &stretch);
        }
    }
    file
}

fn insert(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    file.splice(at..at, bytes.iter().copied());
}
