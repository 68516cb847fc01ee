//! Holds the source to ARCHITECTURE.md: which room may import which, and which crates belong to which room.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Crates, and modules of the standard library, that belong to some rooms alone.
///
/// Tests may use them anywhere.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("ctrlc", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("crossbeam_channel", &["pipeline"]),
    ("rayon", &["pipeline", "engine", "train"]),
    // The index sleeps a little where a lock is taken; it starts none.
    ("std::thread", &["pipeline", "index"]),
    ("thread", &["pipeline", "index"]),
    ("tantivy", &["index", "engine"]),
    ("walkdir", &["ingest"]),
    ("chardetng", &["format"]),
    ("dom_smoothie", &["format"]),
    ("encoding_rs", &["format"]),
    ("mail_parser", &["format"]),
    // Which files are one issue of a newspaper, a METS file tells.
    ("quick_xml", &["format", "ingest"]),
    ("pdf_extract", &["format"]),
    ("pulldown_cmark", &["format"]),
    ("whatlang", &["format"]),
    ("csv", &["render", "format"]),
    ("parquet", &["format"]),
    ("bytes", &["format"]),
];

/// What each room may import, as ARCHITECTURE.md says.
type Table = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_room_is_in_the_table_and_the_table_has_no_other() {
    let (table, rooms) = (table(), rooms());
    let named: BTreeSet<&String> = table.keys().collect();
    let there: BTreeSet<&String> = rooms.keys().collect();
    assert_eq!(named, there, "left: rooms in ARCHITECTURE.md; right: rooms in src/");
    for (room, imports) in &table {
        let unknown: Vec<_> = imports.iter().filter(|import| !table.contains_key(*import)).collect();
        assert!(unknown.is_empty(), "ARCHITECTURE.md lets {room} import rooms that don't exist: {unknown:?}");
    }
}

#[test]
fn nothing_points_back() {
    let table = table();
    let mut order: BTreeSet<&str> = BTreeSet::new();
    // A room whose imports are all in order comes next; what is left over at the end goes in a circle.
    while let Some((room, _)) = table.iter().find(|(room, imports)| {
        !order.contains(room.as_str()) && imports.iter().all(|import| order.contains(import.as_str()))
    }) {
        order.insert(room);
    }
    let circle: Vec<_> = table.keys().filter(|room| !order.contains(room.as_str())).collect();
    assert!(circle.is_empty(), "these rooms may import each other in a circle: {circle:?}");
}

#[test]
fn every_room_imports_only_what_it_may() {
    let table = table();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (room, files) in rooms() {
        for file in files {
            let code = without_comments_and_strings(&read(&file));
            for import in imports(&code, depth(&file), &table) {
                seen += 1;
                if import != room && !table[&room].contains(&import) {
                    wrong.push(format!("{}: {room} may not import {import}", file.display()));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} imports found: does the scanner still understand the source?");
    assert!(wrong.is_empty(), "against the table in ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (room, files) in rooms() {
        for file in files {
            let code = without_comments_and_strings(&read(&file));
            let code = without_tests(&code);
            for (name, homes) in HOMES.iter().filter(|(name, _)| uses(code, name)) {
                seen.insert(*name);
                if !homes.contains(&room.as_str()) {
                    wrong.push(format!("{}: {name} is for {} only", file.display(), homes.join(" and ")));
                }
            }
        }
    }
    assert!(seen.contains("clap") && seen.contains("tantivy"), "only {seen:?} seen: does the scanner still work?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The table "Who may import whom".
fn table() -> Table {
    let text = read(&root().join("ARCHITECTURE.md"));
    let (_, section) = text.split_once("## Who may import whom").expect("ARCHITECTURE.md has this section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')?.split_once('|'));
    // The first two rows are the header and the line below it.
    rows.skip(2)
        .map(|(room, imports)| {
            let imports = imports.split(',').map(str::trim).filter(|import| !import.is_empty());
            (room.trim().to_owned(), imports.map(str::to_owned).collect())
        })
        .collect()
}

/// The files of each room: `src/ROOM.rs` or all below `src/ROOM/`; `main.rs` belongs to `cli`.
fn rooms() -> BTreeMap<String, Vec<PathBuf>> {
    let mut rooms: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in entries(&root().join("src")) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("file names are UTF-8").to_owned();
        match name.as_str() {
            "lib" => {}
            "main" => rooms.entry("cli".to_owned()).or_default().push(path),
            _ => rooms.entry(name).or_default().extend(sources(&path)),
        }
    }
    rooms
}

/// The Rust files at or below `path`.
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_dir() {
        return entries(path).iter().flat_map(|path| sources(path)).collect();
    }
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    if is_rust { vec![path.to_owned()] } else { vec![] }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder that opens can be listed").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    #[expect(clippy::disallowed_methods, reason = "the source is no input of whosaid")]
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// How many `super::` lead from the file's own module to the crate's root.
fn depth(file: &Path) -> usize {
    let inside = file.strip_prefix(root().join("src")).expect("sources are in src/");
    let is_mod = inside.file_name().is_some_and(|name| name == "mod.rs");
    inside.components().count() - usize::from(is_mod)
}

/// The rooms that `code` names: by `crate::`, by `whosaid::`, or by enough `super::` to reach the root.
fn imports(code: &str, depth: usize, table: &Table) -> Vec<String> {
    let from_root = ["crate::", "whosaid::"]
        .into_iter()
        .flat_map(|prefix| after_each(code, prefix).flat_map(first_segments).collect::<Vec<_>>());
    let climb = "super::".repeat(depth);
    // A climb out of a test module may end in the room instead of the root: only names of rooms count.
    let climbed = after_each(code, &climb).flat_map(first_segments).filter(|name| table.contains_key(name));
    let mut names: Vec<String> = from_root.chain(climbed).filter(|name| name != "self").collect();
    names.sort();
    names.dedup();
    names
}

/// What follows each place where `path` stands, as a path of its own.
fn after_each<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    code.match_indices(path)
        .filter(move |(at, _)| !code[..*at].ends_with(goes_on))
        .map(move |(at, _)| &code[at + path.len()..])
}

/// The first names of a path or of a group of paths: `a::b` gives a, `{a::{b, c}, d}` gives a and d.
fn first_segments(path: &str) -> Vec<String> {
    let name = |path: &str| path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut level = 1;
    let mut start = 0;
    let mut names = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => level += 1,
            '}' => level -= 1,
            _ => {}
        }
        if level == 0 || (level == 1 && c == ',') {
            names.push(name(&group[start..at]));
            start = at + 1;
        }
        if level == 0 {
            break;
        }
    }
    names.retain(|name: &String| !name.is_empty());
    names
}

/// Whether a path in `code` begins with `name`.
fn uses(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let import = format!("use {name};");
    after_each(code, &path).next().is_some() || code.contains(&import)
}

/// The code before the test module, which ends each file that has one.
fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]\nmod tests {").next().unwrap_or(code)
}

/// The code with its comments and the content of its strings and characters left out.
fn without_comments_and_strings(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => string(rest, "\""),
            'r' if !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => raw_string(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            rest = &rest[skipped..];
        }
    }
    code
}

/// Length of the string literal that begins `rest`.
fn string(rest: &str, mark: &str) -> usize {
    let mut escaped = false;
    let end = rest[mark.len()..].char_indices().find(|&(_, c)| {
        let ends = !escaped && c == '"';
        escaped = !escaped && c == '\\';
        ends
    });
    end.map_or(rest.len(), |(at, _)| mark.len() + at + 1)
}

/// Length of the raw string literal that begins `rest`; 0 when it is none.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|&byte| byte == b'#').count();
    let content = 1 + hashes + 1;
    if rest.as_bytes().get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    rest[content..].find(&end).map_or(rest.len(), |at| content + at + end.len())
}

/// Length of the character literal that begins `rest`; 0 when it is a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some(_)) => rest[3..].find('\'').map_or(0, |at| 3 + at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

mod scanner {
    use super::*;

    fn imported(code: &str) -> String {
        let table = Table::from([("index".to_owned(), BTreeSet::new()), ("query".to_owned(), BTreeSet::new())]);
        imports(&without_comments_and_strings(code), 2, &table).join(" ")
    }

    #[test]
    fn imports_are_found_in_every_form() {
        assert_eq!(imported("use crate::article::Span;"), "article");
        assert_eq!(
            imported("use crate::{\n    article::{Quote, Span},\n    query::Hits,\n    report,\n};"),
            "article query report"
        );
        assert_eq!(imported("fn f() -> crate::index::Row { whosaid::query::parse() }"), "index query");
        assert_eq!(imported("pub(in crate::text) use super::super::index::Row;"), "index text");
    }

    #[test]
    fn what_is_no_import_is_not_found() {
        assert_eq!(
            imported("/// See [`Hits`](crate::query::Hits).\n// crate::query\n/* crate::query */ use std::fmt;"),
            ""
        );
        assert_eq!(
            imported("let a = \"crate::query\"; let b = r#\"crate::\"index\"\"#; let c = b\"\\\"crate::text\";"),
            ""
        );
        assert_eq!(imported("use super::index::Plan; use other_crate::query::Hits; let x: super::super::Thing;"), "");
        assert_eq!(imported(r"let quote = '\''; let mark = '“'; let x: &'a str = 'x'; // crate::query"), "");
    }

    #[test]
    fn a_crate_is_used_by_its_own_name_only() {
        assert!(uses("use clap::Parser;", "clap"));
        assert!(uses("#[derive(clap::Args)]", "clap"));
        assert!(uses("use std::thread;", "std::thread"));
        assert!(!uses("use clap_complete::Shell; my::clap::x(); unclap::y();", "clap"));
        assert!(!uses(without_tests("fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::thread;\n}"), "std::thread"));
    }
}
