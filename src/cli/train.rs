use std::{
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use whosaid::{
    model::Training,
    train::{self, Folds, Lesson, cases, clusters, names, who},
};

use super::{Exit, Failure, Screen, eval::write_scores};

/// Learn the models from articles that people annotated
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("of_articles").args(["judged", "annotated"]).multiple(true))]
#[command(after_help = "\
Example:
  whosaid train polnear-train.jsonl --clusters texts.jsonl
  whosaid train polnear-train.jsonl --annotated models/annotated.jsonl --judged models/judged.tsv --articles articles.jsonl
  whosaid train polnear-train.jsonl --cross-validate 4
  whosaid train polnear-train.jsonl --out models --references gum-train.jsonl --tagged wikigold.conll

Exit codes:
  0    done
  2    error")]
pub struct Args {
    /// Annotated articles: JSON Lines with `text` and `quotes`, spans as [start, end] in code points
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,

    /// Clauses, stretches in marks, references and names that were judged one by one: article, byte offset, judgement (models/attribution.md)
    #[arg(long, value_name = "FILE", requires = "articles")]
    judged: Option<PathBuf>,

    /// More articles to learn from, annotated as GOLD is, that are never scored; without `text`, theirs is that of the same `id` in --articles
    #[arg(long, value_name = "FILE", requires = "articles")]
    annotated: Vec<PathBuf>,

    /// The articles that --judged and --annotated speak of: JSON Lines with `id` and `text`
    #[arg(long, value_name = "FILE", requires = "of_articles")]
    articles: Option<PathBuf>,

    /// Texts without annotation: JSON Lines with `text`: learns which words are used alike, before all else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["judged", "references", "cross_validate"])]
    clusters: Option<PathBuf>,

    /// Texts with annotated names and references (JSON Lines with `text`, `entities`, `mentions`): learns who is who first
    #[arg(long, value_name = "FILE", requires = "tagged")]
    references: Option<PathBuf>,

    /// Texts with annotated names, a word and its tag (I-PER, I-ORG, I-LOC, O) a line
    #[arg(long, value_name = "FILE", requires = "references")]
    tagged: Option<PathBuf>,

    /// Write nothing: score each of N parts of GOLD by models learned from the others
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..))]
    cross_validate: Option<u16>,

    /// Of the articles of the other parts, learn from each Nth only: for a learning curve
    #[arg(long, value_name = "N", default_value_t = 1, requires = "cross_validate", value_parser = clap::value_parser!(u16).range(1..))]
    every: u16,

    /// Folder that the tables are written to
    #[arg(long, value_name = "DIR", default_value = "models")]
    out: PathBuf,
}

pub fn run(args: &Args, screen: &Screen) -> Result<Exit, Failure> {
    let mut lessons: Vec<Lesson> = Vec::new();
    for path in &args.gold {
        lessons.extend(read(path, train::read)?);
    }
    fs::create_dir_all(&args.out).map_err(|source| Failure::Unwritable { path: args.out.clone(), source })?;
    let write = |name: &str, bytes: &[u8]| {
        let path = args.out.join(name);
        fs::write(&path, bytes).map_err(|source| Failure::Unwritable { path, source })
    };
    let news: Vec<&Lesson> = lessons.iter().collect();
    if let Some(path) = &args.clusters {
        screen.aside("learning which words are used alike");
        let texts = clusters::texts(&text(path)?);
        let bodies = news.iter().map(|lesson| lesson.body.as_str()).chain(texts.iter().map(String::as_str));
        write("clusters.bin", &clusters::learn(bodies))?;
        return Ok(Exit::Done);
    }
    let texts = args.articles.as_deref().map_or_else(|| Ok(Vec::new()), |path| read(path, train::read_texts))?;
    let judgements = args.judged.as_deref().map(text).transpose()?;
    let judged = judgements.map_or_else(Vec::new, |judgements| train::read_judged(&judgements, &texts));
    let mut more = Vec::new();
    for path in &args.annotated {
        more.extend(train::read_annotated(&text(path)?, &texts));
    }
    if let (Some(references), Some(tagged)) = (&args.references, &args.tagged) {
        screen.aside("learning who is who");
        let references = names::entities(&text(references)?);
        let tagged = names::tagged(&text(tagged)?);
        let who = who::learn(&who::Data { news: &news, references: &references, tagged: &tagged, judged: &judged });
        for (name, bytes) in who.files() {
            write(name, bytes)?;
        }
        let texts = references.iter().chain(&tagged).map(|text| text.body.as_str());
        write("case.bin", &cases::learn(news.iter().map(|lesson| lesson.body.as_str()).chain(texts)))?;
        // The others see names through the tables that are compiled in: these first.
        return Ok(Exit::Done);
    }
    screen.aside(&format!("learning from {} articles, a few minutes", lessons.len()));
    if let Some(parts) = args.cross_validate {
        let folds = Folds { parts: parts.into(), every: args.every.into() };
        let tally = train::cross_validate(&lessons, &more, &judged, folds, Training::default());
        screen.people(|out| write_scores(&tally.scores(), out))?;
        return Ok(Exit::Done);
    }
    let tables = train::learn(&news, &more, &judged, Training::default());
    for (name, bytes) in tables.files() {
        write(&name, bytes)?;
    }
    Ok(Exit::Done)
}

fn text(path: &Path) -> Result<String, Failure> {
    read(path, io::read_to_string)
}

fn read<T>(path: &Path, read: impl FnOnce(BufReader<File>) -> io::Result<T>) -> Result<T, Failure> {
    let read = File::open(path).and_then(|file| read(BufReader::new(file)));
    read.map_err(|source| Failure::Unreadable { path: path.to_owned(), source })
}
