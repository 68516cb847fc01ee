//! Scanned newspapers, whose articles stand in several files.

use std::fs;

use whosaid::{
    pipeline::{Plan, Standard},
    report::Report,
};

use crate::press::{Newsroom, rows, run_with};

fn page(words: &str) -> String {
    format!("<alto><Page><TextBlock ID='B1'><TextLine><String CONTENT='{words}'/></TextLine></TextBlock></Page></alto>")
}

/// An issue of one article that stands on two pages, "1.xml" and "2.xml".
fn mets() -> String {
    let file = |n: u8| format!("<file ID='P{n}'><FLocat href='{n}.xml'/></file>");
    let area = |n: u8| format!("<fptr><area FILEID='P{n}' BEGIN='B1'/></fptr>");
    let (files, areas) = ([file(1), file(2)].concat(), [area(1), area(2)].concat());
    format!(
        "<mets><fileSec><fileGrp USE='text'>{files}</fileGrp></fileSec>\
         <structMap><div TYPE='article'>{areas}</div></structMap></mets>"
    )
}

/// Brings the index up to date, and holds it to what a new one has.
fn updated(room: &Newsroom) -> Report {
    let report = run_with(&room.plan(), &Standard).unwrap();
    let fresh = room.index().with_extension("fresh");
    let _ = fs::remove_dir_all(&fresh);
    run_with(&Plan { index: fresh.clone(), ..room.plan() }, &Standard).unwrap();
    assert_eq!(room.rows(), rows(&fresh));
    report
}

#[test]
fn an_issue_is_read_again_when_one_of_its_pages_changes_and_its_pages_alone_when_it_is_gone() {
    let room = Newsroom::new();
    room.write("mets.xml", &mets());
    room.write("1.xml", &page("“No ship sails,” Ann Lee said."));
    room.write("2.xml", &page("“Not one,” she said."));
    let report = updated(&room);
    assert_eq!((report.files, report.articles, report.attributed, report.failed), (1, 1, 2, 0));
    assert_eq!(updated(&room).unchanged, 1);
    room.write_aged("2.xml", &page("“Not two,” she said."), 60);
    let report = updated(&room);
    assert_eq!((report.files, report.read, report.articles, report.attributed), (1, 1, 1, 2));
    fs::remove_file(room.file("mets.xml")).unwrap();
    let report = updated(&room);
    assert_eq!((report.files, report.articles, report.removed), (2, 2, 1));
    room.write("mets.xml", &mets());
    let report = updated(&room);
    assert_eq!((report.files, report.articles, report.removed), (1, 1, 2));
}

/// As root every file can be read: then there is nothing to test.
#[cfg(unix)]
#[test]
fn a_page_that_can_not_be_read_for_a_moment_costs_nothing_that_is_indexed() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = Newsroom::new();
    room.write("mets.xml", &mets());
    room.write("1.xml", &page("“No ship sails,” Ann Lee said."));
    room.write("2.xml", &page("“Not one,” she said."));
    updated(&room);
    let before = room.rows();
    let allow = |mode| fs::set_permissions(room.file("2.xml"), fs::Permissions::from_mode(mode)).unwrap();
    room.write_aged("1.xml", &page("“No ship leaves,” Ann Lee said."), 60);
    allow(0o000);
    if fs::File::open(room.file("2.xml")).is_err() {
        let report = run_with(&room.plan(), &Standard).unwrap();
        assert_eq!((report.failed, report.problems[0].what.contains("2.xml: ")), (1, true), "{:?}", report.problems);
        assert_eq!(room.rows(), before);
    }
    allow(0o644);
    assert_eq!(updated(&room).attributed, 2);
}

#[test]
fn pages_that_change_places_are_read_again() {
    let room = Newsroom::new();
    room.write("mets.xml", &mets());
    room.write_aged("1.xml", &page("“No ship sails,” Ann Lee said."), 60);
    room.write_aged("2.xml", &page("“No cart rolls,” Tom Ray said."), 120);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    updated(&room);
    assert_eq!(updated(&room).unchanged, 1);
    fs::rename(room.file("1.xml"), room.file("3.xml")).unwrap();
    fs::rename(room.file("2.xml"), room.file("1.xml")).unwrap();
    fs::rename(room.file("3.xml"), room.file("2.xml")).unwrap();
    assert_eq!(updated(&room).read, 1);
}

#[test]
fn a_page_that_is_missing_is_told_and_read_once_it_is_there() {
    let room = Newsroom::new();
    room.write("mets.xml", &mets());
    room.write("1.xml", &page("“No ship sails,” Ann Lee said."));
    let report = updated(&room);
    assert_eq!((report.files, report.articles, report.quotations, report.failed), (1, 1, 1, 1));
    room.write("2.xml", &page("“Not one,” she said."));
    let report = updated(&room);
    assert_eq!((report.files, report.articles, report.quotations, report.failed), (1, 1, 2, 0));
}
