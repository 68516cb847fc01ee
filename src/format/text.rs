//! Plain text: one article a file.

use super::{Format, Options, Parsed, Record, draft::Draft, encoding, heading, layout, whole_file};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "plain text",
    extensions: &["txt", "text"],
    told: "its name alone, or no ending, or a number as ending",
    begins: |_| false,
    split: |source, _, each| whole_file(&FORMAT, source, each),
    parse,
};

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let mut draft = Draft { paragraphs: layout::paragraphs(&text, record.line), ..Draft::default() };
    heading::take(&mut draft);
    draft.finish(record, options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Article, article::LineMark};

    fn parsed(text: &str) -> Result<Article, Problem> {
        let record = Record::new("a.txt", 1, &FORMAT, text.as_bytes().to_vec());
        match parse(&record, &Options::default())? {
            Parsed::Article(reading) => Ok(reading.article),
            Parsed::Skipped(reason) => panic!("skipped: {reason}"),
        }
    }

    const STORY: &str = "\
Login\n\
Share\n\
\n\
Harbour stays closed as pilots hold out\n\
By Ann Lee | Harbor Gazette | March 3, 2019\n\
\n\
TALLINN, March 3 (Northern Wire) -- The harbour will stay closed, the port said.\n\
\n\
Advertisement\n\
\n\
“We will not sail,” said Mari Tamm.\n\
Read more: Pilots walk out\n";

    #[test]
    fn headline_byline_dateline_and_chrome_are_read_and_kept_out_of_the_body() {
        let article = parsed(STORY).unwrap();
        assert_eq!(article.title, "Harbour stays closed as pilots hold out");
        assert_eq!(article.authors, ["Ann Lee"]);
        assert_eq!(article.outlet.as_deref(), Some("Harbor Gazette"));
        assert_eq!(article.published.unwrap().as_str(), "2019-03-03");
        assert_eq!(article.body, "The harbour will stay closed, the port said.\n\n“We will not sail,” said Mari Tamm.");
        assert_eq!(article.place.lines, [LineMark { offset: 0, line: 7 }, LineMark { offset: 46, line: 11 }]);
    }

    #[test]
    fn a_first_line_that_is_a_sentence_is_no_headline() {
        let article = parsed("The harbour is closed.\n\nNobody knows why.").unwrap();
        assert_eq!(
            (article.title.as_str(), article.body.as_str()),
            ("", "The harbour is closed.\n\nNobody knows why.")
        );
        let article = parsed("Harbour closed across the U.S.\n\nNobody knows why.").unwrap();
        assert_eq!(article.title, "Harbour closed across the U.S.");
        let article = parsed("No ships. No pay.\nHarbor Gazette, 2019-03-03\n\nNobody knows why.").unwrap();
        assert_eq!((article.title.as_str(), article.body.as_str()), ("No ships. No pay.", "Nobody knows why."));
    }

    #[test]
    fn a_byline_may_stand_below_a_standfirst() {
        let article =
            parsed("Harbour closed\n\nPilots want to be paid\n\nBy Ann Lee\n\nThe harbour is closed.").unwrap();
        assert_eq!(
            (article.authors, article.body),
            (vec!["Ann Lee".to_owned()], "Pilots want to be paid\n\nThe harbour is closed.".into())
        );
    }

    #[test]
    fn labelled_lines_above_the_text_are_read() {
        let article =
            parsed("Title: Harbour closed\nSource: Harbor Gazette\nDate: 3 March 2019\n\nNo ship sailed.").unwrap();
        assert_eq!((article.title.as_str(), article.outlet.as_deref()), ("Harbour closed", Some("Harbor Gazette")));
        assert_eq!((article.published.unwrap().as_str(), article.body.as_str()), ("2019-03-03", "No ship sailed."));
    }

    /// Each would have left no room for the first word of the next, as in wrapped text.
    #[test]
    fn labels_of_one_length_are_lines_of_their_own() {
        let head = "\n\nTitle: The harbour of the old town\nAuthor: Ann Lee-Brontë-O’Neill\nSource: The Old Harbour Gazette\n\
            Date: 2019-03-03T10:15:00+01:00\nUrl: https://gazette.example/1234\n";
        for between in ["\n", ""] {
            let article = parsed(&format!("{head}{between}No ship sailed.\n\nNone will.")).unwrap();
            assert_eq!(article.title, "The harbour of the old town");
            assert_eq!(
                (article.authors, article.url.as_deref()),
                (vec!["Ann Lee-Brontë-O’Neill".to_owned()], Some("https://gazette.example/1234"))
            );
            assert_eq!(article.body, "No ship sailed.\n\nNone will.");
        }
    }

    #[test]
    fn a_headline_alone_is_a_problem() {
        assert_eq!(parsed("Harbour closed\n").unwrap_err().what, "a title and no text");
        assert_eq!(parsed("Share\n\nLogin\n").unwrap_err().what, "no text");
    }

    #[test]
    fn a_megabyte_without_a_full_stop_is_one_paragraph() {
        let article = parsed(&"no end of words ".repeat(1 << 16)).unwrap();
        assert_eq!((article.title.as_str(), article.place.lines.len()), ("", 1));
        assert_eq!(article.body.len(), (16 << 16) - 1);
    }

    #[test]
    fn names_and_scripts_stay_as_they_are_written() {
        let text = "“Être là,” said Núñez O’Neill.\n\nאמר השר: „לא”.\n\n10\u{a0}% – na\u{308}chstes Jahr.";
        assert_eq!(parsed(text).unwrap().body, text);
    }
}
