//! Choices of which stretches in marks are quotations, and of their sources.

use super::sources::right;
use crate::{
    annotate::learned::{
        clause::Clause,
        decide::options,
        region, rules,
        speaker::{self, Spoken},
        view::View,
    },
    evaluate::{GoldArticle, GoldKind, GoldQuote},
    model::{Choice, Features},
    text::TokenKind,
};

/// For each region the gold quotation that half of its words or more stand in.
#[must_use]
pub fn gold_of<'g>(view: &View, gold: &'g GoldArticle) -> Vec<Option<&'g GoldQuote>> {
    let reading = &view.scene.reading;
    let of_region = |found: &crate::annotate::mark::Region| {
        let (_, inner) = region::tokens(view, found);
        let words: Vec<_> =
            inner.filter(|&at| reading.words[at].kind == TokenKind::Word).map(|at| reading.words[at].span).collect();
        let covered = |quote: &&GoldQuote| {
            words.iter().filter(|word| quote.content.iter().any(|piece| piece.covers(**word))).count()
        };
        let marked = gold
            .quotes
            .iter()
            .filter(|quote| matches!(quote.kind, GoldKind::Direct | GoldKind::Mixed | GoldKind::Transcript));
        let best = marked.rev().max_by_key(covered)?;
        (!words.is_empty() && covered(&best) * 2 >= words.len()).then_some(best)
    };
    view.scene.regions.iter().map(of_region).collect()
}

/// For each region: whether it is a quotation; for those that are, whose.
#[must_use]
pub fn choices(view: &View, gold: &GoldArticle, clauses: &[Clause]) -> (Vec<Choice>, Vec<Choice>) {
    let by_rule = rules::of_regions(view);
    let repeats = region::repeats(view);
    let golds = gold_of(view, gold);
    let (mut speech, mut speakers) = (Vec::new(), Vec::new());
    let mut features = Features::default();
    let mut previous = None;
    for (index, &(rule, rule_source)) in by_rule.iter().enumerate() {
        features.clear();
        region::features(view, index, rule, &repeats, &mut features);
        region::clause_features(view, index, clauses, &mut features);
        speech.push(Choice::yes_or_no(&features.all, golds[index].is_some()));
        let Some(quote) = golds[index] else { continue };
        let (right, over) = right(view, quote);
        let spoken = Spoken::new(view, index, clauses, previous, rule_source);
        let mut choice = Choice::default();
        for option in options(view, &spoken) {
            if Some(option) != right && over.contains(&option) {
                continue;
            }
            features.clear();
            speaker::features(view, &spoken, option, &mut features);
            choice.add(&features.all, Some(option) == right);
        }
        features.clear();
        speaker::nobody(view, &spoken, &mut features);
        choice.add(&features.all, right.is_none());
        speakers.push(choice);
        previous = Some((index, right));
    }
    (speech, speakers)
}
