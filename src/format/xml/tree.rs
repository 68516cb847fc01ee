use std::{borrow::Cow, mem};

use quick_xml::{
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};

use super::{
    super::Record,
    DEEPEST, MOST_ELEMENTS,
    events::{Events, GET_ALL},
    names::Names,
};
use crate::report::Problem;

/// An element with all that is in it.
pub(in crate::format) struct Element<'a> {
    /// What it is called: "title", "dc:creator".
    pub name: String,
    /// Line of the file in which its tag stands.
    pub line: u32,
    /// What is in it, in its order.
    pub children: Vec<Node<'a>>,
    tag: BytesStart<'a>,
}

/// What an element may hold.
pub(in crate::format) enum Node<'a> {
    Element(Element<'a>),
    /// Its entities are read.
    Text(String),
}

impl<'a> Element<'a> {
    /// An attribute's value, by the name that the file writes.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.html_attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.into_inner() == name)?;
        Some(unescaped(&found.value).into_owned()).filter(|value| !value.trim().is_empty())
    }

    /// Whether an attribute has this value.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.attribute(name).is_some_and(|said| said == value)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements at a path below it: "head/docdata/doc-id".
    pub fn all(&self, path: &str) -> Vec<&Element<'a>> {
        let mut found = vec![self];
        for step in path.split('/') {
            found = found.into_iter().flat_map(Self::elements).filter(|element| element.name == step).collect();
        }
        found
    }

    /// The first of them.
    pub fn at(&self, path: &str) -> Option<&Element<'a>> {
        self.all(path).into_iter().next()
    }

    /// The text of the first of them that has one.
    pub fn text_at(&self, path: &str) -> Option<String> {
        self.all(path).into_iter().map(Element::text).find(|text| !text.trim().is_empty())
    }

    /// This element, or the first one inside it, for which something holds.
    pub fn find(&self, is: &dyn Fn(&Element) -> bool) -> Option<&Element<'a>> {
        if is(self) { Some(self) } else { self.elements().find_map(|element| element.find(is)) }
    }

    /// All the text in it.
    pub fn text(&self) -> String {
        self.text_without("")
    }

    /// The text in it that is not in elements of this name.
    pub fn text_without(&self, name: &str) -> String {
        let mut text = String::new();
        self.gather(name, &mut text);
        text
    }

    fn gather(&self, without: &str, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) if element.name == without => {}
                Node::Element(element) => element.gather(without, text),
                Node::Text(words) => text.push_str(words),
            }
        }
    }
}

/// The tree of a record.
///
/// # Errors
/// When it is not well-formed, ends in the middle, or is deeper or larger than the limits.
pub(in crate::format) fn read<'a>(text: &'a str, record: &Record) -> Result<Element<'a>, Problem> {
    let mut events = Events::new(text);
    let mut growing = Growing { open: Vec::new(), root: None, names: Names::default(), elements: 0 };
    let what = loop {
        let event = match events.next() {
            Ok(Event::Eof) if growing.elements == 0 => break "not XML: there is no element in it".to_owned(),
            Ok(Event::Eof) => break "XML ends in the middle".to_owned(),
            Ok(event) => event,
            Err(what) => break what,
        };
        if let Err(what) = growing.grow(event, record.line.saturating_add(events.line)) {
            break what;
        }
        if let Some(root) = growing.root {
            return Ok(root);
        }
    };
    let line = record.line.saturating_add(events.line);
    let problem = Problem::new(&*record.path, &what).at_line(line);
    Err(if what.contains("in the middle") { problem.remedy(GET_ALL) } else { problem })
}

/// A tree that is not whole yet.
struct Growing<'a> {
    /// The elements that have begun, with their names as they are written.
    open: Vec<(String, Element<'a>)>,
    root: Option<Element<'a>>,
    names: Names,
    elements: usize,
}

impl<'a> Growing<'a> {
    fn grow(&mut self, event: Event<'a>, line: u32) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.begin(tag, line)?,
            Event::Empty(tag) => {
                self.begin(tag, line)?;
                self.end();
            }
            Event::End(tag) => {
                // A tag that ends nothing is passed over; one that ends an outer element ends those inside too.
                let name = tag.name().into_inner();
                if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                    while self.open.len() > at {
                        self.end();
                    }
                }
            }
            Event::Text(text) => self.say(&text.into_inner()),
            Event::CData(text) => self.say(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let mut text = String::new();
                push_entity(&reference.into_inner(), &mut text);
                self.say(&text);
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: BytesStart<'a>, line: u32) -> Result<(), String> {
        self.elements += 1;
        if self.open.len() >= DEEPEST {
            return Err(format!("XML nested too deep (the limit is {DEEPEST} elements)"));
        }
        if self.elements > MOST_ELEMENTS {
            return Err(format!("an article with more than {MOST_ELEMENTS} elements (the limit)"));
        }
        self.names.learn(&tag);
        let written = tag.name().into_inner().to_owned();
        let name = self.names.of(&written);
        self.open.push((written, Element { name, line, children: Vec::new(), tag }));
        Ok(())
    }

    fn end(&mut self) {
        let Some((_, element)) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some((_, parent)) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn say(&mut self, words: &str) {
        let Some((_, element)) = self.open.last_mut() else { return };
        match element.children.last_mut() {
            Some(Node::Text(text)) => text.push_str(words),
            _ => element.children.push(Node::Text(words.to_owned())),
        }
    }
}

/// A text with its entities read.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split('&');
    let mut read = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(';') {
            Some((name, rest)) if !name.contains(char::is_whitespace) => {
                push_entity(name, &mut read);
                read.push_str(rest);
            }
            _ => read.extend(["&", piece]),
        }
    }
    Cow::Owned(read)
}

/// What an entity stands for: those of XML and HTML, and characters by number. What a DTD declares stays as it is written.
fn push_entity(name: &str, text: &mut String) {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    match number.and_then(char::from_u32) {
        Some(c) => text.push(c),
        None => match resolve_html5_entity(name) {
            Some(meant) => text.push_str(meant),
            None => text.extend(["&", name, ";"]),
        },
    }
}

/// So that a tree does not keep more than it holds.
const _: () = assert!(mem::size_of::<Node>() <= 112);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::nitf;

    fn record(text: &str) -> Record {
        Record::new("a.xml", 7, &nitf::FORMAT, text.as_bytes().to_vec())
    }

    fn told(text: &str) -> String {
        let found = read(text, &record(text)).map(|root| format!("{}: {}", root.name, root.text()));
        found.unwrap_or_else(|problem| problem.to_string())
    }

    #[test]
    fn markup_that_browsers_forgive_is_read() {
        for (text, expected) in [
            ("<a>R&amp;D &eacute;t&#233; &#x201C;No&rdquo;</a>", "a: R&D été “No”"),
            ("<a>AT&T and R & D<![CDATA[ <b> & ]]></a>", "a: AT&T and R & D <b> & "),
            ("<a><b>one<c>two</b></c></a>", "a: onetwo"),
            ("<a>one</b></a>", "a: one"),
            ("<a x=1 y>one<!-- two -->three<?four?></a>", "a: onethree"),
            ("<x:a>one</x:a>", "x:a: one"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_document_type_declares_is_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]><a>&c; &d;</a>";
        assert_eq!(told(bomb), "a: &c; &d;");
    }

    #[test]
    fn what_ends_in_the_middle_or_goes_too_deep_is_a_problem_at_its_line() {
        assert_eq!(told("<a>\n<b>one"), "a.xml:8: XML ends in the middle (get the whole file)");
        assert_eq!(told("<a>\n\n<b c='"), "a.xml:9: XML ends in the middle of a tag or a comment (get the whole file)");
        assert_eq!(told(&"<a>".repeat(300)), "a.xml:7: XML nested too deep (the limit is 256 elements)");
        let many = format!("<a>{}", "<b/>".repeat(MOST_ELEMENTS));
        assert_eq!(told(&many), "a.xml:7: an article with more than 500000 elements (the limit)");
    }

    #[test]
    fn elements_are_found_by_path_and_attributes_by_name() {
        let text = "<a><b><c>1</c></b><b><c d='x &amp; y' e=''>2</c></b></a>";
        let record = record(text);
        let Ok(root) = read(text, &record) else { panic!("no tree") };
        assert_eq!(root.all("b/c").len(), 2);
        assert_eq!(root.text_at("b/c").as_deref(), Some("1"));
        let last = root.all("b/c")[1];
        assert_eq!((last.attribute("d").as_deref(), last.attribute("e")), (Some("x & y"), None));
    }
}
