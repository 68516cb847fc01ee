//! How right the extraction is on the corpus of this repository: what was reached must not be lost.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use assert_cmd::Command;
use serde_json::{Value, json};

/// Scores of the rules on `corpus/gold.jsonl`, rounded down; `docs/accuracy.md` tells what each one means.
const REACHED: &[(&str, f64)] = &[
    ("/regions/detection/f1", 0.985),
    ("/regions/attribution/value", 0.94),
    ("/regions/end_to_end/f1", 0.925),
    ("/names/surname/value", 0.87),
    ("/attributions/overlap/f1", 0.92),
    ("/attributions/overlap_and_source/f1", 0.85),
    ("/attributions/words/f1", 0.89),
];

fn scores(gold: &str) -> Value {
    let output = Command::cargo_bin("whosaid").unwrap().args(["eval", gold, "--json"]).assert().success();
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

#[test]
fn the_scores_on_our_corpus_are_held() {
    let scores = scores("corpus/gold.jsonl");
    for &(place, least) in REACHED {
        let reached = scores.pointer(place).and_then(Value::as_f64).unwrap();
        assert!(reached >= least, "{place}: {reached} is below {least}");
    }
}

#[test]
fn a_gold_line_says_what_language_its_text_is_in() {
    let line = |language: &str| {
        let quote = json!({ "content": ["Der Damm hält"], "kind": "direct", "source": "Ilse Varga" });
        json!({ "text": "„Der Damm hält“, sagte Ilse Varga.", "language": language, "quotes": [quote] }).to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let attributed = |language: &str| {
        let gold = folder.path().join("gold.jsonl");
        std::fs::write(&gold, line(language)).unwrap();
        scores(&gold.to_string_lossy()).pointer("/regions/attribution/value").and_then(Value::as_f64)
    };
    assert_eq!(attributed("de"), Some(1.0));
    // Without tables, quotations are found and have no speaker.
    assert_eq!(attributed("it"), Some(0.0));
}

#[test]
fn every_article_of_the_corpus_is_annotated_in_the_gold() {
    let gold: Vec<Value> =
        include_str!("../corpus/gold.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(gold.len() >= 60, "{} articles", gold.len());
    let output = Command::cargo_bin("whosaid").unwrap().args(["extract", "corpus"]).assert().success();
    let extracted = output.get_output().stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count();
    assert_eq!(extracted, gold.len());
}
