//! The same article in several files.

use crate::desk::Desk;

/// Long enough to be known by.
const TEXT: &str = "PORT ALVA - “Nobody will dredge this bay while I hold the keys to the harbour,” Ada Lund said on Monday. \
                    A channel twice as deep would let larger ships call in the summer months. \
                    The dredgers have been waiting outside of the breakwater since March, at the town’s expense.";

fn with_reprints() -> Desk {
    let desk = Desk::with_news();
    let record = |outlet: &str, day: u32, text: &str| {
        format!(
            "{{\"title\": \"Bay stays shallow\", \"outlet\": \"{outlet}\", \"published\": \"2024-05-0{day}\", \"body\": \"{text}\"}}"
        )
    };
    desk.write("news/agency.json", record("Delta Wire", 1, TEXT));
    desk.write("news/post.json", record("Harbour Post", 2, &TEXT.replace(['“', '”'], "'").replace(" - ", " — ")));
    desk.write("news/copy/of-agency.json", record("Delta Wire", 1, TEXT));
    desk
}

#[test]
fn people_are_told_once_and_in_how_many_places_more() {
    let desk = with_reprints();
    let run = desk.run(&["index", "news"]);
    assert!(run.out.contains("\n2 articles of the index are the same as others, and kept once\n"), "{}", run.out);
    let asked = desk.run(&["query", "who said dredge"]).out;
    assert!(asked.contains("1 quotation by 1 speaker"), "{asked}");
    assert!(asked.replace("\n  ", " ").contains("also in 2 other places"), "{asked}");
    let shown = desk.run(&["show", "agency.json"]).out;
    assert!(
        shown.contains("also in 2 other places:\n  news/copy/of-agency.json:1 · Delta Wire · 2024-05-01\n"),
        "{shown}"
    );
    assert!(shown.contains("  news/post.json:1 · Harbour Post · 2024-05-02\n"), "{shown}");
    assert!(desk.run(&["stats"]).out.contains("the same as one of these, and not counted: 2"));
}

#[test]
fn scripts_get_all_places() {
    let desk = with_reprints();
    desk.run(&["index", "news"]);
    let answer = desk.json(&["query", "dredge", "--json"]);
    assert_eq!(answer["total"], 1);
    let also = &answer["hits"][0]["article"]["also"];
    assert_eq!((also.as_array().unwrap().len(), &also[1]["outlet"]), (2, &"Harbour Post".into()));
    let shown = desk.json(&["show", "post.json", "--json"]);
    assert_eq!((&shown["also"][0]["path"], &shown["also"][0]["same_text"]), (&"news/agency.json".into(), &true.into()));
    assert_eq!(desk.json(&["stats", "--json"])["duplicates"], 2);
    let table = desk.run(&["query", "dredge", "--csv"]).out;
    assert!(table.lines().next().unwrap().ends_with(",also") && table.trim_end().ends_with(",2"), "{table}");
}

#[test]
fn duplicates_can_be_kept_and_a_question_of_a_folder_keeps_none() {
    let desk = with_reprints();
    let run = desk.run(&["index", "news", "--keep-duplicates"]);
    assert!(!run.out.contains("the same as"), "{}", run.out);
    assert_eq!(desk.json(&["query", "dredge", "--json"])["total"], 3);
    assert_eq!(desk.json(&["query", "dredge", "--json", "--corpus", "news"])["total"], 1);
}
