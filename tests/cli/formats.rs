//! What scripts read: each form parses, and all say the same.

use std::{collections::BTreeSet, process::Stdio};

use serde_json::Value;

use crate::desk::{Desk, Run};

fn table(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_answer_is_the_same_in_json_in_lines_and_as_a_table() {
    let desk = Desk::with_index();
    desk.write(
        "news/hard.json",
        "{\"title\": \"Commas, \\\"marks\\\"; and\\nbreaks\", \"body\": \"“Sovereignty, friends, is \\\"ours\\\"; we know,” said Bo Ek.\"}",
    );
    desk.run(&["index", "news"]);
    let out = |form: &str| desk.run(&["query", "sovereignty", form]).out;
    let document: Value = serde_json::from_str(&out("--json")).unwrap();
    let hits = document["hits"].as_array().unwrap();
    assert_eq!((document["version"].as_u64(), hits.len()), (Some(1), 4));
    assert_eq!(&lines(&out("--jsonl")), hits);
    let csv = out("--csv");
    let header = csv::Reader::from_reader(csv.as_bytes()).headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let rows = table(&csv);
    assert_eq!(rows.len(), hits.len());
    for (row, hit) in rows.iter().zip(hits) {
        for name in ["speaker", "text"] {
            assert_eq!(&row[column(name)], hit[name].as_str().unwrap());
        }
    }
}

#[test]
fn speakers_and_counts_are_the_same_in_each_form() {
    let desk = Desk::with_index();
    let document = desk.json(&["speakers", "--json"]);
    let speakers = document["speakers"].as_array().unwrap();
    assert_eq!(&lines(&desk.run(&["speakers", "--jsonl"]).out), speakers);
    assert_eq!(table(&desk.run(&["speakers", "--csv"]).out).len(), speakers.len());
    assert_eq!(desk.json(&["speakers", "--json", "--limit", "1"])["speakers"].as_array().unwrap().len(), 1);
    let statistics = desk.json(&["stats", "--json"]);
    let count: u64 = speakers.iter().map(|speaker| speaker["quotes"].as_u64().unwrap()).sum();
    assert_eq!(statistics["attributed"].as_u64(), Some(count));
}

#[test]
fn nothing_found_is_an_empty_answer_in_each_form() {
    let desk = Desk::with_index();
    let out = |form: &str| desk.run(&["query", "xylophone", form]).out;
    let document: Value = serde_json::from_str(&out("--json")).unwrap();
    assert_eq!((&document["total"], &document["hits"]), (&0.into(), &Value::Array(Vec::new())));
    assert_eq!(out("--jsonl"), "");
    assert_eq!((out("--csv").lines().count(), table(&out("--csv")).len()), (1, 0));
}

#[test]
fn extracted_offsets_are_bytes_of_the_body_and_an_article_shown_is_the_article_extracted() {
    let desk = Desk::with_index();
    let articles = lines(&desk.run(&["extract", "news", "--with-body"]).out);
    assert_eq!(articles.len(), 3);
    for article in &articles {
        let body = article["body"].as_str().unwrap();
        let words = |item: &Value, start: &str, end: &str| {
            let at = |key: &str| usize::try_from(item[key].as_u64().unwrap()).unwrap();
            body[at(start)..at(end)].to_owned()
        };
        for quote in article["quotes"].as_array().unwrap() {
            let said = words(quote, "start", "end");
            assert!(!said.is_empty() && !said.starts_with('“') && !said.ends_with('”'), "{said}");
            let speaker = quote["speaker"].as_str().unwrap();
            assert!(speaker.contains(&words(quote, "source_start", "source_end")), "{quote}");
        }
        for entity in article["entities"].as_array().unwrap() {
            let name = entity["name"].as_str().unwrap();
            assert!(name.contains(&words(entity, "start", "end")), "{entity}");
        }
        let shown = desk.json(&["show", article["id"].as_str().unwrap(), "--json"]);
        assert_eq!(&shown, article);
    }
    assert!(lines(&desk.run(&["extract", "news"]).out).iter().all(|article| article.get("body").is_none()));
}

#[test]
fn extraction_of_many_articles_gives_the_same_bytes_however_many_threads_work() {
    let desk = Desk::with_news();
    let record = |n: u32| format!("{{\"body\": \"“It is day {n},” said Ada Lund.{}\"}}\n", " It rained.".repeat(50));
    desk.write("news/many.jsonl", (0..3_000).map(record).collect::<String>() + "{\"body\": \n");
    desk.write("news/zebra.txt", "Zebra\n\n“It is striped,” said Tom Roe.\n");
    let extract = |threads: &str| desk.run(&["extract", "news", "--threads", threads]);
    let (one, four) = (extract("1"), extract("4"));
    assert_eq!(one.out.lines().count(), 3_004);
    assert!(one.out == four.out && one.err == four.err && !one.err.is_empty());
}

#[test]
fn fields_named_by_the_user_are_extracted() {
    let desk = Desk::empty();
    desk.write("a.json", r#"{"n": 7, "story": {"text": "“It is wet today,” John Holm said."}, "body": "Nothing."}"#);
    let field = ["--field", "body=story.text", "--field", "id=n"];
    let article = &lines(&desk.run(&[&["extract", "a.json", "--with-body"], &field[..]].concat()).out)[0];
    assert_eq!((&article["id"], &article["quotes"][0]["speaker"]), (&"7".into(), &"John Holm".into()));
    assert_eq!(lines(&desk.run(&["extract", "a.json", "--with-body"]).out)[0]["body"], "Nothing.");
}

#[test]
fn every_flag_that_narrows_leaves_something_out_and_not_all() {
    let desk = Desk::with_index();
    desk.write("news/odd.txt", "Odd\n\nBo Ek said that the ferry was late because of “fog”, and called it normal.\n\nBo Ek wants a new pier for the boats.\n");
    desk.run(&["index", "news"]);
    let texts = |arguments: &[&str]| -> BTreeSet<String> {
        let answer = desk.json(&[&["query", "--json", "--limit", "100"], arguments].concat());
        assert_eq!(answer["total"].as_u64().unwrap(), answer["hits"].as_array().unwrap().len() as u64);
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["text"].to_string()).collect()
    };
    let all = texts(&["--min-confidence", "0"]);
    for flags in [
        ["--speaker", "Núñez"],
        ["--topic", "strike"],
        ["--phrase", "never will be"],
        ["--entity", "Geneva"],
        ["--outlet", "Delta Wire"],
        ["--author", "Vries"],
        ["--after", "2020"],
        ["--before", "2020"],
        ["--kind", "direct"],
        ["--min-confidence", "0.9"],
    ] {
        let some = texts(&flags);
        assert!(!some.is_empty() && some.len() < all.len() && some.is_subset(&all), "{flags:?}: {some:?} of {all:?}");
    }
}

#[test]
fn groups_add_to_the_flat_answer_and_sorting_orders_it() {
    let desk = Desk::with_index();
    let keys = |group: &str| -> Vec<Value> {
        let answer = desk.json(&["query", "sovereignty", "--group", group, "--json"]);
        assert_eq!(answer["hits"].as_array().unwrap().len(), 3, "{group}");
        answer["groups"].as_array().into_iter().flatten().map(|group| group["key"].clone()).collect()
    };
    let sorted = |group: &str| keys(group).iter().map(Value::to_string).collect::<BTreeSet<_>>();
    assert_eq!(sorted("speaker"), BTreeSet::from(["\"Ada Lund\"".into(), "\"Inés Núñez\"".into()]));
    assert_eq!(sorted("outlet"), BTreeSet::from(["\"Harbour Post\"".into(), "\"Delta Wire\"".into(), "null".into()]));
    assert_eq!(sorted("month"), BTreeSet::from(["\"2019-03\"".into(), "\"2021-05\"".into(), "null".into()]));
    assert_eq!(keys("article").len(), 3);
    assert_eq!(keys("none").len(), 0);
    let first = |sort: &str| desk.json(&["query", "sovereignty", "--sort", sort, "--json"])["hits"][0].clone();
    assert_eq!(first("date")["article"]["published"], "2021-05-06");
    assert_eq!(first("speaker")["speaker"], "Ada Lund");
    let answer = desk.json(&["query", "sovereignty", "--sort", "confidence", "--json"]);
    let confidences = answer["hits"].as_array().unwrap().iter().map(|hit| hit["confidence"].as_f64().unwrap());
    assert!(confidences.rev().is_sorted());
}

#[test]
fn a_closed_pipe_is_silent_whatever_is_written_to_it() {
    let desk = Desk::with_index();
    for arguments in [
        &["query", "sovereignty"][..],
        &["query", "sovereignty", "--json"],
        &["query", "sovereignty", "--csv"],
        &["query", "sovereignty", "--jsonl"],
        &["speakers"],
        &["stats"],
        &["show", "note.txt"],
        &["extract", "news"],
        &["completions", "bash"],
        &["index", "news"],
    ] {
        let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Before anything can be written: as if `head` had ended at once.
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}
