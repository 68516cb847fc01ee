use crate::{
    desk::{Desk, Run},
    pack::{found, gzip, page, tar, text, zip},
};

fn index(desk: &Desk) -> Run {
    let run = desk.run(&["index", "news"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    run
}

/// Paths of the articles in which a phrase is found.
fn found_in(desk: &Desk, phrase: &str) -> Vec<String> {
    let answer = desk.json(&["query", "--phrase", phrase, "--json"]);
    let hits = answer["hits"].as_array().unwrap().iter();
    let mut paths: Vec<_> = hits.map(|hit| hit["article"]["path"].as_str().unwrap().to_owned()).collect();
    paths.sort();
    paths
}

#[test]
fn an_archive_is_one_file_unchanged_replaced_or_removed_as_a_whole() {
    let desk = Desk::empty();
    let story = |words: &str| text("Ada Lund", words);
    desk.write(
        "news/a.zip",
        zip(&[
            ("in/1.txt", story("No ship will leave").as_bytes()),
            ("in/2.txt", story("The quay is empty").as_bytes()),
        ]),
    );
    desk.write("news/b.tar.gz", gzip(tar(&[("3.txt", story("The ferry is late").as_bytes())])));
    desk.write("news/c.warc.gz", gzip(found("http://gazette.example/4", &page("", "Mari Tamm", "We will not sail"))));
    let first = index(&desk);
    assert!(first.out.starts_with("4 articles with "), "{}", first.out);
    for (phrase, path) in [
        ("no ship will leave", "news/a.zip/in/1.txt"),
        ("the quay is empty", "news/a.zip/in/2.txt"),
        ("the ferry is late", "news/b.tar.gz/3.txt"),
        ("we will not sail", "news/c.warc.gz"),
    ] {
        assert_eq!(found_in(&desk, phrase), [path]);
    }
    let again = index(&desk);
    assert!(again.out.starts_with("nothing new to read\n3 files unchanged\n"), "{}", again.out);

    desk.write(
        "news/a.zip",
        zip(&[("in/1.txt", story("No ship has left").as_bytes()), ("new/5.txt", story("It is wet").as_bytes())]),
    );
    desk.write("news/b.tar.gz", gzip(tar(&[("4.txt", story("The ferry has come").as_bytes())])));
    let changed = index(&desk);
    assert!(changed.out.starts_with("3 articles with "), "{}", changed.out);
    assert!(changed.out.contains("1 file unchanged"), "{}", changed.out);
    for (phrase, paths) in [
        ("no ship will leave", &[][..]),
        ("the quay is empty", &[]),
        ("the ferry is late", &[]),
        ("no ship has left", &["news/a.zip/in/1.txt"]),
        ("it is wet", &["news/a.zip/new/5.txt"]),
        ("the ferry has come", &["news/b.tar.gz/4.txt"]),
        ("we will not sail", &["news/c.warc.gz"]),
    ] {
        assert_eq!(found_in(&desk, phrase), paths, "{phrase}");
    }

    std::fs::remove_file(desk.path().join("news/a.zip")).unwrap();
    let gone = index(&desk);
    assert!(gone.out.contains("1 file removed"), "{}", gone.out);
    assert_eq!(desk.json(&["stats", "--json"])["articles"], 2);
}

#[test]
fn an_article_in_an_archive_is_shown_by_its_path_and_an_archive_names_them_all() {
    let desk = Desk::empty();
    let story = text("Ada Lund", "No ship will leave");
    desk.write("news/a.zip", zip(&[("in/1.txt", story.as_bytes()), ("in/2.txt", story.as_bytes())]));
    index(&desk);
    for asked in ["news/a.zip/in/1.txt", "a.zip/in/1.txt", "1.txt"] {
        let shown = desk.run(&["show", asked]);
        assert!(shown.code == Some(0) && shown.out.contains("No ship will leave"), "{asked}: {}", shown.err);
    }
    let several = desk.run(&["show", "a.zip"]);
    assert_eq!(several.code, Some(2));
    assert!(several.err.starts_with("error: a.zip: 2 articles answer to this"), "{}", several.err);
}
