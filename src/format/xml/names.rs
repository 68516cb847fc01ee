//! What elements are called, whatever prefixes a file gives to the vocabularies that are read.

use quick_xml::events::BytesStart;

/// Namespaces and the prefix under which their elements are known here; "*" at the end stands for all that go on so.
///
/// Vocabularies that are formats of their own have none: an `atom:author` in RSS means the same as an `author`.
static NAMESPACES: &[(&str, &str)] = &[
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://search.yahoo.com/mrss*", "media"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://www.w3.org/2005/Atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://iptc.org/std/*", ""),
    ("http://www.tei-c.org/ns/1.0", ""),
    ("http://www.loc.gov/standards/alto/*", ""),
    ("http://www.loc.gov/METS*", ""),
    ("http://www.loc.gov/mods/*", ""),
    ("http://schema.ccs-gmbh.com/*", ""),
    ("http://bibnum.bnf.fr/ns/alto*", ""),
];

/// A file that declares more prefixes of these namespaces is not made by people.
const MOST: usize = 32;

/// The prefixes that a file has declared so far. Where they were declared does not matter: nobody gives two meanings to one.
#[derive(Default)]
pub(super) struct Names(Vec<(String, &'static str)>);

impl Names {
    /// Learns the prefixes that a tag declares.
    pub fn learn(&mut self, tag: &BytesStart) {
        if self.0.len() >= MOST || !tag.attributes_raw().contains("xmlns:") {
            return;
        }
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let Some(prefix) = attribute.key.into_inner().strip_prefix("xmlns:") else { continue };
            let known = NAMESPACES.iter().find(|(namespace, _)| is(&attribute.value, namespace));
            if let Some(&(_, ours)) = known
                && self.0.len() < MOST
                && self.ours(prefix).is_none()
            {
                self.0.push((prefix.to_owned(), ours));
            }
        }
    }

    fn ours(&self, prefix: &str) -> Option<&'static str> {
        self.0.iter().find(|(known, _)| known == prefix).map(|&(_, ours)| ours)
    }

    /// What an element is called here: "dc:creator", "title".
    pub fn of(&self, written: &str) -> String {
        match written.split_once(':').and_then(|(prefix, local)| Some((self.ours(prefix)?, local))) {
            Some(("", local)) => local.to_owned(),
            Some((ours, local)) => format!("{ours}:{local}"),
            None => written.to_owned(),
        }
    }
}

fn is(namespace: &str, known: &str) -> bool {
    known.strip_suffix('*').map_or(namespace == known, |start| namespace.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_is_known_under_any_prefix() {
        let mut names = Names::default();
        let tag = r#"rss xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:a='http://www.w3.org/2005/Atom' xmlns:x="http://example.org/""#;
        names.learn(&BytesStart::from_content(tag, 3));
        for (written, name) in [
            ("d:creator", "dc:creator"),
            ("a:author", "author"),
            ("x:creator", "x:creator"),
            ("dc:creator", "dc:creator"),
            ("title", "title"),
        ] {
            assert_eq!(names.of(written), name, "{written}");
        }
    }
}
