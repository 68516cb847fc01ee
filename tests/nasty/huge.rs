//! More than anybody expects, in bounded time and memory.

use std::{
    io::Write,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{
    desk::Run,
    newsroom::{Newsroom, Told},
};

const MEGABYTE: usize = 1_000_000;
/// What one line has.
const LINE: usize = 200 * MEGABYTE;
/// More than a run needs for an article at the limit of what is read as one, and far less than a run that holds all.
const ENOUGH_MEMORY: usize = 160 * MEGABYTE;

/// `begin`, words without a line break up to 200 MB, `end`.
fn pour(out: &mut impl Write, begin: &str, end: &str) {
    let words = "word and word ".repeat(MEGABYTE / 14);
    let mut left = LINE;
    // Whoever reads may have seen enough.
    let _ = out.write_all(begin.as_bytes());
    while left > 0 && out.write_all(words.as_bytes()).is_ok() {
        left = left.saturating_sub(words.len());
    }
    let _ = out.write_all(end.as_bytes());
}

/// Waits for a run to end, and tells how much memory it had in use at most, where the system tells.
fn watched(mut child: Child) -> (Run, usize) {
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        most = peak.and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0).max(most);
        thread::sleep(Duration::from_millis(5));
    }
    (Run::from(child.wait_with_output().unwrap()), most * 1024)
}

fn spawn(command: &mut Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Indexes the room's folder, and fails where that takes too much memory.
fn index_in_bounds(room: &Newsroom) -> Told {
    let (run, memory) = watched(spawn(&mut room.desk.command(&["index", "news", "--errors", "failed.jsonl"])));
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(memory < ENOUGH_MEMORY, "{memory} bytes");
    room.expect_good();
    Told { run, failures: room.failures() }
}

#[test]
fn a_file_of_200_megabytes_on_one_line_is_told_with_the_limit() {
    for (name, begin, end) in [
        ("big.txt", "Big\n\n", "\n"),
        ("big.html", "<html><body><p>", "</p></body></html>"),
        ("big.json", "{\"title\": \"Big\", \"body\": \"", "\"}"),
    ] {
        let room = Newsroom::new();
        pour(&mut std::fs::File::create(room.desk.path().join("news").join(name)).unwrap(), begin, end);
        let told = index_in_bounds(&room);
        let failure = told.failure();
        assert!(failure.starts_with(&format!("news/{name}")) && failure.contains("limit"), "{failure}");
    }
}

#[test]
fn a_record_of_200_megabytes_on_one_line_is_passed_over_and_its_neighbours_are_read() {
    let room = Newsroom::new();
    let mut child = spawn(&mut room.desk.command(&["index", "news", "-", "--errors", "failed.jsonl"]));
    let mut stdin = child.stdin.take().unwrap();
    let feeder = thread::spawn(move || {
        let begin =
            "{\"title\": \"Rain\", \"body\": \"“It is wet,” said Ada Lund.\"}\n{\"title\": \"Big\", \"body\": \"";
        pour(&mut stdin, begin, "\"}\n{\"title\": \"Sun\", \"body\": \"“It is dry,” said Tom Roe.\"}\n");
    });
    let (run, memory) = watched(child);
    feeder.join().unwrap();
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(memory < ENOUGH_MEMORY, "{memory} bytes");
    room.expect_good();
    assert_eq!(room.failures(), ["-:2: a record larger than 64 MiB (the limit) was passed over"]);
    for words in ["it is wet", "it is dry"] {
        assert_eq!(room.desk.json(&["query", "--phrase", words, "--json"])["total"], 1, "{words}");
    }
}

#[test]
fn a_megabyte_without_a_full_stop_is_read_and_shown_in_part() {
    let rain = "and the rain went on over the town ".repeat(MEGABYTE / 35);
    let room = Newsroom::with("plain.txt", format!("A long story\n\n{rain}\n\n“We are wet,” said Ada Lund.\n"));
    room.add("said.txt", format!("A long speech\n\n“It is dry in Delta, {rain},” said Tom Roe\n"));
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "--phrase", "we are wet", "--json"])["hits"][0]["speaker"], "Ada Lund");
    let speech = room.desk.json(&["query", "--phrase", "dry in Delta", "--json"]);
    assert!(speech["hits"][0]["text"].as_str().unwrap().len() > MEGABYTE - 100);
    let shown = room.desk.run(&["query", "--phrase", "dry in Delta"]).out;
    assert!(shown.contains("It is dry in Delta") && shown.contains("[…]"), "{}", shown.len());
    assert!(shown.len() < 5_000, "{} bytes", shown.len());
    let end = room.desk.run(&["query", "--phrase", "over the town, said"]).out;
    assert!(end.len() < 5_000, "{} bytes", end.len());
}

#[test]
fn thousands_of_quotations_in_one_paragraph_take_no_time() {
    // Were each of them compared with all others, this would take minutes.
    let said = "Ada Lund left. “We are wet today,” said Ann Lee, the mayor. She told Bo Ek “it was on” again. ";
    let room = Newsroom::with("speech.txt", format!("A long day\n\n{}\n", said.repeat(5_000)));
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    let answer = room.desk.json(&["query", "--phrase", "we are wet today", "--json"]);
    assert_eq!((&answer["total"], &answer["hits"][0]["speaker"]), (&5_000.into(), &"Ann Lee".into()));
}
