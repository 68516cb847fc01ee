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
mod cue;
mod entity;
mod mark;
mod mention;
mod name;
mod quotation;
mod reading;
mod reported;
mod role;
mod source;
mod speaker;
mod speech;
mod tabled;
#[cfg(test)]
mod tests;
mod transcript;

use self::{
    attribution::attribute,
    cue::{Inside, cues},
    entity::{Entities, entities},
    mention::Candidates,
    name::{Name, names},
    quotation::{Draft, drafts},
    reading::Reading,
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
/// English is read by the stages below, other languages by their tables; in a language without any, quotations are found and
/// left without a speaker.
#[must_use]
pub fn annotate(article: Article) -> Annotated {
    let tables = article.language.as_deref().filter(|&language| language != "en").and_then(Lexicon::of);
    if let Some(lexicon) = tables {
        return tabled::annotate(article, lexicon);
    }
    let reading = Reading::new(&article.body, Lexicon::english());
    let regions = transcript::with_turns(&reading, mark::regions(reading.body, &reading.paragraph_spans));
    let inside = Inside::of(&reading, &regions);
    let is_english = article.language.as_deref().is_none_or(|language| language == "en");
    let cues = if is_english { cues(&reading, &inside) } else { Vec::new() };
    let names = if is_english { names(&reading) } else { Vec::new() };
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
    let speakers =
        Speakers { reading: &reading, names: &names, entities: &named, roles: &roles, candidates: &candidates };
    let quotes = quotes(&speakers, &cues, drafts);
    let entities = entity_rows(&reading, &names, &named);
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
        let entity = draft.source.as_ref().and_then(|source| speakers.resolve(source.mention, &mut recent));
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

fn entity_rows(reading: &Reading, names: &[Name], entities: &Entities) -> Vec<Entity> {
    let mut rows: Vec<Entity> = entities
        .named
        .iter()
        .map(|named| Entity {
            kind: named.kind,
            name: named.name.clone(),
            mentions: named.names.iter().map(|&name| reading.span(&names[name].words)).collect(),
        })
        .collect();
    rows.sort_by_key(|entity| entity.mentions.first().map_or(0, |mention| mention.start));
    rows
}
