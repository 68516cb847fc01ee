//! Walks through the XML of a document.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::Fault;

/// What is met on the way. Names come without their prefixes, which each program chooses as it likes.
pub(super) enum Met<'a> {
    /// An element begins.
    Opening(&'a str, Attributes<'a>),
    Text(&'a str),
    /// An element ends; an empty one too.
    Closing(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute, by its name without its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        // The check for attributes given twice takes quadratic time.
        let found =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
        found?.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }
}

/// Hands over what is met in document order, without the elements of these names and all that is in them.
pub(super) fn walk(xml: &str, left_out: &[&str], each: &mut dyn FnMut(Met) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut skipping = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| {
            let what = format!("damaged: its XML breaks at byte {}: {error}", reader.error_position());
            Fault::new(what, "open and save it anew")
        })?;
        match event {
            Event::Start(_) if skipping > 0 => skipping += 1,
            Event::Start(start) => {
                let name = start.local_name();
                if left_out.contains(&name.as_ref()) {
                    skipping = 1;
                } else {
                    each(Met::Opening(name.as_ref(), Attributes(&start)))?;
                }
            }
            Event::End(_) if skipping > 0 => skipping -= 1,
            Event::End(end) => each(Met::Closing(end.local_name().as_ref()))?,
            Event::Eof => return Ok(()),
            _ if skipping > 0 => {}
            Event::Text(text) => each(Met::Text(&text))?,
            Event::CData(text) => each(Met::Text(&text.into_inner()))?,
            Event::GeneralRef(entity) => {
                let mut utf8 = [0; 4];
                // An entity that is not XML's own is declared in the document, or meant to do harm.
                let meant = match entity.resolve_char_ref() {
                    Ok(Some(c)) => Some(&*c.encode_utf8(&mut utf8)),
                    _ => resolve_predefined_entity(&entity),
                };
                if let Some(text) = meant {
                    each(Met::Text(text))?;
                }
            }
            _ => {}
        }
    }
}
