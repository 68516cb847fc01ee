//! Mail: newsletters in files of their own (`.eml`) and in mailboxes (`.mbox`). What is attached is not read.

mod mbox;
mod words;

use mail_parser::{Message, MessageParser, PartType};

use super::{Beginning, Each, Field, Format, Options, Parsed, RECORD_LIMIT, Record, Source, draft::Draft};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "mail",
    extensions: &["eml"],
    told: "a header with From, Date, and Message-ID, MIME-Version or Received",
    begins,
    split,
    parse,
};

pub(super) static MAILBOX: Format = Format {
    name: "mailbox",
    extensions: &["mbox"],
    told: "a line “From … 10:15:00 2019”, and a header below",
    begins: mbox::begins,
    split: mbox::split,
    parse,
};

/// How many parts a mail may have: for each that holds others, its reader goes one step deeper, and looks for the end.
const MOST_PARTS: usize = 500;

/// Whether a text begins with a mail's header: who and when, and what only programs that send mail write.
fn begins(beginning: &Beginning) -> bool {
    let lines = beginning.text.lines().take_while(|line| !line.trim().is_empty());
    let mut names = Vec::new();
    for line in lines.filter(|line| !line.starts_with([' ', '\t'])) {
        let Some(name) = field_name(line) else { return false };
        names.push(name.to_ascii_lowercase());
    }
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    has(&["from"]) && has(&["date"]) && has(&["message-id", "mime-version", "received"])
}

/// The name of a field of a header.
fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))).then_some(name)
}

/// Cuts a file that holds one mail: the whole file is its record.
fn split(source: Source, _: &Options, each: Each) -> Result<(), Problem> {
    let path = source.path.clone();
    let bytes = source.read_all(RECORD_LIMIT)?;
    // Nothing follows the only record: whether more are wanted makes no difference.
    let _ = each(Ok(Record { path, line: 1, format: &FORMAT, bytes }));
    Ok(())
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    if parts(&record.bytes) > MOST_PARTS {
        return Err(record.problem(format!("a mail of more than {MOST_PARTS} parts (the limit)")));
    }
    let Some(mail) = MessageParser::default().parse(&record.bytes).filter(|mail| !mail.headers().is_empty()) else {
        return Err(record.problem("not a mail: it has no header"));
    };
    let mut draft = Draft::default();
    read_header(&mail, &mut draft);
    // A mail whose parts can't be told apart is one text, which counts as attached.
    let only = mail.parts.iter().filter(|_| mail.parts.len() == 1);
    let texts: Vec<&str> = match mail.text_body_count() {
        0 => only.filter_map(|part| text(&part.body)).collect(),
        _ => mail.text_bodies().filter_map(|part| text(&part.body)).collect(),
    };
    let pages: Vec<&str> = mail.html_bodies().filter_map(|part| page(&part.body)).collect();
    draft.paragraphs = words::paragraphs(&texts, &pages, record)?;
    if draft.paragraphs.is_empty() {
        return Ok(Parsed::Skipped("mail without a text"));
    }
    draft.finish(record, options)
}

/// How many parts a mail has, at the most.
fn parts(mail: &[u8]) -> usize {
    const NAME: &[u8] = b"content-type";
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', mail).map(|at| at + 1));
    starts.filter(|&start| mail[start..].get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME))).count()
}

fn read_header(mail: &Message, draft: &mut Draft) {
    let sender = mail.from().and_then(|from| from.first()).and_then(|from| from.name());
    let date = mail.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    let values = [
        (Field::Id, mail.message_id().map(str::to_owned)),
        (Field::Title, mail.subject().map(str::to_owned)),
        (Field::Outlet, sender.map(str::to_owned)),
        (Field::Published, mail.header_raw("Date").map(str::to_owned)),
        (Field::Published, date),
        (Field::Language, mail.header_raw("Content-Language").map(str::to_owned)),
    ];
    for (field, value) in values {
        if let Some(value) = value {
            draft.set(field, &value);
        }
    }
}

fn text<'a>(part: &'a PartType) -> Option<&'a str> {
    if let PartType::Text(text) = part { Some(text) } else { None }
}

fn page<'a>(part: &'a PartType) -> Option<&'a str> {
    if let PartType::Html(page) = part { Some(page) } else { None }
}
