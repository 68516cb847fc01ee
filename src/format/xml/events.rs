use quick_xml::{Error, Reader, errors::SyntaxError, events::Event};

/// What to do about a file that is cut.
pub(super) const GET_ALL: &str = "get the whole file";

/// The events of a text, and where each stands.
pub(super) struct Events<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// Where the event that was read last begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How many lines stand before it.
    pub line: u32,
}

impl<'a> Events<'a> {
    pub fn new(text: &'a str) -> Self {
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
