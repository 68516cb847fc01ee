//! Ways to report speech as they stand in the text, each with its source.

use std::ops::Range;

use super::phrase::Phrases;
use crate::{
    lexicon::{Pattern, Report, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// A cue outside quotation marks, with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// The words that tell that something was said: "sagte", "nach Angaben"; of "teilte … mit" the first.
    pub words: Range<usize>,
    /// How it takes its source.
    pub pattern: Pattern,
    /// The finite verb, which the subject stands beside; elsewhere the first word.
    pub verb: usize,
    /// Behind all of its words.
    pub end: usize,
    /// Who speaks.
    pub source: Option<Range<usize>>,
    /// The source stands behind the verb.
    pub inverted: bool,
    /// It is a clause set off from what it reports: ", sagte Kelly,".
    pub aside: bool,
}

/// Words of one way to report are at most so far apart.
const FARTHEST: usize = 30;

/// All sayings, in order.
#[must_use]
pub fn sayings(phrases: &Phrases) -> Vec<Saying> {
    let mut found: Vec<Saying> = Vec::new();
    let mut at = 0;
    let mut lower = String::new();
    while at < phrases.reading.words.len() {
        let next = at + 1;
        if phrases.inside.region(at).is_none() && phrases.reading.words[at].kind == TokenKind::Word {
            lower.clear();
            lower.extend(phrases.reading.text(at).chars().flat_map(char::to_lowercase).map(straight));
            let reports = phrases.reading.lexicon.reports(&lower);
            let listed = reports.iter().find_map(|report| saying(phrases, at, report));
            if let Some(saying) = listed.or_else(|| unlisted(phrases, at)) {
                at = saying.words.end.max(next);
                found.push(saying);
                continue;
            }
        }
        at = next;
    }
    if phrases.reading.lexicon.does(class::NULL_SUBJECT) {
        with_dropped_subjects(phrases, &mut found);
    }
    found
}

/// A verb without a subject has the one that was told of last, in its paragraph or the one before.
fn with_dropped_subjects(phrases: &Phrases, sayings: &mut [Saying]) {
    let paragraph = |saying: &Saying| phrases.reading.words[saying.words.start].paragraph;
    let mut last: Option<(u32, Range<usize>)> = None;
    for saying in sayings {
        let here = paragraph(saying);
        let verb = matches!(saying.pattern, Pattern::Say | Pattern::Participle | Pattern::Tell);
        if verb && saying.source.is_none() {
            saying.source = last.as_ref().filter(|(at, _)| at + 1 >= here).map(|(_, source)| source.clone());
        }
        if let Some(source) = &saying.source {
            last = Some((here, source.clone()));
        }
    }
}

fn straight(c: char) -> char {
    if matches!(c, '’' | 'ʼ') { '\'' } else { c }
}

fn saying(phrases: &Phrases, at: usize, report: &Report) -> Option<Saying> {
    let reading = phrases.reading;
    let (words, end) = matched(phrases, at, report)?;
    let sentence = reading.sentence_of(at);
    let mut saying =
        Saying { words, pattern: report.pattern, verb: at, end, source: None, inverted: false, aside: false };
    match report.pattern {
        Pattern::Say | Pattern::Tell | Pattern::Topic => {
            // A noun: "le rapport", "die Klage"; or the verb's name as one.
            let noun = at > sentence.start
                && reading.is(at - 1, class::DETERMINER | class::POSSESSIVE)
                && !reading.is(at - 1, class::RELATIVE | class::OBJECT);
            if noun || reading.lexicon.does(class::CAPITAL_NOUNS) && reading.words[at].capital && at > sentence.start {
                return None;
            }
            phrases.subject(&mut saying);
        }
        Pattern::Participle => {
            let (auxiliary, passive) = phrases.auxiliary(at, end)?;
            saying.verb = auxiliary;
            if passive {
                saying.pattern = Pattern::Nobody;
            } else {
                phrases.subject(&mut saying);
            }
        }
        Pattern::Before | Pattern::BeforeReport => {
            // One word may be an adverb too ("laut über X"): then no preposition stands behind it.
            let source = phrases.named_behind(end, sentence.end, report.words.len() > 1)?;
            let is_report = |at: usize| reading.is(at, class::PAPER);
            if report.pattern == Pattern::BeforeReport && !source.clone().any(is_report) {
                return None;
            }
            saying.pattern = Pattern::Before;
            (saying.source, saying.inverted) = (Some(source), true);
        }
        Pattern::Behind => saying.source = Some(phrases.named_before(at, sentence.start)?),
        Pattern::Aside => {
            if !phrases.is_set_off(at) {
                return None;
            }
            let source = phrases.named_behind(end, sentence.end, false)?;
            let longest = 3;
            let closes = (source.end..reading.words.len().min(source.end + longest))
                .find(|&at| reading.words[at].kind == TokenKind::Mark || phrases.inside.region(at).is_some());
            let behind_region = at.checked_sub(1).is_some_and(|before| {
                phrases.inside.region(before).is_some()
                    || before > 0 && reading.reads(before, ",") && phrases.inside.region(before - 1).is_some()
            });
            let names = class::ORGANIZATION | class::ORGANIZATION_NAME | class::PAPER | class::OBJECT | SUBJECT_PRONOUN;
            let somebody = reading.lexicon.does(class::CAPITAL_NOUNS)
                || phrases.names_somebody(&source)
                || source.clone().any(|at| reading.is(at, names) || reading.words[at].capital);
            if !somebody {
                return None;
            }
            if closes.is_none() && source.end < sentence.end && !behind_region {
                return None;
            }
            (saying.source, saying.inverted, saying.aside) = (Some(source), true, true);
        }
        Pattern::As => {
            let clause_end = (end..sentence.end.min(end + FARTHEST))
                .find(|&at| reading.words[at].kind == TokenKind::Mark && !matches!(reading.text(at), "(" | ")" | "-"))
                .unwrap_or(sentence.end);
            let verb = (end..clause_end).find(|&at| phrases.reports_at(at))?;
            let named = |at: usize| phrases.at(at, clause_end).filter(|phrase| phrases.may_be_subject(phrase.start));
            let before = (end..verb).find_map(named);
            let source = before.or_else(|| phrases.subject_behind(phrases.end_of_verb(verb), clause_end));
            saying.end = clause_end;
            (saying.source, saying.inverted, saying.aside) = (source, false, true);
        }
        Pattern::Nobody => {}
    }
    saying.aside |= saying.inverted && saying.verb > sentence.start && phrases.is_set_off(saying.verb);
    Some(saying)
}

/// A verb that no table has, between marks and somebody: “…”, quipped Ann Kelly. Nothing else stands there.
fn unlisted(phrases: &Phrases, at: usize) -> Option<Saying> {
    let reading = phrases.reading;
    let comma = at.checked_sub(1).filter(|&before| matches!(reading.text(before), "," | "—" | "–"))?;
    phrases.inside.region(comma.checked_sub(1)?)?;
    let sentence = reading.sentence_of(at);
    let mut verb = at;
    while verb < sentence.end && reading.is(verb, class::OBJECT) {
        verb += 1;
    }
    let pronoun = |at: usize| at < sentence.end && reading.is(at, class::ENCLITIC) && reading.is(at, SUBJECT_PRONOUN);
    let mut source = None;
    if verb < sentence.end && reading.is(verb, class::AUXILIARY) {
        verb += 1;
        source = pronoun(verb).then(|| verb..verb + 1);
        verb += usize::from(source.is_some());
    }
    let word = reading.words.get(verb).filter(|word| word.kind == TokenKind::Word && !word.capital)?;
    if !reading.lexicon.reports(&reading.text(verb).to_lowercase()).is_empty() {
        return None;
    }
    let end = verb + 1;
    let source = source.or_else(|| pronoun(end).then(|| end..end + 1)).or_else(|| {
        let phrase = phrases.at(end, sentence.end).filter(|phrase| phrases.names_somebody(phrase))?;
        let words = phrase.start..phrases.with_apposition(phrase.end, sentence.end);
        (word.classes == 0 && phrases.may_be_subject(end)).then_some(words)
    })?;
    let (words, end) = (verb..end, end.max(source.end));
    Some(Saying { words, pattern: Pattern::Say, verb: at, end, source: Some(source), inverted: true, aside: true })
}

/// The first stretch of a report's words where they stand at `at`, and the end of the last.
fn matched(phrases: &Phrases, at: usize, report: &Report) -> Option<(Range<usize>, usize)> {
    let reading = phrases.reading;
    let sentence = reading.sentence_of(at);
    let reads = |at: usize, word: &str| {
        at < sentence.end && phrases.inside.region(at).is_none() && same_word(reading.text(at), word)
    };
    let mut end = at;
    let mut first_end = None;
    let mut gap = false;
    for word in &report.words {
        if *word == "…" {
            first_end = first_end.or(Some(end));
            gap = true;
            continue;
        }
        if gap {
            let stops = |at: usize| phrases.inside.region(at).is_none() && matches!(reading.text(at), "," | ";" | ":");
            end = (end..sentence.end.min(end + FARTHEST)).take_while(|&at| !stops(at)).find(|&at| reads(at, word))?;
            gap = false;
        } else if !reads(end, word) {
            return None;
        }
        end += 1;
    }
    Some((at..first_end.unwrap_or(end), end))
}

fn same_word(written: &str, listed: &str) -> bool {
    let mut listed = listed.chars();
    let same = written.chars().flat_map(char::to_lowercase).map(straight).all(|c| listed.next() == Some(c));
    same && listed.next().is_none()
}

impl Phrases<'_> {
    /// A mark that parts clauses, a quoted region or the sentence's start stands before `at`.
    pub(super) fn is_set_off(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.reading.sentence_of(at).start == at
            || self.inside.region(before).is_some()
            || matches!(self.reading.text(before), "," | "—" | "–" | "―" | "-" | ";" | ":" | "(" | "»" | "“" | "”")
    }

    /// A way to report begins at `at` that has a verb.
    fn reports_at(&self, at: usize) -> bool {
        let word: String = self.reading.text(at).chars().flat_map(char::to_lowercase).collect();
        let verb = |pattern| matches!(pattern, Pattern::Say | Pattern::Tell | Pattern::Participle);
        self.reading
            .lexicon
            .reports(&word)
            .iter()
            .any(|report| verb(report.pattern) && matched(self, at, report).is_some())
    }

    /// Behind the way to report that begins at `at`.
    fn end_of_verb(&self, at: usize) -> usize {
        let word: String = self.reading.text(at).chars().flat_map(char::to_lowercase).collect();
        let ends = self.reading.lexicon.reports(&word).iter().filter_map(|report| matched(self, at, report));
        ends.map(|(words, _)| words.end).max().unwrap_or(at + 1)
    }

    /// The auxiliary of the participle at `at..end`, and whether it makes a passive of it.
    fn auxiliary(&self, at: usize, end: usize) -> Option<(usize, bool)> {
        let reading = self.reading;
        let sentence = reading.sentence_of(at);
        let is_auxiliary = |at: usize| reading.is(at, class::AUXILIARY) && self.inside.region(at).is_none();
        let passive = |at: usize| reading.is(at, class::PASSIVE);
        // "der gesagt hatte": at the end of a clause.
        if end < sentence.end && is_auxiliary(end) {
            let next_passive = end + 1 < sentence.end && passive(end + 1);
            return Some((end, passive(end) || next_passive));
        }
        let parts = |at: usize| self.inside.region(at).is_none() && matches!(reading.text(at), "," | ";" | ":");
        let from = sentence.start.max(at.saturating_sub(FARTHEST));
        let auxiliary = (from..at).rev().take_while(|&at| !parts(at)).find(|&at| is_auxiliary(at))?;
        // "wurde … gesagt"; and "a été dit", where the passive's own participle stands between.
        let between = (auxiliary..at).any(passive);
        Some((auxiliary, between))
    }
}
