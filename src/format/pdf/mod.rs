//! PDF with a text layer: one article a file.
//!
//! The text comes from pdf-extract, glyph by glyph with its place; lines, paragraphs and the headline are told by where glyphs
//! stand and how large they are. A picture has no text: it has to be recognised (OCR) first.

mod guard;
mod page;
mod print;

use pdf_extract::{Document, OutputError, output_doc};

use self::page::{Line, Lines};
use super::{Field, Format, Options, Parsed, RECORD_LIMIT, Record, draft::Draft, heading, whole_file_within};
use crate::report::{self, Problem};

pub(super) static FORMAT: Format = Format {
    name: "PDF",
    extensions: &["pdf"],
    told: "begins with %PDF-",
    begins: |_| false,
    split: |source, _, each| whole_file_within(RECORD_LIMIT, &FORMAT, source, each),
    parse,
};

/// Whether a file begins as PDF does; some programs put a few bytes before.
pub(super) fn is_document(head: &[u8]) -> bool {
    memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some_and(|at| at == 0 || !head[..at].is_ascii())
}

/// Why a PDF is not read.
#[derive(Debug)]
struct Fault {
    what: String,
    remedy: &'static str,
}

impl Fault {
    fn new(what: impl Into<String>, remedy: &'static str) -> Self {
        Self { what: what.into(), remedy }
    }

    fn damaged(error: &OutputError) -> Self {
        Self::new(format!("damaged: {error}"), "get it anew, or save its text in a .txt file")
    }
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let lines = caught(&record.bytes).map_err(|fault| record.problem(fault.what).remedy(fault.remedy))?;
    let printed = print::read(&lines);
    if printed.paragraphs.is_empty() && printed.title.is_none() {
        return Err(record.problem("no text layer: its pages are pictures").remedy("run OCR on it first"));
    }
    let mut draft = Draft { paragraphs: printed.paragraphs, ..Draft::default() };
    match printed.title {
        Some(title) => {
            draft.set(Field::Title, &title);
            heading::take_credits(&mut draft);
        }
        None => heading::take(&mut draft),
    }
    draft.finish(record, options)
}

/// The lines of a document. The crate panics on much that is unusual.
fn caught(bytes: &[u8]) -> Result<Vec<Line>, Fault> {
    report::caught(|| lines(bytes)).unwrap_or_else(|_| {
        let what = "has something that the reader of PDF does not understand";
        Err(Fault::new(what, "print it to a new PDF, or save its text in a .txt file"))
    })
}

fn lines(bytes: &[u8]) -> Result<Vec<Line>, Fault> {
    guard::check_bytes(bytes)?;
    let mut document = Document::load_mem(bytes).map_err(|error| match error {
        pdf_extract::Error::Decryption(_) | pdf_extract::Error::InvalidPassword => encrypted(),
        error => Fault::damaged(&error.into()),
    })?;
    // Many are encrypted with the empty password, only to forbid printing.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(encrypted());
    }
    guard::check_document(&mut document)?;
    let mut lines = Lines::default();
    output_doc(&document, &mut lines).map_err(|error| lines.fault.take().unwrap_or_else(|| Fault::damaged(&error)))?;
    Ok(lines.found)
}

fn encrypted() -> Fault {
    Fault::new("encrypted with a password", "save it without one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_told_by_its_mark_and_news_about_marks_is_not() {
        assert!(is_document(b"%PDF-1.7") && is_document(b"\xef\xbb\xbf%PDF-1.4"));
        assert!(!is_document(b"A file begins with %PDF-1.4.") && !is_document(b""));
    }

    #[test]
    fn a_panic_is_told_as_a_problem() {
        // Pages without a size make the crate panic.
        let pdf =
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                    3 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n";
        let mut bytes = pdf.to_vec();
        let at = |mark: &[u8]| memchr::memmem::find(pdf, mark).unwrap();
        let table = bytes.len();
        let entries =
            [at(b"1 0 obj"), at(b"2 0 obj"), at(b"3 0 obj")].map(|at| format!("{at:010} 00000 n \n")).concat();
        bytes.extend(
            format!(
                "xref\n0 4\n0000000000 65535 f \n{entries}trailer<</Root 1 0 R/Size 4>>\nstartxref\n{table}\n%%EOF"
            )
            .into_bytes(),
        );
        let fault = caught(&bytes).unwrap_err();
        assert!(fault.what.contains("does not understand"), "{fault:?}");
        assert!(!report::panic_is_expected());
    }
}
