//! Indexing again: what changed, and only that.

use std::fs;

use whosaid::pipeline::Plan;

use crate::press::{Newsroom, lines, press, run, run_with, story};

#[test]
fn the_rows_are_the_same_whatever_the_threads_and_the_memory() {
    let room = Newsroom::with_news();
    let rows = |threads, memory, index: &str| {
        let index = room.index().join(index);
        let report = run(&Plan { threads, memory, index: index.clone(), ..room.plan() });
        assert_eq!((report.files, report.read, report.articles, report.failed), (21, 21, 320, 0));
        assert_eq!((report.quotations, report.attributed), (320, 320));
        crate::press::rows(&index)
    };
    let one = rows(1, 20_000_000, "one");
    assert_eq!(one.len(), 640);
    assert_eq!(one, rows(4, 1, "four"));
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let room = Newsroom::with_news();
    let before = {
        room.update();
        room.rows()
    };
    // Would a file be opened, its stage would tell.
    let unread = crate::press::Press { before: |_: &_| panic!("read again") };
    let report = run_with(&room.plan(), &unread).unwrap();
    assert_eq!((report.files, report.unchanged, report.read, report.failed, report.bytes), (21, 21, 0, 0, 0));
    assert_eq!(room.rows(), before);
}

#[test]
fn a_run_that_changes_nothing_leaves_the_index_as_it_is_to_the_byte() {
    let room = Newsroom::with_news();
    room.update();
    let meta = || fs::metadata(room.index().join("meta.json")).unwrap().modified().unwrap();
    let before = meta();
    room.update();
    assert_eq!(meta(), before);
}

#[test]
fn added_changed_renamed_and_deleted_files_end_as_in_a_new_index() {
    let room = Newsroom::with_news();
    room.update();
    room.write("day0/new.txt", &story(1_000));
    room.write("day1/1.txt", &story(1_001));
    room.write_aged("dump.jsonl", &lines(90..300), 60);
    fs::rename(room.file("day2/2.txt"), room.file("day2/renamed.txt")).unwrap();
    fs::remove_file(room.file("day2/5.txt")).unwrap();
    let report = room.update();
    assert_eq!((report.files, report.read, report.unchanged, report.removed), (21, 4, 17, 2));
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn a_change_that_keeps_the_size_and_a_touch_that_changes_nothing_are_told_apart() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    room.write("b.txt", &story(2));
    room.update();
    room.write_aged("a.txt", &story(3), 60);
    room.write_aged("b.txt", &story(2), 60);
    let report = room.update();
    assert_eq!((report.read, report.unchanged), (1, 1));
    assert_eq!(room.rows(), room.fresh_rows());
    // The new time of the touched file was recorded: it need not be read to be left alone.
    fs::remove_file(room.file("a.txt")).unwrap();
    assert_eq!(room.update().unchanged, 1);
}

#[test]
fn a_file_changed_right_after_it_was_indexed_is_noticed_even_where_time_and_size_stay_the_same() {
    let room = Newsroom::new();
    room.write_aged("a.txt", &story(1), 0);
    let time = fs::metadata(room.file("a.txt")).unwrap().modified().unwrap();
    room.update();
    fs::write(room.file("a.txt"), story(2)).unwrap();
    fs::File::options().write(true).open(room.file("a.txt")).unwrap().set_modified(time).unwrap();
    room.update();
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn deleted_files_stay_when_they_shall_and_when_they_lie_elsewhere() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    fs::remove_file(room.file("day0/0.txt")).unwrap();
    run(&Plan { keep_deleted: true, ..room.plan() });
    run(&Plan { paths: vec![room.file("day1"), room.file("dump.jsonl")], ..room.plan() });
    assert_eq!(room.rows(), before);
    assert_eq!(run(&Plan { paths: vec![room.file("day0")], ..room.plan() }).removed, 1);
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn several_folders_live_in_one_index() {
    let room = Newsroom::with_news();
    let one_by_one = |name: &str| run(&Plan { paths: vec![room.file(name)], ..room.plan() });
    for name in ["day0", "day1", "dump.jsonl", "day2"] {
        assert_eq!(one_by_one(name).removed, 0);
    }
    assert_eq!(one_by_one("day1").unchanged, 7);
    // As a whole they have the names that they got as parts.
    let report = room.update();
    assert_eq!((report.read, report.unchanged, report.removed), (0, 21, 0));
}

#[test]
fn a_folder_given_in_two_ways_is_indexed_once() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    for path in [room.news().join("../news/."), room.news().join("day0/..")] {
        let report = run(&Plan { paths: vec![path], ..room.plan() });
        assert_eq!((report.read, report.unchanged, report.removed), (0, 21, 0));
    }
    assert_eq!(room.rows(), before);
}

#[test]
fn a_rebuild_reads_everything_again_and_forgets_what_is_gone() {
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    let report = run(&Plan { rebuild: true, ..room.plan() });
    assert_eq!((report.read, report.unchanged), (21, 0));
    assert_eq!(room.rows(), before);
    run(&Plan { rebuild: true, paths: vec![room.file("day0")], ..room.plan() });
    assert_eq!(room.rows().len(), 14);
}

#[test]
fn files_are_read_again_when_they_are_to_be_read_in_another_way() {
    let room = Newsroom::with_news();
    room.update();
    let format =
        whosaid::format::Options { fields: vec![("body".parse().unwrap(), "story.text".into())], ..Default::default() };
    let plan = Plan { format, ..room.plan() };
    assert_eq!(run(&plan).read, 21);
    assert_eq!(run(&plan).unchanged, 21);
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn a_file_that_became_something_else_leaves_the_index() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    room.write("b.txt", &story(2));
    room.update();
    fs::rename(room.file("a.txt"), room.file("a.png")).unwrap();
    let report = run_with(&room.plan(), &press()).unwrap();
    assert_eq!((report.removed, report.skipped.get("a picture")), (1, Some(&1)));
    assert_eq!(room.rows().len(), 2);
}
