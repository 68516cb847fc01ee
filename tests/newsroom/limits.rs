//! Files that are made to do harm, and files that are cut.

use std::io::{Cursor, Read as _, repeat};

use crate::told;

const ITEM: &str = "<item><title>Closed</title><description>No ship sailed on Monday.</description></item>\n";

#[test]
fn entities_that_a_document_type_declares_stay_as_they_are_written() {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY a0 \"lol\">".to_owned();
    for n in 1..20 {
        let inner = format!("&a{};", n - 1).repeat(10);
        bomb.extend([format!("<!ENTITY a{n} \"{inner}\">")]);
    }
    bomb.push_str("<!ENTITY file SYSTEM \"file:///etc/hostname\">]><rss><channel><item><description>No &a19; &file; ships.</description></item></channel></rss>");
    let told = told("a.rss", Cursor::new(bomb));
    assert!(told.ends_with("\n\nNo &a19; &file; ships."), "{told}");
}

#[test]
fn what_is_nested_too_deep_is_refused_with_the_limit() {
    let deep = format!("<rss><channel>{ITEM}<item>{}", "<b>".repeat(100_000));
    let told = told("a.rss", Cursor::new(deep));
    assert!(told.contains("No ship sailed on Monday."), "{told}");
    assert!(told.ends_with("problem: a.rss:2: XML nested too deep (the limit is 256 elements)"), "{told}");
}

#[test]
fn a_file_without_end_is_refused_with_the_limit() {
    let endless = Cursor::new("<rss><channel>").chain(repeat(b' '));
    let told = told("a.rss", endless);
    assert!(told.starts_with("problem: a.rss: larger than 64 MiB"), "{told}");
}

#[test]
fn entries_before_the_place_where_a_file_is_cut_are_kept() {
    let whole = format!("<rss><channel>\n{ITEM}{ITEM}");
    for (rest, problem) in [
        ("<item><description>No sh", "a.rss:4: XML ends in the middle, in an article that begins here"),
        ("<item><desc", "a.rss:4: XML ends in the middle of a tag or a comment, in an article that begins here"),
        ("", "a.rss:4: XML ends in the middle"),
    ] {
        let told = told("a.rss", Cursor::new(format!("{whole}{rest}")));
        assert_eq!(told.matches("No ship sailed").count(), 2, "{told}");
        assert!(
            told.ends_with(&format!("problem: {problem} (get the whole file; the articles before are read)")),
            "{told}"
        );
    }
}

#[test]
fn an_article_that_is_cut_is_a_problem_at_the_line_where_it_ends() {
    let told = told("a.nitf", Cursor::new("<nitf>\n<body>\n<body.content>\n<p>No sh"));
    assert_eq!(told, "problem: a.nitf:4: XML ends in the middle (get the whole file)");
}

#[test]
fn mails_that_are_attached_to_each_other_without_end_are_refused_with_the_limit() {
    let header = "From: G <g@example.org>\nDate: Mon, 4 Mar 2019 09:00:00 +0000\nMIME-Version: 1.0\n";
    let told = told("a.eml", Cursor::new(header.to_owned() + &"Content-Type: message/rfc822\n\n".repeat(200_000)));
    assert_eq!(told, "problem: a.eml:1: a mail of more than 500 parts (the limit)");
}

#[test]
fn a_mail_without_end_in_a_mailbox_is_passed_over_in_bounded_memory() {
    let mail = "From g@example.org Mon Mar 04 09:00:00 2019\nSubject: Closed\n\nNo ship sailed.\n\n";
    let huge = Cursor::new(mail).chain(repeat(b'x').take(200 << 20)).chain(Cursor::new(format!("\n\n{mail}")));
    let told = told("a.mbox", Cursor::new(mail).chain(huge));
    assert_eq!(told.matches("No ship sailed.").count(), 2, "{told}");
    assert!(told.contains("problem: a.mbox:6: a mail larger than 64 MiB (the limit) was passed over"), "{told}");
}

#[test]
fn articles_that_are_nothing_beside_what_stands_around_them_are_refused_before_they_take_minutes() {
    let bomb = format!("<rss a='{}'><channel>{}</channel></rss>", "x".repeat(10_000), "<item/>".repeat(1_000_000));
    let told = told("a.rss", Cursor::new(bomb));
    assert!(
        told.ends_with("problem: a.rss:1: articles that are far smaller than the tags around them"),
        "{}",
        &told[told.len() - 200..]
    );
}
