//! From [`Annotated`](crate::article::Annotated) articles to documents on disk.
//!
//! One tantivy index holds a document per article and one per quotation, so that one commit makes both visible together.
//! A [`Writer`] adds them; its commits also record which files they came from, so that the next run knows what changed.
//! `docs/index.md` describes what is on disk.

mod check;
mod commit;
mod context;
mod disk;
mod documents;
mod error;
mod folder;
mod guarded;
mod layout;
mod ledger;
mod manifest;
mod merging;
mod queue;
mod relative;
pub mod row;
mod schema;
mod sealed;
mod tokens;
mod twins;
mod words;
mod writer;

/// The path of articles that came without a file.
const PIPED: &str = "-";

pub use check::{Mended, check, mend};
pub use context::paragraph_around;
pub use documents::{Documents, speaker_key};
pub use error::IndexError;
pub use folder::open;
pub use guarded::guarded;
/// For `fuzz/` alone.
#[doc(hidden)]
pub use manifest::read as read_manifest;
pub use manifest::{Entry, State};
pub use schema::{FORMAT_VERSION, Fields, thousandths};
pub use sealed::{Rows, damaged};
pub use tokens::Tokenizers;
pub use twins::{Place, Twins};
pub use writer::{Writer, WriterOptions};
