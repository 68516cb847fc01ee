//! What each part of an answer looks like on a terminal; streams without colour drop it.

use anstyle::{AnsiColor, Style};

/// Words said.
pub(super) const PLAIN: Style = Style::new();
/// Who spoke, and headings.
pub(super) const NAME: Style = Style::new().bold();
/// What matched; grep's colour, which people know.
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
/// A quotation within its article.
pub(super) const QUOTED: Style = AnsiColor::Cyan.on_default();
/// Everything that one may skip.
pub(super) const ASIDE: Style = Style::new().dimmed();
