//! whosaid finds who said what in the news: a library behind the command of the same name.
//!
//! One straight line, each stage a room that takes one type and gives the next:
//!
//! ```text
//! path ──ingest──▶ RawDocument ──format──▶ Article ──annotate──▶ Annotated ──index──▶ tantivy
//! question ──query──▶ Query ──engine──▶ Hits ──render──▶ text · JSON · CSV
//! ```

pub mod annotate;
pub mod article;
pub mod engine;
pub mod evaluate;
pub mod format;
pub mod index;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod report;
pub mod text;
pub mod train;
