//! JSON whose values are not what their names say.

use serde_json::json;

use crate::newsroom::Newsroom;

#[test]
fn elements_that_are_no_records_are_told_by_their_lines() {
    let lines = "null\n17\n\"text\"\n[1]\n{}\n\n{\"body\": \"“It is wet,” said Ada Lund.\"}\n";
    let room = Newsroom::with("odd.jsonl", lines);
    let failures = room.index().failures;
    assert_eq!(failures.len(), 5, "{failures:#?}");
    for (failure, line) in failures[..4].iter().zip(1..) {
        assert!(failure.starts_with(&format!("news/odd.jsonl:{line}: not a record")), "{failure}");
    }
    assert_eq!(failures[4], "news/odd.jsonl:5: no text (name the field that holds it: --field body=NAME)");
    assert_eq!(
        room.desk.json(&["query", "--phrase", "it is wet", "--json"])["hits"][0]["article"]["path"],
        "news/odd.jsonl"
    );
}

#[test]
fn brackets_without_end_are_told_and_do_no_harm() {
    let room = Newsroom::with("arrays.json", "[".repeat(200_000));
    room.add("objects.json", "{\"a\":".repeat(200_000) + "1" + &"}".repeat(200_000));
    room.add("lines.jsonl", "{\"a\":".repeat(200_000) + "\n");
    let failures = room.index().failures;
    assert_eq!(failures.len(), 3, "{failures:#?}");
    assert!(failures[0].starts_with("news/arrays.json:1: JSON ends in the middle of"), "{}", failures[0]);
    assert!(failures[1].starts_with("news/lines.jsonl:1: "), "{}", failures[1]);
    assert!(failures[2].starts_with("news/objects.json:1: "), "{}", failures[2]);
}

#[test]
fn values_of_other_types_are_read_as_text_or_left_out() {
    let body = "“It is wet,” said Ada Lund.";
    let room = Newsroom::new();
    let records = [
        json!({ "id": 17, "title": 2024, "body": body, "outlet": ["Harbour Post", "Delta"], "author": { "name": "Tom Vries" }, "date": 20_190_304 }),
        json!({ "id": { "a": 1 }, "title": ["Rain", "Sun"], "body": body, "date": true, "author": [null, 3, ["x"]] }),
        json!({ "id": "b", "title": { "rendered": "Rain" }, "body": [body, body], "outlet": {}, "url": [], "language": 7 }),
    ];
    room.add("odd.jsonl", records.map(|record| record.to_string()).join("\n"));
    room.add("bodies.jsonl", "{\"title\": \"A\", \"body\": {\"x\": 1}}\n{\"title\": \"B\", \"body\": false}\n");
    let failures = room.index().failures;
    assert_eq!(failures.len(), 2, "{failures:#?}");
    assert!(failures.iter().all(|failure| failure.contains("a title and no text")), "{failures:#?}");
    let answer = room.desk.json(&["query", "--phrase", "it is wet", "--json"]);
    assert_eq!(answer["total"], 4);
    let first = &room.desk.json(&["query", "--author", "vries", "--json"])["hits"][0]["article"];
    assert_eq!((&first["id"], &first["published"]), (&"17".into(), &"2019-03-04".into()));
}

#[test]
fn nonsense_for_a_date_is_no_date() {
    let room = Newsroom::new();
    let dates = [
        json!("the day after tomorrow"),
        json!("2024-13-45"),
        json!("0000-00-00"),
        json!("99999-01-01"),
        json!("2023-02-29"),
        json!(1e300),
        json!(-1),
        json!(u64::MAX),
        json!(""),
        json!(["2024"]),
    ];
    let record = |date| json!({ "title": "Rain", "body": "“It is wet,” said Ada Lund.", "date": date }).to_string();
    room.add("dates.jsonl", dates.map(record).join("\n"));
    assert_eq!(room.index().failures, [""; 0]);
    let answer = room.desk.json(&["query", "--phrase", "it is wet", "--json"]);
    assert_eq!(answer["total"], 10);
    for hit in answer["hits"].as_array().unwrap() {
        let published = &hit["article"]["published"];
        let is_sober = published.as_str().is_none_or(|date| ("1900".."2100").contains(&&date[..4]));
        assert!(is_sober, "{published}");
    }
    let undated = room.desk.json(&["query", "--phrase", "it is wet", "--after", "1000", "--json"]);
    assert!(undated["total"].as_u64().unwrap() <= 2, "{undated}");
}

#[test]
fn one_id_in_several_places_costs_no_article() {
    let record = |title: &str, body: &str| json!({ "id": "same", "title": title, "body": body }).to_string();
    let room = Newsroom::with("a.json", record("One", "“It is wet,” said Ada Lund. And so it went on for a while."));
    room.add(
        "b.jsonl",
        format!("{}\n{}\n", record("Two", "é“No,” said Tom Roe."), record("Three", "“It is dry,” said Bo Ek.")),
    );
    assert_eq!(room.index().failures, [""; 0]);
    for (article, said, others) in [
        ("a.json", "Ada Lund", ["Tom Roe", "Bo Ek"]),
        ("b.jsonl:1", "Tom Roe", ["Ada Lund", "Bo Ek"]),
        ("b.jsonl:2", "Bo Ek", ["Ada Lund", "Tom Roe"]),
    ] {
        let shown = room.desk.run(&["show", article]);
        assert_eq!(shown.code, Some(0), "{article}: {}", shown.err);
        assert!(shown.out.contains(&format!("[1] {said}\n")), "{article}: {}", shown.out);
        assert!(!others.iter().any(|other| shown.out.contains(other)), "{article}: {}", shown.out);
    }
    let several = room.desk.run(&["show", "same"]);
    assert_eq!(several.code, Some(2));
    assert!(several.err.starts_with("error: same: 3 articles answer to this (say which"), "{}", several.err);
}
