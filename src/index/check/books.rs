//! All documents of the index against what its manifest says, and against what it says of equal articles.

use std::collections::{BTreeMap, BTreeSet};

use super::segment::{Count, Found};
use crate::{
    index::{
        PIPED, State,
        commit::Commit,
        manifest::Entries,
        twins::{Part, Print, Twins, file_hash, groups, whole},
    },
    report::Findings,
};

/// What the sound segments hold.
#[derive(Default)]
pub(super) struct Books {
    files: BTreeMap<u64, Count>,
    piped: u64,
    quotes_piped: u64,
    prints: Vec<Print>,
    marks: BTreeSet<u64>,
    twins: Vec<Part>,
}

impl Books {
    /// Takes a segment in, or tells why it can't be trusted.
    pub(super) fn add(&mut self, found: Found, entries: &Entries) -> Result<(), String> {
        let known = hashes(entries);
        if let Some(file) = found.files.keys().find(|file| !known.contains_key(file)) {
            return Err(format!("has articles of a file that the manifest does not list (hash {file:016x})"));
        }
        let marks: BTreeSet<u64> = found.prints.iter().map(Print::mark).collect();
        if marks.len() < found.prints.len() || !marks.is_disjoint(&self.marks) {
            return Err("has an article that is there twice".to_owned());
        }
        for (file, count) in found.files {
            let known = self.files.entry(file).or_default();
            known.articles += count.articles;
            known.quotes += count.quotes;
        }
        for count in found.piped.into_values() {
            self.piped += u64::from(count.articles);
            self.quotes_piped += u64::from(count.quotes);
        }
        self.marks.extend(marks);
        self.prints.extend(found.prints);
        self.twins.extend(found.twins);
        Ok(())
    }

    /// Counts what is there, and tells which files have not what they should.
    pub(super) fn balance(&self, findings: &mut Findings, entries: &Entries, commit: &Commit) {
        findings.files = entries.len() as u64;
        findings.articles = self.files.values().map(|count| u64::from(count.articles)).sum::<u64>() + self.piped;
        findings.quotations = self.files.values().map(|count| u64::from(count.quotes)).sum::<u64>() + self.quotes_piped;
        for (path, entry) in entries {
            match entry.state {
                State::Partial => findings.unfinished += 1,
                State::Done => {
                    let there = self.files.get(&file_hash(path, None)).copied().unwrap_or_default();
                    if there != (Count { articles: entry.articles, quotes: entry.quotes }) {
                        findings.incomplete.push(path.clone());
                    }
                }
            }
        }
        findings.lost = commit.piped.saturating_sub(self.piped);
    }

    /// Whether the index says of equal articles what follows from them.
    pub(super) fn say_what_is_the_same(&self, entries: &Entries, keeps_duplicates: bool) -> Result<(), String> {
        let paths = hashes(entries);
        let path = |file: u64| paths.get(&file).copied().unwrap_or(PIPED);
        let right = if keeps_duplicates { Vec::new() } else { groups(&self.prints, path) };
        if whole(self.twins.clone()) == Some(Twins::of(&right)) {
            return Ok(());
        }
        Err("which articles are the same is not what it says".to_owned())
    }
}

fn hashes(entries: &Entries) -> BTreeMap<u64, &str> {
    entries.keys().map(|path| (file_hash(path, None), path.as_str())).collect()
}
