/// The element that a text of XML is.
pub(in crate::format) struct Root<'a> {
    /// What it is called, without its prefix.
    pub name: &'a str,
    /// The attributes of its tag.
    pub attributes: &'a str,
}

/// Kinds of XML that are not read, by what their root is called, lower case.
static FOREIGN: &[(&str, &[&str])] = &[
    ("sitemap", &["urlset", "sitemapindex"]),
    ("NewsML 1 (not supported)", &["newsml"]),
    ("list of feeds", &["opml"]),
    ("picture", &["svg"]),
    ("program or settings", &["plist", "project", "configuration", "stylesheet", "schema"]),
];

/// The first element of a text that begins as XML does; nothing where it can't be told.
pub(in crate::format) fn root(text: &str) -> Option<Root<'_>> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.starts_with("<?") {
            rest = rest.split_once("?>")?.1;
        } else if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1;
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            rest = after_doctype(rest)?;
        } else {
            break;
        }
    }
    let tag = rest.strip_prefix('<')?;
    let tag = &tag[..tag.find('>')?];
    let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let (written, attributes) = tag.split_at(end);
    let name = written.rsplit(':').next().unwrap_or(written);
    name.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(Root { name, attributes })
}

/// What follows a document type, which may have declarations between brackets.
fn after_doctype(text: &str) -> Option<&str> {
    let end = text.find(['[', '>'])?;
    if text.as_bytes()[end] == b'>' {
        return Some(&text[end + 1..]);
    }
    text[end..].match_indices(']').find_map(|(at, _)| text[end + at + 1..].trim_start().strip_prefix('>'))
}

/// Why a text of XML is not read, by its root.
pub(in crate::format) fn foreign(text: &str) -> Option<&'static str> {
    let root = root(text)?.name.to_ascii_lowercase();
    FOREIGN.iter().find(|(_, names)| names.contains(&&*root)).map(|&(reason, _)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_found_behind_what_may_stand_before_it() {
        for text in [
            "<rss version='2.0'>",
            "<?xml version='1.0'?>\n<!-- made <by> hand -->\n<?xml-stylesheet href='a.css'?><rss version='2.0'><channel>",
            "<!DOCTYPE rss SYSTEM 'rss.dtd'><r:rss version='2.0'>",
            "<!DOCTYPE rss [<!ENTITY a \"]\"> <!ENTITY b 'x'>] ><rss version='2.0'>",
        ] {
            let root = root(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((root.name, root.attributes.trim()), ("rss", "version='2.0'"), "{text}");
        }
        for text in ["", "words", "<", "< b", "<!-- open", "<?xml", "<!DOCTYPE a [", "<é"] {
            assert!(root(text).is_none(), "{text}");
        }
        assert_eq!(foreign("<sitemapindex><sitemap>"), Some("sitemap"));
        assert_eq!(foreign("<rss>"), None);
    }
}
