//! `check-index`: what it says, and what it mends.

use std::fs;

use crate::desk::Desk;

/// Changes a byte in each of the index's files that end so.
fn damage(desk: &Desk, ending: &str) {
    let files = fs::read_dir(desk.path().join(".whosaid")).unwrap().map(|file| file.unwrap().path());
    let meant: Vec<_> = files.filter(|file| file.to_str().unwrap().ends_with(ending)).collect();
    assert!(!meant.is_empty(), "no file of the index ends with {ending}");
    for file in meant {
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 3;
        bytes[middle] ^= 0x10;
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn a_sound_index_is_called_sound() {
    let desk = Desk::with_index();
    let run = desk.run(&["check-index"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with("sound: 3 articles with 4 quotations from 2 files"), "{}", run.out);
    let repaired = desk.run(&["check-index", "--repair"]);
    assert_eq!((repaired.code, repaired.err.as_str()), (Some(0), "nothing to mend\n"));
}

#[test]
fn damage_is_told_and_mended_and_the_answers_are_those_of_before() {
    for ending in [".store", ".fast", ".idx", ".term", ".pos", ".fieldnorm"] {
        let desk = Desk::with_index();
        let before = desk.without_scores(&["query", "who said sovereignty", "--json"]);
        damage(&desk, ending);
        let run = desk.run(&["check-index"]);
        assert_eq!(run.code, Some(1), "{ending}: {}{}", run.out, run.err);
        assert!(run.out.starts_with("damaged: ") && run.out.contains("news/note.txt"), "{ending}: {}", run.out);
        let run = desk.run(&["check-index", "--repair"]);
        assert_eq!(run.code, Some(0), "{ending}: {}{}", run.out, run.err);
        assert!(run.err.contains("read again what was damaged"), "{}", run.err);
        assert_eq!(desk.without_scores(&["query", "who said sovereignty", "--json"]), before, "{ending}");
    }
}

#[test]
fn what_can_not_be_mended_is_told_with_the_remedy() {
    for ending in ["meta.json", "manifest-1.jsonl"] {
        let desk = Desk::with_index();
        damage(&desk, ending);
        let checked = desk.run(&["check-index"]);
        assert!(matches!(checked.code, Some(1 | 2)), "{ending}: {}{}", checked.out, checked.err);
        assert!((checked.out + &checked.err).contains("--rebuild"), "{ending}");
        let mended = desk.run(&["check-index", "--repair"]);
        assert_eq!(mended.code, Some(2), "{ending}: {}{}", mended.out, mended.err);
        assert!(mended.err.contains("--rebuild"), "{ending}: {}", mended.err);
        assert_eq!(desk.run(&["index", "news", "--rebuild"]).code, Some(0));
        assert_eq!(desk.run(&["check-index"]).code, Some(0));
    }
}

#[test]
fn what_came_from_standard_input_and_is_lost_is_told() {
    let desk = Desk::with_news();
    let mut piped = desk.command(&["index", "-"]);
    let input = fs::File::open(desk.path().join("news/wire.jsonl")).unwrap();
    assert!(piped.stdin(input).output().unwrap().status.success());
    assert!(desk.run(&["check-index"]).out.starts_with("sound: 2 articles"));
    damage(&desk, ".store");
    let run = desk.run(&["check-index"]);
    assert!(run.out.contains("lost: 2 articles from standard input"), "{}", run.out);
    let run = desk.run(&["check-index", "--repair"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert!(
        run.err.contains("pipe them in again") && run.out.starts_with("sound: 0 articles"),
        "{}{}",
        run.err,
        run.out
    );
}

#[test]
fn without_an_index_nothing_can_be_checked() {
    let desk = Desk::with_news();
    for arguments in [&["check-index"][..], &["check-index", "--index", "news"]] {
        assert_eq!(desk.run(arguments).code, Some(2), "{arguments:?}");
    }
}
