//! Whom pronouns and descriptions mean: choices from news with annotated speakers, from texts with annotated references, and from
//! references that were judged one by one.

use super::{Lesson, judged::Judged, names::Typed, sources};
use crate::{
    annotate::{
        learned::{
            assemble::assemble, decide::decide, form, interview::Interview, models::Models, name, speakers, view::View,
        },
        mention::Form,
        name::Gender,
        role::roles,
        scene::Scene,
        speaker::{Person, Recent, Referring, Speakers, Way, nobody, options, person},
    },
    article::Span,
    evaluate::{GoldQuote, same_surname},
    lexicon::PERSON_NOUN,
    model::{Choice, Weights},
};

/// The choices of one annotated article: whom its sources that are pronouns mean.
#[must_use]
pub fn of_sources(lesson: &Lesson, kinds: &Weights) -> Vec<Choice> {
    let scene = Scene::typed_by(&lesson.body, kinds);
    let view = View::of(&scene, |_| 0);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(&scene, &roles);
    let mut recent = Recent::default();
    let mut quotes: Vec<&GoldQuote> = lesson.gold.quotes.iter().collect();
    quotes.sort_by_key(|quote| quote.content[0].start);
    let mut choices = Vec::new();
    for quote in quotes {
        let Some(mention) = sources::right(&view, quote).0 else { continue };
        let mention = &view.mentions.all[mention];
        // What somebody is quoted to have said of another's words is not the article's own telling.
        if scene.inside.region(mention.words.start).is_some() {
            continue;
        }
        let form = form(&view, mention);
        let paragraph = scene.reading.words[mention.words.start].paragraph;
        let Some(speaker) = &quote.speaker else { continue };
        let is_speaker = |entity: usize| same_surname(&scene.entities.named[entity].name, speaker);
        if let Form::Name(name) = form {
            recent.add(scene.entities.of_name[name].filter(|&entity| is_speaker(entity)), paragraph, form);
            continue;
        }
        let referring = Referring::of(&speakers, &mention.words, form);
        if form == Form::Pronoun && referring.gender != Gender::Unknown && quote.by_reference {
            let options = options(&speakers, &referring);
            let right = options.iter().position(|option| {
                let gender = scene.entities.named[option.entity].gender;
                is_speaker(option.entity) && gender.fits(referring.gender)
            });
            if let Some(right) = right {
                choices.push(choice(&speakers, &referring, &options, Some(right), &recent));
                recent.add(Some(options[right].entity), paragraph, form);
            }
        }
    }
    choices.extend(of_offices(&speakers));
    choices
}

/// So many descriptions of one article are taken.
const MOST_OFFICES: usize = 1;

/// The descriptions that an office resolves: where else could they be learned from? The features tell nothing of the office.
fn of_offices(speakers: &Speakers) -> Vec<Choice> {
    let recent = Recent::default();
    let resolved = speakers.candidates.all.iter().filter_map(|candidate| {
        let Form::Nominal(head) = candidate.form else { return None };
        let holder = speakers.holder(&candidate.words, head)?;
        let referring = Referring::of(speakers, &candidate.words, candidate.form);
        let options = options(speakers, &referring);
        let right = options.iter().position(|option| option.entity == holder)?;
        Some(choice(speakers, &referring, &options, Some(right), &recent))
    });
    resolved.take(MOST_OFFICES).collect()
}

/// The choices of one text with annotated references: pronouns and descriptions of people, some of whom have no name.
#[must_use]
pub fn of_references(text: &Typed, kinds: &Weights) -> Vec<Choice> {
    let scene = Scene::typed_by(&text.body, kinds);
    let view = View::of(&scene, |_| 0);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(&scene, &roles);
    let recent = Recent::default();
    let cluster_at = |span: Span| {
        let covering = text.references.iter().filter(|(other, _)| other.start <= span.start && span.end <= other.end);
        covering.min_by_key(|(other, _)| other.len()).map(|&(_, cluster)| cluster)
    };
    let clusters: Vec<Option<u32>> =
        scene.names.iter().map(|name| cluster_at(scene.reading.span(&name.words))).collect();
    let mut choices = Vec::new();
    for mention in &view.mentions.all {
        let form = form(&view, mention);
        let described = matches!(form, Form::Nominal(head) if scene.reading.is(head, PERSON_NOUN));
        let referring = Referring::of(&speakers, &mention.words, form);
        if !(described || form == Form::Pronoun && referring.gender != Gender::Unknown) {
            continue;
        }
        let span = scene.reading.words[mention.head].span;
        let starts = |other: &Span| {
            form == Form::Pronoun || other.start <= scene.reading.words[mention.words.start].span.start + 1
        };
        let Some(cluster) = text
            .references
            .iter()
            .filter(|(other, _)| other.start <= span.start && span.end <= other.end && starts(other))
            .min_by_key(|(other, _)| other.len())
            .map(|&(_, cluster)| cluster)
        else {
            continue;
        };
        let options = options(&speakers, &referring);
        let is_right = |option: &Person| {
            let names = &scene.entities.named[option.entity].names;
            names.iter().any(|&name| clusters[name] == Some(cluster))
        };
        choices.push(choice(&speakers, &referring, &options, options.iter().position(is_right), &recent));
    }
    choices
}

/// The choices of one article of which some references were judged. Who said what around them is as the models that are compiled in
/// see it; whom the others mean, as `weights` do.
#[must_use]
pub fn of_judged(judged: &Judged, kinds: &Weights, weights: &Weights) -> Vec<Choice> {
    let models = Models::english();
    let scene = Scene::typed_by(&judged.body, kinds);
    let view = View::of(&scene, |form| models.chances.of(form));
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = Speakers { weights, ..speakers(&scene, &roles) };
    let interview = Interview::of(&scene);
    let mut recent = Recent::default();
    let mut choices = Vec::new();
    for draft in assemble(&view, &decide(&view, models)) {
        let before = recent.clone();
        let Way::Choice(words, form) = name(&view, draft, interview, &speakers, &mut recent).way else { continue };
        let Some(reference) = judged.reference(scene.reading.span(&words).start) else { continue };
        let referring = Referring::of(&speakers, &words, form);
        let options = options(&speakers, &referring);
        let is_named_at = |option: &Person, at: u32| {
            let names = &scene.entities.named[option.entity].names;
            names.iter().any(|&name| scene.reading.span(&scene.names[name].words).start == at)
        };
        let right = reference.means.map(|at| options.iter().position(|option| is_named_at(option, at)));
        // Somebody who is no option teaches nothing.
        if right != Some(None) {
            choices.push(choice(&speakers, &referring, &options, right.flatten(), &before));
        }
    }
    choices
}

fn choice(
    speakers: &Speakers,
    referring: &Referring,
    options: &[Person],
    right: Option<usize>,
    recent: &Recent,
) -> Choice {
    Choice::one_or_none(0..options.len(), right, |option, out| match option {
        Some(option) => person(speakers, referring, &options[option], recent, out),
        None => nobody(speakers, referring, options, out),
    })
}
