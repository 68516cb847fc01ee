//! Follows rich text through its groups.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::{
    super::{Fault, LINE_BREAK, Manuscript, TEXT_LIMIT},
    code_page,
    token::{Token, Tokens},
};

/// Groups may be nested so deep; those of word processors are ten or twenty.
const DEEPEST: usize = 1000;

/// Destinations whose text is not the document's.
static LEFT_OUT: &[&[u8]] = &[
    b"colortbl",
    b"stylesheet",
    b"pict",
    b"object",
    b"nonshppict",
    b"header",
    b"headerl",
    b"headerr",
    b"headerf",
    b"footer",
    b"footerl",
    b"footerr",
    b"footerf",
    b"footnote",
    b"annotation",
    b"fldinst",
    b"listtext",
    b"pntext",
    b"pntxtb",
    b"pntxta",
    b"listtable",
    b"listoverridetable",
    b"rsidtbl",
    b"filetbl",
    b"revtbl",
    b"generator",
    b"template",
    b"themedata",
    b"xe",
    b"tc",
    b"rxe",
    b"bkmkstart",
    b"bkmkend",
    b"shpinst",
    b"falt",
    b"private",
    b"operator",
    b"doccomm",
    b"comment",
    b"keywords",
];

/// Where text goes.
#[derive(Clone, Copy, PartialEq)]
enum Destination {
    Text,
    Fonts,
    /// The file's properties.
    Info,
    Title,
    Author,
    Nowhere,
}

/// What holds until the group ends.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    font: Option<i32>,
    is_hidden: bool,
    is_deleted: bool,
    /// How many characters stand behind `\u` for readers without Unicode.
    stand_ins: usize,
}

struct Reader {
    manuscript: Manuscript,
    group: Group,
    outer: Vec<Group>,
    page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// The font in which text is before any other is chosen.
    first_font: Option<i32>,
    /// Bytes that are not decoded yet: two may be one character.
    bytes: Vec<u8>,
    /// The first half of a character beyond U+FFFF.
    half: Option<u16>,
    /// Stand-ins still to be passed over.
    passing: usize,
    /// The next word is a destination that may be passed over.
    is_starred: bool,
    /// Characters beyond ASCII stand as they are, in UTF-8, which the specification does not know.
    is_utf8: bool,
}

/// The text of a document; of one that ends in the middle what there is.
pub(super) fn read(bytes: &[u8]) -> Result<Manuscript, Fault> {
    let plain = Group { destination: Destination::Text, font: None, is_hidden: false, is_deleted: false, stand_ins: 1 };
    let mut reader = Reader {
        manuscript: Manuscript::default(),
        group: plain,
        outer: Vec::new(),
        page: WINDOWS_1252,
        fonts: FxHashMap::default(),
        first_font: None,
        bytes: Vec::new(),
        half: None,
        passing: 0,
        is_starred: false,
        is_utf8: !bytes.is_ascii() && str::from_utf8(bytes).is_ok(),
    };
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        if reader.passing > 0 && !matches!(token, Token::Open | Token::Close | Token::Word(b"bin", _)) {
            reader.passing -= 1;
            continue;
        }
        match token {
            Token::Open => reader.open()?,
            Token::Close => {
                // What stands behind the document is no part of it.
                if reader.outer.len() <= 1 {
                    break;
                }
                reader.close();
            }
            Token::Word(b"bin", length) => tokens.pass_over(length.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)),
            Token::Word(word, number) => reader.word(word, number),
            Token::Symbol(symbol) => reader.symbol(symbol),
            Token::Byte(byte) | Token::Plain(byte) => reader.byte(byte),
        }
        if reader.manuscript.text.len() + reader.bytes.len() > TEXT_LIMIT {
            return Err(Fault::too_much_text());
        }
    }
    reader.flush();
    Ok(reader.manuscript)
}

impl Reader {
    fn open(&mut self) -> Result<(), Fault> {
        if self.outer.len() >= DEEPEST {
            let what = format!("groups nested deeper than {DEEPEST} (the limit)");
            return Err(Fault::new(what, "open and save it anew"));
        }
        self.passing = 0;
        self.flush();
        self.outer.push(self.group);
        Ok(())
    }

    fn close(&mut self) {
        self.passing = 0;
        self.flush();
        self.is_starred = false;
        self.group = self.outer.pop().expect("the outermost group is never closed");
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let is_starred = std::mem::take(&mut self.is_starred);
        if self.group.destination == Destination::Nowhere {
            return;
        }
        let is_on = number != Some(0);
        match word {
            _ if is_starred || LEFT_OUT.contains(&word) => self.go_to(Destination::Nowhere),
            b"fonttbl" => self.go_to(Destination::Fonts),
            b"info" => self.go_to(Destination::Info),
            b"title" if self.group.destination == Destination::Info => self.go_to(Destination::Title),
            b"author" if self.group.destination == Destination::Info => self.go_to(Destination::Author),
            b"ansi" => self.page = WINDOWS_1252,
            b"mac" => self.page = encoding_rs::MACINTOSH,
            b"ansicpg" => self.page = number.and_then(code_page::of_page).unwrap_or(self.page),
            b"deff" => self.first_font = number,
            b"f" => {
                self.flush();
                self.group.font = number;
            }
            b"fcharset" if self.group.destination == Destination::Fonts => {
                if let (Some(font), Some(encoding)) = (self.group.font, number.and_then(code_page::of_charset)) {
                    self.fonts.insert(font, encoding);
                }
            }
            b"plain" => {
                self.flush();
                (self.group.font, self.group.is_hidden, self.group.is_deleted) = (None, false, false);
            }
            b"v" => {
                self.flush();
                self.group.is_hidden = is_on;
            }
            b"deleted" => {
                self.flush();
                self.group.is_deleted = is_on;
            }
            b"uc" => self.group.stand_ins = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            b"u" => self.unicode(number.unwrap_or_default()),
            b"par" | b"sect" | b"page" | b"row" | b"cell" | b"nestcell" | b"nestrow" => self.character('\n'),
            b"line" | b"softline" | b"lbr" => self.character(LINE_BREAK),
            b"tab" => self.character('\t'),
            b"emdash" => self.character('—'),
            b"endash" => self.character('–'),
            b"lquote" => self.character('‘'),
            b"rquote" => self.character('’'),
            b"ldblquote" => self.character('“'),
            b"rdblquote" => self.character('”'),
            b"bullet" => self.character('•'),
            b"emspace" | b"enspace" | b"qmspace" => self.character(' '),
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.is_starred = true,
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'~' => self.character('\u{a0}'),
            b'_' => self.character('-'),
            b'\t' => self.character('\t'),
            // A break of the file's own lines behind a backslash is a paragraph's end.
            b'\n' | b'\r' => self.character('\n'),
            _ => {}
        }
    }

    fn go_to(&mut self, destination: Destination) {
        self.flush();
        self.group.destination = destination;
    }

    fn byte(&mut self, byte: u8) {
        // A first half without its second stands before what follows.
        if self.half.is_some() {
            self.flush();
        }
        if self.target().is_some() {
            self.bytes.push(byte);
        }
    }

    fn character(&mut self, c: char) {
        self.flush();
        if let Some(target) = self.target() {
            target.push(c);
        }
    }

    /// `\u`: a half of a character too, and negative where it does not fit into 15 bits.
    fn unicode(&mut self, number: i32) {
        self.flush_bytes();
        self.passing = self.group.stand_ins;
        let Ok(unit) = u16::try_from(number).or_else(|_| i16::try_from(number).map(i16::cast_unsigned)) else {
            // Some programs write characters beyond U+FFFF as they are.
            return self.character(u32::try_from(number).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'));
        };
        let first = self.half.take();
        if first.is_none() && (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = first.into_iter().chain([unit]);
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
        if let Some(target) = self.target() {
            target.push_str(&text);
        }
    }

    /// Where text goes now.
    fn target(&mut self) -> Option<&mut String> {
        if self.group.is_hidden || self.group.is_deleted {
            return None;
        }
        match self.group.destination {
            Destination::Text => Some(&mut self.manuscript.text),
            Destination::Title => Some(self.manuscript.title.get_or_insert_default()),
            Destination::Author => Some(self.manuscript.creator.get_or_insert_default()),
            Destination::Fonts | Destination::Info | Destination::Nowhere => None,
        }
    }

    /// Decodes what came as bytes; must come before anything changes where it goes, or in what encoding it is.
    fn flush(&mut self) {
        self.flush_bytes();
        if self.half.take().is_some()
            && let Some(target) = self.target()
        {
            target.push('\u{fffd}');
        }
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.group.font.or(self.first_font);
        let of_font = font.and_then(|font| self.fonts.get(&font).copied()).unwrap_or(self.page);
        let encoding = if self.is_utf8 && str::from_utf8(&bytes).is_ok() { UTF_8 } else { of_font };
        let text = encoding.decode_without_bom_handling(&bytes).0;
        if let Some(target) = self.target() {
            target.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes()).unwrap().text
    }

    #[test]
    fn characters_come_in_all_the_ways_that_they_are_written() {
        for (rtf, expected) in [
            (r"{\rtf1\ansi Caf\'e9 \ldblquote No\rdblquote\par}", "Café “No”\n"),
            (r"{\rtf1\ansi\ansicpg1251 \'cd\'e5\'f2}", "Нет"),
            (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial;}}\f1 \'b3\f0 \'b3}", "ł³"),
            (
                r"{\rtf1\ansi\deff1{\fonttbl{\f1\fcharset128 Mincho;}}\'83A\'93\'fa}",
                "アア日".strip_prefix("ア").unwrap(),
            ),
            (r"{\rtf1\ansi\uc1 \u8220?No\u8221?}", "“No”"),
            (r"{\rtf1\ansi\uc2 \u8220\'81\'67No}", "“No"),
            (r"{\rtf1\ansi\uc0 \u8220 No{\uc1 \u233e}\u233 e}", "“Noéée"),
            (r"{\rtf1\ansi \u-10179?\u-8704?!}", "😀!"),
            (r"{\rtf1\ansi \u-10179?!}", "\u{fffd}!"),
            (r"{\rtf1\ansi a\~b\_c\-d\{e\}\\}", "a\u{a0}b-cd{e}\\"),
            ("{\\rtf1\\ansi one\\\ntwo\nthree\\line four\\tab}", "one\ntwothree\u{2028}four\t"),
            ("{\\rtf1\\ansi Núñez}", "Núñez"),
        ] {
            assert_eq!(text(rtf), expected, "{rtf}");
        }
    }

    #[test]
    fn what_is_not_the_documents_text_is_left_out() {
        for (rtf, expected) in [
            (r"{\rtf1{\stylesheet{\s0 Normal;}}{\*\generator Writer;}Yes}", "Yes"),
            (r"{\rtf1{\pict\wmetafile8 0102}Yes{\footnote no}{\header no}{\v no}{\deleted no}}", "Yes"),
            ("{\\rtf1{\\pict\\bin4 }}}{x}Yes}", "Yes"),
            (r#"{\rtf1{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt Yes}}}"#, "Yes"),
            (r"{\rtf1\v no\plain Yes}no}", "Yes"),
            (r"{\rtf1 Yes", "Yes"),
        ] {
            assert_eq!(text(rtf), expected, "{rtf}");
        }
        let manuscript = read(br"{\rtf1{\info{\title A \'e9}{\author Ann Lee}{\company X}}Yes}").unwrap();
        assert_eq!((manuscript.title.as_deref(), manuscript.creator.as_deref()), (Some("A é"), Some("Ann Lee")));
    }

    #[test]
    fn groups_without_end_are_refused() {
        let fault = read("{\\rtf1".repeat(2000).as_bytes()).unwrap_err();
        assert_eq!(fault.what, "groups nested deeper than 1000 (the limit)");
    }

    proptest! {
        #[test]
        fn any_mixture_is_read_without_a_panic(pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "\\", "\\'", "\\'e9", "\\u", "\\u-1", "\\u99999999", "\\uc9", "\\bin", "\\bin9999999999", "\\*", "\\f1",
            "\\fcharset128", "{\\fonttbl", "{\\info", "{\\title ", "\\v", "\\plain", "\\par", "\\ansicpg932", "é", "\u{0}", "text ",
            "\\u-10179", "\\deff", "-", "1",
        ]), 0..60)) {
            let _ = read(format!("{{\\rtf1{}", pieces.concat()).as_bytes());
            let _ = read(pieces.concat().as_bytes());
        }
    }
}
