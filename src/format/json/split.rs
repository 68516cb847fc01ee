use std::{
    io::{self, Read},
    ops::ControlFlow,
    sync::{Arc, LazyLock},
};

use super::{
    super::{Each, Options, RECORD_LIMIT, Record, Source, names, source::megabytes, table},
    FORMAT, record,
    scan::{Ended, Scanner},
};
use crate::{ingest::unreadable, report::Problem};

/// What to do about a file that ends too early.
const GET_THE_REST: &str = "get the rest of the file; all before is read";

/// Under which names an object holds its records, and in which objects such a list may stand.
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let plain =
        |kind| table::of_kind(include_str!("../../../data/wrappers.tsv"), kind).into_iter().map(names::plain).collect();
    Names { lists: plain("list"), ways: plain("way") }
});

/// Under which names, written plainly, an object holds its records.
pub(super) fn names_of_lists() -> impl Iterator<Item = &'static str> {
    NAMES.lists.iter().map(String::as_str)
}

struct Names {
    lists: Vec<String>,
    ways: Vec<String>,
}

/// In how many objects a list of records may stand: `response.docs` is two.
const DEEPEST_LIST: usize = 4;

/// Cuts a file of JSON into its records.
pub(super) fn split(source: Source, options: &Options, each: Each) -> Result<(), Problem> {
    let path = source.path.clone();
    let mut cut = Cut { scanner: Scanner::new(source.reader), path: path.clone(), options, each, others: None };
    let done = cut.file();
    cut.report_others();
    match done {
        Ok(()) | Err(Stop::Enough) => Ok(()),
        Err(Stop::Unreadable(error)) => Err(unreadable(&path, &error)),
    }
}

struct Cut<'a, R> {
    scanner: Scanner<R>,
    path: Arc<str>,
    options: &'a Options,
    each: Each<'a>,
    /// How many elements were no objects, and the line of the first: one problem for all of them.
    others: Option<(u64, u32)>,
}

/// Why cutting stops before the end of the file.
enum Stop {
    /// No more records are wanted, or nothing that follows can be made sense of.
    Enough,
    Unreadable(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// What an object turned out to be.
enum Object {
    /// A record, or a part of one: it has been passed.
    Passed,
    /// It held a list of records, which have been handed over.
    Listed,
}

impl<R: Read> Cut<'_, R> {
    /// One value, or several one after the other.
    fn file(&mut self) -> Result<(), Stop> {
        while let Some(byte) = self.scanner.next_token()? {
            self.scanner.forget();
            let line = self.scanner.line;
            match byte {
                b'[' => {
                    self.scanner.pass_one()?;
                    self.list()?;
                }
                b'{' => match self.object(line, 1)? {
                    Object::Passed => self.hand_over(line)?,
                    Object::Listed => self.scanner.forget(),
                },
                _ => {
                    return self.stop_at(
                        line,
                        "not JSON: an object or an array should stand here",
                        "mend it from here on",
                    );
                }
            }
        }
        Ok(())
    }

    /// The records of an array, whose bracket has been passed.
    fn list(&mut self) -> Result<(), Stop> {
        loop {
            let byte = self.scanner.next_token()?;
            self.scanner.forget();
            let line = self.scanner.line;
            match byte {
                None => return self.stop_at(line, "JSON ends in the middle of an array", GET_THE_REST),
                Some(b']') => return Ok(self.scanner.pass_one()?),
                Some(b',') => self.scanner.pass_one()?,
                Some(b'{') => {
                    self.pass_value(line)?;
                    self.hand_over(line)?;
                }
                Some(_) => {
                    self.pass_value(line)?;
                    let (count, first) = self.others.unwrap_or((0, line));
                    self.others = Some((count + 1, first));
                }
            }
        }
    }

    /// An object: a record, unless it holds a list of records.
    ///
    /// Its members are looked at one by one, so that a list of any length is never held as a whole.
    fn object(&mut self, line: u32, depth: usize) -> Result<Object, Stop> {
        let mut object = Object::Passed;
        self.scanner.pass_one()?;
        loop {
            match self.scanner.next_token()? {
                None => return self.cut(line),
                Some(b'}') => {
                    self.scanner.pass_one()?;
                    return Ok(object);
                }
                Some(b'"') => {
                    if let Object::Listed = self.member(line, depth)? {
                        object = Object::Listed;
                    }
                }
                Some(b'{' | b'[') => self.pass_value(line)?,
                Some(_) => self.scanner.pass_one()?,
            }
        }
    }

    /// A member of an object: its name and its value.
    fn member(&mut self, line: u32, depth: usize) -> Result<Object, Stop> {
        self.scanner.start_over();
        let mark = self.scanner.mark();
        self.pass_value(line)?;
        let name = names::plain(String::from_utf8_lossy(self.scanner.since(mark)).trim_matches('"'));
        if self.scanner.next_token()? != Some(b':') {
            return Ok(Object::Passed);
        }
        self.scanner.pass_one()?;
        match self.scanner.next_token()? {
            Some(b'[') if NAMES.lists.contains(&name) => self.perhaps_list(line),
            Some(b'{') if NAMES.ways.contains(&name) && depth < DEEPEST_LIST => self.object(line, depth + 1),
            Some(b',' | b'}') => Ok(Object::Passed),
            _ => self.pass_value(line).map(|()| Object::Passed),
        }
    }

    /// A list whose name is that of a list of records: it is one when its first element may be an article.
    fn perhaps_list(&mut self, line: u32) -> Result<Object, Stop> {
        self.scanner.pass_one()?;
        if self.scanner.next_token()? != Some(b'{') {
            return self.rest_of_list(line);
        }
        let (first_line, mark) = (self.scanner.line, self.scanner.mark());
        self.pass_value(line)?;
        if self.scanner.has_overflown() {
            // Too large to tell what it is; what follows it is read.
            self.scanner.forget();
            self.give(Err(too_large(&self.path, first_line)))?;
            self.list()?;
            return Ok(Object::Listed);
        }
        if !record::may_be_article(self.scanner.since(mark), self.options) {
            return self.rest_of_list(line);
        }
        let first = self.scanner.since(mark).to_vec();
        self.scanner.forget();
        self.give(Ok(Record::new(self.path.clone(), first_line, &FORMAT, first)))?;
        self.list()?;
        Ok(Object::Listed)
    }

    fn rest_of_list(&mut self, line: u32) -> Result<Object, Stop> {
        match self.scanner.pass_to_end(1)? {
            Ended::Whole => Ok(Object::Passed),
            Ended::Cut => self.cut(line),
        }
    }

    /// Passes a value of the record that began in `line`.
    fn pass_value(&mut self, line: u32) -> Result<(), Stop> {
        match self.scanner.pass_value()? {
            Ended::Whole => Ok(()),
            Ended::Cut => self.cut(line),
        }
    }

    fn cut<T>(&mut self, line: u32) -> Result<T, Stop> {
        self.stop_at(line, "JSON ends in the middle of a record", GET_THE_REST)
    }

    fn stop_at<T>(&mut self, line: u32, what: &str, remedy: &str) -> Result<T, Stop> {
        self.give(Err(Problem::new(&*self.path, what).at_line(line).remedy(remedy)))?;
        Err(Stop::Enough)
    }

    /// Hands over the record that has just been passed.
    fn hand_over(&mut self, line: u32) -> Result<(), Stop> {
        let record = self.scanner.take().map(|bytes| Record::new(self.path.clone(), line, &FORMAT, bytes));
        self.give(record.ok_or_else(|| too_large(&self.path, line)))
    }

    fn give(&mut self, record: Result<Record, Problem>) -> Result<(), Stop> {
        match (self.each)(record) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    /// Tells of the elements that were no objects, if there were any.
    fn report_others(&mut self) {
        let Some((count, line)) = self.others else { return };
        let what = match count {
            1 => "an element of the array is not a record (a JSON object)".to_owned(),
            _ => format!("{count} elements of the array are not records (JSON objects); the first is here"),
        };
        // The last word on this file: whether more is wanted makes no difference.
        let problem = Problem::new(&*self.path, what).at_line(line).remedy(record::AN_OBJECT);
        let _ = (self.each)(Err(problem));
    }
}

/// What is said of a record over the limit.
pub(in crate::format) fn too_large(path: &str, line: u32) -> Problem {
    Problem::new(path, format!("a record larger than {} (the limit) was passed over", megabytes(RECORD_LIMIT)))
        .at_line(line)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::{format::properties::read, ingest::RawDocument};

    /// Lines and texts of the records, and the problems as they are shown.
    fn told(json: &str) -> (Vec<(u32, String)>, Vec<String>) {
        let (mut records, mut problems) = (Vec::new(), Vec::new());
        for item in read("a.json", json.as_bytes()).0 {
            match item {
                Ok(record) => records.push((record.line, String::from_utf8(record.bytes).unwrap())),
                Err(problem) => problems.push(problem.to_string()),
            }
        }
        (records, problems)
    }

    #[test]
    fn one_record_an_array_and_a_list_inside_an_object_are_cut_alike() {
        let (one, two) = (r#"{"body": "a}]\\"}"#, r#"{"title": "b", "x": [{"y": [1]}]}"#);
        let both = vec![(1, one.to_owned()), (2, two.to_owned())];
        for json in [
            format!("[{one},\n{two}]"),
            format!("{one}\n{two}"),
            format!(r#"{{"status": "ok", "total": 2, "articles": [{one},{}{two}], "next": null}}"#, '\n'),
            format!(r#"{{"response": {{"docs": [{one},{}{two}]}}}}"#, '\n'),
            format!(r#"{{"hits": {{"total": {{"value": 2}}, "hits": [{one},{}{two}]}}}}"#, '\n'),
        ] {
            assert_eq!(told(&json), (both.clone(), vec![]), "{json}");
        }
        assert_eq!(told(&format!("\n\n {two} \n")), (vec![(3, two.to_owned())], vec![]));
    }

    #[test]
    fn a_list_that_holds_no_articles_belongs_to_its_record() {
        for json in [
            r#"{"items": [{"price": 3}], "title": "a", "body": "b"}"#,
            r#"{"data": [1, 2, 3], "body": "b"}"#,
            r#"{"results": [], "body": "b"}"#,
            r#"{"data": {"title": "a", "body": "b"}}"#,
        ] {
            assert_eq!(told(json), (vec![(1, json.to_owned())], vec![]));
        }
    }

    #[test]
    fn json_that_is_cut_keeps_the_records_before_and_names_the_line() {
        let (records, problems) = told("[{\"body\": \"a\"},\n{\"body\": \"b\"},\n{\"body\": \"c");
        assert_eq!(records.len(), 2);
        assert_eq!(
            problems,
            ["a.json:3: JSON ends in the middle of a record (get the rest of the file; all before is read)"]
        );
        assert_eq!(
            told("[{\"body\": \"a\"},\n").1,
            ["a.json:2: JSON ends in the middle of an array (get the rest of the file; all before is read)"]
        );
        assert_eq!(told("{\"articles\": [{\"body\": \"a\"}, {\"b").0.len(), 1);
        assert_eq!(
            told("{\"title\": \"a\",\n\"body\"").1,
            ["a.json:1: JSON ends in the middle of a record (get the rest of the file; all before is read)"]
        );
    }

    #[test]
    fn a_million_nulls_are_one_problem() {
        let nulls = format!("[{{\"body\": \"a\"}},\n{}null]", "null,".repeat(999_999));
        let (records, problems) = told(&nulls);
        assert_eq!(records.len(), 1);
        assert_eq!(
            problems,
            [
                "a.json:2: 1000000 elements of the array are not records (JSON objects); the first is here (write each article as an object with a title and a body)"
            ]
        );
        assert_eq!(
            told("[\"a\", {}]").1,
            [
                "a.json:1: an element of the array is not a record (a JSON object) (write each article as an object with a title and a body)"
            ]
        );
    }

    #[test]
    fn what_is_no_json_is_said_once_and_what_follows_left_alone() {
        assert_eq!(
            told("{\"body\": \"a\"}\nand so on\n{}").1,
            ["a.json:2: not JSON: an object or an array should stand here (mend it from here on)"]
        );
        assert_eq!(
            told("hello").1,
            ["a.json:1: not JSON: an object or an array should stand here (mend it from here on)"]
        );
    }

    /// `before`, then `n` times `middle`, then `after`, without ever holding it.
    fn repeated(before: &str, middle: &'static str, n: u64, after: &str) -> RawDocument<'static> {
        let bytes = middle.len() as u64 * n;
        let middle = io::repeat(0).take(0).chain(Repeat { unit: middle.as_bytes(), at: 0 }.take(bytes));
        let reader = Cursor::new(before.to_owned()).chain(middle).chain(Cursor::new(after.to_owned()));
        RawDocument::new("a.json", reader)
    }

    struct Repeat {
        unit: &'static [u8],
        at: usize,
    }

    impl Read for Repeat {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = buffer.len().min(self.unit.len() - self.at);
            buffer[..n].copy_from_slice(&self.unit[self.at..self.at + n]);
            self.at = (self.at + n) % self.unit.len();
            Ok(n)
        }
    }

    /// The sizes of the records, and the problems.
    fn sizes(document: RawDocument) -> (Vec<usize>, Vec<String>) {
        let (mut sizes, mut problems) = (Vec::new(), Vec::new());
        let outcome = crate::format::split(document, &Options::default(), &mut |item| {
            match item {
                Ok(record) => sizes.push(record.bytes.len()),
                Err(problem) => problems.push(problem.to_string()),
            }
            ControlFlow::Continue(())
        });
        assert!(outcome.is_ok());
        (sizes, problems)
    }

    const WORDS: &str = "No ship sails and nobody knows why, the port said, before noon. ";

    #[test]
    fn a_record_over_the_limit_is_passed_over_and_its_neighbours_are_read() {
        let (sizes, problems) =
            sizes(repeated("[{\"body\": \"a\"},\n{\"body\": \"", WORDS, 1_100_000, "\"},\n{\"body\": \"c\"}]"));
        assert_eq!(sizes, [13, 13]);
        assert_eq!(problems, ["a.json:2: a record larger than 64 MiB (the limit) was passed over"]);
    }

    #[test]
    fn what_is_too_large_before_a_list_or_at_its_beginning_costs_no_other_article() {
        let (sizes, problems) = sizes(repeated(
            "{\"index\": \"",
            WORDS,
            1_100_000,
            "\", \"articles\": [{\"body\": \"a\"}, {\"body\": \"b\"}], \"total\": 2}",
        ));
        assert_eq!((sizes, problems.len()), (vec![13, 13], 0));
        let (sizes, problems) =
            self::sizes(repeated("{\"articles\": [{\"body\": \"", WORDS, 1_100_000, "\"},\n{\"body\": \"c\"}]}"));
        assert_eq!(sizes, [13]);
        assert_eq!(problems, ["a.json:1: a record larger than 64 MiB (the limit) was passed over"]);
    }

    #[test]
    fn a_list_longer_than_the_limit_is_streamed() {
        let (sizes, problems) =
            sizes(repeated("{\"articles\": [{\"body\": \"a\"}", ",{\"body\": \"No ship sails.\"}", 100_000, "]}"));
        assert_eq!((sizes.len(), problems.len()), (100_001, 0));
    }

    #[test]
    fn cutting_stops_when_no_more_is_wanted() {
        let mut seen = 0;
        let endless = repeated("[", "{\"body\": \"a\"},", u64::MAX / 20, "");
        let outcome = crate::format::split(endless, &Options::default(), &mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((outcome, seen), (Ok(crate::format::Split::Read), 3));
    }
}
