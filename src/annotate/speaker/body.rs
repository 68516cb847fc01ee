//! What "it", "the agency" and "the report" mean: an organisation, by rules.

use std::ops::Range;

use super::{Recent, Resolved, Speakers};
use crate::{article::EntityKind, lexicon::class, text::TokenKind};

/// So many names back it may be named: keeps the cost of text without paragraphs linear.
const FARTHEST_NAMES: usize = 200;

/// What several made or nobody signs: the body that was named last did not say it.
fn is_law(noun: &str) -> bool {
    matches!(
        noun,
        "act"
            | "bill"
            | "constitution"
            | "law"
            | "rule"
            | "rules"
            | "order"
            | "agreement"
            | "treaty"
            | "document"
            | "documents"
            | "record"
            | "records"
            | "recording"
            | "recordings"
            | "transcript"
            | "evidence"
            | "verdict"
            | "indictment"
            | "stories"
    )
}

/// Places and crowds: whichever is meant, it is no body that the article names.
fn is_everybody(noun: &str) -> bool {
    matches!(
        noun,
        "city"
            | "country"
            | "nation"
            | "state"
            | "states"
            | "media"
            | "press"
            | "military"
            | "website"
            | "groups"
            | "courts"
    )
}

impl Speakers<'_> {
    /// The organisation that "it" or "they" stands for: whoever spoke last, if that is one, else the last one named.
    pub(super) fn it(&self, at: usize, recent: &Recent) -> Option<Resolved> {
        let here = self.reading.words[at].paragraph;
        let is_body = |entity: usize| self.entities.named[entity].kind == EntityKind::Organization;
        let spoke = recent.last().filter(|last| last.paragraph + 2 >= here && is_body(last.entity));
        if let Some(spoke) = spoke {
            return Some((spoke.entity, 0.6));
        }
        if self.reading.is(at, class::THEY) {
            return None;
        }
        self.last_named(at, is_body, 2).map(|entity| (entity, 0.4))
    }

    /// The organisation that "the agency", "a Water Board report" or "the statement" means.
    pub(super) fn body(&self, words: &Range<usize>, head: usize, recent: &Recent) -> Option<Resolved> {
        let reading = self.reading;
        if !reading.is(head, class::ORGANIZATION | class::PAPER) {
            return None;
        }
        if let Some(entity) = self.owned(words, head) {
            return Some((entity, 0.8));
        }
        let is_paper = !reading.is(head, class::ORGANIZATION);
        if let Some(owner) = self.owner(head, is_paper) {
            return Some((owner, 0.7));
        }
        let first = reading.text(words.start).to_lowercase();
        if !matches!(first.as_str(), "the" | "its" | "their") {
            return None;
        }
        let noun = reading.text(head).to_lowercase();
        let is_body = |entity: usize| self.entities.named[entity].kind == EntityKind::Organization;
        let named_so = |entity: usize| {
            let name = self.entities.named[entity].name.to_lowercase();
            is_body(entity) && name.split(' ').any(|word| word == noun)
        };
        let here = reading.words[words.start].paragraph;
        let spoke = || recent.last().filter(|last| is_body(last.entity) && (!is_paper || last.paragraph + 1 >= here));
        if is_paper && is_law(&noun) || is_everybody(&noun) {
            return None;
        }
        let named = self.last_named(words.start, named_so, u32::MAX / 2);
        if matches!(noun.as_str(), "government" | "administration" | "court" | "party" | "regime") {
            return named.map(|entity| (entity, 0.7));
        }
        // Whose paper it is, a name beside it does not tell, but for a survey.
        let is_survey = matches!(noun.as_str(), "poll" | "polls" | "survey" | "surveys" | "study" | "analysis");
        let nearest = || self.last_named(words.start, is_body, 1).filter(|_| !is_paper || is_survey);
        named
            .map(|entity| (entity, 0.7))
            .or_else(|| spoke().map(|last| (last.entity, 0.5)))
            .or_else(|| nearest().map(|entity| (entity, 0.4)))
    }

    /// "Kell's | campaign", "the | campaign": a body that has only its owner's name.
    fn owned(&self, words: &Range<usize>, head: usize) -> Option<usize> {
        let reading = self.reading;
        let upto = self.entities.owned.partition_point(|owned| owned.noun <= head);
        let last = self.entities.owned[..upto].iter().rev().take(FARTHEST_NAMES);
        let mut same = last.filter(|owned| reading.words[owned.noun].form == reading.words[head].form);
        let nearest = same.next()?;
        let is_it = nearest.noun == head || reading.reads(words.start, "the") || reading.reads(words.start, "The");
        is_it.then_some(nearest.entity)
    }

    /// Whose paper it is: "a | Water Board | report", "| Anna Kell |'s brief"; of a body only by its name: "Water Board officials".
    fn owner(&self, head: usize, is_paper: bool) -> Option<usize> {
        let reading = self.reading;
        let sentence = reading.sentence_of(head).start;
        let before = self.names.partition_point(|name| name.words.start < head).checked_sub(1)?;
        let name = &self.names[before];
        let entity = self.entities.of_name[before]?;
        let kind = self.entities.named[entity].kind;
        let farthest = 3;
        if name.words.start < sentence || head < name.words.end || head - name.words.end > farthest {
            return None;
        }
        let between = name.words.end..head;
        let owns = reading.words[name.words.end].kind == TokenKind::Possessive;
        let plain = between.clone().skip(usize::from(owns)).all(|at| {
            reading.words[at].kind == TokenKind::Word
                && reading.words[at].classes
                    & (class::PREPOSITION | class::CONJUNCTION | class::AUXILIARY | class::RELATIVE)
                    == 0
        });
        let fits = if is_paper { owns || kind == EntityKind::Organization } else { kind == EntityKind::Organization };
        (plain && fits).then_some(entity)
    }

    /// The entity that fits and was named last before token `before`, at most so many paragraphs back.
    pub(super) fn last_named(&self, before: usize, fits: impl Fn(usize) -> bool, paragraphs: u32) -> Option<usize> {
        let reading = self.reading;
        let here = reading.words[before].paragraph;
        let upto = self.names.partition_point(|name| name.words.start < before);
        self.names[..upto]
            .iter()
            .enumerate()
            .rev()
            .take(FARTHEST_NAMES)
            .take_while(|(_, name)| reading.words[name.words.start].paragraph + paragraphs >= here)
            .find_map(|(index, _)| self.entities.of_name[index].filter(|&entity| fits(entity)))
    }
}
