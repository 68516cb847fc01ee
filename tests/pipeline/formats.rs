//! Indexes of other versions of whosaid, and what the present one does with them.
//!
//! `tests/pipeline/kept` has an index as the first version wrote it that has the present format, and the news that are in it.
//! After a change of the format `cargo test --test pipeline -- --ignored the_kept_index_is_written_anew` makes the next one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use whosaid::{
    engine::{Embedded, Engine},
    index::{FORMAT_VERSION, IndexError, check, open},
    pipeline::{Plan, index},
    query::parse,
};

use crate::press::{Newsroom, press, run, run_with, story};

fn kept(what: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipeline/kept").join(what)
}

fn kept_index() -> PathBuf {
    kept(&format!("format-{FORMAT_VERSION}"))
}

#[test]
#[ignore = "only for a new format: what is kept is to stay as the first version wrote it"]
fn the_kept_index_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (news, written) = (folder.path().join("news"), folder.path().join("index"));
    copied(&kept("news"), &news);
    index(&Plan { memory: 0, ..Plan::new(vec![news], written.clone()) }, &mut ()).unwrap();
    for file in fs::read_dir(&written).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "lock") {
            fs::remove_file(file).unwrap();
        }
    }
    copied(&written, &kept_index());
}

/// A copy, since reading makes files of locks.
fn copied(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap().map(|file| file.unwrap().path()) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

#[test]
fn an_index_that_was_kept_since_its_format_came_is_sound_and_answers() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    copied(&kept_index(), &index);
    let findings = check(&index).unwrap();
    assert!(findings.are_sound(), "{findings:?}");
    assert_eq!((findings.files, findings.articles, findings.quotations), (3, 4, 9));
    let engine = Embedded::open(&index).unwrap();
    let hits = engine.search(&parse("who said \"never will be\"")).unwrap();
    assert_eq!(hits.hits[0].speaker.as_deref(), Some("Inés Núñez"));
    assert_eq!(hits.hits[0].article.also.len(), 1);
    assert_eq!(engine.statistics().unwrap().articles, 3);
}

#[test]
fn an_index_of_another_format_is_refused_with_the_remedy_and_made_anew_when_asked() {
    let room = Newsroom::new();
    room.write("a.txt", &story(1));
    copied(&kept_index(), &room.index());
    let meta = room.index().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    // As one that sealed nothing wrote it.
    let (list, _) = text.rsplit_once("\n\"").unwrap();
    let this = format!(r#"{{\"format\":{FORMAT_VERSION},"#);
    let other = list.replace(&this, r#"{\"format\":3,"#);
    assert_ne!(list, other);
    fs::write(&meta, other).unwrap();
    let errors = [
        open(&room.index()).map(drop).unwrap_err(),
        check(&room.index()).map(drop).unwrap_err(),
        run_with(&room.plan(), &press()).map(drop).unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, IndexError::Format { .. }) && error.to_string().contains("--rebuild"), "{error}");
    }
    run(&Plan { rebuild: true, ..room.plan() });
    assert_eq!(room.rows(), room.fresh_rows());
}
