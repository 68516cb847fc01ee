//! Learning: from articles with gold to the tables of weights in `models/`.
//!
//! [`learn`] makes all tables from one set of lessons, the same bytes each time. What the choices are, and the features they are made by,
//! stands in `annotate`; here is only how right answers are read from the gold.

pub mod cases;
mod contents;
mod cues;
mod english;
mod lesson;
pub mod names;
pub mod referents;
mod regions;
pub(crate) mod sources;
mod trusts;
pub mod who;

pub use english::{Tables, learn, learn_choices};
pub use lesson::{Lesson, read, tokens};
