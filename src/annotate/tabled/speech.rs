//! Which regions are somebody's words, and which are names, titles and terms.

use super::marked::{Decision, Marked, starts_lower};
use crate::{
    article::Step,
    lexicon::{SUBJECT_PRONOUN, class},
    text::TokenKind,
};

impl Marked<'_> {
    /// The region is a quotation, as far as its own words and the reporting clause beside it tell.
    pub(super) fn is_speech(&self, region: usize, own: Option<&Decision>) -> bool {
        let reading = self.phrases.reading;
        let inner = self.inner(region);
        let words = self.words(region);
        let marks = &self.regions[region];
        let has_words = inner.clone().any(|at| reading.words[at].kind == TokenKind::Word);
        let spoken = if has_words { marks.inner.of(reading.body).split_whitespace().count() } else { 0 };
        // A single word with a stop inside is an address: "news.example.org".
        let is_address =
            spoken == 1 && marks.inner.of(reading.body).trim_end_matches(['.', '…', '!', '?']).contains('.');
        if spoken == 0 || is_address {
            return false;
        }
        // Without a mark of its own it goes on behind a reporting clause, or a dash opens it.
        let goes_on = marks.outer.start == marks.inner.start;
        if marks.continues || marks.label.is_some() || !marks.closed || goes_on {
            return true;
        }
        let sentence = reading.sentence_of(words.start).start;
        let announced = words.start > sentence && reading.is(words.start - 1, class::WORDS);
        // "warf der Stadt „…“ vor": the verb's two parts stand around the marks.
        let surrounded = own.and_then(|own| own.saying).is_some_and(|saying| {
            self.sayings[saying].words.end <= words.start && words.end < self.sayings[saying].end
        });
        if announced || surrounded {
            return true;
        }
        let named = words.start > sentence && self.calls_for_name(words.start - 1, inner.start);
        let ends_like_speech = matches!(reading.text(inner.end - 1), "." | "?" | "!" | "…" | ",");
        let long = 6;
        let told = own.is_some_and(|own| own.saying.is_some())
            || (sentence..reading.sentence_of(words.end - 1).end)
                .any(|at| self.is_outside(at) && reading.is(at, class::REPORTED));
        let like_a_name = words.start > sentence
            && inner
                .clone()
                .next()
                .is_some_and(|at| reading.words[at].kind != TokenKind::Word || reading.words[at].capital);
        let colon = words.start > sentence && reading.reads(words.start - 1, ":");
        if like_a_name && !told && !colon && !ends_like_speech && spoken <= 2 * long {
            return false;
        }
        if named && !(ends_like_speech && spoken > 2) && spoken <= 2 * long {
            return false;
        }
        // A whole sentence in marks.
        let end = words.end;
        let ends = end >= reading.words.len()
            || reading.is_stop(end)
            || reading.words[end].paragraph as usize != marks.paragraph;
        let whole = self.sets_off(region) && ends && spoken > 1;
        if spoken > long || ends_like_speech && spoken > 2 || whole {
            return true;
        }
        let small = inner.clone().any(|at| self.is_plain_word(at, inner.start));
        let adjacent = own.is_some_and(|own| self.is_adjacent(region, own));
        if adjacent {
            return small || spoken > 1 || own.is_some_and(|own| own.saying.is_some() && own.step != Step::Clause);
        }
        let reported = (sentence..reading.sentence_of(words.end - 1).end)
            .any(|at| self.is_outside(at) && reading.is(at, class::REPORTED));
        let saying = own.is_some_and(|own| own.saying.is_some());
        (saying || reported) && (small || !named && spoken < 3) || spoken > 3 && small
    }

    /// A noun, a determiner with a capital behind it or "so-called" stands before the marks: they hold a name.
    fn calls_for_name(&self, before: usize, first: usize) -> bool {
        let reading = self.phrases.reading;
        if !self.is_outside(before) {
            return false;
        }
        let noun = reading.lexicon.does(class::CAPITAL_NOUNS)
            && reading.words[before].capital
            && !self.phrases.is_reporting_verb(before)
            && reading.words[before].classes & (SUBJECT_PRONOUN | class::TIME) == 0
            && reading.sentence_of(before).start < before
            && !starts_lower(reading.text(first));
        let labelled = reading.reads(before, ":") && before > 0 && reading.is(before - 1, class::TERM);
        reading.is(before, class::TERM) || noun || labelled || reading.reads(before, "(")
    }

    /// A word in lower case that names don't have.
    fn is_plain_word(&self, at: usize, first: usize) -> bool {
        let reading = self.phrases.reading;
        let word = &reading.words[at];
        let small = class::LINK | class::PREPOSITION | class::CONJUNCTION | class::DETERMINER;
        word.kind == TokenKind::Word
            && !word.capital
            && (word.classes & small == 0 || at == first && word.classes & class::LINK == 0)
    }

    /// The saying stands directly beside the marks.
    fn is_adjacent(&self, region: usize, own: &Decision) -> bool {
        let Some(saying) = own.saying.map(|saying| &self.sayings[saying]) else { return own.step == Step::Colon };
        let words = self.words(region);
        let end = saying.source.as_ref().map_or(saying.end, |source| {
            if saying.inverted { source.end.max(saying.words.end) } else { saying.words.end }
        });
        let before = end <= words.start && words.start - end <= 2;
        let first = saying.verb.min(saying.words.start);
        before || first >= words.end && first - words.end <= 2
    }
}
