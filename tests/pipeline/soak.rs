//! Hours of it: change, index, kill, query, again and again in one process that has the index open all the time.

use std::{
    fs,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use whosaid::{
    engine::{Embedded, Engine},
    index::check,
    query::parse,
};

use crate::{
    interrupting::{Seeded, change, child},
    press::{Newsroom, patiently},
};

/// So many seconds where nothing else is asked for.
const SECONDS: u64 = 60;
/// What is held may be so many times what it was when the first quarter was over; news comes and goes meanwhile.
const MOST: f64 = 1.5;

/// What this process and the index hold at a moment.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// MiB in memory.
    memory: f64,
    /// Open files.
    files: f64,
    /// MB of the index, per article.
    index: f64,
}

impl Held {
    #[expect(clippy::cast_precision_loss, reason = "no index has 2^52 bytes")]
    fn now(index: &Path, articles: u64) -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        let memory: f64 = memory.trim().strip_suffix(" kB").unwrap().parse().unwrap();
        let files = fs::read_dir("/proc/self/fd").unwrap().count() as f64;
        let bytes: u64 = fs::read_dir(index).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
        Self { memory: memory / 1024.0, files, index: bytes as f64 / 1e6 / articles.max(1) as f64 }
    }
}

#[test]
#[ignore = "takes as long as WHOSAID_SOAK says, in seconds; on Linux"]
fn memory_files_and_index_stay_as_they_are_however_long_it_goes_on() {
    let seconds = std::env::var("WHOSAID_SOAK").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(SECONDS);
    let room = Newsroom::with_news();
    room.update();
    let engine = Embedded::open(&room.index()).unwrap();
    let mut random = Seeded(0x5EED);
    let mut held = Vec::new();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(seconds) {
        change(&room, &mut random);
        let mut child = child("interrupting::child_that_is_killed", &room).spawn().unwrap();
        sleep(Duration::from_millis(random.below(150)));
        child.kill().unwrap();
        child.wait().unwrap();
        let report = room.update();
        assert!(!report.interrupted && report.failed == 0, "{report:?}");
        engine.reload().unwrap();
        for question in ["who said rebuild", "rebuild it 7 times", "\"rebuild it\"", "quotes by Ruiz"] {
            assert!(engine.search(&parse(question)).unwrap().total > 0, "{question}");
        }
        held.push(Held::now(&room.index(), engine.statistics().unwrap().articles));
    }
    let findings = patiently(|| check(&room.index())).unwrap();
    assert!(findings.are_sound() && findings.leftovers.is_empty(), "{findings:?}");
    assert_eq!(room.rows(), room.fresh_rows());
    let quarter = held.len() / 4;
    assert!(quarter > 0, "only {} rounds", held.len());
    let highest = |held: &[Held], of: fn(&Held) -> f64| held.iter().map(of).fold(0.0, f64::max);
    for (what, of) in [
        ("MiB in memory", (|held| held.memory) as fn(&Held) -> f64),
        ("open files", |held| held.files),
        ("MB of index an article", |held| held.index),
    ] {
        let (first, last) = (highest(&held[..=quarter], of), highest(&held[held.len() - quarter..], of));
        eprintln!("{} rounds, {what}: at most {first:.4} in the first quarter, {last:.4} in the last", held.len());
        assert!(last <= first * MOST, "{what}: {first} has become {last}");
    }
}
