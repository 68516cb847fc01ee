//! Regions of speech that marks alone don't tell: paragraphs that a dash opens, and reporting clauses inside the marks.

use std::ops::Range;

use super::phrase::Phrases;
use crate::{
    annotate::{cue::Inside, mark::Region, reading::Reading},
    article::Span,
    lexicon::{Pattern, SUBJECT_PRONOUN, class},
    text::TokenKind,
};

/// A reporting clause inside the marks has at most so many tokens.
const LONGEST_ASIDE: usize = 24;

/// The regions with speech behind dashes added, and reporting clauses inside the marks cut out.
#[must_use]
pub fn regions(reading: &Reading, marked: Vec<Region>) -> Vec<Region> {
    let nothing = Inside::of(reading, &[]);
    let phrases = Phrases { reading, inside: &nothing };
    let mut all = marked;
    if reading.lexicon.does(class::DASH_DIALOGUE) {
        let dialogue = dialogue(&phrases, &all);
        all.extend(dialogue);
        all.sort_by_key(|region| region.outer.start);
    }
    if reading.lexicon.does(class::ASIDES_INSIDE) {
        all = all.into_iter().flat_map(|region| without_asides(&phrases, region)).collect();
    }
    all
}

fn is_dash(reading: &Reading, at: usize) -> bool {
    matches!(reading.text(at), "—" | "–" | "―")
}

/// Paragraphs that a dash opens, when one of them has a reporting clause: else they are a list.
fn dialogue(phrases: &Phrases, marked: &[Region]) -> Vec<Region> {
    let reading = phrases.reading;
    let mut found: Vec<Region> = Vec::new();
    let mut speaks = false;
    let mut next_region = marked.iter().peekable();
    for (paragraph, words) in reading.paragraphs.iter().enumerate() {
        while next_region.next_if(|region| region.paragraph < paragraph).is_some() {}
        let is_marked = next_region.peek().is_some_and(|region| region.paragraph == paragraph);
        if words.len() < 2 || !is_dash(reading, words.start) || is_marked {
            speaks = false;
            continue;
        }
        let asides = dash_asides(phrases, words);
        let has_verb =
            !asides.is_empty() || (words.start + 1..words.end).any(|at| aside_end(phrases, at, words.end).is_some());
        speaks |= has_verb;
        if speaks {
            found.extend(between(reading, paragraph, words.start + 1..words.end, &asides));
        }
    }
    found
}

/// "—Nadie se irá —dijo la alcaldesa—. Nadie.": what stands between a dash that opens and one that closes.
fn dash_asides(phrases: &Phrases, words: &Range<usize>) -> Vec<Range<usize>> {
    let reading = phrases.reading;
    let mut found = Vec::new();
    if !reading.lexicon.does(class::DASH_ASIDE) {
        return found;
    }
    let mut at = words.start + 1;
    while at < words.end {
        let opens = is_dash(reading, at)
            && at + 1 < words.end
            && reading.words[at].span.end == reading.words[at + 1].span.start
            && reading.words[at - 1].span.end < reading.words[at].span.start;
        if opens {
            let end = (at + 1..words.end).find(|&at| is_dash(reading, at)).map_or(words.end, |dash| dash + 1);
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The regions of a paragraph's words that the asides leave.
fn between(reading: &Reading, paragraph: usize, words: Range<usize>, asides: &[Range<usize>]) -> Vec<Region> {
    let mut found = Vec::new();
    let mut start = words.start;
    let end = words.end..words.end;
    for aside in asides.iter().chain(std::iter::once(&end)) {
        let mut from = start;
        while from < aside.start && matches!(reading.text(from), "." | "," | ";" | ":") {
            from += 1;
        }
        if from < aside.start {
            let inner = reading.span(&(from..aside.start));
            found.push(Region { inner, outer: inner, paragraph, closed: true, continues: false, label: None });
        }
        start = aside.end;
    }
    found
}

/// The pieces of a region around the reporting clauses inside it.
fn without_asides(phrases: &Phrases, region: Region) -> Vec<Region> {
    let reading = phrases.reading;
    let words = reading.word_at(region.inner.start)..reading.word_at(region.inner.end);
    let mut pieces = Vec::new();
    let mut from = region;
    let mut at = words.start + 1;
    while at < words.end {
        let opens = matches!(reading.text(at - 1), "," | "!" | "?" | "…" | "—" | "–");
        let Some(end) = opens.then(|| aside_end(phrases, at, words.end)).flatten() else {
            at += 1;
            continue;
        };
        // The comma is the reporting clause's; a question mark is the speaker's.
        let kept = if reading.reads(at - 1, ",") { at - 1 } else { at };
        let first = reading.word_at(from.inner.start);
        if kept > first {
            let inner = reading.span(&(first..kept));
            let outer = Span::new(from.outer.from(), inner.to());
            pieces.push(Region { inner, outer, closed: true, ..from });
        }
        let mut rest = end;
        while rest < words.end && matches!(reading.text(rest), "," | "." | ":" | ";" | "—" | "–") {
            rest += 1;
        }
        if rest >= words.end {
            return pieces;
        }
        let start = reading.words[rest].span.from();
        from.inner = Span::new(start, region.inner.to());
        from.outer = Span::new(start, region.outer.to());
        from.continues = false;
        at = rest + 1;
    }
    pieces.push(from);
    pieces
}

/// Behind the listed verb of saying at `at`.
fn listed(phrases: &Phrases, at: usize, limit: usize, pattern: Pattern) -> Option<usize> {
    let reading = phrases.reading;
    let reads = |offset: usize, word: &str| {
        at + offset < limit && reading.text(at + offset).to_lowercase().replace('’', "'") == word
    };
    let fits = |found: Pattern| found == pattern || pattern == Pattern::Say && found == Pattern::Tell;
    let word = reading.text(at).to_lowercase().replace('’', "'");
    let mut reports = reading.lexicon.reports(&word).iter().filter(|report| fits(report.pattern));
    reports
        .find(|report| report.words.iter().enumerate().all(|(offset, word)| reads(offset, word)))
        .map(|report| at + report.words.len())
}

/// Where the reporting clause that begins at `at` ends: a verb of saying with its subject directly behind it.
fn aside_end(phrases: &Phrases, at: usize, limit: usize) -> Option<usize> {
    let reading = phrases.reading;
    let limit = limit.min(at + LONGEST_ASIDE);
    let mut verb = at;
    while verb < limit && reading.is(verb, class::OBJECT) {
        verb += 1;
    }
    let pronoun = |at: usize| at < limit && reading.is(at, class::ENCLITIC) && reading.is(at, SUBJECT_PRONOUN);
    let mut has_subject = false;
    let mut pattern = Pattern::Say;
    if verb < limit && reading.is(verb, class::AUXILIARY) {
        pattern = Pattern::Participle;
        verb += 1;
        has_subject = pronoun(verb);
        verb += usize::from(has_subject);
        while verb < limit && reading.is(verb, class::ADVERB) {
            verb += 1;
        }
    }
    if verb >= limit {
        return None;
    }
    let listed = [verb, at].into_iter().find_map(|at| listed(phrases, at, limit, pattern));
    let is_word = reading.words[verb].kind == TokenKind::Word && !reading.words[verb].capital;
    // A verb that no table has: nothing else has a pronoun written to its end.
    let mut end = listed.or_else(|| is_word.then_some(verb + 1))?;
    if pronoun(end) {
        has_subject = true;
        end += 1;
    }
    if !has_subject {
        let phrase = phrases.at(end, limit).filter(|phrase| reading.words[phrase.start].kind == TokenKind::Word)?;
        if listed.is_none() && !(reading.words[verb].classes == 0 && phrases.names_somebody(&phrase)) {
            return None;
        }
        end = phrase.end;
    }
    let closes = |at: &usize| matches!(reading.text(*at), "," | "." | ":" | ";" | "?" | "!" | "—" | "–");
    Some((end..limit).find(closes).unwrap_or(limit))
}
