//! How right the extraction is on the corpus of this repository: what was reached must not be lost.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "tests read what they wrote")]

use assert_cmd::Command;
use serde_json::{Value, json};
use whosaid::{annotate::annotate, article::Article};

/// Scores on `corpus/gold.jsonl`, rounded down; `docs/accuracy.md` tells what each one means.
const REACHED: &[(&str, f64)] = &[
    ("/regions/detection/f1", 0.976),
    ("/regions/attribution/value", 0.958),
    ("/regions/end_to_end/f1", 0.939),
    ("/names/surname/value", 0.885),
    ("/attributions/overlap/f1", 0.895),
    ("/attributions/overlap_and_source/f1", 0.831),
    ("/attributions/words/f1", 0.89),
];

/// Scores on the outlets of the corpus that print otherwise than what was learned from.
const REACHED_ELSEWHERE: &[(&str, f64)] = &[
    ("/regions/detection/f1", 0.97),
    ("/regions/attribution/value", 0.955),
    ("/regions/end_to_end/f1", 0.931),
    ("/names/surname/value", 0.89),
    ("/attributions/overlap/f1", 0.91),
    ("/attributions/overlap_and_source/f1", 0.873),
];

/// British, translated and old news, interviews, transcripts, press releases, sports, live blogs, text without paragraphs, in
/// capitals, or badly scanned: all in English.
const ELSEWHERE: &[&str] = &[
    "wexcombe-mercury",
    "evening-beacon",
    "sahil-news-agency",
    "timur-post",
    "abuoda-daily",
    "long-table",
    "atlantic-nine",
    "newsroom-direct",
    "touchline",
    "the-lantern",
    "prairie-sentinel",
    "allied-telegraph",
    "ransome-clarion",
];

/// Scores on PolNeAR's development split, less half a point.
const REACHED_ON_POLNEAR: &[(&str, f64)] = &[
    ("/regions/detection/f1", 0.979),
    ("/regions/attribution/value", 0.941),
    ("/regions/end_to_end/f1", 0.925),
    ("/names/surname/value", 0.925),
    ("/names/surname_by_name/value", 0.929),
    ("/names/surname_by_reference/value", 0.9145),
    ("/attributions/overlap/f1", 0.868),
    ("/attributions/overlap_and_source/f1", 0.762),
    ("/attributions/words/f1", 0.871),
];

/// How far confidences may be from what is right there.
const CALIBRATION: f64 = 0.03;

/// The same split printed all in capitals.
const REACHED_IN_CAPITALS: &[(&str, f64)] = &[
    ("/regions/detection/f1", 0.979),
    ("/regions/attribution/value", 0.938),
    ("/names/surname/value", 0.877),
    ("/attributions/overlap_and_source/f1", 0.741),
];

/// Where annotated news lies that is no part of this project; tests that need it do nothing without.
const EVAL: &str = "../shared/eval";

#[track_caller]
fn hold(scores: &Value, reached: &[(&str, f64)]) {
    for &(place, least) in reached {
        let reached = scores.pointer(place).and_then(Value::as_f64).unwrap();
        assert!(reached >= least, "{place}: {reached} is below {least}");
    }
}

fn scores(gold: &str) -> Value {
    let output = Command::cargo_bin("whosaid").unwrap().args(["eval", gold, "--json"]).assert().success();
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

#[test]
fn the_scores_on_our_corpus_are_held() {
    hold(&scores("corpus/gold.jsonl"), REACHED);
}

#[test]
fn the_scores_on_unusual_news_are_held() {
    let is_elsewhere = |line: &&str| {
        let gold: Value = serde_json::from_str(line).unwrap();
        ELSEWHERE.contains(&gold["path"].as_str().unwrap().split('/').next().unwrap())
    };
    let lines: Vec<String> = include_str!("../corpus/gold.jsonl")
        .lines()
        .filter(is_elsewhere)
        .map(|line| {
            let mut gold: Value = serde_json::from_str(line).unwrap();
            let path = std::path::absolute(format!("corpus/{}", gold["path"].as_str().unwrap())).unwrap();
            gold["path"] = json!(path);
            gold.to_string()
        })
        .collect();
    assert!(lines.len() >= 40, "{} articles", lines.len());
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.jsonl");
    std::fs::write(&gold, lines.join("\n")).unwrap();
    hold(&scores(&gold.to_string_lossy()), REACHED_ELSEWHERE);
}

#[test]
fn the_scores_on_polnear_are_held() {
    let gold = format!("{EVAL}/polnear-dev.jsonl");
    if std::path::Path::new(&gold).exists() {
        let scores = scores(&gold);
        hold(&scores, REACHED_ON_POLNEAR);
        let error = scores["confidence"]["expected_calibration_error"].as_f64().unwrap();
        assert!(error <= CALIBRATION, "confidences are {error} away from what is right");
    }
}

#[test]
fn the_scores_on_polnear_in_capitals_are_held() {
    let Ok(text) = std::fs::read_to_string(format!("{EVAL}/polnear-dev.jsonl")) else { return };
    let in_capitals = |line: &str| {
        let mut gold: Value = serde_json::from_str(line).unwrap();
        // Offsets count characters: one stays one.
        let capital = |c: char| c.to_uppercase().next().filter(|_| c.to_uppercase().count() == 1).unwrap_or(c);
        gold["text"] = gold["text"].as_str().unwrap().chars().map(capital).collect::<String>().into();
        gold.to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.jsonl");
    std::fs::write(&gold, text.lines().map(in_capitals).collect::<Vec<_>>().join("\n")).unwrap();
    hold(&scores(&gold.to_string_lossy()), REACHED_IN_CAPITALS);
}

#[test]
fn our_scores_are_those_of_the_reference_scorer() {
    let (gold, scorer) = (format!("{EVAL}/polnear-dev.jsonl"), format!("{EVAL}/score.py"));
    let Ok(text) = std::fs::read_to_string(&gold) else { return };
    let folder = tempfile::tempdir().unwrap();
    let predicted = folder.path().join("predicted.jsonl");
    let lines: Vec<String> = text.lines().map(prediction).collect();
    std::fs::write(&predicted, lines.join("\n")).unwrap();
    let python = std::process::Command::new("python3")
        .args([scorer.as_str(), gold.as_str(), &predicted.to_string_lossy(), "--bytes", "--json"])
        .output();
    // A machine without Python can't ask it.
    let Ok(output) = python else { return };
    let theirs: Value = serde_json::from_slice(&output.stdout).unwrap();
    let ours = scores(&gold);
    let same = [
        ("/A. quoted regions/detection/f1", "/regions/detection/f1"),
        ("/A. quoted regions/attribution accuracy/value", "/regions/attribution/value"),
        ("/A. quoted regions/end-to-end/f1", "/regions/end_to_end/f1"),
        ("/B. resolved names/surname/value", "/names/surname/value"),
        ("/C. all attributions/overlapping content/f1", "/attributions/overlap/f1"),
        ("/C. all attributions/overlapping content and source/f1", "/attributions/overlap_and_source/f1"),
        ("/C. all attributions/words/f1", "/attributions/words/f1"),
    ];
    for (theirs_at, ours_at) in same {
        let one = |scores: &Value, at: &str| scores.pointer(at).and_then(Value::as_f64).unwrap();
        let (theirs, ours) = (one(&theirs, theirs_at), one(&ours, ours_at));
        assert!((theirs - ours).abs() < 0.001, "{ours_at}: {ours}, the reference has {theirs}");
    }
}

/// A gold line's article as the reference scorer wants it annotated.
fn prediction(line: &str) -> String {
    let gold: Value = serde_json::from_str(line).unwrap();
    let body = gold["text"].as_str().unwrap().to_owned();
    let annotated = annotate(Article { body, ..Article::default() });
    let quotes: Vec<Value> = annotated
        .quotes
        .iter()
        .map(|quote| {
            json!({
                "start": quote.content().start,
                "end": quote.content().end,
                "kind": quote.kind,
                "source_start": quote.source.map(|source| source.start),
                "source_end": quote.source.map(|source| source.end),
                "speaker": quote.speaker.as_ref().map(|speaker| &speaker.name),
                "confidence": quote.confidence,
            })
        })
        .collect();
    json!({ "id": gold["id"], "quotes": quotes }).to_string()
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
    // Those that only show a format have one quotation each, which tests/every_format looks for.
    let shows_a_format = |line: &&[u8]| {
        let extracted: Value = serde_json::from_slice(line).unwrap();
        extracted["path"].as_str().unwrap().starts_with("corpus/formats/")
    };
    let gold: Vec<Value> =
        include_str!("../corpus/gold.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(gold.len() >= 60, "{} articles", gold.len());
    let output = Command::cargo_bin("whosaid").unwrap().args(["extract", "corpus"]).assert().success();
    let extracted = output.get_output().stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    assert_eq!(extracted.filter(|line| !shows_a_format(line)).count(), gold.len());
}
