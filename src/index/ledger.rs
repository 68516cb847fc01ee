use std::collections::BTreeSet;

use super::manifest::{self, Entries, Entry};

/// What is indexed, as a run goes on: the manifest of the last commit, and what changed since.
///
/// A file is begun before anything of it enters the index and finished after everything of it has. So whenever a commit
/// comes, what it records as done is in the index as a whole, and what may be there in part is recorded as partial.
#[derive(Default)]
pub(super) struct Ledger {
    entries: Entries,
    begun: BTreeSet<String>,
    /// Something is different from the last commit.
    changed: bool,
}

impl Ledger {
    pub(super) fn new(entries: Entries) -> Self {
        Self { entries, ..Self::default() }
    }

    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// All files that may be in the index, in part or as a whole; some twice.
    pub(super) fn paths_begun_too(&self) -> impl Iterator<Item = &str> {
        self.paths().chain(self.begun.iter().map(String::as_str))
    }

    /// From here on the file may be in the index in part. Tells whether the index may hold something of it from before.
    pub(super) fn begin(&mut self, path: &str) -> bool {
        self.changed = true;
        self.begun.insert(path.to_owned());
        self.entries.contains_key(path)
    }

    /// The file is in the index as a whole.
    pub(super) fn finish(&mut self, path: &str, entry: Entry) {
        self.changed = true;
        self.begun.remove(path);
        self.entries.insert(path.to_owned(), entry);
    }

    /// The file is not in the index any more. Tells whether it was.
    pub(super) fn remove(&mut self, path: &str) -> bool {
        let was_begun = self.begun.remove(path);
        let was_known = self.entries.remove(path).is_some() || was_begun;
        self.changed |= was_known;
        was_known
    }

    /// Something else in the index changed.
    pub(super) fn touch(&mut self) {
        self.changed = true;
    }

    pub(super) fn is_changed(&self) -> bool {
        self.changed
    }

    pub(super) fn committed(&mut self) {
        self.changed = false;
    }

    /// The manifest as of now.
    pub(super) fn manifest(&self) -> Vec<u8> {
        let partial = Entry::partial();
        let done = self.entries.iter().filter(|(path, _)| !self.begun.contains(*path));
        let begun = self.begun.iter().map(|path| (path.as_str(), &partial));
        manifest::write(done.map(|(path, entry)| (path.as_str(), entry)).chain(begun))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::State;

    fn done() -> Entry {
        Entry { size: 7, state: State::Done, ..Entry::partial() }
    }

    fn recorded(ledger: &Ledger) -> Vec<(String, State)> {
        let entries = manifest::read(&ledger.manifest()).unwrap();
        entries.into_iter().map(|(path, entry)| (path, entry.state)).collect()
    }

    #[test]
    fn a_file_is_recorded_as_partial_from_its_begin_to_its_finish() {
        let mut ledger = Ledger::new(Entries::from([("a.txt".into(), done())]));
        assert!(ledger.begin("a.txt") && !ledger.begin("b.txt"));
        let both = |state| vec![("a.txt".into(), state), ("b.txt".into(), state)];
        assert_eq!(recorded(&ledger), both(State::Partial));
        ledger.finish("a.txt", done());
        ledger.finish("b.txt", done());
        assert_eq!(recorded(&ledger), both(State::Done));
    }

    #[test]
    fn only_what_changes_something_asks_for_a_commit() {
        let mut ledger = Ledger::new(Entries::from([("a.txt".into(), done())]));
        assert!(!ledger.remove("b.txt") && !ledger.is_changed());
        assert!(ledger.remove("a.txt") && ledger.is_changed());
        ledger.committed();
        assert!(!ledger.is_changed());
        ledger.begin("c.txt");
        assert!(ledger.is_changed());
    }
}
