//! A name or a body inside the description of somebody else: "the lawyer of | Anna Kell | said", "those who voted for | Kell | say",
//! "officials in | the governor's office | who said".

use std::ops::Range;

use super::{Referral, Speakers, phrase::BREAKS, recent::Recent};
use crate::{
    annotate::mention::Form,
    article::{EntityKind, Rule},
    lexicon::{PERSON_NOUN, class},
    text::TokenKind,
};

/// What joins a name to the noun that it tells more of. "By" is not among them: it tells who did something.
const JOINS: [&str; 14] =
    ["of", "for", "from", "with", "at", "in", "on", "to", "under", "within", "inside", "against", "near", "about"];

/// In tokens: "of the late president | Kell".
const LONGEST_ATTRIBUTE: usize = 4;

/// In tokens: "who once wrote speeches for | Kell".
const LONGEST_CLAUSE: usize = 8;

/// What a description is of which a name is but a part.
struct Whole {
    /// Where it begins.
    start: usize,
    /// The mention that it begins with.
    head: Option<usize>,
}

impl Speakers<'_> {
    /// Whom the description means inside of which a source stands; `None` where it stands for itself.
    pub(super) fn modified(&self, words: &Range<usize>, form: Form, recent: &Recent) -> Option<Referral> {
        let whole = self.whole_of(words, form)?;
        let phrase = whole.start..words.end;
        if let Some(entity) = self.named_before(&phrase).filter(|_| self.closes(&phrase)) {
            return Some(Referral::by(Rule::Phrase, Some((entity, 0.9))));
        }
        Some(match whole.head.map(|head| &self.candidates.all[head]) {
            Some(head) => self.referent(&head.words, head.form, recent),
            None => Referral::by(Rule::Unnamed, None),
        })
    }

    /// Where the description begins that a source ends.
    pub(super) fn description_start(&self, words: &Range<usize>, form: Form) -> Option<usize> {
        self.whole_of(words, form).map(|whole| whole.start)
    }

    fn whole_of(&self, words: &Range<usize>, form: Form) -> Option<Whole> {
        let reading = self.reading;
        let (start, is_person) = match form {
            Form::Name(name) => {
                (self.names[name].start().min(words.start), self.names[name].kind == Some(EntityKind::Person))
            }
            Form::Nominal(head) if reading.is(head, class::ORGANIZATION) => (words.start, false),
            Form::Nominal(_) | Form::Pronoun => return None,
        };
        let sentence = reading.sentence_of(start).start;
        let nearest = sentence.max(start.saturating_sub(LONGEST_ATTRIBUTE));
        let belongs = |at: usize| self.is_attribute(at) || !is_person && self.is_plain(at);
        let joint = (nearest..start).rev().find(|&at| !belongs(at)).filter(|&at| self.joins(at))?;
        let before = joint.checked_sub(1).filter(|before| *before >= sentence)?;
        self.described_at(before).or_else(|| self.antecedent_of(sentence, before))
    }

    /// What stands before a name and belongs to it: "the late", "Democratic candidate"; but "secretary of | state | Anna Kell" is she.
    pub(super) fn is_attribute(&self, at: usize) -> bool {
        let (reading, word) = (self.reading, &self.reading.words[at]);
        word.kind == TokenKind::Word
            && (word.capital
                || reading.is(at, class::DETERMINER | class::NATIONALITY | PERSON_NOUN)
                || matches!(reading.text(at), "former" | "late" | "then" | "presidential" | "senatorial"))
    }

    /// A word of a noun phrase, inside of it.
    fn is_plain(&self, at: usize) -> bool {
        let word = &self.reading.words[at];
        word.kind == TokenKind::Word && word.cue.is_none() && word.classes & BREAKS == 0
    }

    fn joins(&self, at: usize) -> bool {
        JOINS.iter().any(|joint| self.reading.text(at).eq_ignore_ascii_case(joint))
    }

    /// The description of people whose noun a token is.
    fn described_at(&self, noun: usize) -> Option<Whole> {
        let head = self.candidates.at(noun)?;
        let mention = &self.candidates.all[head];
        let is_person = mention.form == Form::Nominal(noun) && self.reading.is(noun, PERSON_NOUN);
        is_person.then_some(Whole { start: mention.words.start, head: Some(head) })
    }

    /// "| Americans | who voted for": whom the relative clause tells of that goes on until a token.
    fn antecedent_of(&self, sentence: usize, until: usize) -> Option<Whole> {
        let reading = self.reading;
        let nearest = (sentence + 1).max(until.saturating_sub(LONGEST_CLAUSE));
        let is_word = |at: usize| reading.words[at].kind != TokenKind::Mark;
        let clause = (nearest..=until).rev().take_while(|&at| is_word(at));
        let relative = clause.into_iter().find(|&at| reading.reads(at, "who")).filter(|relative| *relative < until)?;
        let before = if reading.reads(relative - 1, ",") { relative.checked_sub(2)? } else { relative - 1 };
        let head = self.candidates.at(before);
        let start = head.map_or(before, |head| self.candidates.all[head].words.start);
        (start >= sentence).then_some(Whole { start, head })
    }
}
