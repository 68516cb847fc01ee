//! Holds the output to docs/schema.json, and docs/json.md to both.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod schema;

use std::{path::Path, process::Command};

use assert_cmd::cargo::CommandCargoExt as _;
use schema::Schema;
use serde_json::Value;

/// Articles with all that may be missing: a date, an outlet, a speaker, a role, a cue.
const ARTICLES: &[(&str, &str)] = &[
    (
        "harbour.jsonl",
        r#"{"id": "hp-1", "title": "Minister rejects naval base", "outlet": "Harbour Post", "author": "Ada Lund", "published": "2019-03-04T10:15:00-05:00", "url": "https://harbourpost.example/1", "body": "PORT ALVA - The foreign minister, Inés Núñez, rejected a naval base on Monday.\n\n“Our sovereignty is not for sale,” Núñez told reporters, “and it never will be.”\n\nShe said that talks would go on.\n\nAccording to Tom O’Neill, the harbour master, sovereignty is “a word for speeches.”"}
{"id": "hp-2", "title": "Port strike ends", "outlet": "Harbour Post", "published": "2020-07-08", "body": "“We are back at work, and nobody has won,” said Per Holm, who leads the dockers’ union.\n\nThe Delta Port Authority said in a statement: “We thank everybody who kept the harbour open.”"}
"#,
    ),
    // The same text as the first, in another paper.
    (
        "reprint.jsonl",
        r#"{"id": "dw-1", "title": "No base in Port Alva", "outlet": "Delta Wire", "published": "2019-03-05", "body": "PORT ALVA - The foreign minister, Inés Núñez, rejected a naval base on Monday.\n\n“Our sovereignty is not for sale,” Núñez told reporters, “and it never will be.”\n\nShe said that talks would go on.\n\nAccording to Tom O’Neill, the harbour master, sovereignty is “a word for speeches.”"}
"#,
    ),
    (
        "note.txt",
        "A note on a door\n\n“We will see about sovereignty tomorrow,” it read, and nobody knew who had put it there.\n",
    ),
];

fn schema() -> Schema {
    Schema::read(&read("docs/schema.json"))
}

#[expect(clippy::disallowed_methods, reason = "documents of the project are no input of whosaid")]
fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Runs whosaid in `folder` and reads its output as JSON Lines, or as one document when it is that.
fn run(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    let output = command.current_dir(folder).env_remove("WHOSAID_INDEX").args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "whosaid {arguments:?}: {}\n{errors}\n{text}", output.status);
    serde_json::Deserializer::from_str(&text).into_iter().map(|value| value.expect("the output is JSON")).collect()
}

/// A folder with the articles, indexed.
fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    std::fs::create_dir(&news).unwrap();
    for (name, text) in ARTICLES {
        std::fs::write(news.join(name), text).unwrap();
    }
    run(folder.path(), &["index", "news", "--quiet"]);
    folder
}

#[test]
fn every_form_of_output_is_as_its_definition_says() {
    let folder = indexed();
    let schema = schema();
    let questions = "{\"id\": 1, \"question\": \"who said sovereignty\"}\n{\"id\": \"x\", \"speaker\": \"Nunes\"}\n{\"topic\": \"union\"}\n";
    std::fs::write(folder.path().join("questions.jsonl"), questions).unwrap();
    for (definition, least, arguments) in [
        ("answer", 1, &["query", "who said sovereignty", "--json"][..]),
        ("answer", 1, &["query", "sovereignty", "--json", "--after", "2019", "--before", "2026", "--kind", "direct"]),
        ("answer", 1, &["query", "speaker:Nunes confidence:0.1", "--json", "--group", "month"]),
        ("answer", 1, &["query", "--entity", "Núñez", "--json", "--group", "article", "--limit", "1"]),
        ("hit", 3, &["query", "who said sovereignty", "--jsonl"]),
        ("answered", 3, &["query", "--batch", "questions.jsonl"]),
        ("speakers", 1, &["speakers", "--json"]),
        ("speaker", 3, &["speakers", "--jsonl"]),
        ("statistics", 1, &["stats", "--json"]),
        ("check", 1, &["check-index", "--json"]),
        ("extract", 3, &["extract", "news"]),
        ("formats", 1, &["formats", "--json"]),
        ("inspection", 1, &["formats", "--json", "news", "nowhere.txt"]),
        ("extract", 3, &["extract", "news", "--with-body"]),
        ("extract", 1, &["show", "hp-1", "--json"]),
        ("extract", 1, &["show", "hp-1", "--explain", "--json"]),
        ("extract", 1, &["show", "note.txt", "--explain", "--json"]),
    ] {
        let values = run(folder.path(), arguments);
        assert!(values.len() >= least, "whosaid {arguments:?} gives {} values only", values.len());
        for value in values {
            let problems = schema.problems(definition, &value);
            assert!(problems.is_empty(), "whosaid {arguments:?}:\n{}", problems.join("\n"));
        }
    }
}

#[test]
fn every_failure_is_as_its_definition_says() {
    let folder = indexed();
    std::fs::write(folder.path().join("news/cut.json"), "{\"title\": \"A\", \"body\": \"It ends in the mid").unwrap();
    run(folder.path(), &["index", "news", "--quiet", "--errors", "failed.jsonl"]);
    let failed = std::fs::File::open(folder.path().join("failed.jsonl")).unwrap();
    let failed: Vec<Value> = serde_json::Deserializer::from_reader(failed).into_iter().map(Result::unwrap).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(schema().problems("problem", &failed[0]), Vec::<String>::new());
    assert_eq!(failed[0]["path"], "news/cut.json");
}

#[test]
fn a_damaged_index_is_told_as_its_definition_says() {
    let folder = indexed();
    for file in std::fs::read_dir(folder.path().join(".whosaid")).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "store") {
            std::fs::remove_file(file).unwrap();
        }
    }
    let mut command = Command::cargo_bin("whosaid").unwrap();
    let output = command.current_dir(folder.path()).args(["check-index", "--json", "--index", ".whosaid"]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema().problems("check", &value), Vec::<String>::new());
    assert_eq!((value["sound"].as_bool(), value["incomplete"].as_array().unwrap().len()), (Some(false), 3));
    assert!(value["damage"][0]["remedy"].as_str().unwrap().contains("--repair"), "{value}");
}

#[test]
fn all_offsets_are_bytes_of_the_texts_that_they_point_into() {
    let folder = indexed();
    let words = |text: &str, span: &Value| {
        let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].to_owned()
    };
    let articles = run(folder.path(), &["extract", "news", "--with-body"]);
    let answer = run(folder.path(), &["query", "who said sovereignty", "--json"]).remove(0);
    let hits = answer["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    assert!(hits.iter().any(|hit| hit["article"]["also"][0]["outlet"] == "Delta Wire"));
    for hit in hits {
        let text = hit["text"].as_str().unwrap();
        let article = articles.iter().find(|article| article["id"] == hit["article"]["id"]).unwrap();
        assert_eq!(words(article["body"].as_str().unwrap(), hit), text);
        for highlight in hit["highlights"].as_array().unwrap() {
            assert_eq!(words(text, highlight).to_lowercase(), "sovereignty");
        }
    }
}

#[test]
fn groups_are_added_to_the_flat_ranking() {
    let folder = indexed();
    let flat = run(folder.path(), &["query", "who said sovereignty", "--json", "--group", "none"]).remove(0);
    let grouped = run(folder.path(), &["query", "who said sovereignty", "--json"]).remove(0);
    assert_eq!(flat["hits"], grouped["hits"]);
    assert_eq!(flat.get("groups"), None);
    let counts = grouped["groups"].as_array().unwrap().iter().map(|group| group["count"].as_u64().unwrap());
    assert_eq!(counts.sum::<u64>(), grouped["total"].as_u64().unwrap());
}

#[test]
fn every_field_is_documented() {
    let text = read("docs/json.md");
    let schema = schema();
    let fields = schema.fields();
    let missing: Vec<_> = fields.iter().filter(|field| !text.contains(&format!("`{field}`"))).collect();
    assert!(fields.len() > 40 && missing.is_empty(), "docs/json.md does not mention {missing:?}");
}
