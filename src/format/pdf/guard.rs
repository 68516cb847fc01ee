//! Refuses PDF that would take the crate endless time or memory, or more stack than there is.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use memchr::memmem;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, content::Content};
use rustc_hash::FxHashMap;

use super::Fault;

/// What one packed stream may expand to.
const MOST_EXPANDED: u64 = 32 << 20;
/// What all of them may expand to, pictures apart.
const MOST_EXPANDED_ALL: u64 = 512 << 20;
/// So large may a stream be that is packed in a way that can't be measured here.
const MOST_UNMEASURED: usize = 128 << 10;
/// Drawings inside drawings.
const DEEPEST: usize = 12;
/// Commands of all pages and the drawings on them, each as often as it is drawn.
const MOST_COMMANDS: u64 = 20_000_000;
/// Characters that tables of characters may list.
const MOST_LISTED: u64 = 4 << 20;

const REMEDY: &str = "print it to a new PDF, or save its text in a .txt file";

/// Looks at all streams as they stand in the file: some are expanded when a document is opened.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), Fault> {
    let mut all = 0;
    let mut listed = 0;
    // What is not packed stands in the file itself.
    listed_characters(bytes, &mut listed)?;
    // Each byte is looked at for one stream: many may begin, and none end.
    let mut before = 0;
    let mut ends = memmem::find_iter(bytes, b"endstream").peekable();
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            before = at;
            continue;
        }
        let rest = &bytes[at + b"stream".len()..];
        let Some(packed) =
            rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"))
        else {
            continue;
        };
        let head = &bytes[before..at];
        before = at;
        while ends.next_if(|&end| end < at).is_some() {}
        let has = |name: &[u8]| memmem::find(head, name).is_some();
        // Names may be written with "#" and two digits for each letter.
        let is_structure = has(b"ObjStm") || has(b"XRef") || has(b"#");
        if has(b"/Image") && !is_structure {
            continue;
        }
        if has(b"LZW") || has(b"85") || has(b"#") {
            let start = bytes.len() - packed.len();
            let length = ends.peek().map_or(packed.len(), |end| end - start);
            if length > MOST_UNMEASURED {
                return Err(Fault::new("packed in a way that is not read", REMEDY));
            }
        }
        all += expanded(packed, &mut listed, 0)?;
        if all > MOST_EXPANDED_ALL {
            return Err(too_large(MOST_EXPANDED_ALL));
        }
    }
    Ok(())
}

/// How many bytes packed ones expand to; those packed again are expanded again.
fn expanded(packed: &[u8], listed: &mut u64, depth: usize) -> Result<u64, Fault> {
    let is_zlib =
        packed.len() > 2 && packed[0] & 0x0f == 8 && u16::from_be_bytes([packed[0], packed[1]]).is_multiple_of(31);
    if !is_zlib {
        return if depth == 0 { Ok(0) } else { listed_characters(packed, listed).map(|()| 0) };
    }
    if depth > 2 {
        return Err(Fault::new("packed several times over", REMEDY));
    }
    let mut bytes = Vec::new();
    // What is damaged is measured as far as it goes, as it is read so far too.
    let _: io::Result<usize> = ZlibDecoder::new(packed).take(MOST_EXPANDED + 1).read_to_end(&mut bytes);
    let length = bytes.len() as u64;
    if length > MOST_EXPANDED {
        return Err(too_large(MOST_EXPANDED));
    }
    Ok(length + expanded(&bytes, listed, depth + 1)?)
}

fn too_large(limit: u64) -> Fault {
    Fault::new(format!("a part of it expands to more than {} MiB (the limit)", limit >> 20), REMEDY)
}

/// Counts what the ranges of a table of characters list: `<0000> <ffff>` lists 65,536.
fn listed_characters(table: &[u8], listed: &mut u64) -> Result<(), Fault> {
    for begin in [&b"beginbfrange"[..], b"begincidrange"] {
        for at in memmem::find_iter(table, begin) {
            let rest = &table[at + begin.len()..];
            let end = memmem::find(rest, b"range").unwrap_or(rest.len());
            *listed = listed.saturating_add(listed_in_ranges(&rest[..end]));
        }
    }
    if *listed > MOST_LISTED { Err(Fault::new("a table of characters without end", REMEDY)) } else { Ok(()) }
}

/// Each range is two numbers in angle brackets, and what they stand for: a third, a list in square ones, or a plain number.
fn listed_in_ranges(mut ranges: &[u8]) -> u64 {
    let mut listed = 0_u64;
    while let Some(from) = number(&mut ranges) {
        let Some(to) = number(&mut ranges) else { break };
        listed = listed.saturating_add(to.saturating_sub(from));
        ranges = ranges.trim_ascii_start();
        let closing = match ranges.first() {
            Some(b'<') => b'>',
            Some(b'[') => b']',
            _ => continue,
        };
        ranges = memchr::memchr(closing, ranges).map_or(&[], |end| &ranges[end + 1..]);
    }
    listed
}

/// The next number in angle brackets.
fn number(text: &mut &[u8]) -> Option<u64> {
    let start = memchr::memchr(b'<', text)? + 1;
    let end = start + memchr::memchr(b'>', &text[start..])?;
    let digits = text[start..end].iter().filter_map(|&b| char::from(b).to_digit(16));
    let number = digits.fold(0_u64, |number, digit| number.saturating_mul(16).saturating_add(digit.into()));
    *text = &text[end + 1..];
    Some(number)
}

/// Takes away what the crate would stumble over and no text needs, pictures and colours, and looks at what is drawn by what.
pub(super) fn check_document(document: &mut Document) -> Result<(), Fault> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is_picture(stream)
        {
            stream.content.clear();
            stream.dict.remove(b"Filter");
        }
    }
    without_colours(document);
    let mut drawn = Drawn { document, known: FxHashMap::default(), left: MOST_COMMANDS };
    for page in document.get_pages().into_values() {
        let resources = inherited_resources(document, page)?;
        let content = document.get_page_content(page).unwrap_or_default();
        let commands = drawn.commands(&content, resources, 0)?;
        drawn.spend(commands)?;
    }
    Ok(())
}

fn is_picture(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
}

/// Makes each named colour space one whose colours the crate passes over; it panics on those that it does not know.
fn without_colours(document: &mut Document) {
    let mut named: Vec<ObjectId> = Vec::new();
    for object in document.objects.values_mut() {
        match object {
            Object::Dictionary(dictionary) => pass_over_colours(dictionary, &mut named),
            Object::Stream(stream) => pass_over_colours(&mut stream.dict, &mut named),
            _ => {}
        }
    }
    for id in named {
        if let Some(Object::Dictionary(spaces)) = document.objects.get_mut(&id) {
            pass_over(spaces);
        }
    }
}

/// In resources, and where they stand inside a page or a drawing.
fn pass_over_colours(dictionary: &mut Dictionary, named: &mut Vec<ObjectId>) {
    if let Ok(Object::Dictionary(resources)) = dictionary.get_mut(b"Resources") {
        pass_over_colours(resources, named);
    }
    match dictionary.get_mut(b"ColorSpace") {
        Ok(Object::Dictionary(spaces)) => pass_over(spaces),
        Ok(Object::Reference(id)) => named.push(*id),
        _ => {}
    }
}

fn pass_over(spaces: &mut Dictionary) {
    for (_, space) in spaces.iter_mut() {
        *space = Object::Array(vec![Object::Name(b"Pattern".to_vec())]);
    }
}

/// The resources of a page, or of the pages it is one of.
///
/// # Errors
/// When it is one of itself.
fn inherited_resources(document: &Document, page: ObjectId) -> Result<Option<&Dictionary>, Fault> {
    /// Pages of pages: a tree of a thousand million pages is not so deep.
    const DEEPEST: usize = 64;
    let mut found = None;
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..DEEPEST {
        let Some(dictionary) = at else { return Ok(found) };
        let resources = || dictionary.get(b"Resources").ok().and_then(|object| dictionary_of(document, object));
        found = found.or_else(resources);
        at = dictionary.get(b"Parent").ok().and_then(|parent| dictionary_of(document, parent));
    }
    Err(Fault::new(format!("pages nested deeper than {DEEPEST} (the limit), or in themselves"), REMEDY))
}

fn dictionary_of<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// Counts commands through drawings in drawings.
struct Drawn<'a> {
    document: &'a Document,
    /// Of drawings that don't depend on where they are drawn.
    known: FxHashMap<ObjectId, u64>,
    left: u64,
}

impl<'a> Drawn<'a> {
    fn commands(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) -> Result<u64, Fault> {
        if depth > DEEPEST {
            let what = format!("drawings nested deeper than {DEEPEST} (the limit), or in themselves");
            return Err(Fault::new(what, REMEDY));
        }
        let Ok(content) = Content::decode(content) else { return Ok(0) };
        let mut commands = content.operations.len() as u64;
        self.spend(commands)?;
        for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
            let name = operation.operands.first().and_then(|name| name.as_name().ok());
            if let Some(name) = name {
                commands = commands.saturating_add(self.drawing(name, resources, depth)?);
            }
        }
        Ok(commands)
    }

    fn drawing(&mut self, name: &[u8], resources: Option<&'a Dictionary>, depth: usize) -> Result<u64, Fault> {
        let document = self.document;
        let find = || {
            let all = dictionary_of(document, resources?.get(b"XObject").ok()?)?;
            let (id, object) = document.dereference(all.get(name).ok()?).ok()?;
            Some((id, object.as_stream().ok()?))
        };
        let Some((id, stream)) = find().filter(|(_, stream)| !is_picture(stream)) else { return Ok(0) };
        let own = stream.dict.get(b"Resources").ok().and_then(|object| dictionary_of(document, object));
        let known = id.filter(|_| own.is_some());
        if let Some(commands) = known.and_then(|id| self.known.get(&id)) {
            return Ok(*commands);
        }
        let content = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
        let commands = self.commands(&content, own.or(resources), depth + 1)?;
        if let Some(id) = known {
            self.known.insert(id, commands);
        }
        Ok(commands)
    }

    fn spend(&mut self, commands: u64) -> Result<(), Fault> {
        let left = self.left.checked_sub(commands);
        self.left =
            left.ok_or_else(|| Fault::new(format!("more than {MOST_COMMANDS} commands (the limit)"), REMEDY))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_characters_are_counted_and_characters_alone_are_not() {
        for (table, expected) in [
            ("2 beginbfrange <00> <ff> <0041>\n<0100><01ff>[<0041> <0042>] endbfrange", 510),
            ("1 begincidrange <0000> <ffff> 0 endcidrange 1 beginbfrange <01> <02> <00> endbfrange", 65_536),
            ("2 beginbfchar <01> <ffff> <02> <fffe> endbfchar", 0),
            ("1 beginbfrange <00 <ff> ", 0),
        ] {
            let mut listed = 0;
            listed_characters(table.as_bytes(), &mut listed).unwrap();
            assert_eq!(listed, expected, "{table}");
        }
        assert!(listed_characters(b"beginbfrange <00000000> <ffffffff> <00>", &mut 0).is_err());
    }
}
