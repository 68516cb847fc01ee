//! Web pages: one article a page, told from navigation by `dom_smoothie` (a port of Mozilla's Readability).

mod around;
mod guard;
mod kind;
mod linked_data;
mod markup;
mod metadata;
mod saved;
mod shown;
mod words;

pub(super) use markup::{Markup, markup_of, unescaped};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;

use linked_data::LinkedData;

use super::{
    Each, Field, Format, Options, Parsed, Record, TEXT_LIMIT, database,
    draft::{Draft, Paragraph},
    encoding, heading,
    source::Source,
};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "HTML",
    extensions: &["html", "htm", "xhtml", "shtml"],
    told: "begins with a doctype, <html, <head or <body",
    begins: |beginning| is_page(beginning.text),
    split: |source, _, each| split(source, each),
    parse,
};

/// A page is one article, unless it is an export of a newspaper database.
fn split(source: Source, each: Each) -> Result<(), Problem> {
    let path = source.path.clone();
    let bytes = source.read_all(TEXT_LIMIT)?;
    if let Some(lines) = lines_of_export(&bytes)
        && let Some(database) = database::told(&lines)
    {
        return database::cut(database, &lines, &path, each);
    }
    // Nothing follows the only record: whether more are wanted makes no difference.
    let _ = each(Ok(Record::new(path, 1, &FORMAT, bytes)));
    Ok(())
}

/// All words of a page that names a database, each block a line.
fn lines_of_export(page: &[u8]) -> Option<String> {
    const DATABASES: [&str; 4] = ["Factiva", "factiva", "Nexis", "ProQuest"];
    let names_one = DATABASES.iter().any(|name| memchr::memmem::find(page, name.as_bytes()).is_some());
    let page = names_one.then(|| encoding::decode(page, encoding::declared_in_markup(page)))?;
    guard::check(&page).ok()?;
    Some(words::blocks(&Document::from(&*page).root()).join("\n"))
}

/// Whether a text begins as only web pages do; comments and an XML declaration may stand before.
fn is_page(text: &str) -> bool {
    let mut text = text;
    loop {
        let after = match text.get(..4) {
            Some("<!--") => text.split_once("-->"),
            _ if text.starts_with("<?xml") => text.split_once("?>"),
            _ => break,
        };
        let Some((_, rest)) = after else { return false };
        text = rest.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start)))
}

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    match read(&record.bytes, None, record)? {
        Page::Article(draft) => draft.finish(record, options),
        Page::Other(reason) => Ok(Parsed::Skipped(reason)),
        Page::Empty => Err(no_article(record.bytes.len(), record)),
    }
}

/// The problem of a page of so many bytes in which no article is found.
pub(super) fn no_article(bytes: usize, record: &Record) -> Problem {
    let what = format!("not an article: no text left after removing navigation ({} bytes read)", grouped(bytes));
    Problem::new(&*record.path, what)
}

/// What a page is.
pub(super) enum Page {
    /// An article.
    Article(Box<Draft>),
    /// Something else, for this reason.
    Other(&'static str),
    /// Nothing that could be one.
    Empty,
}

/// Reads a page, whose encoding may be known from elsewhere.
///
/// # Errors
/// When reading it would take too long.
pub(super) fn read(page: &[u8], charset: Option<&'static Encoding>, record: &Record) -> Result<Page, Problem> {
    let page = encoding::decode(page, charset.or_else(|| encoding::declared_in_markup(page)));
    guard::check(&page).map_err(|danger| record.problem(danger).remedy("save its text in a .txt file"))?;
    let document = Document::from(&*page);
    let linked = LinkedData::of(&document);
    let mut draft = metadata::read(&document, &linked);
    draft.set_from("who saved the page", Field::Url, saved::address(&page).unwrap_or_default());
    shown::read(&document, &mut draft);
    let is_article = kind::declares_article(&document, &linked);
    let title = document.select_single("head title").text();
    let main = main_part(document);
    let main = main.as_ref().and_then(|page| page.select_single(MAIN).nodes().first().copied());
    if !is_article && main.as_ref().is_some_and(kind::lists_articles) {
        return Ok(Page::Other(kind::INDEX));
    }
    draft.paragraphs = main.map(|main| paragraphs(&main, record.line)).unwrap_or_default();
    if !is_article && kind::is_error(&title, draft.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum()) {
        return Ok(Page::Other(kind::ERROR));
    }
    if draft.paragraphs.is_empty() {
        return Ok(Page::Empty);
    }
    heading::drop_repeated_title(&mut draft);
    heading::take_credits(&mut draft);
    Ok(Page::Article(Box::new(draft)))
}

/// What the main part of a page is called once it is found.
const MAIN: &str = "#readability-page-1";

/// The page without what stands around its main part; `None` when it has none.
fn main_part(document: Document) -> Option<Document> {
    around::remove(&document);
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut page = Readability::with_document(document, None, Some(config)).ok()?;
    page.parse().ok()?;
    Some(page.doc)
}

fn paragraphs(node: &NodeRef, line: u32) -> Vec<Paragraph> {
    words::blocks(node).into_iter().map(|text| Paragraph { line, text, apart: true }).collect()
}

/// The text of markup inside another format: paragraphs, without what is not seen.
///
/// # Errors
/// When reading it would take too long; says what is wrong with it.
pub(super) fn text_of(markup: &str) -> Result<Vec<String>, String> {
    guard::check(markup).map_err(|danger| danger.to_string())?;
    let fragment = Document::fragment(markup);
    around::remove(&fragment);
    Ok(words::blocks(&fragment.root()))
}

/// A number with its thousands parted: 12,034.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn parsed(page: &str) -> Result<Article, Problem> {
        let record = Record::new("a.html", 1, &FORMAT, page.as_bytes().to_vec());
        match parse(&record, &Options::default())? {
            Parsed::Article(reading) => Ok(reading.article),
            Parsed::Skipped(reason) => panic!("skipped: {reason}"),
        }
    }

    const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Harbour closed - Harbor Gazette</title>
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour closed for a week", "datePublished": "2019-03-03",
        "dateModified": "2019-03-05", "author": {"name": "Ann Lee"}, "publisher": {"name": "Harbor Gazette"}}</script></head><body>
        <nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
        <article><div>Harbour closed for a week</div><div class="share"><button>Share</button><a href="x">Tweet</a></div>
        <figure><img src="ship.jpg"><figcaption>A ship in the harbour. Photo by Tom Roe</figcaption></figure>
        <p>TALLINN (Northern Wire) &mdash; The harbour of the old town will stay closed for another week, the port authority said on Tuesday,
        after talks with the pilots broke down late in the night.</p>
        <p>“We will not sail,” said <a href="/tamm">Mari Tamm</a>, who speaks for the pilots. “Not before we are paid, and not one day
        sooner, whatever the mayor may say about us.”</p><p>Read more: Pilots walk out</p>
        <p>The mayor said he had expected ships to move again by the end of the month.<br>He did not say which month, or which ships.</p>
        </article><aside><h3>Related</h3><a href="/2">Mayor eats cake</a></aside><footer>© 2019 Harbor Gazette</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article_and_nothing_around_it() {
        let article = parsed(PAGE).unwrap();
        assert_eq!(
            (article.title.as_str(), article.outlet.as_deref()),
            ("Harbour closed for a week", Some("Harbor Gazette"))
        );
        assert_eq!((article.published.unwrap().as_str(), article.authors), ("2019-03-03", vec!["Ann Lee".to_owned()]));
        let paragraphs: Vec<&str> = article.body.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 3, "{paragraphs:#?}");
        assert!(paragraphs[0].starts_with(
            "The harbour of the old town will stay closed for another week, the port authority said on Tuesday, after"
        ));
        assert!(paragraphs[1].starts_with("“We will not sail,” said Mari Tamm, who speaks"));
        assert!(paragraphs[2].contains("the month.\nHe did not say"));
    }

    #[test]
    fn a_page_without_an_article_is_a_problem_that_says_how_much_was_read() {
        let page = format!(
            "<html><body><nav>{}</nav><script>{}</script></body></html>",
            "<a href=x>Home</a>".repeat(50),
            "x".repeat(11_000)
        );
        assert_eq!(
            parsed(&page).unwrap_err().to_string(),
            format!(
                "a.html: not an article: no text left after removing navigation ({} bytes read)",
                grouped(page.len())
            )
        );
        assert_eq!(grouped(12_034), "12,034");
        assert_eq!((grouped(7), grouped(123), grouped(1_000_000)), ("7".into(), "123".into(), "1,000,000".into()));
    }

    #[test]
    fn a_page_nested_too_deep_is_refused_with_the_limit() {
        let problem = parsed(&format!("<html>{}<p>x", "<div>".repeat(20_000))).unwrap_err().to_string();
        assert!(problem.starts_with("a.html:1: HTML nested too deep (the limit is 512"), "{problem}");
    }

    /// As `SingleFile` saves it: pictures, style sheets and fonts within the page, most of its attributes without marks.
    #[test]
    fn a_page_with_its_pictures_in_it_is_read() {
        let picture = "iVBORw0KGgo/A+B=".repeat(2 << 15);
        let head = format!(
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.org/1 \n--><meta charset=utf-8>\
             <link rel=icon href=data:image/png;base64,{picture}><style>@font-face{{src:url(data:font/woff2;base64,{picture})}}</style>"
        );
        let page = PAGE
            .replace("<!doctype html><html lang=\"en\">", &head)
            .replace("src=\"ship.jpg\"", &format!("src=data:image/png;base64,{picture}"))
            .replace("<p>“We", &format!("<img src=\"data:image/png;base64,{}\"><p>“We", picture.repeat(7)));
        assert!(page.len() > 10_000_000, "{}", page.len());
        let article = parsed(&page).unwrap();
        assert_eq!(article.url.as_deref(), Some("https://example.org/1"));
        assert_eq!(article.body, parsed(PAGE).unwrap().body);
    }

    #[test]
    fn a_page_says_which_encoding_it_is_in() {
        let page = format!(
            "<meta charset=windows-1251>{}",
            PAGE.replace("Mari Tamm", "Мари Тамм").replace(['“', '”'], "&quot;")
        );
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&page);
        let record = Record::new("a.html", 1, &FORMAT, bytes.into_owned());
        let Ok(Parsed::Article(reading)) = parse(&record, &Options::default()) else { panic!("no article") };
        assert!(reading.article.body.contains("\"We will not sail,\" said Мари Тамм"), "{}", reading.article.body);
    }
}
