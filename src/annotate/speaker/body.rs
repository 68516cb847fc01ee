//! What "it", "the agency" and "the report" mean: an organisation, by rules.

use std::ops::Range;

use super::{Recent, Resolved, Speakers, recent::Spoke, sort::Sort};
use crate::{article::EntityKind, lexicon::class, text::TokenKind};

/// So many names back it may be named: keeps the cost of text without paragraphs linear.
const FARTHEST_NAMES: usize = 200;

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

/// A noun that stands for a body: "agency", "statement".
pub(super) struct Noun {
    /// In small letters.
    pub text: String,
    sort: Option<Sort>,
}

impl Noun {
    fn of(speakers: &Speakers, head: usize) -> Self {
        let text = speakers.reading.text(head).to_lowercase();
        Self { sort: Sort::of_noun(&text), text }
    }

    /// Whether it may stand for this entity.
    pub(super) fn may_mean(&self, speakers: &Speakers, entity: usize) -> bool {
        let named = &speakers.entities.named[entity];
        let fits = |sort: Sort| sort.may_mean(Sort::of_name(&named.name));
        named.kind == EntityKind::Organization && self.sort.is_none_or(fits)
    }

    /// Whether it does, and is a word of its name.
    fn is_in_name(&self, speakers: &Speakers, entity: usize) -> bool {
        // Asked for hundreds of names: what costs least goes first.
        let mut words = speakers.entities.named[entity].name.split(' ');
        words.any(|word| word.eq_ignore_ascii_case(&self.text)) && self.may_mean(speakers, entity)
    }
}

/// Whichever there is, the surest first: one of that name, whoever spoke last, whoever is named nearest.
pub(super) fn surest(
    named: Option<usize>,
    spoke: impl FnOnce() -> Option<usize>,
    nearest: impl FnOnce() -> Option<usize>,
) -> Option<Resolved> {
    named
        .map(|entity| (entity, 0.7))
        .or_else(|| spoke().map(|entity| (entity, 0.5)))
        .or_else(|| nearest().map(|entity| (entity, 0.4)))
}

impl Speakers<'_> {
    /// The organisation that "it" or "they" stands for: whoever spoke last, if that is one, else the last one named.
    pub(super) fn it(&self, at: usize, recent: &Recent) -> Option<Resolved> {
        let here = self.reading.words[at].paragraph;
        if self.reading.is(at, class::THEY)
            && let Some(several) = self.several(at, recent)
        {
            return Some((several, 0.6));
        }
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
        if let Some(entity) = self.owned(words, head).or_else(|| self.owned_by_pronoun(head, recent)) {
            return Some((entity, 0.8));
        }
        let is_paper = !reading.is(head, class::ORGANIZATION);
        let maker = if is_paper { self.maker(head) } else { None };
        if let Some(owner) = maker.or_else(|| self.owner(head, is_paper)) {
            return Some((owner, 0.7));
        }
        let first = reading.text(words.start).to_lowercase();
        if !matches!(first.as_str(), "the" | "its" | "their") {
            return None;
        }
        let noun = Noun::of(self, head);
        if is_paper { self.paper(words.start, head, &noun, recent) } else { self.called(words.start, &noun, recent) }
    }

    /// The organisation that "the agency" means: one with that word in its name, else whoever spoke last or is named nearest.
    fn called(&self, start: usize, noun: &Noun, recent: &Recent) -> Option<Resolved> {
        if is_everybody(&noun.text) {
            return None;
        }
        let named = self.last_named_so(start, noun);
        if matches!(noun.text.as_str(), "government" | "administration" | "court" | "panel" | "party" | "regime") {
            return named.map(|entity| (entity, 0.7));
        }
        let spoke = || self.last_body(noun, recent, 0);
        surest(named, spoke, || self.last_named(start, |entity| noun.may_mean(self, entity), 1))
    }

    /// The organisation named last, however far back, of whose name the noun is a word.
    pub(super) fn last_named_so(&self, start: usize, noun: &Noun) -> Option<usize> {
        self.last_named(start, |entity| noun.is_in_name(self, entity), u32::MAX / 2)
    }

    /// The organisation that spoke last, at or behind paragraph `from`, those left out that the noun can't mean; `None` when a person spoke
    /// since.
    pub(super) fn last_body(&self, noun: &Noun, recent: &Recent, from: u32) -> Option<usize> {
        let is_body = |spoke: &Spoke| self.entities.named[spoke.entity].kind == EntityKind::Organization;
        let mut bodies = recent.all().take_while(is_body);
        let spoke = bodies.find(|spoke| noun.may_mean(self, spoke.entity) && spoke.paragraph >= from)?;
        Some(spoke.entity)
    }

    /// The body behind its owner's name: "the Kell | campaign", "Kell's | administration".
    pub(super) fn owned_behind(&self, name: &Range<usize>) -> Option<usize> {
        self.owned_at(name.end + usize::from(self.reading.words.get(name.end)?.kind == TokenKind::Possessive))
    }

    /// The body that a noun stands for which says which: "the county health | department".
    pub(super) fn owned_at(&self, noun: usize) -> Option<usize> {
        let owned = self.entities.owned.binary_search_by_key(&noun, |owned| owned.noun).ok()?;
        Some(self.entities.owned[owned].entity)
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

    /// "his | campaign": Kell's, where "the Kell campaign" is named somewhere.
    fn owned_by_pronoun(&self, head: usize, recent: &Recent) -> Option<usize> {
        let pronoun = head.checked_sub(1).filter(|&at| self.reading.is(at, class::POSSESSIVE))?;
        if !self.reading.is(head, class::OWNED) {
            return None;
        }
        let (owner, _) = self.pronoun(&(pronoun..head), recent).found?;
        let owner = &self.entities.named[owner];
        let surname = owner.name.rsplit(' ').next().filter(|_| owner.kind == EntityKind::Person)?;
        let called = format!("{surname} {}", self.reading.text(head));
        self.entities.owned.iter().map(|owned| owned.entity).find(|&body| self.entities.named[body].name == called)
    }

    /// Whose paper it is: "a | Water Board | report", "| Anna Kell |'s brief"; of a body only by its name: "Water Board officials".
    pub(super) fn owner(&self, head: usize, is_paper: bool) -> Option<usize> {
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
