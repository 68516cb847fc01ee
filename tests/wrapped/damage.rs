//! Files that were not copied whole, or not copied right: what can be read is read, and the rest told.

use crate::{
    newsroom::Newsroom,
    pack::{bzip2, found, gzip, page, tar, text, xz, zip, zstd},
    paths,
};

/// Text that hardly compresses: letters without order.
fn noise(seed: u32, bytes: usize) -> String {
    let mut state = seed;
    let mut digit = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + u8::try_from(state >> 24).unwrap() % 26)
    };
    (0..bytes).map(|_| digit()).collect()
}

#[test]
fn a_compressed_file_that_ends_in_the_middle_gives_the_records_before() {
    let room = Newsroom::new();
    let record =
        |n: u32| format!("{{\"filler\": \"{}\", \"body\": \"“It is day {n},” said Bo Ek.\"}}\n", noise(n, 2_000));
    let lines: String = (0..300).map(record).collect();
    for (name, packed) in [("gzip", gzip(&lines)), ("zstd", zstd(&lines)), ("bzip2", bzip2(&lines)), ("xz", xz(&lines))]
    {
        let name = format!("{name}.jsonl");
        room.add(&name, &packed[..packed.len() * 9 / 10]);
        let count = paths(&room, &name).len();
        assert!((50..300).contains(&count), "{name}: {count} {}", room.desk.run(&["extract", "news"]).err);
    }
    let failures = room.index().failures;
    assert_eq!(failures.len(), 4, "{failures:#?}");
    for (failure, name) in failures.iter().zip(["bzip2", "gzip", "xz", "zstd"]) {
        assert!(failure.starts_with(&format!("news/{name}.jsonl")), "{failure}");
        assert!(failure.contains(&format!("can't be read: the {name} data ends in the middle, after ")), "{failure}");
    }
    // What is wrong with them won't change: they are not read again.
    let again = room.desk.run(&["index", "news"]);
    assert!(again.out.starts_with("nothing new to read\n5 files unchanged"), "{}", again.out);
}

#[test]
fn a_damaged_compressed_file_is_told_and_not_taken_for_its_text() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave") + &noise(7, 5_000);
    for (name, mut packed) in
        [("gzip", gzip(&story)), ("zstd", zstd(&story)), ("bzip2", bzip2(&story)), ("xz", xz(&story))]
    {
        let middle = packed.len() / 2;
        packed[middle] ^= 0xff;
        packed[middle + 1] ^= 0xff;
        room.add(&format!("{name}.txt"), packed);
    }
    let failures = room.index().failures;
    assert_eq!(failures.len(), 4, "{failures:#?}");
    for (failure, name) in failures.iter().zip(["bzip2", "gzip", "xz", "zstd"]) {
        assert!(failure.starts_with(&format!("news/{name}.txt: can't be read: the {name} data ")), "{failure}");
    }
    assert_eq!(room.desk.json(&["query", "--phrase", "no ship will leave", "--json"])["total"], 0);
}

#[test]
fn an_archive_that_ends_in_the_middle_gives_the_files_before() {
    let room = Newsroom::new();
    let stories: Vec<(String, String)> =
        (0..9).map(|n| (format!("{n}.txt"), text("Ada Lund", "No ship will leave") + &noise(n, 4_000))).collect();
    let files: Vec<(&str, &[u8])> = stories.iter().map(|(name, story)| (name.as_str(), story.as_bytes())).collect();
    let half = |packed: Vec<u8>| packed[..packed.len() / 2].to_vec();
    for (name, packed) in [
        ("a.zip", half(zip(&files))),
        ("a.tar", half(tar(&files))),
        ("a.tar.gz", half(gzip(tar(&files)))),
        ("b.tar.gz", gzip(half(tar(&files)))),
        ("b.gz", gzip(half(zip(&files)))),
    ] {
        room.add(name, packed);
        let count = paths(&room, name).len();
        assert!((2..9).contains(&count), "{name}: {count} {}", room.desk.run(&["extract", "news"]).err);
    }
    let failures = room.index().failures;
    let expected = [
        "news/a.tar.gz/4.txt: can't be read: the gzip data ends in the middle, after ",
        "news/a.tar/4.txt: can't be read: the tar archive ends in the middle",
        "news/a.zip/4.txt: can't be read: the deflate data ends in the middle, after ",
        "news/a.zip: the zip archive ends in the middle: the list of its files is missing (get the rest of it; ",
        "news/b.gz/4.txt: can't be read: the deflate data ends in the middle, after ",
        "news/b.gz: the zip archive ends in the middle: the list of its files is missing (get the rest of it; ",
        "news/b.tar.gz/4.txt: can't be read: the tar archive ends in the middle",
    ];
    assert_eq!(failures.len(), expected.len(), "{failures:#?}");
    for (failure, expected) in failures.iter().zip(expected) {
        assert!(failure.starts_with(expected), "{failure}");
    }
}

#[test]
fn behind_damage_in_an_archive_the_rest_is_read() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let files: Vec<(&str, &[u8])> = ["1.txt", "2.txt", "3.txt"].map(|name| (name, story.as_bytes())).into();
    let mut packed = tar(&files);
    packed[1024] ^= 0xff;
    room.add("a.tar", &packed);
    assert_eq!(paths(&room, "a.tar"), ["a.tar/1.txt", "a.tar/3.txt"]);
    // Its beginning is no archive's: only its name tells.
    packed[0] ^= 0xff;
    room.add("b.tar", packed);
    assert_eq!(paths(&room, "b.tar"), ["b.tar/3.txt"]);
    let mut packed = zip(&files);
    let second = packed.windows(5).position(|bytes| bytes == b"2.txt").unwrap();
    packed[second + 15] ^= 0xff;
    room.add("a.zip", packed);
    assert_eq!(paths(&room, "a.zip"), ["a.zip/1.txt", "a.zip/3.txt"]);
    let failures = room.index().failures;
    assert_eq!(failures.len(), 3, "{failures:#?}");
    assert_eq!(failures[0], "news/a.tar: the tar archive is damaged at byte 1024 (get it anew; what follows is read)");
    assert!(failures[1].starts_with("news/a.zip/2.txt: can't be read: "), "{failures:#?}");
    assert_eq!(failures[2], "news/b.tar: the tar archive is damaged at byte 0 (get it anew; what follows is read)");
}

#[test]
fn a_file_that_only_begins_like_an_archive_is_told_and_keeps_what_the_index_has_of_it() {
    let room = Newsroom::new();
    room.add("story.txt", text("Ada Lund", "No ship will leave"));
    room.index();
    room.add("story.txt", b"\x1f\x8b\x08\0\0");
    assert_eq!(
        room.index().failure(),
        "news/story.txt: can't be read: the gzip data ends in the middle, after 5 bytes (get it anew; what could be read is read)"
    );
    assert_eq!(room.desk.json(&["query", "--phrase", "no ship will leave", "--json"])["total"], 1);
}

#[test]
fn behind_a_damaged_record_of_a_web_archive_the_others_are_read() {
    let room = Newsroom::new();
    let record = |n: usize| {
        found(&format!("http://harbour.example/{n}"), &page("", "Mari Tamm", &format!("We will not sail on day {n}")))
    };
    let records: Vec<Vec<u8>> = (1..=4).map(record).collect();
    let mut packed: Vec<Vec<u8>> = records.iter().map(gzip).collect();
    let middle = packed[1].len() / 2;
    packed[1][middle..middle + 8].fill(0xff);
    room.add("a.warc.gz", packed.concat());
    assert_eq!(paths(&room, "a.warc.gz").len(), 3, "{}", room.desk.run(&["extract", "news"]).err);
    let mut cut = records.concat();
    cut.truncate(cut.len() - 300);
    room.add("b.warc", cut);
    assert_eq!(paths(&room, "b.warc").len(), 3);
    // A record that is shorter than it says.
    let short = records[1][..records[1].len() - 400].to_vec();
    room.add("c.warc", [records[0].clone(), short, records[2].clone(), records[3].clone()].concat());
    assert_eq!(paths(&room, "c.warc").len(), 3);
    room.add("d.warc", [&records[0][..], b"lost and found\r\n", &records[1]].concat());
    assert_eq!(paths(&room, "d.warc").len(), 2);
    let failures = room.index().failures;
    assert_eq!(failures.len(), 4, "{failures:#?}");
    assert!(
        failures[0].starts_with("news/a.warc.gz:2: can't be read: the gzip data is damaged, before byte "),
        "{}",
        failures[0]
    );
    assert!(
        failures[1].starts_with("news/b.warc:4: the file ends in the middle of a WARC record, which begins at byte "),
        "{}",
        failures[1]
    );
    assert!(
        failures[2].starts_with("news/c.warc:2: no WARC record stands where one should, at byte "),
        "{}",
        failures[2]
    );
    assert!(
        failures[3].starts_with("news/d.warc:1: no WARC record stands where one should, at byte "),
        "{}",
        failures[3]
    );
}
