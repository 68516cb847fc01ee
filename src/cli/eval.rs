use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use whosaid::{
    annotate::annotate,
    article::{Annotated, Article},
    evaluate::{Fault, FieldScores, FieldTally, Gold, Labels, PrecisionRecall, Reliability, Scores, Share, Tally},
    pipeline::{self, Extraction},
    report::Problem,
};

use super::{Exit, Failure, Screen};

/// Score the extraction against articles that people annotated
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid eval corpus/gold.jsonl
  whosaid eval corpus/gold.jsonl --errors 20
  whosaid eval --fields labels.tsv pages/

Exit codes:
  0    done
  2    error")]
pub struct Args {
    /// Annotated articles: JSON Lines with `quotes`, and `text` (with its
    /// `language`, when it is not English) or the `path` of the article beside this file; with --fields the articles
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,

    /// Score titles, days and authors instead, by a table of file, title, day and authors, parted by tabs
    #[arg(long, value_name = "LABELS")]
    fields: Option<PathBuf>,

    /// As one JSON document
    #[arg(long)]
    json: bool,

    /// Show the first N wrong ones of each sort
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    errors: usize,
}

pub fn run(args: &Args, screen: &Screen) -> Result<Exit, Failure> {
    if let Some(labels) = &args.fields {
        return score_fields(args, labels, screen);
    }
    let mut tally = Tally::default();
    let mut exit = Exit::Done;
    for path in &args.gold {
        for problem in score(path, &mut tally)? {
            screen.warning(&problem);
            exit = Exit::Failed;
        }
    }
    let scores = tally.scores();
    if args.json {
        write_json(&scores)?;
    } else {
        screen.people(|out| {
            write_scores(&scores, out)?;
            write_confidence(&scores.confidence, out)?;
            write_mistakes(&tally, args.errors, out)
        })?;
    }
    Ok(exit)
}

/// Scores what was read of the articles' heads.
fn score_fields(args: &Args, labels: &Path, screen: &Screen) -> Result<Exit, Failure> {
    let table = std::io::read_to_string(File::open(labels).map_err(|source| unreadable(labels, source))?);
    let table = table.map_err(|source| unreadable(labels, source))?;
    let read = Labels::read(&table).map_err(|line| Failure::Labels { path: labels.into(), line })?;
    let (mut tally, mut exit, mut wrong) = (FieldTally::default(), Exit::Done, Vec::new());
    pipeline::extract(&Extraction::new(args.gold.clone()), &mut |article| {
        match article {
            Ok(Annotated { article, .. }) => {
                let fields = tally.add(&read, &article).unwrap_or_default();
                wrong.extend(fields.into_iter().map(|field| format!("{}: {field}", article.place.path)));
            }
            Err(problem) => {
                screen.warning(&problem);
                exit = Exit::Failed;
            }
        }
        ControlFlow::Continue(())
    });
    let scores = tally.scores();
    if args.json {
        write_json(&scores)?;
    } else {
        screen.people(|out| {
            write_fields(&scores, out)?;
            wrong.iter().take(args.errors).try_for_each(|wrong| writeln!(out, "  wrong: {wrong}"))
        })?;
    }
    Ok(exit)
}

fn write_json(scores: &impl serde::Serialize) -> Result<(), Failure> {
    Screen::scripts(|out| {
        serde_json::to_writer_pretty(&mut *out, scores)?;
        writeln!(out)
    })
}

fn unreadable(path: &Path, source: std::io::Error) -> Failure {
    Failure::Unreadable { path: path.into(), source }
}

fn write_fields(scores: &FieldScores, out: &mut dyn Write) -> std::io::Result<()> {
    let FieldScores { title, published, invented_dates, authors } = scores;
    writeln!(out, "fields of {} articles", title.of)?;
    write_share(out, "title", title)?;
    write_share(out, "day of publication", published)?;
    writeln!(out, "  {:32}{invented_dates}", "day where none is told")?;
    write_share(out, "authors", authors)
}

/// Scores all articles of one gold file; gives back those that could not be.
fn score(path: &Path, tally: &mut Tally) -> Result<Vec<Problem>, Failure> {
    let name = path.to_string_lossy();
    let failed = |source| unreadable(path, source);
    let mut problems = Vec::new();
    let mut lines: Vec<(u32, Gold)> = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(File::open(path).map_err(failed)?).lines()) {
        match serde_json::from_str(&line.map_err(failed)?) {
            Ok(gold) => lines.push((number, gold)),
            Err(error) => problems.push(Problem::new(&*name, error).at_line(number)),
        }
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let read = articles(folder, lines.iter().filter_map(|(_, gold)| gold.path.as_deref()), &mut problems);
    for (number, gold) in &lines {
        let Some(annotated) = annotated(gold, folder, &read) else {
            let what = "the article that this line annotates was not found (its `path` is relative to this file)";
            problems.push(Problem::new(&*name, what).at_line(*number));
            continue;
        };
        let body = &annotated.article.body;
        match gold.locate(body) {
            Ok(located) => tally.add(&annotated.article.id, body, &located, &annotated.quotes),
            Err(error) => problems.push(Problem::new(&*name, error).at_line(*number)),
        }
    }
    Ok(problems)
}

/// The annotated articles of the files that the gold names, by file.
fn articles<'a>(
    folder: &Path,
    paths: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Vec<Annotated>> {
    let mut files: Vec<PathBuf> = paths.map(|path| folder.join(path)).collect();
    files.sort();
    files.dedup();
    let mut found: BTreeMap<String, Vec<Annotated>> = BTreeMap::new();
    if files.is_empty() {
        return found;
    }
    pipeline::extract(&Extraction::new(files), &mut |article| {
        match article {
            Ok(annotated) => found.entry(annotated.article.place.path.clone()).or_default().push(annotated),
            Err(problem) => problems.push(problem),
        }
        ControlFlow::Continue(())
    });
    found
}

/// The article of a gold line: made of its text, or read from its file.
fn annotated(gold: &Gold, folder: &Path, read: &BTreeMap<String, Vec<Annotated>>) -> Option<Annotated> {
    if let Some(body) = gold.text.clone() {
        let id = gold.id.clone().unwrap_or_default();
        let language = gold.language.clone();
        return Some(annotate(Article { id, body, language, ..Article::default() }));
    }
    let file = folder.join(gold.path.as_ref()?).to_string_lossy().replace('\\', "/");
    let articles = read.get(&file)?;
    let is_it = |annotated: &&Annotated| gold.id.as_ref().is_none_or(|id| *id == annotated.article.id);
    articles.iter().find(is_it).cloned()
}

/// Writes all measures but those of the confidence, for people.
pub fn write_scores(scores: &Scores, out: &mut dyn Write) -> std::io::Result<()> {
    let Scores { regions, names, attributions, .. } = scores;
    writeln!(out, "quoted regions: {}", regions.regions)?;
    write_f1(out, "detection", &regions.detection)?;
    write_share(out, "attribution accuracy", &regions.attribution)?;
    write_f1(out, "end to end", &regions.end_to_end)?;
    writeln!(out, "names of speakers")?;
    write_share(out, "surname", &names.surname)?;
    write_share(out, "surname, source is a name", &names.surname_by_name)?;
    write_share(out, "surname, source refers to one", &names.surname_by_reference)?;
    write_share(out, "whole name", &names.whole)?;
    writeln!(out, "all attributions")?;
    write_f1(out, "exact content", &attributions.exact)?;
    write_f1(out, "overlapping content", &attributions.overlap)?;
    write_f1(out, "overlapping content and source", &attributions.overlap_and_source)?;
    write_f1(out, "words", &attributions.words)?;
    for (kind, recall) in &attributions.recall_by_kind {
        writeln!(out, "  {:32}{recall:.3}", format!("recall, {kind}"))?;
    }
    Ok(())
}

fn write_confidence(confidence: &Reliability, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "confidence")?;
    writeln!(out, "  {:32}{:.3}", "expected calibration error", confidence.expected_calibration_error)?;
    for step in &confidence.steps {
        let range = format!("given {:.1} to {:.1}", step.from, step.from + 0.1);
        writeln!(out, "  {range:32}{:.3}   right, of {} (mean {:.3})", step.right, step.quotations, step.confidence)?;
    }
    Ok(())
}

fn write_f1(out: &mut dyn Write, name: &str, score: &PrecisionRecall) -> std::io::Result<()> {
    let PrecisionRecall { precision, recall, f1 } = score;
    writeln!(out, "  {name:32}{f1:.3}   precision {precision:.3}, recall {recall:.3}")
}

fn write_share(out: &mut dyn Write, name: &str, share: &Share) -> std::io::Result<()> {
    writeln!(out, "  {name:32}{:.3}   {} of {}", share.value, share.right, share.of)
}

fn write_mistakes(tally: &Tally, most: usize, out: &mut dyn Write) -> std::io::Result<()> {
    for what in [Fault::Missed, Fault::NotSpeech, Fault::WrongSource, Fault::WrongName] {
        let wrong: Vec<_> = tally.mistakes().iter().filter(|mistake| mistake.what == what).collect();
        if most == 0 || wrong.is_empty() {
            continue;
        }
        writeln!(out, "{}: {}", what.name(), wrong.len())?;
        for mistake in wrong.iter().take(most) {
            let words: String = mistake.words.chars().take(90).collect();
            writeln!(
                out,
                "  {}: {words:?} expected {:?}, found {:?}",
                mistake.article, mistake.expected, mistake.found
            )?;
        }
    }
    Ok(())
}
