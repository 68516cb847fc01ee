//! Runs of capitalised words that are one name, or several side by side.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::reading::Reading;
use crate::{
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, SUBJECT_PRONOUN, TITLE, class},
    text::TokenKind,
};

/// How words are written elsewhere in the article: decides whether a capital at a sentence's start is a name's.
pub(super) struct Seen<'a> {
    capital_inside: FxHashSet<&'a str>,
    lower: FxHashSet<&'a str>,
}

impl<'a> Seen<'a> {
    pub(super) fn of(reading: &Reading<'a>) -> Self {
        let mut seen = Self { capital_inside: FxHashSet::default(), lower: FxHashSet::default() };
        for (at, word) in reading.words.iter().enumerate().filter(|(_, word)| word.kind == TokenKind::Word) {
            if !word.capital {
                seen.lower.insert(reading.text(at));
            } else if !begins_clause(reading, at) {
                seen.capital_inside.insert(reading.text(at));
            }
        }
        seen
    }

    /// The article has the word in small letters.
    pub(super) fn is_lower(&self, word: &str) -> bool {
        self.lower.contains(word)
    }
}

/// A capital here may be only a beginning's: at a sentence's start, behind an opening mark or a colon.
pub(super) fn begins_clause(reading: &Reading, at: usize) -> bool {
    if reading.sentence_of(at).start == at {
        return true;
    }
    let before = at - 1;
    reading.words[before].kind == TokenKind::Mark
        && matches!(
            reading.text(before),
            "“" | "\"" | "‘" | "'" | ":" | "—" | "–" | "(" | "«" | "„" | "»" | "[" | "-" | "•" | "’"
        )
}

/// "el-Tayeb", "d’Arcy": a capital behind a particle.
fn has_particle(text: &str) -> bool {
    text.split_once(['-', '’', '\'']).is_some_and(|(particle, name)| {
        matches!(particle, "al" | "el" | "ad" | "as" | "d" | "l" | "ben" | "bin")
            && name.starts_with(char::is_uppercase)
    })
}

/// Words that are no part of a name, whatever their capital.
pub(in crate::annotate) const CLOSED: u64 = SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::SECOND_PERSON
    | class::RELATIVE
    | class::OBJECT
    | class::POSSESSIVE
    | class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY
    | class::ADVERB;

/// The end of the run of name words that starts at `at`; `at` itself when none does.
pub(super) fn end(reading: &Reading, seen: &Seen, at: usize) -> usize {
    let known = if reading.words[at].capital { listed(reading, at) } else { None };
    if known.is_none() && !starts_name(reading, seen, at) {
        return at;
    }
    let mut end = known.unwrap_or(at + 1);
    let longest = 12;
    while end < reading.words.len().min(at + longest) && reading.words[end].sentence == reading.words[at].sentence {
        if let Some(whole) = listed(reading, end - 1).filter(|&whole| whole > end) {
            end = whole;
        } else if is_name_word(reading, end) || is_number_of_name(reading, end) {
            end += 1;
        } else if let Some(after) = joiner(reading, at..end).or_else(|| nickname(reading, at..end)) {
            end = after;
        } else {
            break;
        }
    }
    end
}

/// The end of the body's name that begins at `at` and would be cut: "Food | and Drug Administration", "USA | Today".
pub(super) fn listed(reading: &Reading, at: usize) -> Option<usize> {
    let sentence = reading.sentence_of(at).end;
    let phrases = reading.lexicon.phrases(&reading.text(at).to_lowercase()).iter();
    let joined = phrases.filter(|(phrase, classes)| {
        classes & class::ACRONYM != 0 || classes & class::ORGANIZATION_NAME != 0 && phrase.contains(" and ")
    });
    let fits = |phrase: &str| {
        let words = phrase.split(' ');
        let end = at + words.clone().count();
        let same = |(at, word): (usize, &str)| {
            let text = reading.text(at);
            text.eq_ignore_ascii_case(word) || word == "and" && text == "&"
        };
        (end <= sentence && reading.words[end - 1].capital && (at..).zip(words).all(same)).then_some(end)
    };
    joined.filter_map(|&(phrase, _)| fits(phrase)).max()
}

/// "Harwell-based", "Labour-controlled", "Ray-backed": what a body or somebody is, no part of its name.
pub(super) fn is_compound_adjective(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    if word.kind != TokenKind::Word || !word.joined {
        return false;
    }
    let Some((_, last)) = reading.text(at).rsplit_once(['-', '‐']) else { return false };
    // "Geun-hye", "Ing-wen" and "Ying-jeou" are names.
    let (participle, gerund) = (4, 6);
    last.starts_with(char::is_lowercase)
        && (last.len() >= participle && last.ends_with("ed")
            || last.len() >= gerund && last.ends_with("ing")
            || matches!(
                last,
                "led"
                    | "run"
                    | "held"
                    | "born"
                    | "bound"
                    | "built"
                    | "made"
                    | "owned"
                    | "era"
                    | "style"
                    | "wide"
                    | "friendly"
                    | "old"
                    | "star"
            ))
}

/// What sites print over a picture.
fn is_button(text: &str) -> bool {
    matches!(text, "CLOSE" | "MORE" | "MUST" | "JUST" | "PHOTOS" | "READ" | "RELATED" | "VIDEO" | "WATCH" | "WATCHED")
}

fn is_name_word(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    if word.kind != TokenKind::Word || !(word.capital || word.joined && has_particle(reading.text(at))) {
        return false;
    }
    if is_compound_adjective(reading, at) || is_button(reading.text(at)) {
        return false;
    }
    if word.classes & class::TIME != 0 {
        // "Theresa May", "April Ryan": a month is a name only beside one.
        let is_plain = |at: usize| {
            reading.words.get(at).is_some_and(|word| word.capital && word.classes & (class::TIME | CLOSED) == 0)
        };
        let given = at > 0 && reading.is(at - 1, FIRST_NAME | TITLE) && is_plain(at - 1);
        // "an April NASA report", "an August poll": a month.
        let by_article = at > 0 && reading.is(at - 1, class::DETERMINER);
        let of_body = |at: usize| {
            let body = class::ACRONYM | class::ORGANIZATION_NAME | class::NATIONALITY;
            reading.words.get(at).is_some_and(|word| word.classes & body != 0) || is_all_capitals(reading.text(at))
        };
        // "Morning Consult", "the Sunday Times": in the middle of a sentence the hours of a day have no capital of their own.
        let is_hour = matches!(reading.text(at), "Morning" | "Afternoon" | "Evening" | "Night");
        let papers = ["Times", "Telegraph", "Post", "Mail", "Mirror", "Express", "Herald"];
        let is_paper = reading.words.get(at + 1).is_some_and(|_| papers.contains(&reading.text(at + 1)));
        let in_body = is_hour && is_plain(at + 1) || by_article && is_paper;
        return word.classes & FIRST_NAME != 0 && (given || is_plain(at + 1) && !of_body(at + 1) && !by_article)
            || in_body && !begins_clause(reading, at);
    }
    word.classes & CLOSED == 0 || word.classes & class::FIRST_PERSON == 0 && is_acronym_or_title(reading, at)
}

/// A small word all in capitals: "WHO" and "US" are names, "OF" in capitals is part of one, but "NOT" among small letters is none.
fn is_acronym_or_title(reading: &Reading, at: usize) -> bool {
    let text = reading.text(at);
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut same = beside.filter(|&beside| {
        reading.words.get(beside).is_some_and(|word| word.sentence == reading.words[at].sentence)
            && is_all_capitals(reading.text(beside))
    });
    is_all_capitals(text) && (matches!(text, "US" | "WHO" | "IT") || text.contains(['.', '&']) || same.next().is_some())
}

/// "J", "J.": one letter.
pub(super) fn is_initial(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() == 1
}

pub(super) fn is_all_capitals(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// "Group 4", "Channel 9": a number that belongs to a name stands at its end.
fn is_number_of_name(reading: &Reading, at: usize) -> bool {
    reading.words[at].kind == TokenKind::Number
        && reading.is(at - 1, class::ORGANIZATION_NAME)
        && reading.text(at).len() <= 3
}

fn starts_name(reading: &Reading, seen: &Seen, at: usize) -> bool {
    if !is_name_word(reading, at) {
        return false;
    }
    if !begins_clause(reading, at) {
        return true;
    }
    let text = reading.text(at);
    let next_is_name = reading.sentence_of(at).contains(&(at + 1))
        && (is_name_word(reading, at + 1) || begins_surname(reading, at + 1));
    let known = FIRST_NAME | PLACE | class::ACRONYM | class::NATIONALITY | TITLE;
    if is_all_capitals(text) || seen.capital_inside.contains(text) {
        return true;
    }
    if seen.lower.contains(text.to_lowercase().as_str()) {
        return next_is_name && reading.is(at, known);
    }
    let people = PERSON_NOUN & !class::PERSON;
    if reading.is(at, people) || reading.words[at].cue.is_some() {
        return next_is_name && reading.is(at, TITLE);
    }
    if next_is_name && !reading.is(at, known) && is_before_a_name(reading, seen, at) {
        return false;
    }
    if !next_is_name && !reading.is(at, known) && tells_how(text) {
        return false;
    }
    next_is_name || reading.is(at, known) || is_followed_like_a_name(reading, at)
}

/// "Certainly", "Variously": an adverb that begins its sentence; "Reilly" is a name.
fn tells_how(text: &str) -> bool {
    let least = 6;
    text.len() >= least && text.ends_with("ly") && !text.ends_with("lly") && !text.contains(['-', '\'', '’'])
}

/// "Using Ted Cruz", "Hold Melania Trump": a word that only its place gave a capital, before a name that is whole without it.
fn is_before_a_name(reading: &Reading, seen: &Seen, at: usize) -> bool {
    let text = reading.text(at);
    let is_formed = ["ing", "ed", "ly"].iter().any(|ending| text.ends_with(ending));
    let next = at + 1;
    let is_whole = reading.is(next, FIRST_NAME)
        && next + 1 < reading.words.len()
        && reading.sentence_of(at).contains(&(next + 1))
        && is_name_word(reading, next + 1);
    is_whole || is_formed && (reading.is(next, FIRST_NAME) || seen.capital_inside.contains(reading.text(next)))
}

/// A single unknown word at a sentence's start is a name when a verb of saying, an auxiliary or a possessive follows.
fn is_followed_like_a_name(reading: &Reading, at: usize) -> bool {
    let Some(next) = reading.words.get(at + 1) else { return false };
    next.kind == TokenKind::Possessive && !reading.reads(at, "Let")
        || next.cue.is_some_and(|cue| cue.speech || cue.object.1 > 30)
        || next.classes & class::AUXILIARY != 0 && !reading.text(at).ends_with("ing")
}

/// Anna “Moose” Kell: a word or two in marks between the words of a name. Returns the end behind the word that follows them.
fn nickname(reading: &Reading, run: Range<usize>) -> Option<usize> {
    let opens = |at: usize| matches!(reading.text(at), "“" | "\"" | "‘" | "'");
    let closes = |at: usize| matches!(reading.text(at), "”" | "\"" | "’" | "'");
    let sentence = reading.sentence_of(run.start).end;
    let longest = 2;
    let first = run.end + 1;
    if first >= sentence || !opens(run.end) || run.len() > longest {
        return None;
    }
    let close = (first..sentence.min(first + longest + 1)).find(|&at| !reading.words[at].capital)?;
    let behind = close + 1;
    (close > first && closes(close) && behind < sentence && is_name_word(reading, behind)).then_some(behind + 1)
}

/// Small words before surnames: "van der".
fn is_particle(text: &str) -> bool {
    matches!(
        text,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "del"
            | "della"
            | "di"
            | "da"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ter"
            | "ten"
            | "zu"
            | "zur"
            | "y"
            | "e"
            | "&"
            | "af"
            | "av"
            | "al-"
    )
}

/// "Hedda | van der Lugt", but where "de" is a preposition, as in Spanish, a noun stands before it as often.
fn begins_surname(reading: &Reading, at: usize) -> bool {
    let small = class::PREPOSITION | class::DETERMINER | class::CONJUNCTION;
    is_particle(reading.text(at)) && !reading.is(at, small) && behind_particle(reading, at).is_some()
}

/// The word of a name that stands behind the particles at a token: "van der | Lugt".
fn behind_particle(reading: &Reading, at: usize) -> Option<usize> {
    let follows = |at: usize| at < reading.words.len() && is_name_word(reading, at);
    if follows(at + 1) {
        return Some(at + 1);
    }
    let second = reading.words.get(at + 1).map(|_| reading.text(at + 1))?;
    (matches!(second, "la" | "der" | "den" | "los" | "las" | "le" | "el") && follows(at + 2)).then_some(at + 2)
}

/// What a company is by law, behind a comma.
fn is_legal_form(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Inc" | "LLC" | "L.L.C" | "Ltd" | "Corp" | "L.P" | "LP" | "LLP" | "Plc" | "PLC"
    )
}

/// "the | Weather | and Tremor Bureau": the first of two things that one body is for; two bodies have names of their own, or a plural
/// behind them.
fn is_divided(reading: &Reading, run: Range<usize>) -> bool {
    let others = FIRST_NAME | PLACE | TITLE | PERSON_NOUN | class::ACRONYM | class::NATIONALITY;
    let is_thing =
        |at: usize| is_name_word(reading, at) && reading.words[at].classes & (others | class::ORGANIZATION_NAME) == 0;
    let (first, and) = (run.start, run.end);
    let sentence = reading.sentence_of(first);
    let things = if reading.is(first, class::ACRONYM | class::COUNTRY) { first + 1..and } else { run };
    let is_named = things.start > first || first > sentence.start && reading.is(first - 1, class::DETERMINER);
    let longest = 2;
    let bodies = (and + 1..sentence.end.min(and + 2 + longest)).take_while(|&at| is_name_word(reading, at));
    let body = bodies.into_iter().find(|&at| reading.is(at, class::ORGANIZATION_NAME)).filter(|&at| at > and + 1);
    let is_one = |at: usize| !reading.text(at).ends_with('s') || matches!(reading.text(at), "Services" | "Affairs");
    is_named
        && (1..=longest).contains(&things.len())
        && things.clone().all(is_thing)
        && and + 1 < sentence.end
        && is_thing(and + 1)
        && body.is_some_and(is_one)
}

/// "Arkham County Sheriff | 's Office": the body of whoever holds an office. "St. Anna | 's Medical Center", "King | 's College",
/// "Women | 's Health Organization": one that is named after a saint or a king, or after whom it is for.
fn is_owned_body(reading: &Reading, owner: Range<usize>) -> bool {
    let (last, next) = (owner.end - 1, owner.end + 1);
    let is_held = reading.is(last, class::OFFICE | PERSON_NOUN) && !reading.is(last, FIRST_NAME);
    if is_held && reading.is(next, class::ORGANIZATION_NAME) {
        return true;
    }
    let is_named_after = owner.len() == 2 && reading.reads(owner.start, "St.")
        || reading.is(last, class::PEOPLE)
        || matches!(reading.text(last), "King" | "Queen");
    let longest = 4;
    let name = next..reading.sentence_of(last).end.min(next + longest);
    let last_of_name = name.take_while(|&at| is_name_word(reading, at)).last();
    is_named_after && last_of_name.is_some_and(|at| reading.is(at, class::ORGANIZATION_NAME))
}

/// Small words inside names: "van der", "of" within an organisation, "&". Returns the end behind the word they join.
fn joiner(reading: &Reading, run: Range<usize>) -> Option<usize> {
    let at = run.end;
    let text = reading.text(at);
    let follows = |at: usize| at < reading.words.len() && is_name_word(reading, at);
    // "Ann Lee & Bo Ray" are two.
    let is_given = |at: usize| at < reading.words.len() && reading.is(at, FIRST_NAME);
    if text == "&" && run.len() > 1 && is_given(run.start) && is_given(at + 1) {
        return None;
    }
    if is_particle(text) {
        return behind_particle(reading, at).map(|last| last + 1);
    }
    // "Harlan Motors | , Inc."
    if text == "," && reading.words.get(at + 1).is_some_and(|_| is_legal_form(reading.text(at + 1))) {
        return Some(at + 2);
    }
    if text == "and" && is_divided(reading, run.clone()) {
        return Some(at + 2);
    }
    if reading.words[at].kind == TokenKind::Possessive {
        return (follows(at + 1) && is_owned_body(reading, run)).then_some(at + 2);
    }
    // "Senate leader Anna Kell | of Arkham" is no body, nor do "Republicans | on the House panel" have that name.
    let from = run.clone().rev().find(|&word| reading.is(word, TITLE)).map_or(run.start, |word| word + 1);
    let is_person = from > run.start && from < at && reading.is(from, FIRST_NAME);
    let names_body = |word: usize| {
        reading.is(word, class::ORGANIZATION_NAME)
            && (text == "of"
                || !reading.is(word, class::PEOPLE | class::PAPER) && !matches!(reading.text(word), "Times" | "TV"))
    };
    let is_organization = !is_person && (from.min(at - 1)..at).any(names_body);
    let is_office = text == "of" && reading.is(at - 1, class::OFFICE);
    if is_office || is_organization && matches!(text, "of" | "for" | "on") {
        let second = if at + 1 < reading.words.len() && reading.reads(at + 1, "the") { at + 2 } else { at + 1 };
        return follows(second).then_some(second + 1);
    }
    None
}
