//! What was chosen in articles that the models had not seen, and whether it was right.

use super::lesson::tokens;
use crate::{
    annotate::{
        learned::{clause::Clause, decide::Decided, named, speakers, trust, view::View},
        role::roles,
    },
    article::Span,
    evaluate::{GoldArticle, GoldQuote, same_surname},
    model::{Choice, Features},
};

/// For each clause: whether the gold has a quotation where it has one.
#[must_use]
pub fn clauses(view: &View, gold: &GoldArticle, clauses: &[Clause]) -> Vec<Choice> {
    let reading = &view.scene.reading;
    let mut features = Features::default();
    let mut choices = Vec::with_capacity(clauses.len());
    for (index, clause) in clauses.iter().enumerate() {
        features.clear();
        trust::of_clause(view, clauses, index, &mut features);
        let content = reading.span(&clause.content);
        let near = |quote: &&GoldQuote| {
            let head = tokens(reading, &quote.cue);
            head.first().is_some_and(|&first| first <= clause.cue + 3)
                && head.last().is_some_and(|&last| last + 3 >= clause.cue)
        };
        let right =
            gold.quotes.iter().filter(near).any(|quote| quote.content.iter().any(|piece| piece.overlaps(content)));
        choices.push(Choice::yes_or_no(&features.all, right));
    }
    choices
}

/// For each quotation that was decided on: whether content, source and speaker are right, as far as the gold knows them.
#[must_use]
pub fn drafts(view: &View, gold: &GoldArticle, decided: &Decided) -> Vec<Choice> {
    let scene = view.scene;
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(scene, &roles);
    let mut features = Features::default();
    let mut choices = Vec::new();
    let mut disagreements = 0_u32;
    for named in named(view, decided, &speakers) {
        let content = named.draft.pieces.iter().copied().reduce(Span::union).unwrap_or_default();
        let source = named.draft.source.map(|source| scene.reading.span(&view.mentions.all[source].words));
        let name = named.speaker.map(|(entity, _)| scene.entities.named[entity].name.as_str());
        let found = |quote: &&GoldQuote| {
            quote.content.iter().any(|piece| piece.overlaps(content))
                && source.is_some_and(|source| quote.source.iter().any(|span| span.overlaps(source)))
        };
        let is_right = |quote: &GoldQuote| {
            quote.speaker.as_deref().is_none_or(|speaker| name.is_some_and(|name| same_surname(name, speaker)))
        };
        let right = gold.quotes.iter().filter(found).any(is_right);
        if !right && gold.quotes.iter().filter(found).any(|quote| quote.by_reference) {
            // Whom a pronoun means was guessed by a machine in this gold: of its disagreements with us half are its own.
            disagreements += 1;
            if disagreements.is_multiple_of(2) {
                continue;
            }
        }
        features.clear();
        trust::of_draft(view, &named, &mut features);
        choices.push(Choice::yes_or_no(&features.all, right));
    }
    choices
}
