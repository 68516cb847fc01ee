//! JSON Lines: one record a line.

use std::io::{BufRead, BufReader, Read};

use super::{Beginning, Each, Format, Options, RECORD_LIMIT, Record, Source, json};
use crate::{ingest::unreadable, report::Problem};

pub(super) static FORMAT: Format = Format {
    name: "JSON Lines",
    extensions: &["jsonl", "ndjson", "jl"],
    told: "a whole JSON object in the first line, and another one below it",
    begins,
    split,
    parse: json::parse,
};

/// Whether the first line is a whole object and another one begins below, or the name says so and the first line doesn't
/// only open one.
fn begins(beginning: &Beginning) -> bool {
    let Some((first, rest)) = beginning.text.split_once('\n') else {
        return beginning.text.starts_with('{') && is_named(beginning);
    };
    let is_object = || serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    first.starts_with('{')
        && first.trim_end() != "{"
        && (is_named(beginning) || rest.trim_start().starts_with('{') && is_object())
}

fn is_named(beginning: &Beginning) -> bool {
    FORMAT.extensions.contains(&beginning.extension)
}

fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let path = source.path;
    let mut reader = BufReader::with_capacity(64 << 10, source.reader);
    for line in 1.. {
        let mut bytes = Vec::new();
        let read = read_line(&mut reader, &mut bytes).map_err(|error| unreadable(&path, &error).at_line(line))?;
        let record = match read {
            Line::None => break,
            Line::TooLong => Err(json::too_large(&path, line)),
            Line::Read if bytes.trim_ascii().is_empty() => continue,
            Line::Read => Ok(Record::new(path.clone(), line, &FORMAT, bytes)),
        };
        if each(record).is_break() {
            break;
        }
    }
    Ok(())
}

enum Line {
    Read,
    /// Longer than the limit: passed over.
    TooLong,
    None,
}

/// Reads a line, without holding more of it than a record may have.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Line> {
    let limit = RECORD_LIMIT as u64 + 1;
    let read = reader.by_ref().take(limit).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > RECORD_LIMIT {
        reader.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(if read == 0 { Line::None } else { Line::Read })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Cursor, repeat},
        ops::ControlFlow,
    };

    use super::*;
    use crate::{
        format::{parse, properties, split},
        ingest::RawDocument,
    };

    #[test]
    fn a_broken_line_is_a_problem_at_its_line_and_the_rest_goes_on() {
        let file = "{\"body\": \"a\"}\n\n{\"body\": \"b\r\nnull\n{\"body\": \"c\"}";
        let records = properties::read("a.jsonl", file.as_bytes()).0;
        let told: Vec<String> = records
            .into_iter()
            .map(|record| match parse(&record.unwrap(), &Options::default()) {
                Ok(article) => format!("{article:?}").split_once("body: ").unwrap().1[..3].to_owned(),
                Err(problem) => problem.to_string(),
            })
            .collect();
        assert_eq!(told.len(), 4);
        assert_eq!((told[0].as_str(), told[3].as_str()), ("\"a\"", "\"c\""));
        assert!(told[1].starts_with("a.jsonl:3: not valid JSON"), "{}", told[1]);
        assert!(told[2].starts_with("a.jsonl:4: not a record: a JSON object should stand here"), "{}", told[2]);
    }

    #[test]
    fn two_hundred_megabytes_on_one_line_are_passed_over_in_bounded_memory() {
        let line = Cursor::new("{\"body\": \"")
            .chain(repeat(b'x').take(200 << 20))
            .chain(Cursor::new("\"}\n{\"body\": \"b\"}\n"));
        let document = RawDocument::new("-", Cursor::new("{\"body\": \"a\"}\n").chain(line));
        let mut told = Vec::new();
        let outcome = split(document, &Options::default(), &mut |record| {
            told.push(record.map_or_else(
                |problem| problem.to_string(),
                |record| {
                    assert!(record.bytes.capacity() <= RECORD_LIMIT);
                    format!("{}: {}", record.line, record.bytes.len())
                },
            ));
            ControlFlow::Continue(())
        });
        assert!(outcome.is_ok());
        assert_eq!(told, ["1: 13", "-:2: a record larger than 64 MiB (the limit) was passed over", "3: 13"]);
    }
}
