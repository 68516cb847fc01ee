//! Many questions at once: one on each line of a file, answered in one process.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read as _},
    ops::ControlFlow,
    path::Path,
};

use clap::Parser;
use serde_json::{Map, Value};
use whosaid::{engine::Engine, pipeline, query::Query, render::Json};

use super::{Exit, Failure, Screen, question::QuestionArgs};

/// In bytes: longer lines are refused.
const LONGEST_LINE: u64 = 1 << 20;

/// A line's question and flags, as the command line takes them.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Line {
    #[command(flatten)]
    question: QuestionArgs,
}

/// An answered line.
struct Answered {
    /// Something was found; `None` where nothing was looked for.
    found: Option<bool>,
    /// As JSON: who looks for it writes it, since to write takes long where an answer names many places.
    line: Vec<u8>,
}

/// Answers every line of a file (`-`: standard input), each with one JSON document on a line, in their order.
///
/// # Errors
/// When the file can't be read, or standard output takes no more.
pub fn run(file: &Path, engine: &(dyn Engine + Send + Sync)) -> Result<Exit, Failure> {
    let unreadable = |source| Failure::Unreadable { path: file.into(), source };
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(file).map_err(unreadable)?))
    };
    let mut unread = None;
    let (mut found, mut failed) = (false, false);
    Screen::scripts(|out| {
        let mut written = Ok(());
        let lines = Lines { input, failure: &mut unread };
        pipeline::in_order(lines, pipeline::all_cores(), |line| answer(&line, engine), &mut |answered: Answered| {
            found |= answered.found == Some(true);
            failed |= answered.found.is_none();
            written = out.write_all(&answered.line);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        written
    })?;
    match unread {
        Some(source) => Err(unreadable(source)),
        None if failed => Ok(Exit::Failed),
        None => Ok(Exit::found(found)),
    }
}

fn answer(line: &[u8], engine: &dyn Engine) -> Answered {
    let mut id = Value::Null;
    let outcome = question(line, &mut id).and_then(|query| engine.search(&query).map_err(|error| error.to_string()));
    let mut line = Vec::new();
    let written = match &outcome {
        Ok(hits) => Json.answered(&id, hits, &mut line),
        Err(error) => Json.unanswered(&id, error, &mut line),
    };
    written.expect("memory takes every write");
    Answered { found: outcome.ok().map(|hits| hits.total > 0), line }
}

/// The question of a line.
fn question(line: &[u8], id: &mut Value) -> Result<Query, String> {
    if line.len() as u64 > LONGEST_LINE {
        return Err(format!("a line longer than {} MiB (the limit)", LONGEST_LINE >> 20));
    }
    let object: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| format!("no JSON object: {error}"))?;
    // Before anything can be wrong: the error bears it.
    if let Some(value) = object.get("id") {
        id.clone_from(value);
    }
    let mut flags = Vec::new();
    let mut words = None;
    for (name, value) in object {
        match (&*name, value) {
            ("id", _) => {}
            ("question", Value::String(question)) => words = Some(question),
            (_, value) => add_flag(&name, value, &mut flags)?,
        }
    }
    // What begins with a dash is a question, too.
    flags.extend(words.into_iter().flat_map(|words| ["--".to_owned(), words]));
    let line = Line::try_parse_from(flags).map_err(|error| first_sentence(&error))?;
    line.question.decide().map_err(|failure| failure.to_string())
}

/// `"min_confidence": 0.8` as `--min-confidence=0.8`, a list as the same flag several times.
fn add_flag(name: &str, value: Value, flags: &mut Vec<String>) -> Result<(), String> {
    let flag = |value: String| format!("--{}={value}", name.replace('_', "-"));
    match value {
        Value::Null => {}
        Value::String(text) => flags.push(flag(text)),
        Value::Number(number) => flags.push(flag(number.to_string())),
        Value::Array(values) => {
            for value in values {
                if value.is_array() {
                    return Err(format!("{name}: a list in a list"));
                }
                add_flag(name, value, flags)?;
            }
        }
        Value::Bool(_) | Value::Object(_) => {
            return Err(format!("{name}: neither a text nor a number nor a list of them"));
        }
    }
    Ok(())
}

/// What clap says first: the rest is about the command line.
fn first_sentence(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// The lines of a file, empty ones left out; ends at the first that can't be read, which is kept.
struct Lines<'a> {
    input: Box<dyn BufRead>,
    failure: &'a mut Option<io::Error>,
}

impl Iterator for Lines<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let mut line = Vec::new();
            // One byte over the limit tells that a line is too long.
            match self.input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.len() as u64 > LONGEST_LINE && !line.ends_with(b"\n") => {
                    self.skip_line();
                    return Some(line);
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(line),
                Err(error) => {
                    *self.failure = Some(error);
                    return None;
                }
            }
        }
    }
}

impl Lines<'_> {
    fn skip_line(&mut self) {
        if let Err(error) = self.input.skip_until(b'\n') {
            *self.failure = Some(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Query, String> {
        question(line.as_bytes(), &mut Value::Null)
    }

    #[test]
    fn a_line_has_a_question_or_flags_by_their_names() {
        let query =
            asked(r#"{"id": 7, "question": "who said 'a gift'", "limit": 3, "after": "2020", "min_confidence": 0.5}"#)
                .unwrap();
        assert_eq!((query.phrases, query.limit, query.min_confidence), (vec!["a gift".to_owned()], 3, Some(0.5)));
        let query = asked(r#"{"speaker": "-Tamm", "phrase": ["no ships", "not one"], "outlet": null, "sort": "date"}"#)
            .unwrap();
        assert_eq!((query.speaker.as_deref(), query.phrases.len()), (Some("-Tamm"), 2));
        assert_eq!(asked(r#"{"question": "--help"}"#).unwrap().topic.as_deref(), Some("help"));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_in_a_sentence() {
        for (line, expected) in [
            ("[1]", "no JSON object"),
            ("{}", "nothing asked"),
            (r#"{"colour": "red"}"#, "unexpected argument '--colour' found"),
            (r#"{"sort": "size"}"#, "invalid value 'size' for '--sort"),
            (r#"{"speaker": {"name": "x"}}"#, "speaker: neither a text"),
            (r#"{"phrase": [["x"]]}"#, "phrase: a list in a list"),
        ] {
            let error = asked(line).unwrap_err();
            assert!(error.contains(expected) && !error.contains('\n'), "{line}: {error}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_one_line_and_the_next_is_read() {
        let long = "x".repeat(3 << 20);
        let text = format!("{{}}\n\n  \n{long}\n{{\"id\": 1}}");
        let mut failure = None;
        let lines: Vec<Vec<u8>> =
            Lines { input: Box::new(BufReader::new(io::Cursor::new(text.into_bytes()))), failure: &mut failure }
                .collect();
        assert_eq!((lines.len(), &*lines[2]), (3, &b"{\"id\": 1}"[..]));
        assert!(question(&lines[1], &mut Value::Null).unwrap_err().contains("longer than 1 MiB"));
    }
}
