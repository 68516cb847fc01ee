//! Indexes of other versions of whosaid, and what the present one does with them.
//!
//! `tests/pipeline/index-of-format-3` was written by the first version that has this format. When the format changes,
//! another index goes beside it, and this one must be read or refused with the remedy.

use std::{
    fs,
    path::{Path, PathBuf},
};

use whosaid::{
    engine::{Embedded, Engine},
    index::{FORMAT_VERSION, IndexError, check, open},
    pipeline::Plan,
    query::parse,
};

use crate::press::{Newsroom, press, run, run_with, story};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pipeline/index-of-format-{FORMAT_VERSION}"))
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
    copied(&kept(), &index);
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
    copied(&kept(), &room.index());
    let meta = room.index().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace(r#"{\"format\":3,"#, r#"{\"format\":4,"#);
    assert_ne!(text, other);
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
