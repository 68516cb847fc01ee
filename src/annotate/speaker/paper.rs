//! Whose paper "the statement", "a study by the Water Board" or "the report" is.

use super::{
    Recent, Resolved, Speakers,
    body::{Noun, surest},
    sort::Sort,
};
use crate::{article::EntityKind, lexicon::class, text::TokenKind};

/// So many words back a paper may be introduced.
const FARTHEST_WORDS: usize = 400;

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

/// What newspapers and broadcasters make themselves.
fn is_of_media(noun: &str) -> bool {
    matches!(
        noun,
        "report" | "reports" | "poll" | "polls" | "survey" | "editorial" | "article" | "story" | "investigation"
    )
}

/// What one does with papers that others made.
fn has_only(participle: &str) -> bool {
    matches!(
        participle,
        "obtained"
            | "seen"
            | "reviewed"
            | "cited"
            | "viewed"
            | "quoted"
            | "reported"
            | "described"
            | "shared"
            | "leaked"
    )
}

/// So many words stand at most between "by" and who made a paper.
const MOST_BEFORE_MAKER: usize = 4;

/// What ends the words that belong to a paper.
const CLAUSE: u64 = class::RELATIVE | class::AUXILIARY | class::SUBORDINATOR | class::CONJUNCTION;

impl Speakers<'_> {
    /// Whose paper "the report" is, which begins at token `start`.
    pub(super) fn paper(&self, start: usize, head: usize, noun: &Noun, recent: &Recent) -> Option<Resolved> {
        if is_law(&noun.text) {
            return None;
        }
        if let Some(author) = self.author(start, head, noun, recent) {
            return Some((author, 0.6));
        }
        let before = self.reading.words[start].paragraph.saturating_sub(1);
        // Whose it is, a name beside it does not tell, but for a survey.
        let is_survey = matches!(noun.text.as_str(), "poll" | "polls" | "survey" | "surveys" | "study" | "analysis");
        let asks = |entity: usize| {
            let sort = Sort::of_name(&self.entities.named[entity].name);
            noun.may_mean(self, entity) && !matches!(sort, Some(Sort::Party | Sort::Government | Sort::Court))
        };
        let nearest = || self.last_named(start, asks, 1).filter(|_| is_survey);
        let spoke = || self.last_body(noun, recent, before).filter(|&entity| !self.passes_on(entity, &noun.text));
        surest(self.last_named_so(start, noun), spoke, nearest)
    }

    /// Who made a paper, as the words behind it tell: "data | compiled by | Harlan Motors", "a study by | Anna Kell", "a poll from | Harwell
    /// College".
    pub(super) fn maker(&self, paper: usize) -> Option<usize> {
        let reading = self.reading;
        let farthest = 5;
        let sentence = reading.sentence_of(paper).end;
        let mut behind = (paper + 1..sentence.min(paper + 1 + farthest))
            .take_while(|&at| reading.words[at].kind != TokenKind::Mark && reading.words[at].classes & CLAUSE == 0);
        let by = behind.find(|&at| matches!(reading.text(at), "by" | "from"))?;
        if has_only(reading.text(by - 1)) {
            return None;
        }
        // Where it is from is no maker.
        let may_make = |entity: usize| reading.reads(by, "by") || self.entities.named[entity].kind != EntityKind::Place;
        let name = self.names.partition_point(|name| name.words.start <= by);
        let named = self.names.get(name)?;
        // "by the semi-official | Harwell News Agency"
        let words = by + 1..named.start();
        let touches = named.start() < sentence
            && words.len() <= MOST_BEFORE_MAKER
            && words
                .clone()
                .all(|at| reading.words[at].kind == TokenKind::Word && reading.words[at].classes & CLAUSE == 0);
        self.entities.of_name[name].filter(|&entity| touches && may_make(entity))
    }

    /// Whose paper "the | statement" is: of whoever made it, where the article first tells of it, or else of who spoke there: "Kell
    /// said in a statement".
    fn author(&self, start: usize, head: usize, noun: &Noun, recent: &Recent) -> Option<usize> {
        let reading = self.reading;
        let form = reading.words[head].form;
        let mut earlier = (start.saturating_sub(FARTHEST_WORDS)..start).rev();
        let told = earlier.find(|&at| reading.words[at].form == form && self.inside.region(at).is_none())?;
        if let Some(maker) = self.maker(told).or_else(|| self.owner(told, true)) {
            return Some(maker);
        }
        // "in a | statement", "in the written | statement"
        let phrase = told.saturating_sub(3)..told;
        let is_medium = phrase.clone().any(|at| {
            reading.words[at].sentence == reading.words[told].sentence
                && reading.reads(at, "in")
                && reading.is(at + 1, class::DETERMINER | class::POSSESSIVE)
        });
        let paragraph = reading.words[told].paragraph;
        let spoke = recent.all().find(|spoke| spoke.paragraph == paragraph).filter(|_| is_medium)?;
        (!self.passes_on(spoke.entity, &noun.text)).then_some(spoke.entity)
    }

    /// "… in a memo, the Times reported": who tells of a memo has not written it.
    fn passes_on(&self, entity: usize, noun: &str) -> bool {
        Sort::of_name(&self.entities.named[entity].name) == Some(Sort::Media) && !is_of_media(noun)
    }
}
