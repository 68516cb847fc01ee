//! Rich text (`.rtf`, version 1.9.1 of Microsoft's specification): the text of the document.
//!
//! Left out are what was deleted but is still tracked, hidden text, notes, comments, headers and footers, fields' instructions,
//! pictures, objects, and every destination that the specification lets readers pass over (`\*`).

mod code_page;
mod reader;
mod token;

use super::{super::Format, parse, split};

pub(in super::super) static FORMAT: Format = Format {
    name: "rich text",
    extensions: &["rtf"],
    told: "begins with {\\rtf",
    begins: |_| false,
    split: |source, _, each| split(&FORMAT, source, each, reader::read),
    parse,
};

/// Whether a file begins as only rich text does. Its name is often `.doc`.
pub(in super::super) fn is_document(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{\\rtf")
}
