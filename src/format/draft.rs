use std::borrow::Cow;

use super::{
    DateOrder, Field, Options, Origin, Parsed, Reading, Record, byline, chrome, date, dateline, host, language, repair,
};
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
    /// A date that can be read in two ways: counts where no other is found, and the user says how such dates are meant.
    pub doubt: Option<date::Doubt>,
    /// Where the fields stood, as far as their formats tell.
    pub origins: Vec<Origin>,
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
        let text = || Some(repair::one_line(value)).filter(|text| !is_missing(text));
        match field {
            Field::Id => keep(&mut self.id, text),
            Field::Title => keep(&mut self.title, text),
            Field::Outlet => keep(&mut self.outlet, || text().map(|text| host::outlet(&text))),
            Field::Published => {
                keep(&mut self.published, || date::read(value));
                if self.published.is_none() {
                    keep(&mut self.doubt, || date::doubt(value));
                }
            }
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

    /// The same, and remembers where the value stood when it counts.
    pub fn set_from(&mut self, place: impl Into<Cow<'static, str>>, field: Field, value: &str) {
        let before = self.filled(field);
        self.set(field, value);
        self.remember(place, field, before);
    }

    /// How much of a field there is: more after it was set than before.
    pub fn filled(&self, field: Field) -> usize {
        let some = usize::from;
        match field {
            Field::Id => some(self.id.is_some()),
            Field::Title => some(self.title.is_some()),
            Field::Outlet => some(self.outlet.is_some()),
            Field::Published => some(self.published.is_some()) * 2 + some(self.doubt.is_some()),
            Field::Url => some(self.url.is_some()),
            Field::Language => some(self.language.is_some()),
            Field::Authors => self.authors.len(),
            Field::Body => self.paragraphs.len(),
        }
    }

    /// Remembers where a field stood, when more of it is there than before.
    pub fn remember(&mut self, place: impl Into<Cow<'static, str>>, field: Field, before: usize) {
        if self.filled(field) > before {
            self.origins.push(Origin { field, place: place.into() });
        }
    }

    /// Forgets where a field stood: something else is put in its place.
    pub fn forget_origin(&mut self, field: Field) {
        self.origins.retain(|origin| origin.field != field);
    }

    /// The article, with its text cleaned and what is missing derived.
    ///
    /// # Errors
    /// When no text is left.
    pub fn finish(mut self, record: &Record, options: &Options) -> Result<Parsed, Problem> {
        self.clean();
        let order = options.dates.or(record.dates);
        self.settle(order);
        self.look_up(record, options, order);
        self.name_host();
        self.read_dateline();
        self.part_title();
        let (body, lines) = self.body();
        if body.is_empty() {
            let what = if self.title.is_some() { "a title and no text" } else { "no text" };
            return Err(record.problem(what));
        }
        self.name_page();
        if self.language.is_none() {
            self.language = language::detected(&body);
            self.remember("its words", Field::Language, 0);
        }
        let article = Article {
            id: self.id.unwrap_or_else(|| derived_id(&record.path, &body)),
            title: self.title.unwrap_or_default(),
            body,
            outlet: self.outlet,
            authors: self.authors,
            published: self.published,
            url: self.url,
            language: self.language,
            place: Place { path: record.path.to_string(), lines },
        };
        let doubtful_date = self.doubt.is_some() && article.published.is_none();
        Ok(Parsed::Article(Box::new(Reading { article, origins: self.origins, doubtful_date })))
    }

    /// Reads a date with two readings as the user says that they are meant, or as others of its file are.
    fn settle(&mut self, order: Option<DateOrder>) {
        if let (Some(doubt), Some(order)) = (&self.doubt, order) {
            keep(&mut self.published, || Some(doubt.settled(order)));
        }
    }

    /// Fills what is open from what is known of the file: the user's table, then its path.
    fn look_up(&mut self, record: &Record, options: &Options, order: Option<DateOrder>) {
        if let Some(catalogue) = &options.catalogue {
            let values = catalogue.look_up(&record.path, self.id.as_deref(), self.url.as_deref());
            self.fill("the metadata table", values);
            self.settle(order);
        }
        if let Some(pattern) = &options.path_pattern {
            self.fill("the path", pattern.read(&record.path));
            self.settle(order);
        }
    }

    /// Sets the fields that are open.
    fn fill(&mut self, place: &'static str, values: Vec<(Field, String)>) {
        let open: Vec<Field> = Field::ALL.into_iter().filter(|&field| !self.has(field)).collect();
        for (field, value) in values.into_iter().filter(|(field, _)| open.contains(field)) {
            self.set_from(place, field, &value);
        }
    }

    fn has(&self, field: Field) -> bool {
        if field == Field::Published { self.published.is_some() } else { self.filled(field) > 0 }
    }

    /// The outlet that an article's address tells, where nothing else does.
    fn name_host(&mut self) {
        if let (None, Some(url)) = (&self.outlet, &self.url) {
            self.outlet = host::outlet_of_page(url);
            self.remember("the host of its url", Field::Outlet, 0);
        }
    }

    /// Takes the outlet's name off the end of the title: "Harbour closed - Harbor Gazette".
    fn part_title(&mut self) {
        let (Some(title), Some(outlet)) = (&mut self.title, &self.outlet) else { return };
        let Some(before) = title.strip_suffix(outlet.as_str()) else { return };
        let headline = [" - ", " | ", " – ", " — "].iter().find_map(|separator| before.strip_suffix(separator));
        if let Some(headline) = headline.map(str::trim).filter(|headline| !headline.is_empty()) {
            *title = headline.to_owned();
        }
    }

    /// The id that an article's address tells, where nothing else does.
    fn name_page(&mut self) {
        if let (None, Some(url)) = (&self.id, &self.url) {
            self.id = Some(url.clone()).filter(|url| names_a_page(url));
            self.remember("its url", Field::Id, 0);
        }
    }

    /// Leaves of each paragraph what is seen and is no site chrome.
    fn clean(&mut self) {
        for paragraph in &mut self.paragraphs {
            let lines = paragraph.text.lines().map(|line| repair::without_tooltips(repair::one_line(line)));
            let lines: Vec<String> = lines.filter(|line| !line.is_empty() && !chrome::is_chrome(line)).collect();
            paragraph.text = lines.join("\n");
        }
        self.paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    }

    /// Takes the dateline off the first paragraph; what it tells counts where nothing else did.
    fn read_dateline(&mut self) {
        let Some(first) = self.paragraphs.first_mut() else { return };
        let Some(dateline) = dateline::read(&first.text) else { return };
        let (outlet, published) = (dateline.agency.map(str::to_owned), dateline.published);
        first.text = dateline.text.to_owned();
        let before = [Field::Outlet, Field::Published].map(|field| self.filled(field));
        keep(&mut self.outlet, || outlet);
        keep(&mut self.published, || published);
        self.remember("the dateline", Field::Outlet, before[0]);
        self.remember("the dateline", Field::Published, before[1]);
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
        Record::new("news/a.txt", 1, &text::FORMAT, Vec::new())
    }

    fn draft(paragraphs: &[&str]) -> Draft {
        let paragraph = |(line, text): (u32, &&str)| Paragraph { line, text: (*text).to_owned(), apart: true };
        Draft { paragraphs: (1..).zip(paragraphs).map(paragraph).collect(), ..Draft::default() }
    }

    fn finished(draft: Draft) -> Article {
        match draft.finish(&record(), &Options::default()) {
            Ok(Parsed::Article(reading)) => reading.article,
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
    fn a_title_is_freed_of_the_outlet_s_name() {
        for (title, expected) in [
            ("Closed - Harbor Gazette", "Closed"),
            ("Closed | Harbor Gazette", "Closed"),
            ("Harbor Gazette", "Harbor Gazette"),
            ("We read Harbor Gazette", "We read Harbor Gazette"),
            ("Closed - Harbor Gazette says", "Closed - Harbor Gazette says"),
        ] {
            let mut named = draft(&["Yes."]);
            named.set(Field::Title, title);
            named.set(Field::Outlet, "Harbor Gazette");
            assert_eq!(finished(named).title, expected);
        }
    }

    #[test]
    fn what_is_missing_is_looked_up_in_the_table_then_in_the_path_then_told_from_the_host() {
        let options = |pattern: Option<&str>| Options {
            path_pattern: pattern.map(|text| text.parse().unwrap()),
            ..Options::default()
        };
        let outlet = |draft: Draft, options: &Options| match draft.finish(&record(), options) {
            Ok(Parsed::Article(reading)) => {
                (reading.article.outlet, reading.origins.last().map(|origin| origin.place.to_string()))
            }
            other => panic!("{other:?}"),
        };
        let mut paged = draft(&["Yes."]);
        paged.set(Field::Url, "https://www.nytimes.com/");
        let (told, place) = outlet(paged, &options(None));
        assert_eq!((told.as_deref(), place.as_deref()), (Some("The New York Times"), Some("the host of its url")));
        let mut paged = draft(&["Yes."]);
        paged.set(Field::Url, "https://www.nytimes.com/");
        let (told, place) = outlet(paged, &options(Some("{outlet}/*")));
        assert_eq!((told.as_deref(), place.as_deref()), (Some("news"), Some("the path")));
        let mut named = draft(&["Yes."]);
        named.set(Field::Outlet, "Harbor Gazette");
        assert_eq!(outlet(named, &options(Some("{outlet}/*"))).0.as_deref(), Some("Harbor Gazette"));
    }

    #[test]
    fn a_date_in_doubt_counts_where_the_user_says_how_it_is_meant() {
        let told = |dates| {
            let mut doubtful = draft(&["Yes."]);
            doubtful.set(Field::Published, "03/04/2019");
            match doubtful.finish(&record(), &Options { dates, ..Options::default() }) {
                Ok(Parsed::Article(reading)) => (reading.article.published.map(String::from), reading.doubtful_date),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(told(None), (None, true));
        assert_eq!(told(Some(DateOrder::DayFirst)), (Some("2019-04-03".into()), false));
        assert_eq!(told(Some(DateOrder::MonthFirst)), (Some("2019-03-04".into()), false));
    }

    #[test]
    fn a_date_in_doubt_is_read_as_the_others_of_its_file_unless_the_user_says_otherwise() {
        let told = |dates| {
            let mut doubtful = draft(&["Yes."]);
            doubtful.set(Field::Published, "03/04/2019");
            let record = Record { dates: Some(DateOrder::DayFirst), ..record() };
            match doubtful.finish(&record, &Options { dates, ..Options::default() }) {
                Ok(Parsed::Article(reading)) => reading.article.published.map(String::from),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(told(None).as_deref(), Some("2019-04-03"));
        assert_eq!(told(Some(DateOrder::MonthFirst)).as_deref(), Some("2019-03-04"));
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
        assert_eq!(
            titled.finish(&record(), &Options::default()).unwrap_err().to_string(),
            "news/a.txt:1: a title and no text"
        );
        assert_eq!(draft(&[" \u{200b}"]).finish(&record(), &Options::default()).unwrap_err().what, "no text");
    }
}
