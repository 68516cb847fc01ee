//! Writes stories as the usual programs write them.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime};
use serde_json::{Value, json};

use crate::{
    document::{docx, odt, rtf_of},
    pack::found,
    stories::Story,
    table,
};

/// How many stories a file holds, and what writes it.
pub enum Writer {
    One(fn(&Story) -> Vec<u8>),
    All(fn(&[Story]) -> Vec<u8>),
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Each paragraph of a story as an element; `line` stands where a line is broken.
fn elements(story: &Story, open: &str, line: &str, close: &str) -> String {
    let paragraphs =
        story.paragraphs.iter().map(|text| format!("{open}{}{close}\n", escaped(text).replace('\n', line)));
    paragraphs.collect()
}

fn html_of(story: &Story) -> String {
    elements(story, "<p>", "<br>", "</p>")
}

/// The METS file of an issue that a story is alone in, and its only page.
pub fn issue(story: &Story) -> [Vec<u8>; 2] {
    let mods = |id: &str, inner: &str| {
        format!(
            "<dmdSec ID='{id}'><mdWrap MDTYPE='MODS'><xmlData><m:mods>{inner}</m:mods></xmlData></mdWrap></dmdSec>\n"
        )
    };
    let title = |text: &str| format!("<m:titleInfo><m:title>{}</m:title></m:titleInfo>", escaped(text));
    let newspaper = format!(
        "{}<m:originInfo><m:dateIssued>{}</m:dateIssued></m:originInfo><m:language><m:languageTerm>{}</m:languageTerm></m:language>",
        title(story.outlet),
        story.published,
        story.language
    );
    let article = format!(
        "{}{}<m:identifier type=\"url\">{}</m:identifier>",
        title(story.title),
        authors(story, "<m:name><m:namePart>", "</m:namePart></m:name>"),
        escaped(story.url)
    );
    let (mut blocks, mut divisions) = (String::new(), String::new());
    for (number, paragraph) in story.paragraphs.iter().enumerate() {
        let words: Vec<String> =
            paragraph.split(' ').map(|word| format!("<String CONTENT=\"{}\"/>", escaped(word))).collect();
        writeln!(blocks, "<TextBlock ID='B{number}'><TextLine>{}</TextLine></TextBlock>", words.join("<SP/>")).unwrap();
        let area = format!("<fptr><area FILEID='P1' BETYPE='IDREF' BEGIN='B{number}'/></fptr>");
        writeln!(divisions, "<div TYPE='PARAGRAPH'>{area}</div>").unwrap();
    }
    let mets = format!(
        "<mets xmlns='http://www.loc.gov/METS/' xmlns:m='http://www.loc.gov/mods/v3' xmlns:xlink='http://www.w3.org/1999/xlink'>\n{}{}\
         <fileSec><fileGrp USE='Text'><file ID='P1'><FLocat LOCTYPE='URL' xlink:href='file://./page.xml'/></file></fileGrp></fileSec>\n\
         <structMap TYPE='LOGICAL'><div TYPE='ISSUE' DMDID='ISSUE'>\n<div TYPE='ARTICLE' DMDID='A1'>\n{divisions}</div></div></structMap></mets>\n",
        mods("ISSUE", &newspaper),
        mods("A1", &article)
    );
    let page = format!(
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page>\n{blocks}</Page></Layout></alto>\n"
    );
    [mets.into_bytes(), page.into_bytes()]
}

/// The names of the authors, each between these.
fn authors(story: &Story, before: &str, after: &str) -> String {
    story.authors.iter().flat_map(|author| [before, author, after]).collect()
}

/// A moment as RFC 2822 writes it; of a day its beginning.
fn mail_date(story: &Story) -> String {
    let (clock, zone) = match story.published.split_at_checked("2024-03-05T00:00:00".len()) {
        Some((clock, zone)) => (clock.to_owned(), zone.replace(':', "").replace('Z', "+0000")),
        None => (format!("{}T00:00:00", story.published), "+0000".to_owned()),
    };
    format!("{} {zone}", clock.parse::<DateTime>().unwrap().strftime("%a, %d %b %Y %H:%M:%S"))
}

/// A day as people write it: "March 5, 2024".
fn printed_date(story: &Story) -> String {
    story.day().parse::<Date>().unwrap().strftime("%B %-d, %Y").to_string()
}

fn record(story: &Story) -> Value {
    json!({
        "title": story.title, "text": story.body(), "published": story.published, "outlet": story.outlet,
        "authors": story.authors, "url": story.url, "language": story.language,
    })
}

pub fn json(story: &Story) -> Vec<u8> {
    serde_json::to_vec_pretty(&record(story)).unwrap()
}

pub fn json_array(stories: &[Story]) -> Vec<u8> {
    Value::Array(stories.iter().map(record).collect()).to_string().into_bytes()
}

pub fn json_lines(stories: &[Story]) -> Vec<u8> {
    stories.iter().map(|story| record(story).to_string() + "\n").collect::<String>().into_bytes()
}

static COLUMNS: [&str; 7] = ["title", "text", "published", "outlet", "authors", "url", "language"];

fn row(story: &Story) -> [String; 7] {
    let fields =
        [story.published, story.outlet, &story.authors.join("; "), story.url, story.language].map(str::to_owned);
    let [published, outlet, authors, url, language] = fields;
    [story.title.to_owned(), story.body(), published, outlet, authors, url, language]
}

fn separated(stories: &[Story], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(COLUMNS).unwrap();
    for story in stories {
        writer.write_record(row(story)).unwrap();
    }
    writer.into_inner().unwrap()
}

pub fn csv(stories: &[Story]) -> Vec<u8> {
    separated(stories, b',')
}

/// As a spreadsheet in a country that writes decimals with commas, for which it also writes a byte order mark.
pub fn semicolons(stories: &[Story]) -> Vec<u8> {
    [b"\xef\xbb\xbf", &separated(stories, b';')[..]].concat()
}

pub fn tsv(stories: &[Story]) -> Vec<u8> {
    separated(stories, b'\t')
}

pub fn parquet(stories: &[Story]) -> Vec<u8> {
    let rows: Vec<_> = stories.iter().map(row).collect();
    table::parquet(&COLUMNS, &rows)
}

pub fn html(story: &Story) -> Vec<u8> {
    let mut head = String::new();
    let authors = story.authors.iter().map(|author| ("article:author", *author));
    let fields = [
        ("og:title", story.title),
        ("og:site_name", story.outlet),
        ("og:url", story.url),
        ("article:published_time", story.published),
    ];
    for (name, value) in fields.into_iter().chain(authors) {
        writeln!(head, "<meta property=\"{name}\" content=\"{}\">", escaped(value)).unwrap();
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n{head}</head><body>\n<nav><a href=\"/\">Home</a></nav>\n\
         <article><h1>{}</h1>\n{}</article>\n<footer>© {}</footer></body></html>\n",
        story.language,
        escaped(story.title),
        html_of(story),
        story.outlet
    )
    .into_bytes()
}

pub fn warc(stories: &[Story]) -> Vec<u8> {
    let page = |story: &Story| found(story.url, &String::from_utf8(html(story)).unwrap());
    stories.iter().flat_map(page).collect()
}

pub fn mhtml(story: &Story) -> Vec<u8> {
    let page = quoted_printable(&String::from_utf8(html(story)).unwrap());
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {}\r\nSubject: {}\r\nDate: Sat, 1 Jun 2024 10:00:00 -0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=x\"\r\n\r\n\r\n\
         ----=x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {}\r\n\r\n{page}\r\n\
         ----=x--\r\n",
        story.url,
        encoded_words(story.title),
        story.url
    )
    .into_bytes()
}

/// Text as it is packed for mail, in lines of 76 letters at most.
fn quoted_printable(text: &str) -> String {
    let mut packed = String::new();
    let mut begin = 0;
    for byte in text.bytes() {
        if packed.len() - begin > 72 {
            packed.push_str("=\r\n");
            begin = packed.len();
        }
        match byte {
            b'\n' => {
                packed.push_str("\r\n");
                begin = packed.len();
            }
            b' '..=b'~' if byte != b'=' => packed.push(byte.into()),
            _ => write!(packed, "={byte:02X}").unwrap(),
        }
    }
    packed
}

/// Plain text below labels.
pub fn labelled(story: &Story) -> Vec<u8> {
    format!(
        "Title: {}\nAuthor: {}\nSource: {}\nDate: {}\nURL: {}\nLanguage: {}\n\n{}\n",
        story.title,
        story.authors.join(", "),
        story.outlet,
        story.published,
        story.url,
        story.language,
        story.body()
    )
    .into_bytes()
}

/// Lines as a reporter types them, each a paragraph: headline, byline, text.
fn typed(story: &Story) -> Vec<String> {
    let byline = format!("By {} | {} | {}", story.authors.join(" and "), story.outlet, printed_date(story));
    let head = [story.title.to_owned(), byline];
    head.into_iter().chain(story.paragraphs.iter().map(|&text| text.to_owned())).collect()
}

pub fn text(story: &Story) -> Vec<u8> {
    typed(story).join("\n\n").into_bytes()
}

/// As Windows' editor saved it: UTF-16 with its mark.
pub fn utf16(story: &Story) -> Vec<u8> {
    format!("\u{feff}{}", typed(story).join("\r\n\r\n").replace("\r\n", "\n").replace('\n', "\r\n"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect()
}

pub fn markdown(story: &Story) -> Vec<u8> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\\\""));
    let authors = authors(story, "  - ", "\n");
    let body =
        story.body().replace('<', "\\<").replace("reads:\n", "reads:  \n").replace("complaints,\n", "complaints,\\\n");
    format!(
        "---\ntitle: {}\noutlet: {}\ndate: {}\nurl: {}\nlang: {}\nauthors:\n{authors}---\n\n# {}\n\n{body}\n",
        quoted(story.title),
        quoted(story.outlet),
        story.published,
        story.url,
        story.language,
        story.title
    )
    .into_bytes()
}

pub fn rss(story: &Story) -> Vec<u8> {
    let creators = authors(story, "<dc:creator>", "</dc:creator>");
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel><title>{}</title><language>{}</language>\n<item><title>{}</title>\
         <link>{}</link>{creators}<pubDate>{}</pubDate>\n<description>A summary.</description>\
         <content:encoded><![CDATA[{}]]></content:encoded></item>\n</channel></rss>\n",
        escaped(story.outlet),
        story.language,
        escaped(story.title),
        escaped(story.url),
        mail_date(story),
        html_of(story)
    )
    .into_bytes()
}

pub fn atom(stories: &[Story]) -> Vec<u8> {
    let entry = |story: &Story| {
        let authors = authors(story, "<author><name>", "</name></author>");
        format!(
            "<entry xml:lang=\"{}\"><title type=\"html\">{}</title><id>{url}</id><link href=\"{url}\"/>{authors}<published>{}</published>\
             <updated>2024-06-01T00:00:00Z</updated><source><title>{}</title></source>\n<content type=\"html\">{}</content></entry>\n",
            story.language,
            escaped(&escaped(story.title)),
            story.published,
            escaped(story.outlet),
            escaped(&html_of(story)),
            url = escaped(story.url),
        )
    };
    let entries: String = stories.iter().map(entry).collect();
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>All papers</title>\n{entries}</feed>\n").into_bytes()
}

pub fn json_feed(story: &Story) -> Vec<u8> {
    let authors: Vec<Value> = story.authors.iter().map(|author| json!({ "name": author })).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": story.outlet, "language": story.language,
        "items": [{
            "id": story.url, "url": story.url, "title": story.title, "content_html": html_of(story),
            "date_published": story.published, "authors": authors,
        }],
    })
    .to_string()
    .into_bytes()
}

pub fn nitf(story: &Story) -> Vec<u8> {
    nitf_of(story).into_bytes()
}

fn nitf_of(story: &Story) -> String {
    let people = authors(story, "<person>", "</person> ");
    format!(
        "<nitf xml:lang=\"{}\"><head><docdata><date.issue norm=\"{}\"/></docdata><pubdata name=\"{}\" ex-ref=\"{}\"/></head>\n\
         <body><body.head><hedline><hl1>{}</hl1></hedline><byline>By {people}</byline></body.head>\n<body.content>{}</body.content></body></nitf>",
        story.language,
        story.published,
        escaped(story.outlet),
        escaped(story.url),
        escaped(story.title),
        elements(story, "<p>", "<br/>", "</p>")
    )
}

pub fn newsml(stories: &[Story]) -> Vec<u8> {
    let item = |story: &Story| {
        let creators = authors(story, "<creator><name>", "</name></creator>");
        format!(
            "<newsItem guid=\"{url}\" version=\"1\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider literal=\"{}\"/>\
             <versionCreated>2024-06-01T00:00:00Z</versionCreated><firstCreated>{}</firstCreated>\
             <link contenttype=\"text/html\" href=\"{url}\"/></itemMeta>\n<contentMeta>{creators}<language tag=\"{}\"/>\
             <headline>{}</headline></contentMeta>\n<contentSet><inlineXML contenttype=\"application/nitf+xml\">\
             <nitf><body><body.content>{}</body.content></body></nitf></inlineXML></contentSet></newsItem>\n",
            escaped(story.outlet),
            story.published,
            story.language,
            escaped(story.title),
            elements(story, "<p>", "<br/>", "</p>"),
            url = escaped(story.url),
        )
    };
    let items: String = stories.iter().map(item).collect();
    format!("<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\n{items}</itemSet></newsMessage>\n")
        .into_bytes()
}

pub fn ninjs(story: &Story) -> Vec<u8> {
    json!({
        "uri": story.url, "type": "text", "language": story.language, "firstcreated": story.published,
        "versioncreated": "2024-06-01T00:00:00Z", "headlines": [{ "role": "main", "value": story.title }],
        "bodies": [{ "role": "main", "contenttype": "text/html", "value": html_of(story) }],
        "infosources": [{ "name": story.outlet }], "by": story.authors.join(" and "),
    })
    .to_string()
    .into_bytes()
}

pub fn tei(story: &Story) -> Vec<u8> {
    let authors = authors(story, "<author>", "</author>");
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title type=\"main\">{}</title>{authors}</titleStmt>\n\
         <publicationStmt><publisher>{}</publisher><date when=\"{}\"/><ptr type=\"URL\" target=\"{}\"/></publicationStmt></fileDesc>\
         </teiHeader>\n<text xml:lang=\"{}\"><body>{}</body></text></TEI>\n",
        escaped(story.title),
        escaped(story.outlet),
        story.published,
        escaped(story.url),
        story.language,
        elements(story, "<p>", "<lb/>", "</p>")
    )
    .into_bytes()
}

pub fn trafilatura(story: &Story) -> Vec<u8> {
    format!(
        "<doc title=\"{}\" sitename=\"{}\" author=\"{}\" date=\"{}\" url=\"{}\" language=\"{}\">\n<main>{}</main></doc>\n",
        escaped(story.title),
        escaped(story.outlet),
        story.authors.join("; "),
        story.published,
        escaped(story.url),
        story.language,
        elements(story, "<p>", "<lb/>", "</p>")
    )
    .into_bytes()
}

/// Text that is not ASCII in a field of a header (RFC 2047).
fn encoded_words(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let word = |letters: &[char]| {
        let packed = letters.iter().collect::<String>().bytes().fold(String::new(), |mut packed, byte| {
            write!(packed, "={byte:02X}").unwrap();
            packed
        });
        format!("=?utf-8?Q?{packed}?=")
    };
    letters.chunks(8).map(word).collect::<Vec<_>>().join("\r\n ")
}

pub fn mail(story: &Story) -> Vec<u8> {
    format!(
        "From: {} <news@paper.example>\r\nTo: readers@paper.example\r\nSubject: {}\r\nDate: {}\r\nMIME-Version: 1.0\r\n\
         Content-Language: {}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        encoded_words(story.outlet),
        encoded_words(story.title),
        mail_date(story),
        story.language,
        story.body().replace('\n', "\r\n")
    )
    .into_bytes()
}

pub fn mailbox(stories: &[Story]) -> Vec<u8> {
    let below =
        |story: &Story| [b"From news@paper.example Sat Jun  1 10:00:00 2024\r\n", &mail(story)[..], b"\r\n"].concat();
    stories.iter().flat_map(below).collect()
}

pub fn word(story: &Story) -> Vec<u8> {
    let paragraph = |text: &String| {
        let lines = escaped(text).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{lines}</w:t></w:r></w:p>")
    };
    let paragraphs = typed(story).iter().map(paragraph).collect::<String>();
    docx(&paragraphs, "")
}

pub fn open_document(story: &Story) -> Vec<u8> {
    let paragraph = |text: &String| format!("<text:p>{}</text:p>", escaped(text).replace('\n', "<text:line-break/>"));
    odt(&typed(story).iter().map(paragraph).collect::<String>())
}

pub fn rich_text(story: &Story) -> Vec<u8> {
    rtf_of(&typed(story).join("\n")).into_bytes()
}
