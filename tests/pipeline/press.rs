//! A small press for tests: news folders, stages that read them, and what is in an index.

use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use tantivy::{
    DocAddress, TantivyDocument, Term,
    collector::DocSetCollector,
    query::TermQuery,
    schema::{IndexRecordOption, Value},
};
use whosaid::{
    article::{Annotated, Article, EntityKind, Place, Quote, QuoteKind, Span, Speaker, Step},
    format::{Format, Options, Parsed, Record, Split},
    index::{IndexError, open, row},
    ingest::RawDocument,
    pipeline::{Observer, Plan, Stages, index_with},
    report::{Problem, Report},
};

/// Stages that read a file per article (.txt) or a line per article (anything else), whose quotations stand in “ ”.
///
/// `before` is called for each article, before it is annotated.
pub struct Press<F> {
    pub before: F,
}

/// The press with nothing special.
pub fn press() -> Press<fn(&Article)> {
    Press { before: |_| () }
}

impl<F: Fn(&Article) + Sync> Stages for Press<F> {
    fn split(
        &self,
        mut document: RawDocument,
        _: &Options,
        each: &mut dyn FnMut(Result<Record, Problem>) -> ControlFlow<()>,
    ) -> Result<Split, Problem> {
        if has_extension(&document.path, "png") {
            return Ok(Split::Skipped("a picture"));
        }
        let mut text = String::new();
        document.reader.read_to_string(&mut text).map_err(|error| Problem::new(&document.path, error))?;
        let record = |line: u32, text: &str| {
            Record::new(
                document.path.as_str(),
                line,
                Format::by_name("plain text").expect("a format of this name"),
                text.as_bytes().to_vec(),
            )
        };
        if has_extension(&document.path, "txt") {
            let _ = each(Ok(record(1, &text)));
            return Ok(Split::Read);
        }
        for (number, line) in (1..).zip(text.lines()) {
            let part = match line {
                "torn" => Err(Problem::new(&document.path, "torn").at_line(number)),
                line => Ok(record(number, line)),
            };
            if each(part).is_break() {
                break;
            }
        }
        Ok(Split::Read)
    }

    fn parse(&self, record: &Record, _: &Options) -> Result<Parsed, Problem> {
        let text = str::from_utf8(&record.bytes).unwrap();
        if text == "null" {
            return Ok(Parsed::Skipped("null"));
        }
        // "id=7 The minister …" has an id of its own.
        let own = text.strip_prefix("id=").and_then(|rest| rest.split_once(' '));
        let id = own.map_or_else(|| blake3::hash(&record.bytes).to_string(), |(id, _)| id.to_owned());
        let title = text.lines().next().unwrap_or_default().chars().take(20).collect();
        let place = Place::at_line(&*record.path, record.line);
        let article = Article { id, title, body: text.to_owned(), place, ..Article::default() };
        Ok(Parsed::Article(Box::new(article.into())))
    }

    fn annotate(&self, article: Article) -> Annotated {
        (self.before)(&article);
        let body = article.body.as_str();
        let quote = |(start, _): (usize, &str)| {
            let content = start + '“'.len_utf8();
            let end = content + body[content..].find('”')?;
            let name = body[end..].split_once("said ").map(|(_, rest)| rest.split([' ', '.']).next().unwrap_or(rest));
            let speaker = name.map(|name| Speaker { name: name.to_owned(), role: None, kind: EntityKind::Person });
            let pieces = vec![Span::new(content, end)];
            let (kind, step) = (QuoteKind::Direct, Step::CueAfter);
            Some(Quote { kind, pieces, cue: None, source: None, speaker, confidence: 0.5, step })
        };
        let quotes = body.match_indices('“').filter_map(quote).collect();
        Annotated { quotes, article, entities: Vec::new() }
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// A folder with news in it, and an index beside it.
pub struct Newsroom {
    folder: tempfile::TempDir,
}

impl Newsroom {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("news")).unwrap();
        Self { folder }
    }

    /// With some articles of one file each, and some in one file.
    pub fn with_news() -> Self {
        let room = Self::new();
        for number in 0..20 {
            room.write(&format!("day{}/{number}.txt", number % 3), &story(number));
        }
        room.write("dump.jsonl", &lines(100..400));
        room
    }

    pub fn news(&self) -> PathBuf {
        self.folder.path().join("news")
    }

    pub fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.news().join(name)
    }

    /// Writes a file as if it had been there for an hour, so that its time can be trusted.
    pub fn write(&self, name: &str, text: &str) {
        self.write_aged(name, text, 3600);
    }

    pub fn write_aged(&self, name: &str, text: &str, seconds: u64) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let time = std::time::SystemTime::now() - std::time::Duration::from_secs(seconds);
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    pub fn plan(&self) -> Plan {
        Plan { threads: 4, memory: 20_000_000, ..Plan::new(vec![self.news()], self.index()) }
    }

    pub fn update(&self) -> Report {
        run(&self.plan())
    }

    pub fn rows(&self) -> Vec<String> {
        rows(&self.index())
    }

    /// What a new index of the same news has.
    pub fn fresh_rows(&self) -> Vec<String> {
        let index = self.folder.path().join("fresh");
        let _ = fs::remove_dir_all(&index);
        run(&Plan { index: index.clone(), ..self.plan() });
        rows(&index)
    }
}

pub fn story(number: u32) -> String {
    format!("Story {number}\n\nRain fell on town {number}. “We will rebuild it {number} times,” said Ruiz. She left.")
}

/// Stories of one line each.
pub fn lines(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| story(number).replace('\n', " ") + "\n").collect()
}

pub fn run(plan: &Plan) -> Report {
    run_with(plan, &press()).unwrap()
}

pub fn run_with(plan: &Plan, stages: &dyn Stages) -> Result<Report, IndexError> {
    patiently(|| index_with(plan, stages, &mut ()))
}

/// Tries again when the index is locked. Where tests start child processes, each child holds all locks of this process
/// for the moment between its birth and its becoming another program.
pub fn patiently<T>(mut open: impl FnMut() -> Result<T, IndexError>) -> Result<T, IndexError> {
    for _ in 0..100 {
        match open() {
            Err(IndexError::Locked { .. }) => std::thread::sleep(std::time::Duration::from_millis(10)),
            other => return other,
        }
    }
    open()
}

/// Everything stored in an index, sorted: articles as JSON, quotations with their words, what is the same as bytes.
pub fn rows(index: &Path) -> Vec<String> {
    let (index, fields) = open(index).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let bytes = |address| {
        let document: TantivyDocument = searcher.doc(address).unwrap();
        document.get_first(fields.row).unwrap().as_bytes().unwrap().to_vec()
    };
    let of_kind = |kind: &str| -> BTreeSet<DocAddress> {
        let term = TermQuery::new(Term::from_field_text(fields.is, kind), IndexRecordOption::Basic);
        searcher.search(&term, &DocSetCollector).unwrap().into_iter().collect()
    };
    let mut rows: Vec<String> = of_kind("twins").into_iter().map(|at| format!("{:x?}", bytes(at))).collect();
    let mut quotations = 0;
    for at in of_kind("article") {
        let annotated = row::annotated(&bytes(at)).unwrap();
        rows.extend(annotated.quotes.iter().map(|quote| format!("{} {quote:?}", annotated.article.id)));
        quotations += annotated.quotes.len();
        rows.push(serde_json::to_string(&annotated).unwrap());
    }
    assert_eq!(of_kind("quote").len(), quotations);
    rows.sort();
    rows
}

/// Keeps the problems that it is told.
#[derive(Default)]
pub struct Listener {
    pub problems: Vec<Problem>,
}

impl Observer for Listener {
    fn problem(&mut self, problem: &Problem) {
        self.problems.push(problem.clone());
    }
}
