use crate::{
    make::{docx_of, rtf_of},
    read,
};

const NEXIS: &str = include_str!("exports/nexis.txt");
const LEXIS: &str = include_str!("exports/lexis.txt");
const FACTIVA: &str = include_str!("exports/factiva.txt");
const FACTIVA_PRINT: &str = include_str!("exports/factiva_print.txt");
const PROQUEST: &str = include_str!("exports/proquest.txt");

#[test]
fn an_export_of_nexis_uni_is_cut_into_its_articles() {
    insta::assert_snapshot!(read("a.txt", NEXIS));
}

#[test]
fn an_export_of_lexisnexis_is_cut_into_its_articles() {
    insta::assert_snapshot!(read("a.txt", LEXIS));
}

#[test]
fn an_export_of_factiva_is_cut_into_its_articles() {
    insta::assert_snapshot!(read("a.txt", FACTIVA));
}

#[test]
fn an_export_of_factiva_without_codes_is_cut_into_its_articles() {
    insta::assert_snapshot!(read("a.txt", FACTIVA_PRINT));
}

#[test]
fn an_export_of_proquest_is_cut_into_its_articles() {
    insta::assert_snapshot!(read("a.txt", PROQUEST));
}

/// What an export is packed in changes nothing; in documents each line is a paragraph.
#[test]
fn an_export_gives_the_same_articles_from_word_and_rich_text() {
    for export in [NEXIS, LEXIS, FACTIVA, FACTIVA_PRINT, PROQUEST] {
        // Documents know no lines that were cut by hand, and no spaces that move a line to the middle.
        let lines: Vec<&str> = export.lines().map(str::trim).collect();
        let text = lines.join("\n") + "\n";
        let expected = read("a", text.as_bytes());
        assert!(expected.matches(" | ").count() > 3, "{expected}");
        assert_eq!(read("a.docx", docx_of(&text)).replace("a.docx", "a"), expected);
        assert_eq!(read("a.rtf", rtf_of(&text)).replace("a.rtf", "a"), expected);
        assert_eq!(read("a", text.replace('\n', "\r\n")), expected);
    }
}

/// In the tables of rich text a code stands alone.
#[test]
fn the_table_of_factiva_is_read_with_its_codes_alone_in_their_lines() {
    let table = "HD\nHarbour stays closed\nBY\nBy Ann Lee\nWC\n812 words\nPD\n3 March 2019\nSN\nThe Harbor Gazette\nLA\nEnglish\n\
                 LP\nThe harbour stays closed.\nTD\n“No,” said Mari Tamm.\nIN\ni74 : Transport\nAN\nDocument HARGAZ0020190303ef330001x\n";
    insta::assert_snapshot!(read("a.docx", docx_of(table)));
}

/// As Factiva saves a page: a table for each article, codes in cells of their own.
#[test]
fn an_export_is_read_from_html_too() {
    let rows = |article: &str| {
        let fields = article.split("\n\n").map(|field| field.split_once('\n').unwrap());
        fields
            .map(|(code, value)| {
                format!("<tr><td><b>{code}</b>&nbsp;</td><td><p>{}</p></td></tr>\n", value.replace('\n', "</p>\n<p>"))
            })
            .collect::<Vec<_>>()
            .concat()
    };
    let first = "HD\nHarbour stays closed\n\nBY\nBy Ann Lee\n\nWC\n812 words\n\nPD\n3 March 2019\n\nSN\nThe Harbor Gazette\n\nLP\nThe harbour stays closed.\n\n\
                 TD\n“No,” said Mari Tamm.\nNobody laughed.\n\nAN\nDocument HARGAZ0020190303ef330001x";
    let second = "HD\nFerry line sold\n\nWC\n90 words\n\nPD\n4 March 2019\n\nSN\nDelta Wire\n\nTD\nThe ferry line was sold.\n\nAN\nDocument DELWIR0020190304ef3400002";
    let page = format!(
        "<!DOCTYPE html><html><head><title>Factiva</title></head><body><div class=\"article enArticle\"><table>{}</table></div>\
         <div class=\"article enArticle\"><table>{}</table></div><p>© 2019 Factiva, Inc. All rights reserved.</p></body></html>",
        rows(first),
        rows(second)
    );
    insta::assert_snapshot!(read("a.html", page));
}

/// News about documents, about the databases, with headings and codes in it: one article each, whole.
#[test]
fn news_is_never_cut_by_mistake() {
    let story = "The harbour stays closed, the port said.";
    let lookalikes = [
        format!("End of Document\n\n{story}\n\nBody\n\nIt was found at sea.\n\nEnd of Document\n\nSo the file ended."),
        format!(
            "How long it is\n\n{story}\n\nLength: 812 metres\n\nBody\n\nSteel.\n\nClassification\n\nIce class: none."
        ),
        format!("2 of 250 DOCUMENTS\n\n{story}\n\nThat is what was left of the archive, she said."),
        format!(
            "HD video comes to town\n\n{story}\n\nWC\n\nBY ALL MEANS\n\nLP RECORDS ARE BACK\n\nAN END\n\n812 words were spoken."
        ),
        format!("A short story\n\n812 words\n\nMarch 3, 2019\n\n{story}\n\nDocument 1234 was not found."),
        format!(
            "____________________________\n\nTitle: A form\n\nFull text: none\n\n{story}\n____________________________\n\nMore of it."
        ),
        format!(
            "A press release\n\n{story}\n\nByline: Ann Lee\n\nBody: found\n\nLOAD-DATE: tomorrow\n\nCopyright 2019 Gazette Press"
        ),
    ];
    for text in lookalikes {
        for told in [read("a.txt", text.as_bytes()), read("a.docx", docx_of(&text))] {
            let name = if told.starts_with("a.txt") { "plain text" } else { "Word" };
            assert_eq!((told.matches("title: ").count(), told.contains(name)), (1, true), "{text}\n\n{told}");
        }
    }
}

/// Only its beginning is looked at to tell what a file is.
#[test]
fn an_export_is_told_by_its_first_article_however_long() {
    let long = "The harbour stays closed, the port said.\n\n".repeat(3000);
    for (export, above) in [(NEXIS, "\nBody\n"), (LEXIS, "\nBODY:\n"), (FACTIVA, "\nLP\n"), (PROQUEST, "\nFull text: ")]
    {
        let text = export.replacen(above, &format!("{above}{long}"), 1);
        assert!(text.len() > 100_000);
        let articles = |text: &str| read("a", text).matches("title: ").count();
        assert_eq!(articles(&text), articles(export), "{above}");
    }
}
