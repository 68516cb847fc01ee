//! All that is found in an article before anything is decided: what rules and learned choices look at.

use std::ops::Range;

use super::{
    credit,
    cue::{Cue, Inside, cues},
    entity::{Entities, entities},
    mark::{self, Region},
    mention::{Candidates, Form},
    name::{Name, choice, names},
    post,
    reading::Reading,
    transcript, unclosed,
};
use crate::{article::EntityKind, lexicon::Lexicon, model::Weights};

/// One English article, read.
pub struct Scene<'a> {
    /// Words, sentences, paragraphs.
    pub reading: Reading<'a>,
    /// Stretches in quotation marks and turns of transcripts.
    pub regions: Vec<Region>,
    /// Which token stands in which region.
    pub inside: Inside,
    /// Verbs in use as cues, by the rules.
    pub cues: Vec<Cue>,
    /// Names, cut and typed.
    pub names: Vec<Name>,
    /// Who is who.
    pub entities: Entities,
    /// What may be a source.
    pub candidates: Candidates,
}

impl<'a> Scene<'a> {
    /// Reads a body.
    #[must_use]
    pub fn of(body: &'a str) -> Self {
        Self::typed_by(body, &choice::WEIGHTS)
    }

    /// Reads a body, with the weights that type its names.
    #[must_use]
    pub fn typed_by(body: &'a str, kinds: &Weights) -> Self {
        let reading = Reading::new(body, Lexicon::english());
        let marked = unclosed::closed(&reading, mark::regions(body, &reading.paragraph_spans));
        let regions =
            credit::with_credits(&reading, post::with_posts(&reading, transcript::with_turns(&reading, marked)));
        let inside = Inside::of(&reading, &regions);
        let cues = cues(&reading, &inside);
        let names = names(&reading, kinds);
        let entities = entities(&reading, &names);
        let candidates = Candidates::find(&reading, &names, &entities);
        Self { reading, regions, inside, cues, names, entities, candidates }
    }

    /// What the rules' mention at `index` names: a person, an organisation, a place.
    #[must_use]
    pub fn kind_of(&self, index: usize) -> Option<EntityKind> {
        match self.candidates.all[index].form {
            Form::Name(name) => self.entities.of_name[name].map(|entity| self.entities.named[entity].kind),
            Form::Pronoun | Form::Nominal(_) => None,
        }
    }

    /// The tokens of each turn's label, in order; a label that several paragraphs belong to once.
    pub fn labels(&self) -> impl Iterator<Item = Range<usize>> {
        let mut before = None;
        self.regions.iter().filter_map(move |region| {
            let label = region.label.filter(|&label| before != Some(label))?;
            before = Some(label);
            Some(self.reading.word_at(label.start)..self.reading.word_at(label.end))
        })
    }
}
