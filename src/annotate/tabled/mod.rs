//! Annotation of every language but English: no rule here knows a word. What a language's words do is told by its tables
//! (`data/XX/*.tsv`, docs/add-a-language.md); where a source may stand beside its cue is what languages have in common.
//!
//! ```text
//! body ─Reading─▶ words ─spoken─▶ regions ─name─▶ names ─saying─▶ sayings with their sources (phrase, subject)
//!   ─marked, speech─▶ regions decided ─reported─▶ content without marks ─quotation─▶ quotes ─who─▶ speakers
//! ```

mod body;
mod marked;
mod name;
mod phrase;
mod quotation;
mod reported;
mod saying;
mod speech;
mod spoken;
mod subject;
#[cfg(test)]
mod tests;
mod who;

use self::{phrase::Phrases, who::Who};
use super::{
    credit,
    cue::{Cue, Inside, Pattern},
    entity::entities,
    entity_rows, mark,
    mention::Candidates,
    post,
    reading::Reading,
    reference::References,
    transcript,
};
use crate::{
    article::{Annotated, Article, Quote},
    lexicon::{self, Lexicon, class},
};

/// Finds the quotations of an article, who spoke them, and who and what is named in it, by the tables of its language.
#[must_use]
pub fn annotate(article: Article, lexicon: &'static Lexicon) -> Annotated {
    let reading = Reading::new(&article.body, lexicon);
    let marked = transcript::with_turns(&reading, mark::regions(reading.body, &reading.paragraph_spans));
    let regions = credit::with_credits(&reading, post::with_posts(&reading, spoken::regions(&reading, marked)));
    let inside = Inside::of(&reading, &regions);
    let phrases = Phrases { reading: &reading, inside: &inside };
    let names = if lexicon.does(class::CAPITAL_NOUNS) {
        name::names(&reading)
    } else {
        body::with_bodies(&phrases, super::name::found(&reading))
    };
    let named = entities(&reading, &names);
    let sayings = saying::sayings(&phrases);
    let decided = marked::decide(&phrases, &regions, &sayings);
    let mut found = quotation::quotations(&phrases, &regions, &sayings, &decided);
    let mentions = who::mentions(&reading, &names, &named, &mut found);
    let candidates = Candidates::of(&reading, mentions);
    let roles = who::roles(&phrases, &names, &named);
    let speakers =
        References { reading: &reading, names: &names, entities: &named, roles: &roles, candidates: &candidates };
    let quotes = quotes(&mut Who::new(&speakers), &sayings, found);
    let entities = entity_rows(&reading, &names, &named, &quotes);
    Annotated { article, quotes, entities }
}

fn quotes(who: &mut Who, sayings: &[saying::Saying], found: Vec<quotation::Found>) -> Vec<Quote> {
    let reading = who.speakers.reading;
    let quote = |found: quotation::Found| {
        let entity = found.draft.source.as_ref().and_then(|source| who.is(source.mention));
        let source = found.draft.source.as_ref();
        // How often each verb form is a cue was counted in English only: the tables' verbs count as sure ones.
        let cue = found.draft.cue.map(|at| Cue {
            words: sayings[at].words.clone(),
            pattern: if matches!(sayings[at].pattern, lexicon::Pattern::Before | lexicon::Pattern::Behind) {
                Pattern::According
            } else {
                Pattern::Active
            },
            strength: if sayings[at].pattern == lexicon::Pattern::Say { 0.8 } else { 0.6 },
        });
        let candidate = source.map(|source| &who.speakers.candidates.all[source.mention]);
        Quote {
            confidence: super::confidence::of(&found.draft, candidate, cue.as_ref(), entity.is_some()),
            kind: found.draft.kind,
            cue: cue.map(|cue| reading.span(&cue.words)),
            source: source.map(|source| reading.span(&source.words)),
            speaker: entity.map(|entity| who.speakers.speaker(entity)),
            step: found.draft.step,
            pieces: found.draft.pieces,
        }
    };
    found.into_iter().map(quote).collect()
}
