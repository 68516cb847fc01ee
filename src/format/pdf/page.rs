//! From glyphs with their places to lines.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::Fault;
use crate::format::{TEXT_LIMIT, source::megabytes};

/// A line of a page, or of a column. Lengths are in points.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1.
    pub page: u32,
    pub left: f64,
    pub right: f64,
    /// From the top of the page.
    pub down: f64,
    /// Of its type.
    pub size: f64,
    pub text: String,
}

/// Takes glyphs in the order in which they are drawn.
#[derive(Default)]
pub(super) struct Lines {
    pub found: Vec<Line>,
    /// Why no more are taken.
    pub fault: Option<Fault>,
    page: u32,
    height: f64,
    length: usize,
}

/// A gap is a space from so many times the size of its type on, and parts columns from so many on.
const SPACE: f64 = 0.15;
const COLUMN: f64 = 2.5;

impl OutputDev for Lines {
    fn begin_page(&mut self, page: u32, size: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        (self.page, self.height) = (page, size.ury);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        glyph: &str,
    ) -> Result<(), OutputError> {
        let size = (font_size * (at.m11 + at.m21) * font_size * (at.m12 + at.m22)).abs().sqrt();
        let (left, down) = (at.m31, self.height - at.m32);
        if !(size.is_finite() && left.is_finite() && down.is_finite() && width.is_finite()) || size <= 0.0 {
            return Ok(());
        }
        self.length += glyph.len();
        if self.length > TEXT_LIMIT {
            let what = format!("its text is larger than {}, the limit for one article", megabytes(TEXT_LIMIT));
            self.fault = Some(Fault::new(what, "part it"));
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let right = left + width * size;
        let line = self.found.last_mut().filter(|line| line.page == self.page && line.takes(left, down, size));
        match line {
            Some(line) => {
                let is_apart = left - line.right > SPACE * size;
                if is_apart && !line.text.ends_with(' ') && glyph != " " {
                    line.text.push(' ');
                }
                line.text.push_str(plain(glyph));
                line.right = line.right.max(right);
            }
            None if glyph.trim().is_empty() => {}
            None => {
                let text = plain(glyph).to_owned();
                self.found.push(Line { page: self.page, left, right, down, size, text });
            }
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Line {
    /// Whether a glyph at this place goes on with it: to its right, and neither above nor below but for a raised note.
    fn takes(&self, left: f64, down: f64, size: f64) -> bool {
        let size = size.max(self.size);
        (down - self.down).abs() <= 0.5 * size && left >= self.right - 0.5 * size && left - self.right < COLUMN * size
    }
}

/// A glyph as text: white space of any kind is a space.
fn plain(glyph: &str) -> &str {
    if matches!(glyph, "\n" | "\r" | "\t") { " " } else { glyph }
}
