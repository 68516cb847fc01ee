//! A folder with a few articles, and whosaid run in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use assert_cmd::cargo::CommandCargoExt as _;
use serde_json::Value;

const NOTE: &str = "Port strike ends

“We are back at work, and nobody has won,” said John Holm, who leads the dockers’ union.

The harbour master, Ada Lund, said: “Sovereignty begins at the quay.”
";

const WIRE: &str = r#"{"id": "w-1", "title": "Minister rejects naval base", "outlet": "Harbour Post", "author": "Tom Vries", "published": "2019-03-04", "body": "PORT ALVA - “Our sovereignty is not for sale,” Foreign Minister Inés Núñez told reporters on Monday, “and it never will be.”"}
{"id": "w-2", "title": "Minister speaks again", "outlet": "Delta Wire", "published": "2021-05-06", "body": "“Sovereignty is a word that one earns,” Inés Núñez said in Geneva."}
"#;

/// A temporary folder to work in.
pub struct Desk(tempfile::TempDir);

/// How a run ended.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the folder `news`: a text file with two quotations, and a JSON Lines file with two articles.
    pub fn with_news() -> Self {
        let desk = Self::empty();
        desk.write("news/note.txt", NOTE);
        desk.write("news/wire.jsonl", WIRE);
        desk
    }

    /// The same, indexed.
    pub fn with_index() -> Self {
        let desk = Self::with_news();
        let run = desk.run(&["index", "news"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        desk
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// whosaid with these arguments, in the folder, without the user's settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("whosaid").unwrap();
        let settings = ["WHOSAID_INDEX", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"];
        for setting in settings {
            command.env_remove(setting);
        }
        command.current_dir(self.path()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.command(arguments).output().unwrap().into()
    }

    /// What a run writes, without the scores: they count what was replaced until tantivy has tidied it away.
    pub fn without_scores(&self, arguments: &[&str]) -> String {
        let lines = self.run(arguments).out;
        lines.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("\"score\":")).collect()
    }

    /// The one JSON document that a run writes.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(arguments);
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{}{}", run.out, run.err))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}
