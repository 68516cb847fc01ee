use std::{cell::OnceCell, collections::BTreeMap, fmt, sync::LazyLock};

use serde::de::{Deserialize, Deserializer, Visitor};
use serde_json::value::RawValue;

use super::super::{Field, Options, draft::is_missing, names, table};

/// Objects that are looked into: "record" and "value" of `data/wrappers.tsv`.
static WRAPPERS: LazyLock<Wrappers> = LazyLock::new(|| {
    let data = include_str!("../../../data/wrappers.tsv");
    let values = table::of_kind(data, "value").into_iter().map(names::plain).collect();
    let records = table::of_kind(data, "record").into_iter().map(|name| (name, names::plain(name))).collect();
    Wrappers { records, values }
});

struct Wrappers {
    /// Exactly so: "_source" wraps a record, "source" is an outlet. With their plain names.
    records: Vec<(&'static str, String)>,
    values: Vec<String>,
}

impl Wrappers {
    fn wraps_record(&self, name: &str) -> bool {
        self.records.iter().any(|(known, _)| *known == name)
    }
}

/// Whether an object of this name is looked into as if its members were the record's.
pub(in crate::format) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.wraps_record(name)
}

/// The plain name of a field whose path is a name, as tables that were made of JSON call their columns: "source.name",
/// "fields.bodyText".
pub(in crate::format) fn flattened(name: &str) -> Option<String> {
    let (outer, inner) = name.rsplit_once('.')?;
    if is_wrapper(outer) {
        return Some(names::plain(inner));
    }
    WRAPPERS.values.contains(&names::plain(inner)).then(|| names::plain(outer))
}

/// How deep a value's objects are looked into.
const DEEPEST_VALUE: usize = 3;

/// A record whose members are found but not read: so that a record of 64 MiB takes little more memory than that.
pub(super) struct Fields<'a> {
    /// By plain name, then by name.
    members: Vec<Member<'a>>,
    /// The members of objects that wrap records, each under the object's name.
    wrapped: OnceCell<Vec<(&'static str, Fields<'a>)>>,
}

struct Member<'a> {
    /// The name without what never matters in it.
    plain: String,
    name: String,
    /// What it means where it is a path, as in tables made of JSON: "source.name".
    flat: Option<String>,
    value: &'a RawValue,
}

impl<'a> Member<'a> {
    /// Its value as that of a field: with the path to it, through the object in which it stands.
    fn under(&self, wrapper: &str) -> Candidate<'a> {
        let path = if wrapper.is_empty() { self.name.clone() } else { format!("{wrapper}.{}", self.name) };
        Candidate { path, value: self.value }
    }
}

/// A value that may be meant by a field.
pub(super) struct Candidate<'a> {
    /// Where it stands in the record.
    pub path: String,
    pub value: &'a RawValue,
}

impl<'a> Fields<'a> {
    pub fn read(json: &'a str) -> serde_json::Result<Self> {
        let members: BTreeMap<String, &'a RawValue> = serde_json::from_str(json)?;
        let member = |(name, value): (String, &'a RawValue)| Member {
            plain: names::plain(&name),
            flat: flattened(&name),
            name,
            value,
        };
        let mut members: Vec<Member> = members.into_iter().map(member).collect();
        // Stable: names that differ only in what does not matter stay in their order.
        members.sort_by(|a, b| a.plain.cmp(&b.plain));
        Ok(Self { members, wrapped: OnceCell::new() })
    }

    /// The members of objects in it that wrap records; looked for once, as each field may stand there.
    fn wrapped(&self) -> &[(&'static str, Self)] {
        self.wrapped.get_or_init(|| {
            let object_of = |(name, plain): &(&'static str, String)| {
                let member = self.called(plain).find(|member| member.name == *name)?;
                Some((*name, object(member.value)?))
            };
            WRAPPERS.records.iter().filter_map(object_of).collect()
        })
    }

    /// The members of this name, as [`names::plain`] writes it.
    fn called(&self, plain: &str) -> impl Iterator<Item = &Member<'a>> {
        let first = self.members.partition_point(|member| member.plain.as_str() < plain);
        self.members[first..].iter().take_while(move |member| member.plain == plain)
    }

    /// The value of the member of this name, as [`names::plain`] writes it.
    pub fn member(&self, plain: &str) -> Option<&'a RawValue> {
        self.called(plain).next().map(|member| member.value)
    }

    /// The same, unless it is an object that wraps a record: its members are values, it is none.
    fn value(&self, plain: &str) -> Option<&Member<'a>> {
        let wraps = |member: &Member| is(member.value, '{') && WRAPPERS.wraps_record(&member.name);
        self.called(plain).find(|member| !wraps(member))
    }

    /// The value of the member of exactly this name.
    fn exact(&self, name: &str) -> Option<&'a RawValue> {
        self.called(&names::plain(name)).find(|member| member.name == name).map(|member| member.value)
    }

    /// The values that may be meant by a field, the likeliest first: where the user says, then under the known names in the
    /// record, then under the same in the objects that wrap records.
    pub fn values(&self, field: Field, options: &Options) -> Vec<Candidate<'a>> {
        let chosen = options.fields.iter().filter(|(chosen, _)| *chosen == field);
        let mut values: Vec<_> = chosen
            .filter_map(|(_, path)| Some(Candidate { path: path.clone(), value: at_path(self, path)? }))
            .collect();
        values.extend(names::of(field).filter_map(|name| self.value(name)).map(|member| member.under("")));
        for (wrapper, wrapped) in self.wrapped() {
            let inside = names::of(field).filter_map(|name| wrapped.called(name).next());
            values.extend(inside.map(|member| member.under(wrapper)));
        }
        if self.members.iter().any(|member| member.flat.is_some()) {
            let meant = |name: &str| self.members.iter().find(|member| member.flat.as_deref() == Some(name));
            values.extend(names::of(field).filter_map(meant).map(|member| member.under("")));
        }
        values
    }
}

/// `story.text`, `bodies.0.value`: a member whose name is the whole path, or step by step.
fn at_path<'a>(fields: &Fields<'a>, path: &str) -> Option<&'a RawValue> {
    if let Some(value) = fields.exact(path) {
        return Some(value);
    }
    let (name, rest) = path.split_once('.')?;
    let mut value = fields.exact(name)?;
    for step in rest.split('.') {
        value = match step.parse::<usize>() {
            Ok(index) if is(value, '[') => *list(value)?.get(index)?,
            _ => object(value)?.exact(step)?,
        };
    }
    Some(value)
}

fn is(value: &RawValue, begins: char) -> bool {
    value.get().starts_with(begins)
}

fn object(value: &RawValue) -> Option<Fields<'_>> {
    is(value, '{').then(|| Fields::read(value.get()).ok()).flatten()
}

/// The elements of an array.
pub(super) fn list(value: &RawValue) -> Option<Vec<&RawValue>> {
    is(value, '[').then(|| serde_json::from_str(value.get()).ok()).flatten()
}

/// The texts that a value gives: itself, the elements of a list, the member that an object wraps. Missing ones left out.
pub(super) fn texts(value: &RawValue) -> Vec<String> {
    let mut texts = Vec::new();
    match list(value) {
        // Of headlines and the like that have roles, the main one comes first.
        Some(mut elements) => {
            elements.sort_by_cached_key(|element| !is_main(element));
            for element in elements {
                gather(element, DEEPEST_VALUE - 1, &mut texts);
            }
        }
        None => gather(value, DEEPEST_VALUE, &mut texts),
    }
    texts.retain(|text| !is_missing(text));
    texts
}

/// The texts that a body gives. Of the same text in several types (the `bodies` of ninjs: plain, HTML, …), the first.
pub(super) fn body(value: &RawValue) -> Vec<String> {
    let is_version = |element: &&RawValue| object(element).is_some_and(|fields| fields.member("contenttype").is_some());
    let versions: Vec<&RawValue> = list(value).unwrap_or_default().into_iter().filter(is_version).collect();
    if versions.is_empty() {
        return texts(value);
    }
    let mut in_order = versions.iter().filter(|version| is_main(version)).chain(&versions);
    in_order.find_map(|version| Some(texts(version)).filter(|texts| !texts.is_empty())).unwrap_or_default()
}

fn is_main(element: &RawValue) -> bool {
    object(element).and_then(|fields| fields.member("role")).is_some_and(|role| role.get() == "\"main\"")
}

fn gather(value: &RawValue, depth: usize, texts: &mut Vec<String>) {
    let json = value.get();
    if json.starts_with('"') {
        texts.extend(serde_json::from_str::<Lossy>(json).ok().map(|text| text.0));
    } else if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        texts.push(json.to_owned());
    } else if depth == 0 {
    } else if let Some(elements) = list(value) {
        for element in elements {
            gather(element, depth - 1, texts);
        }
    } else if let Some(fields) = object(value) {
        let before = texts.len();
        for inner in WRAPPERS.values.iter().filter_map(|name| fields.member(name)) {
            gather(inner, depth - 1, texts);
            if texts.len() > before {
                break;
            }
        }
    }
}

/// A string in which half a surrogate pair ("\ud83d" alone, as programs that cut text leave it) is U+FFFD, not an error.
struct Lossy(String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Lossy;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Lossy, E> {
                let mut bytes = bytes.to_vec();
                for at in memchr::memchr_iter(0xed, &bytes.clone()) {
                    // Half a pair is written as one character of three bytes would be, and so is U+FFFD.
                    if matches!(bytes.get(at + 1), Some(0xa0..=0xbf)) && bytes.len() >= at + 3 {
                        bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
                    }
                }
                Ok(Lossy(
                    String::from_utf8(bytes)
                        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
                ))
            }
        }

        // As bytes, serde_json lets lone surrogates pass.
        deserializer.deserialize_bytes(Bytes)
    }
}
