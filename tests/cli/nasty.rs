//! Files as they should not be: each is told in words that help, and costs nothing but itself.

use std::{
    fs,
    io::{self, Read, Write as _},
    process::Stdio,
};

use crate::desk::{Desk, Run};

/// A good article that must be found, whatever stands beside it.
const GOOD: &str = "Rain at last\n\n“The wells are full again,” said Ada Lund, who keeps the log at the station.\n";

/// Indexes a folder that holds the good article and one file more, checks that the good one is found, and gives back what
/// the run said.
#[track_caller]
fn beside_a_good_one(name: &str, bytes: impl AsRef<[u8]>) -> (Desk, Run) {
    let desk = Desk::empty();
    desk.write("news/good.txt", GOOD);
    desk.write(&format!("news/{name}"), bytes);
    let run = index(&desk);
    (desk, run)
}

#[track_caller]
fn index(desk: &Desk) -> Run {
    let run = desk.run(&["index", "news"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(run.err, "", "{}", run.out);
    found(desk, "who said 'the wells are full again'", "Ada Lund");
    run
}

/// The first answer to a question is this speaker's.
#[track_caller]
fn found(desk: &Desk, question: &str, speaker: &str) {
    let answer = desk.json(&["query", question, "--json"]);
    assert_eq!(answer["hits"][0]["speaker"], speaker, "{question}: {answer:#}");
}

/// The file is told as failed, with a message that holds these words.
#[track_caller]
fn fails(name: &str, bytes: impl AsRef<[u8]>, words: &[&str]) {
    let (_, run) = beside_a_good_one(name, bytes);
    // A long message is folded to the width of the screen.
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, message) = told.split_once(&format!("news/{name}")).unwrap_or_else(|| panic!("{name} is not told: {told}"));
    assert!(words.iter().all(|word| message.contains(word)), "{words:?} not in: {message}");
}

#[test]
fn files_without_an_article_are_named_with_the_reason() {
    fails("empty.txt", "", &["empty"]);
    fails("title.txt", "Only a headline and nothing else\n", &["no text"]);
    fails("title.json", r#"{"title": "Only a headline"}"#, &["no text"]);
    fails(
        "page.html",
        "<html><head><title>Home</title></head><body><nav><a href=/>Home</a></nav></body></html>",
        &["not an article", "bytes read"],
    );
    fails("cut.json", r#"[{"title": "A", "body": "Whole."}, {"title": "B", "bo"#, &[":1: ", "JSON"]);
    fails("torn.jsonl", "{\"title\": \"A\", \"body\": \"Whole.\"}\n{\"title\": \n", &[":2: ", "JSON"]);
    fails("deep.html", format!("<html><body>{}“Hm,” she said.", "<div>".repeat(20_000)), &["nested"]);
    fails("deep.json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), &["JSON"]);
}

#[test]
fn files_of_other_kinds_are_skipped_and_counted() {
    for (name, bytes) in [("photo.jpg", &[0xff_u8, 0xd8, 0xff, 0xe0][..]), ("data.bin", &[0, 1, 2, 0, 0xfe, 0, 7][..])]
    {
        let (_, run) = beside_a_good_one(name, bytes);
        assert!(run.out.contains("1 skipped: "), "{name}: {}", run.out);
    }
}

#[test]
fn a_million_nulls_are_one_line_of_the_summary() {
    let nulls = format!("[{}null]", "null,".repeat(1_000_000));
    let (_, run) = beside_a_good_one("nulls.json", nulls);
    assert!(run.out.lines().count() < 10, "{}", run.out);
    assert!(run.out.contains("news/nulls.json") || run.out.contains("skipped"), "{}", run.out);
}

#[test]
fn bytes_that_are_no_text_cost_no_article() {
    let mut invalid = "Storm\n\n“It was loud,” said Inés Núñez of the harbour board.\n".as_bytes().to_vec();
    invalid.extend([0xc3, 0x28, 0xff, b'\n']);
    let (desk, _) = beside_a_good_one("invalid.txt", invalid);
    found(&desk, "who said 'it was loud'", "Inés Núñez");
    let utf16: Vec<u8> =
        "\u{feff}Storm\n\n“It was loud,” said Inés Núñez.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (desk, _) = beside_a_good_one("utf16.txt", utf16);
    found(&desk, "who said 'it was loud'", "Inés Núñez");
    let words = "Storm\r\n\r\n\u{93}It was loud,\u{94} said Inés Núñez, who owns the café.\r\n";
    let windows: Vec<u8> = words.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (desk, _) = beside_a_good_one("windows.txt", windows);
    found(&desk, "who said 'it was loud'", "Inés Núñez");
}

#[test]
fn names_with_accents_and_apostrophes_are_found_however_they_are_typed() {
    let text = "Two voices\n\n“We were early,” Siobhán O’Neill said.\n\n“We were late,” said Inés Núñez, a pilot.\n";
    let (desk, _) = beside_a_good_one("names.txt", text);
    for name in ["O'Neill", "O’Neill", "oneill", "Siobhan O'Neill"] {
        found(&desk, &format!("quotes by {name}"), "Siobhán O’Neill");
    }
    for name in ["Núñez", "nunez", "Ines Nunez", "N\u{fa}n\u{303}ez"] {
        found(&desk, &format!("quotes by {name}"), "Inés Núñez");
    }
}

#[test]
fn text_from_right_to_left_is_kept_as_it_is() {
    let words = "الصبر مفتاح الفرج";
    let (desk, _) =
        beside_a_good_one("proverb.txt", format!("A proverb\n\n“{words},” said Omar Haddad of the co-op.\n"));
    let answer = desk.json(&["query", &format!("who said '{words}'"), "--json"]);
    assert_eq!(answer["hits"][0]["speaker"], "Omar Haddad");
    assert_eq!(answer["hits"][0]["text"].as_str().unwrap().trim_end_matches(','), words);
}

#[test]
fn text_that_no_printer_would_set_costs_no_more_than_its_length() {
    beside_a_good_one("marks.txt", format!("Marks\n\n{}\n\n{}\n", "\"".repeat(10_000), "“".repeat(10_000)));
    beside_a_good_one(
        "endless.txt",
        format!("Endless\n\n{}", "and then the man said that she had gone ".repeat(25_000)),
    );
    beside_a_good_one("word.txt", format!("Word\n\n{} is a word.\n", "a".repeat(1_000_000)));
    beside_a_good_one("lines.txt", format!("Lines\n{}\nThe end of it all.\n", "\n".repeat(1_000_000)));
}

#[test]
fn values_of_other_types_than_text_are_taken_where_they_make_sense() {
    let record = r#"{"id": 17, "title": ["A", "list"], "author": {"name": "Ann Vries"}, "date": 20190304, "source": null,
        "body": "“It is wet today,” John Holm said."}"#;
    let (desk, _) = beside_a_good_one("odd.json", record);
    let answer = desk.json(&["query", "who said 'wet today'", "--json"]);
    assert_eq!(answer["hits"][0]["article"]["id"], "17");
    assert_eq!(answer["hits"][0]["article"]["author"], "Ann Vries");
}

#[test]
fn one_id_in_two_files_gives_two_articles() {
    let desk = Desk::empty();
    desk.write("news/good.txt", GOOD);
    desk.write("news/a.json", r#"{"id": "1", "title": "A", "body": "“It is wet today,” John Holm said."}"#);
    desk.write("news/b.json", r#"{"id": "1", "title": "B", "body": "“It is dry today,” John Holm said."}"#);
    index(&desk);
    assert_eq!(desk.json(&["query", "--speaker", "Holm", "--json"])["total"], 2);
}

#[test]
fn file_names_of_all_sorts_are_read() {
    let desk = Desk::empty();
    desk.write("news/good.txt", GOOD);
    let names = ["with space.txt", "línea.txt", "quote\"s.txt", "new\nline.txt", "-dash.txt", "#hash.txt"];
    for name in names {
        desk.write(&format!("news/{name}"), format!("Title\n\n“It is wet in {},” John Holm said.\n", name.len()));
    }
    index(&desk);
    assert_eq!(desk.json(&["query", "--speaker", "Holm", "--json", "--limit", "50"])["total"], names.len());
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_loops_and_pipes_stop_nothing() {
    use std::os::unix::{ffi::OsStrExt as _, fs::symlink};
    let desk = Desk::empty();
    desk.write("news/good.txt", GOOD);
    let news = desk.path().join("news");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(news.join(name), "Title\n\n“It is wet today,” John Holm said.\n").unwrap();
    symlink(&news, news.join("again")).unwrap();
    symlink("nowhere", news.join("gone.txt")).unwrap();
    fs::create_dir(news.join("folder.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(news.join("pipe.txt")).status().unwrap().success());
    let run = index(&desk);
    assert!(run.out.contains("gone.txt"), "{}", run.out);
    found(&desk, "who said 'wet today'", "John Holm");
}

/// Peak memory of a process, in bytes, as Linux counts it.
#[cfg(target_os = "linux")]
fn peak_memory(process: u32) -> u64 {
    let status = io::read_to_string(fs::File::open(format!("/proc/{process}/status")).unwrap()).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[test]
fn two_hundred_megabytes_on_one_line_are_passed_over_in_bounded_memory() {
    let desk = Desk::empty();
    let mut command = desk.command(&["index", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let before = r#"{"id": "a", "title": "A", "body": "“It is wet today,” John Holm said."}"#;
    let after = r#"{"id": "b", "title": "B", "body": "“It is dry today,” John Holm said."}"#;
    write!(stdin, "{before}\n{{\"title\": \"long\", \"body\": \"").unwrap();
    io::copy(&mut io::repeat(b'x').take(200 << 20), &mut stdin).unwrap();
    write!(stdin, "\"}}\n{after}\n").unwrap();
    stdin.flush().unwrap();
    let peak = peak_memory(child.id());
    drop(stdin);
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(run.out.contains("64 MiB"), "the limit is not told: {}", run.out);
    assert_eq!(desk.json(&["query", "--speaker", "Holm", "--json"])["total"], 2);
    assert!(peak < 600 << 20, "{peak} bytes");
}

/// A file that can grow no further stands for a full disk: the error names the folder, and what was committed stays.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let desk = Desk::with_index();
    let news: String = (0..2000)
        .map(|n| {
            format!(
                "{{\"id\": \"n{n}\", \"title\": \"N{n}\", \"body\": \"“Word{n} is wet today,” John Holm said.\"}}\n"
            )
        })
        .collect();
    desk.write("news/more.jsonl", news);
    let whosaid = desk.command(&["index", "news"]).get_program().to_owned();
    let limited = format!("trap '' XFSZ; ulimit -f 40; exec {} index news", whosaid.to_string_lossy());
    let output = std::process::Command::new("sh").args(["-c", &limited]).current_dir(desk.path()).output().unwrap();
    let run = Run::from(output);
    assert_eq!(run.code, Some(2), "{}{}", run.out, run.err);
    assert!(run.err.contains(".whosaid"), "{}", run.err);
    found(&desk, "who said 'and it never will be'", "Inés Núñez");
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
    found(&desk, "who said Word1999", "John Holm");
}
