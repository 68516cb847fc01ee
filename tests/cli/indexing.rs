use std::{fs, io::Write as _, process::Stdio};

use serde_json::Value;

use crate::desk::Desk;

#[test]
fn a_summary_tells_what_was_read_left_alone_and_failed() {
    let desk = Desk::with_news();
    desk.write("news/cut.json", "{\"title\": \"A\", \"body\": \"It ends in the mid");
    desk.write("news/photo.jpg", [0xff, 0xd8, 0xff, 0xe0]);
    let run = desk.run(&["index", "news"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("3 articles with 4 quotations from "), "{}", run.out);
    assert!(lines[1].contains("1 skipped: "), "{}", run.out);
    assert_eq!(lines[2], "1 failed:");
    assert!(lines[3].starts_with("  news/cut.json:1: "), "{}", run.out);
    assert!(run.out.trim_end().ends_with("MB/s"), "{}", run.out);
}

#[test]
fn quiet_says_nothing_unless_something_fails() {
    let desk = Desk::with_news();
    let run = desk.run(&["index", "news", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    desk.write("news/cut.json", "{\"title\": \"A\", \"body\": \"It ends in the mid");
    let run = desk.run(&["index", "news", "--quiet"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert!(run.err.starts_with("1 failed:\n  news/cut.json:1: "), "{}", run.err);
}

#[test]
fn all_failures_go_to_a_file_when_one_is_named() {
    let desk = Desk::with_news();
    (0..30).for_each(|n| drop(desk.write(&format!("news/cut-{n}.json"), "{\"body\": \"It ends in")));
    let run = desk.run(&["index", "news", "--errors", "failed.jsonl"]);
    assert!(run.out.contains("and 25 more (`index --errors FILE` writes all of them)"), "{}", run.out);
    let failed = fs::File::open(desk.path().join("failed.jsonl")).unwrap();
    let failed: Vec<Value> = serde_json::Deserializer::from_reader(failed).into_iter().map(Result::unwrap).collect();
    assert_eq!(failed.len(), 30);
    let unwritable = desk.run(&["index", "news", "--errors", "no/such/folder/failed.jsonl"]);
    assert_eq!(unwritable.code, Some(2));
    assert!(unwritable.err.starts_with("error: no/such/folder/failed.jsonl: can't be written: "), "{}", unwritable.err);
}

#[test]
fn what_is_piped_in_is_indexed_beside_where_one_stands() {
    let desk = Desk::empty();
    let mut command = desk.command(&["index", "-", "--field", "body=story.text", "--field", "title=story.name"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let line = r#"{"id": "p-1", "story": {"name": "Rain", "text": "“It is wet today,” John Holm said."}}"#;
    writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    let answer = desk.json(&["query", "wet", "--json"]);
    assert_eq!(answer["hits"][0]["article"]["title"], "Rain");
}

#[test]
fn an_index_can_be_kept_elsewhere_and_made_anew() {
    let desk = Desk::with_news();
    let index = ["index", "news", "--index", "elsewhere"];
    assert!(desk.run(&index).out.starts_with("3 articles"));
    assert!(desk.run(&index).out.starts_with("nothing new to read"));
    assert!(desk.run(&[&index[..], &["--rebuild"]].concat()).out.starts_with("3 articles"));
    fs::remove_file(desk.path().join("news/note.txt")).unwrap();
    assert!(!desk.run(&[&index[..], &["--keep-deleted"]].concat()).out.contains("removed"));
    assert!(desk.run(&index).out.contains("1 file removed"));
    assert!(!desk.path().join(".whosaid").exists());
}

#[test]
fn threads_and_memory_are_limits_that_change_no_answer() {
    let desk = Desk::with_news();
    let answer = |index: &str, limits: &[&str]| {
        let run = desk.run(&[&["index", "news", "--index", index], limits].concat());
        assert_eq!(run.code, Some(0), "{limits:?}: {}", run.err);
        desk.run(&["query", "sovereignty", "--json", "--index", index]).out
    };
    let usual = answer("usual", &[]);
    assert_eq!(answer("one", &["--threads", "1", "--memory", "64MB"]), usual);
    assert_eq!(answer("many", &["--threads", "7", "--memory", "0.5GiB"]), usual);
    for wrong in
        [["--threads", "0"], ["--threads", "x"], ["--memory", "lots"], ["--field", "body"], ["--field", "text=a"]]
    {
        assert_eq!(desk.run(&[&["index", "news"], &wrong[..]].concat()).code, Some(2), "{wrong:?}");
    }
}
