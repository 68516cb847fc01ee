//! JSON Feed 1.0 and 1.1: records of JSON in a frame that names the outlet.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{Beginning, Each, Format, Options, RECORD_LIMIT, Record, Source, encoding, json};
use crate::report::Problem;

/// Told by its content alone.
pub(super) static FORMAT: Format = Format {
    name: "JSON Feed",
    extensions: &[],
    told: "names https://jsonfeed.org/version/",
    begins,
    split,
    parse: json::parse,
};

#[derive(Deserialize)]
struct Feed<'a> {
    title: Option<String>,
    language: Option<String>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

fn begins(beginning: &Beginning) -> bool {
    beginning.text.starts_with('{')
        && ["https://jsonfeed.org/version/", "https:\\/\\/jsonfeed.org\\/version\\/"]
            .iter()
            .any(|version| beginning.text.contains(version))
}

/// Hands over each item as a record, with what the feed says of all.
fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let path = Arc::clone(&source.path);
    let bytes = source.read_all(RECORD_LIMIT)?;
    let text = encoding::decode(&bytes, None);
    let feed: Feed = serde_json::from_str(&text).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        let what = if error.is_eof() { "a JSON Feed that ends in the middle" } else { "not a JSON Feed" };
        Problem::new(&*path, what).at_line(line).remedy("get the whole file")
    })?;
    let (mut line, mut at) = (1, 0);
    for item in feed.items {
        let start = item.get().as_ptr() as usize - text.as_ptr() as usize;
        let breaks = memchr::memchr_iter(b'\n', &text.as_bytes()[at..start]).count();
        line += u32::try_from(breaks).unwrap_or(u32::MAX);
        at = start;
        let bytes = framed(item.get(), feed.title.as_ref(), feed.language.as_ref());
        if each(Ok(Record::new(Arc::clone(&path), line, &FORMAT, bytes))).is_break() {
            break;
        }
    }
    Ok(())
}

/// An item with the feed's title as its outlet. What is no object stays as it is, and is a problem when it is read.
fn framed(item: &str, title: Option<&String>, language: Option<&String>) -> Vec<u8> {
    let Ok(mut members) = serde_json::from_str::<Map<String, Value>>(item) else { return item.as_bytes().to_vec() };
    for (name, value) in [("outlet", title), ("language", language)] {
        if let Some(value) = value
            && !members.contains_key(name)
        {
            members.insert(name.to_owned(), Value::from(value.as_str()));
        }
    }
    Value::Object(members).to_string().into_bytes()
}
