//! Official bodies that are told without a name of their own: "the foreign ministry", "Turkey's central bank", "the sheriff's office".

use std::ops::Range;

use crate::{annotate::reading::Reading, lexicon::class, text::TokenKind};

/// In tokens: "the county | public health | department".
const LONGEST_DESCRIPTION: usize = 3;

/// What a state has one of: with the state's name or adjective that one is told.
fn is_of_state(reading: &Reading, noun: usize) -> bool {
    match reading.text(noun) {
        "government" | "regime" | "parliament" | "legislature" | "embassy" | "military" | "army" | "navy"
        | "ministry" | "police" => true,
        "department" => tells_which(reading.text(noun - 1)),
        "bank" => reading.reads(noun - 1, "central"),
        "court" => matches!(reading.text(noun - 1), "supreme" | "constitutional" | "top" | "highest" | "high"),
        "television" | "media" | "radio" => reading.reads(noun - 1, "state"),
        "agency" => reading.words[noun - 1].kind == TokenKind::Word && !reading.words[noun - 1].capital,
        _ => false,
    }
}

/// What a place has one of: with what it is for, that one is told.
fn is_of_place(reading: &Reading, noun: usize) -> bool {
    let before = |nouns: &[&str]| nouns.contains(&reading.text(noun - 1));
    match reading.text(noun) {
        "ministry" | "department" => tells_which(reading.text(noun - 1)),
        "government" => {
            before(&["federal", "provincial", "regional", "municipal", "state", "local", "central", "interim"])
        }
        "council" => {
            before(&["city", "town", "county", "village", "parish", "borough", "district", "provincial", "regional"])
        }
        "board" => before(&["school", "county", "parole", "elections", "election", "zoning", "planning"]),
        "commission" => before(&["county", "election", "electoral", "planning", "zoning"]),
        "bank" => before(&["central"]),
        "office" => {
            reading.words[noun - 1].kind == TokenKind::Possessive
                && noun > 1
                && !reading.words[noun - 2].capital
                && matches!(
                    reading.text(noun - 2),
                    "sheriff" | "prosecutor" | "coroner" | "examiner" | "attorney" | "general" | "governor" | "mayor"
                )
        }
        _ => false,
    }
}

/// What official bodies are for, and of what.
fn tells_which(word: &str) -> bool {
    matches!(
        word,
        "affairs"
            | "agriculture"
            | "anti-corruption"
            | "athletic"
            | "aviation"
            | "building"
            | "caretaker"
            | "central"
            | "city"
            | "commerce"
            | "constitutional"
            | "corrections"
            | "county"
            | "culture"
            | "defence"
            | "defense"
            | "development"
            | "disaster"
            | "economic"
            | "economy"
            | "education"
            | "election"
            | "electoral"
            | "emergency"
            | "energy"
            | "environment"
            | "environmental"
            | "federal"
            | "finance"
            | "fire"
            | "fisheries"
            | "food"
            | "foreign"
            | "health"
            | "high"
            | "highest"
            | "highway"
            | "home"
            | "housing"
            | "human"
            | "immigration"
            | "industry"
            | "information"
            | "insurance"
            | "intelligence"
            | "interim"
            | "interior"
            | "justice"
            | "labor"
            | "labour"
            | "law"
            | "meteorological"
            | "military"
            | "mining"
            | "mines"
            | "municipal"
            | "national"
            | "news"
            | "nuclear"
            | "oil"
            | "parks"
            | "planning"
            | "police"
            | "power"
            | "provincial"
            | "public"
            | "regional"
            | "resources"
            | "revenue"
            | "safety"
            | "sanitation"
            | "security"
            | "services"
            | "social"
            | "space"
            | "spy"
            | "state"
            | "statistics"
            | "supreme"
            | "tax"
            | "top"
            | "tourism"
            | "town"
            | "trade"
            | "transport"
            | "transportation"
            | "treasury"
            | "village"
            | "water"
            | "weather"
            | "welfare"
            | "works"
    )
}

/// The same, and whose an office is.
fn is_modifier(word: &str) -> bool {
    tells_which(word)
        || matches!(
            word,
            "sheriff"
                | "prosecutor"
                | "coroner"
                | "medical"
                | "examiner"
                | "district"
                | "attorney"
                | "general"
                | "governor"
                | "mayor"
                | "school"
                | "local"
                | "parish"
                | "borough"
                | "parole"
                | "elections"
                | "zoning"
        )
}

/// The noun of an official body, if the words from a token on lead to one: "| foreign ministry |", "| central bank |".
pub(super) fn behind(reading: &Reading, from: usize) -> Option<usize> {
    let first = reading.words.get(from)?;
    let end = reading.words.len().min(from + LONGEST_DESCRIPTION);
    let is_here = |at: &usize| reading.words[*at].sentence == first.sentence && is_plain(reading, *at);
    let mut words = (from..end).take_while(is_here);
    let noun = words.find(|&at| at > 0 && (is_of_state(reading, at) || !tells_which(reading.text(at))))?;
    is_of_state(reading, noun).then_some(noun)
}

/// "the | county health department |": the words of a body that no nation's name tells.
pub(super) fn nameless(reading: &Reading, article: usize) -> Option<Range<usize>> {
    if !reading.text(article).eq_ignore_ascii_case("the") {
        return None;
    }
    let from = article + 1;
    let sentence = reading.words[article].sentence;
    let is_inside = |at: usize| {
        let word = &reading.words[at];
        word.sentence == sentence && (is_plain(reading, at) || word.kind == TokenKind::Possessive && at > from)
    };
    let is_modifier = |at: usize| reading.words[at].kind == TokenKind::Possessive || is_modifier(reading.text(at));
    let end = reading.words.len().min(from + LONGEST_DESCRIPTION + 1);
    let mut words = (from..end).take_while(|&at| is_inside(at));
    let noun = words.find(|&at| at > from && is_of_place(reading, at))?;
    (from..noun).all(is_modifier).then_some(from..noun + 1)
}

/// "the | foreign ministry | of Yemen": a noun with the words before it that tell which one it is.
pub(super) fn with_modifiers(reading: &Reading, noun: usize) -> Range<usize> {
    let nearest = noun.saturating_sub(LONGEST_DESCRIPTION);
    let modifiers = (nearest..noun).rev().take_while(|&at| tells_which(reading.text(at)));
    modifiers.last().unwrap_or(noun)..noun + 1
}

/// A word in small letters of a noun phrase, inside of it.
fn is_plain(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let breaks = class::PREPOSITION
        | class::CONJUNCTION
        | class::DETERMINER
        | class::AUXILIARY
        | class::RELATIVE
        | class::SUBORDINATOR;
    word.kind == TokenKind::Word && !word.capital && word.classes & breaks == 0
}

/// "a | Chinese | court": one of several.
pub(super) fn is_any(reading: &Reading, nation: usize) -> bool {
    nation
        .checked_sub(1)
        .is_some_and(|before| matches!(reading.text(before), "a" | "an" | "A" | "An" | "any" | "another" | "every"))
}

/// Words as they are called: with one sort of apostrophe.
pub(super) fn printed(reading: &Reading, words: Range<usize>) -> String {
    let text = reading.span(&words).of(reading.body);
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_body_is_told_by_what_it_is_for() {
        let told = |text: &str| {
            let reading = Reading::new(text, Lexicon::english());
            (0..reading.words.len()).find_map(|at| nameless(&reading, at)).map(|words| printed(&reading, words))
        };
        for (text, expected) in [
            ("The county health department said so.", Some("county health department")),
            ("They asked the foreign ministry.", Some("foreign ministry")),
            ("The sheriff’s office said so.", Some("sheriff's office")),
            ("The central bank said so.", Some("central bank")),
            ("The same department said so.", None),
            ("The ministry said so.", None),
            ("The bank said so.", None),
            ("The head of the department said so.", None),
        ] {
            assert_eq!(told(text).as_deref(), expected, "{text}");
        }
    }
}
