//! "How to add a format", at the top of `src/format/mod.rs`, walked through for every format that there is: whoever follows the steps
//! ends where these are.

use std::{collections::BTreeSet, fs, path::Path};

use whosaid::format::Format;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The paths of what is registered: `rows::csv::FORMAT`.
fn registered(code: &str) -> Vec<String> {
    let list = code.split("static FORMATS: &[&Format] = &[").nth(1).unwrap().split("];").next().unwrap();
    list.lines().filter_map(|line| Some(line.trim().strip_prefix('&')?.trim_end_matches(',').to_owned())).collect()
}

#[test]
fn each_format_is_where_the_steps_lead() {
    let code = read("src/format/mod.rs");
    let steps: Vec<&str> =
        code.lines().filter(|line| line.starts_with("//! ") && line[4..].starts_with(char::is_numeric)).collect();
    assert_eq!(steps.len(), 4, "{steps:#?}");
    let formats = registered(&code);
    assert_eq!(formats.len(), Format::all().count());
    let docs = read("docs/formats.md");
    let (rows, _) = docs.split_once("\n\nAll of these may be compressed").unwrap();
    let foreign = read("src/format/foreign.rs");
    for (path, format) in formats.iter().zip(Format::all()) {
        // 1: a file, or a folder, of its own, with `FORMAT` in it; 2: two lines.
        let parts: Vec<&str> = path.trim_end_matches(".format").split("::").collect();
        let (room, place) = (parts[0], parts[..parts.len() - 1].join("/"));
        let files = [format!("src/format/{place}.rs"), format!("src/format/{place}/mod.rs")];
        let file = files.iter().find(|file| Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file());
        let file = file.unwrap_or_else(|| panic!("{path}: none of {files:?}"));
        let name = parts[parts.len() - 1];
        assert!(read(file).contains(name), "{file} has no {name}");
        assert!(code.contains(&format!("\nmod {room};\n")), "{room} is not registered");
        // 3, a draft that is finished, shows in what comes out: `round_trip` and `corpus`.
        // 4: a row, and no extension among those that are not read.
        let name = format.name().split(" (").next().unwrap().to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| *word != "or").collect();
        let is_told = |row: &str| {
            let first = row.split('|').nth(1).unwrap_or_default().to_lowercase();
            words.iter().all(|word| first.contains(word))
        };
        assert!(rows.lines().filter(|line| line.starts_with("| ")).any(is_told), "{} has no row", format.name());
        for extension in format.extensions() {
            assert!(!foreign.contains(&format!("\"{extension}\"")), "{extension} is said not to be read");
        }
    }
}

#[test]
fn each_format_has_files_a_target_of_the_fuzzer_and_a_place_in_the_corpus() {
    let targets = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets")).unwrap();
    let targets: BTreeSet<String> = targets.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    for format in Format::all() {
        let call = format!("format(\"{}\"", format.name());
        assert!(targets.iter().any(|target| target.contains(&call)), "no target of the fuzzer reads {}", format.name());
        let shown = crate::corpus::ARTICLES.iter().any(|(name, ..)| *name == format.name());
        assert!(shown, "no article of the corpus is in {}", format.name());
    }
}
