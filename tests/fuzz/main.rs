//! The bodies of the fuzzer's targets as property tests, which need no fuzzer: damaged files of each format, and any bytes.
//!
//! `docs/fuzzing.md` tells how the fuzzer itself is run.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

#[path = "../../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "the fuzzer uses more of it")]
mod bodies;
mod damage;
#[path = "../documents/make.rs"]
#[allow(dead_code, reason = "the tests of documents use more of it")]
mod make;
#[path = "../wrapped/pack.rs"]
#[allow(dead_code, reason = "the tests of archives use more of it")]
mod pack;
mod seeds;

use std::{fs, path::PathBuf, sync::Once};

use proptest::test_runner::{Config, TestError, TestRunner};
use whosaid::format::Format;

use damage::damaged;

/// So many damaged files are tried for each target, unless `PROPTEST_CASES` asks for more.
const CASES: u32 = 128;

/// Runs a body over damaged seeds; fails with the bytes for which it panics.
#[track_caller]
fn holds(target: &str, body: impl Fn(&[u8])) {
    // Caught panics are not worth a line on the screen each.
    static QUIET: Once = Once::new();
    QUIET.call_once(bodies::pass_over_expected_panics);
    let seeds = seeds::of(target);
    assert!(!seeds.is_empty(), "{target} has no seeds");
    for seed in &seeds {
        body(seed);
    }
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { CASES };
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&damaged(seeds), |bytes| {
        body(&bytes);
        Ok(())
    });
    if let Err(TestError::Fail(reason, bytes)) = outcome {
        panic!("{target}: {reason} for {:?}", String::from_utf8_lossy(&bytes));
    }
}

/// What the target of a format is called.
fn target_of(format: &Format) -> String {
    let words = format.name().to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn fuzz(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(path)
}

#[test]
fn damaged_files_of_each_format_are_read_without_a_panic() {
    for format in Format::all() {
        let target = target_of(format);
        let articles: usize = seeds::of(&target).iter().map(|seed| bodies::format(format.name(), seed)).sum();
        assert!(articles > 0, "the seeds of {target} are no articles");
        holds(&target, |bytes| {
            bodies::format(format.name(), bytes);
        });
    }
}

#[test]
fn damaged_files_are_recognised_and_unwrapped_without_a_panic() {
    assert!(seeds::of("any_file").iter().all(|seed| bodies::any_file(seed) > 0));
    holds("any_file", |bytes| {
        bodies::any_file(bytes);
    });
}

#[test]
fn damaged_articles_are_annotated_within_their_bounds() {
    holds("annotator", bodies::annotator);
}

#[test]
fn damaged_questions_lists_models_patterns_and_dates_do_no_harm() {
    holds("question", bodies::question);
    holds("manifest", bodies::manifest);
    holds("model", bodies::model);
    holds("path_pattern", bodies::path_pattern);
    holds("date", bodies::date);
}

#[test]
fn each_format_has_a_target_and_seeds() {
    let manifest = fs::read_to_string(fuzz("Cargo.toml")).unwrap();
    for format in Format::all() {
        let target = target_of(format);
        let code = fs::read_to_string(fuzz(&format!("fuzz_targets/{target}.rs"))).unwrap_or_default();
        assert!(code.contains(&format!("format(\"{}\", bytes)", format.name())), "fuzz_targets/{target}.rs");
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} in fuzz/Cargo.toml");
    }
}

/// `cargo test --test fuzz -- --ignored`: the fuzzer finds them in `fuzz/corpus/TARGET/`.
#[test]
#[ignore = "writes files for the fuzzer"]
fn write_seeds() {
    for entry in fs::read_dir(fuzz("fuzz_targets")).unwrap() {
        let target = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        let folder = fuzz(&format!("corpus/{target}"));
        fs::create_dir_all(&folder).unwrap();
        for (number, seed) in seeds::of(&target).iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
        }
    }
}
