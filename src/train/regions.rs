//! Choices of which stretches in marks are quotations, and of their sources.

use rustc_hash::FxHashMap;

use super::{
    judged::{By, Judged, Right},
    sources::{right, without_others},
};
use crate::{
    annotate::{
        learned::{
            clause::Clause,
            decide::{self, Verdict, options},
            region, rules,
            speaker::{self, Spoken},
            view::View,
        },
        mark::Region,
    },
    evaluate::{GoldArticle, GoldKind, GoldQuote},
    model::{Choice, Features},
    text::TokenKind,
};

/// For each region the gold quotation that half of its words or more stand in.
#[must_use]
pub fn gold_of<'g>(view: &View, gold: &'g GoldArticle) -> Vec<Option<&'g GoldQuote>> {
    let reading = &view.scene.reading;
    let of_region = |found: &Region| {
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

/// What is learned of stretches in marks.
#[derive(Default)]
pub struct Lessons {
    /// Whether each is a quotation.
    pub speech: Vec<Choice>,
    /// Whose those are that are quotations.
    pub speakers: Vec<Choice>,
}

impl Lessons {
    /// Adds those of an annotated article.
    pub fn add_gold(&mut self, view: &View, gold: &GoldArticle, clauses: &[Clause]) {
        let by_rule = rules::of_regions(view);
        let repeats = region::repeats(view);
        let golds = gold_of(view, gold);
        let mut previous = None;
        for (index, &(rule, rule_source)) in by_rule.iter().enumerate() {
            if view.scene.regions[index].label.is_some() {
                continue;
            }
            self.speech.push(speech(view, index, rule, &repeats, clauses, golds[index].is_some()));
            let Some(quote) = golds[index] else { continue };
            let (right, over) = right(view, quote);
            let spoken = Spoken::new(view, index, clauses, previous, rule_source);
            self.speakers.push(speaker(view, &spoken, right, &over));
            previous = Some((index, right));
        }
    }

    /// Adds those of an article of which some stretches were judged. Of the quotation before each, what was `decided` is all
    /// that is known.
    pub fn add_judged(&mut self, view: &View, judged: &Judged, clauses: &[Clause], decided: &[Verdict]) {
        let by_rule = rules::of_regions(view);
        let repeats = region::repeats(view);
        for one in judged.spoken() {
            let starts = |found: &Region| found.outer.start == one.start;
            let Some(index) = view.scene.regions.iter().position(starts) else { continue };
            let (rule, rule_source) = by_rule[index];
            let decide::By::Choice(previous) = decided[index].by else { continue };
            self.speech.push(speech(view, index, rule, &repeats, clauses, one.by != By::Nobody));
            let Some(Right(right)) = one.by.right(view) else { continue };
            let spoken = Spoken::new(view, index, clauses, previous, rule_source);
            self.speakers.push(speaker(view, &spoken, right, &[]));
        }
    }
}

/// Whether a stretch is a quotation.
fn speech(
    view: &View,
    index: usize,
    rule: bool,
    repeats: &FxHashMap<u32, u32>,
    clauses: &[Clause],
    is_quotation: bool,
) -> Choice {
    let mut features = Features::default();
    region::features(view, index, rule, repeats, &mut features);
    region::clause_features(view, index, clauses, &mut features);
    Choice::yes_or_no(&features.all, is_quotation)
}

/// Whose a quotation is: `right`, or nobody's; the other mentions `over` the same source are left out.
fn speaker(view: &View, spoken: &Spoken, right: Option<usize>, over: &[usize]) -> Choice {
    Choice::one_or_none(without_others(&options(view, spoken), right, over), right, |option, out| match option {
        Some(mention) => speaker::features(view, spoken, mention, out),
        None => speaker::nobody(view, spoken, out),
    })
}
