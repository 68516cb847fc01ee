//! Files with names that need care.

use crate::newsroom::Newsroom;

const RAIN: &str = "Rain\n\n“It is wet today,” said Ada Lund.\n";

#[test]
fn spaces_marks_and_colons_in_names_are_shown_and_lead_back_to_the_article() {
    let names = ["two words.txt", "it's \"so\".txt", "a:12.txt", "日本 – Núñez.txt", "100%.txt", "-q.txt", "#1.txt"];
    let room = Newsroom::new();
    for name in names {
        room.add(name, RAIN);
    }
    assert_eq!(room.index().failures, [""; 0]);
    let answer = room.desk.json(&["query", "--phrase", "it is wet", "--json"]);
    let mut found: Vec<&str> =
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["article"]["path"].as_str().unwrap()).collect();
    found.sort_unstable();
    let mut expected = names.map(|name| format!("news/{name}"));
    expected.sort_unstable();
    assert_eq!(found, expected);
    for name in names {
        for asked in [format!("news/{name}"), format!("news/{name}:3")] {
            let shown = room.desk.run(&["show", "--", &asked]);
            assert!(shown.out.contains("[1] Ada Lund"), "{asked}: {}{}", shown.out, shown.err);
        }
    }
}

#[cfg(unix)]
#[test]
fn line_breaks_and_bytes_that_are_no_text_in_names_lose_nothing() {
    use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt as _};
    let room = Newsroom::with("new\nline.txt", RAIN);
    for name in [&b"bad\xff.txt"[..], b"bad\xfe.txt", b"\xe9t\xe9.txt"] {
        if fs::write(room.desk.path().join("news").join(OsStr::from_bytes(name)), RAIN).is_err() {
            eprintln!("not tested: this file system takes no such names");
            return;
        }
    }
    let told = room.index();
    // Both would have the same name in the index.
    assert!(told.failure().starts_with("news/bad\u{fffd}.txt: another file's name is the same"), "{}", told.failure());
    assert!(told.failure().ends_with("(rename one of them)"), "{}", told.failure());
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 3);
    // One line a file, whatever its name: nobody is to be led to a file that is not there.
    let shown = room.desk.run(&["query", "--phrase", "it is wet"]).out;
    assert!(shown.contains("news/new line.txt:3"), "{shown}");
    assert_eq!(room.desk.run(&["show", "news/new\nline.txt"]).code, Some(0));
    // Again: nothing is taken for new or gone.
    let again = room.index();
    assert!(again.run.out.starts_with("nothing new to read\n4 files unchanged\n"), "{}", again.run.out);
}

#[test]
fn a_folder_called_like_a_file_is_a_folder() {
    let room = Newsroom::with("2025.txt/rain.txt", RAIN);
    room.add("empty.json/.keep", "");
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 1);
}
