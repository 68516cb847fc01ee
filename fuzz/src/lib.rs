//! What must hold for any bytes, format by format and room by room.
//!
//! The fuzzer runs it (`fuzz_targets/`), and so do the property tests of whosaid (`tests/fuzz/`), which need no fuzzer.

use std::{
    io::{Cursor, Read},
    ops::ControlFlow,
};

use whosaid::{
    annotate::{annotate, explain},
    article::{Annotated, Article, Published, Quote, Span},
    format::{DateOrder, Format, Options, Parsed, PathPattern, parse, split},
    index::{Documents, Fields, read_manifest},
    ingest::{Looked, Member, RawDocument, look},
    model::Weights,
    query,
};

/// More of what is unwrapped is not read: a bomb of a few bytes has gigabytes.
const UNWRAPPED: u64 = 1 << 20;

/// Some panics of crates are caught and told as problems; the fuzzer is not to take them for crashes.
pub fn pass_over_expected_panics() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !whosaid::report::panic_is_expected() {
            hook(panic);
        }
    }));
}

/// A file of this format, whatever it looks like: how many articles it gives.
///
/// # Panics
/// When something does not hold, or when there is no such format.
pub fn format(name: &str, bytes: &[u8]) -> usize {
    let format = Format::by_name(name).unwrap_or_else(|| panic!("no format {name}"));
    document(RawDocument::new("news/a", Cursor::new(bytes)), &Options { format: Some(format), ..Options::default() })
}

/// A file that is recognised by what it looks like, unwrapped if it is compressed or an archive: how many articles it gives.
///
/// # Panics
/// When something does not hold.
pub fn any_file(bytes: &[u8]) -> usize {
    let options = Options::default();
    let mut articles = 0;
    match look(RawDocument::new("news/a", Cursor::new(bytes))) {
        Ok(Looked::Plain(plain)) => articles += document(plain, &options),
        Ok(Looked::Wrapped(wrapped)) => {
            let mut left = UNWRAPPED;
            let _ = wrapped.each_member(&mut |member| {
                if let Member::Document(RawDocument { path, reader, file }) = member {
                    assert!(path.starts_with("news/a"), "{path}");
                    assert!(path.split('/').all(|part| part != ".." && part != "."), "{path}");
                    let mut reader = reader.take(left);
                    articles += document(RawDocument { path, reader: Box::new(reader.by_ref()), file }, &options);
                    left = reader.limit();
                }
                if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        }
        Err(_) => {}
    }
    articles
}

fn document(document: RawDocument, options: &Options) -> usize {
    let mut articles = 0;
    let _ = split(document, options, &mut |record| {
        if let Ok(record) = record
            && let Ok(Parsed::Article(reading)) = parse(&record, options)
        {
            holds_for_article(&reading.article, record.line);
            articles += 1;
        }
        ControlFlow::Continue(())
    });
    articles
}

fn holds_for_article(article: &Article, first_line: u32) {
    assert!(!article.body.trim().is_empty());
    assert!(!article.id.is_empty());
    assert!(!article.title.contains('\n'), "{:?}", article.title);
    assert!(!article.body.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{:?}", article.body);
    if let Some(published) = &article.published {
        assert_eq!(Published::parse(published.as_str()).as_ref(), Some(published));
    }
    let marks = &article.place.lines;
    assert_eq!(marks[0].offset, 0);
    assert!(marks.windows(2).all(|two| two[0].offset < two[1].offset && two[0].line < two[1].line), "{marks:?}");
    let is_inside = |offset: u32| article.body.is_char_boundary(offset as usize);
    assert!(marks.iter().all(|mark| is_inside(mark.offset) && mark.line >= first_line), "{marks:?}");
}

/// An article in one of the languages; the first byte says which.
///
/// # Panics
/// When something does not hold.
pub fn annotator(bytes: &[u8]) {
    let Some((language, body)) = bytes.split_first() else { return };
    let languages = ["en", "de", "es", "fr", "it"];
    let article = Article {
        body: String::from_utf8_lossy(body).into_owned(),
        language: Some(languages[usize::from(*language) % languages.len()].to_owned()),
        ..Article::default()
    };
    let annotated = annotate(article.clone());
    holds_for_quotes(&annotated);
    let explanations = explain(&article);
    assert_eq!(explanations.len(), annotated.quotes.len(), "the same text gives the same quotations");
    drop(Documents::of(&annotated, "news/a", 1, &Fields::schema().1));
}

fn holds_for_quotes(Annotated { article, quotes, entities }: &Annotated) {
    let is_inside = |span: Span| {
        span.from() < span.to()
            && article.body.is_char_boundary(span.from())
            && article.body.is_char_boundary(span.to())
    };
    for quote in quotes {
        let Quote { pieces, cue, source, confidence, .. } = quote;
        assert!(!pieces.is_empty(), "{quote:?}");
        assert!(pieces.iter().chain(cue).chain(source).all(|&span| is_inside(span)), "{quote:?}");
        assert!(pieces.windows(2).all(|two| two[0].to() <= two[1].from()), "{quote:?}");
        assert!((0.0..=1.0).contains(confidence), "{quote:?}");
    }
    assert!(quotes.windows(2).all(|two| two[0].content().start <= two[1].content().start), "{quotes:?}");
    for entity in entities {
        assert!(!entity.name.is_empty() && entity.mentions.iter().all(|&span| is_inside(span)), "{entity:?}");
    }
}

/// A question as people type it.
///
/// # Panics
/// When something does not hold.
pub fn question(bytes: &[u8]) {
    let query = query::parse(&String::from_utf8_lossy(bytes));
    assert!(!query.to_string().is_empty());
}

/// The list of what is in an index, after whatever happened to the disk.
pub fn manifest(bytes: &[u8]) {
    let _ = read_manifest(bytes);
}

/// A table of weights.
///
/// # Panics
/// When something does not hold.
pub fn model(bytes: &[u8]) {
    if let Ok(weights) = Weights::read(bytes) {
        let features = [0, 1, u32::MAX];
        assert!(weights.score(&features).is_finite() || features.iter().any(|&one| weights.of(one).abs() > 1e30));
    }
}

/// A path pattern in the first line, and in the second a path that it is held against.
///
/// # Panics
/// When something does not hold.
pub fn path_pattern(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (pattern, path) = text.split_once('\n').unwrap_or((&text, "gazette/2019/03/04.txt"));
    if let Ok(pattern) = pattern.parse::<PathPattern>() {
        let options = Options { path_pattern: Some(pattern), ..Options::default() };
        document(RawDocument::new(path, &b"No ship sailed on Monday."[..]), &options);
    }
}

/// A date as a record gives it; the first byte says how dates in digits are meant.
///
/// # Panics
/// When something does not hold.
pub fn date(bytes: &[u8]) {
    let Some((order, date)) = bytes.split_first() else { return };
    let dates = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)][usize::from(*order) % 3];
    let options = Options { format: Format::by_name("JSON"), dates, ..Options::default() };
    let mut record = b"{\"body\": \"No ship sailed.\", \"date\": \"".to_vec();
    // What would end the text: dates have no such letters.
    record.extend(date.iter().filter(|byte| !matches!(byte, b'"' | b'\\' | ..b' ')));
    record.extend(b"\"}");
    document(RawDocument::new("news/a.json", Cursor::new(record)), &options);
}
