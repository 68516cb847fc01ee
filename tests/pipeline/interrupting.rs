//! Runs that end before their end.

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use whosaid::{
    article::Article,
    index::{Documents, IndexError, Writer, WriterOptions, check},
    pipeline::{Plan, Stages},
};

use crate::press::{Newsroom, Press, lines, patiently, press, rows, run, run_with, story};

#[test]
fn a_cancelled_run_keeps_what_is_done_and_the_next_one_completes_it() {
    for stop_after in [0, 1, 7, 150, 319] {
        let room = Newsroom::with_news();
        let plan = Plan { commit_every: Duration::from_millis(1), ..room.plan() };
        let count = AtomicUsize::new(0);
        let stopping = Press {
            before: |_: &Article| {
                if count.fetch_add(1, Ordering::Relaxed) == stop_after {
                    plan.cancel.store(true, Ordering::Relaxed);
                }
            },
        };
        let report = run_with(&plan, &stopping).unwrap();
        assert!(report.interrupted);
        assert!(report.articles >= stop_after as u64, "{report:?}");
        assert_eq!(room.rows().len() as u64, report.articles + report.quotations);
        let report = room.update();
        assert!(!report.interrupted);
        assert_eq!(room.rows(), room.fresh_rows(), "stopped after {stop_after}");
    }
}

#[test]
fn a_run_cancelled_before_it_starts_removes_nothing() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    let plan = room.plan();
    plan.cancel.store(true, Ordering::Relaxed);
    let report = run(&plan);
    assert!(report.interrupted);
    assert_eq!((report.removed, room.rows()), (0, before));
}

fn writer(room: &Newsroom) -> Writer {
    let options = WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates: false };
    patiently(|| Writer::open(&room.index(), options)).unwrap()
}

#[test]
fn what_a_dropped_writer_did_since_its_last_commit_never_happened() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    let writer = writer(&room);
    let path = writer.files(|path| path.ends_with("dump.jsonl")).pop().unwrap();
    let article = Article { body: "Nothing was said.".into(), ..Article::default() };
    writer.begin(&path);
    writer.add(Documents::of(&press().annotate(article), &path, 0, writer.fields())).unwrap();
    drop(writer);
    assert_eq!(room.rows(), before);
    assert_eq!(room.update().unchanged, 21);
}

#[test]
fn a_file_begun_and_committed_in_part_is_read_again_from_its_start() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    let writer = writer(&room);
    let path = writer.files(|path| path.ends_with("dump.jsonl")).pop().unwrap();
    let roots = writer.roots().clone();
    writer.begin(&path);
    writer.commit(roots).unwrap();
    drop(writer);
    assert_eq!(room.rows().len(), 40);
    assert_eq!(room.update().read, 1);
    assert_eq!(room.rows(), before);
}

/// Says to the child processes of these tests which folders to work on; without it they have nothing to do.
const FOLDER: &str = "WHOSAID_TEST_FOLDER";

/// This test binary again, as a process of its own that can be killed or fed.
fn child(role: &str, room: &Newsroom) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", role, "--ignored", "--nocapture"]).env(FOLDER, room.news().parent().unwrap());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
#[ignore = "a part of a_run_killed_at_any_moment, run by it"]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    let slow = Press { before: |_: &Article| std::thread::sleep(Duration::from_millis(1)) };
    let plan = Plan {
        threads: 2,
        memory: 0,
        commit_every: Duration::from_millis(1),
        ..Plan::new(vec![folder.join("news")], folder.join("index"))
    };
    run_with(&plan, &slow).unwrap();
}

/// Numbers that look random, the same each time.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn number(&mut self, bound: u32) -> u32 {
        u32::try_from(self.below(bound.into())).unwrap()
    }
}

/// Some files come, some change, some go.
fn change(room: &Newsroom, random: &mut Seeded) {
    for _ in 0..4 {
        let number = random.number(30);
        let name = format!("day{}/{number}.txt", number % 3);
        if random.below(3) == 0 {
            let _ = std::fs::remove_file(room.file(&name));
        } else {
            room.write(&name, &story(random.number(1_000)));
        }
    }
    let first = random.number(500);
    room.write("dump.jsonl", &lines(first..first + 150));
}

/// Runs are killed so often where nothing else is asked for.
const KILLS: u32 = 10;

#[test]
fn a_run_killed_at_any_moment_leaves_a_sound_index_and_the_next_one_completes_it() {
    let kills = std::env::var("WHOSAID_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let room = Newsroom::with_news();
    let mut random = Seeded(0x5EED);
    let mut seen = 0;
    for kill in 0..kills {
        let mut child = child("interrupting::child_that_is_killed", &room).spawn().unwrap();
        let after = random.below(250);
        std::thread::sleep(Duration::from_millis(after));
        child.kill().unwrap();
        child.wait().unwrap();
        let place = format!("kill {kill}, after {after} ms");
        match patiently(|| check(&room.index())) {
            Ok(findings) => {
                assert!(findings.are_sound(), "{place}: {findings:?}");
                // Each article has one quotation.
                assert_eq!(rows(&room.index()).iter().filter(|row| !row.starts_with('[')).count() % 2, 0, "{place}");
                seen += 1;
            }
            // Before the first commit there is nothing yet.
            Err(error) => assert!(seen == 0 && matches!(error, IndexError::Missing { .. }), "{place}: {error}"),
        }
        change(&room, &mut random);
    }
    assert!(seen > kills / 2, "only {seen} of {kills} runs came to a commit");
    room.update();
    assert_eq!(room.rows(), room.fresh_rows());
    let findings = check(&room.index()).unwrap();
    assert!(findings.are_sound() && findings.unfinished == 0 && findings.leftovers.is_empty(), "{findings:?}");
}

#[test]
#[ignore = "a part of what_is_piped_in, run by it"]
fn child_that_is_fed() {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    run(&Plan { memory: 0, ..Plan::new(vec!["-".into()], folder.join("index")) });
}

#[test]
fn what_is_piped_in_is_added_and_replaces_what_was_piped_in_by_the_same_id() {
    let room = Newsroom::new();
    room.write("a.jsonl", "id=1 in a file\n");
    room.update();
    let feed = |text: &str| {
        let mut child = child("interrupting::child_that_is_fed", &room).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        let bodies = room
            .rows()
            .into_iter()
            .map(|row| row.split("\"body\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned());
        let mut bodies: Vec<String> = bodies.collect();
        bodies.sort();
        bodies
    };
    let first = ["id=1 in a file", "id=1 one", "id=2 again two", "id=2 two"];
    assert_eq!(feed("id=1 one\nid=2 two\nid=2 again two\n"), first);
    assert_eq!(feed("id=1 one\nid=2 two\nid=2 again two\n"), first);
    assert_eq!(feed("id=2 new two\nid=3 three\n"), ["id=1 in a file", "id=1 one", "id=2 new two", "id=3 three"]);
    // Files are none of its business, nor is it theirs.
    assert_eq!(room.update().unchanged, 1);
    assert_eq!(room.rows().len(), 4);
}
