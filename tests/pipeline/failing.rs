//! What can't be read is told, and costs nothing else.

use std::fs;

use whosaid::{
    article::Article,
    index::IndexError,
    pipeline::{Plan, index_with},
};

use crate::press::{Listener, Newsroom, Press, press, rows, run, run_with, story};

#[test]
fn a_broken_record_costs_itself_and_is_told_with_its_line() {
    let room = Newsroom::new();
    room.write("a.jsonl", &format!("{}\ntorn\nnull\n{}\n", "one “yes,” said Ruiz", "two"));
    let mut listener = Listener::default();
    let report = index_with(&room.plan(), &press(), &mut listener).unwrap();
    assert_eq!((report.articles, report.failed, report.skipped.get("null")), (2, 1, Some(&1)));
    assert!(report.problems[0].to_string().contains("a.jsonl:2: torn"), "{:?}", report.problems);
    assert_eq!(listener.problems, report.problems);
}

#[test]
fn a_panic_costs_one_article_and_is_told() {
    let room = Newsroom::with_news();
    let clumsy = Press { before: |article: &Article| assert!(!article.body.contains("town 250."), "no such town") };
    let report = run_with(&room.plan(), &clumsy).unwrap();
    assert_eq!((report.articles, report.failed), (319, 1));
    let problem = &report.problems[0];
    assert_eq!((problem.path.ends_with("dump.jsonl"), problem.line), (true, Some(151)));
    assert!(problem.what.contains("no such town"), "{problem}");
    assert_eq!(room.rows().len(), 638);
}

#[test]
fn a_file_that_can_no_longer_be_read_keeps_its_articles() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    room.write("b.txt", &story(2));
    room.update();
    let before = room.rows();
    fs::write(room.file("a.txt"), [0xff, 0xfe, 0xff]).unwrap();
    for _ in 0..2 {
        let report = room.update();
        assert_eq!((report.failed, report.unchanged), (1, 1));
        assert_eq!(room.rows(), before);
    }
    room.write("a.txt", &story(3));
    assert_eq!(room.update().failed, 0);
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn a_file_that_goes_away_during_the_run_is_told_and_keeps_its_articles_until_the_next() {
    let room = Newsroom::new();
    for name in ["a.txt", "b.txt"] {
        room.write(name, &story(1));
    }
    room.update();
    let before = room.rows();
    room.write("a.txt", "changed");
    room.write("b.txt", "changed");
    // b is opened only after a was read: there is one thread, which takes the files in turn.
    let gone = room.file("b.txt");
    let stages = Press { before: move |_: &Article| drop(fs::remove_file(&gone)) };
    let report = run_with(&Plan { threads: 1, ..room.plan() }, &stages).unwrap();
    assert_eq!((report.read, report.failed), (1, 1));
    assert!(report.problems[0].to_string().contains("b.txt: can't be read"), "{:?}", report.problems);
    assert_eq!(room.rows().iter().filter(|row| before.contains(row)).count(), 2);
    assert_eq!(room.update().removed, 1);
    assert_eq!(room.rows(), room.fresh_rows());
}

#[cfg(unix)]
#[test]
fn a_folder_that_can_not_be_read_keeps_its_articles() {
    use std::os::unix::fs::PermissionsExt;
    let room = Newsroom::with_news();
    room.update();
    let before = room.rows();
    let folder = room.file("day1");
    let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o000);
    let is_forbidden = fs::read_dir(&folder).is_err();
    let report = room.update();
    allow(0o755);
    // Root may read it all the same.
    if is_forbidden {
        assert_eq!((report.failed, report.removed), (1, 0));
    }
    assert_eq!(room.rows(), before);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_any_more_keeps_its_articles() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    let elsewhere = Newsroom::with_news();
    std::os::unix::fs::symlink(elsewhere.news(), room.file("linked")).unwrap();
    room.update();
    let before = room.rows();
    assert_eq!(before.len(), 642);
    fs::rename(elsewhere.news(), elsewhere.index()).unwrap();
    let report = room.update();
    assert_eq!((report.failed, report.removed), (1, 0));
    assert_eq!(room.rows(), before);
    fs::remove_file(room.file("linked")).unwrap();
    assert_eq!(room.update().removed, 21);
    assert_eq!(room.rows(), room.fresh_rows());
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_told_and_all_else_is_indexed() {
    let room = Newsroom::with_news();
    std::os::unix::fs::symlink(room.news(), room.file("day1/loop")).unwrap();
    let report = room.update();
    assert_eq!((report.articles, report.failed), (320, 1));
    assert!(report.problems[0].what.contains("a link back to"), "{:?}", report.problems);
}

#[test]
fn paths_that_do_not_exist_are_told_and_no_index_is_made_for_them() {
    let room = Newsroom::new();
    let report = run(&Plan { paths: vec![room.file("nowhere")], ..room.plan() });
    assert_eq!((report.files, report.failed), (0, 1));
    assert!(!room.index().exists());
}

#[test]
fn an_empty_folder_gives_an_index_without_articles() {
    let room = Newsroom::new();
    assert_eq!(room.update().files, 0);
    assert_eq!(room.rows().len(), 0);
}

/// A file system of three megabytes, where the tests may mount one.
#[cfg(target_os = "linux")]
struct SmallDisk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount(folder: std::path::PathBuf) -> Option<Self> {
        fs::create_dir(&folder).unwrap();
        let mounted =
            std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_the_folder_and_what_was_committed_stays() {
    let room = Newsroom::new();
    let Some(disk) = SmallDisk::mount(room.news().with_file_name("disk")) else {
        eprintln!("not tested: mounting is not allowed here");
        return;
    };
    let plan = Plan { index: disk.0.join("index"), ..room.plan() };
    room.write("a.txt", &story(1));
    run(&plan);
    let before = rows(&plan.index);
    // Words that never repeat, so that nothing of them compresses well.
    let words = (0..400_000u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_string() + " ");
    room.write("noise.txt", &words.collect::<String>());
    let error = run_with(&plan, &press()).unwrap_err();
    assert!(matches!(error, IndexError::Write { .. }), "{error:?}");
    let told = error.to_string();
    assert!(told.contains("disk/index: the index can't be written: No space left on device"), "{told}");
    assert_eq!(rows(&plan.index), before);
    // Nothing is left of the attempt that would fill the disk.
    room.write("noise.txt", &story(2));
    assert_eq!(run(&plan).read, 1);
    assert_eq!(rows(&plan.index), room.fresh_rows());
}
