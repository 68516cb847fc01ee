//! Folders with more in them than files, and files that change while they are read.

#![cfg(unix)]

use std::{
    fs,
    io::Write as _,
    os::unix::fs::symlink,
    process::{Child, ChildStdin, Stdio},
};

use crate::{desk::Run, newsroom::Newsroom};

const RAIN: &str = "Rain\n\n“It is wet today,” said Ada Lund.\n";

#[test]
fn loops_of_links_and_links_to_nowhere_are_told_each_once() {
    let room = Newsroom::with("deep/er/rain.txt", RAIN);
    let news = room.desk.path().join("news");
    for (target, link) in
        [("b.txt", "a.txt"), ("a.txt", "b.txt"), (".", "self"), ("../..", "deep/er/up"), ("nowhere", "gone.txt")]
    {
        symlink(target, news.join(link)).unwrap();
    }
    let failures = room.index().failures;
    assert_eq!(failures.len(), 5, "{failures:#?}");
    for (failure, (name, what)) in failures.iter().zip([
        ("a.txt", "can't be read: "),
        ("b.txt", "can't be read: "),
        ("deep/er/up", "a link back to news, in which it lies (all else is read; remove the link)"),
        ("gone.txt", "can't be read: "),
        ("self", "a link back to news, in which it lies (all else is read; remove the link)"),
    ]) {
        assert!(failure.starts_with(&format!("news/{name}: {what}")), "{failure}");
        assert!(failure.ends_with(')') && failure.matches("news/").count() == 1, "{failure}");
    }
    assert!(failures[3].ends_with("(it is gone, or a link leads nowhere; check the path)"), "{}", failures[3]);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 1);
}

#[test]
fn pipes_devices_and_files_that_are_none_are_neither_waited_for_nor_read_without_end() {
    let room = Newsroom::with("rain.txt", RAIN);
    let news = room.desk.path().join("news");
    let made = std::process::Command::new("mkfifo").arg(news.join("pipe.txt")).status().unwrap();
    assert!(made.success());
    symlink("/dev/zero", news.join("zero.txt")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(news.join("socket.txt")).unwrap();
    let told = room.index();
    assert_eq!(told.failures, [""; 0]);
    assert!(told.run.out.contains("3 skipped: not a regular file 3"), "{}", told.run.out);
    let pipe = room.desk.run(&["index", "news/pipe.txt"]);
    assert_eq!(pipe.code, Some(0), "{}", pipe.err);
    assert!(pipe.out.contains("not a regular file 1"), "{}", pipe.out);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_system_refuses_to_read_is_told_with_its_reason() {
    let room = Newsroom::with("rain.txt", RAIN);
    // A regular file that even root can't read from its start.
    symlink("/proc/self/mem", room.desk.path().join("news/mem.txt")).unwrap();
    let told = room.index();
    assert!(told.failure().starts_with("news/mem.txt: can't be read: "), "{}", told.failure());
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 1);
}

#[test]
fn a_file_without_permission_is_told_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Newsroom::with("secret.txt", RAIN);
    let secret = room.desk.path().join("news/secret.txt");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&secret).is_ok() {
        eprintln!("not tested: this user may read everything");
        return;
    }
    let told = room.index();
    assert!(told.failure().starts_with("news/secret.txt: can't be read: "), "{}", told.failure());
    assert!(told.failure().ends_with("(allow reading it, or leave it out)"), "{}", told.failure());
}

/// A run that has found all files, and reads none of them before its standard input ends.
fn held(room: &Newsroom) -> (Child, ChildStdin) {
    let arguments = ["index", "-", "news", "--threads", "1", "--errors", "failed.jsonl"];
    let mut child = room
        .desk
        .command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than the pipe holds: once all is written, reading has begun.
    let record = serde_json::json!({ "id": "held", "title": "Held", "body": "The rain went on. ".repeat(20_000) });
    writeln!(stdin, "{record}").unwrap();
    stdin.flush().unwrap();
    (child, stdin)
}

fn released((child, stdin): (Child, ChildStdin)) -> Run {
    drop(stdin);
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    run
}

#[test]
fn files_that_go_away_or_change_during_the_run_cost_no_other() {
    let room = Newsroom::with("goes.txt", RAIN);
    room.add("changes.txt", RAIN);
    room.add("2025/folder-goes.txt", RAIN);
    let run = held(&room);
    let news = room.desk.path().join("news");
    fs::remove_file(news.join("goes.txt")).unwrap();
    fs::remove_dir_all(news.join("2025")).unwrap();
    room.add("changes.txt", "Sun\n\n“It is dry today,” said Tom Roe, who had waited for it.\n");
    room.add("comes.txt", RAIN);
    released(run);
    room.expect_good();
    let failures = room.failures();
    assert_eq!(failures.len(), 2, "{failures:#?}");
    for (failure, name) in failures.iter().zip(["2025/folder-goes.txt", "goes.txt"]) {
        assert!(failure.starts_with(&format!("news/{name}: can't be read: ")), "{failure}");
        assert!(failure.ends_with("(it is gone, or a link leads nowhere; check the path)"), "{failure}");
    }
    assert_eq!(room.desk.json(&["query", "--phrase", "it is dry today", "--json"])["total"], 1);
    // The next run finds all as it is.
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is wet", "--json"])["total"], 1);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is dry today", "--json"])["total"], 1);
}
