//! Files that are made to take long, each with one thing repeated up to a size, and ordinary news to measure them by.

use std::{fs, path::Path};

/// A file that might take long.
pub struct Input {
    /// For people: "quotation marks".
    pub name: &'static str,
    /// What the file is called.
    pub file: &'static str,
    /// Its bytes, about so many.
    pub make: fn(usize) -> Vec<u8>,
}

/// Shorthand for a row of [`INPUTS`].
const fn input(name: &'static str, file: &'static str, make: fn(usize) -> Vec<u8>) -> Input {
    Input { name, file, make }
}

pub static INPUTS: &[Input] = &[
    // Plain text, for what annotates it.
    input("news, all in one article", "a.txt", |size| text(&news(size))),
    input("news, all in one paragraph", "a.txt", |size| text(&news(size).replace('\n', " "))),
    input("news in capitals", "a.txt", |size| text(&news(size).to_uppercase())),
    input("straight quotation marks", "a.txt", |size| repeated("\"", size)),
    input("straight quotation marks, apart", "a.txt", |size| repeated("\" ", size)),
    input("opening quotation marks", "a.txt", |size| repeated("“", size)),
    input("closing quotation marks", "a.txt", |size| repeated("”", size)),
    input("quotation marks inside each other", "a.txt", |size| repeated("“‘«„", size)),
    input("apostrophes", "a.txt", |size| repeated("'", size)),
    input("words between apostrophes", "a.txt", |size| repeated("'no' ", size)),
    input("words between apostrophes, and a word", "a.txt", |size| text(&("'no' ".repeat(size / 5) + "x"))),
    input("short quotations", "a.txt", |size| repeated("“No,” he said. ", size)),
    input("quotations of nobody", "a.txt", |size| repeated("“No one here wants it.” ", size)),
    input("quotations, a paragraph each", "a.txt", |size| repeated("“No, never,” Ann Lee said.\n\n", size)),
    input("one quotation over paragraphs", "a.txt", |size| repeated("“No one here wants it.\n\n", size)),
    input("said", "a.txt", |size| repeated("said ", size)),
    input("he said she said", "a.txt", |size| repeated("he said she said ", size)),
    input("that he said that", "a.txt", |size| repeated("that he said that ", size)),
    input("according to", "a.txt", |size| repeated("according to ", size)),
    input("names that say", "a.txt", |size| repeated("Ann Lee said, ", size)),
    input("words in capitals", "a.txt", |size| repeated("AAA ", size)),
    input("words with a capital", "a.txt", |size| repeated("Aa ", size)),
    input("one name of many words", "a.txt", |size| numbered(size, |n| format!("{} ", word(n)))),
    input("many people", "a.txt", |size| numbered(size, |n| format!("{} {} said no. ", word(n), word(n * 7)))),
    input("many people of one name", "a.txt", |size| numbered(size, |n| format!("{} Lee said no. ", word(n)))),
    input("initials", "a.txt", |size| repeated("J. ", size)),
    input("titles", "a.txt", |size| repeated("President ", size)),
    input("commas", "a.txt", |size| repeated(",", size)),
    input("names between commas", "a.txt", |size| repeated("Lee, ", size)),
    input("brackets", "a.txt", |size| repeated("[", size)),
    input("parentheses", "a.txt", |size| repeated("(", size)),
    input("full stops", "a.txt", |size| repeated(".", size)),
    input("dashes", "a.txt", |size| repeated("— ", size)),
    input("colons", "a.txt", |size| repeated("LEE: ", size)),
    input("labels, a paragraph each", "a.txt", |size| repeated("LEE: No.\n\n", size)),
    input("one letter", "a.txt", |size| repeated("a", size)),
    input("one letter, in paragraphs", "a.txt", |size| repeated("a\n\n", size)),
    input("newlines", "a.txt", |size| text(&"\n".repeat(size)).into_iter().chain(*b"No.").collect()),
    input("carriage returns", "a.txt", |size| repeated("\r", size)),
    input("spaces", "a.txt", |size| text(&" ".repeat(size)).into_iter().chain(*b"No.").collect()),
    input("combining accents", "a.txt", |size| repeated("\u{301}", size)),
    input("soft hyphens", "a.txt", |size| repeated("a\u{ad}", size)),
    input("Chinese", "a.txt", |size| repeated("日本", size)),
    input("text read in the wrong encoding", "a.txt", |size| repeated("â€œNoâ€\u{9d} Ã©", size)),
    input("bytes that are no UTF-8", "a.txt", |size| vec![0xe9; size]),
    input("addresses", "a.txt", |size| repeated("http://a.b/ ", size)),
    input("dates", "a.txt", |size| repeated("March 3, 2019 ", size)),
    input("bylines", "a.txt", |size| repeated("By Ann Lee\n\n", size)),
    input("references to characters", "a.txt", |size| repeated("&amp;", size)),
    // Other languages.
    input("German: quotations", "a.json", |size| in_language("de", "„Nein“, sagte er. ", size)),
    input("German: sagte er", "a.json", |size| in_language("de", "sagte er ", size)),
    input("German: capitals", "a.json", |size| in_language("de", "Aa ", size)),
    input("French: quotations", "a.json", |size| in_language("fr", "« Non », a-t-il dit. ", size)),
    input("French: dit-il", "a.json", |size| in_language("fr", "a dit il ", size)),
    input("Spanish: dashes", "a.json", |size| in_language("es", "—No —dijo él—. ", size)),
    input("Spanish: dijo que", "a.json", |size| in_language("es", "dijo que ", size)),
    input("Italian: quotations", "a.json", |size| in_language("it", "«No», ha detto. ", size)),
    // Markdown.
    input("Markdown: brackets", "a.md", |size| repeated("[", size)),
    input("Markdown: links", "a.md", |size| repeated("[a](", size)),
    input("Markdown: pictures", "a.md", |size| repeated("![", size)),
    input("Markdown: stars", "a.md", |size| repeated("*a **", size)),
    input("Markdown: backticks", "a.md", |size| numbered(size, |n| format!("{} ", "`".repeat(n % 300)))),
    input("Markdown: quotations in quotations", "a.md", |size| repeated("> ", size)),
    input("Markdown: lists in lists", "a.md", |size| repeated("- ", size)),
    input("Markdown: tables", "a.md", |size| repeated("|a|a\n|-|-\n", size)),
    input("Markdown: front matter", "a.md", |size| framed("---\n", "title: x\n", "---\n\nNo.", size)),
    // HTML.
    input("HTML: ampersands", "a.html", |size| page("&", size)),
    input("HTML: tags without an end", "a.html", |size| page("<", size)),
    input("HTML: divisions in divisions", "a.html", |size| page("<div>", size)),
    input("HTML: bold in bold", "a.html", |size| page("<b>", size)),
    input("HTML: links in links", "a.html", |size| page("<a href=a>a", size)),
    input("HTML: paragraphs", "a.html", |size| page("<p>No. ", size)),
    input("HTML: paragraphs of letters", "a.html", |size| page("<p>a", size)),
    input("HTML: line breaks", "a.html", |size| page("<br>", size)),
    input("HTML: tables in tables", "a.html", |size| page("<table><tr><td>", size)),
    input("HTML: formatting across paragraphs", "a.html", |size| page("<p><b><i>", size)),
    input("HTML: mismatched formatting", "a.html", |size| page("<a><p></a>a", size)),
    input("HTML: attributes", "a.html", |size| framed("<p ", "a=a ", ">No.", size)),
    input("HTML: different attributes", "a.html", |size| {
        format!("<p {}>No.", many(size, |n| format!("a{n} "))).into_bytes()
    }),
    input("HTML: comments", "a.html", |size| page("<!--", size)),
    input("HTML: JSON-LD", "a.html", |size| {
        framed("<script type='application/ld+json'>", "[", "</script><p>No.", size)
    }),
    input("HTML: metadata", "a.html", |size| {
        framed("<html><head>", "<meta name=author content='Ann Lee'>", "</head><p>No.", size)
    }),
    input("HTML: lines", "a.html", |size| page("No ship sailed on a Monday.\n", size)),
    input("HTML: headings", "a.html", |size| page("<h1>No</h1>", size)),
    input("HTML: quotations", "a.html", |size| page("<blockquote><p>No.", size)),
    // JSON.
    input("JSON: arrays in arrays", "a.json", |size| vec![b'['; size]),
    input("JSON: objects in objects", "a.json", |size| "{\"a\":".repeat(size / 5).into_bytes()),
    input("JSON: 100,000 deep, closed", "a.json", |_| {
        ("{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000)).into_bytes()
    }),
    input("JSON: empty objects", "a.json", |size| framed("[", "{},", "{}]", size)),
    input("JSON: names", "a.json", |size| {
        format!("{{{}\"body\": \"No.\"}}", many(size, |n| format!("\"a{n}\":1,"))).into_bytes()
    }),
    input("JSON: the same name", "a.json", |size| framed("{", "\"title\":\"a\",", "\"body\":\"No.\"}", size)),
    input("JSON: escapes", "a.json", |size| framed("{\"body\":\"No.", "\\u00e9", "\"}", size)),
    input("JSON: paragraphs in a list", "a.json", |size| framed("{\"body\":[", "\"No.\",", "\"No.\"]}", size)),
    input("JSON Lines: brackets", "a.jsonl", |size| "[\n".repeat(size / 2).into_bytes()),
    input("JSON Lines: short records", "a.jsonl", |size| {
        "{\"body\":\"No ship sailed today.\"}\n".repeat(size / 34).into_bytes()
    }),
    input("JSON: text in HTML", "a.json", |size| framed("{\"body\":\"<p>No.", "<b>", "\"}", size)),
    // Tables.
    input("CSV: commas", "a.csv", |size| framed("title,text\n", ",", "\n", size)),
    input("CSV: columns", "a.csv", |size| framed("", "a,", "text\nNo.\n", size)),
    input("CSV: tabs", "a.csv", |size| framed("title,text\n", "\t", "\n", size)),
    input("CSV: quotation marks", "a.csv", |size| framed("title,text\n", "\"", "\n", size)),
    input("CSV: an open quotation mark in each row", "a.csv", |size| {
        framed("title,text\n", "Closed,\"No ship sailed today.\nOpen,Ships sail again.\n", "\n", size)
    }),
    input("CSV: short rows", "a.csv", |size| framed("title,text\n", "Closed,No ship sailed today.\n", "\n", size)),
    input("CSV: empty rows", "a.csv", |size| framed("title,text\n", "\n", "a,b\n", size)),
    // XML.
    input("RSS: empty entries", "a.rss", |size| framed("<rss><channel>", "<item/>", "</channel></rss>", size)),
    input("RSS: short entries", "a.rss", |size| {
        framed("<rss><channel>", "<item><description>No.</description></item>", "</channel></rss>", size)
    }),
    input("RSS: elements in elements", "a.rss", |size| framed("<rss><channel><item>", "<b>", "", size)),
    input("RSS: references", "a.rss", |size| {
        framed("<rss><channel><item><description>No.", "&amp;lt;", "</description></item></channel></rss>", size)
    }),
    input("NITF: paragraphs", "a.nitf", |size| framed("<nitf><body><body.content>", "<p>a</p>", NITF_END, size)),
    input("NITF: elements in a paragraph", "a.nitf", |size| {
        framed("<nitf><body><body.content><p>", "<b>a</b>", "</p></body.content></body></nitf>", size)
    }),
    input("TEI: paragraphs", "a.tei", |size| framed(TEI, "<p>a</p>", "</body></text></TEI>", size)),
    input("ALTO: words", "a.alto", |size| framed(ALTO, "<String CONTENT='a'/>", ALTO_END, size)),
    input("ALTO: lines", "a.alto", |size| framed(ALTO, "<String CONTENT='a'/></TextLine><TextLine>", ALTO_END, size)),
    input("METS: divisions", "a-mets.xml", |size| issue(&framed(METS, DIVISION, METS_END, size))),
    input("METS: divisions in divisions", "a-mets.xml", |size| {
        issue(&framed(METS, "<div TYPE='article'>", METS_END, size))
    }),
    input("METS: one block of text, again and again", "a-mets.xml", |size| {
        issue(&framed(METS, "<fptr><area FILEID='P' BEGIN='B'/></fptr>", METS_END, size))
    }),
    input("METS: descriptions", "a-mets.xml", |size| {
        issue(&framed("<mets>", "<dmdSec ID='a'><mods ID='b'><part/></mods></dmdSec>", "</mets>", size))
    }),
    input("METS: pages that can't be read", "a-mets.xml", |size| framed(ISSUE, "-\tP\t1.xml\n", "", size)),
    input("METS: empty pages", "a-mets.xml", |size| framed(ISSUE, "0\tP\t1.xml\n", "", size)),
    input("XML: attributes", "a.nitf", |size| {
        format!("<nitf {}><body/></nitf>", many(size, |n| format!("a{n}='' "))).into_bytes()
    }),
    input("XML: namespaces", "a.nitf", |size| {
        format!("<nitf {}><body/></nitf>", many(size, |n| format!("xmlns:a{n}='a{n}' "))).into_bytes()
    }),
    // Mail.
    input("mail: 10,000 headers and more", "a.eml", |size| {
        format!("From: G <g@example.org>\n{}\nNo.\n", many(size, |n| format!("X-A{n}: a\n"))).into_bytes()
    }),
    input("mail: one header of many lines", "a.eml", |size| framed("From: G\nSubject: a\n", " a\n", "\nNo.\n", size)),
    input("mail: encoded words", "a.eml", |size| framed("From: G\nSubject:", " =?utf-8?Q?a?=\n", "\nNo.\n", size)),
    input("mail: addresses", "a.eml", |size| framed("From:", " a <a@b.c>,\n", "\nNo.\n", size)),
    input("mail: open comments", "a.eml", |size| framed("From: ", "(", "\n\nNo.\n", size)),
    input("mail: parts", "a.eml", |size| framed(PARTS, "--b\n\na\n", "--b--\n", size)),
    input("mail: parts in parts", "a.eml", |size| {
        many(size, |n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).into_bytes()
    }),
    input("mail: answers", "a.eml", |size| framed("From: G\nSubject: a\n\nNo.\n", "> a\n", "\n", size)),
    input("mailbox: short mails", "a.mbox", |size| {
        "From a@b.c Mon Mar 04 09:00:00 2019\nFrom: G\n\nNo.\n\n".repeat(size / 55).into_bytes()
    }),
    input("mailbox: From", "a.mbox", |size| framed("From a@b.c Mon Mar 04 09:00:00 2019\n\n", "From \n", "", size)),
    // Word processors and print.
    input("rich text: braces", "a.rtf", |size| framed("{\\rtf1 No.", "{", "", size)),
    input("rich text: closing braces", "a.rtf", |size| framed("{\\rtf1 No.", "}", "", size)),
    input("rich text: control words", "a.rtf", |size| framed("{\\rtf1 No.", "\\b1", "}", size)),
    input("rich text: paragraphs", "a.rtf", |size| framed("{\\rtf1 No.", "\\par a", "}", size)),
    input("rich text: characters", "a.rtf", |size| framed("{\\rtf1 No.", "\\u8220?", "}", size)),
    input("rich text: fonts", "a.rtf", |size| {
        format!("{{\\rtf1{{\\fonttbl{}}}No.}}", many(size, |n| format!("{{\\f{n} a;}}"))).into_bytes()
    }),
    input("PDF: garbage", "a.pdf", |size| framed("%PDF-1.4\n", "\u{1}obj<<", "", size)),
    input("PDF: arrays in arrays", "a.pdf", |size| framed("%PDF-1.4\n1 0 obj\n", "[", "", size)),
    input("PDF: dictionaries in dictionaries", "a.pdf", |size| framed("%PDF-1.4\n1 0 obj\n", "<</A", "", size)),
    input("PDF: objects", "a.pdf", |size| {
        format!("%PDF-1.4\n{}startxref\n9\n%%EOF", many(size, |n| format!("{n} 0 obj\n1\nendobj\n"))).into_bytes()
    }),
    input("PDF: beginnings of streams", "a.pdf", |size| framed("%PDF-1.4\n", "1 0 obj<<>>stream\n", "", size)),
    // Databases.
    input("Nexis Uni: bodies", "a.txt", |size| framed(NEXIS, "Body\n\nNo.\n\n", "End of Document\n", size)),
    input("Nexis Uni: short articles", "a.txt", |size| {
        many(size, |_| format!("{NEXIS}Body\nNo.\nEnd of Document\n")).into()
    }),
    input("LexisNexis: heads", "a.txt", |size| {
        many(size, |n| format!("{n} of 9 DOCUMENTS\n\nLENGTH: 2 words\n\nNo.\n\n")).into()
    }),
    input("Factiva: codes", "a.txt", |size| {
        framed(FACTIVA, "LP\nNo.\n\n", "AN Document ABCD0020190303ef330001x\n", size)
    }),
    input("ProQuest: fields", "a.txt", |size| {
        framed("____________________\n\nTitle: x\n\n", "Full text: No.\n\n", "Document URL: http://x/1\n", size)
    }),
    // Archives of the web, and archives.
    input("WARC: empty records", "a.warc", |size| {
        "WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n".repeat(size / 35).into()
    }),
    input("WARC: fields of a head", "a.warc", |size| {
        framed("WARC/1.0\r\n", "A: a\r\n", "Content-Length: 0\r\n\r\n", size)
    }),
    input("WARC: beginnings", "a.warc", |size| "WARC/1.0\r\n".repeat(size / 10).into()),
    input("zip: beginnings of members", "a.zip", |size| b"PK\x03\x04".repeat(size / 4)),
    input("zip: ends", "a.zip", |size| [&b"PK\x03\x04"[..], &b"PK\x05\x06".repeat(size / 4)].concat()),
    input("zip: entries of its list", "a.zip", |size| [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(size / 4)].concat()),
    input("gzip: empty members", "a.txt.gz", |size| {
        b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x03\0\0\0\0\0\0\0\0\0".repeat(size / 20)
    }),
];

const NITF_END: &str = "</body.content></body></nitf>";
const TEI: &str = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>";
const ALTO: &str = "<alto><Layout><Page><PrintSpace><TextBlock><TextLine>";
const ALTO_END: &str = "</TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
/// As `ingest` hands an issue over: see there.
const ISSUE: &str = "whosaid: an issue and its pages\n6\t\t\n<mets>";
const METS: &str = "<mets><structMap><div>";
const METS_END: &str = "</div></structMap></mets>";
const DIVISION: &str = "<div TYPE='article'><fptr><area FILEID='P' BEGIN='B'/></fptr></div>";
const PARTS: &str = "From: G\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
const NEXIS: &str = "Harbour closed\nGazette\nMarch 3, 2019\n\nCopyright 2019 Gazette\nLength: 2 words\n";
const FACTIVA: &str = "HD Harbour closed\nWC 812 words\nPD 3 March 2019\nSN Gazette\n";

/// A METS file with a page of one word, as one document.
fn issue(mets: &[u8]) -> Vec<u8> {
    let page = b"<alto><TextBlock ID='B'><TextLine><String CONTENT='No.'/></TextLine></TextBlock></alto>";
    let part = |id: &str, bytes: &[u8]| [format!("{}\t{id}\t\n", bytes.len()).as_bytes(), bytes].concat();
    [b"whosaid: an issue and its pages\n".to_vec(), part("", mets), part("P", page)].concat()
}

/// The English articles of `corpus/`, one after the other, again and again: cut at about `size` bytes.
pub fn news(size: usize) -> String {
    let mut news = String::new();
    let articles = articles();
    for article in articles.iter().cycle() {
        news.push_str(article);
        news.push_str("\n\n");
        if news.len() >= size {
            break;
        }
    }
    news.truncate(news.floor_char_boundary(size));
    news
}

/// The English articles of `corpus/` that are plain text.
pub fn articles() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files = Vec::new();
    for outlet in ["harbor-gazette", "prairie-sentinel", "thornbury-post", "wexcombe-mercury", "pacific-dispatch"] {
        texts_below(&corpus.join(outlet), &mut files);
    }
    assert!(files.len() > 10, "{} articles in corpus/", files.len());
    files
}

fn texts_below(folder: &Path, texts: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts_below(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            #[allow(clippy::disallowed_methods, reason = "a test's own file")]
            texts.extend(fs::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()));
        }
    }
}

/// A plain text with a headline.
fn text(body: &str) -> Vec<u8> {
    format!("A long day\n\nThe harbour of the old town is closed.\n\n{body}").into_bytes()
}

/// The same, of one piece.
fn repeated(piece: &str, size: usize) -> Vec<u8> {
    text(&piece.repeat(size / piece.len()))
}

/// The same, of pieces that differ.
fn numbered(size: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    text(&many(size, piece))
}

fn many(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for n in 1.. {
        all += &piece(n);
        if all.len() >= size {
            break;
        }
    }
    all
}

/// A piece, repeated, between a beginning and an end.
fn framed(begin: &str, piece: &str, end: &str, size: usize) -> Vec<u8> {
    [begin, &piece.repeat(size / piece.len()), end].concat().into_bytes()
}

fn page(piece: &str, size: usize) -> Vec<u8> {
    framed("<html><body><p>The harbour of the old town is closed.</p><p>No.", piece, "", size)
}

fn in_language(language: &str, piece: &str, size: usize) -> Vec<u8> {
    framed(&format!("{{\"language\":\"{language}\",\"body\":\""), piece, "\"}", size)
}

/// The word of this number, with a capital: one of 500,000.
fn word(number: usize) -> String {
    let mut letters = String::from("B");
    let mut rest = number % 500_000;
    for _ in 0..4 {
        letters.push(char::from(b"aeiourlnstmdkgbvpzwyhfjcqx"[rest % 26]));
        rest /= 26;
    }
    letters
}
