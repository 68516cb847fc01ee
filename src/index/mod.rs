//! From [`Annotated`](crate::article::Annotated) articles to documents on disk.
//!
//! One tantivy index holds a document per article and one per quotation, so that one commit makes both visible together.
//! A [`Writer`] adds them; its commits also record which files they came from, so that the next run knows what changed.
//! `docs/index.md` describes what is on disk.

mod commit;
mod context;
mod documents;
mod error;
mod folder;
mod ledger;
mod manifest;
mod queue;
mod row;
mod schema;
mod tokens;
mod words;
mod writer;

pub use documents::Documents;
pub use error::IndexError;
pub use folder::open;
/// For `fuzz/` alone.
#[doc(hidden)]
pub use manifest::read as read_manifest;
pub use manifest::{Entry, State};
pub use row::{ArticleRow, QuoteRow};
pub use schema::{FORMAT_VERSION, Fields};
pub use tokens::Tokenizers;
pub use writer::{Writer, WriterOptions};
