//! Indexing again: what the summary says, and what is found afterwards.

use std::fs;

use crate::desk::{Desk, Run};

fn index(desk: &Desk) -> Run {
    let run = desk.run(&["index", "news"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    run
}

/// Paths of the files in which a phrase is found, and who said it.
fn found(desk: &Desk, phrase: &str) -> Vec<(String, String)> {
    let answer = desk.json(&["query", "--phrase", phrase, "--json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let hits = answer["hits"].as_array().unwrap().iter();
    let mut found: Vec<_> = hits.map(|hit| (text(&hit["article"]["path"]), text(&hit["speaker"]))).collect();
    found.sort();
    found
}

fn said(speaker: &str, words: &str) -> String {
    format!("A day in Delta\n\n“{words},” said {speaker}.\n")
}

#[test]
fn only_what_is_new_is_read() {
    let desk = Desk::with_index();
    let again = index(&desk);
    assert!(again.out.starts_with("nothing new to read\n2 files unchanged\n"), "{}", again.out);
    desk.write("news/more.txt", said("Bo Ek", "The ferry is late"));
    let run = index(&desk);
    assert!(run.out.starts_with("1 article with 1 quotation from 1 file"), "{}", run.out);
    assert!(run.out.contains("2 files unchanged"), "{}", run.out);
    assert_eq!(found(&desk, "ferry is late"), [("news/more.txt".into(), "Bo Ek".into())]);
    assert_eq!(found(&desk, "nobody has won").len(), 1);
}

#[test]
fn what_changed_is_replaced_not_added() {
    let desk = Desk::with_index();
    desk.write("news/note.txt", said("John Holm", "We are on strike again"));
    let run = index(&desk);
    assert!(run.out.contains("1 file unchanged"), "{}", run.out);
    assert_eq!(found(&desk, "nobody has won"), []);
    assert_eq!(found(&desk, "strike again"), [("news/note.txt".into(), "John Holm".into())]);
    assert_eq!(desk.json(&["stats", "--json"])["articles"], 3);
}

#[test]
fn what_is_gone_is_removed() {
    let desk = Desk::with_index();
    fs::remove_file(desk.path().join("news/wire.jsonl")).unwrap();
    let run = index(&desk);
    assert!(run.out.contains("1 file removed"), "{}", run.out);
    assert_eq!(desk.run(&["query", "--speaker", "Núñez"]).code, Some(1));
    assert_eq!(desk.json(&["stats", "--json"])["articles"], 1);
    fs::remove_file(desk.path().join("news/note.txt")).unwrap();
    index(&desk);
    assert_eq!(desk.run(&["stats"]).code, Some(1));
}

#[test]
fn what_was_renamed_is_found_under_its_new_name_only() {
    let desk = Desk::with_index();
    fs::rename(desk.path().join("news/note.txt"), desk.path().join("news/harbour.txt")).unwrap();
    let run = index(&desk);
    assert!(run.out.contains("1 file removed") && run.out.contains("1 file unchanged"), "{}", run.out);
    assert_eq!(found(&desk, "nobody has won"), [("news/harbour.txt".into(), "John Holm".into())]);
    assert_eq!(desk.run(&["show", "note.txt"]).code, Some(1));
}

#[test]
fn a_record_added_to_a_file_is_found_and_the_others_are_there_once() {
    let desk = Desk::with_index();
    let wire = desk.path().join("news/wire.jsonl");
    let more = r#"{"id": "w-3", "title": "Third", "body": "“The ferry is late,” said Bo Ek."}"#;
    fs::write(&wire, fs::read_to_string(&wire).unwrap() + more).unwrap();
    index(&desk);
    assert_eq!(found(&desk, "ferry is late").len(), 1);
    assert_eq!(found(&desk, "never will be").len(), 1);
    assert_eq!(desk.json(&["stats", "--json"])["articles"], 4);
}

#[test]
fn after_any_change_the_answers_are_those_of_a_new_index() {
    let desk = Desk::with_index();
    desk.write("news/a/new.txt", said("Bo Ek", "Sovereignty is for islands"));
    desk.write("news/note.txt", said("John Holm", "Sovereignty is no wage"));
    index(&desk);
    fs::rename(desk.path().join("news/a"), desk.path().join("news/b")).unwrap();
    index(&desk);
    desk.run(&["index", "news", "--index", "fresh"]);
    for arguments in [&["query", "who said sovereignty", "--json"][..], &["speakers", "--json"]] {
        let fresh = desk.without_scores(&[arguments, &["--index", "fresh"]].concat());
        assert_eq!(desk.without_scores(arguments), fresh, "{arguments:?}");
    }
}
