//! Why an article's quotations were taken for quotations, and why they have their speakers.

use super::{annotate, in_english, learned, learned::explain::by_rule, learned::models::Models};
use crate::{
    article::{Answer, Article, Candidate, Explanation, Ground, Question, Quote, Rule},
    lexicon::Lexicon,
    text::fold,
};

/// An explanation of each quotation that [`annotate`] finds in the article, in the same order.
///
/// All decisions are made again, by the code that made them: this takes a few times as long as annotating.
#[must_use]
pub fn explain(article: &Article) -> Vec<Explanation> {
    let language = article.language.as_deref().unwrap_or("en");
    if language == "en" {
        let mut explanations =
            in_english(&article.body, |scene| learned::explain::explanations(scene, Models::english()));
        outlet_never_speaks(&mut explanations, article.outlet.as_deref());
        return explanations;
    }
    let rule = if Lexicon::of(language).is_some() { Rule::Tables } else { Rule::NoTables };
    annotate(article.clone()).quotes.iter().map(|quote| by_step(quote, rule)).collect()
}

/// Where the speaker would have been the outlet, nobody is.
fn outlet_never_speaks(explanations: &mut [Explanation], outlet: Option<&str>) {
    let Some(outlet) = outlet.map(fold) else { return };
    let speakers = explanations.iter_mut().flat_map(|explanation| &mut explanation.decisions);
    for decision in speakers.filter(|decision| decision.question == Question::Speaker) {
        let first = decision.candidates.first().map(|candidate| &candidate.answer);
        if matches!(first, Some(Answer::Named(name)) if fold(name) == outlet) {
            decision.ground = Ground::Rule(Rule::Outlet);
            decision.candidates.retain(|candidate| candidate.answer != Answer::Nobody);
            decision.candidates.insert(0, Candidate { answer: Answer::Nobody, probability: None });
            decision.reasons.clear();
        }
    }
}

/// Where rules decided, the quotation itself says which.
fn by_step(quote: &Quote, rule: Rule) -> Explanation {
    let source = quote.source.map_or(Answer::Nobody, Answer::Words);
    let mut decisions = vec![by_rule(Question::Source, quote.cue, rule, source, None)];
    if quote.source.is_some() {
        let speaker = quote.speaker.as_ref().map_or(Answer::Nobody, |speaker| Answer::Named(speaker.name.clone()));
        decisions.push(by_rule(Question::Speaker, quote.source, rule, speaker, None));
    }
    decisions.push(by_rule(Question::Confidence, None, Rule::Measured, Answer::Yes, Some(quote.confidence)));
    Explanation { decisions }
}
