//! Who spoke last.

use crate::annotate::mention::Form;

/// So many who spoke are remembered.
const REMEMBERED: usize = 4;

/// The last sources of an article; threaded through it in order.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    /// The last first, each entity once.
    last: [Option<Spoke>; REMEMBERED],
    /// The entities that spoke last, if together.
    together: Vec<usize>,
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
        if matches!(form, Form::Name(_)) || !self.together.contains(&entity) {
            self.together.clear();
        }
        let spoke = Spoke { entity, paragraph, by_reference: !matches!(form, Form::Name(_)) };
        let known = self.last.iter().position(|last| last.is_some_and(|last| last.entity == entity));
        self.last[..=known.unwrap_or(REMEMBERED - 1)].rotate_right(1);
        self.last[0] = Some(spoke);
    }

    /// Of the last source it turned out that several speak.
    pub fn add_together(&mut self, entities: &[usize]) {
        self.together = entities.to_vec();
    }

    /// The entities that spoke last, where several did together.
    #[must_use]
    pub fn together(&self) -> &[usize] {
        &self.together
    }

    /// Who spoke, the last first.
    pub fn all(&self) -> impl Iterator<Item = Spoke> {
        self.last.iter().flatten().copied()
    }

    /// Who spoke last.
    #[must_use]
    pub fn last(&self) -> Option<Spoke> {
        self.last[0]
    }
}
