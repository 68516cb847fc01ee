//! Which stretches in quotation marks are somebody's words, and which are titles, terms and scare quotes.

use std::ops::Range;

use super::{cue::Cue, mark::Region, name::Name, reading::Reading};
use crate::{lexicon::class, model::hash, text::TokenKind};

const SO_CALLED: u32 = hash("so-called");

/// For each region: words before it announce a title, and it reads like one: the film “Night Train Home”; or it is a so-called
/// “term”, or the nickname in a name: Anna “Moose” Kell.
#[must_use]
pub fn titles(reading: &Reading, regions: &[Region], names: &[Name]) -> Vec<bool> {
    let is_nickname = |region: &Region| {
        let start = reading.word_at(region.outer.start);
        let around = names.partition_point(|name| name.words.end <= start);
        names.get(around).is_some_and(|name| name.words.start < start)
    };
    let is_title = |region: &Region| {
        let start = reading.word_at(region.outer.start);
        let words = reading.word_at(region.inner.start)..reading.word_at(region.inner.end);
        let longest = 6;
        let is_plain = region.label.is_none() && region.closed && words.len() <= longest;
        let is_so_called = || start > 0 && reading.words[start - 1].form == SO_CALLED;
        is_plain && (is_so_called() || names_a_title(reading, start, &words) || is_nickname(region))
    };
    regions.iter().map(is_title).collect()
}

/// For each region: it is a quotation.
#[must_use]
pub fn speech(reading: &Reading, regions: &[Region], cues: &[Cue]) -> Vec<bool> {
    regions.iter().map(|region| is_speech(reading, region, cues)).collect()
}

fn is_speech(reading: &Reading, region: &Region, cues: &[Cue]) -> bool {
    let words = reading.word_at(region.inner.start)..reading.word_at(region.inner.end);
    let spoken = words.clone().filter(|&at| reading.words[at].kind == TokenKind::Word).count();
    let outer = reading.word_at(region.outer.start)..reading.word_at(region.outer.end);
    if spoken == 0 {
        return false;
    }
    let is_long = spoken > 6;
    let ends_like_speech = words.clone().next_back().is_some_and(|last| {
        matches!(reading.text(last), "," | "." | "?" | "!" | "…" | "—" | "-")
            && (spoken > 2 || reading.reads(last, ","))
    });
    if is_long || region.continues || region.label.is_some() || !region.closed {
        return true;
    }
    if names_a_title(reading, outer.start, &words) {
        return false;
    }
    let sentence = reading.sentence_of(outer.start).start.min(reading.sentence_of(words.start).start)
        ..reading.sentence_of(outer.end - 1).end;
    let has_cue = starting_in(cues, sentence).iter().any(|cue| cue.strength > 0.4);
    if ends_like_speech && (has_cue || spoken > 3) {
        return true;
    }
    if is_term(reading, outer.start) {
        return false;
    }
    let titled = is_title_case(reading, &words);
    if titled && !touches_cue(cues, &outer) {
        return false;
    }
    has_cue || spoken > 2
}

/// A cue stands directly before or behind the marks.
fn touches_cue(cues: &[Cue], outer: &Range<usize>) -> bool {
    let before = starting_in(cues, 0..outer.start).iter().rev().take_while(|cue| cue.words.end + 2 >= outer.start);
    let behind = starting_in(cues, outer.end..outer.end + 4);
    before.filter(|cue| cue.words.end <= outer.start).chain(behind).any(|cue| cue.strength > 0.5)
}

/// The cues whose first token is one of `words`; found without a look at the others, of which a long text has many.
fn starting_in(cues: &[Cue], words: Range<usize>) -> &[Cue] {
    let from = cues.partition_point(|cue| cue.words.start < words.start);
    let to = cues.partition_point(|cue| cue.words.start < words.end);
    &cues[from..to.max(from)]
}

/// All longer words begin with a capital: “Saturday Night Live”.
fn is_title_case(reading: &Reading, words: &Range<usize>) -> bool {
    let mut capitals = 0;
    for at in words.clone().filter(|&at| reading.words[at].kind == TokenKind::Word) {
        if reading.words[at].capital {
            capitals += 1;
        } else if reading.text(at).len() > 3 && !reading.is(at, class::PREPOSITION | class::CONJUNCTION) {
            return false;
        }
    }
    capitals > 0
}

/// Words before the marks that announce a work's title: the film “…”, titled “…”, host of “…”.
fn names_a_title(reading: &Reading, start: usize, words: &Range<usize>) -> bool {
    let sentence = reading.sentence_of(start).start;
    let before = (sentence.max(start.saturating_sub(4))..start).rev();
    let announces = |at: usize| {
        matches!(
            reading.text(at).to_lowercase().as_str(),
            "film"
                | "movie"
                | "book"
                | "novel"
                | "memoir"
                | "song"
                | "album"
                | "show"
                | "series"
                | "documentary"
                | "program"
                | "programme"
                | "play"
                | "musical"
                | "sitcom"
                | "podcast"
                | "titled"
                | "entitled"
                | "magazine"
                | "episode"
                | "single"
                | "opera"
                | "poem"
                | "comedy"
                | "drama"
                | "host"
                | "cnn’s"
                | "nbc’s"
                | "abc’s"
                | "cbs’s"
                | "fox"
                | "starred"
                | "hit"
                | "watch"
                | "nbc"
                | "cbs"
                | "cnn"
                | "abc"
                | "msnbc"
                | "hymn"
                | "anthem"
                | "motto"
                | "named"
                | "christened"
                | "labelled"
                | "labeled"
                | "sang"
                | "played"
        )
    };
    is_title_case(reading, words) && before.take(4).any(announces)
}

/// Words before the marks that announce a term: so-called “…”, known as “…”, the word “…”.
fn is_term(reading: &Reading, start: usize) -> bool {
    let sentence = reading.sentence_of(start).start;
    let word = |back: usize| (start >= sentence + back).then(|| reading.text(start - back).to_lowercase());
    let (one, two) = (word(1).unwrap_or_default(), word(2).unwrap_or_default());
    matches!(
        one.as_str(),
        "so-called" | "dubbed" | "nicknamed" | "titled" | "entitled" | "term" | "word" | "slogan" | "hashtag"
    ) || one == "as" && matches!(two.as_str(), "known" | "billed")
}
