//! One core: each format's reading, against the crate that reads such files when nothing is made of them.

#[path = "../../tests/documents/make.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "made for tests, which use more of it")]
mod make;

use std::{borrow::Cow, fmt::Write as _, io::Cursor, ops::ControlFlow, sync::Arc};

use bytes::Bytes;
use dom_query::Document;
use dom_smoothie::Readability;
use mail_parser::MessageParser;
use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType},
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};
use quick_xml::{Reader, events::Event};
use serde::Deserialize;
use serde_json::json;
use whosaid::{
    article::{Article, Published},
    format::{Options, Parsed, parse, split},
    ingest::RawDocument,
};

use super::{
    news::News,
    race::{Contestant, Unit, race},
};

const ROUNDS: usize = 7;
/// So many articles are read of formats of which a file holds many, and of formats of which it holds one.
const MANY: usize = 1000;
const FEW: usize = 50;

/// Files of a format, and what reads them when nothing is made of them.
struct Corpus {
    /// For people, with what the bare crate does: "CSV (csv, as bytes)".
    name: &'static str,
    /// What each file is called.
    path: &'static str,
    files: Vec<Vec<u8>>,
    /// Articles in them.
    articles: usize,
    bare: fn(&[u8]) -> usize,
}

impl Corpus {
    fn new(
        name: &'static str,
        path: &'static str,
        files: Vec<Vec<u8>>,
        articles: usize,
        bare: fn(&[u8]) -> usize,
    ) -> Self {
        Self { name, path, files, articles, bare }
    }

    fn race(&self) {
        println!(" {}", self.name);
        let through = |articles: bool| {
            let count: usize = self.files.iter().map(|file| read(self.path, file, articles)).sum();
            assert_eq!(count, self.articles, "{}", self.name);
            count
        };
        let contestants = vec![
            Contestant::new("baseline: the bare crate", || {
                self.files.iter().map(|file| (self.bare)(file)).sum::<usize>()
            }),
            Contestant::new("cut into records", || through(false)),
            Contestant::new("read into articles", || through(true)),
        ];
        let bytes = self.files.iter().map(Vec::len).sum();
        race(Unit::Articles { bytes, articles: self.articles }, ROUNDS, contestants);
    }
}

/// Megabytes of files and articles per second.
pub fn run(news: &News) {
    let many = &news.articles[..news.articles.len().min(MANY)];
    let few = &news.articles[..news.articles.len().min(FEW)];
    let each = |make: fn(&Article) -> Vec<u8>| few.iter().map(make).collect::<Vec<_>>();
    for corpus in [
        Corpus::new("plain text (checked for UTF-8)", "a.txt", each(text), few.len(), |file| {
            std::str::from_utf8(file).map_or(0, |text| text.lines().count())
        }),
        Corpus::new("Markdown (pulldown-cmark)", "a.md", each(text), few.len(), |file| {
            pulldown_cmark::Parser::new(&String::from_utf8_lossy(file)).count()
        }),
        Corpus::new("HTML (dom_smoothie)", "a.html", each(page), few.len(), bare_page),
        Corpus::new("JSON Lines (serde_json, borrowed)", "a.jsonl", vec![lines(many)], many.len(), |file| {
            let lines = file.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
            lines.map(|line| serde_json::from_slice::<Story>(line).map_or(0, |story| story.body.len())).sum()
        }),
        Corpus::new("JSON (serde_json, borrowed)", "a.json", vec![array(many)], many.len(), |file| {
            serde_json::from_slice::<Vec<Story>>(file).map_or(0, |stories| stories.len())
        }),
        Corpus::new("CSV (csv, as bytes)", "a.csv", vec![csv_of(many)], many.len(), |file| {
            csv::Reader::from_reader(file).byte_records().flatten().count()
        }),
        Corpus::new("Parquet (parquet, by row)", "a.parquet", vec![parquet_of(many)], many.len(), |file| {
            let reader = SerializedFileReader::new(Bytes::copy_from_slice(file)).expect("a file that parquet wrote");
            reader.get_row_iter(None).expect("it has rows").flatten().count()
        }),
        Corpus::new("RSS (quick-xml, by event)", "a.rss", vec![feed(many)], many.len(), events),
        Corpus::new("METS, with its pages (quick-xml, by event)", "mets.xml", issues(many), many.len(), events),
        Corpus::new("mailbox (mail-parser)", "a.mbox", vec![mailbox(many)], many.len(), |file| {
            let mails = memchr::memmem::find_iter(file, MAIL).collect::<Vec<_>>();
            let ends = mails.iter().copied().skip(1).chain([file.len()]);
            let mails = mails.iter().zip(ends).map(|(start, end)| &file[start + MAIL.len()..end]);
            mails.filter_map(|mail| MessageParser::default().parse(mail)?.body_text(0).map(|text| text.len())).sum()
        }),
        Corpus::new("PDF (pdf-extract)", "a.pdf", each(pdf), few.len(), |file| {
            pdf_extract::extract_text_from_mem(file).map_or(0, |text| text.len())
        }),
    ] {
        corpus.race();
    }
    // Nobody reads such files without unpacking them: the words alone are the floor.
    documents(few, "Word (the words as plain text)", "a.docx", make::docx_of);
}

fn documents(few: &[Article], name: &'static str, path: &'static str, make: fn(&str) -> Vec<u8>) {
    let files: Vec<Vec<u8>> = few.iter().map(|article| make(&article.body)).collect();
    let texts: Vec<Vec<u8>> = few.iter().map(text).collect();
    println!(" {name}");
    let contestants = vec![
        Contestant::new("baseline: the text", || texts.iter().map(|file| read("a.txt", file, true)).sum::<usize>()),
        Contestant::new("read into articles", || files.iter().map(|file| read(path, file, true)).sum::<usize>()),
    ];
    let bytes = files.iter().map(Vec::len).sum();
    race(Unit::Articles { bytes, articles: few.len() }, ROUNDS, contestants);
}

/// The records of a file, or its articles.
fn read(path: &str, file: &[u8], articles: bool) -> usize {
    let options = Options::default();
    let mut count = 0;
    let _ = split(RawDocument::new(path, Cursor::new(file)), &options, &mut |record| {
        let is_there = record.is_ok_and(|record| {
            !articles || matches!(std::hint::black_box(parse(&record, &options)), Ok(Parsed::Article(_)))
        });
        count += usize::from(is_there);
        ControlFlow::Continue(())
    });
    count
}

/// An article as `serde_json` reads it when nothing is copied that need not be.
#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is not looked at")]
struct Story<'a> {
    id: Cow<'a, str>,
    title: Cow<'a, str>,
    date: Cow<'a, str>,
    source: Cow<'a, str>,
    authors: Vec<Cow<'a, str>>,
    body: Cow<'a, str>,
}

fn story(article: &Article) -> serde_json::Value {
    json!({
        "id": article.id, "title": article.title, "date": day(article), "source": outlet(article),
        "authors": article.authors, "body": article.body,
    })
}

fn outlet(article: &Article) -> &str {
    article.outlet.as_deref().unwrap_or("Gazette")
}

fn day(article: &Article) -> &str {
    article.published.as_ref().map_or("2019-03-03", Published::date)
}

fn text(article: &Article) -> Vec<u8> {
    format!("{}\n\n{}\n", article.title, article.body).into_bytes()
}

fn lines(articles: &[Article]) -> Vec<u8> {
    articles.iter().flat_map(|article| [story(article).to_string(), "\n".to_owned()]).collect::<String>().into_bytes()
}

fn array(articles: &[Article]) -> Vec<u8> {
    serde_json::Value::Array(articles.iter().map(story).collect()).to_string().into_bytes()
}

fn csv_of(articles: &[Article]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "title", "date", "source", "author", "body"]).expect("writing to memory never fails");
    for article in articles {
        let author = article.authors.join(", ");
        let row = [&article.id, &article.title, day(article), outlet(article), &author, &article.body];
        table.write_record(row).expect("writing to memory never fails");
    }
    table.into_inner().expect("writing to memory never fails")
}

fn parquet_of(articles: &[Article]) -> Vec<u8> {
    let names = ["id", "title", "date", "source", "author", "text"];
    let columns = names.map(|name| format!("required binary {name} (STRING);")).concat();
    let schema = parse_message_type(&format!("message news {{ {columns} }}")).expect("a schema");
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).expect("memory");
    let mut group = file.next_row_group().expect("memory");
    for name in names {
        let cell = |article: &Article| match name {
            "id" => article.id.clone(),
            "title" => article.title.clone(),
            "date" => day(article).to_owned(),
            "source" => outlet(article).to_owned(),
            "author" => article.authors.join(", "),
            _ => article.body.clone(),
        };
        let cells: Vec<ByteArray> = articles.iter().map(|article| cell(article).into_bytes().into()).collect();
        let mut column = group.next_column().expect("memory").expect("as many columns as names");
        column.typed::<ByteArrayType>().write_batch(&cells, None, None).expect("memory");
        column.close().expect("memory");
    }
    group.close().expect("memory");
    file.into_inner().expect("memory")
}

fn feed(articles: &[Article]) -> Vec<u8> {
    let mut feed = "<rss version='2.0'><channel><title>Gazette</title>".to_owned();
    for article in articles {
        let (title, body) = (escaped(&article.title), escaped(&paragraphs(article)));
        let _ = writeln!(
            feed,
            "<item><title>{title}</title><guid>{}</guid><pubDate>{}</pubDate><description>{body}</description></item>",
            article.id,
            day(article)
        );
    }
    (feed + "</channel></rss>").into_bytes()
}

/// So many articles stand in an issue, each on a page of its own.
const PAGES: usize = 10;

/// Issues of newspapers, as they are handed over with their pages: see `ingest::issue_parts`.
fn issues(articles: &[Article]) -> Vec<Vec<u8>> {
    articles.chunks(PAGES).map(issue).collect()
}

fn issue(articles: &[Article]) -> Vec<u8> {
    let mut mets = "<mets><structMap TYPE='LOGICAL'>".to_owned();
    let mut pages = String::new();
    for (number, article) in articles.iter().enumerate() {
        let mut page = "<alto><Layout><Page>".to_owned();
        let _ = writeln!(mets, "<div TYPE='ARTICLE' LABEL=\"{}\">", escaped(&article.title));
        for (block, paragraph) in article.body.split("\n\n").enumerate() {
            let words = paragraph.split_whitespace().map(|word| format!("<String CONTENT=\"{}\"/>", escaped(word)));
            let lines: Vec<String> = words.collect::<Vec<_>>().chunks(7).map(|line| line.join("<SP/>")).collect();
            let lines = lines.join("</TextLine>\n<TextLine>");
            let _ = writeln!(page, "<TextBlock ID='B{block}'><TextLine>{lines}</TextLine></TextBlock>");
            let area = format!("<fptr><area FILEID='P{number}' BEGIN='B{block}'/></fptr>");
            let _ = writeln!(mets, "<div TYPE='PARAGRAPH'>{area}</div>");
        }
        page.push_str("</Page></Layout></alto>");
        mets.push_str("</div>");
        let _ = write!(pages, "{}\tP{number}\t{number}.xml\n{page}", page.len());
    }
    mets.push_str("</structMap></mets>");
    format!("whosaid: an issue and its pages\n{}\t\t\n{mets}{pages}", mets.len()).into_bytes()
}

/// Events of a file of XML.
fn events(file: &[u8]) -> usize {
    let mut reader = Reader::from_reader(file);
    let mut buffer = Vec::new();
    let mut count = 0;
    while !matches!(reader.read_event_into(&mut buffer), Ok(Event::Eof) | Err(_)) {
        buffer.clear();
        count += 1;
    }
    count
}

/// How each mail of a mailbox begins.
const MAIL: &[u8] = b"From g@example.org Mon Mar 04 09:00:00 2019\n";

fn mailbox(articles: &[Article]) -> Vec<u8> {
    let mail = |article: &Article| {
        let head = "From: Gazette <g@example.org>\nDate: Mon, 4 Mar 2019 09:00:00 +0000\nMIME-Version: 1.0\n\
                    Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n";
        let mail = format!("{head}Message-ID: <{}>\nSubject: {}\n\n{}\n\n", article.id, article.title, article.body);
        [MAIL, mail.as_bytes()].concat()
    };
    articles.iter().flat_map(mail).collect()
}

/// A page as newspapers make them: three times as much around the text as there is text.
fn page(article: &Article) -> Vec<u8> {
    let link = |n| format!("<li class=\"item item-{n}\"><a href=\"/section/{n}\">More of the day, part {n}</a></li>\n");
    let links: String = (0..80).map(link).collect();
    let teaser = |n| {
        format!(
            "<div class=\"teaser\"><a href=\"/story/{n}\"><img src=\"/{n}.jpg\" alt=\"\"><h3>Story {n} of the day</h3></a>\
             <p>What happened elsewhere.</p></div>\n"
        )
    };
    let teasers: String = (0..40).map(teaser).collect();
    let script = "window.queue=window.queue||[];queue.push({a:1,b:[1,2,3],c:'d'});\n".repeat(150);
    let data = json!({
        "@type": "NewsArticle", "headline": article.title, "datePublished": day(article),
        "author": { "name": article.authors.join(", ") }, "publisher": { "name": outlet(article) },
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><script>{script}</script>\
         <script type=\"application/ld+json\">{data}</script></head><body><nav><ul>{links}</ul></nav><main><article>\
         <h1>{title}</h1>{}</article><aside>{teasers}</aside></main><footer><ul>{links}</ul></footer></body></html>",
        paragraphs(article),
        title = escaped(&article.title)
    )
    .into_bytes()
}

fn bare_page(file: &[u8]) -> usize {
    let page = String::from_utf8_lossy(file);
    let mut readability = Readability::with_document(Document::from(&*page), None, None).expect("no address is given");
    readability.parse().map_or(0, |article| article.text_content.len())
}

fn paragraphs(article: &Article) -> String {
    article
        .body
        .split("\n\n")
        .flat_map(|paragraph| ["<p>".to_owned(), escaped(paragraph), "</p>\n".to_owned()])
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A page in print: lines of 60 characters, 12 points apart.
fn pdf(article: &Article) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for word in article.body.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 60 => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
    }
    let page = |lines: &[String]| {
        let lines = (0_u32..).zip(lines);
        let lines: Vec<_> = lines.map(|(at, line)| (50, 60 + at * 12, 10, line.as_str())).collect();
        make::packed_stream(make::printed(&lines).as_bytes())
    };
    make::pdf(&make::pages(lines.chunks(55).map(page).collect(), ""), "")
}
