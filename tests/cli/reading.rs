//! The flags that say how files are read, and what `formats` tells of them.

use crate::desk::Desk;

const DUMP: &str = "\
id;Ueberschrift;Artikel;Datum;Zeitung
7;Ferry stays;“Nobody here can walk on water,” said Ilse Varga.;03/04/2019;Harbor Gazette
8;Oven out;“I am tired,” said Otto Lind.;04/04/2019;Harbor Gazette
";

const NAMED: [&str; 8] =
    ["--field", "body=Artikel", "--field", "title=Ueberschrift", "--field", "date=Datum", "--field", "outlet=Zeitung"];

/// Of the articles extracted with these flags, a field each.
fn extracted(desk: &Desk, flags: &[&str], field: &str) -> Vec<String> {
    let run = desk.run(&[&["extract", "news", "--with-body"], flags].concat());
    let lines = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.map(|line| line[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn formats_lists_what_is_read() {
    let desk = Desk::empty();
    let run = desk.run(&["formats"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("formats", run.out);
}

#[test]
fn formats_shows_what_a_file_would_give_before_it_is_indexed() {
    let desk = Desk::with_news();
    desk.write("news/dump.csv", DUMP);
    desk.write("news/ship.png", b"\x89PNG\r\n\x1a\n\0\0");
    desk.write("news/cut.json", "{\"title\": \"A\", \"body\": \"It ends in the mid");
    let run = desk.run(&["formats", "news", "nowhere.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("formats_news", run.out);
    let named = desk.run(&[&["formats", "news/dump.csv"], &NAMED[..]].concat());
    insta::assert_snapshot!("formats_named", named.out);
    let json = desk.run(&[&["formats", "news/dump.csv", "--json", "--day-first"], &NAMED[..]].concat());
    insta::assert_snapshot!("formats_json", json.out);
}

#[test]
fn formats_says_by_its_exit_code_whether_there_is_an_article() {
    let desk = Desk::with_news();
    desk.write("ship.png", "x");
    assert_eq!(desk.run(&["formats", "ship.png"]).code, Some(1));
    assert_eq!(desk.run(&["formats", "ship.png", "news/note.txt"]).code, Some(0));
}

#[test]
fn formats_looks_into_compressed_files() {
    use std::io::Write;

    let desk = Desk::empty();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"{\"title\": \"Ships\", \"body\": \"No ships.\"}\n{\"body\": \"None.\"}\n").unwrap();
    std::fs::write(desk.path().join("news.jsonl.gz"), packed.finish().unwrap()).unwrap();
    let told = desk.run(&["formats", "news.jsonl.gz"]);
    assert!(told.out.starts_with("news.jsonl.gz: JSON Lines\n") && told.out.contains("title: Ships"), "{}", told.out);
}

#[test]
fn a_format_can_be_forced() {
    let desk = Desk::empty();
    desk.write("news/story.log", "“No ships,” said Ada Lund.\n");
    desk.write("news/table.dat", "text\n\"“None,” said Tom Roe.\"\n");
    assert_eq!(extracted(&desk, &[], "body"), [""; 0]);
    assert_eq!(extracted(&desk, &["--format", "plain text"], "body").len(), 2);
    assert_eq!(extracted(&desk, &["--format", "csv"], "body"), ["“None,” said Tom Roe."]);
    let wrong = desk.run(&["extract", "news", "--format", "wordstar"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("there are HTML, JSON Feed"), "{}", wrong.err);
}

#[test]
fn a_pattern_and_a_table_fill_what_files_do_not_tell() {
    let desk = Desk::empty();
    desk.write(
        "news/Harbor_Gazette/2019/03/04-ferry.txt",
        "Ferry stays\n\n“Nobody can walk on water,” said Ilse Varga.\n",
    );
    desk.write(
        "news/Harbor_Gazette/2019/03/05-oven.txt",
        "Oven out\nBy Ann Lee | Northern Wire | March 1, 2019\n\n“I am tired,” said Otto Lind.\n",
    );
    desk.write("news/known.csv", "file;author;date\n04-ferry.txt;Kim Bo;2019-02-02\n05-oven.txt;Kim Bo;2019-02-02\n");
    let fields = |flags: &[&str]| {
        let index = desk.path().join("index");
        let run = desk.run(&[&["index", "news", "--quiet", "--index", index.to_str().unwrap()], flags].concat());
        assert!(run.code == Some(0), "{}", run.err);
        let hits = desk.json(&["query", "--index", index.to_str().unwrap(), "--json", "--topic", "water"]);
        let article = &hits["hits"][0]["article"];
        (article["outlet"].as_str().map(str::to_owned), article["published"].as_str().map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    let pattern = ["--path-pattern", "{outlet}/{year}/{month}/{day}-*"];
    let table = ["--metadata", "news/known.csv"];
    // Each in the same index: files are read again when what is known of them changed.
    assert_eq!(fields(&[]), (None, None));
    assert_eq!(fields(&pattern), (some("Harbor Gazette"), some("2019-03-04")));
    assert_eq!(fields(&table), (None, some("2019-02-02")));
    assert_eq!(fields(&[pattern, table].concat()), (some("Harbor Gazette"), some("2019-02-02")));
    desk.write("news/known.csv", "file;outlet\n04-ferry.txt;Delta Wire\n");
    assert_eq!(fields(&table), (some("Delta Wire"), None));
}

#[test]
fn dates_with_two_readings_are_told_once_and_read_again_when_the_user_says_how() {
    let desk = Desk::empty();
    desk.write("news/dump.csv", DUMP);
    let index = |flag: &[&str]| desk.run(&[&["index", "news"], &NAMED[..], flag].concat());
    let first = index(&[]);
    assert!(first.out.contains("1 article has no date, as the one it gives can be read in two ways"), "{}", first.out);
    let second = index(&["--day-first"]);
    assert!(second.out.starts_with("2 articles") && !second.out.contains("two ways"), "{}", second.out);
    assert_eq!(desk.json(&["stats", "--json"])["first"], "2019-04-03");
    index(&["--month-first"]);
    assert_eq!(desk.json(&["stats", "--json"])["first"], "2019-03-04");
    assert_eq!(index(&["--month-first", "--day-first"]).code, Some(2));
}

#[test]
fn a_flag_that_can_t_be_followed_is_told_before_anything_is_read() {
    let desk = Desk::with_news();
    desk.write("prices.csv", "day,price\n");
    for (flags, expected) in [
        (["--path-pattern", "{paper}/*"], "a path tells no “{paper}”"),
        (["--path-pattern", "{outlet}{title}"], "nothing parts “{title}”"),
        (["--metadata", "nowhere.csv"], "nowhere.csv: can't be read"),
        (["--metadata", "prices.csv"], "prices.csv: no column tells which article a row belongs to"),
    ] {
        let run = desk.run(&["index", "news", flags[0], flags[1]]);
        assert!(run.code == Some(2) && run.err.contains(expected), "{flags:?}: {}", run.err);
    }
}

#[test]
fn the_heads_of_articles_are_scored_against_labels() {
    let desk = Desk::empty();
    let page = "<html><head><title>Ferry stays - Sea News</title></head><body><article><h1>Ferry stays</h1><p>By Ann Lee</p>
        <p>March 3, 2019</p><p>“Nobody here can walk on water,” said Ilse Varga, who has the ferry, at the quay on Monday.</p></article>";
    desk.write("news/a1f0.html", page);
    desk.write("labels.tsv", "# by hand\na1f0\tFerry stays\t2019-03-03\tAnn Lee; Tom Roe\nb2\tNo such page\t-\t-\n");
    let run = desk.run(&["eval", "--fields", "labels.tsv", "news", "--errors", "5"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("eval_fields", run.out);
    desk.write("labels.tsv", "a1f0\tFerry stays\n");
    let run = desk.run(&["eval", "--fields", "labels.tsv", "news"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("labels.tsv:1: not four columns"), "{}", run.err);
}

#[test]
fn posts_that_a_page_embeds_are_their_authors() {
    let desk = Desk::empty();
    let page = r#"<html><head><title>Harbour fee divides Harwell</title></head><body><article><h1>Harbour fee divides Harwell</h1>
        <p>The mayor of Harwell defended the new harbour fee on Monday, hours after fishermen had blocked the quay with nets and crates.</p>
        <blockquote class="twitter-tweet"><p lang="en" dir="ltr">The fee pays for the dredger.<br><br>Without it no boat leaves port.
        <a href="https://t.co/x">https://t.co/x</a></p>&mdash; Ilse Varga (@ilsevarga) <a href="https://example.org/1">May 4, 2020</a></blockquote>
        <p>Peter Lund, who speaks for the fishermen, left the quay at noon, and the nets with him. Nobody was hurt, the police reported.</p>
        </article></body></html>"#;
    desk.write("news/fee.html", page);
    let text = "Harbour fee divides Harwell\n\nThe mayor defended the fee.\n\n\
        Nobody asked “the people” here. pic.twitter.com/a1 — Peter Lund (@plund) May 5, 2020\n";
    desk.write("news/fee.txt", text);
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
    for (words, speaker) in [("without it no boat", "Ilse Varga"), ("nobody asked the people", "Peter Lund")] {
        let answer = desk.json(&["query", "--phrase", words, "--json"]);
        let hit = &answer["hits"][0];
        assert_eq!((&hit["speaker"], &hit["step"]), (&speaker.into(), &"signature".into()), "{words}: {answer}");
        assert!(hit["confidence"].as_f64().unwrap() > 0.9, "{hit}");
        let text = hit["text"].as_str().unwrap();
        assert!(!text.contains("pic.twitter.com") && !text.contains("t.co"), "{text}");
    }
}

#[test]
fn who_spoke_together_is_found_by_either_name() {
    let desk = Desk::empty();
    desk.write("news/a.txt", "Dam to stay\n\n“Nothing moves down there,” Ilse Varga and Peter Lund wrote on Monday.\n");
    desk.write("news/b.txt", "Dam debated\n\n“It leaks,” Peter Lund said on Tuesday.\n");
    assert_eq!(desk.run(&["index", "news"]).code, Some(0));
    for (asked, totals) in [("Varga", 1), ("Ilse Varga", 1), ("Lund", 2)] {
        let answer = desk.json(&["query", "--speaker", asked, "--json"]);
        assert_eq!(answer["total"], totals, "{asked}: {answer}");
    }
    let answer = desk.json(&["query", "--speaker", "Varga", "--json"]);
    assert_eq!(answer["hits"][0]["speaker"], "Ilse Varga; Peter Lund");
    assert_eq!(answer["hits"][0]["source"], "Ilse Varga and Peter Lund");
    let shown = desk.run(&["query", "--speaker", "Varga"]);
    assert!(shown.out.contains("Ilse Varga and Peter Lund"), "{}", shown.out);
}
