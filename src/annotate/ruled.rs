//! English by rules alone, in the order of their precision.

use super::{
    attribution::attribute,
    confidence,
    cue::{Cue, Inside, cues},
    entity::entities,
    entity_rows, mark,
    mention::Candidates,
    name::found,
    quotation::{Draft, drafts},
    reading::Reading,
    reference::{Recent, References},
    role::roles,
    source::Sources,
    speech::speech,
    transcript,
};
use crate::{
    article::{Annotated, Article, Quote, Step},
    lexicon::Lexicon,
};

/// Annotates; in another language than English quotations are found and left without a speaker.
#[must_use]
pub fn annotate(article: Article, is_english: bool) -> Annotated {
    let reading = Reading::new(&article.body, Lexicon::english());
    let regions = transcript::with_turns(&reading, mark::regions(reading.body, &reading.paragraph_spans));
    let inside = Inside::of(&reading, &regions);
    let cues = if is_english { cues(&reading, &inside) } else { Vec::new() };
    let names = if is_english { found(&reading) } else { Vec::new() };
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
    let roles = roles(&reading, &names, &named);
    let speakers =
        References { reading: &reading, names: &names, entities: &named, roles: &roles, candidates: &candidates };
    let quotes = quotes(&speakers, &cues, drafts);
    let entities = entity_rows(&reading, &names, &named, &quotes);
    Annotated { article, quotes, entities }
}

fn quotes(speakers: &References, cues: &[Cue], drafts: Vec<Draft>) -> Vec<Quote> {
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
