//! Runs every example of README.md in the project's folder, against its corpus and an index made for the occasion.
//!
//! `TRYCMD=overwrite cargo test --test readme` writes the real output into each example that differs. Put `...` back
//! afterwards, in place of what is too long, or changes from run to run (times, sizes).

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{fs, path::Path};

#[test]
fn every_example_gives_what_the_page_shows() {
    let index = tempfile::tempdir().unwrap();
    trycmd::TestCases::new().env("WHOSAID_INDEX", index.path().to_str().unwrap()).case("README.md").run();
}

#[test]
fn the_first_command_is_one_that_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    #[expect(clippy::disallowed_methods, reason = "documents of the project are no input of whosaid")]
    let page = fs::read_to_string(root.join("README.md")).unwrap();
    let command = page.lines().find_map(|line| line.strip_prefix("cargo run --release -- ")).unwrap();
    assert_eq!(command, "query --corpus corpus \"who said sovereignty\"");
    let index = tempfile::tempdir().unwrap();
    assert_cmd::Command::cargo_bin("whosaid")
        .unwrap()
        .current_dir(root)
        .env("WHOSAID_INDEX", index.path())
        .args(["query", "--corpus", "corpus", "who said sovereignty"])
        .assert()
        .code(0);
}
