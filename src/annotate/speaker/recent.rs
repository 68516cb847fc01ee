//! Who spoke last.

use crate::annotate::mention::Form;

/// The last sources of an article; threaded through it in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recent {
    last: [Option<Spoke>; 2],
}

/// Somebody who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoke {
    /// Index of the entity.
    pub entity: usize,
    /// The paragraph of its mention.
    pub paragraph: u32,
    /// It was no name.
    pub by_reference: bool,
}

impl Recent {
    /// A source was resolved.
    pub fn add(&mut self, entity: Option<usize>, paragraph: u32, form: Form) {
        let Some(entity) = entity else { return };
        let spoke = Spoke { entity, paragraph, by_reference: !matches!(form, Form::Name(_)) };
        if self.last[0].is_some_and(|last| last.entity != entity) {
            self.last[1] = self.last[0];
        }
        self.last[0] = Some(spoke);
    }

    /// Who spoke last.
    #[must_use]
    pub fn last(&self) -> Option<Spoke> {
        self.last[0]
    }

    /// Who spoke before the one who spoke last.
    #[must_use]
    pub fn before_last(&self) -> Option<Spoke> {
        self.last[1]
    }
}
