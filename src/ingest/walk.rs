use std::{
    cmp::Ordering,
    collections::HashSet,
    path::{Path, PathBuf},
    slice,
};

use walkdir::{DirEntry, WalkDir};

use super::{
    Haystack, Names, Source, Targets,
    haystack::unreadable,
    issue,
    targets::{comes_to, is_hidden},
};
use crate::report::Problem;

/// What a walk comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A file that may hold articles, or standard input.
    Haystack(Haystack),
    /// Something that is not read, and why: counted, not an error.
    Skipped(&'static str),
    /// A file or folder that can't be looked at.
    Unreadable {
        /// Where it is: what the index has of it, or of what lies below it, is not gone.
        place: PathBuf,
        /// What to tell.
        problem: Problem,
    },
}

/// Finds all that there is to read, in an order that is the same every time: standard input first, then the given paths
/// in turn, and in each folder by name; METS files first, whose pages come with them and not once more.
///
/// Hidden files and folders are left out, and so is `except` (the index; absolute, without links). A link is followed
/// unless it leads to what is read anyway; one that leads to a folder around it is told.
pub fn walk<'a>(targets: &'a Targets, names: &'a Names, except: Option<&'a Path>) -> impl Iterator<Item = Found> + 'a {
    let piped = targets.standard_input.then(|| Found::Haystack(Haystack::standard_input()));
    let walk = Walk {
        targets,
        names,
        except,
        places: targets.places.iter(),
        entries: None,
        followed: HashSet::new(),
        pages: HashSet::new(),
    };
    piped.into_iter().chain(walk)
}

struct Walk<'a> {
    targets: &'a Targets,
    names: &'a Names,
    except: Option<&'a Path>,
    places: slice::Iter<'a, PathBuf>,
    /// Those of the place that is walked now.
    entries: Option<walkdir::IntoIter>,
    /// Where the links led that were followed (absolute, without links).
    followed: HashSet<PathBuf>,
    /// Those of issues whose METS files were met, as far as the walk has not come to them.
    pages: HashSet<PathBuf>,
}

impl Iterator for Walk<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(entries) = &mut self.entries else {
                let walk = WalkDir::new(self.places.next()?).follow_links(true).sort_by(in_order);
                self.entries = Some(walk.into_iter());
                continue;
            };
            let Some(entry) = entries.next() else {
                self.entries = None;
                continue;
            };
            if let Some(found) = self.look(entry) {
                return Some(found);
            }
        }
    }
}

impl Walk<'_> {
    fn look(&mut self, entry: walkdir::Result<DirEntry>) -> Option<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.cannot_look(error),
        };
        if entry.depth() > 0 && is_hidden(entry.file_name()) || self.is_excepted(&entry) {
            self.leave(&entry);
            return None;
        }
        if entry.depth() > 0 && entry.path_is_symlink() && self.is_read_anyway(&entry) {
            self.leave(&entry);
            return Some(Found::Skipped("a link to what is read anyway"));
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            return None;
        }
        if !kind.is_file() {
            return Some(Found::Skipped("not a regular file"));
        }
        if self.pages.remove(entry.path()) {
            return None;
        }
        match entry.metadata() {
            Ok(metadata) => {
                let name = self.names.name_of(entry.path());
                Some(Found::Haystack(self.with_pages(Haystack::file(name, entry.into_path(), &metadata))))
            }
            Err(error) => self.cannot_look(error),
        }
    }

    /// A file; of an issue's METS file that with all its pages.
    fn with_pages(&mut self, haystack: Haystack) -> Haystack {
        let Source::File(file) = &haystack.source else { return haystack };
        if !issue::may_be_mets(file) {
            return haystack;
        }
        let mets = file.clone();
        let mut found = Vec::new();
        for place in issue::places_of(&mets) {
            if let Ok(metadata) = place.metadata()
                && metadata.is_file()
            {
                found.push(metadata);
                self.pages.insert(place);
            }
        }
        if found.is_empty() { haystack } else { haystack.with_pages(mets, &found) }
    }

    /// Goes on behind the entry, not into it.
    fn leave(&mut self, entry: &DirEntry) {
        if let (true, Some(entries)) = (entry.file_type().is_dir(), &mut self.entries) {
            entries.skip_current_dir();
        }
    }

    fn is_excepted(&self, entry: &DirEntry) -> bool {
        let may_be = |except: &&Path| entry.path_is_symlink() || except.file_name() == Some(entry.file_name());
        let is = |except: &Path| entry.path().canonicalize().is_ok_and(|place| place.starts_with(except));
        entry.file_type().is_dir() && self.except.filter(may_be).is_some_and(is)
    }

    /// Whether a link leads to something that the walk comes to in another way; if not, it is followed.
    fn is_read_anyway(&mut self, link: &DirEntry) -> bool {
        let Ok(place) = link.path().canonicalize() else { return false };
        let is_read = self.targets.come_to(&place) || comes_to(&self.followed, &place);
        if !is_read {
            self.followed.insert(place);
        }
        is_read
    }

    /// Nothing for a hidden entry: nobody asked for it.
    fn cannot_look(&self, error: walkdir::Error) -> Option<Found> {
        let place = error.path().unwrap_or(Path::new("")).to_owned();
        if error.depth() > 0 && place.file_name().is_some_and(is_hidden) {
            return None;
        }
        let path = self.names.name_of(&place);
        let problem = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => {
                let what = format!("a link back to {}, in which it lies", self.names.name_of(ancestor));
                Problem::new(path, what).remedy("all else is read; remove the link")
            }
            // As the system says it: walkdir's own words name the file once more.
            (None, Some(error)) => unreadable(&path, error),
            (None, None) => unreadable(&path, &error.into()),
        };
        Some(Found::Unreadable { place, problem })
    }
}

/// By name; METS files before the pages that they name, which lie beside or below them.
fn in_order(a: &DirEntry, b: &DirEntry) -> Ordering {
    let is_mets = |entry: &DirEntry| issue::may_be_mets(entry.path());
    is_mets(b).cmp(&is_mets(a)).then_with(|| a.file_name().cmp(b.file_name()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder with these files (path, text).
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "text").unwrap();
        }
        folder
    }

    /// What is found in it: names of files below it, reasons and problems in brackets.
    fn found(folder: &Path, except: Option<&str>) -> Vec<String> {
        let mut names = Names::default();
        let targets = Targets::find(&[folder.to_owned()], &mut names);
        let base = targets.places[0].clone();
        let except = except.map(|path| base.join(path));
        let below =
            |path: &str| path.strip_prefix(base.to_str().unwrap()).unwrap_or(path).trim_start_matches('/').to_owned();
        let shown = |found| match found {
            Found::Haystack(haystack) => below(&haystack.path),
            Found::Skipped(reason) => format!("[{reason}]"),
            Found::Unreadable { problem, .. } => format!("[{}: {}]", below(&problem.path), problem.what),
        };
        walk(&targets, &names, except.as_deref()).map(shown).collect()
    }

    #[test]
    fn files_come_by_name_folder_by_folder_and_hidden_ones_do_not() {
        let folder = folder(&["b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/config", "c/.x/y.txt", "a.txt"]);
        assert_eq!(found(folder.path(), None), ["a/1.txt", "a/2.txt", "a.txt", "b.txt"]);
    }

    #[test]
    fn the_index_is_not_read_wherever_it_lies() {
        let folder = folder(&["a.txt", "news/index/meta.json", "index/b.txt"]);
        assert_eq!(found(folder.path(), Some("news/index")), ["a.txt", "index/b.txt"]);
    }

    /// Writes a METS file that names these pages.
    fn write_mets(folder: &Path, file: &str, pages: &[&str]) {
        let page = |page: &&str| format!("<file ID='{page}'><FLocat href='{page}'/></file>");
        let pages: String = pages.iter().map(page).collect();
        let text = format!("<mets><fileSec><fileGrp USE='Text'>{pages}</fileGrp></fileSec></mets>");
        fs::write(folder.join(file), text).unwrap();
    }

    #[test]
    fn the_pages_of_an_issue_come_with_its_mets_file_and_not_once_more() {
        let folder = folder(&["a.txt", "text/1.xml", "text/2.xml", "text/3.xml", "sub/4.xml", "1905/1.xml"]);
        let pages = ["text/1.xml", "./text/2.xml", "text/2.xml", "sub/4.xml", "no.xml", "../a.xml", "a.txt"];
        write_mets(folder.path(), "z-METS.xml", &pages);
        write_mets(folder.path(), "1905/1905.xml", &["1.xml"]);
        write_mets(folder.path(), "other.xml", &["text/3.xml"]);
        assert_eq!(found(folder.path(), None), ["z-METS.xml", "1905/1905.xml", "a.txt", "other.xml", "text/3.xml"]);
        let mut names = Names::default();
        let targets = Targets::find(&[folder.path().join("z-METS.xml")], &mut names);
        let Some(Found::Haystack(issue)) = walk(&targets, &names, None).next() else { panic!("no issue") };
        let alone = folder.path().join("z-METS.xml").metadata().unwrap().len();
        assert_eq!(issue.size, alone + 3 * 4, "three pages of four bytes come with it");
    }

    #[test]
    fn a_mets_file_without_its_pages_is_a_file_like_any_other() {
        let folder = folder(&["text/1.xml"]);
        write_mets(folder.path(), "mets.xml", &["alto/1.xml"]);
        let mut names = Names::default();
        let targets = Targets::find(&[folder.path().to_owned()], &mut names);
        let found: Vec<Found> = walk(&targets, &names, None).collect();
        let is_file = |found: &Found| matches!(found, Found::Haystack(Haystack { source: Source::File(_), .. }));
        assert!(found.len() == 2 && found.iter().all(is_file), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_is_told_and_all_else_is_read() {
        let folder = folder(&["a.txt", "news/b.txt", "z.txt"]);
        std::os::unix::fs::symlink("..", folder.path().join("news/loop")).unwrap();
        let found = found(folder.path(), None);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!([&found[0], &found[1], &found[3]], ["a.txt", "news/b.txt", "z.txt"]);
        assert!(found[2].starts_with("[news/loop: a link back to "), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_what_is_read_anyway_is_counted_and_one_to_elsewhere_is_followed_once() {
        use std::os::unix::fs::symlink;
        let elsewhere = folder(&["c.txt"]);
        let folder = folder(&["2025/a.txt", ".kept/b.txt"]);
        symlink("2025", folder.path().join("latest")).unwrap();
        symlink(".kept", folder.path().join("kept")).unwrap();
        symlink(elsewhere.path(), folder.path().join("other")).unwrap();
        symlink(elsewhere.path(), folder.path().join("same")).unwrap();
        symlink("nowhere", folder.path().join("broken")).unwrap();
        let found = found(folder.path(), None);
        let twice = "[a link to what is read anyway]";
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(found[..1], ["2025/a.txt"]);
        assert!(found[1].starts_with("[broken: can't be read: "), "{found:?}");
        assert_eq!(found[2..], ["kept/b.txt", twice, "other/c.txt", twice]);
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_not_waited_for() {
        let folder = folder(&["a.txt"]);
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.txt")).unwrap();
        assert_eq!(found(folder.path(), None), ["a.txt", "[not a regular file]"]);
    }
}
