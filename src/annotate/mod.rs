//! From an [`Article`] to an [`Annotated`] one. Never fails: what is unknown is `None`, what is uncertain has a confidence.
//!
//! Three recipes of small stages: English by learned choices ([`learned`]), other languages by their tables ([`tabled`]), and
//! English by rules alone ([`ruled`]), which finds quotations in languages without tables too.
//!
//! ```text
//! body ─reading─▶ words ─mark─▶ regions ─cue─▶ cues ─name─▶ names ─entity─▶ entities ─mention─▶ candidates   (scene)
//!   ─learned─▶ clauses: cue, source, content ─▶ which regions are quotations, and whose ─▶ quotes, each with its speaker
//! ```

mod attribution;
pub(crate) mod case;
pub(crate) mod cluster;
mod confidence;
mod credit;
pub(crate) mod cue;
pub(crate) mod entity;
mod explain;
pub(crate) mod learned;
pub(crate) mod mark;
pub(crate) mod mention;
pub(crate) mod name;
mod post;
mod quotation;
pub(crate) mod reading;
mod reference;
mod reported;
pub(crate) mod role;
mod ruled;
pub(crate) mod scene;
mod source;
pub(crate) mod speaker;
mod speech;
mod tabled;
#[cfg(test)]
mod tests;
mod transcript;
mod unclosed;

pub use explain::explain;

use rustc_hash::FxHashSet;

use self::{entity::Entities, learned::models::Models, name::Name, reading::Reading, scene::Scene};
use crate::{
    article::{Annotated, Article, Entity, Quote, Span},
    lexicon::Lexicon,
    text::{fold, paragraphs},
};

/// Finds the quotations of an article, who spoke them, and who and what is named in it.
///
/// English is read by what was learned of it, other languages by their tables; in a language without any, quotations are found
/// and left without a speaker.
#[must_use]
pub fn annotate(article: Article) -> Annotated {
    let language = article.language.as_deref().unwrap_or("en");
    if language == "en" {
        let (quotes, entities) = in_english(&article.body, |scene| {
            let mut quotes = learned::quotes(scene, Models::english());
            outlet_never_speaks(&mut quotes, article.outlet.as_deref());
            let entities = entity_rows(&scene.reading, &scene.names, &scene.entities, &quotes);
            (quotes, entities)
        });
        return Annotated { article, quotes, entities };
    }
    match Lexicon::of(language) {
        Some(lexicon) => tabled::annotate(article, lexicon),
        None => ruled::annotate(article, false),
    }
}

/// What is made of an English body as it is read: capitals restored, and all found that decisions rest on.
fn in_english<T>(body: &str, of: impl FnOnce(&Scene) -> T) -> T {
    of(&Scene::of(&case::restored(body)))
}

/// Who publishes an article reports what others say: where a source seems to mean the outlet, nobody is known.
fn outlet_never_speaks(quotes: &mut [Quote], outlet: Option<&str>) {
    let Some(outlet) = outlet.map(fold) else { return };
    for quote in quotes {
        quote.speaker.take_if(|speaker| fold(&speaker.name) == outlet);
    }
}

/// The same for an English article by rules alone: what the learned choices are measured against.
#[must_use]
pub fn annotate_by_rules(article: Article) -> Annotated {
    ruled::annotate(article, true)
}

/// The outermost stretches of a body in quotation marks, marks included, whether they are quotations or not.
#[must_use]
pub fn quoted_regions(body: &str) -> Vec<Span> {
    mark::regions(body, &paragraphs(body)).into_iter().map(|region| region.outer).collect()
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
