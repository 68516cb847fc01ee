use quick_xml::{Error, Reader, errors::SyntaxError, events::Event};

/// What to do about a file that is cut.
pub(super) const GET_ALL: &str = "get the whole file";

/// The events of a text, and where each stands.
pub(super) struct Events<'a> {
    reader: Reader<&'a [u8]>,
    /// What all places are in: the text without the byte order marks before it.
    pub text: &'a str,
    /// Where the event that was read last begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How many lines stand before it.
    pub line: u32,
}

impl<'a> Events<'a> {
    pub fn new(text: &'a str) -> Self {
        // The reader takes one mark away and does not count it; files that were joined begin with several.
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self { reader, text, start: 0, end: 0, line: 0 }
    }

    /// The next event, or what is wrong at the line where it should begin.
    pub fn next(&mut self) -> Result<Event<'a>, String> {
        let before = &self.text.as_bytes()[self.start..self.end];
        let breaks = memchr::memchr_iter(b'\n', before).count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.start = self.end;
        let event = self.reader.read_event().map_err(|error| told(&error))?;
        let end = usize::try_from(self.reader.buffer_position()).expect("a place in a text that is in memory");
        self.end = end.min(self.text.len());
        Ok(event)
    }
}

fn told(error: &Error) -> String {
    match error {
        // All others of these tell that something was still open when the text ended.
        Error::Syntax(syntax) if !matches!(syntax, SyntaxError::InvalidBangMarkup) => {
            "XML ends in the middle of a tag or a comment".to_owned()
        }
        _ => format!("not well-formed XML: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_right_after_any_number_of_byte_order_marks() {
        for marks in 0..4 {
            let text = format!("{}<a>é</a>", "\u{feff}".repeat(marks));
            let mut events = Events::new(&text);
            let mut parts = Vec::new();
            while !matches!(events.next(), Ok(Event::Eof)) {
                parts.push(&events.text[events.start..events.end]);
            }
            assert_eq!(parts, ["<a>", "é", "</a>"], "{marks} marks");
        }
    }
}
