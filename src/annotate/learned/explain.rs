//! Explanations: the choices of an article made again, with every weight kept.

use std::{collections::BTreeMap, ops::Range};

use rustc_hash::FxHashMap;

use super::{
    Named,
    assemble::{Basis, assemble},
    clause::{self, Clause},
    content::{self, Reported},
    cue,
    decide::{self, By, Decided, decide},
    interview::Interview,
    models::{self, Models},
    name, region, rest, rules, said_by, shown, signed,
    source::options_of_cue,
    speaker::Spoken,
    speakers, trust,
    view::View,
};
use crate::{
    annotate::{
        role::roles,
        scene::Scene,
        speaker::{Recent, Speakers, Way},
    },
    article::{Answer, Candidate, Decision, Explanation, Ground, Question, Reason, Rule, Span},
    model::{Telling, Told, Weights, logistic, softmax},
};

/// Why the article has the quotations that it has, in their order.
#[must_use]
pub fn explanations(scene: &Scene, models: &Models) -> Vec<Explanation> {
    let view = View::of(scene, |form| models.chances.of(form));
    let decided = decide(&view, models);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(scene, &roles);
    let explainer = Explainer {
        view: &view,
        models,
        proposed: clause::proposed(&view, models),
        decided: &decided,
        by_rule: rules::of_regions(&view),
        repeats: region::repeats(&view),
        speakers: &speakers,
    };
    let interview = Interview::of(scene);
    let mut recent = Recent::default();
    let explain = |draft| {
        let before = recent.clone();
        let named = name(&view, draft, interview, &speakers, &mut recent);
        Explanation { decisions: explainer.decisions(&named, &before) }
    };
    assemble(&view, &decided).into_iter().map(explain).collect()
}

/// A few words tell a reader where a content begins or ends.
const WORDS: usize = 4;

/// What the choices of one article were told.
struct Explainer<'e> {
    view: &'e View<'e>,
    models: &'e Models<'e>,
    /// Its clauses, before they were looked at again.
    proposed: Vec<Clause>,
    decided: &'e Decided,
    by_rule: Vec<(bool, Option<(usize, u32)>)>,
    repeats: FxHashMap<u32, u32>,
    speakers: &'e Speakers<'e>,
}

impl Explainer<'_> {
    /// All that was decided of one quotation, when these people had spoken before.
    fn decisions(&self, named: &Named, recent: &Recent) -> Vec<Decision> {
        let draft = &named.draft;
        let mut decisions = Vec::new();
        if let Basis::Region(index) = draft.taken_by {
            let quotation = self.quotation(index);
            debug_assert_eq!(quotation.candidates[0].probability, Some(draft.chance), "the same choice was made again");
            decisions.push(quotation);
        }
        if let Some(cue) = draft.cue {
            decisions.push(self.cue(cue));
        }
        let source = match draft.sourced_by {
            Basis::Clause(cue) => self.source_of_cue(cue, draft.source),
            Basis::Region(index) => self.source_of_region(index),
        };
        debug_assert_eq!(source.candidates[0].probability, Some(draft.source_chance), "the same choice was made again");
        decisions.push(source);
        if let Basis::Clause(cue) = draft.taken_by {
            decisions.extend(self.bounds(cue));
            decisions.extend(self.rest(cue));
            let clause = self.clause(cue);
            debug_assert_eq!(clause.candidates[0].probability, Some(draft.chance), "the same choice was made again");
            decisions.push(clause);
        }
        decisions.extend(self.speaker(named, recent));
        decisions.push(self.confidence(named));
        decisions
    }

    fn confidence(&self, named: &Named) -> Decision {
        if let Some(sure) = signed(self.view, named) {
            return by_rule(Question::Confidence, None, Rule::Signature, Answer::Yes, Some(sure));
        }
        let told = self.weights(models::Question::Trust).score_by(|out: &mut Telling| {
            trust::of_draft(self.view, named, out);
        });
        yes_or_no(Question::Confidence, None, models::Question::Trust, &told)
    }

    fn weights(&self, question: models::Question) -> &Weights<'_> {
        self.models.of(question)
    }

    fn quotation(&self, index: usize) -> Decision {
        let about = Some(self.view.scene.regions[index].inner);
        let verdict = &self.decided.verdicts[index];
        match rule_of(verdict.by) {
            Some(rule) => by_rule(Question::Quotation, about, rule, Answer::Yes, Some(verdict.chance)),
            None => yes_or_no(
                Question::Quotation,
                about,
                models::Question::Region,
                &decide::region_score::<Telling>(
                    self.view,
                    self.models,
                    index,
                    self.by_rule[index].0,
                    &self.repeats,
                    &self.decided.clauses,
                ),
            ),
        }
    }

    fn source_of_region(&self, index: usize) -> Decision {
        let about = Some(self.view.scene.regions[index].inner);
        let verdict = &self.decided.verdicts[index];
        let By::Choice(previous) = verdict.by else {
            let rule = rule_of(verdict.by).unwrap_or(Rule::Label);
            return by_rule(Question::Source, about, rule, self.mention(verdict.source), Some(verdict.source_chance));
        };
        let spoken = Spoken::new(self.view, index, &self.decided.clauses, previous, self.by_rule[index].1);
        let options = decide::options(self.view, &spoken);
        let told = decide::source_scores::<Telling>(self.view, self.models, &spoken, &options);
        self.source(about, models::Question::Speaker, &options, told, verdict.source)
    }

    fn cue(&self, cue: usize) -> Decision {
        let told = self.weights(models::Question::Cue).score_by(|out: &mut Telling| cue::features(self.view, cue, out));
        yes_or_no(Question::Cue, Some(self.span(cue..cue + 1)), models::Question::Cue, &told)
    }

    fn source_of_cue(&self, cue: usize, chosen: Option<usize>) -> Decision {
        let before = &self.proposed[..self.place(cue)];
        let anchor = clause::anchor_behind(self.view, cue, before);
        let options = options_of_cue(self.view, cue);
        let told = clause::source_scores::<Telling>(self.view, self.models, &anchor, &options);
        self.source(Some(self.span(cue..cue + 1)), models::Question::Source, &options, told, chosen)
    }

    fn source(
        &self,
        about: Option<Span>,
        model: models::Question,
        options: &[usize],
        told: Vec<Told>,
        chosen: Option<usize>,
    ) -> Decision {
        let answers = options.iter().map(|&option| self.mention(Some(option))).chain([Answer::Nobody]);
        let chosen = options.iter().position(|&option| Some(option) == chosen).unwrap_or(options.len());
        choice(Question::Source, about, model.name(), &answers.zip(told).collect::<Vec<_>>(), chosen)
    }

    /// The clause of a cue, and what its content was looked for by.
    fn reported(&self, cue: usize) -> (&Clause, Reported) {
        let place = self.place(cue);
        let clause = &self.proposed[place];
        (clause, clause::reported_by(self.view, cue, clause.source, &self.proposed[..place]))
    }

    /// Where what a cue reports begins and ends.
    fn bounds(&self, cue: usize) -> [Decision; 2] {
        let (clause, reported) = self.reported(cue);
        let Range { start, end } = clause.content;
        let reading = &self.view.scene.reading;
        let starts = content::starts(self.view, &reported);
        let told = clause::start_scores::<Telling>(self.view, self.models, &reported, &starts);
        let shown = |at: usize| self.span(at..(at + WORDS).min(reading.sentence_of(at).end));
        let starts = starts.into_iter().zip(told).map(|(at, told)| (at, shown(at), told));
        let ends = content::ends(self.view, &reported, start);
        let told = clause::end_scores::<Telling>(self.view, self.models, &reported, start, &ends);
        let ends = ends.into_iter().zip(told).map(|(at, told)| (at, self.last_words(start..at), told));
        let about = Some(self.span(cue..cue + 1));
        let bounds = [
            boundary(Question::Start, about, models::Question::Start, starts, start),
            boundary(Question::End, about, models::Question::End, ends, end),
        ];
        let [start, end] = [0, 1].map(|at: usize| bounds[at].candidates[0].probability.unwrap_or_default());
        debug_assert_eq!((start * end).to_bits(), clause.content_chance.to_bits(), "the same choices were made again");
        bounds
    }

    /// Whether what a cue reports goes on behind it; `None` where it can't.
    fn rest(&self, cue: usize) -> Option<Decision> {
        let (clause, reported) = self.reported(cue);
        let start = rest::start(self.view, &reported, &clause.content)?;
        let ends = rest::ends(self.view, &reported, start);
        let told = clause::rest_scores::<Telling>(self.view, self.models, &reported, &clause.content, start, &ends);
        let chosen = clause.rest.as_ref().and_then(|rest| ends.iter().position(|&end| end == rest.end));
        let shown = |&end: &usize| Answer::Words(self.last_words(start..end));
        let answers = ends.iter().map(shown).chain([Answer::No]);
        let about = Some(self.span(cue..cue + 1));
        let options: Vec<_> = answers.zip(told).collect();
        Some(choice(Question::Rest, about, models::Question::Rest.name(), &options, chosen.unwrap_or(ends.len())))
    }

    fn clause(&self, cue: usize) -> Decision {
        let told = self.weights(models::Question::Accept).score_by(|out: &mut Telling| {
            trust::of_clause(self.view, &self.proposed, self.place(cue), out);
        });
        yes_or_no(Question::Clause, Some(self.span(cue..cue + 1)), models::Question::Accept, &told)
    }

    fn speaker(&self, named: &Named, recent: &Recent) -> Option<Decision> {
        let about = Some(shown(self.view, self.speakers, named.draft.source?));
        let person = |entity: usize| Answer::Named(self.speakers.entities.named[entity].name.clone());
        let rule = match &named.way {
            &Way::Rule(rule) => rule,
            Way::Choice(words, form) => {
                let (options, told) = self.speakers.scores::<Telling>(words, *form, recent);
                let meant = named.speaker.map(|(entity, _)| entity);
                let chosen = options.iter().position(|option| Some(option.entity) == meant);
                let answers = options.iter().map(|option| person(option.entity)).chain([Answer::Nobody]);
                let chosen = chosen.unwrap_or(options.len());
                let mut decision =
                    choice(Question::Speaker, about, "referent", &answers.zip(told).collect::<Vec<_>>(), chosen);
                let [first, second] = [0, 1].map(|at| decision.candidates.get(at).and_then(|one| one.probability));
                if first < second {
                    decision.ground = Ground::Rule(Rule::Unsure);
                    decision.reasons.clear();
                }
                return Some(decision);
            }
        };
        let speaker = said_by(self.view, self.speakers, named);
        let answer = speaker.map_or(Answer::Nobody, |(speaker, _)| Answer::Named(speaker.name));
        Some(by_rule(Question::Speaker, about, rule, answer, named.speaker.map(|(_, sure)| sure)))
    }

    fn mention(&self, index: Option<usize>) -> Answer {
        index.map_or(Answer::Nobody, |index| Answer::Words(shown(self.view, self.speakers, index)))
    }

    /// Where the last [`WORDS`] of these stand.
    fn last_words(&self, words: Range<usize>) -> Span {
        self.span(words.end.saturating_sub(WORDS).max(words.start)..words.end)
    }

    fn span(&self, words: Range<usize>) -> Span {
        self.view.scene.reading.span(&words)
    }

    /// Where the clause of a cue stands among those proposed.
    fn place(&self, cue: usize) -> usize {
        self.proposed.partition_point(|clause| clause.cue < cue)
    }
}

fn rule_of(by: By) -> Option<Rule> {
    match by {
        By::Label => Some(Rule::Label),
        By::Signature => Some(Rule::Signature),
        By::PassedOn => Some(Rule::PassedOn),
        By::LaterParagraph => Some(Rule::LaterParagraph),
        By::Title | By::Choice(_) => None,
    }
}

/// What a rule answered, which leaves no rivals and no reasons.
pub fn by_rule(
    question: Question,
    about: Option<Span>,
    rule: Rule,
    answer: Answer,
    probability: Option<f32>,
) -> Decision {
    let candidates = vec![Candidate { answer, probability }];
    Decision { question, about, ground: Ground::Rule(rule), candidates, reasons: Vec::new() }
}

/// A yes against a no of score 0.
fn yes_or_no(question: Question, about: Option<Span>, model: models::Question, told: &Told) -> Decision {
    let candidate = |answer, score| Candidate { answer, probability: Some(logistic(score)) };
    Decision {
        question,
        about,
        ground: Ground::Model(model.name()),
        candidates: vec![candidate(Answer::Yes, told.score), candidate(Answer::No, -told.score)],
        reasons: reasons(&told.parts, &[]),
    }
}

/// One of several, of which this was chosen.
fn choice(
    question: Question,
    about: Option<Span>,
    model: &'static str,
    options: &[(Answer, Told)],
    chosen: usize,
) -> Decision {
    let mut probabilities: Vec<f32> = options.iter().map(|(_, told)| told.score).collect();
    softmax(&mut probabilities);
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by(|&a, &b| (b == chosen).cmp(&(a == chosen)).then(probabilities[b].total_cmp(&probabilities[a])));
    let parts = |place: usize| order.get(place).map_or(&[][..], |&option| &options[option].1.parts);
    let candidate =
        |&option: &usize| Candidate { answer: options[option].0.clone(), probability: Some(probabilities[option]) };
    Decision {
        question,
        about,
        ground: Ground::Model(model),
        candidates: order.iter().map(candidate).collect(),
        // A candidate without a rival needs no reasons.
        reasons: if order.len() > 1 { reasons(parts(0), parts(1)) } else { Vec::new() },
    }
}

/// A token where a content begins or ends, among others: each with words to show, and its score.
fn boundary(
    question: Question,
    about: Option<Span>,
    model: models::Question,
    options: impl Iterator<Item = (usize, Span, Told)>,
    chosen: usize,
) -> Decision {
    let (tokens, options): (Vec<usize>, Vec<(Answer, Told)>) =
        options.map(|(at, words, told)| (at, (Answer::Words(words), told))).unzip();
    let chosen = tokens.iter().position(|&at| at == chosen).unwrap_or(0);
    choice(question, about, model.name(), &options, chosen)
}

/// What speaks for the one rather than the other: the difference of what each template weighs.
fn reasons(one: &[(&'static str, f32)], other: &[(&'static str, f32)]) -> Vec<Reason> {
    let mut differences: BTreeMap<&'static str, f32> = BTreeMap::new();
    for &(feature, weight) in one {
        *differences.entry(feature).or_default() += weight;
    }
    for &(feature, weight) in other {
        *differences.entry(feature).or_default() -= weight;
    }
    let differ = differences.into_iter().filter(|&(_, weight)| weight != 0.0);
    let mut reasons: Vec<Reason> = differ.map(|(feature, weight)| Reason { feature, weight }).collect();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons
}
