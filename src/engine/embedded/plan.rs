//! What a question comes down to.

use tantivy::query::Query as Clause;

use crate::query::{Form, GroupBy, Sort};

/// What to look for, and what to keep of it.
pub(super) struct Plan<'a> {
    pub clause: Box<dyn Clause>,
    /// The quotations that hold all of the topic themselves; they come first.
    pub whole: Option<Box<dyn Clause>>,
    /// The names that are meant, the most quoted first; empty when anybody is.
    pub names: &'a [String],
    pub form: Form,
    pub sort: Sort,
    pub group: GroupBy,
    /// So many of the best.
    pub keep: usize,
    /// So many of the first groups.
    pub groups: usize,
    /// So many of these with the best of their hits.
    pub groups_with_hits: usize,
}

/// So many of a group's hits are kept.
pub(super) const BEST_OF_GROUP: usize = 3;
