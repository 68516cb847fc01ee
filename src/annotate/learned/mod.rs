//! English by learned choices.

pub(crate) mod assemble;
pub(crate) mod clause;
pub(crate) mod content;
pub(crate) mod cue;
pub(crate) mod decide;
pub(crate) mod explain;
pub(crate) mod forms;
pub(crate) mod frame;
pub(crate) mod interview;
pub(crate) mod mentions;
pub(crate) mod models;
pub(crate) mod region;
pub(crate) mod rest;
pub(crate) mod rules;
pub(crate) mod sense;
pub(crate) mod source;
pub(crate) mod speaker;
pub(crate) mod trust;
pub(crate) mod view;

/// Names the features of one choice; the number of a template is its place in the list.
macro_rules! templates {
    (@from $number:expr;) => {};
    (@from $number:expr; $name:ident $text:literal $($rest:tt)*) => {
        const $name: crate::model::Template = crate::model::Template { id: $number, name: $text };
        templates! { @from $number + 1; $($rest)* }
    };
    ($name:ident $text:literal $($rest:tt)*) => { templates! { @from 1; $name $text $($rest)* } };
}
pub(crate) use templates;

use std::ops::Range;

use self::{
    assemble::{Draft, assemble},
    decide::{Decided, decide},
    interview::Interview,
    mentions::{Mention, Sort},
    models::{Models, Question},
    view::View,
};
use super::{
    mention::Form,
    role::roles,
    scene::Scene,
    speaker::{Recent, Referral, Speakers, Together, WEIGHTS, Way},
    transcript,
};
use crate::{
    article::{EntityKind, Quote, Rule, Span, Speaker, Step},
    model::{Sum, logistic},
};

/// The quotations of an English article.
#[must_use]
pub fn quotes(scene: &Scene, models: &Models) -> Vec<Quote> {
    let view = View::of(scene, |form| models.chances.of(form));
    let decided = decide(&view, models);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(scene, &roles);
    let quote = |named: Named| {
        let (speaker, together) = said_by(&view, &speakers, &named).unzip();
        let together = together.flatten().map(|words| scene.reading.span(&words));
        let source = named.draft.source.map(|source| shown(&view, &speakers, source));
        Quote {
            confidence: rounded(signed(&view, &named).unwrap_or_else(|| {
                logistic(models.of(Question::Trust).sum(|out: &mut Sum| trust::of_draft(&view, &named, out)))
            })),
            kind: named.draft.kind,
            pieces: named.draft.pieces,
            cue: named.draft.cue.map(|cue| scene.reading.words[cue].span),
            source: together.or(source),
            speaker,
            step: named.draft.step,
        }
    };
    named(&view, &decided, &speakers).into_iter().map(quote).collect()
}

/// A quotation and whom its source means.
pub struct Named {
    /// The quotation.
    pub draft: Draft,
    /// The entity that speaks, and how sure that is.
    pub speaker: Option<(usize, f32)>,
    /// How that was found out.
    pub way: Way,
    /// Who speaks, where several do.
    pub together: Option<Together>,
}

/// The quotations that were decided on, each with its speaker.
#[must_use]
pub fn named(view: &View, decided: &Decided, speakers: &Speakers) -> Vec<Named> {
    let mut recent = Recent::default();
    let interview = Interview::of(view.scene);
    assemble(view, decided).into_iter().map(|draft| name(view, draft, interview, speakers, &mut recent)).collect()
}

/// A quotation with its speaker, in an article that may be an interview; to be called for all quotations in order.
#[must_use]
pub fn name(view: &View, draft: Draft, interview: Interview, speakers: &Speakers, recent: &mut Recent) -> Named {
    let mention = draft.source.map(|index| &view.mentions.all[index]);
    if let Some(label) = mention.filter(|mention| mention.sort == Sort::Label) {
        let label = view.scene.reading.text(label.words.start);
        let turn = |rule, speaks: Option<usize>| (Way::Rule(rule), speaks.map(|entity| (entity, 0.9)));
        let told = match label {
            _ if transcript::is_question(label) => Some(turn(Rule::Questions, interview.asks)),
            _ if transcript::is_answer(label) => Some(turn(Rule::Answers, interview.answers)),
            _ => None,
        };
        if let Some((way, speaker)) = told {
            return Named { draft, speaker, way, together: None };
        }
    }
    let referral = draft.source.map(|source| whom(view, speakers, source, recent));
    let Referral { found: speaker, way } = referral.unwrap_or(Referral { found: None, way: Way::Rule(Rule::Untold) });
    let together = speaker.zip(mention).and_then(|((entity, _), mention)| {
        let told = speakers.together(entity, &mention.words, form(view, mention), draft.cue);
        told.or_else(|| speakers.together_again(entity, &mention.words, recent))
    });
    if let Some(together) = &together {
        recent.add_together(&together.members);
    }
    Named { draft, speaker, way, together }
}

/// Who speaks, and where several speak together the tokens that name them.
#[must_use]
pub fn said_by(view: &View, speakers: &Speakers, named: &Named) -> Option<(Speaker, Option<Range<usize>>)> {
    let Some((entity, _)) = named.speaker else { return Some((signer(view, named)?, None)) };
    Some(match &named.together {
        Some(together) => (speakers.as_one(&together.members), together.words.clone()),
        None => (speakers.speaker(entity), None),
    })
}

/// How sure the words and the speaker of a signed post or excerpt are: as sure as whom the name means. Learned confidences know none.
#[must_use]
pub fn signed(view: &View, named: &Named) -> Option<f32> {
    /// Of a name that is not one of the article's, "blue heron".
    const UNKNOWN: f32 = 0.9;

    signature(view, named)?;
    Some(named.speaker.map_or(UNKNOWN, |(_, sure)| sure))
}

/// The mention that signs a post or an excerpt.
fn signature<'v>(view: &'v View, Named { draft, .. }: &Named) -> Option<&'v Mention> {
    let mention = &view.mentions.all[draft.source?];
    (draft.step == Step::Signature && mention.sort == Sort::Label).then_some(mention)
}

/// Who signs by a name that was not taken for one: nothing else stands there.
fn signer(view: &View, named: &Named) -> Option<Speaker> {
    let reading = &view.scene.reading;
    let words = &signature(view, named)?.words;
    let name = reading.span(words).of(reading.body).trim_matches(|c: char| !c.is_alphanumeric());
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // "Ann Lee and Bo Ray, Harwell Post" are two; an account is one, whatever it is called.
    let is_account = reading.words.get(words.end).is_some_and(|_| reading.reads(words.end, "("));
    if !is_account {
        name = name.replace(" and ", Speaker::AND);
    }
    (!name.is_empty()).then_some(Speaker { name, role: None, kind: EntityKind::Person })
}

/// A mention as readers see it: the whole phrase that it heads.
#[must_use]
pub fn shown(view: &View, speakers: &Speakers, mention: usize) -> Span {
    let mention = &view.mentions.all[mention];
    view.scene.reading.span(&speakers.whole_phrase(&mention.words, form(view, mention)))
}

/// Whom a mention means, and how sure that is.
#[must_use]
pub fn whom(view: &View, speakers: &Speakers, mention: usize, recent: &mut Recent) -> Referral {
    let mention = &view.mentions.all[mention];
    speakers.resolve(&mention.words, form(view, mention), recent)
}

/// How a mention refers.
#[must_use]
pub fn form(view: &View, mention: &Mention) -> Form {
    if let Some(rule) = mention.rule {
        return view.scene.candidates.all[rule].form;
    }
    match mention.sort {
        Sort::Pronoun | Sort::Possessive | Sort::Object | Sort::Relative => Form::Pronoun,
        Sort::Name | Sort::Label | Sort::Nominal | Sort::Quantity | Sort::Capital | Sort::Noun => {
            Form::Nominal(mention.head)
        }
    }
}

/// What resolves the speakers of a scene.
#[must_use]
pub fn speakers<'s>(scene: &'s Scene, roles: &'s [Option<String>]) -> Speakers<'s> {
    Speakers {
        reading: &scene.reading,
        names: &scene.names,
        entities: &scene.entities,
        roles,
        candidates: &scene.candidates,
        inside: &scene.inside,
        weights: &WEIGHTS,
    }
}

/// Two digits are all that the calibration carries.
fn rounded(probability: f32) -> f32 {
    (probability * 100.0).round() / 100.0
}
