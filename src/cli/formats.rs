use std::{ops::ControlFlow, path::PathBuf};

use whosaid::{
    article::Article,
    format::{self, Field, Format, Inspection, Options, Reading},
    ingest::{self, Found, Haystack, Looked, Member, Names, RawDocument, Targets},
    render::{Filled, Inspected, Json, KnownFormat},
    report::Problem,
};

use super::{Exit, Failure, Screen, reading::ReadingArgs};

/// So many files of a folder are looked into.
const MOST_FILES: usize = 20;

/// Show which formats are read, or what a file is taken for
///
/// Without a file: every format, the endings of its files, and how it is told. With files: what each is taken for, its first
/// article, and which name, column or path gave each field, so that one can see it before a million are indexed. Of a folder or
/// an archive, the first 20 files.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid formats                                      what is read
  whosaid formats dump.csv                             what would be read of it
  whosaid formats dump.csv --field body=Artikeltext    the same, with a column named

Exit codes:
  0    done
  1    none of the files has an article
  2    error")]
pub struct Args {
    /// Files or folders to look into
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,

    /// Answer as one JSON document (its form: docs/json.md)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    paths: Vec<PathBuf>,
    json: bool,
    options: Options,
}

impl Args {
    /// Takes what was given.
    ///
    /// # Errors
    /// When a file that tells how to read can't be read itself.
    pub fn decide(self) -> Result<Plan, Failure> {
        Ok(Plan { paths: self.paths, json: self.json, options: self.reading.decide()? })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    if plan.paths.is_empty() {
        let formats: Vec<KnownFormat> = Format::all().map(known).collect();
        if plan.json {
            Screen::scripts(|out| Json.formats(&formats, out))?;
        } else {
            screen.people(|out| screen.human().formats(&formats, out))?;
        }
        return Ok(Exit::Done);
    }
    let files = inspected(plan);
    if plan.json {
        Screen::scripts(|out| Json.inspected(&files, out))?;
    } else {
        screen.people(|out| screen.human().inspected(&files, out))?;
    }
    Ok(Exit::found(files.iter().any(|file| !file.fields.is_empty())))
}

fn known(format: &Format) -> KnownFormat {
    KnownFormat { name: format.name(), extensions: format.extensions(), told: format.told() }
}

/// What the files that were given turn out to be.
fn inspected(plan: &Plan) -> Vec<Inspected> {
    let mut names = Names::default();
    let mut files = Vec::new();
    for path in &plan.paths {
        let targets = Targets::find(std::slice::from_ref(path), &mut names);
        files.extend(targets.problems.iter().map(failed));
        let found = ingest::walk(&targets, &names, None).flat_map(|found| match found {
            Found::Haystack(haystack) => looked_into(&haystack, &plan.options),
            Found::Skipped(_) => Vec::new(),
            Found::Unreadable { problem, .. } => vec![failed(&problem)],
        });
        files.extend(found.take(MOST_FILES));
    }
    files
}

/// What a file turns out to be; of an archive what is in it, the first [`MOST_FILES`] members.
fn looked_into(haystack: &Haystack, options: &Options) -> Vec<Inspected> {
    let inspected = |document: RawDocument| {
        let path = document.path.clone();
        format::inspect(document, options).map_or_else(|problem| failed(&problem), |inspection| shown(path, inspection))
    };
    let mut seen = Vec::new();
    let done = ingest::open(haystack).and_then(ingest::look).and_then(|looked| match looked {
        Looked::Plain(document) => {
            seen.push(inspected(document));
            Ok(())
        }
        Looked::Wrapped(wrapped) => wrapped.each_member(&mut |member| {
            match member {
                Member::Document(document) => seen.push(inspected(document)),
                Member::Problem(problem) => seen.push(failed(&problem)),
                Member::Skipped(_) => {}
            }
            if seen.len() < MOST_FILES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        }),
    });
    seen.extend(done.err().map(|problem| failed(&problem)));
    seen
}

fn failed(problem: &Problem) -> Inspected {
    Inspected { problem: Some(without_path(problem)), ..nothing(problem.path.clone()) }
}

fn nothing(path: String) -> Inspected {
    Inspected { path, format: None, problem: None, names: Vec::new(), fields: Vec::new(), doubtful_date: false }
}

fn shown(path: String, inspection: Inspection) -> Inspected {
    let file = nothing(path);
    match inspection {
        Inspection::Skipped(reason) => Inspected { problem: Some(reason.to_owned()), ..file },
        Inspection::Read { format, names, first } => {
            let file = Inspected { format: Some(format.name()), names, ..file };
            match first {
                Ok(reading) => Inspected { fields: fields(&reading), doubtful_date: reading.doubtful_date, ..file },
                Err(problem) => Inspected { problem: Some(without_path(&problem)), ..file },
            }
        }
    }
}

/// A problem as it is told below the name of its file.
fn without_path(problem: &Problem) -> String {
    let line = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let remedy = problem.remedy.as_ref().map(|remedy| format!(" ({remedy})")).unwrap_or_default();
    format!("{line}{}{remedy}", problem.what)
}

/// The fields of an article that are set, and where they stood.
fn fields(reading: &Reading) -> Vec<Filled> {
    let of = |field| value(&reading.article, field).map(|value| (field, value));
    let filled = |(field, value): (Field, String)| {
        let mut places: Vec<&str> =
            reading.origins.iter().filter(|origin| origin.field == field).map(|origin| &*origin.place).collect();
        // A later one counts instead of the one before; authors add up.
        if field != Field::Authors {
            places.drain(..places.len().saturating_sub(1));
        }
        places.dedup();
        let place = (!places.is_empty()).then(|| places.join(", "));
        Filled { field: field.to_string(), value, place }
    };
    Field::ALL.into_iter().filter_map(of).map(filled).collect()
}

fn value(article: &Article, field: Field) -> Option<String> {
    let text = match field {
        Field::Id => article.id.clone(),
        Field::Title => article.title.clone(),
        Field::Body => article.body.clone(),
        Field::Outlet => article.outlet.clone()?,
        Field::Authors => article.authors.join(", "),
        Field::Published => article.published.as_ref()?.as_str().to_owned(),
        Field::Url => article.url.clone()?,
        Field::Language => article.language.clone()?,
    };
    Some(text).filter(|text| !text.is_empty())
}
