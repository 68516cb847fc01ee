use serde_json::{Value, json};

use crate::desk::Desk;

#[test]
fn found_is_0_nothing_found_is_1_and_an_error_is_2() {
    let desk = Desk::with_index();
    for (code, arguments) in [
        (0, &["query", "who", "said", "sovereignty"][..]),
        (1, &["query", "who said xylophone"]),
        (2, &["query"]),
        (2, &["query", "--after", "soon", "sovereignty"]),
        (2, &["query", "--json", "--csv", "sovereignty"]),
        (2, &["query", "--index", "elsewhere", "sovereignty"]),
        (0, &["speakers"]),
        (0, &["speakers", "minister"]),
        (1, &["speakers", "xylophone"]),
        (0, &["show", "w-1"]),
        (0, &["show", "note.txt"]),
        (1, &["show", "xylophone"]),
        (2, &["show", "wire.jsonl"]),
        (0, &["stats"]),
        (0, &["extract", "news"]),
        (2, &["extract", "missing"]),
        (2, &["index", "missing"]),
        (2, &["index"]),
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.err);
        let complains = ["error: ", "warning: "].iter().any(|label| run.err.starts_with(label));
        assert_eq!(complains, code == 2, "{arguments:?}: {}", run.err);
    }
}

#[test]
fn each_flag_says_what_its_field_of_the_query_says() {
    let desk = Desk::with_index();
    for (flag, value, field, understood) in [
        ("--speaker", "Núñez", "speaker", json!("Núñez")),
        ("--topic", "sale", "topic", json!("sale")),
        ("--phrase", "never will be", "phrases", json!(["never will be"])),
        ("--entity", "Geneva", "entities", json!(["Geneva"])),
        ("--outlet", "Delta", "outlet", json!("Delta")),
        ("--author", "Vries", "author", json!("Vries")),
        ("--after", "2020", "after", json!("2020-01-01")),
        ("--before", "2020-02", "before", json!("2020-02-29")),
        ("--kind", "direct", "kind", json!("direct")),
        ("--min-confidence", "0.5", "min_confidence", json!(0.5)),
    ] {
        let answer = desk.json(&["query", flag, value, "--json"]);
        assert_eq!(answer["query"][field], understood, "{flag}");
        let total = answer["total"].as_u64().unwrap();
        assert!(total > 0, "{flag} {value} finds nothing");
    }
    for (flag, value, field, understood) in [
        ("--limit", "1", "limit", json!(1)),
        ("--offset", "1", "offset", json!(1)),
        ("--sort", "date", "sort", json!("date")),
        ("--sort", "confidence", "sort", json!("confidence")),
        ("--sort", "speaker", "sort", json!("speaker")),
        ("--group", "month", "group", json!("month")),
    ] {
        let answer = desk.json(&["query", "sovereignty", flag, value, "--json"]);
        assert_eq!(answer["query"][field], understood, "{flag} {value}");
    }
}

#[test]
fn flags_narrow_what_a_question_finds() {
    let desk = Desk::with_index();
    let titles = |arguments: &[&str]| -> Vec<Value> {
        let answer = desk.json(&[&["query", "sovereignty", "--json", "--speaker", "nunez"], arguments].concat());
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["article"]["title"].clone()).collect()
    };
    assert_eq!(titles(&["--sort", "date"]), ["Minister speaks again", "Minister rejects naval base"]);
    assert_eq!(titles(&["--after", "2020"]), ["Minister speaks again"]);
    assert_eq!(titles(&["--before", "2019"]), ["Minister rejects naval base"]);
    assert_eq!(titles(&["--outlet", "harbour post"]), ["Minister rejects naval base"]);
    assert_eq!(titles(&["--sort", "date", "--limit", "1"]), ["Minister speaks again"]);
    assert_eq!(titles(&["--sort", "date", "--offset", "1"]), ["Minister rejects naval base"]);
}

#[test]
fn nobody_leaves_out_more_hits_than_are_ranked_for_it() {
    let desk = Desk::with_index();
    assert_eq!(desk.json(&["query", "sovereignty", "--offset", "10000", "--json"])["hits"], json!([]));
    let refused = desk.run(&["query", "sovereignty", "--offset", "10001"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--offset 10001 is more than 10000 (the limit)"), "{}", refused.err);
    desk.write("questions.jsonl", "{\"id\": 7, \"topic\": \"sovereignty\", \"offset\": 1000000}\n");
    let answer = desk.run(&["query", "--batch", "questions.jsonl"]);
    assert_eq!(answer.code, Some(2));
    assert!(answer.out.contains("more than 10000 (the limit)"), "{}", answer.out);
}

#[test]
fn a_field_without_a_word_finds_nothing_and_says_so() {
    let desk = Desk::with_index();
    for (flag, name) in [("--outlet", "outlet"), ("--author", "author"), ("--entity", "entity")] {
        let answer = desk.json(&["query", "sovereignty", flag, "***", "--json"]);
        assert_eq!(answer["total"], 0, "{flag}");
        let note = format!("nothing to search for in the {name} \"***\"");
        assert!(answer["notes"].as_array().unwrap().contains(&json!(note)), "{}", answer["notes"]);
    }
    assert_eq!(desk.run(&["speakers", "???"]).code, Some(1));
}

#[test]
fn a_line_of_two_files_whose_paths_end_alike_is_not_taken_for_one() {
    let desk = Desk::empty();
    let story = |words: &str| format!("{{\"title\": \"{words}\", \"body\": \"“{words},” said Ann Lee.\"}}\n");
    desk.write("news/2025/wire.jsonl", story("No ship sails") + &story("No cart rolls"));
    desk.write("news/2026/wire.jsonl", story("No bell rings") + &story("No lamp burns"));
    desk.run(&["index", "news"]);
    let shown = desk.run(&["show", "2026/wire.jsonl:2"]);
    assert!(shown.out.contains("No lamp burns"), "{}{}", shown.out, shown.err);
    let several = desk.run(&["show", "wire.jsonl:2"]);
    assert_eq!(several.code, Some(2), "{}{}", several.out, several.err);
    assert!(several.err.contains("2 articles"), "{}", several.err);
}

#[test]
fn every_form_of_question_is_understood() {
    let desk = Desk::with_index();
    for (question, form) in [
        (&["who", "said", "sovereignty"][..], "who-said"),
        (&["who said 'never will be'"], "who-said"),
        (&["who", "said", "never will be"], "who-said"),
        (&["what did Núñez say about sovereignty"], "what-did-say"),
        (&["did", "Núñez", "say", "it never will be"], "did-say"),
        (&["quotes by Inés Núñez on sovereignty"], "quotes-by"),
        (&["speaker:nunez", "topic:sovereignty", "outlet:harbour", "after:2019-01"], "fields"),
        (&["sovereignty"], "topic"),
    ] {
        let answer = desk.json(&[&["query", "--json"], question].concat());
        assert_eq!(answer["query"]["form"], form, "{question:?}");
        assert!(answer["total"].as_u64().unwrap() > 0, "{question:?} finds nothing");
    }
}

#[test]
fn a_word_with_a_space_that_the_shell_made_is_a_phrase() {
    let desk = Desk::with_index();
    let answer = desk.json(&["query", "did", "Núñez", "say", "not for sale and it never", "--json"]);
    assert_eq!(answer["query"]["phrases"], json!(["not for sale and it never"]));
    // The phrase runs over the interruption.
    assert_eq!(answer["total"], 1);
}

#[test]
fn the_index_is_found_from_below_by_flag_and_by_variable() {
    let desk = Desk::with_index();
    let below = desk.path().join("news");
    let code = |command: &mut std::process::Command| command.output().unwrap().status.code();
    assert_eq!(code(desk.command(&["stats"]).current_dir(&below)), Some(0));
    assert_eq!(code(desk.command(&["stats", "--index", "../.whosaid"]).current_dir(&below)), Some(0));
    assert_eq!(code(desk.command(&["--index", "../.whosaid", "stats"]).current_dir(&below)), Some(0));
    let elsewhere = Desk::empty();
    assert_eq!(code(&mut elsewhere.command(&["stats"])), Some(2));
    let index = desk.path().join(".whosaid");
    assert_eq!(code(elsewhere.command(&["stats"]).env("WHOSAID_INDEX", &index)), Some(0));
    assert_eq!(code(desk.command(&["stats"]).env("WHOSAID_INDEX", "")), Some(0));
}

#[test]
fn asking_with_a_corpus_brings_its_index_up_to_date_first() {
    let desk = Desk::with_news();
    let ask = || desk.run(&["query", "--corpus", "news", "who said sovereignty", "--json"]);
    let total = |out: &str| serde_json::from_str::<Value>(out).unwrap()["total"].as_u64().unwrap();
    let first = ask();
    assert_eq!((first.code, total(&first.out)), (Some(0), 3));
    assert!(first.err.starts_with("indexed 3 articles with "), "{}", first.err);
    desk.write("news/more.txt", "Rain\n\n“Sovereignty is wet today,” John Holm said.\n");
    let second = ask();
    assert_eq!(total(&second.out), 4);
    assert!(second.err.starts_with("indexed 1 article with "), "{}", second.err);
    let third = ask();
    assert_eq!((third.err.as_str(), third.out), ("index is up to date: 3 files\n", second.out));
    let missing = desk.run(&["query", "--corpus", "missing", "sovereignty"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
}

#[test]
fn a_batch_is_answered_line_by_line_in_its_order() {
    let desk = Desk::with_index();
    let ask = |questions: &str| {
        desk.write("questions.jsonl", questions);
        let run = desk.run(&["query", "--batch", "questions.jsonl"]);
        let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (run.code, lines)
    };
    let many: Vec<String> =
        (0..500).map(|id| format!("{{\"id\": {id}, \"question\": \"who said sovereignty\"}}")).collect();
    let (code, lines) = ask(&many.join("\n"));
    assert_eq!(code, Some(0));
    let alone = desk.json(&["query", "who said sovereignty", "--json"]);
    for (id, line) in lines.iter().enumerate() {
        assert_eq!((&line["id"], &line["hits"], &line["groups"]), (&json!(id), &alone["hits"], &alone["groups"]));
    }
    assert_eq!(lines.len(), 500);
    let (code, lines) = ask(
        "{\"id\": \"a\", \"topic\": \"xylophone\"}\n{\"id\": \"b\", \"sort\": \"size\"}\n{broken\n\n{\"speaker\": \"nunez\"}\n",
    );
    assert_eq!((code, lines.len()), (Some(2), 4));
    assert_eq!((&lines[0]["id"], &lines[0]["total"]), (&json!("a"), &json!(0)));
    assert_eq!((&lines[1]["id"], lines[1]["error"].as_str().unwrap().contains("'size'")), (&json!("b"), true));
    assert!(lines[2]["id"].is_null() && lines[2]["error"].as_str().unwrap().starts_with("no JSON object"));
    assert!(lines[3]["id"].is_null() && lines[3]["total"].as_u64() > Some(0));
    let (_, lines) = ask("{\"speaker\": {\"name\": \"x\"}, \"id\": 7}\n");
    assert_eq!(
        (&lines[0]["id"], lines[0]["error"].is_string()),
        (&json!(7), true),
        "what is wrong stands before the id"
    );
    assert_eq!(ask("{\"topic\": \"xylophone\"}\n").0, Some(1));
    assert_eq!(desk.run(&["query", "--batch", "questions.jsonl", "who", "said"]).code, Some(2));
    assert_eq!(desk.run(&["query", "--batch", "questions.jsonl", "--json"]).code, Some(2));
    assert_eq!(desk.run(&["query", "--batch", "nowhere.jsonl"]).code, Some(2));
}
