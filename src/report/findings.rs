use serde::Serialize;

use super::Problem;

/// What a check of an index found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Files that the index has.
    pub files: u64,
    /// Articles that were looked at and are sound.
    pub articles: u64,
    /// Their quotations.
    pub quotations: u64,
    /// Bytes of the index's files that were looked at.
    pub bytes: u64,
    /// Files whose reading was stopped: the next run reads them again. That is no damage.
    pub unfinished: u64,
    /// What is damaged, each with the file of the index and what to do about it.
    pub damage: Vec<Problem>,
    /// Files whose articles are lost with what is damaged, in part or all of them.
    pub incomplete: Vec<String>,
    /// So many articles that came without a file are lost.
    pub lost: u64,
    /// Files of the index folder that nothing needs: a run that was killed leaves some, and the next one removes them.
    pub leftovers: Vec<String>,
}

impl Findings {
    /// Nothing is damaged or lost.
    #[must_use]
    pub fn are_sound(&self) -> bool {
        self.damage.is_empty() && self.incomplete.is_empty() && self.lost == 0
    }
}
