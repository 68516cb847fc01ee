//! Mail: newsletters in files of their own (`.eml`) and in mailboxes (`.mbox`). What is attached is not read.

pub(super) mod guard;
mod mbox;
mod words;

use guard::Holders;
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

/// Whether a text begins with a mail's header: who and when, and what only programs that send mail write.
fn begins(beginning: &Beginning) -> bool {
    let Some(header) = header(beginning.text) else { return false };
    let has = |wanted: &[&str]| header.iter().any(|(name, _)| wanted.contains(&name.as_str()));
    has(&["from"]) && has(&["date"]) && has(&["message-id", "mime-version", "received"])
}

/// The fields that a text begins with: their names in lower case, and what stands in the same line. Nothing where another line stands
/// among them.
pub(super) fn header(text: &str) -> Option<Vec<(String, &str)>> {
    let lines = text.lines().take_while(|line| !line.trim().is_empty());
    let lines = lines.filter(|line| !line.starts_with([' ', '\t']));
    let field = |line| field_name(line).map(|name: &str| (name.to_ascii_lowercase(), line[name.len() + 1..].trim()));
    lines.map(field).collect()
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
    let _ = each(Ok(Record::new(path, 1, &FORMAT, bytes)));
    Ok(())
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    guard::check(&record.bytes, Holders::Any).map_err(|too_much| record.problem(format!("a mail of {too_much}")))?;
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
