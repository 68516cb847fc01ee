//! The files in the folder: which belong to the last commit, and whether they are as they were written.

use std::{
    collections::{BTreeSet, HashSet},
    ffi::OsStr,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use tantivy::{IndexMeta, SegmentMeta, directory::ManagedDirectory, index::SegmentComponent};

use super::{IndexError, LIST, META, files_of_an_index};

/// The files of a segment. It can be without none of them, though tantivy takes lost positions for none that ever were.
pub(in crate::index) fn components(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> + use<'_> {
    let always = [
        SegmentComponent::Terms,
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        SegmentComponent::Store,
    ];
    let deleted = segment.has_deletes().then_some(SegmentComponent::Delete);
    always.into_iter().chain(deleted).map(|part| segment.relative_path(part))
}

/// The files of a segment that are missing, or not as they were written. Adds up the bytes of those that were looked at.
pub(super) fn damaged(
    folder: &Path,
    segment: &SegmentMeta,
    directory: &ManagedDirectory,
    bytes: &mut u64,
) -> Vec<(PathBuf, String)> {
    let mut damaged = Vec::new();
    for file in components(segment) {
        match folder.join(&file).metadata() {
            Ok(metadata) => {
                *bytes += metadata.len();
                match directory.validate_checksum(&file) {
                    Ok(true) => {}
                    Ok(false) => damaged.push((file, "its checksum is not that of what it holds".to_owned())),
                    Err(error) => damaged.push((file, format!("can't be read: {error}"))),
                }
            }
            Err(error) => damaged.push((file, format!("can't be read: {error}"))),
        }
    }
    damaged
}

/// The files of the last commit, without the manifest and the list itself.
pub(in crate::index) fn living(meta: &IndexMeta) -> HashSet<PathBuf> {
    let of_segments = meta.segments.iter().flat_map(components);
    of_segments.chain([META.into()]).collect()
}

/// Reads tantivy's list of its files: what is not in it is never removed.
pub(super) fn list(folder: &Path, meta: &IndexMeta) -> Result<(), String> {
    let mut bytes = Vec::new();
    let read = File::open(folder.join(LIST)).and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| format!("can't be read: {error}"))?;
    let listed: BTreeSet<PathBuf> =
        serde_json::from_slice(&bytes).map_err(|error| format!("can't be understood: {error}"))?;
    let missing = living(meta).into_iter().filter(|file| !listed.contains(file) && folder.join(file).exists());
    missing.min().map_or(Ok(()), |file| Err(format!("does not list {}", file.display())))
}

/// What the folder holds besides the last commit.
pub(super) fn leftovers(folder: &Path, meta: &IndexMeta, manifest: &str) -> Result<Vec<String>, IndexError> {
    let mut kept = living(meta);
    kept.extend([manifest.into(), LIST.into()]);
    let name = |path: &PathBuf| path.file_name().map(OsStr::to_owned);
    let names = files_of_an_index(folder)?.iter().filter_map(name).collect::<BTreeSet<_>>().into_iter();
    let left = names.filter(|name| !kept.contains(Path::new(name)));
    Ok(left.map(|name| name.to_string_lossy().into_owned()).collect())
}
