//! Names that are nobody's: the state or party behind a politician's name, "the Iowa Republican".

use std::ops::Range;

use super::{Recent, Referral, Resolved, Speakers, allegiance::Allegiance, sort::Sort};
use crate::{
    annotate::name::office_noun,
    article::{EntityKind, Rule},
    lexicon::class,
    text::TokenKind,
};

/// "The Iowa Republican" must be this likely somebody to be told: the state is not looked at.
const LEAST_SURE_OF_OFFICE: f32 = 0.55;

impl Speakers<'_> {
    /// Whom a name means that only looks like one; `None` where it is one.
    pub(super) fn misnomer(&self, name: usize, recent: &Recent) -> Option<Referral> {
        let words = &self.names[name].words;
        let kind = self.names[name].kind;
        let told = |entity| Referral::by(Rule::Phrase, Some((entity, 0.9)));
        if self.is_party_and_state(words) {
            return Some(self.named_before(words).map_or(Referral::by(Rule::Untold, None), told));
        }
        let is_state = words.len() == 1 && self.reading.is(words.start, class::ABBREVIATION_ANY);
        if (kind == Some(EntityKind::Place) || is_state)
            && self.closes(words)
            && let Some(entity) = self.named_before(words)
        {
            return Some(told(entity));
        }
        if let Some(body) = self.capital_noun(words, recent) {
            return Some(Referral::by(Rule::Body, Some(body)));
        }
        let head = office_noun(self.reading, words)?;
        let whole = self.reading.span(words).of(self.reading.body).to_lowercase();
        let side = Allegiance::of_description(self.reading, head);
        let described = || {
            self.last_holder(words.start, &whole, &side).map(|entity| Referral::by(Rule::Office, Some((entity, 0.8))))
        };
        let named = self.named_before(words).map(told).or_else(described);
        Some(named.unwrap_or_else(|| {
            let mut chosen = self.description(words, head, recent);
            chosen.found.take_if(|(_, sure)| *sure < LEAST_SURE_OF_OFFICE);
            chosen
        }))
    }

    /// "The | Company | said": press releases and contracts print so the noun that stands for whose they are.
    fn capital_noun(&self, words: &Range<usize>, recent: &Recent) -> Option<Resolved> {
        let article = words.start.checked_sub(1).filter(|&at| self.reading.text(at).eq_ignore_ascii_case("the"))?;
        let is_noun = words.len() == 1 && self.reading.is(words.start, class::ORGANIZATION);
        let sort = Sort::of_noun(&self.reading.text(words.start).to_lowercase());
        let stands_for_one = is_noun && matches!(sort, Some(Sort::Company | Sort::Group | Sort::School));
        if stands_for_one { self.body(&(article..words.end), words.start, recent) } else { None }
    }

    /// Whether a mark or the end of the sentence follows.
    pub(super) fn closes(&self, words: &Range<usize>) -> bool {
        let end = words.end;
        end == self.reading.sentence_of(words.start).end || self.reading.words[end].kind == TokenKind::Mark
    }

    /// "D-N.Y.", "R-Utah", "D-N.J.": a party's letter and a state.
    pub(super) fn is_party_and_state(&self, words: &Range<usize>) -> bool {
        let text = self.reading.text(words.start);
        let is_letter = |party: &str| matches!(party, "D" | "R" | "I");
        let behind = |state: &str| state.starts_with(char::is_uppercase) && state.len() > 1;
        words.len() <= 2 && text.split_once('-').is_some_and(|(party, state)| is_letter(party) && behind(state))
    }

    /// "| Anna Kell |, D-Iowa," and "| Anna Kell | (R., Iowa)": whoever is named directly before, but for marks and a party's letter.
    pub(super) fn named_before(&self, words: &Range<usize>) -> Option<usize> {
        let reading = self.reading;
        let sentence = reading.sentence_of(words.start).start;
        let farthest = 4;
        let opens = |at: usize| matches!(reading.text(at), "," | "(" | "-" | "–");
        if words.start == sentence || !opens(words.start - 1) && !reading.text(words.start - 1).ends_with('-') {
            return None;
        }
        let mut at = words.start;
        while at > sentence && words.start - at < farthest {
            at -= 1;
            let is_party = matches!(reading.text(at), "D" | "R" | "I" | "D." | "R." | "I.");
            if reading.words[at].kind != TokenKind::Mark && !is_party {
                break;
            }
        }
        let name = self.names.partition_point(|name| name.words.end <= at);
        let name = self.names.get(name).filter(|name| name.words.contains(&at)).map(|_| name)?;
        let entity = self.entities.of_name[name]?;
        (self.entities.named[entity].kind == EntityKind::Person).then_some(entity)
    }
}
