//! Small files that expand without end.

use crate::{
    newsroom::Newsroom,
    pack::{gzip, line, text, zip},
    paths,
};

/// More than any file may expand to, of one letter.
fn bomb() -> String {
    format!("{}{{\"body\": \"{}\"}}\n", line("1", "Bo Ek", "The ferry is late"), "x".repeat(120 << 20))
}

const LIMIT: &str = "can't be read: it expands to more than 200 times its size (the limit)";

#[test]
fn a_bomb_is_told_with_the_limit_and_what_is_beside_it_is_read() {
    let room = Newsroom::new();
    let bomb = bomb();
    let packed = gzip(&bomb);
    let story = text("Ada Lund", "No ship will leave");
    room.add(
        "bomb.zip",
        zip(&[("a.txt", story.as_bytes()), ("bomb.jsonl", bomb.as_bytes()), ("z.txt", story.as_bytes())]),
    );
    assert_eq!(paths(&room, "bomb.zip"), ["a.txt", "bomb.jsonl", "z.txt"].map(|name| format!("bomb.zip/{name}")));
    // Compressed twice, each time by less than is noticed: both are measured by the file.
    room.add("twice.jsonl.gz.gz", gzip(&packed));
    room.add("bomb.jsonl.gz", packed);
    let failures = room.index().failures;
    let starts = ["news/bomb.jsonl.gz", "news/bomb.zip/bomb.jsonl", "news/twice.jsonl.gz.gz"];
    assert_eq!(failures.len(), starts.len(), "{failures:#?}");
    for (failure, start) in failures.iter().zip(starts) {
        assert!(failure.starts_with(start) && failure.contains(LIMIT), "{failure}");
    }
}

#[test]
fn a_zip_archive_inside_another_file_is_held_up_to_a_limit() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let mut inner = zip(&[("a.txt", story.as_bytes())]);
    // A list of members is looked for at the end.
    inner.resize(129 << 20, 7);
    room.add("outer.tar", crate::pack::tar(&[("inner.zip", &inner), ("z.txt", story.as_bytes())]));
    assert_eq!(paths(&room, "outer.tar"), ["outer.tar/z.txt"]);
    let failure = "news/outer.tar/inner.zip: a zip archive larger than 128 MiB that is not a file on disk (the limit) (give it as a file of its own)";
    assert_eq!(room.index().failure(), failure);
}
