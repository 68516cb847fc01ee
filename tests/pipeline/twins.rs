//! The same article in several places, as files come, change and go.

use std::{ops::ControlFlow, process::Command, time::Duration};

use proptest::prelude::*;
use whosaid::{
    article::{Annotated, Article, Place, Published},
    engine::{Embedded, Engine},
    format::{Options, Parsed, Record, Split},
    index::{Documents, Writer, WriterOptions},
    ingest::RawDocument,
    pipeline::{Plan, Stages},
    query::{Also, ArticleRef, Criteria, GroupBy, Hits, Query, Sort, parse},
    report::{Problem, Report},
};

use crate::press::{Newsroom, patiently, press, run_with};

/// Stages that read "page date outlet|text", where `-` is nothing.
struct Wire;

impl Stages for Wire {
    fn split(
        &self,
        document: RawDocument,
        options: &Options,
        each: &mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>,
    ) -> Result<Split, Problem> {
        press().split(document, options, each)
    }

    fn parse(&self, record: &Record, _: &Options) -> Result<Parsed, Problem> {
        let text = str::from_utf8(&record.bytes).unwrap();
        let (head, body) = text.split_once('|').unwrap();
        let mut head = head.split(' ').map(|field| Some(field).filter(|field| *field != "-"));
        let mut next = || head.next().flatten();
        let url = next().map(|page| format!("https://{page}.example/news"));
        let article = Article {
            id: url.clone().unwrap_or_else(|| format!("{}:{}", record.path, record.line)),
            title: "Rain over the coast".into(),
            url,
            published: next().and_then(Published::parse),
            outlet: next().map(str::to_owned),
            body: body.to_owned(),
            place: Place::at_line(&*record.path, record.line),
            ..Article::default()
        };
        Ok(Parsed::Article(Box::new(article.into())))
    }

    fn annotate(&self, article: Article) -> Annotated {
        press().annotate(article)
    }
}

/// A text long enough to be known by, with a quotation.
fn text(number: u32) -> String {
    format!(
        "“We will rebuild number {number},” said Ruiz. {}",
        "It rained on the coast and nobody was surprised by it at all. ".repeat(5)
    )
}

fn run(plan: &Plan) -> Report {
    run_with(plan, &Wire).unwrap()
}

fn engine(room: &Newsroom) -> Embedded {
    Embedded::open(&room.index()).unwrap()
}

/// All quotations that match, without scores: they count what was replaced until tantivy has tidied it away.
fn all(engine: &Embedded, question: &str) -> Hits {
    let criteria =
        Criteria { limit: Some(1_000), sort: Some(Sort::Date), group: Some(GroupBy::None), ..Criteria::default() };
    let query = Query::new(Some(question), criteria);
    let mut hits = engine.search(&query).unwrap();
    // Who is told only how many other places there are is told the same.
    let briefly = engine.search(&Query { tells_others: false, ..query }).unwrap();
    for (hit, brief) in hits.hits.iter().zip(&briefly.hits) {
        assert_eq!(hit.article.others, hit.article.also.len());
        assert_eq!(brief.article, ArticleRef { also: [].into(), ..hit.article.clone() });
    }
    assert_eq!(briefly.hits.len(), hits.hits.len());
    hits.hits.iter_mut().for_each(|hit| hit.score = 0.0);
    hits
}

/// Where quotations were found: each with the other places of its article.
fn places(hits: &Hits) -> Vec<(String, Vec<String>)> {
    let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let also =
        |also: &Also| format!("{}:{}{}", name(&also.path), also.line, if also.same_text { "" } else { " version" });
    let mut places: Vec<_> =
        hits.hits.iter().map(|hit| (name(&hit.article.path), hit.article.also.iter().map(also).collect())).collect();
    places.sort();
    places
}

fn found(room: &Newsroom) -> Vec<(String, Vec<String>)> {
    places(&all(&engine(room), ""))
}

/// A kept place and the others.
fn kept(path: &str, also: &[&str]) -> (String, Vec<String>) {
    (path.to_owned(), also.iter().map(|&also| also.to_owned()).collect())
}

#[test]
fn an_agency_text_is_kept_once_as_first_published_with_all_its_places() {
    let room = Newsroom::new();
    room.write("a.txt", &format!("post 2024-05-02 Post|{}", text(1)));
    room.write("b.txt", &format!("- 2024-05-01 Agency|{}", text(1).to_uppercase().replace("SAID RUIZ", "said Ruiz")));
    room.write("dump.jsonl", &format!("gazette 2024-05-03 Gazette|{}\n- - -|{}\n", text(1), text(2)));
    let report = run(&room.plan());
    assert_eq!((report.articles, report.duplicates), (4, 2));
    let engine = engine(&room);
    let hits = all(&engine, "");
    assert_eq!(places(&hits), [kept("b.txt", &["a.txt:1", "dump.jsonl:1"]), kept("dump.jsonl", &[])]);
    let gazette = &hits.hits.iter().find(|hit| hit.article.path.ends_with("b.txt")).unwrap().article.also[1];
    assert_eq!(
        (gazette.outlet.as_deref(), gazette.url.as_deref()),
        (Some("Gazette"), Some("https://gazette.example/news"))
    );
    let statistics = engine.statistics().unwrap();
    assert_eq!((statistics.articles, statistics.quotations, statistics.duplicates), (2, 2, 2));
    let ruiz = &engine.speakers(None, 9).unwrap()[0];
    assert_eq!((ruiz.quotes, ruiz.articles), (2, 2));
}

#[test]
fn an_outlet_that_printed_it_later_is_found_when_asked_for() {
    let room = Newsroom::new();
    room.write("a.txt", &format!("- 2024-05-01 Agency|{}", text(1)));
    room.write("b.txt", &format!("- 2024-05-02 Gazette|{}", text(1)));
    run(&room.plan());
    let engine = engine(&room);
    assert_eq!(places(&all(&engine, "outlet:gazette")), [kept("b.txt", &["a.txt:1"])]);
    assert_eq!(places(&all(&engine, "after:2024-05-02")), [kept("b.txt", &["a.txt:1"])]);
    assert_eq!(places(&all(&engine, "who said rebuild")), [kept("a.txt", &["b.txt:1"])]);
    assert_eq!(engine.search(&parse("quotes by Ruiz")).unwrap().total, 1);
}

#[test]
fn the_last_version_of_a_page_is_kept_and_what_was_taken_out_of_it_is_still_found() {
    let room = Newsroom::new();
    room.write("1.txt", &format!("post 2024-05-01 Post|{} “It was sabotage,” said Olm.", text(1)));
    room.write("2.txt", &format!("post 2024-05-02 Post|{}", text(1)));
    room.write("3.txt", &format!("other 2024-05-02 Post|{}", text(3)));
    run(&room.plan());
    let engine = engine(&room);
    assert_eq!(places(&all(&engine, "")), [kept("2.txt", &["1.txt:1 version"]), kept("3.txt", &[])]);
    assert_eq!(places(&all(&engine, "who said 'it was sabotage'")), [kept("1.txt", &["2.txt:1 version"])]);
    assert_eq!(places(&all(&engine, "quotes by Olm")), [kept("1.txt", &["2.txt:1 version"])]);
}

#[test]
fn an_article_is_shown_at_each_of_its_places() {
    let room = Newsroom::new();
    room.write("a.txt", &format!("post 2024-05-01 Post|{}", text(1)));
    room.write("b.txt", &format!("post 2024-05-01 Post|{}", text(1)));
    room.write("dump.jsonl", &format!("- - -|{0}\n- - -|{0}\n", text(2)));
    run(&room.plan());
    let engine = engine(&room);
    for (asked, path, also) in [
        ("https://post.example/news", "a.txt", "b.txt"),
        ("a.txt", "a.txt", "b.txt"),
        ("b.txt", "b.txt", "a.txt"),
        ("dump.jsonl", "dump.jsonl", "dump.jsonl"),
        ("dump.jsonl:2", "dump.jsonl", "dump.jsonl"),
    ] {
        let found = engine.article(asked).unwrap().unwrap();
        assert!(found.annotated.article.place.path.ends_with(path), "{asked}: {}", found.annotated.article.place.path);
        assert_eq!((found.annotated.quotes.len(), found.also.len()), (1, 1), "{asked}");
        assert!(found.also[0].path.ends_with(also), "{asked}: {:?}", found.also);
    }
    let second = engine.article("dump.jsonl:2").unwrap().unwrap();
    assert_eq!((second.annotated.article.place.lines[0].line, second.also[0].line), (2, 1));
}

#[test]
fn another_place_takes_over_when_the_kept_one_is_changed_or_deleted() {
    let room = Newsroom::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        room.write(name, &format!("- - -|{}", text(1)));
    }
    run(&room.plan());
    assert_eq!(found(&room), [kept("a.txt", &["b.txt:1", "c.txt:1"])]);
    room.write("a.txt", &format!("- - -|{} And more.", text(2)));
    assert_eq!(run(&room.plan()).read, 1);
    assert_eq!(found(&room), [kept("a.txt", &[]), kept("b.txt", &["c.txt:1"])]);
    std::fs::remove_file(room.file("b.txt")).unwrap();
    assert_eq!(run(&room.plan()).removed, 1);
    assert_eq!(found(&room), [kept("a.txt", &[]), kept("c.txt", &[])]);
    room.write("0.txt", &format!("- - -|{}", text(1)));
    assert_eq!(run(&room.plan()).duplicates, 1);
    assert_eq!(found(&room), [kept("0.txt", &["c.txt:1"]), kept("a.txt", &[])]);
}

#[test]
fn a_file_that_is_replaced_after_a_commit_of_the_same_run_is_compared_as_it_is_now() {
    let room = Newsroom::new();
    room.write("a.txt", &format!("- - -|{}", text(1)));
    room.write("b.txt", &format!("- - -|{}", text(1)));
    run(&room.plan());
    let options = WriterOptions { threads: 1, memory: 0, afresh: false, keep_duplicates: false };
    let writer = patiently(|| Writer::open(&room.index(), options)).unwrap();
    let path = writer.files(|path| path.ends_with("a.txt")).remove(0);
    let article =
        |number| Article { body: text(number), place: Place::at_line(path.as_str(), 1), ..Article::default() };
    for number in [2, 1, 3] {
        writer.begin(&path);
        let documents = Documents::of(&press().annotate(article(number)), &path, 0, writer.fields());
        writer.add(documents).unwrap();
        writer.commit(writer.roots().clone()).unwrap();
        assert_eq!(writer.duplicates(), u64::from(number == 1));
    }
    drop(writer);
    assert_eq!(found(&room), [kept("a.txt", &[]), kept("b.txt", &[])]);
}

#[test]
fn duplicates_are_kept_when_asked_for_and_only_as_long() {
    let room = Newsroom::new();
    room.write("a.txt", &format!("- - -|{}", text(1)));
    room.write("b.txt", &format!("- - -|{}", text(1)));
    let keep = |keep_duplicates| run(&Plan { keep_duplicates, ..room.plan() });
    for _ in 0..2 {
        assert_eq!(keep(true).duplicates, 0);
        assert_eq!(found(&room), [kept("a.txt", &[]), kept("b.txt", &[])]);
        let report = keep(false);
        assert_eq!((report.duplicates, report.articles + report.unchanged), (1, 2));
        assert_eq!(found(&room), [kept("a.txt", &["b.txt:1"])]);
    }
}

/// What a file holds, a record each: text, page, day.
type Records = Vec<(u32, usize, usize)>;

fn written(records: &Records) -> String {
    let record = |&(number, page, day): &(u32, usize, usize)| {
        let page = ["-", "post", "gazette"][page];
        let day = ["-", "2024-05-01", "2024-05-02"][day];
        // The last text is too short to be known by.
        let text = if number == 3 { "“No,” said Olm.".to_owned() } else { text(number) };
        format!("{page} {day} Post|{text}\n")
    };
    records.iter().map(record).collect()
}

/// Everything that can be asked.
fn answers(room: &Newsroom) -> String {
    let engine = engine(room);
    let mut statistics = engine.statistics().unwrap();
    statistics.bytes = 0;
    let asked = ["", "who said rebuild", "before:2024-05-01", "quotes by Olm"].map(|question| all(&engine, question));
    format!("{asked:#?}\n{statistics:#?}\n{:#?}", engine.speakers(None, 100).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn after_any_changes_the_index_answers_as_a_new_one_would(
        steps in proptest::collection::vec(
            (0usize..5, proptest::option::weighted(0.75, proptest::collection::vec((0u32..4, 0usize..3, 0usize..3), 1..4)),
             any::<bool>(), any::<bool>(), proptest::bool::weighted(0.2)),
            1..8,
        ),
    ) {
        let room = Newsroom::new();
        room.write("first.jsonl", &written(&vec![(0, 0, 1), (1, 1, 0)]));
        for (file, records, updates, slowly, keep_duplicates) in steps {
            let name = format!("{file}.jsonl");
            match records {
                Some(records) => room.write(&name, &written(&records)),
                None => drop(std::fs::remove_file(room.file(&name))),
            }
            if updates {
                let commit_every = if slowly { Duration::from_mins(1) } else { Duration::ZERO };
                run(&Plan { commit_every, keep_duplicates, ..room.plan() });
            }
        }
        run(&Plan { threads: 1, ..room.plan() });
        let updated = answers(&room);
        std::fs::remove_dir_all(room.index()).unwrap();
        run(&room.plan());
        prop_assert_eq!(updated, answers(&room));
    }
}

/// Says to the child process which folder to work on.
const FOLDER: &str = "WHOSAID_TEST_TWINS";

#[test]
#[ignore = "a part of a_killed_run_never_shows_an_article_twice, run by it"]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    let usual = Plan::new(vec![folder.join("news")], folder.join("index"));
    run(&Plan { threads: 2, memory: 0, commit_every: Duration::from_millis(1), ..usual });
}

#[test]
fn a_killed_run_never_shows_an_article_twice_and_the_next_one_completes_it() {
    let room = Newsroom::new();
    for file in 0..60 {
        let records = (0..8).map(|n| ((file + n * 7) % 40 + 10, 0, 0)).collect();
        room.write(&format!("{file}.jsonl"), &written(&records));
    }
    let mut shown = Vec::new();
    for after in [30, 60, 90, 120, 160, 200, 800, 3_200] {
        // A machine with much else to do may need longer to come to a first commit.
        if after > 200 && !shown.is_empty() {
            break;
        }
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "twins::child_that_is_killed", "--ignored"]);
        command.env(FOLDER, room.news().parent().unwrap()).stdout(std::process::Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(after));
        child.kill().unwrap();
        child.wait().unwrap();
        if let Ok(engine) = Embedded::open(&room.index()) {
            let hits = all(&engine, "");
            let mut texts: Vec<&str> = hits.hits.iter().map(|hit| hit.text.as_str()).collect();
            texts.sort_unstable();
            assert!(texts.is_sorted_by(|a, b| a < b), "killed after {after} ms: {texts:?}");
            shown.push(texts.len());
        }
    }
    assert!(!shown.is_empty(), "no run came as far as its first commit");
    run(&room.plan());
    let completed = answers(&room);
    std::fs::remove_dir_all(room.index()).unwrap();
    run(&room.plan());
    assert_eq!(completed, answers(&room));
    assert_eq!(found(&room).len(), 40);
}
