//! How a decision looks in JSON; the form is documented in docs/json.md.

use serde::Serialize;

use crate::article::{Answer, Candidate, Decision, Ground, Reason, Span};

/// One decision.
#[derive(Serialize)]
pub(super) struct Decided<'a> {
    question: &'static str,
    about: Option<Span>,
    /// "model", or the rule that decided.
    by: &'static str,
    model: Option<&'static str>,
    candidates: Vec<Answered<'a>>,
    reasons: Vec<Weighed>,
}

impl<'a> Decided<'a> {
    /// The decision of an article with this body.
    pub(super) fn of(decision: &'a Decision, body: &'a str) -> Self {
        let (by, model) = match decision.ground {
            Ground::Model(model) => ("model", Some(model)),
            Ground::Rule(rule) => (rule.name(), None),
        };
        Self {
            question: decision.question.name(),
            about: decision.about,
            by,
            model,
            candidates: decision.candidates.iter().map(|candidate| Answered::of(candidate, body)).collect(),
            reasons: decision.reasons.iter().map(Weighed::of).collect(),
        }
    }
}

/// One candidate.
#[derive(Serialize)]
struct Answered<'a> {
    answer: &'static str,
    text: Option<&'a str>,
    start: Option<u32>,
    end: Option<u32>,
    probability: Option<f32>,
}

impl<'a> Answered<'a> {
    fn of(candidate: &'a Candidate, body: &'a str) -> Self {
        let (answer, text, span) = match &candidate.answer {
            Answer::Words(span) => ("words", Some(span.of(body)), Some(span)),
            Answer::Named(name) => ("name", Some(name.as_str()), None),
            Answer::Nobody => ("nobody", None, None),
            Answer::Yes => ("yes", None, None),
            Answer::No => ("no", None, None),
        };
        let (start, end) = (span.map(|span| span.start), span.map(|span| span.end));
        Self { answer, text, start, end, probability: candidate.probability }
    }
}

/// One reason.
#[derive(Serialize)]
struct Weighed {
    feature: &'static str,
    weight: f32,
}

impl Weighed {
    fn of(reason: &Reason) -> Self {
        // The last bits of a sum depend on its order; four digits are more than a weight of one byte has.
        Self { feature: reason.feature, weight: (reason.weight * 10_000.0).round() / 10_000.0 }
    }
}
