//! Learning, as far as a few articles tell.

use std::fs;

use serde_json::{Value, json};

use crate::desk::Desk;

/// Articles that were written for this project, with what is said in them.
fn written() -> Vec<Value> {
    let lines = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/models/written.jsonl")).unwrap();
    lines.lines().take(12).map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn jsonl(rows: impl IntoIterator<Item = Value>) -> String {
    rows.into_iter().map(|row| row.to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn more_articles_are_learned_from_and_never_scored() {
    let desk = Desk::empty();
    let (gold, more) = (&written()[..4], &written()[4..]);
    desk.write("gold.jsonl", jsonl(gold.iter().cloned()));
    desk.write("more.jsonl", jsonl(more.iter().map(|row| json!({"id": row["id"], "quotes": row["quotes"]}))));
    desk.write("articles.jsonl", jsonl(more.iter().map(|row| json!({"id": row["id"], "text": row["text"]}))));
    let validate = |others: &[&str]| {
        let run = desk.run(&[&["train", "gold.jsonl", "--cross-validate", "2"], others].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.out
    };
    let alone = validate(&[]);
    let with_more = validate(&["--annotated", "more.jsonl", "--articles", "articles.jsonl"]);
    let scored = |out: &str| out.lines().next().map(str::to_owned);
    assert!(alone.contains("attribution accuracy"), "{alone}");
    assert_eq!(scored(&alone), scored(&with_more), "the same stretches in marks are scored");
    assert_ne!(alone, with_more);
}

#[test]
fn annotations_without_their_articles_are_refused() {
    let desk = Desk::empty();
    desk.write("gold.jsonl", jsonl(written()));
    let run = desk.run(&["train", "gold.jsonl", "--annotated", "gold.jsonl", "--cross-validate", "2"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--articles"), "{}", run.err);
}
