//! Tells whosaid from an edition of itself that may read an article differently: what it read is then read again.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// What an article's text, and what is found in it, depends on.
const SOURCES: [&str; 10] = [
    "Cargo.lock",
    "data",
    "models",
    "src/annotate",
    "src/article",
    "src/format",
    "src/lexicon.rs",
    "src/lexicon",
    "src/model",
    "src/text",
];
/// Of these folders, files that end so are compiled in.
const COMPILED: [&str; 5] = ["bin", "lock", "rs", "tsv", "txt"];
/// This one is not: models are learned from it.
const JUDGED: &str = "judged.tsv";

fn main() -> io::Result<()> {
    let mut edition = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        hash(Path::new(source), &mut edition)?;
    }
    println!("cargo::rustc-env=WHOSAID_EDITION={:016x}", edition.finish());
    Ok(())
}

/// Adds a file, or all of a folder in the order of their names.
fn hash(path: &Path, edition: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inner: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        inner.sort();
        return inner.iter().try_for_each(|path| hash(path, edition));
    }
    let is_compiled = path.extension().is_some_and(|ending| COMPILED.iter().any(|compiled| ending == *compiled));
    if is_compiled && !path.ends_with(JUDGED) {
        path.hash(edition);
        #[expect(clippy::disallowed_methods, reason = "these are no articles")]
        fs::read(path)?.hash(edition);
    }
    Ok(())
}
