//! From [`Annotated`](crate::article::Annotated) articles to documents on disk.
//!
//! One tantivy index holds a document per article and one per quotation, so that one commit makes both visible together.

mod row;
mod schema;
mod words;

pub use row::{ArticleRow, QuoteRow};
pub use schema::{Fields, Tokenizers};
