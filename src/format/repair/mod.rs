//! What typesetting, scanning and converting did to a text, put right: in this place, for all formats.
//!
//! Nothing is normalised: curly quotes, dashes and no-break spaces stay as they are. What is put right is what no reader of
//! the printed page would see, and only where it is certain.

mod characters;
mod entities;
mod line_end;
mod mojibake;
mod tooltip;

pub(super) use line_end::LineEnds;
pub(super) use tooltip::without_tooltips;

/// One line: references to characters read, mojibake read again, ligatures spelt out, unseen characters dropped, runs of white space one space, none at the
/// ends.
pub(super) fn one_line(text: &str) -> String {
    characters::one_line(&mojibake::mended(&entities::read(text)))
}
