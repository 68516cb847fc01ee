//! Single clauses that were judged by reading: of articles that nobody annotated as a whole, those where the models were unsure
//! (active learning by uncertainty, Lewis & Gale 1994).

use std::io::BufRead;

use rustc_hash::FxHashMap;

use crate::{
    annotate::learned::{clause::Clause, cue, trust, view::View},
    model::{Choice, Features},
};

/// An article of which some clauses were judged.
pub struct Judged {
    /// Its text.
    pub body: String,
    /// In order of their cues.
    judgements: Vec<Judgement>,
}

/// What was said of one clause.
#[derive(Clone, Copy, Debug)]
struct Judgement {
    /// Byte offset of the cue.
    cue: u32,
    verdict: Verdict,
}

/// Whether a clause reports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Yes,
    No,
    /// Yes, but by another source than the models took for it.
    Elsewhere,
}

impl Verdict {
    fn named(name: &str) -> Option<Self> {
        match name {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "elsewhere" => Some(Self::Elsewhere),
            _ => None,
        }
    }
}

/// An article as it stands in a line of the file of articles.
#[derive(serde::Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// Reads judgements (tab-separated: article, byte offset of the cue, and `yes`, `no`, or `elsewhere` where something is reported, but
/// not by whom the models took for its source) and the articles that they speak of (JSON Lines with `id` and `text`); what does
/// not fit is left out.
///
/// # Errors
/// When the articles can't be read.
pub fn read(judgements: &str, articles: impl BufRead) -> std::io::Result<Vec<Judged>> {
    let mut of_article: FxHashMap<String, Vec<Judgement>> = FxHashMap::default();
    for (article, judgement) in judgements.lines().filter_map(judgement) {
        of_article.entry(article.to_owned()).or_default().push(judgement);
    }
    let mut judged = Vec::new();
    for line in articles.lines() {
        let Ok(article) = serde_json::from_str::<Text>(&line?) else { continue };
        if let Some(mut judgements) = of_article.remove(&article.id) {
            judgements.sort_by_key(|judgement| judgement.cue);
            judged.push(Judged { body: article.text, judgements });
        }
    }
    Ok(judged)
}

fn judgement(line: &str) -> Option<(&str, Judgement)> {
    let mut fields = line.split('\t');
    let (article, cue) = (fields.next()?, fields.next()?.parse().ok()?);
    Some((article, Judgement { cue, verdict: Verdict::named(fields.next()?)? }))
}

impl Judged {
    /// The judgements with the tokens of their cues.
    fn tokens<'j>(&'j self, view: &'j View) -> impl Iterator<Item = (usize, &'j Judgement)> {
        let reading = &view.scene.reading;
        self.judgements.iter().filter_map(|judgement| {
            let at = reading.word_at(judgement.cue);
            reading.words.get(at).filter(|word| word.span.start == judgement.cue).map(|_| (at, judgement))
        })
    }

    /// Whether each judged token heads a cue.
    #[must_use]
    pub fn cues(&self, view: &View) -> Vec<Choice> {
        let mut features = Features::default();
        let choice = |(at, judgement): (usize, &Judgement)| {
            features.clear();
            cue::features(view, at, &mut features);
            Choice::yes_or_no(&features.all, judgement.verdict != Verdict::No)
        };
        self.tokens(view).map(choice).collect()
    }

    /// Whether each judged clause reports something, all considered; those of another source teach nothing of that.
    #[must_use]
    pub fn clauses(&self, view: &View, clauses: &[Clause]) -> Vec<Choice> {
        let mut features = Features::default();
        let choice = |(at, judgement): (usize, &Judgement)| {
            if judgement.verdict == Verdict::Elsewhere {
                return None;
            }
            let index = clauses.binary_search_by_key(&at, |clause| clause.cue).ok()?;
            features.clear();
            trust::of_clause(view, clauses, index, &mut features);
            Some(Choice::yes_or_no(&features.all, judgement.verdict == Verdict::Yes))
        };
        self.tokens(view).filter_map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::scene::Scene;

    const ARTICLES: &str = r#"{"id": "a", "text": "Orla Dray feared a delay. The minister ran."}
{"id": "b", "text": "Nobody judged this."}
"#;

    #[test]
    fn a_clause_of_another_source_teaches_its_cue_alone() {
        let judged = read("a\t10\telsewhere\na\t39\tperhaps\n", ARTICLES.as_bytes()).unwrap();
        let scene = Scene::of(&judged[0].body);
        let view = View::of(&scene, |_| 9);
        let clause = Clause {
            cue: view.scene.reading.word_at(10),
            chance: 0.5,
            source: None,
            source_chance: 0.5,
            content: 3..5,
            content_chance: 0.5,
            accepted: 0.5,
        };
        assert_eq!((judged[0].cues(&view).len(), judged[0].clauses(&view, &[clause]).len()), (1, 0));
    }

    #[test]
    fn judgements_find_their_cues() {
        let judged = read("a\t10\tyes\na\t39\tno\nc\t1\tno\n", ARTICLES.as_bytes()).unwrap();
        assert_eq!(judged.len(), 1);
        let scene = Scene::of(&judged[0].body);
        let view = View::of(&scene, |_| 9);
        let found: Vec<&str> = judged[0].tokens(&view).map(|(at, _)| scene.reading.text(at)).collect();
        assert_eq!(found, ["feared", "ran"]);
        assert_eq!(judged[0].cues(&view).len(), 2);
    }
}
