use super::{Field, Parsed, Record, byline, characters, chrome, date, dateline, language};
use crate::{
    article::{Article, LineMark, Place, Published},
    report::Problem,
};

/// What a format found in a record: an article, before what is the same for all formats is done to it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub id: Option<String>,
    pub title: Option<String>,
    pub paragraphs: Vec<Paragraph>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<Published>,
    pub url: Option<String>,
    pub language: Option<String>,
}

/// A paragraph of the body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    /// Line of the file in which it begins.
    pub line: u32,
    /// Its text; line breaks in it are the article's own.
    pub text: String,
    /// Whether a blank line stands before it.
    pub apart: bool,
}

impl Draft {
    /// Sets a field, unless it is set, from what was written for it; what can't be read is left out.
    pub fn set(&mut self, field: Field, value: &str) {
        let text = || Some(characters::one_line(value)).filter(|text| !is_missing(text));
        match field {
            Field::Id => keep(&mut self.id, text),
            Field::Title => keep(&mut self.title, text),
            Field::Outlet => keep(&mut self.outlet, || text().map(|text| outlet(&text))),
            Field::Published => keep(&mut self.published, || date::read(value)),
            Field::Url => keep(&mut self.url, || text().filter(|text| is_address(text))),
            Field::Language => keep(&mut self.language, || language::declared(value)),
            Field::Authors => {
                let mut names = byline::authors(value);
                names.retain(|name| !self.authors.contains(name));
                self.authors.append(&mut names);
                self.authors.truncate(byline::MOST_AUTHORS);
            }
            Field::Body => {}
        }
    }

    /// The article, with its text cleaned and what is missing derived.
    ///
    /// # Errors
    /// When no text is left.
    pub fn finish(mut self, record: &Record) -> Result<Parsed, Problem> {
        self.clean();
        self.read_dateline();
        let (body, lines) = self.body();
        if body.is_empty() {
            let what = if self.title.is_some() { "a title and no text" } else { "no text" };
            return Err(record.problem(what));
        }
        let id = self
            .id
            .or_else(|| self.url.clone().filter(|url| names_a_page(url)))
            .unwrap_or_else(|| derived_id(&record.path, &body));
        let language = self.language.or_else(|| language::detected(&body));
        Ok(Parsed::Article(Box::new(Article {
            id,
            title: self.title.unwrap_or_default(),
            body,
            outlet: self.outlet,
            authors: self.authors,
            published: self.published,
            url: self.url,
            language,
            place: Place { path: record.path.to_string(), lines },
        })))
    }

    /// Leaves of each paragraph what is seen and is no site chrome.
    fn clean(&mut self) {
        for paragraph in &mut self.paragraphs {
            let lines = paragraph.text.lines().map(characters::one_line);
            let lines: Vec<String> = lines.filter(|line| !line.is_empty() && !chrome::is_chrome(line)).collect();
            paragraph.text = lines.join("\n");
        }
        self.paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    }

    /// Takes the dateline off the first paragraph; what it tells counts where nothing else did.
    fn read_dateline(&mut self) {
        let Some(first) = self.paragraphs.first_mut() else { return };
        let Some(dateline) = dateline::read(&first.text) else { return };
        self.outlet = self.outlet.take().or_else(|| dateline.agency.map(str::to_owned));
        self.published = self.published.take().or(dateline.published);
        first.text = dateline.text.to_owned();
    }

    /// The paragraphs as one text, and where each stands.
    fn body(&self) -> (String, Vec<LineMark>) {
        let mut body = String::new();
        let mut lines: Vec<LineMark> = Vec::new();
        for paragraph in &self.paragraphs {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            if lines.last().is_none_or(|mark| mark.line != paragraph.line) {
                let offset = u32::try_from(body.len()).expect("a record has 64 MiB at most, and its text little more");
                lines.push(LineMark { offset, line: paragraph.line });
            }
            body.push_str(&paragraph.text);
        }
        (body, lines)
    }
}

fn keep<T>(field: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if field.is_none() {
        *field = value();
    }
}

/// How programs write that there is nothing.
pub(super) fn is_missing(text: &str) -> bool {
    ["", "none", "null", "nan", "undefined", "n/a"].contains(&&*text.trim().to_ascii_lowercase())
}

/// An outlet's name; of an address the host without "www.".
fn outlet(text: &str) -> String {
    let Some((_, address)) = text.split_once("://") else { return text.to_owned() };
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or(address);
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

fn is_address(text: &str) -> bool {
    let scheme = ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    scheme && !text.contains(char::is_whitespace)
}

/// A site's own address says nothing about which article it is.
fn names_a_page(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path.is_some_and(|(_, path)| !path.is_empty())
}

/// The same on every machine: from where the article stands and what it says.
fn derived_id(path: &str, body: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_bytes()).update(&[0]).update(body.as_bytes());
    format!("a-{}", &hasher.finalize().to_hex()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::text;

    fn record() -> Record {
        Record { path: "news/a.txt".into(), line: 1, format: &text::FORMAT, bytes: Vec::new() }
    }

    fn draft(paragraphs: &[&str]) -> Draft {
        let paragraph = |(line, text): (u32, &&str)| Paragraph { line, text: (*text).to_owned(), apart: true };
        Draft { paragraphs: (1..).zip(paragraphs).map(paragraph).collect(), ..Draft::default() }
    }

    fn finished(draft: Draft) -> Article {
        match draft.finish(&record()) {
            Ok(Parsed::Article(article)) => *article,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_id_is_the_record_s_own_else_its_page_else_derived() {
        let mut own = draft(&["Yes."]);
        own.set(Field::Url, "https://example.org/1");
        assert_eq!(finished(own).id, "https://example.org/1");
        let mut own = draft(&["Yes."]);
        own.set(Field::Id, " 17 ");
        own.set(Field::Url, "https://example.org/1");
        assert_eq!(finished(own).id, "17");
        let mut site = draft(&["Yes."]);
        site.set(Field::Url, "https://example.org/");
        assert_eq!(finished(site).id, finished(draft(&["Yes."])).id);
        assert_eq!(finished(draft(&["Yes."])).id, "a-70ab869c330edc90");
        assert_ne!(finished(draft(&["No."])).id, finished(draft(&["Yes."])).id);
    }

    #[test]
    fn paragraphs_are_parted_by_a_blank_line_and_each_has_its_mark() {
        let article = finished(draft(&["Ä first.", "Share", "A second\nof two lines."]));
        assert_eq!(article.body, "Ä first.\n\nA second\nof two lines.");
        assert_eq!(article.place.lines, [LineMark { offset: 0, line: 1 }, LineMark { offset: 11, line: 3 }]);
    }

    #[test]
    fn a_dateline_fills_what_is_open_and_leaves_the_body() {
        let mut named = draft(&["TALLINN, March 3, 2019 (Northern Wire) -- No ships.", "TALLINN — Later."]);
        let article = finished(draft(&["TALLINN, March 3, 2019 (Northern Wire) -- No ships."]));
        assert_eq!((article.body.as_str(), article.outlet.as_deref()), ("No ships.", Some("Northern Wire")));
        assert_eq!(article.published.unwrap().as_str(), "2019-03-03");
        named.set(Field::Outlet, "Harbor Gazette");
        named.set(Field::Published, "2019-03-04");
        let article = finished(named);
        assert_eq!(
            (article.outlet.as_deref(), article.published.unwrap().as_str()),
            (Some("Harbor Gazette"), "2019-03-04")
        );
        assert_eq!(article.body, "No ships.\n\nTALLINN — Later.");
    }

    #[test]
    fn what_programs_write_for_nothing_is_nothing() {
        let mut empty = draft(&["Yes."]);
        for field in
            [Field::Id, Field::Title, Field::Outlet, Field::Authors, Field::Published, Field::Url, Field::Language]
        {
            for nothing in ["None", "null", "", " "] {
                empty.set(field, nothing);
            }
        }
        let article = finished(empty);
        assert_eq!((article.title.as_str(), article.outlet, article.authors.len()), ("", None, 0));
        assert_eq!((article.published, article.url), (None, None));
    }

    #[test]
    fn an_outlet_given_as_an_address_is_its_host() {
        let mut site = draft(&["Yes."]);
        site.set(Field::Outlet, "https://www.Example.org/news");
        assert_eq!(finished(site).outlet.as_deref(), Some("example.org"));
    }

    #[test]
    fn without_text_there_is_a_problem_that_says_so() {
        let mut titled = draft(&["Share"]);
        titled.set(Field::Title, "No ships");
        assert_eq!(titled.finish(&record()).unwrap_err().to_string(), "news/a.txt:1: a title and no text");
        assert_eq!(draft(&[" \u{200b}"]).finish(&record()).unwrap_err().what, "no text");
    }
}
