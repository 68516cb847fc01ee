use rawzip::CompressionMethod;

use crate::{
    articles,
    newsroom::Newsroom,
    pack::{add_to_tar, bzip2, gzip, line, page, tar, text, xz, zip, zip_by, zstd},
    paths,
};

#[test]
fn a_zip_archive_is_a_folder_of_articles() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let wire = line("w-1", "Bo Ek", "The ferry is late") + &line("w-2", "Tom Roe", "It is wet");
    let page = page("<meta property=\"og:site_name\" content=\"Harbour Gazette\">", "Mari Tamm", "We will not sail");
    let packed = zip(&[
        ("Export/", b""),
        ("Export/story.txt", story.as_bytes()),
        ("__MACOSX/Export/._story.txt", b"\0\x05\x16\x07Mac"),
        ("Export/.DS_Store", b"\0\0\0\x01Bud1"),
        ("Export/pictures/quay.jpg", b"\xff\xd8\xff\xe0"),
        ("Export/notes.pptx", b"PK\x03\x04 not opened"),
        ("Export/wire.jsonl.gz", &gzip(wire)),
        ("Export/Úředník.html", page.as_bytes()),
    ]);
    room.add("export.zip", packed);
    insta::assert_snapshot!(articles(&room, "export.zip"));
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    assert!(told.run.out.contains("2 skipped: office document (not supported) 1, picture 1"), "{}", told.run.out);
    assert!(told.run.out.starts_with("5 articles with "), "{}", told.run.out);
    assert!(told.run.out.contains(" from 2 files"), "{}", told.run.out);
    assert_eq!(room.desk.run(&["show", "Export/story.txt"]).code, Some(0));
}

#[test]
fn issues_of_newspapers_in_an_archive_are_the_articles_of_a_folder_of_them() {
    let room = Newsroom::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/files/mets");
    // Pages of an issue before and behind its METS file, and a page of none.
    let names = [
        "1905010101/0001.xml",
        "gazette/1871-03-07-mets.xml",
        "gazette/text/0002.xml",
        "1905010101/1905010101.xml",
        "courier/Courier-ALTO/p1.xml",
        "gazette/text/0001.xml",
        "1905010101/0002.xml",
    ];
    let files = names.map(|name| (name, std::fs::read(folder.join(name)).unwrap()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    for (name, bytes) in &files {
        room.add(&format!("folder/{name}"), bytes);
    }
    let sorted = |name: &str| {
        let mut told = Vec::new();
        crate::read(&room, name, |article| {
            let path = article.place.path.strip_prefix(name).unwrap().to_owned();
            told.push((path, article.title, article.outlet, article.body));
        });
        told.sort();
        told
    };
    let expected = sorted("folder");
    assert_eq!(expected.len(), 5, "{expected:#?}");
    for (archive, packed) in [("a.zip", zip(&files)), ("a.tar", tar(&files)), ("a.tar.gz", gzip(tar(&files)))] {
        room.add(archive, packed);
        assert_eq!(sorted(archive), expected, "{archive}");
    }
}

#[test]
fn every_usual_method_of_zip_is_read_and_others_are_told() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let methods = [
        CompressionMethod::STORE,
        CompressionMethod::DEFLATE,
        CompressionMethod::BZIP2,
        CompressionMethod::ZSTD,
        CompressionMethod::XZ,
        CompressionMethod::DEFLATE64,
    ];
    let names: Vec<String> = methods.iter().map(|method| format!("{}.txt", method.as_u16())).collect();
    let files: Vec<_> =
        names.iter().zip(methods).map(|(name, method)| (name.as_str(), story.as_bytes(), method)).collect();
    room.add("methods.zip", zip_by(&files));
    let expected: Vec<String> = names[..5].iter().map(|name| format!("methods.zip/{name}")).collect();
    assert_eq!(paths(&room, "methods.zip"), expected);
    let failure = room.index().failure().to_owned();
    assert!(failure.starts_with("news/methods.zip/9.txt: compressed with "), "{failure}");
}

#[test]
fn names_in_an_archive_lead_nowhere_else() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let names = ["/etc/passwd.txt", "../../up.txt", "C:\\news\\windows.txt", "./here.txt"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|&name| (name, story.as_bytes())).collect();
    let expected = ["etc/passwd.txt", "up.txt", "news/windows.txt", "here.txt"];
    for (archive, packed) in [("a.zip", zip(&files)), ("a.tar", tar(&files))] {
        room.add(archive, packed);
        assert_eq!(paths(&room, archive), expected.map(|name| format!("{archive}/{name}")));
    }
    let written: Vec<_> =
        std::fs::read_dir(room.desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(written, ["news"]);
}

#[test]
fn a_tar_archive_is_a_folder_of_articles_however_it_is_compressed() {
    let room = Newsroom::new();
    let mut archive = tar::Builder::new(Vec::new());
    add_to_tar(&mut archive, "/news/story.txt", text("Ada Lund", "No ship will leave").as_bytes());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    archive.append_link(&mut link, "news/link.txt", "/etc/passwd").unwrap();
    let mut pipe = tar::Header::new_gnu();
    pipe.set_entry_type(tar::EntryType::Fifo);
    pipe.set_size(0);
    archive.append_data(&mut pipe, "news/pipe", std::io::empty()).unwrap();
    // Longer than a header has room for: GNU's way, then that of POSIX, which also gives the size.
    let long = format!("news/{}/wire.jsonl", "ward/".repeat(40));
    let wire = line("w-1", "Bo Ek", "The ferry is late");
    let mut header = tar::Header::new_gnu();
    header.set_size(wire.len() as u64);
    archive.append_data(&mut header, &long, wire.as_bytes()).unwrap();
    let size = wire.len().to_string();
    archive.append_pax_extensions([("path", "news/Úterý.jsonl".as_bytes()), ("size", size.as_bytes())]).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_path("news/short.bin").unwrap();
    header.set_size(0);
    header.set_cksum();
    archive.append(&header, wire.as_bytes()).unwrap();
    add_to_tar(&mut archive, "news/last.txt", text("Tom Roe", "It is wet").as_bytes());
    let packed = archive.into_inner().unwrap();

    room.add("a.tar", &packed);
    let plain = articles(&room, "a.tar");
    insta::assert_snapshot!(plain);
    for (name, bytes) in [
        ("a.tar.gz", gzip(&packed)),
        ("a.tgz", gzip(&packed)),
        ("a.tar.zst", zstd(&packed)),
        ("a.tar.bz2", bzip2(&packed)),
        ("a.tar.xz", xz(&packed)),
        ("named-otherwise", gzip(&packed)),
    ] {
        room.add(name, bytes);
        assert_eq!(articles(&room, name), plain.replace("a.tar/", &format!("{name}/")));
    }
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    assert!(told.run.out.contains("14 skipped: not a regular file 14"), "{}", told.run.out);
}

#[test]
fn an_archive_that_ends_without_its_mark_or_has_an_old_header_is_read() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let packed = tar(&[("story.txt", story.as_bytes())]);
    room.add("short.tar", &packed[..1024]);
    let mut old = tar::Header::new_old();
    old.set_path("story.txt").unwrap();
    old.set_size(story.len() as u64);
    old.set_cksum();
    let mut archive = tar::Builder::new(Vec::new());
    archive.append(&old, story.as_bytes()).unwrap();
    room.add("old.tar", archive.into_inner().unwrap());
    for name in ["short.tar", "old.tar"] {
        assert_eq!(paths(&room, name), [format!("{name}/story.txt")]);
    }
    assert_eq!(room.index().failures, [""; 0]);
}

#[test]
fn archives_in_archives_are_opened_down_to_a_limit() {
    let room = Newsroom::new();
    let mut packed = text("Ada Lund", "No ship will leave").into_bytes();
    for depth in 1..=9 {
        packed = if depth % 2 == 0 { zip(&[("inner", &packed)]) } else { gzip(&packed) };
        if depth >= 8 {
            room.add(&format!("depth-{depth}"), &packed);
        }
    }
    assert_eq!(paths(&room, "depth-8"), ["depth-8/inner/inner/inner/inner"]);
    let failure = "news/depth-9/inner/inner/inner/inner: wrapped more than 8 times, archive in archive (the limit) (unpack the outer ones)";
    assert_eq!(room.index().failure(), failure);
}

#[test]
fn a_file_that_is_encrypted_is_told_and_the_others_are_read() {
    let room = Newsroom::new();
    let story = text("Ada Lund", "No ship will leave");
    let mut packed = zip(&[("locked.txt", story.as_bytes()), ("open.txt", story.as_bytes())]);
    // The flag of the first member, in its own header and in the list at the end.
    packed[6] |= 1;
    let list = packed.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    packed[list + 8] |= 1;
    room.add("a.zip", packed);
    assert_eq!(paths(&room, "a.zip"), ["a.zip/open.txt"]);
    assert_eq!(room.index().failure(), "news/a.zip: a file in it is encrypted (unpack it with its password)");
}
