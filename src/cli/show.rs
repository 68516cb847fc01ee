use std::path::PathBuf;

use whosaid::{
    annotate,
    article::{Annotated, Quote},
    engine::FoundArticle,
    query::Also,
    render,
};

use super::{Exit, Failure, Screen, place};

/// Show one article with its quotations marked
///
/// Each piece of a quotation stands between [1 and ]; below the article, each number has its speaker and how it was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  whosaid show lagoon-cable.txt      by its file, or the end of its path
  whosaid show 2026/wire.jsonl:2     by file and line, as `query` shows them
  whosaid show pd-20260309-014       by its id
  whosaid show --explain note.txt    why it has these quotations and speakers

Exit codes:
  0    shown
  1    no such article
  2    error")]
pub struct Args {
    /// Id or path, or the end of a path; with :LINE where a file holds several articles
    #[arg(value_name = "ARTICLE")]
    article: String,

    /// Write it as one line of JSON, as `extract --with-body` does, with the other places where it stands
    #[arg(long)]
    json: bool,

    /// Tell of each quotation what was decided, what else might have been, and why
    #[arg(long)]
    explain: bool,
}

/// What was decided.
#[derive(Debug)]
pub struct Plan {
    index: PathBuf,
    article: String,
    json: bool,
    explain: bool,
}

impl Args {
    /// Finds the index.
    ///
    /// # Errors
    /// When there is none.
    pub fn decide(self, index: Option<PathBuf>) -> Result<Plan, Failure> {
        Ok(Plan { index: place::near(index)?, article: self.article, json: self.json, explain: self.explain })
    }
}

pub fn run(plan: &Plan, screen: &Screen) -> Result<Exit, Failure> {
    let Some(FoundArticle { article, quotes, also }) = place::open(&plan.index)?.article(&plan.article)? else {
        screen.aside(&format!(
            "no article with the id or path {} (`whosaid query` shows the paths of what it finds)",
            plan.article
        ));
        return Ok(Exit::NothingFound);
    };
    let annotated = article.into_annotated(quotes);
    if plan.explain {
        explain(plan, annotated, &also, screen)?;
    } else if plan.json {
        Screen::scripts(|out| render::show(&annotated, &also, None, out))?;
    } else {
        screen.people(|out| screen.human().article(&annotated, &also, out))?;
    }
    Ok(Exit::Done)
}

/// Decides everything again and tells why: the index has the article's text, but not what was weighed.
fn explain(plan: &Plan, indexed: Annotated, also: &[Also], screen: &Screen) -> Result<(), Failure> {
    let annotated = annotate::annotate(indexed.article);
    if !are_same(&indexed.quotes, &annotated.quotes) {
        screen.aside(
            "this article was indexed by another version of whosaid, which found other quotations; what is explained is what \
             this version finds (`whosaid index` brings the index up to date)",
        );
    }
    let explanations = annotate::explain(&annotated.article);
    if plan.json {
        Screen::scripts(|out| render::show(&annotated, also, Some(&explanations), out))
    } else {
        screen.people(|out| screen.human().explained(&annotated, also, &explanations, out))
    }
}

/// Whether an index has these quotations, which it keeps sorted and each only once.
fn are_same(indexed: &[Quote], found: &[Quote]) -> bool {
    let mut found: Vec<&Quote> = found.iter().collect();
    found.sort_by_key(|quote| (quote.content(), &quote.pieces));
    found.dedup();
    indexed.iter().eq(found)
}

#[cfg(test)]
mod tests {
    use whosaid::article::Article;

    use super::*;

    #[test]
    fn what_an_index_keeps_of_quotations_is_compared_without_order_and_repetition() {
        let body = "“It is late,” said Ada Lund.\n\n“It is not,” said Tom Roe.".to_owned();
        let quotes = annotate::annotate(Article { body, ..Article::default() }).quotes;
        let twice: Vec<Quote> = quotes.iter().rev().chain(&quotes).cloned().collect();
        assert!(quotes.len() == 2 && are_same(&quotes, &twice));
        assert!(!are_same(&quotes[1..], &quotes) && !are_same(&quotes, &[]));
    }
}
