//! What ties a commit of tantivy to the manifest of the same moment.
//!
//! The manifest is written to a new file and flushed to disk first; then tantivy commits, with the name and the checksum
//! of that file in its payload. Its `meta.json` is replaced in one step, so at any moment one pair is valid. tantivy has no
//! checksum for `meta.json`: the payload has one of its own.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use serde::{Deserialize, Serialize};
use tantivy::{Directory, Index};

use super::{
    FORMAT_VERSION, IndexError,
    manifest::{self, Entries},
};

/// The payload of a commit, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Commit {
    format: u32,
    /// Name of the manifest's file, beside `meta.json`.
    manifest: String,
    /// Hash of its bytes.
    checksum: String,
    /// Names of the folders that were indexed, and where they were.
    pub(super) roots: BTreeMap<String, String>,
    /// Every print of an article counts as one of its own.
    pub(super) keeps_duplicates: bool,
    /// So many articles came without a file; the manifest knows nothing of them.
    pub(super) piped: u64,
    /// Hash of all this, as JSON with an empty seal.
    seal: String,
}

/// Read alone first, since another version may have all else different.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Commit {
    /// The last commit; `None` when there was none yet.
    pub(super) fn last(index: &Index, folder: &Path) -> Result<Option<Self>, IndexError> {
        let metas = index.load_metas().map_err(|error| IndexError::read(folder, error))?;
        let Some(payload) = metas.payload else { return Ok(None) };
        let format = || IndexError::Format { folder: folder.into() };
        let version: Version = serde_json::from_str(&payload).map_err(|_| format())?;
        if version.format != FORMAT_VERSION {
            return Err(format());
        }
        let commit: Option<Self> = serde_json::from_str(&payload).ok();
        let commit = commit.filter(|commit| commit.seal == commit.its_seal());
        let damaged =
            || IndexError::Damaged { folder: folder.into(), what: "meta.json is not as it was written".into() };
        commit.map(Some).ok_or_else(damaged)
    }

    /// Writes a manifest to the folder, to be committed by [`payload`](Self::payload).
    pub(super) fn write(
        disk: &dyn Directory,
        folder: &Path,
        manifest: &[u8],
        roots: BTreeMap<String, String>,
    ) -> io::Result<Self> {
        let last = manifests(folder)?.into_iter().map(|(number, _)| number).max().unwrap_or(0);
        let name = name_of(last + 1);
        // Flushed here; that the folder has it is flushed before tantivy replaces `meta.json`.
        disk.atomic_write(Path::new(&name), manifest)?;
        let checksum = blake3::hash(manifest).to_string();
        Ok(Self { format: FORMAT_VERSION, manifest: name, checksum, roots, ..Self::default() })
    }

    pub(super) fn payload(&self) -> String {
        json(&Self { seal: self.its_seal(), ..self.clone() })
    }

    fn its_seal(&self) -> String {
        blake3::hash(json(&Self { seal: String::new(), ..self.clone() }).as_bytes()).to_string()
    }

    /// Name of the manifest's file.
    pub(super) fn manifest(&self) -> &str {
        &self.manifest
    }

    /// The files that this commit holds.
    pub(super) fn entries(&self, folder: &Path) -> Result<Entries, IndexError> {
        let damaged = |what: String| IndexError::Damaged { folder: folder.into(), what };
        let mut bytes = Vec::new();
        let read = File::open(folder.join(&self.manifest)).and_then(|mut file| file.read_to_end(&mut bytes));
        read.map_err(|error| damaged(format!("{}: {error}", self.manifest)))?;
        if blake3::hash(&bytes).to_string() != self.checksum {
            return Err(damaged(format!("{} is not as it was written", self.manifest)));
        }
        manifest::read(&bytes).map_err(damaged)
    }

    /// Removes the manifests of all other commits. One that can't be removed now goes after the next commit.
    pub(super) fn remove_others(&self, folder: &Path) {
        let all = manifests(folder).unwrap_or_default();
        for (_, name) in all.into_iter().filter(|(_, name)| *name != self.manifest) {
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

fn json(commit: &Commit) -> String {
    serde_json::to_string(commit).expect("a commit's maps have text for keys")
}

fn name_of(number: u64) -> String {
    format!("manifest-{number}.jsonl")
}

/// The number in a manifest's name; `None` for any other file.
pub(super) fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix("manifest-")?.strip_suffix(".jsonl")?.parse().ok()
}

/// The manifests in the folder, by number.
fn manifests(folder: &Path) -> io::Result<Vec<(u64, String)>> {
    let mut manifests = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && let Some(number) = number_of(&name)
        {
            manifests.push((number, name));
        }
    }
    Ok(manifests)
}

#[cfg(test)]
mod tests {
    use tantivy::directory::MmapDirectory;

    use super::*;

    fn manifest(path: &str) -> Vec<u8> {
        manifest::write([(path, &manifest::Entry::partial())])
    }

    fn write(folder: &Path, path: &str) -> Commit {
        let disk = MmapDirectory::open(folder).unwrap();
        Commit::write(&disk, folder, &manifest(path), BTreeMap::new()).unwrap()
    }

    #[test]
    fn a_commit_leads_to_its_own_manifest_until_the_next_one_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = write(folder.path(), "a.txt");
        let second = write(folder.path(), "b.txt");
        assert!(first.entries(folder.path()).unwrap().contains_key("a.txt"));
        second.remove_others(folder.path());
        assert!(second.entries(folder.path()).unwrap().contains_key("b.txt"));
        let gone = first.entries(folder.path()).unwrap_err();
        assert!(gone.to_string().contains("manifest-1.jsonl") && gone.to_string().contains("--rebuild"), "{gone}");
    }

    #[test]
    fn a_manifest_that_was_changed_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let commit = write(folder.path(), "a.txt");
        fs::write(folder.path().join("manifest-1.jsonl"), manifest("b.txt")).unwrap();
        let error = commit.entries(folder.path()).unwrap_err();
        assert!(error.to_string().contains("manifest-1.jsonl is not as it was written"), "{error}");
    }

    #[test]
    fn only_manifests_have_a_number() {
        assert_eq!(number_of("manifest-12.jsonl"), Some(12));
        for other in ["manifest-.jsonl", "manifest-1.json", "meta.json", "my-manifest-1.jsonl", "manifest-x.jsonl"] {
            assert_eq!(number_of(other), None, "{other}");
        }
    }
}
