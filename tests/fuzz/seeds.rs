//! What the fuzzer begins with: small whole files of each format.

use std::{fs, path::Path, sync::Arc};

use crate::{make, pack};

/// The seeds of a target. Those of a format are its files among the tests'; some are made, as no editor shows them.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    match target {
        "plain_text" => [corpus("txt", 6), texts(&[LETTER])].concat(),
        "markdown" => [corpus("md", 3), texts(&[MARKDOWN])].concat(),
        "html" => [corpus("html", 3), vec![pack::page("", "Ann Lee", "No ship sails").into_bytes()]].concat(),
        "json" => [files("formats/files/records", "json"), corpus("json", 2)].concat(),
        "json_lines" => [files("formats/files/records", "jsonl"), corpus("jsonl", 2)].concat(),
        "json_feed" => files("formats/files/feed", "json"),
        "csv" => files("formats/files/csv", ""),
        "parquet" => parquet(),
        "warc" => vec![archive()],
        "rss_or_atom" => [
            files("formats/files/feed", "rss"),
            files("formats/files/feed", "atom"),
            files("formats/files/feed", "xml"),
        ]
        .concat(),
        "nitf" => files("formats/files/nitf", ""),
        "newsml_g2" => files("formats/files/newsml", ""),
        "tei" | "trafilatura_s_xml" => files("formats/files/tei", ""),
        "alto" => files("formats/files/alto", ""),
        "mets" => texts(&[ISSUE]),
        "mail" => files("formats/files/mail", "eml"),
        "saved_page_mhtml" => files("../corpus/formats/mhtml", ""),
        "mailbox" => files("formats/files/mail", "mbox"),
        "word" => vec![make::docx_of(LETTER)],
        "opendocument" => {
            vec![make::odt("<text:h>Closed</text:h><text:p>“No,” <text:span>said</text:span> Ann Lee.</text:p>")]
        }
        "rich_text" => texts(&[RICH_TEXT]),
        "pdf" => vec![pdf(make::stream), pdf(|_, content| make::packed_stream(content))],
        "nexis_uni" => files("documents/exports/nexis", ""),
        "lexisnexis" => files("documents/exports/lexis", ""),
        "factiva" | "factiva_printed" => files("documents/exports/factiva", ""),
        "proquest" => files("documents/exports/proquest", ""),
        "any_file" => wrapped(),
        "annotator" => annotated(),
        "question" => texts(&[
            "who said sovereignty",
            "who said 'never accept the presence'",
            "what did Sheinbaum say about cartels after 2020-01",
            "did Trump say \"help you fight\"",
            "quotes by Anna Kelly on “border security”",
            "speaker:sheinbaum topic:sovereignty outlet:'Harbor Gazette' before:2021",
        ]),
        "manifest" => texts(&[MANIFEST]),
        "model" => vec![whosaid::model::Weights::write(&[0.5, -1.0, 0.0, 0.25])],
        "path_pattern" => texts(&[
            "{outlet}/{year}/{month}/{day}-*\na/gazette/2019/03/04-closed.txt",
            "**/{outlet}_{date}*\na/gazette_2019-03-04-closed.txt",
            "{year}{month}{day}_{title}.txt\n20190304_harbour-closed.txt",
        ]),
        "date" => texts(&[
            "a2019-03-04T10:15:00-05:00",
            "bMon, 4 Mar 2019 09:00:00 +0000",
            "b03/04/2019",
            "a20190304",
            "aMarch 4, 2019 10:15 a.m. EST",
            "a4 de marzo de 2019",
            "a1551608100",
        ]),
        _ => Vec::new(),
    }
}

const LETTER: &str = "Harbour closed\n\nBy Ann Lee | March 3, 2019\n\nTALLINN, March 3 (Northern Wire) -- “No ship sails,” said Mari \
    Tamm, who speaks for the pilots. “Not one.”\n\nMAYOR: We will see.\n\nShe told reporters that the harbour was 'shut for good'.\n";
const MARKDOWN: &str = "---\ntitle: Closed\nauthors: [Ann Lee]\ndate: 2019-03-03\n---\n\n# Closed\n\n> “No,” *she* said.\n\n- [a](b)\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```\nx\n```\n";
const RICH_TEXT: &str = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 T;}}{\\info{\\title Closed}\
    {\\author Ann Lee}{\\creatim\\yr2019\\mo3\\dy4}}\\pard\\b Closed\\b0\\par \\u8220?No,\\'94 she said.\\par{\\*\\generator x}\
    {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt here}}\\par\\f1\\'cd\\'e5\\par\\trowd\\cell a\\row}";
const ISSUE: &str = "whosaid: an issue and its pages\n244\t\t\n<mets OBJID='a'><dmdSec ID='D'><mods><titleInfo><title>Closed</title></titleInfo></mods></dmdSec>\
    <structMap><div TYPE='issue' DMDID='D'><div TYPE='article' LABEL='Closed'><fptr><area FILEID='P' BEGIN='B'/></fptr></div></div></structMap></mets>\
    \n100\tP\t1.xml\n<alto><Page><TextBlock ID='B'><TextLine><String CONTENT='No.'/></TextLine></TextBlock></Page></alto>-\tQ\t2.xml\n";
const MANIFEST: &str = "{\"path\":\"a.txt\",\"size\":17,\"modified\":1551608100000000000,\"hash\":\"70ab869c330edc9070ab869c330edc9070ab869c330edc9070ab869c330edc90\",\"recipe\":7,\"articles\":1,\"quotes\":2,\"problems\":0,\"state\":\"done\"}\n{\"path\":\"b.txt\",\"size\":0,\"modified\":null,\"hash\":null,\"recipe\":0,\"articles\":0,\"quotes\":0,\"problems\":0,\"state\":\"partial\"}\n";

/// Files whose path below `tests/` begins so, with an ending or with any.
fn files(start: &str, ending: &str) -> Vec<Vec<u8>> {
    let start = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(start);
    let (folder, prefix) = if start.is_dir() {
        (start.as_path(), "")
    } else {
        (start.parent().unwrap(), start.file_name().unwrap().to_str().unwrap())
    };
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap().to_str().unwrap();
        name.starts_with(prefix) && (ending.is_empty() || name.ends_with(&format!(".{ending}")))
    });
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// The first files of `corpus/` with an ending, smallest first.
fn corpus(ending: &str, count: usize) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort_by_key(|path| (path.metadata().unwrap().len(), path.clone()));
    found.truncate(count);
    found.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A table whose texts are packed in each way: by a dictionary, and by the lengths of what they share.
fn parquet() -> Vec<Vec<u8>> {
    use parquet::{
        basic::{Compression, Encoding},
        data_type::{ByteArray, ByteArrayType},
        file::{
            properties::{WriterProperties, WriterVersion},
            writer::SerializedFileWriter,
        },
        schema::parser::parse_message_type,
    };
    let schema = Arc::new(
        parse_message_type("message news { required binary title (STRING); required binary text (STRING); }").unwrap(),
    );
    let shared = |version, encoding| {
        let properties = WriterProperties::builder().set_writer_version(version).set_encoding(encoding);
        properties.set_dictionary_enabled(false).build()
    };
    let written = |properties: WriterProperties| {
        let mut file = SerializedFileWriter::new(Vec::new(), Arc::clone(&schema), properties.into()).unwrap();
        let mut group = file.next_row_group().unwrap();
        for texts in [["Closed", "Open"], ["“No,” said Ann Lee.", "“Yes,” said Tom Roe."]] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&texts.map(ByteArray::from), None, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        file.into_inner().unwrap()
    };
    vec![
        written(WriterProperties::builder().build()),
        written(WriterProperties::builder().set_compression(Compression::SNAPPY).build()),
        written(shared(WriterVersion::PARQUET_1_0, Encoding::DELTA_LENGTH_BYTE_ARRAY)),
        written(shared(WriterVersion::PARQUET_2_0, Encoding::DELTA_BYTE_ARRAY)),
    ]
}

/// An archive of the web with two pages, one of them in chunks.
fn archive() -> Vec<u8> {
    let page = pack::page("", "Ann Lee", "No ship sails");
    let answers = [
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"),
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
            page.len()
        ),
    ];
    let record = |answer: &String| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nContent-Type: application/http; \
             msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
    };
    answers.iter().map(record).collect::<String>().into_bytes()
}

fn pdf(stream: fn(&str, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let lines =
        [(50, 60, 18, "Harbour closed"), (50, 100, 10, "“No ship sails,” said Mari Tamm."), (50, 112, 10, "Not one.")];
    make::pdf(&make::pages(vec![stream("", make::printed(&lines).as_bytes())], ""), "/Info<</Title(Closed)>>")
}

/// Files inside files, and one of each kind that is told by its content.
fn wrapped() -> Vec<Vec<u8>> {
    let zip = make::package(&[
        ("a/one.txt", LETTER.as_bytes()),
        ("../two.html", b"<html><p>No."),
        ("three.gz", &pack::gzip(LETTER)),
    ]);
    vec![
        pack::gzip(LETTER),
        pack::zstd(LETTER),
        pack::bzip2(LETTER),
        pack::xz(LETTER),
        pack::gzip(&zip),
        pack::tar(&[("a/one.txt", LETTER.as_bytes()), ("b.zip", &zip)]),
        zip,
        archive(),
        make::docx_of("Closed\n“No,” said Ann Lee."),
        RICH_TEXT.as_bytes().to_vec(),
        LETTER.as_bytes().to_vec(),
    ]
}

/// Bodies behind a byte that says which language they are in.
fn annotated() -> Vec<Vec<u8>> {
    let bodies = [
        LETTER,
        "„Wir bleiben“, sagte Ilse Varga, die Sprecherin der Lotsen. Nach Angaben der Behörde sei der Hafen geschlossen.",
        "—No saldrá ninguno —dijo Ana Ruiz, la portavoz—. Ni uno.\n\nSegún el puerto, «está cerrado».",
        "« Aucun ne partira », a déclaré Anne Roy, porte-parole des pilotes. Selon elle, le port est fermé.",
        "«Nessuna nave», ha detto Anna Rossi.",
    ];
    let english = corpus("txt", 4).into_iter().map(|body| [b"\0".as_slice(), &body].concat());
    (0_u8..).zip(bodies).map(|(language, body)| [&[language], body.as_bytes()].concat()).chain(english).collect()
}
