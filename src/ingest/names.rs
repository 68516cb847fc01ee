use std::path::{Component, Path, PathBuf};

/// The names that files have in an index.
///
/// A folder's name is its path as it was first given, without needless `.` and `/`: `./corpus/` is `corpus`, and its
/// files are `corpus/a.txt` on every machine. It keeps that name however it is given later: from within (`.`), from
/// elsewhere (`../corpus`), by its absolute path, or as a part of a greater folder; so no file is ever indexed twice under two names.
/// A name that another folder has already taken gives way to the absolute path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    roots: Vec<Root>,
}

/// A folder that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Root {
    name: String,
    /// Absolute, without links.
    place: PathBuf,
}

impl Names {
    /// The names of an earlier run, as [`save`](Self::save) gave them.
    #[must_use]
    pub fn restore<'a>(saved: impl IntoIterator<Item = (&'a String, &'a String)>, base: &Path) -> Self {
        let root = |(name, place): (&String, &String)| Root { name: name.clone(), place: base.join(place) };
        Self { roots: saved.into_iter().map(root).collect() }
    }

    /// Names and places; places below `base` relative to it, so that index and corpus can move together.
    #[must_use]
    pub fn save(&self, base: &Path) -> Vec<(String, String)> {
        let place = |root: &Root| root.place.strip_prefix(base).unwrap_or(&root.place).to_string_lossy().into_owned();
        self.roots.iter().map(|root| (root.name.clone(), place(root))).collect()
    }

    /// Gives the folder at `place` (absolute, without links) the name that `given` asks for, unless it has one already.
    pub fn add(&mut self, given: &Path, place: &Path) {
        if self.root_of(place).is_some() {
            return;
        }
        let mut root = Root { name: normal(given), place: place.to_owned() };
        // The folder was moved: what had its name is no longer there.
        self.roots.retain(|other| other.name != root.name || other.place.is_dir());
        if self.roots.iter().any(|other| !agree(other, &root)) {
            root.name = normal(place);
        }
        self.roots.push(root);
    }

    /// The name of the file at `place` (absolute).
    #[must_use]
    pub fn name_of(&self, place: &Path) -> String {
        let below = |root: &Root| Some(joined(&root.name, place.strip_prefix(&root.place).ok()?));
        self.root_of(place).and_then(below).unwrap_or_else(|| normal(place))
    }

    /// Where the file of this name is (absolute).
    #[must_use]
    pub fn place_of(&self, name: &str) -> PathBuf {
        let below = |root: &Root| Some((root.name.len(), root.place.join(below(&root.name, name)?)));
        self.roots.iter().filter_map(below).max_by_key(|(length, _)| *length).map_or_else(|| name.into(), |(_, at)| at)
    }

    fn root_of(&self, place: &Path) -> Option<&Root> {
        let around = self.roots.iter().filter(|root| place.starts_with(&root.place));
        around.max_by_key(|root| root.place.components().count())
    }
}

/// Whether two roots never give one name to two places.
fn agree(a: &Root, b: &Root) -> bool {
    let outer_of = |outer: &Root, inner: &Root| below(&outer.name, &inner.name).map(|path| outer.place.join(path));
    let expected = outer_of(a, b).map(|place| place == b.place);
    expected.or_else(|| outer_of(b, a).map(|place| place == a.place)).unwrap_or(true)
}

/// What is left of `name` below the folder `folder`; `None` when it does not lie there.
fn below<'a>(folder: &str, name: &'a str) -> Option<&'a str> {
    if folder.is_empty() {
        return (!name.starts_with('/') && name.split('/').next() != Some("..")).then_some(name);
    }
    let rest = name.strip_prefix(folder)?;
    if rest.is_empty() || folder.ends_with('/') { Some(rest) } else { rest.strip_prefix('/') }
}

/// A path with `/` between its parts and without needless ones; empty for the current folder.
fn normal(path: &Path) -> String {
    joined("", path)
}

fn joined(folder: &str, path: &Path) -> String {
    let mut name = folder.to_owned();
    for component in path.components() {
        let part = match component {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            part @ (Component::Prefix(_) | Component::ParentDir | Component::Normal(_)) => part.as_os_str(),
        };
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        name.push_str(&part.to_string_lossy());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names after each of these folders was given in turn: (as given, where it is).
    fn names(given: &[(&str, &str)]) -> Names {
        let mut names = Names::default();
        for (given, place) in given {
            names.add(Path::new(given), Path::new(place));
        }
        names
    }

    fn name_of(given: &[(&str, &str)], file: &str) -> String {
        names(given).name_of(Path::new(file))
    }

    #[test]
    fn a_folder_is_named_as_given_without_needless_parts() {
        for given in ["corpus", "./corpus", "corpus/", ".//corpus/."] {
            assert_eq!(name_of(&[(given, "/home/ana/corpus")], "/home/ana/corpus/2025/a.txt"), "corpus/2025/a.txt");
        }
        assert_eq!(name_of(&[(".", "/home/ana")], "/home/ana/a.txt"), "a.txt");
        assert_eq!(name_of(&[("../news", "/home/news")], "/home/news/a.txt"), "../news/a.txt");
        assert_eq!(name_of(&[("/news", "/news")], "/news/a.txt"), "/news/a.txt");
        assert_eq!(name_of(&[("/", "/")], "/news/a.txt"), "/news/a.txt");
    }

    #[test]
    fn a_folder_keeps_the_name_it_was_first_given() {
        for later in [".", "../corpus", "/home/ana/corpus"] {
            let given = [("corpus", "/home/ana/corpus"), (later, "/home/ana/corpus")];
            assert_eq!(name_of(&given, "/home/ana/corpus/a.txt"), "corpus/a.txt");
        }
    }

    #[test]
    fn a_part_of_a_named_folder_and_a_folder_around_it_leave_its_files_their_names() {
        let part = [("corpus", "/home/ana/corpus"), (".", "/home/ana/corpus/2025")];
        assert_eq!(name_of(&part, "/home/ana/corpus/2025/a.txt"), "corpus/2025/a.txt");
        let around = [(".", "/home/ana/corpus"), ("/home/ana", "/home/ana")];
        assert_eq!(name_of(&around, "/home/ana/corpus/a.txt"), "a.txt");
        assert_eq!(name_of(&around, "/home/ana/notes.txt"), "/home/ana/notes.txt");
    }

    #[test]
    fn two_folders_never_share_a_name() {
        let here = std::env::current_dir().unwrap();
        let here = here.to_str().unwrap();
        // The first must exist: a folder that is gone gives its name away.
        let given = [("corpus", here), ("corpus", "/elsewhere/corpus")];
        assert_eq!(name_of(&given, &format!("{here}/a.txt")), "corpus/a.txt");
        assert_eq!(name_of(&given, "/elsewhere/corpus/a.txt"), "/elsewhere/corpus/a.txt");
        // Named "", the second would call its own corpus/a.txt as the first does.
        let given = [("corpus", here), (".", "/elsewhere")];
        assert_eq!(name_of(&given, "/elsewhere/corpus/a.txt"), "/elsewhere/corpus/a.txt");
    }

    #[test]
    fn a_folder_that_moved_takes_its_name_along() {
        let given = [("corpus", "/no/longer/there"), ("corpus", "/home/ana/corpus")];
        assert_eq!(name_of(&given, "/home/ana/corpus/a.txt"), "corpus/a.txt");
    }

    #[test]
    fn a_name_leads_back_to_its_place() {
        let names = names(&[("corpus", "/home/ana/corpus"), ("/news", "/news"), ("..", "/home")]);
        for place in ["/home/ana/corpus/2025/a.txt", "/news/b.txt", "/home/c.txt", "/home/ana/d.txt"] {
            let name = names.name_of(Path::new(place));
            assert_eq!(names.place_of(&name), Path::new(place), "{name}");
        }
        assert_eq!(names.place_of("corpus"), Path::new("/home/ana/corpus"));
    }

    #[test]
    fn saved_names_move_with_their_base() {
        let saved = names(&[("corpus", "/home/ana/corpus"), ("/news", "/news")]).save(Path::new("/home/ana"));
        assert_eq!(saved, [("corpus".into(), "corpus".into()), ("/news".into(), "/news".into())]);
        let moved = Names::restore(saved.iter().map(|(name, place)| (name, place)), Path::new("/mnt/copy"));
        assert_eq!(moved.name_of(Path::new("/mnt/copy/corpus/a.txt")), "corpus/a.txt");
        assert_eq!(moved.name_of(Path::new("/news/a.txt")), "/news/a.txt");
    }
}
