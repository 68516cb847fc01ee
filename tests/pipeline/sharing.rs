//! Writers and readers of one index at the same time.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use whosaid::{
    article::{Article, Place},
    engine::{Embedded, Engine},
    index::{Documents, Entry, IndexError, State, Writer, WriterOptions, open},
    pipeline::{Plan, Stages, index_with},
    query::parse,
};

use crate::press::{Newsroom, Press, patiently, press, rows, run_with, story};

#[test]
fn a_second_writer_is_refused_at_once_and_told_what_to_do() {
    let room = Newsroom::with_news();
    let refusal = Mutex::new(None);
    let plan = room.plan();
    let first = Press {
        before: |_: &Article| {
            let mut refusal = refusal.lock().unwrap();
            if refusal.is_none() {
                let started = Instant::now();
                *refusal = Some((index_with(&plan, &press(), &mut ()).unwrap_err(), started.elapsed()));
            }
        },
    };
    assert_eq!(run_with(&room.plan(), &first).unwrap().failed, 0);
    let (error, waited) = refusal.into_inner().unwrap().unwrap();
    assert!(matches!(error, IndexError::Locked { .. }), "{error}");
    assert!(error.to_string().contains("another run is writing"), "{error}");
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    // The lock went with the first writer.
    assert_eq!(run_with(&room.plan(), &press()).unwrap().unchanged, 21);
}

#[test]
fn a_reader_sees_the_last_commit_while_a_writer_is_at_work() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    room.update();
    let before = room.rows();
    room.write("a.txt", "changed");
    room.write("b.txt", &story(2));
    let index = room.index();
    let reading = Press { before: |_: &Article| assert_eq!(rows(&index), before) };
    let never = Duration::from_hours(1);
    let report = run_with(&Plan { commit_every: never, ..room.plan() }, &reading).unwrap();
    assert_eq!((report.read, report.failed), (2, 0));
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn whatever_a_reader_sees_during_many_commits_is_whole() {
    let room = Newsroom::with_news();
    let index = room.index();
    // Each article has one quotation: a commit in between would show one without the other.
    let reading = Press {
        before: |_: &Article| {
            if open(&index).is_ok() {
                assert_eq!(rows(&index).len() % 2, 0);
            }
        },
    };
    let report = run_with(&Plan { commit_every: Duration::ZERO, ..room.plan() }, &reading).unwrap();
    assert_eq!(report.failed, 0, "{:?}", report.problems);
    assert_eq!(room.rows(), room.fresh_rows());
}

const OPTIONS: WriterOptions = WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates: false };
const COMMITS: u32 = 100;

/// Writes the one article of an index again and again, each time with other words, and commits each time.
fn rewrite(writer: &Writer, path: &str) {
    let roots = writer.roots().clone();
    for number in 0..COMMITS {
        let body = format!("“Version {number} begins,” said Ruiz. “Version {number} ends,” said Ruiz.");
        let place = Place::at_line(path, 1);
        let article = Article { id: "one".into(), title: number.to_string(), body, place, ..Article::default() };
        writer.begin(path);
        writer.add(Documents::of(&press().annotate(article), path, 0, writer.fields())).unwrap();
        writer.finish(path, Entry { articles: 1, quotes: 2, state: State::Done, ..Entry::partial() });
        writer.commit(roots.clone()).unwrap();
    }
}

#[test]
fn a_reader_that_asks_all_the_time_sees_each_commit_whole() {
    let room = Newsroom::new();
    room.write("one.txt", "“Version 0 begins,” said Ruiz. “Version 0 ends,” said Ruiz.");
    room.update();
    let reader = Embedded::open(&room.index()).unwrap();
    let writer = patiently(|| Writer::open(&room.index(), OPTIONS)).unwrap();
    let path = writer.files(|_| true).remove(0);
    let mut asked = 0;
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| rewrite(&writer, &path));
        let mut last = 0;
        while last + 1 < COMMITS {
            assert!(!writing.is_finished() || asked < 1_000_000, "the last commit is never seen");
            reader.reload().unwrap();
            // As one who has just started, too.
            let other = Embedded::open(&room.index()).unwrap();
            for engine in [&reader, &other] {
                let hits = engine.search(&parse("who said version")).unwrap().hits;
                let texts: Vec<&str> = hits.iter().map(|hit| hit.text.as_str()).collect();
                let version = texts[0].split(' ').nth(1).unwrap().parse::<u32>().unwrap();
                let whole = [format!("Version {version} begins,"), format!("Version {version} ends,")];
                assert!(texts.len() == 2 && whole.iter().all(|text| texts.contains(&text.as_str())), "{texts:?}");
                assert!(version >= last, "{version} after {last}");
                last = version;
            }
            asked += 1;
        }
        writing.join().unwrap();
    });
    assert!(asked > 1);
}

#[cfg(unix)]
#[test]
fn a_reader_whose_index_is_deleted_answers_on_and_is_told_when_it_looks_for_news() {
    let room = Newsroom::with_news();
    room.update();
    let reader = Embedded::open(&room.index()).unwrap();
    let question = parse("who said rebuild");
    let before = reader.search(&question).unwrap();
    std::fs::remove_dir_all(room.index()).unwrap();
    assert_eq!(reader.search(&question).unwrap(), before);
    let error = reader.reload().unwrap_err().to_string();
    assert!(error.contains("no index here"), "{error}");
    // What it has seen it still sees.
    assert_eq!(reader.search(&question).unwrap(), before);
    assert!(matches!(open(&room.index()), Err(IndexError::Missing { .. })));
}

#[test]
fn the_lock_file_of_a_writer_that_died_is_no_lock() {
    let room = Newsroom::with_news();
    room.update();
    assert!(room.index().join(".tantivy-writer.lock").is_file());
    assert_eq!(run_with(&room.plan(), &press()).unwrap().unchanged, 21);
}
