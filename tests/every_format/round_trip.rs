//! What is written comes back: title, text, outlet, authors, date, address and language of the same stories, in every format that
//! a program can write, as it is and in every kind of wrapping.

use std::{collections::BTreeMap, fmt::Write as _, fs, ops::ControlFlow, path::Path};

use whosaid::{
    article::Article,
    pipeline::{Extraction, extract},
};

use crate::{
    pack::{bzip2, gzip, tar, xz, zip, zstd},
    stories::{STORIES, Story},
    writers::{self as write, Writer},
};

/// What a format does not keep.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lost {
    Url,
    Authors,
    /// It knows no days, only moments.
    Days,
    /// It has the day, but not the time, or one whose zone is not certain.
    Times,
    /// A line in a paragraph can't be told from a paragraph.
    Lines,
}

/// The name of a file, what writes it, and what does not come back.
static FORMATS: &[(&str, Writer, &[Lost])] = &[
    ("one.json", Writer::One(write::json), &[Lost::Lines]),
    ("array.json", Writer::All(write::json_array), &[Lost::Lines]),
    ("all.jsonl", Writer::All(write::json_lines), &[Lost::Lines]),
    ("all.csv", Writer::All(write::csv), &[Lost::Lines]),
    ("semicolons.csv", Writer::All(write::semicolons), &[Lost::Lines]),
    ("all.tsv", Writer::All(write::tsv), &[Lost::Lines]),
    ("all.parquet", Writer::All(write::parquet), &[Lost::Lines]),
    ("page.html", Writer::One(write::html), &[]),
    ("page.mhtml", Writer::One(write::mhtml), &[]),
    ("crawl.warc", Writer::All(write::warc), &[]),
    ("labelled.txt", Writer::One(write::labelled), &[Lost::Lines]),
    ("typed.txt", Writer::One(write::text), &[Lost::Url, Lost::Times, Lost::Lines]),
    ("utf16.txt", Writer::One(write::utf16), &[Lost::Url, Lost::Times, Lost::Lines]),
    ("front-matter.md", Writer::One(write::markdown), &[]),
    ("feed.rss", Writer::One(write::rss), &[Lost::Days]),
    ("feed.atom", Writer::All(write::atom), &[]),
    ("feed.json", Writer::One(write::json_feed), &[]),
    ("item.nitf", Writer::One(write::nitf), &[]),
    ("message.newsml", Writer::All(write::newsml), &[]),
    ("ninjs.json", Writer::One(write::ninjs), &[]),
    ("text.tei", Writer::One(write::tei), &[]),
    ("trafilatura.xml", Writer::One(write::trafilatura), &[]),
    ("letter.eml", Writer::One(write::mail), &[Lost::Url, Lost::Authors, Lost::Days, Lost::Lines]),
    ("letters.mbox", Writer::All(write::mailbox), &[Lost::Url, Lost::Authors, Lost::Days, Lost::Lines]),
    ("document.docx", Writer::One(write::word), &[Lost::Url, Lost::Times]),
    ("document.odt", Writer::One(write::open_document), &[Lost::Url, Lost::Times]),
    ("document.rtf", Writer::One(write::rich_text), &[Lost::Url, Lost::Times, Lost::Lines]),
];

/// What wraps the bytes of a file: the ending that its name gets, and the packer.
type Wrapping = (&'static str, fn(&str, &[u8]) -> Vec<u8>);

static WRAPPINGS: &[Wrapping] = &[
    ("", |_, bytes| bytes.to_vec()),
    (".gz", |_, bytes| gzip(bytes)),
    (".zst", |_, bytes| zstd(bytes)),
    (".bz2", |_, bytes| bzip2(bytes)),
    (".xz", |_, bytes| xz(bytes)),
    (".zip", |name, bytes| zip(&[(name, bytes)])),
    (".tar", |name, bytes| tar(&[(name, bytes)])),
    (".tar.gz", |name, bytes| gzip(tar(&[(name, bytes)]))),
];

/// What is compared of an article.
#[derive(Debug, PartialEq)]
struct Kept {
    title: String,
    body: String,
    outlet: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

impl Kept {
    /// What comes back of a story.
    fn written(story: &Story, lost: &[Lost]) -> Self {
        let published = match story.published {
            moment if lost.contains(&Lost::Times) => moment[..10].to_owned(),
            day if lost.contains(&Lost::Days) && day.len() == 10 => format!("{day}T00:00:00Z"),
            published => published.to_owned(),
        };
        let body = story.body();
        let some = |kept: bool, text: &str| kept.then(|| text.to_owned());
        Self {
            title: story.title.to_owned(),
            body: if lost.contains(&Lost::Lines) { body.replace("\n\n", "\n").replace('\n', "\n\n") } else { body },
            outlet: some(true, story.outlet),
            authors: if lost.contains(&Lost::Authors) { &[] } else { story.authors }
                .iter()
                .map(|&name| name.to_owned())
                .collect(),
            published: Some(published),
            url: some(!lost.contains(&Lost::Url), story.url),
            language: some(true, story.language),
        }
    }

    fn read(article: Article) -> Self {
        Self {
            title: article.title,
            body: article.body,
            outlet: article.outlet,
            authors: article.authors,
            published: article.published.map(|published| published.as_str().to_owned()),
            url: article.url,
            language: article.language,
        }
    }
}

/// The articles of a folder by the first part of their path in it; those of a file in their order, and problems in their places.
fn articles_of(folder: &Path) -> BTreeMap<String, Vec<Result<Kept, String>>> {
    let mut articles: BTreeMap<String, Vec<_>> = BTreeMap::new();
    extract(&Extraction::new(vec![folder.to_owned()]), &mut |found| {
        let (path, found) = match found {
            Ok(annotated) => (annotated.article.place.path.clone(), Ok(Kept::read(annotated.article))),
            Err(problem) => (problem.path.clone(), Err(problem.to_string())),
        };
        let below = path.strip_prefix(folder.to_str().unwrap()).unwrap_or(&path).trim_start_matches('/');
        articles.entry(below.split('/').next().unwrap().to_owned()).or_default().push(found);
        ControlFlow::Continue(())
    });
    articles
}

#[test]
fn what_is_written_in_a_format_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut expected: BTreeMap<String, Vec<Result<Kept, String>>> = BTreeMap::new();
    let mut put = |name: &str, bytes: &[u8], stories: &[Story], lost: &[Lost]| {
        for (ending, wrap) in WRAPPINGS {
            let wrapped = format!("{name}{ending}");
            fs::write(folder.path().join(&wrapped), wrap(name, bytes)).unwrap();
            expected.insert(wrapped, stories.iter().map(|story| Ok(Kept::written(story, lost))).collect());
        }
    };
    for (name, writer, lost) in FORMATS {
        match writer {
            Writer::All(write) => put(name, &write(STORIES), STORIES, lost),
            Writer::One(write) => {
                for (number, story) in STORIES.iter().enumerate() {
                    put(&format!("{number}-{name}"), &write(story), std::slice::from_ref(story), lost);
                }
            }
        }
    }
    let mut found = articles_of(folder.path());
    let mut wrong = String::new();
    for (name, stories) in expected {
        let read = found.remove(&name).unwrap_or_default();
        if read != stories {
            writeln!(wrong, "{name}\n  written: {stories:?}\n  read:    {read:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn an_issue_in_two_files_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    for (number, story) in STORIES.iter().enumerate() {
        let issue = folder.path().join(number.to_string());
        fs::create_dir(&issue).unwrap();
        let [mets, page] = write::issue(story);
        fs::write(issue.join("mets.xml"), mets).unwrap();
        fs::write(issue.join("page.xml"), page).unwrap();
    }
    let found = articles_of(folder.path());
    let expected =
        STORIES.iter().enumerate().map(|(number, story)| (number.to_string(), vec![Ok(Kept::written(story, &[]))]));
    assert_eq!(found, expected.collect());
}
