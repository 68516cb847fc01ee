//! Descriptions of people whom the article leaves without a name: "the official", "the man" who came in as "a man".

use std::ops::Range;

use super::{
    Referral, Speakers,
    choice::{Determiner, determiner},
};
use crate::{
    annotate::mention::Form,
    article::{EntityKind, Rule},
    lexicon::class,
    text::TokenKind,
};

/// So many words back somebody may have been introduced: keeps the cost of long articles linear.
const FARTHEST_WORDS: usize = 400;

/// Whom the press quotes without a name.
const NAMELESS: [&str; 8] =
    ["source", "official", "aide", "whistleblower", "whistle-blower", "insider", "informant", "staffer"];

impl Speakers<'_> {
    /// The noun is one for people who don't want to be named, or the article introduced somebody by it and no name.
    pub(super) fn is_nameless(&self, words: &Range<usize>, head: usize) -> bool {
        let noun = self.reading.text(head).to_lowercase();
        NAMELESS.contains(&noun.as_str()) || self.is_introduced(words.start, head)
    }

    /// "his | lawyer", "Kell's | wife": known by whose they are. But "his client" is whoever the lawyer speaks for, and "Kell's
    /// former adviser" most often another word for somebody whom the article tells of.
    pub(super) fn is_somebodys(&self, words: &Range<usize>, head: usize) -> bool {
        let reading = self.reading;
        let by_other = matches!(determiner(self, words.start, head), Determiner::Owned | Determiner::Of);
        let by_chance = matches!(&*reading.text(head).to_lowercase(), "client" | "opponent" | "rival" | "boss");
        by_other && !by_chance && !words.clone().any(|at| reading.reads(at, "former"))
    }

    /// Somebody's lawyer is who is named beside: "Anna Kell, his lawyer,"; "the country's president" is whoever holds that office.
    pub(super) fn of_somebody(&self, words: &Range<usize>, head: usize) -> Referral {
        let reading = self.reading;
        let end = words.end.max(head + 1);
        if let Some(entity) = self.named_before(words).filter(|_| self.closes(&(head..end))) {
            return Referral::by(Rule::Phrase, Some((entity, 0.9)));
        }
        // "the country | 's | president": its owner has no name.
        let owner = words.start.checked_sub(2).filter(|&at| reading.words[at + 1].kind == TokenKind::Possessive);
        let is_common = owner.is_some_and(|at| !reading.words[at].capital);
        let holder = self.holder_of(words.start, head).filter(|_| is_common);
        holder.map_or(Referral::by(Rule::Unnamed, None), |entity| Referral::by(Rule::Office, Some((entity, 0.7))))
    }

    /// "A man | … the man": somebody new by the same noun.
    fn is_introduced(&self, start: usize, head: usize) -> bool {
        let form = self.reading.words[head].form;
        let earlier =
            (start.saturating_sub(FARTHEST_WORDS)..start).rev().filter(|&at| self.reading.words[at].form == form);
        let mut introduced = earlier.filter_map(|at| {
            let candidate = &self.candidates.all[self.candidates.at(at)?];
            (candidate.form == Form::Nominal(at)).then_some((candidate, at))
        });
        introduced.any(|(candidate, at)| {
            determiner(self, candidate.words.start, at) == Determiner::New
                && self.rest_of_phrase(&candidate.words, candidate.form).is_none()
                && !self.explains(candidate.words.start)
        })
    }

    /// "Anna Kell, | a | pilot": what it describes is named before it; "Kell is | a | pilot" too.
    fn explains(&self, start: usize) -> bool {
        let reading = self.reading;
        let sentence = reading.sentence_of(start).start;
        let farthest = 3;
        let before = (sentence.max(start.saturating_sub(farthest))..start).rev();
        before.take_while(|&at| !reading.is(at, class::CONJUNCTION)).any(|at| {
            let is_person = |name: usize| self.names[name].kind == Some(EntityKind::Person);
            self.candidates.at(at).is_some_and(|found| match self.candidates.all[found].form {
                Form::Name(name) => is_person(name),
                Form::Pronoun => true,
                Form::Nominal(_) => false,
            })
        })
    }
}
