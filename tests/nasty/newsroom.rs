//! A folder `news` with one good article, and whatever a test puts beside it.

use std::{fs, process::Command};

use serde_json::Value;

use crate::desk::{Desk, Run};

const GOOD: &str = "Port strike ends

“We are back at work, and nobody has won,” said John Holm, who leads the dockers’ union.
";

/// The folder, and whosaid run beside it.
pub struct Newsroom {
    pub desk: Desk,
}

/// What an indexing run told.
pub struct Told {
    pub run: Run,
    /// Each failure: "news/a.txt:3: what (remedy)".
    pub failures: Vec<String>,
}

impl Newsroom {
    /// With the good article alone.
    pub fn new() -> Self {
        let desk = Desk::empty();
        desk.write("news/good.txt", GOOD);
        Self { desk }
    }

    /// With a file beside it.
    pub fn with(name: &str, content: impl AsRef<[u8]>) -> Self {
        let room = Self::new();
        room.add(name, content);
        room
    }

    pub fn add(&self, name: &str, content: impl AsRef<[u8]>) {
        self.desk.write(&format!("news/{name}"), content);
    }

    /// Indexes the folder; the good article must be found, whatever lies beside it.
    pub fn index(&self) -> Told {
        self.index_by(&mut self.desk.command(&["index", "news", "--errors", "failed.jsonl"]))
    }

    /// The same, by another command that writes `failed.jsonl`.
    pub fn index_by(&self, command: &mut Command) -> Told {
        let run = Run::from(command.output().unwrap());
        assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
        self.expect_good();
        Told { run, failures: self.failures() }
    }

    /// Fails unless the good article is found, with its speaker.
    pub fn expect_good(&self) {
        let answer = self.desk.json(&["query", "--phrase", "nobody has won", "--json"]);
        let hits = answer["hits"].as_array().unwrap();
        let good = hits.iter().find(|hit| hit["article"]["path"] == "news/good.txt").unwrap();
        assert_eq!(good["speaker"], "John Holm");
    }

    /// What `--errors failed.jsonl` holds, in the order of paths.
    pub fn failures(&self) -> Vec<String> {
        let lines = fs::read_to_string(self.desk.path().join("failed.jsonl")).unwrap();
        let mut failures: Vec<String> = lines.lines().map(|line| shown(&serde_json::from_str(line).unwrap())).collect();
        failures.sort();
        failures
    }

    /// The bodies and quotations of the articles of one file.
    pub fn extracted(&self, name: &str) -> Vec<Value> {
        let run = self.desk.run(&["extract", &format!("news/{name}"), "--with-body"]);
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Told {
    /// The one failure.
    pub fn failure(&self) -> &str {
        assert_eq!(self.failures.len(), 1, "{:#?}", self.failures);
        &self.failures[0]
    }
}

fn shown(failure: &Value) -> String {
    let line = failure["line"].as_u64().map_or_else(String::new, |line| format!(":{line}"));
    let remedy = failure["remedy"].as_str().map_or_else(String::new, |remedy| format!(" ({remedy})"));
    format!("{}{line}: {}{remedy}", failure["path"].as_str().unwrap(), failure["what"].as_str().unwrap())
}

/// `body[start..end]` of a quotation that `extract --with-body` wrote.
pub fn words<'a>(article: &'a Value, quote: &Value) -> &'a str {
    let at = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
    &article["body"].as_str().unwrap()[at("start")..at("end")]
}
