//! From an [`Article`] to an [`Annotated`] one. Never fails: what is unknown is `None`, what is uncertain has a confidence.
//!
//! The stages, each a function of what the ones before it found:
//!
//! ```text
//! body ─reading─▶ words ─mark─▶ regions ─cue─▶ cues ─name─▶ names ─entity─▶ entities ─mention─▶ candidates
//!   ─speech─▶ which regions are quotations ─source, attribution─▶ decisions ─quotation─▶ drafts ─speaker─▶ quotes
//! ```

mod attribution;
mod confidence;
pub(crate) mod cue;
pub(crate) mod entity;
pub(crate) mod learned;
pub(crate) mod mark;
pub(crate) mod mention;
pub(crate) mod name;
mod quotation;
pub(crate) mod reading;
mod reported;
pub(crate) mod role;
pub(crate) mod scene;
mod source;
pub(crate) mod speaker;
mod speech;
#[cfg(test)]
mod tests;
mod transcript;

use rustc_hash::FxHashSet;

use self::{
    attribution::attribute,
    cue::{Inside, cues},
    entity::{Entities, entities},
    learned::models::Models,
    mention::Candidates,
    name::{Name, names},
    quotation::{Draft, drafts},
    reading::Reading,
    scene::Scene,
    source::Sources,
    speaker::{Recent, Speakers},
    speech::speech,
};
use crate::{
    article::{Annotated, Article, Entity, Quote, Span, Step},
    lexicon::Lexicon,
    text::paragraphs,
};

/// Finds the quotations of an article, who spoke them, and who and what is named in it.
///
/// In other languages than English quotations are found and left without a speaker.
#[must_use]
pub fn annotate(article: Article) -> Annotated {
    if article.language.as_deref().is_none_or(|language| language == "en") {
        let scene = Scene::of(&article.body);
        let quotes = learned::quotes(&scene, Models::english());
        let entities = entity_rows(&scene.reading, &scene.names, &scene.entities, &quotes);
        drop(scene);
        return Annotated { article, quotes, entities };
    }
    let reading = Reading::new(&article.body, Lexicon::english());
    let regions = transcript::with_turns(&reading, mark::regions(reading.body, &reading.paragraph_spans));
    let inside = Inside::of(&reading, &regions);
    let is_english = article.language.as_deref().is_none_or(|language| language == "en");
    let cues = if is_english { cues(&reading, &inside) } else { Vec::new() };
    let names = if is_english { names(&reading, name::choice::weights()) } else { Vec::new() };
    let named = entities(&reading, &names);
    let candidates = Candidates::find(&reading, &names, &named);
    let sources = Sources { reading: &reading, candidates: &candidates, inside: &inside };
    let speech = speech(&reading, &regions, &cues);
    let mut decided = attribute(&sources, &regions, &cues, &speech);
    if !is_english {
        for decision in &mut decided {
            (decision.source, decision.step) = (None, Step::Unknown);
        }
    }
    let drafts = drafts(&sources, &regions, &cues, &speech, &decided);
    let roles = role::roles(&reading, &names, &named);
    let speakers = Speakers {
        reading: &reading,
        names: &names,
        entities: &named,
        roles: &roles,
        candidates: &candidates,
        inside: &inside,
        weights: speaker::weights(),
    };
    let quotes = quotes(&speakers, &cues, drafts);
    let entities = entity_rows(&reading, &names, &named, &quotes);
    Annotated { article, quotes, entities }
}

/// The outermost stretches of a body in quotation marks, marks included, whether they are quotations or not.
#[must_use]
pub fn quoted_regions(body: &str) -> Vec<Span> {
    mark::regions(body, &paragraphs(body)).into_iter().map(|region| region.outer).collect()
}

fn quotes(speakers: &Speakers, cues: &[cue::Cue], drafts: Vec<Draft>) -> Vec<Quote> {
    let mut recent = Recent::default();
    let reading = speakers.reading;
    let quote = |draft: Draft| {
        let mention = draft.source.as_ref().map(|source| &speakers.candidates.all[source.mention]);
        let entity = mention
            .and_then(|mention| speakers.resolve(&mention.words, mention.form, &mut recent))
            .map(|(entity, _)| entity);
        Quote {
            confidence: confidence::of(
                &draft,
                draft.source.as_ref().map(|source| &speakers.candidates.all[source.mention]),
                draft.cue.map(|cue| &cues[cue]),
                entity.is_some(),
            ),
            kind: draft.kind,
            pieces: draft.pieces,
            cue: draft.cue.map(|cue| reading.span(&cues[cue].words)),
            source: draft.source.map(|source| reading.span(&source.words)),
            speaker: entity.map(|entity| speakers.speaker(entity)),
            step: draft.step,
        }
    };
    drafts.into_iter().map(quote).collect()
}

/// The entities that are surely named, and those that speak.
fn entity_rows(reading: &Reading, names: &[Name], entities: &Entities, quotes: &[Quote]) -> Vec<Entity> {
    let speakers: FxHashSet<&str> =
        quotes.iter().filter_map(|quote| Some(quote.speaker.as_ref()?.name.as_str())).collect();
    let mut rows: Vec<Entity> = entities
        .named
        .iter()
        .filter(|named| !named.names.is_empty())
        .filter(|named| !named.doubtful || speakers.contains(named.name.as_str()))
        .map(|named| Entity {
            kind: named.kind,
            name: named.name.clone(),
            mentions: named.names.iter().map(|&name| reading.span(&names[name].words)).collect(),
        })
        .collect();
    rows.sort_by_key(|entity| entity.mentions.first().map_or(0, |mention| mention.start));
    rows
}
