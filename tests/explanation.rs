//! An explanation tells of the decision that was made, in all articles of the corpus.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{ops::ControlFlow, path::Path, sync::LazyLock};

use whosaid::{
    annotate::explain,
    article::{Annotated, Answer, Article, Decision, Explanation, Ground, Question, Quote, Rule, Span},
    pipeline::{Extraction, extract},
};

/// All articles of the corpus with the explanations of their quotations.
static CORPUS: LazyLock<Vec<(Annotated, Vec<Explanation>)>> = LazyLock::new(|| {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut articles = Vec::new();
    extract(&Extraction::new(vec![corpus]), &mut |found| {
        articles.extend(found.ok());
        ControlFlow::Continue(())
    });
    let explain = |annotated: Annotated| {
        let explanations = explain(&annotated.article);
        assert_eq!(explanations.len(), annotated.quotes.len(), "{}", annotated.article.place.path);
        (annotated, explanations)
    };
    articles.into_iter().map(explain).collect()
});

fn is_english(annotated: &Annotated) -> bool {
    annotated.article.language.as_deref() == Some("en")
}

fn about(explanation: &Explanation, question: Question) -> Option<&Decision> {
    explanation.decisions.iter().find(|decision| decision.question == question)
}

fn probabilities(decision: &Decision) -> Vec<f32> {
    decision.candidates.iter().map(|candidate| candidate.probability.unwrap()).collect()
}

/// The quotations of English articles, each with its explanation.
fn each_english_quotation(check: impl Fn(&Annotated, &Quote, &Explanation)) {
    let articles: Vec<_> = CORPUS.iter().filter(|(annotated, _)| is_english(annotated)).collect();
    assert!(articles.len() > 90, "{} English articles", articles.len());
    for (annotated, explanations) in articles {
        for (quote, explanation) in annotated.quotes.iter().zip(explanations) {
            check(annotated, quote, explanation);
        }
    }
}

#[test]
fn the_best_candidate_for_a_source_is_the_quotations_own() {
    each_english_quotation(|annotated, quote, explanation| {
        let source = about(explanation, Question::Source).unwrap();
        let own = quote.source.map_or(Answer::Nobody, Answer::Words);
        let place = || format!("{}: {:?}", annotated.article.place.path, quote.content().of(&annotated.article.body));
        assert_eq!(source.candidates[0].answer, own, "{}", place());
        let probabilities = probabilities(source);
        // That nobody is named must be four times as likely as any mention, before no mention is taken.
        let nobody = source.candidates.iter().position(|candidate| candidate.answer == Answer::Nobody);
        let rivals = probabilities.iter().enumerate().filter(|&(index, _)| Some(index) != nobody || index == 0);
        assert!(rivals.is_sorted_by(|one, next| one.1 >= next.1), "{}: {probabilities:?}", place());
        if source.ground == Ground::Model("source") || source.ground == Ground::Model("speaker") {
            assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{}", place());
        }
    });
}

#[test]
fn the_best_candidate_for_a_speaker_is_the_quotations_own() {
    each_english_quotation(|annotated, quote, explanation| {
        let speaker = about(explanation, Question::Speaker);
        assert_eq!(speaker.is_some(), quote.source.is_some());
        let own = quote.speaker.as_ref().map_or(Answer::Nobody, |speaker| Answer::Named(speaker.name.clone()));
        if let Some(speaker) = speaker {
            assert_eq!(speaker.candidates[0].answer, own, "{}", annotated.article.place.path);
        }
    });
}

#[test]
fn the_last_decision_is_the_confidence_that_the_quotation_has() {
    each_english_quotation(|annotated, quote, explanation| {
        let last = explanation.decisions.last().unwrap();
        let confidence = last.candidates[0].probability.unwrap();
        assert_eq!(last.question, Question::Confidence);
        assert!((confidence - quote.confidence).abs() <= 0.005_001, "{}", annotated.article.place.path);
    });
}

#[test]
fn the_cue_explained_begins_the_quotations_cue() {
    each_english_quotation(|_, quote, explanation| {
        let cue = about(explanation, Question::Cue).and_then(|decision| decision.about);
        assert_eq!(cue, quote.cue);
    });
}

#[test]
fn all_reasons_together_make_the_difference_of_the_scores() {
    each_english_quotation(|annotated, _, explanation| {
        for decision in &explanation.decisions {
            let Ground::Model(_) = decision.ground else { continue };
            let probabilities = probabilities(decision);
            let [first, second, ..] = probabilities.as_slice() else { continue };
            let sum: f32 = decision.reasons.iter().map(|reason| reason.weight).sum();
            // A probability is the exponential of a score: their quotient, of the difference.
            let odds = (f64::from(*first) / f64::from(*second)).ln();
            let path = &annotated.article.place.path;
            assert!((odds - f64::from(sum)).abs() < 1e-2, "{path}: {:?}: {odds} is not {sum}", decision.question);
        }
    });
}

#[test]
fn other_languages_are_explained_by_their_tables_and_steps() {
    let articles: Vec<_> = CORPUS.iter().filter(|(annotated, _)| !is_english(annotated)).collect();
    assert!(articles.len() > 20, "{} articles", articles.len());
    for (annotated, explanations) in articles {
        for (quote, explanation) in annotated.quotes.iter().zip(explanations) {
            let source = about(explanation, Question::Source).unwrap();
            assert_eq!(source.ground, Ground::Rule(Rule::Tables));
            assert_eq!(source.candidates[0].answer, quote.source.map_or(Answer::Nobody, Answer::Words));
            let confidence = about(explanation, Question::Confidence).unwrap();
            assert_eq!(confidence.candidates[0].probability, Some(quote.confidence));
        }
    }
}

#[test]
fn a_language_without_tables_says_so() {
    let body = "“Vi vil se på det i morgen,” sa Ada Lund til avisen.".to_owned();
    let article = Article { body, language: Some("no".into()), ..Default::default() };
    let explanations = explain(&article);
    assert_eq!(explanations.len(), 1);
    let source = about(&explanations[0], Question::Source).unwrap();
    assert_eq!((source.ground, &source.candidates[0].answer), (Ground::Rule(Rule::NoTables), &Answer::Nobody));
}

#[test]
fn who_else_might_have_spoken_is_told() {
    let body = "Ada Lund met Tom Roe at the quay.\n\nShe said the port was closed.".to_owned();
    let article = Article { body, ..Default::default() };
    let explanations = explain(&article);
    let source = about(&explanations[0], Question::Source).unwrap();
    let she = article.body.find("She").unwrap();
    assert_eq!(source.candidates[0].answer, Answer::Words(Span::new(she, she + 3)));
    assert!(source.candidates.iter().any(|candidate| candidate.answer == Answer::Nobody));
    let speaker = about(&explanations[0], Question::Speaker).unwrap();
    assert_eq!(speaker.ground, Ground::Model("referent"));
    assert_eq!(speaker.candidates[0].answer, Answer::Named("Ada Lund".into()));
    assert!(speaker.candidates.len() > 1 && !speaker.reasons.is_empty(), "{speaker:?}");
}

#[test]
fn a_label_and_a_signature_leave_nothing_to_choose() {
    let turns = "TANSLEY: I never said that to anybody.\n\nROWAN: You said it in March.\n\nTANSLEY: I did not.";
    let signed = "“We have not given up on the old harbour.” — Ada Lund";
    for (body, rule) in [(turns, Rule::Label), (signed, Rule::Signature)] {
        let article = Article { body: body.into(), ..Default::default() };
        let explanations = explain(&article);
        for question in [Question::Quotation, Question::Source] {
            let decision = about(&explanations[0], question).unwrap();
            assert_eq!((decision.ground, decision.candidates.len()), (Ground::Rule(rule), 1), "{body}");
        }
    }
}

#[test]
fn the_outlet_is_told_as_who_would_have_spoken() {
    let body = "The Harbour Post said in a statement that it would print the letter.".to_owned();
    let outlet = Some("Harbour Post".to_owned());
    let explanations = explain(&Article { body, outlet, ..Default::default() });
    let speaker = about(&explanations[0], Question::Speaker).unwrap();
    let answers: Vec<&Answer> = speaker.candidates.iter().map(|candidate| &candidate.answer).collect();
    assert_eq!(speaker.ground, Ground::Rule(Rule::Outlet));
    assert_eq!(answers, [&Answer::Nobody, &Answer::Named("Harbour Post".into())]);
}
