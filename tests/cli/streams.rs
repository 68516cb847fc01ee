use std::{io::Read as _, process::Stdio};

use crate::desk::{Desk, Run};

#[test]
fn what_is_said_beside_an_answer_goes_to_standard_error() {
    let desk = Desk::with_index();
    for (format, first) in [("--csv", "speaker,role,text,"), ("--jsonl", "{\"text\":")] {
        let run = desk.run(&["query", "--speaker", "Nuñes", format]);
        assert!(run.out.starts_with(first), "{}", run.out);
        assert!(run.err.starts_with("note: "), "{}", run.err);
    }
    let run = desk.run(&["query", "--speaker", "Nuñes", "--json"]);
    assert!(run.out.contains("\"notes\": [\n    \"") && run.err.is_empty(), "{}{}", run.out, run.err);
    let run = desk.run(&["query", "--speaker", "Nuñes"]);
    assert!(run.out.contains("\nnote: ") && run.err.is_empty(), "{}{}", run.out, run.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::empty();
    let body = "“It is wet today,” John Holm said. The rain went on.\\n\\n".repeat(20);
    // Far more than a pipe holds.
    desk.write("news.jsonl", format!("{{\"title\": \"Rain\", \"body\": \"{body}\"}}\n").repeat(300));
    let mut child = desk
        .command(&["extract", "news.jsonl", "--with-body"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let desk = Desk::with_index();
    let coloured = |arguments: &[&str]| desk.run(&[&["query", "sovereignty"], arguments].concat()).out.contains('\x1b');
    assert!(!coloured(&[]));
    assert!(!coloured(&["--color", "never"]));
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "always", "--json"]));
    assert!(!coloured(&["--color", "always", "--csv"]));
    let wrong = desk.run(&["show", "wire.jsonl", "--color", "always"]);
    assert!(wrong.err.starts_with("\x1b[1m\x1b[31merror: "), "{:?}", wrong.err);
}

#[test]
fn nothing_of_an_article_steers_the_terminal() {
    let desk = Desk::empty();
    let line = serde_json::json!({
        "id": "\x1b[2Jid", "title": "\x1b]0;owned\x07Title", "outlet": "Out\u{9b}31mlet", "author": "A\x08B",
        "body": "“It is \x1b[31mwet\u{202e} today,” John Holm \u{7f}said in a stor\u{9b}m.",
    });
    desk.write("news/bad.jsonl", format!("{line}\n"));
    #[cfg(unix)]
    desk.write("news/na\x1b[2Jme.json", "{\"body\": \"It ends in");
    for arguments in [
        &["index", "news"][..],
        &["query", "wet"],
        &["query", "wet", "--group", "outlet"],
        &["query", "wet\x1b[2J", "--json"],
        &["query", "wet", "--jsonl"],
        &["query", "wet", "--csv"],
        &["speakers"],
        &["speakers", "--json"],
        &["stats"],
        &["stats", "--json"],
        &["show", "bad.jsonl"],
        &["show", "no\x1b[2Jne"],
        &["show", "bad.jsonl", "--json"],
        &["extract", "news", "--with-body"],
        &["index", "no\x1b[2Jne"],
    ] {
        let run = desk.run(arguments);
        let steers = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!run.out.contains(steers), "{arguments:?}: {:?}", run.out);
        assert!(!run.err.contains(steers), "{arguments:?}: {:?}", run.err);
        assert!(run.code.is_some_and(|code| code <= 2), "{arguments:?}");
    }
}

#[test]
fn extraction_warns_beside_its_output_and_goes_on() {
    let desk = Desk::with_news();
    desk.write("news/cut.json", "{\"title\": \"A\", \"body\": \"It ends in the mid");
    let run = desk.run(&["extract", "news"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(0), 3));
    assert!(run.err.starts_with("warning: news/cut.json:1: ") && run.err.lines().count() == 1, "{}", run.err);
    let paths = run.out.lines().map(|line| line.split('"').nth(7).unwrap());
    assert_eq!(paths.collect::<Vec<_>>(), ["news/note.txt", "news/wire.jsonl", "news/wire.jsonl"]);
}

#[test]
fn extraction_gives_the_same_bytes_however_many_threads_work() {
    let desk = Desk::with_news();
    let one = desk.run(&["extract", "news", "--threads", "1", "--with-body"]).out;
    let many = desk.run(&["extract", "news", "--threads", "8", "--with-body"]).out;
    assert_eq!(one, many);
    assert_eq!(one.lines().count(), 3);
}
