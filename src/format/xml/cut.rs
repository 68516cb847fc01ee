use std::{ops::ControlFlow, sync::Arc};

use quick_xml::events::{BytesStart, Event};

use super::{
    super::{Each, Format, Record, Source, TEXT_LIMIT, source::megabytes},
    DEEPEST,
    events::{Events, GET_ALL},
    names::Names,
    text_of, whole,
};
use crate::report::Problem;

/// So many bytes of what stands around the articles of a file are kept with each.
const MOST_AROUND: usize = 16 << 10;

/// All articles together may so many times be given what stands around them, in sizes of the file.
const MOST_COPIED: usize = 16;
/// So that this says nothing of small files.
const ALWAYS_COPIED: usize = 4 << 20;

/// What a file of many articles is made of.
pub(in crate::format) struct Parts {
    /// Each of these elements is an article.
    pub articles: &'static [&'static str],
    /// These tell something of all articles that follow,
    pub kept: &'static [&'static str],
    /// when they stand in one of these.
    pub parents: &'static [&'static str],
}

/// Cuts a file into its articles. Each record is a small file of its own: the article inside the elements in which it
/// stands, below what is kept, all of which is on the record's first line.
///
/// Gives the file back when it has no article.
///
/// # Errors
/// When the file is too large, not well-formed or ends in the middle; the articles before are handed over.
pub(in crate::format) fn cut(
    source: Source,
    format: &'static Format,
    parts: &Parts,
    each: Each,
) -> Result<Option<Record>, Problem> {
    let path = Arc::clone(&source.path);
    let bytes = whole(source)?;
    let text = text_of(&bytes);
    let mut events = Events::new(&text);
    let mut cutting = Cutting {
        path: &path,
        format,
        parts,
        text: events.text,
        names: Names::default(),
        open: Vec::new(),
        around: String::new(),
        article: None,
        kept: None,
        found: false,
        copied: 0,
    };
    let problem = |what: String, events: &Events| Problem::new(&*path, what).at_line(events.line.saturating_add(1));
    loop {
        let event = match events.next() {
            Ok(event) => event,
            Err(what) => return Err(cutting.in_article(problem(what, &events))),
        };
        let flow = match event {
            Event::Eof if cutting.open.is_empty() => break,
            Event::Eof => return Err(cutting.in_article(problem("XML ends in the middle".to_owned(), &events))),
            Event::Start(tag) => cutting.begin(&tag, &events).map(|()| ControlFlow::Continue(())),
            Event::Empty(tag) => cutting.begin(&tag, &events).map(|()| cutting.end(&events, each)),
            Event::End(tag) => Ok(cutting.close(tag.name().into_inner(), &events, each)),
            _ => Ok(ControlFlow::Continue(())),
        };
        match flow {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => return Ok(None),
            Err(what) => return Err(problem(what, &events)),
        }
        if cutting.copied > ALWAYS_COPIED.max(MOST_COPIED * text.len()) {
            return Err(problem("articles that are far smaller than the tags around them".to_owned(), &events));
        }
    }
    let found = cutting.found;
    Ok((!found).then(|| Record::new(path, 1, format, text.into_owned().into_bytes())))
}

struct Cutting<'a> {
    path: &'a Arc<str>,
    format: &'static Format,
    parts: &'a Parts,
    text: &'a str,
    names: Names,
    open: Vec<Open>,
    /// The tags of the elements that are open, and what is kept from inside and before them.
    around: String,
    /// The article that has begun.
    article: Option<Begun>,
    /// The element to keep that has begun.
    kept: Option<Begun>,
    /// An article was handed over.
    found: bool,
    /// How many bytes of what stands around articles were handed over with them.
    copied: usize,
}

struct Open {
    /// As it is written.
    written: String,
    name: String,
    /// How much was around before it began, and with its tag.
    around: (usize, usize),
}

#[derive(Clone, Copy)]
struct Begun {
    /// How many elements are open around it.
    depth: usize,
    start: usize,
    line: u32,
}

impl Cutting<'_> {
    fn begin(&mut self, tag: &BytesStart, events: &Events) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err(format!("XML nested too deep (the limit is {DEEPEST} elements)"));
        }
        let written = tag.name().into_inner().to_owned();
        let before = self.around.len();
        let mut name = String::new();
        if self.article.is_none() && self.kept.is_none() {
            self.names.learn(tag);
            name = self.names.of(&written);
            let begun = Begun { depth: self.open.len(), start: events.start, line: events.line };
            let parent = self.open.last().map_or("", |open| &*open.name);
            if self.parts.articles.contains(&&*name) {
                self.article = Some(begun);
            } else if self.parts.kept.contains(&&*name) && self.parts.parents.contains(&parent) {
                self.kept = Some(begun);
            } else {
                let raw = self.text[events.start..events.end].trim_end_matches('>').trim_end_matches('/');
                self.around.extend([raw, ">"]);
                if self.around.len() > MOST_AROUND {
                    return Err(format!("more than {} KiB of tags around the articles (the limit)", MOST_AROUND >> 10));
                }
            }
        }
        self.open.push(Open { written, name, around: (before, self.around.len()) });
        Ok(())
    }

    /// Ends an element of this name, and all that are still open inside it.
    fn close(&mut self, written: &str, events: &Events, each: Each) -> ControlFlow<()> {
        let Some(at) = self.open.iter().rposition(|open| open.written == written) else {
            return ControlFlow::Continue(());
        };
        while self.open.len() > at {
            self.end(events, each)?;
        }
        ControlFlow::Continue(())
    }

    fn end(&mut self, events: &Events, each: Each) -> ControlFlow<()> {
        let Some(ended) = self.open.pop() else { return ControlFlow::Continue(()) };
        let is_whole = |begun: &Begun| begun.depth == self.open.len();
        if let Some(article) = self.article.filter(is_whole) {
            self.article = None;
            self.found = true;
            self.copied += self.around.len();
            return each(self.record(article, events.end));
        }
        if self.article.is_some() {
        } else if let Some(kept) = self.kept {
            let raw = &self.text[kept.start..events.end];
            if is_whole(&kept) {
                self.kept = None;
                if self.around.len() + raw.len() <= MOST_AROUND {
                    self.around.push_str(raw);
                }
            }
        } else if self.around.len() > ended.around.1 && self.around.len() < MOST_AROUND {
            self.around.extend(["</", &ended.written, ">"]);
        } else {
            self.around.truncate(ended.around.0);
        }
        ControlFlow::Continue(())
    }

    fn record(&self, article: Begun, end: usize) -> Result<Record, Problem> {
        let raw = &self.text[article.start..end];
        let line = article.line.saturating_add(1);
        if raw.len() > TEXT_LIMIT {
            let what = format!("an article larger than {} (the limit) was passed over", megabytes(TEXT_LIMIT));
            return Err(Problem::new(&**self.path, what).at_line(line));
        }
        let mut bytes = self.around.replace('\n', " ");
        bytes.push_str(raw);
        for open in self.open.iter().rev() {
            bytes.extend(["</", &open.written, ">"]);
        }
        Ok(Record::new(Arc::clone(self.path), line, self.format, bytes.into_bytes()))
    }

    /// A problem with the file; in the middle of an article it is one with that, from its line on.
    fn in_article(&self, problem: Problem) -> Problem {
        let problem = match self.article {
            Some(article) => {
                let what = format!("{}, in an article that begins here", problem.what);
                Problem { what, ..problem }.at_line(article.line.saturating_add(1))
            }
            None => problem,
        };
        problem.remedy(format!("{GET_ALL}; the articles before are read"))
    }
}
