//! All prints of the index, as a run goes on: those of the last commit, and what changed since.

use std::collections::HashSet;

use rustc_hash::FxHashMap;
use tantivy::{Index, ReloadPolicy};

use super::{Fields, Print, choice, stored};
use crate::index::sealed::deletions_are_whole;

/// What the writer knows of all articles.
pub(in crate::index) struct Census {
    /// By file.
    prints: FxHashMap<u64, Vec<Print>>,
    /// Files whose prints of the last commit are gone; `None` once those of the others were looked up.
    replaced: Option<HashSet<u64>>,
    /// What the index says of them as of the last commit; `None` where that is not complete any more, since a damaged segment
    /// was left out.
    said: Option<Vec<choice::Group>>,
}

impl Default for Census {
    /// Of an index without articles.
    fn default() -> Self {
        Self { prints: FxHashMap::default(), replaced: None, said: Some(Vec::new()) }
    }
}

impl Census {
    /// Of an index that has articles from earlier runs. They are looked up when they are first needed: a run that finds
    /// nothing new never does.
    pub(in crate::index) fn of_earlier_runs() -> Self {
        Self { replaced: Some(HashSet::new()), ..Self::default() }
    }

    /// The file's prints are gone.
    pub(in crate::index) fn remove(&mut self, file: u64) {
        self.prints.remove(&file);
        if let Some(replaced) = &mut self.replaced {
            replaced.insert(file);
        }
    }

    pub(in crate::index) fn add(&mut self, print: Print) {
        self.prints.entry(print.file).or_default().push(print);
    }

    /// The groups as of now (none where duplicates are kept), and whether the index says otherwise as of its last commit.
    pub(in crate::index) fn count<'p>(
        &mut self,
        index: &Index,
        fields: &Fields,
        keep_duplicates: bool,
        path: impl Fn(u64) -> &'p str,
    ) -> tantivy::Result<(Vec<choice::Group>, bool)> {
        if let Some(replaced) = self.replaced.take() {
            let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
            deletions_are_whole(&searcher)?;
            let parts = stored::parts(&searcher, fields)?;
            self.said = stored::whole(parts).map(|twins| twins.groups());
            for print in stored::prints(&searcher, fields)? {
                if !replaced.contains(&print.file) {
                    self.add(print);
                }
            }
        }
        let prints: Vec<Print> = self.prints.values().flatten().copied().collect();
        let groups = if keep_duplicates { Vec::new() } else { choice::groups(&prints, path) };
        let is_new = self.said.as_ref() != Some(&groups);
        Ok((groups, is_new))
    }

    /// How many prints there are of the files that `is_meant` picks.
    pub(in crate::index) fn prints_where(&self, is_meant: impl Fn(u64) -> bool) -> u64 {
        let meant = self.prints.iter().filter(|(file, _)| is_meant(**file));
        meant.map(|(_, prints)| prints.len() as u64).sum()
    }

    /// The index says this from the next commit on.
    pub(in crate::index) fn said(&mut self, groups: Vec<choice::Group>) {
        self.said = Some(groups);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Tokenizers;

    /// Whether an index without articles is to say something else when it has these of the documents of a group.
    fn is_new(kept: impl Fn(usize) -> bool) -> bool {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        Tokenizers::register(index.tokenizers());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let documents = stored::documents(&[(0..20_000).collect()], &fields);
        assert!(documents.len() > 2);
        for (_, document) in documents.into_iter().enumerate().filter(|(number, _)| kept(*number)) {
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let (groups, is_new) = Census::of_earlier_runs().count(&index, &fields, false, |_| "").unwrap();
        assert!(groups.is_empty());
        is_new
    }

    #[test]
    fn what_is_said_no_more_as_a_whole_is_said_anew() {
        assert!(is_new(|_| true));
        assert!(is_new(|number| number != 1));
        assert!(!is_new(|_| false));
    }
}
