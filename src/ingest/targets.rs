use std::{
    collections::HashSet,
    ffi::OsStr,
    path::{Path, PathBuf},
};

use super::{Names, STANDARD_INPUT, haystack::unreadable};
use crate::report::Problem;

/// The paths that were asked for, looked up: what of them exists, and where.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Standard input was asked for.
    pub standard_input: bool,
    /// Folders and files, absolute, in the order given; none lies in another.
    pub places: Vec<PathBuf>,
    /// What could not be found.
    pub problems: Vec<Problem>,
    /// The places, to look one up in.
    known: HashSet<PathBuf>,
}

impl Targets {
    /// Looks the given paths up, and names their folders.
    #[must_use]
    pub fn find(paths: &[PathBuf], names: &mut Names) -> Self {
        let mut targets = Self::default();
        for path in paths {
            if path.as_os_str() == STANDARD_INPUT {
                targets.standard_input = true;
                continue;
            }
            match place_of(path) {
                Ok((place, folder, name)) => {
                    names.add(name, &folder);
                    if targets.known.insert(place.clone()) {
                        targets.places.push(place);
                    }
                }
                Err(error) => targets.problems.push(unreadable(&path.to_string_lossy(), &error)),
            }
        }
        let Self { places, known, .. } = &mut targets;
        places
            .retain(|place| !place.ancestors().skip(1).any(|around| known.contains(around) && reaches(around, place)));
        targets
    }

    /// Whether the file at `place` is among what was asked for.
    #[must_use]
    pub fn cover(&self, place: &Path) -> bool {
        place.ancestors().any(|around| self.known.contains(around))
    }

    /// Whether a walk of what was asked for comes to the file or folder at `place`.
    pub(super) fn come_to(&self, place: &Path) -> bool {
        comes_to(&self.known, place)
    }
}

/// Where a given path is, the folder that gets a name (a file's is its parent), and the path that names that folder.
///
/// The last part of a file's path is kept even where it is a link, so that its name does not depend on what it links to.
fn place_of(given: &Path) -> std::io::Result<(PathBuf, PathBuf, &Path)> {
    if given.metadata()?.is_dir() {
        let place = given.canonicalize()?;
        return Ok((place.clone(), place, given));
    }
    let parent = given.parent().unwrap_or(Path::new(""));
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent }.canonicalize()?;
    let file = given.file_name().map_or_else(|| folder.clone(), |name| folder.join(name));
    Ok((file, folder, parent))
}

/// Whether a walk of one of these comes to `place`.
pub(super) fn comes_to(known: &HashSet<PathBuf>, place: &Path) -> bool {
    place.ancestors().any(|around| known.contains(around) && reaches(around, place))
}

/// Whether a walk of `folder` comes to `place`: it lies below it, and nothing on the way is hidden.
fn reaches(folder: &Path, place: &Path) -> bool {
    place.strip_prefix(folder).is_ok_and(|below| !below.iter().any(is_hidden))
}

/// Whether a walk leaves a file or folder of this name out.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found(folder: &Path, given: &[&str]) -> (Vec<String>, usize) {
        let paths: Vec<PathBuf> = given.iter().map(|path| folder.join(path)).collect();
        let targets = Targets::find(&paths, &mut Names::default());
        let base = folder.canonicalize().unwrap();
        let shown = |place: &PathBuf| place.strip_prefix(&base).unwrap().to_string_lossy().into_owned();
        (targets.places.iter().map(shown).collect(), targets.problems.len())
    }

    #[test]
    fn a_path_within_another_is_walked_once_unless_it_is_hidden_from_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("news/2025")).unwrap();
        fs::create_dir_all(folder.path().join("news/.drafts")).unwrap();
        fs::write(folder.path().join("news/a.txt"), "x").unwrap();
        assert_eq!(found(folder.path(), &["news", "news/2025", "news/a.txt", "news"]), (vec!["news".into()], 0));
        assert_eq!(found(folder.path(), &["news/2025", "news/a.txt", "news"]), (vec!["news".into()], 0));
        assert_eq!(found(folder.path(), &["news", "news/.drafts"]), (vec!["news".into(), "news/.drafts".into()], 0));
    }

    #[test]
    fn a_path_that_does_not_exist_is_a_problem_and_the_others_are_found() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        assert_eq!(found(folder.path(), &["nowhere", "a.txt"]), (vec!["a.txt".into()], 1));
    }

    #[test]
    fn a_dash_is_standard_input() {
        let targets = Targets::find(&["-".into()], &mut Names::default());
        assert!(targets.standard_input && targets.places.is_empty());
    }
}
