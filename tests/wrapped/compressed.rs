use std::{io::Write as _, process::Stdio};

use crate::{
    articles,
    desk::{Desk, Run},
    newsroom::Newsroom,
    pack::{bzip2, gzip, line, page, text, xz, zstd},
    paths,
};

/// A way to compress bytes, by the ending of its files' names.
type Packer = (&'static str, fn(&str) -> Vec<u8>);

const PACKERS: &[Packer] =
    &[("gz", |text| gzip(text)), ("zst", |text| zstd(text)), ("bz2", |text| bzip2(text)), ("xz", |text| xz(text))];

#[test]
fn a_compressed_file_is_read_as_what_it_was_before() {
    let room = Newsroom::new();
    for (name, content) in [
        ("story.txt", text("Ada Lund", "No ship will leave")),
        ("wire.jsonl", line("w-1", "Bo Ek", "The ferry is late") + &line("w-2", "Tom Roe", "It is wet")),
        ("page.html", page("", "Mari Tamm", "We will not sail")),
    ] {
        room.add(name, &content);
        let plain = articles(&room, name);
        assert!(plain.contains("said"), "{plain}");
        for (ending, pack) in PACKERS {
            let packed = format!("{name}.{ending}");
            room.add(&packed, pack(&content));
            assert_eq!(articles(&room, &packed), plain.replace(name, &packed), "{packed}");
        }
    }
}

#[test]
fn compression_is_told_by_content_whatever_the_name_says() {
    let room = Newsroom::new();
    for (ending, pack) in PACKERS {
        room.add(&format!("{ending}.txt"), pack(&text("Ada Lund", "No ship will leave")));
    }
    room.add("plain.gz", text("Ada Lund", "No ship will leave"));
    room.add("picture.jpg.gz", gzip("words"));
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    assert!(told.run.out.contains("1 skipped: picture 1"), "{}", told.run.out);
    assert_eq!(room.desk.json(&["query", "--phrase", "no ship will leave", "--json"])["total"], 5);
}

#[test]
fn files_that_were_put_together_from_several_are_read_to_their_end() {
    let room = Newsroom::new();
    let (one, two) = (line("1", "Ada Lund", "No ship will leave"), line("2", "Bo Ek", "The ferry is late"));
    for (ending, pack) in PACKERS {
        let name = format!("two.jsonl.{ending}");
        room.add(&name, [pack(&one), pack(&two)].concat());
        assert_eq!(paths(&room, &name).len(), 2, "{name}");
    }
    // `pzstd` puts a frame before the others that is to be passed over.
    room.add("frame.jsonl.zst", [b"\x50\x2a\x4d\x18\x04\0\0\0size", &zstd(&one)[..], &zstd(&two)].concat());
    assert_eq!(paths(&room, "frame.jsonl.zst").len(), 2);
    room.add("padded.jsonl.gz", [&gzip(&one)[..], &[0; 512]].concat());
    assert_eq!(paths(&room, "padded.jsonl.gz").len(), 1);
    room.add("twice.jsonl.gz.xz", xz(gzip(&one)));
    assert_eq!(paths(&room, "twice.jsonl.gz.xz").len(), 1);
}

#[test]
fn what_is_piped_in_may_be_wrapped() {
    let story = text("Ada Lund", "No ship will leave");
    let files: [(&str, &[u8]); 1] = [("news/story.txt", story.as_bytes())];
    for (packed, path) in [
        (gzip(&story), "-"),
        (xz(&story), "-"),
        (crate::pack::zip(&files), "-/news/story.txt"),
        (zstd(crate::pack::tar(&files)), "-/news/story.txt"),
        (gzip(crate::pack::found("http://harbour.example/a", &page("", "Ada Lund", "No ship will leave"))), "-"),
    ] {
        let desk = Desk::empty();
        for _ in 0..2 {
            let mut child = desk
                .command(&["index", "-"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(&packed).unwrap();
            let run = Run::from(child.wait_with_output().unwrap());
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
        }
        // The second time it took the place of the first.
        let answer = desk.json(&["query", "--phrase", "no ship will leave", "--json"]);
        assert_eq!((&answer["total"], &answer["hits"][0]["article"]["path"]), (&1.into(), &path.into()));
    }
}
