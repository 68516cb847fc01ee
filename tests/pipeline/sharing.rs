//! Writers and readers of one index at the same time.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use whosaid::{
    article::Article,
    index::{IndexError, open},
    pipeline::{Plan, index_with},
};

use crate::press::{Newsroom, Press, press, rows, run_with, story};

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
