//! Learning: from articles with gold to the tables of weights in `models/`.
//!
//! [`learn`] makes all tables from one set of lessons, the same bytes each time. What the choices are, and the features they are made by,
//! stands in `annotate`; here is only how right answers are read from the gold.

pub mod cases;
pub mod clusters;
mod contents;
mod cues;
mod english;
mod judged;
mod lesson;
pub mod names;
pub mod referents;
mod regions;
pub(crate) mod sources;
mod texts;
mod trusts;
mod validate;
pub mod who;

pub use english::{Tables, learn};
pub use judged::{Judged, read as read_judged};
pub use lesson::{Lesson, read, read_annotated, tokens};
pub use texts::{Text, read as read_texts};
pub use validate::{Folds, cross_validate};
