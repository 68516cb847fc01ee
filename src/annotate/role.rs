//! The office or description that an article gives of each person: "White House deputy press secretary".

use std::ops::Range;

use super::{entity::Entities, name::Name, reading::Reading};
use crate::{
    article::EntityKind,
    lexicon::{PERSON_NOUN, class},
    text::TokenKind,
};

/// For each entity its role: the longest description behind one of its names ("Kelly, a spokeswoman for the agency,"), else
/// the longest office before one ("Senator Kelly"); `None` for all but people.
#[must_use]
pub fn roles(reading: &Reading, names: &[Name], entities: &Entities) -> Vec<Option<String>> {
    let longest = |ranges: &mut dyn Iterator<Item = Range<usize>>| {
        ranges.map(|words| reading.span(&words).of(reading.body)).max_by_key(|role| role.len()).map(str::to_owned)
    };
    let role = |of: &[usize]| {
        longest(&mut of.iter().filter_map(|&name| description(reading, names, name)))
            .or_else(|| longest(&mut of.iter().filter_map(|&name| office(reading, names, name))))
    };
    let people =
        |named: &super::entity::Named| (named.kind == EntityKind::Person).then(|| role(&named.names)).flatten();
    entities.named.iter().map(people).collect()
}

/// "White House deputy press secretary | Anna Kelly": the office, with the body or place that stands directly before it.
fn office(reading: &Reading, names: &[Name], index: usize) -> Option<Range<usize>> {
    let title = names[index].title.clone();
    if !title.clone().any(|at| reading.is(at, class::OFFICE | PERSON_NOUN)) {
        return None;
    }
    let before = index.checked_sub(1).map(|before| &names[before]);
    let holder = before.filter(|name| name.words.end == title.start && name.kind != Some(EntityKind::Person));
    Some(holder.map_or(title.start, |name| name.words.start)..title.end)
}

/// "Kelly, | the agency's director |, …"; an age may stand between: "Kelly, 45, …". Press releases print "Kelly, | Chief Executive
/// Officer of Harwell |".
fn description(reading: &Reading, names: &[Name], index: usize) -> Option<Range<usize>> {
    let name = &names[index];
    let sentence = reading.sentence_of(name.words.start);
    let comma = |at: usize| at < sentence.end && reading.reads(at, ",");
    if !comma(name.words.end) {
        return None;
    }
    let mut start = name.words.end + 1;
    if start < sentence.end && reading.words[start].kind == TokenKind::Number && comma(start + 1) {
        start += 2;
    }
    let longest = 14;
    let closes = |at: &usize| matches!(reading.text(*at), "," | "." | ";" | ":" | "—" | "–" | ")");
    let end = (start..sentence.end.min(start + longest)).find(closes)?;
    // "Kelly, Senator Ray and others": the office of somebody else.
    let next = names.get(index + 1).filter(|next| next.words.start < end);
    let others = next.is_some_and(|next| next.kind == Some(EntityKind::Person) || !next.title.is_empty());
    let is_noun = |at: &usize| reading.is(*at, PERSON_NOUN | class::OFFICE) && (!reading.words[*at].capital || !others);
    let noun = (start..end).find(is_noun)?;
    let is_verb = |at: usize| {
        reading.is(at, class::AUXILIARY | class::RELATIVE | class::SUBORDINATOR)
            || reading.words[at].cue.is_some_and(|cue| cue.speech)
    };
    let farthest_noun = 6;
    // "…, a judge ruled Wednesday": a clause of its own.
    let acts = noun + 1 < end && reading.words[noun + 1].cue.is_some() && !reading.words[noun + 1].capital;
    let is_other =
        acts || (start..end).any(is_verb) || reading.is(start, class::PREPOSITION) || noun - start > farthest_noun;
    let from = if reading.is(start, class::DETERMINER) { start + 1 } else { start };
    (!is_other && from < end && leads_to(reading, from, noun)).then_some(from..end)
}

/// Whether the words from `from` on belong to `noun`: "longtime city | clerk", "critic of the | president"; not "rarely leaving the
/// president's | side", "told | reporters" or "“as a” | friend".
fn leads_to(reading: &Reading, from: usize, noun: usize) -> bool {
    let is_preposition = |at: usize| reading.is(at, class::PREPOSITION) || reading.reads(at, "of");
    let is_foreign = |at: usize| match reading.text(at) {
        "the" | "a" | "an" | "such" => at == from || !is_preposition(at - 1),
        "\"" | "“" | "”" => true,
        _ => reading.is(at, class::POSSESSIVE),
    };
    let first = &reading.words[from];
    let acts = from < noun && first.cue.is_some() && !first.capital;
    let tells_how = !first.capital && reading.text(from).ends_with("ly");
    !(from..noun).any(is_foreign) && !acts && !tells_how && !is_preposition(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{
            entity::entities,
            name::{choice, names},
        },
        lexicon::Lexicon,
    };

    fn role(body: &str) -> Option<String> {
        let reading = Reading::new(body, Lexicon::english());
        let names = names(&reading, choice::weights());
        let entities = entities(&reading, &names);
        let person = entities.named.iter().position(|named| named.kind == EntityKind::Person).unwrap();
        roles(&reading, &names, &entities)[person].clone()
    }

    #[test]
    fn an_office_keeps_the_body_it_is_held_in() {
        let body = "They met Water Board deputy press secretary Anna Kell on Friday.";
        assert_eq!(role(body).as_deref(), Some("Water Board deputy press secretary"));
    }

    #[test]
    fn a_description_behind_the_name_is_fuller_than_a_title() {
        let body = "Sen. Anna Kell spoke. Kell, 45, a spokeswoman for the river towns, left.";
        assert_eq!(role(body).as_deref(), Some("spokeswoman for the river towns"));
    }

    #[test]
    fn press_releases_print_offices_with_capitals() {
        let body = "They met Anna Kell, Chief Executive Officer of Harwell, on Friday.";
        assert_eq!(role(body).as_deref(), Some("Chief Executive Officer of Harwell"));
        assert_eq!(role("They met Anna Kell, Senator Bo Ray, and left."), None);
    }

    #[test]
    fn what_else_stands_behind_a_name_is_no_role() {
        for other in ["rarely leaving the president's side", "told reporters on Friday", "gave his mother a chair"] {
            assert_eq!(role(&format!("They met Anna Kell, {other}, and left.")), None, "{other}");
        }
        assert_eq!(role("They met Anna Kell, longtime city clerk, and left.").as_deref(), Some("longtime city clerk"));
        assert_eq!(role("They met Anna Kell, who runs the board, and left."), None);
        assert_eq!(role("They met Anna Kell, in Oslo, and left."), None);
    }
}
