//! Several runs on one index, and runs that end before their end.

#![cfg(unix)]

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Child, ChildStdin, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::desk::{Desk, Run};

/// Articles as JSON Lines, each with one quotation that has its number.
fn wire(numbers: std::ops::Range<u32>) -> String {
    let padding = "The rain went on and on over the town. ".repeat(40);
    numbers.fold(String::new(), |mut text, n| {
        let body = format!("“It is day {n} of the rain,” said Ada Lund. {padding}");
        let record = serde_json::json!({ "id": format!("r-{n}"), "title": format!("Day {n}"), "body": body });
        writeln!(text, "{record}").unwrap();
        text
    })
}

fn spawn(desk: &Desk, arguments: &[&str]) -> Child {
    let mut command = desk.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A run that is in the middle of its work, and stays there until its standard input ends.
struct Held {
    child: Child,
    stdin: ChildStdin,
}

impl Held {
    /// `index -`, fed with these articles: when this returns, nearly all of them have been read.
    fn with(desk: &Desk, articles: &str) -> Self {
        let mut child = spawn(desk, &["index", "-"]);
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(articles.as_bytes()).unwrap();
        Self { child, stdin }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    fn end(self) -> Run {
        drop(self.stdin);
        Run::from(self.child.wait_with_output().unwrap())
    }
}

fn articles(desk: &Desk) -> u64 {
    desk.json(&["stats", "--json"])["articles"].as_u64().unwrap()
}

#[test]
fn a_second_writer_is_refused_at_once_and_readers_are_not() {
    let desk = Desk::with_index();
    let first = Held::with(&desk, &wire(0..500));
    let started = Instant::now();
    let second = desk.run(&["index", "news"]);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!((second.code, second.out.as_str()), (Some(2), ""));
    assert!(
        second.err.starts_with("error: .whosaid: another run is writing this index (wait for it"),
        "{}",
        second.err
    );
    let asked = desk.run(&["query", "--corpus", "news", "sovereignty"]);
    assert_eq!(asked.code, Some(2));
    assert!(asked.err.contains("another run is writing this index"), "{}", asked.err);
    // What is not committed is not seen; another index can be written.
    assert_eq!(desk.run(&["query", "sovereignty"]).code, Some(0));
    assert_eq!(articles(&desk), 3);
    assert_eq!(desk.run(&["index", "news", "--index", "other"]).code, Some(0));
    let first = first.end();
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(articles(&desk), 503);
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
}

#[test]
fn questions_are_answered_whole_while_the_index_is_written() {
    let desk = Desk::with_index();
    let mut asked = 0;
    for round in 0..4 {
        desk.write(&format!("news/round-{round}.jsonl"), wire(round * 400..round * 400 + 400));
        let mut writer = spawn(&desk, &["index", "news", "--quiet"]);
        loop {
            let ended = writer.try_wait().unwrap().is_some();
            let run = desk.run(&["query", "--phrase", "of the rain", "--jsonl", "--limit", "2000"]);
            assert_eq!(run.err, "");
            // All of a file's articles come with one commit.
            let seen = run.out.lines().count();
            assert!(seen.is_multiple_of(400) && seen <= 400 * (round as usize + 1), "{seen} in round {round}");
            assert_eq!(run.code, Some(i32::from(seen == 0)));
            asked += 1;
            if ended {
                assert_eq!(seen, 400 * (round as usize + 1));
                break;
            }
        }
        assert!(writer.wait().unwrap().success());
    }
    assert!(asked > 4, "never asked while it was written");
}

#[test]
fn ctrl_c_keeps_what_is_done_and_the_next_run_completes_it() {
    let desk = Desk::with_index();
    let all = wire(0..2_000);
    let run = Held::with(&desk, &all);
    run.signal("-INT");
    thread::sleep(Duration::from_millis(200));
    let run = run.end();
    // A slow machine gets lines of progress, which are no complaints.
    let is_progress = |line: &&str| line.contains(" of 1 files") || line.starts_with("writing to disk");
    let complaints = run.err.lines().filter(|line| !is_progress(line)).count();
    assert_eq!((run.code, complaints), (Some(130), 0), "{}{}", run.out, run.err);
    assert!(run.out.starts_with("stopped; what was done is kept"), "{}", run.out);
    let kept = articles(&desk);
    assert!((500..2_003).contains(&kept), "{kept} articles");
    let next = Held::with(&desk, &all).end();
    assert_eq!(next.code, Some(0), "{}", next.err);
    assert_eq!(articles(&desk), 2_003);
    assert_eq!(desk.json(&["query", "--phrase", "it is day 7 of the rain", "--json"])["total"], 1);
}

#[test]
fn ctrl_c_between_files_leaves_the_rest_to_the_next_run() {
    let desk = Desk::with_index();
    desk.write("news/more.txt", "Rain\n\n“It is day one of the rain,” said Ada Lund.\n");
    // The one thread is held by its standard input.
    let mut child = spawn(&desk, &["index", "-", "news", "--threads", "1"]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(wire(0..200).as_bytes()).unwrap();
    let run = Held { child, stdin };
    run.signal("-INT");
    thread::sleep(Duration::from_millis(200));
    assert_eq!(run.end().code, Some(130));
    // Nothing that was not looked at counts as gone.
    assert_eq!(desk.run(&["query", "--speaker", "Núñez"]).code, Some(0));
    assert_eq!(desk.run(&["query", "--phrase", "day one of the rain"]).code, Some(1));
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
    assert_eq!(desk.run(&["query", "--phrase", "day one of the rain"]).code, Some(0));
}

#[test]
fn a_killed_run_costs_nothing_and_the_next_one_answers_as_a_new_index() {
    let desk = Desk::with_index();
    desk.write("news/rain.jsonl", wire(0..1_000));
    let mut run = Held::with(&desk, &wire(5_000..5_300));
    run.signal("-KILL");
    run.child.wait().unwrap();
    assert_eq!(articles(&desk), 3);
    for after in [10, 60, 150] {
        let mut child = spawn(&desk, &["index", "news", "--quiet"]);
        thread::sleep(Duration::from_millis(after));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(desk.run(&["query", "sovereignty"]).code, Some(0), "killed after {after} ms");
    }
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
    assert_eq!(desk.run(&["index", "news", "--index", "fresh"]).code, Some(0));
    for arguments in [
        &["query", "who said sovereignty", "--json"][..],
        &["query", "rain", "--csv", "--limit", "2000"],
        &["speakers", "--json"],
    ] {
        let fresh = desk.without_scores(&[arguments, &["--index", "fresh"]].concat());
        assert!(desk.without_scores(arguments) == fresh, "{arguments:?}");
    }
}
