use serde_json::value::RawValue;

use super::{
    super::{
        Field, Options, Parsed, Record, TEXT_LIMIT, date,
        draft::{Draft, Paragraph},
        encoding, html, layout,
        source::megabytes,
    },
    fields::{self, Candidate, Fields},
    split::names_of_lists,
};
use crate::report::Problem;

/// What to do about an element that is no record.
pub(super) const AN_OBJECT: &str = "write each article as an object with a title and a body";

/// Fields whose first readable value counts; authors and text are read apart.
const SINGLE: [Field; 6] = [Field::Id, Field::Title, Field::Outlet, Field::Published, Field::Url, Field::Language];

/// Makes an article of a record that is a JSON object.
pub(in crate::format) fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    parse_object(&record.bytes, record, options)
}

/// Makes an article of the JSON object that a record stands for.
pub(in crate::format) fn parse_object(json: &[u8], record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let json = encoding::decode(json, None);
    let fields = read(&json, record)?;
    let mut draft = Draft::default();
    for field in SINGLE {
        for Candidate { path, value } in fields.values(field, options) {
            let before = draft.filled(field);
            set(&mut draft, field, value);
            draft.remember(path, field, before);
        }
    }
    for Candidate { path, value } in fields.values(Field::Authors, options) {
        if draft.authors.is_empty() {
            for text in fields::texts(value) {
                draft.set(Field::Authors, &html::unescaped(&text));
            }
            draft.remember(path, Field::Authors, 0);
        }
    }
    let bodies = fields.values(Field::Body, options).into_iter();
    let mut bodies = bodies.map(|Candidate { path, value }| (path, fields::body(value)));
    let Some((path, body)) = bodies.find(|(_, texts)| !texts.is_empty()) else {
        // A page of results of a search that found nothing.
        let is_empty = |list: &RawValue| fields::list(list).is_some_and(|list| list.is_empty());
        if draft.title.is_none() && names_of_lists().filter_map(|name| fields.member(name)).any(is_empty) {
            return Ok(Parsed::Skipped("list without articles"));
        }
        // What `extract` wrote: quotations without the text that they point into.
        let is_annotation = fields.member("quotes").is_some_and(|quotes| fields::list(quotes).is_some());
        return if is_annotation { Ok(Parsed::Skipped("annotations")) } else { without_body(draft, record, options) };
    };
    let body: Vec<&str> = body.iter().map(|text| without_marker(text)).collect();
    draft.paragraphs = paragraphs(&body.join("\n\n"), record)?;
    draft.remember(path, Field::Body, 0);
    draft.finish(record, options)
}

fn read<'a>(json: &'a str, record: &Record) -> Result<Fields<'a>, Problem> {
    Fields::read(json).map_err(|error| {
        if error.is_data() {
            return record.problem("not a record: a JSON object should stand here").remedy(AN_OBJECT);
        }
        let line = u32::try_from(error.line().saturating_sub(1)).unwrap_or(u32::MAX);
        let what = if error.is_eof() {
            "JSON ends in the middle of a record".to_owned()
        } else {
            format!("not valid JSON: {error}")
        };
        // Lines are told by the problem, from the beginning of the file.
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        Problem::new(&*record.path, what).at_line(record.line.saturating_add(line))
    })
}

/// A text without what `NewsAPI` writes where it cut it: "… [+1234 chars]".
fn without_marker(text: &str) -> &str {
    let cut = text.trim_end().strip_suffix(" chars]").and_then(|text| {
        let (text, count) = text.rsplit_once("[+")?;
        (!count.is_empty() && count.bytes().all(|b| b.is_ascii_digit())).then(|| text.trim_end())
    });
    cut.unwrap_or(text)
}

/// The problem that there is no text, and what to do when the record has it under an unknown name.
fn without_body(draft: Draft, record: &Record, options: &Options) -> Result<Parsed, Problem> {
    draft.finish(record, options).map_err(|problem| problem.remedy("name the field that holds it: --field body=NAME"))
}

fn set(draft: &mut Draft, field: Field, value: &RawValue) {
    let number = || value.get().parse::<f64>().ok().filter(|_| field == Field::Published);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any age fit; what does not is no date")]
    match number() {
        Some(number) if draft.published.is_none() => draft.published = date::from_number(number as i64),
        Some(_) => {}
        None => {
            if let Some(text) = fields::texts(value).first() {
                draft.set(field, &html::unescaped(text));
            }
        }
    }
}

/// The paragraphs of a record's text, which may be markup.
pub(in crate::format) fn paragraphs(text: &str, record: &Record) -> Result<Vec<Paragraph>, Problem> {
    if text.len() > TEXT_LIMIT {
        return Err(record.problem(format!("a text larger than {} (the limit)", megabytes(TEXT_LIMIT))));
    }
    let of_markup = |markup: &str| html::text_of(markup).map_err(|danger| record.problem(danger));
    let plain = || layout::paragraphs(text, record.line).into_iter().map(|paragraph| paragraph.text);
    let texts: Vec<String> = match html::markup_of(text) {
        html::Markup::None => plain().collect(),
        html::Markup::Blocks => of_markup(text)?,
        html::Markup::Inline => {
            let parts: Vec<_> = plain().map(|paragraph| of_markup(&paragraph)).collect::<Result<_, _>>()?;
            parts.concat()
        }
    };
    Ok(texts.into_iter().map(|text| Paragraph { line: record.line, text, apart: true }).collect())
}

/// The names of an object's members in their order.
pub(in crate::format) fn names(json: &[u8]) -> Vec<String> {
    let members = serde_json::from_str::<serde_json::Map<_, _>>(&encoding::decode(json, None));
    members.map(|members| members.into_iter().map(|(name, _)| name).collect()).unwrap_or_default()
}

/// Whether a JSON object has what an article has: a text, or at least a headline.
pub(super) fn may_be_article(json: &[u8], options: &Options) -> bool {
    let json = encoding::decode(json, None);
    let Ok(fields) = Fields::read(&json) else { return false };
    [Field::Body, Field::Title].iter().any(|&field| !fields.values(field, options).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Article, format::json_lines};

    fn record(json: &str) -> Record {
        Record::new("a.jsonl", 7, &json_lines::FORMAT, json.as_bytes().to_vec())
    }

    fn with(json: &str, options: &Options) -> Article {
        match parse(&record(json), options) {
            Ok(Parsed::Article(reading)) => reading.article,
            other => panic!("{json}: {other:?}"),
        }
    }

    fn parsed(json: &str) -> Article {
        with(json, &Options::default())
    }

    fn problem(json: &str) -> String {
        parse(&record(json), &Options::default()).unwrap_err().to_string()
    }

    #[test]
    fn a_list_without_articles_is_no_failure() {
        let parsed = |text: &str| parse(&record(text), &Options::default());
        let empty = Ok(Parsed::Skipped("list without articles"));
        assert_eq!(parsed(r#"{"status": "ok", "totalResults": 0, "articles": []}"#), empty);
        assert!(parsed(r#"{"title": "Closed", "articles": []}"#).is_err());
        assert!(matches!(parsed(r#"{"body": "No ships.", "results": []}"#), Ok(Parsed::Article(_))));
    }

    #[test]
    fn the_usual_names_are_known() {
        let expected = parsed(
            r#"{"id": 17, "title": "Closed", "body": "No ships.", "date": "2019-03-03", "outlet": "Gazette", "author": "Ann Lee",
                "url": "https://example.org/1", "language": "en"}"#,
        );
        assert_eq!(
            (expected.id.as_str(), expected.title.as_str(), expected.body.as_str()),
            ("17", "Closed", "No ships.")
        );
        assert_eq!(
            (expected.outlet.as_deref(), expected.authors.as_slice()),
            (Some("Gazette"), &["Ann Lee".to_owned()][..])
        );
        assert_eq!(expected.place, crate::article::Place::at_line("a.jsonl", 7));
        for json in [
            r#"{"_id": {"$oid": "17"}, "headline": {"main": "Closed"}, "text": "No ships.", "pub_date": "20190303", "source": {"name": "Gazette"},
                "byline": {"original": "By Ann Lee"}, "web_url": "https://example.org/1", "lang": "en-US"}"#,
            r#"{"uuid": "17", "thread": {"site": "Gazette", "title": "Closed", "published": "2019-03-03"}, "text": "No ships.",
                "authors": ["Ann Lee"], "link": "https://example.org/1", "language": "english"}"#,
            r#"{"id": "17", "webTitle": "Closed", "webPublicationDate": "2019-03-03", "fields": {"bodyText": "No ships.", "byline": "Ann Lee"},
                "publication": "Gazette", "webUrl": "https://example.org/1", "language": "eng"}"#,
            r#"{"id": 17, "title": {"rendered": "Closed"}, "content": {"rendered": "<p>No ships.</p>"}, "date": 20190303, "publisher": "Gazette",
                "author": [{"name": "Ann Lee"}], "canonical": "https://example.org/1", "lang": "en"}"#,
            r#"{"id": 17, "title": "Closed", "maintext": "No ships.", "text": "None", "date_publish": "2019-03-03 00:00:00", "sitename": "Gazette",
                "authors": "Ann Lee", "url": "https://example.org/1", "language": "en"}"#,
            r#"{"id": 17, "article": {"title": "Closed", "body": "No ships.", "date": "2019-03-03", "source": "Gazette", "author": "Ann Lee",
                "url": "https://example.org/1", "lang": "en"}}"#,
        ] {
            assert_eq!(parsed(json), expected, "{json}");
        }
    }

    #[test]
    fn what_the_user_names_is_tried_first() {
        let options = Options {
            fields: vec![
                (Field::Body, "story.parts.1.text".into()),
                (Field::Title, "a.b".into()),
                (Field::Outlet, "not.there".into()),
            ],
            ..Options::default()
        };
        let json = r#"{"story": {"parts": [{"text": "No."}, {"text": "Yes."}]}, "body": "Other.", "a.b": "Dotted", "title": "Other", "outlet": "Gazette"}"#;
        let article = with(json, &options);
        assert_eq!(
            (article.body.as_str(), article.title.as_str(), article.outlet.as_deref()),
            ("Yes.", "Dotted", Some("Gazette"))
        );
    }

    #[test]
    fn names_that_are_paths_mean_what_the_path_leads_to() {
        let article = parsed(
            r#"{"source.id": "g", "source.name": "Gazette", "headline.main": "Closed", "fields.bodyText": "No ships.", "a.b": "x"}"#,
        );
        assert_eq!((article.outlet.as_deref(), article.title.as_str()), (Some("Gazette"), "Closed"));
        assert!(article.id.starts_with("a-"));
    }

    #[test]
    fn of_a_text_in_several_types_one_is_read_and_the_main_headline_counts() {
        let article = parsed(
            r#"{"headlines": [{"role": "short", "value": "Closed"}, {"role": "main", "value": "Harbour closed"}],
            "bodies": [{"role": "caption", "contenttype": "text/plain", "value": "A ship."}, {"role": "main", "contenttype": "text/html",
            "value": "<p>No ships.</p>"}, {"role": "main", "contenttype": "text/plain", "value": "No ships."}]}"#,
        );
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Harbour closed", "No ships."));
    }

    #[test]
    fn the_mark_of_a_cut_text_is_left_out() {
        assert_eq!(parsed(r#"{"content": "No ships. None… [+1234 chars]"}"#).body, "No ships. None…");
        assert_eq!(parsed(r#"{"content": "No ships [+x chars]"}"#).body, "No ships [+x chars]");
    }

    #[test]
    fn an_outlet_s_id_is_not_the_record_s() {
        let article = parsed(r#"{"source": {"id": "gazette", "name": "Gazette"}, "body": "No ships."}"#);
        assert_eq!((article.id.starts_with("a-"), article.outlet.as_deref()), (true, Some("Gazette")));
        let hit = parsed(r#"{"_id": "7", "_source": {"body": "No ships.", "outlet": "Gazette"}}"#);
        assert_eq!((hit.id.as_str(), hit.outlet.as_deref()), ("7", Some("Gazette")));
    }

    #[test]
    fn values_that_stand_for_nothing_are_passed_over() {
        let article = parsed(
            r#"{"title": "None", "headline": "Closed", "body": "", "text": null, "content": "No ships.", "date": "None",
            "published_at": 1551608100, "author": null, "byline": "Ann Lee and Tom Roe", "id": "", "source": "null"}"#,
        );
        assert_eq!((article.title.as_str(), article.body.as_str(), article.outlet), ("Closed", "No ships.", None));
        assert_eq!((article.published.unwrap().as_str(), article.authors.len()), ("2019-03-03T10:15:00Z", 2));
        assert!(article.id.starts_with("a-") && article.id.len() == 18, "{}", article.id);
    }

    #[test]
    fn markup_in_a_text_becomes_paragraphs() {
        let article = parsed(
            r#"{"body": "<p>“No,” said <b>Mari</b>&nbsp;Tamm.</p>\n<p>AT&amp;T<br>left.</p><script>x</script><p>Share</p>"}"#,
        );
        assert_eq!(article.body, "“No,” said Mari\u{a0}Tamm.\n\nAT&T\nleft.");
        let article = parsed(
            r#"{"title": "Biden&#8217;s <i>Harbour</i>", "body": "A <a href='x'>link</a>.\n5 < 6 &amp; so on."}"#,
        );
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Biden’s Harbour", "A link.\n\n5 < 6 & so on."));
        let article = parsed(r#"{"body": "One.\n\nTwo<br>three.<blockquote>Four.</blockquote>\n\nFive.\n\nSix."}"#);
        assert_eq!(article.body, "One.\n\nTwo\nthree.\n\nFour.\n\nFive.\n\nSix.");
        let plain = parsed(r#"{"body": "5 < 6, AT&T; <3 and R&D."}"#);
        assert_eq!(plain.body, "5 < 6, AT&T; <3 and R&D.");
        let deep = format!(r#"{{"body": "<p>x</p>{}"}}"#, "<div>".repeat(600));
        assert!(problem(&deep).contains("a.jsonl:7: HTML nested too deep"), "{}", problem(&deep));
    }

    #[test]
    fn lists_of_paragraphs_are_one_text() {
        assert_eq!(
            parsed(r#"{"paragraphs": ["No ships.", "None", {"text": "Next week."}]}"#).body,
            "No ships.\n\nNext week."
        );
    }

    #[test]
    fn annotations_are_passed_over_unless_they_have_a_text() {
        let annotation = record(r#"{"id": "1", "path": "a.txt", "quotes": [{"start": 1}]}"#);
        assert_eq!(parse(&annotation, &Options::default()), Ok(Parsed::Skipped("annotations")));
        assert_eq!(parsed(r#"{"text": "No ships.", "quotes": []}"#).body, "No ships.");
    }

    #[test]
    fn problems_name_the_line_and_the_remedy() {
        assert_eq!(
            problem(r#"{"title": "Closed"}"#),
            "a.jsonl:7: a title and no text (name the field that holds it: --field body=NAME)"
        );
        assert_eq!(problem("{}"), "a.jsonl:7: no text (name the field that holds it: --field body=NAME)");
        assert_eq!(
            problem("[1]"),
            "a.jsonl:7: not a record: a JSON object should stand here (write each article as an object with a title and a body)"
        );
        assert_eq!(problem("{\"title\": \"x\",\n\n\"body\" \"y\"}"), "a.jsonl:9: not valid JSON: expected `:`");
        assert_eq!(problem(r#"{"title": "x"#), "a.jsonl:7: JSON ends in the middle of a record");
    }

    #[test]
    fn a_text_over_the_limit_is_refused_with_the_limit() {
        let json = format!(r#"{{"body": "{}"}}"#, "no end of words ".repeat(TEXT_LIMIT / 16 + 1));
        assert_eq!(problem(&json), "a.jsonl:7: a text larger than 16 MiB (the limit)");
    }

    #[test]
    fn half_a_surrogate_pair_spoils_one_character_not_the_record() {
        assert_eq!(parsed(r#"{"body": "No \ud83d ships \u001b[31m."}"#).body, "No \u{fffd} ships [31m.");
    }

    #[test]
    fn windows_1252_in_json_is_read() {
        let mut windows = record("");
        windows.bytes = b"{\"body\": \"\x93No,\x94 said Jos\xe9 Nu\xf1ez. \x93We won\x92t go.\x94\"}".to_vec();
        let Ok(Parsed::Article(reading)) = parse(&windows, &Options::default()) else { panic!("no article") };
        assert_eq!(reading.article.body, "“No,” said José Nuñez. “We won’t go.”");
    }
}
