//! The office or description that an article gives of each person: "White House deputy press secretary".

mod apposed;

use std::ops::Range;

use super::{
    entity::Entities,
    name::{Name, phrase_classes},
    reading::Reading,
};
use crate::{
    article::EntityKind,
    lexicon::{PERSON_NOUN, SUBJECT_PRONOUN, TITLE, class},
    text::TokenKind,
};

/// For each entity its role: the longest description behind one of its names ("Kelly, a spokeswoman for the agency,") or before
/// one ("the agency's director, Kelly,"), else the longest office before one ("Senator Kelly"), else what others see in it ("Kelly,
/// a critic of the agency,"); `None` for all but people.
#[must_use]
pub fn roles(reading: &Reading, names: &[Name], entities: &Entities) -> Vec<Option<String>> {
    let text = |words: Range<usize>| printed(reading.span(&words).of(reading.body));
    let longest = |ranges: &mut dyn Iterator<Item = Range<usize>>| ranges.map(text).max_by_key(String::len);
    let role = |of: &[usize]| {
        let descriptions = || of.iter().flat_map(|&name| descriptions(reading, names, name));
        longest(&mut descriptions().filter(|found| !found.is_opinion).map(|found| found.words))
            .or_else(|| longest(&mut of.iter().filter_map(|&name| office(reading, names, name))))
            .or_else(|| longest(&mut descriptions().map(|found| found.words)))
    };
    let people =
        |named: &super::entity::Named| (named.kind == EntityKind::Person).then(|| role(&named.names)).flatten();
    entities.named.iter().map(people).collect()
}

/// A role in one line, without a mark or a bracket that has no other.
fn printed(role: &str) -> String {
    let role = role.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let count = |marks: &[char]| role.matches(marks).count();
    if count(&['(']) > count(&[')']) {
        return role.split('(').next().unwrap_or_default().trim_end().to_owned();
    }
    let one = count(&['“']) != count(&['”']) || count(&['"']) % 2 == 1;
    if one { role.replace(['“', '”', '"'], "") } else { role }
}

/// "White House deputy press secretary | Anna Kelly": the office, with the body or place that stands directly before it.
fn office(reading: &Reading, names: &[Name], index: usize) -> Option<Range<usize>> {
    let title = names[index].title.clone();
    let is_plural = !title.is_empty() && reading.is(title.end - 1, class::PEOPLE);
    if is_plural || !title.clone().any(|at| reading.is(at, class::OFFICE | PERSON_NOUN) && !is_anybody(reading, at)) {
        return None;
    }
    let sentence = reading.sentence_of(title.start).start;
    let title = own_words(reading, sentence, title);
    if let Some(from) = served(reading, sentence, title.start) {
        return Some(from..title.end);
    }
    let before = index.checked_sub(1).map(|before| &names[before]);
    let holder = before.filter(|name| {
        name.words.end == title.start && name.words.start >= sentence && name.kind != Some(EntityKind::Person)
    });
    let mut start = holder.map_or(title.start, |name| name.words.start);
    // "former | Iowa Gov. Anna Kell" holds that office no more.
    if start > sentence && is_of_when(reading.text(start - 1)) {
        start -= 1;
    }
    Some(start..title.end)
}

/// Tells that an office is held no more, not yet, or for a while.
fn is_of_when(word: &str) -> bool {
    matches!(
        &*word.to_lowercase(),
        "former" | "ex" | "acting" | "interim" | "incoming" | "outgoing" | "retired" | "then"
    )
}

/// "counselor to the | president Anna Kell": whoever serves that office holds another one, which begins there.
fn served(reading: &Reading, sentence: usize, title: usize) -> Option<usize> {
    let from = title.checked_sub(3).filter(|&from| from >= sentence)?;
    let serves = reading.reads(from + 1, "to")
        && reading.reads(from + 2, "the")
        && reading.is(from, PERSON_NOUN | class::OFFICE);
    serves.then_some(from)
}

/// "nobody", "somebody": no office.
fn is_anybody(reading: &Reading, at: usize) -> bool {
    matches!(
        &*reading.text(at).to_lowercase(),
        "somebody" | "someone" | "anybody" | "anyone" | "nobody" | "everybody" | "everyone"
    )
}

/// The words of an office: "First" belongs to "Minister", the verb before "presumptive nominee" or "special counsel" does not.
fn own_words(reading: &Reading, sentence: usize, title: Range<usize>) -> Range<usize> {
    let is_listed = |words: &Range<usize>| phrase_classes(reading, words) & TITLE != 0;
    if title.start > sentence && is_listed(&(title.start - 1..title.end)) {
        return title.start - 1..title.end;
    }
    let is_lower = !reading.words[title.start].capital;
    let passing = (title.start + 1..title.end - 1).find(|&at| reading.is(at, class::PASSING));
    let listed = title.clone().skip(1).find(|&at| title.end - at > 1 && is_listed(&(at..title.end)));
    let belongs =
        |at: usize| reading.is(at, class::MODIFIER | class::PASSING | class::NATIONALITY | class::ORGANIZATION);
    let start = passing.or(listed.filter(|&at| !(title.start..at).all(belongs)));
    start.filter(|_| is_lower).unwrap_or(title.start)..title.end
}

/// What an article says of somebody.
struct Description {
    words: Range<usize>,
    /// "a critic", "a friend": what somebody is to others.
    is_opinion: bool,
}

/// What stands behind a name, and before it.
fn descriptions(reading: &Reading, names: &[Name], index: usize) -> impl Iterator<Item = Description> {
    let before = apposed::before(reading, &names[index]);
    let before = before.map(|(words, noun)| Description { words, is_opinion: is_opinion(reading.text(noun)) });
    description(reading, names, index).into_iter().chain(before)
}

/// "Kelly, | the agency's director |, …"; an age may stand between: "Kelly, 45, …". Press releases print "Kelly, | Chief Executive
/// Officer of Harwell |".
fn description(reading: &Reading, names: &[Name], index: usize) -> Option<Description> {
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
    let longest = 20;
    let closes = |at: &usize| matches!(reading.text(*at), "," | "." | ";" | ":" | "—" | "–" | ")");
    // "a professor at Harwell | who has seen it": what somebody does is no part of it.
    let ends = |at: &usize| closes(at) || reading.is(*at, class::RELATIVE);
    let end = (start..sentence.end.min(start + longest)).find(ends)?;
    // "Kelly, Senator Ray and others": the office of somebody else.
    let next = names.get(index + 1).filter(|next| next.words.start < end);
    let others = next.is_some_and(|next| next.kind == Some(EntityKind::Person) || !next.title.is_empty());
    let is_noun = |at: &usize| {
        (reading.is(*at, PERSON_NOUN | class::OFFICE) || is_held(reading, *at))
            && (!reading.words[*at].capital || !others)
    };
    let noun = (start..end).find(is_noun)?;
    // "Kelly, police chief Bo Ray, …", "Kelly, Ohio Gov. Bo Ray and others", "Kelly, Ray and others": a list.
    let owns = |at: usize| reading.words[at].kind == TokenKind::Possessive;
    let mut people = names[index + 1..]
        .iter()
        .take_while(|name| name.words.start < end)
        .filter(|name| name.kind == Some(EntityKind::Person));
    let is_list = reading.is(start, class::CONJUNCTION)
        || people.any(|person| {
            let is_first = person.words.start == start && noun > person.words.end;
            (person.title.contains(&noun) || is_first) && !owns(person.words.end)
        });
    let pronouns = SUBJECT_PRONOUN | class::FIRST_PERSON | class::SECOND_PERSON | class::OBJECT;
    let has_pronoun =
        (start..end).any(|at| reading.is(at, pronouns) && !reading.is(at, class::POSSESSIVE | class::RELATIVE));
    if is_list || has_pronoun || reading.is(noun, class::PEOPLE) || is_anybody(reading, noun) {
        return None;
    }
    let is_verb = |at: usize| {
        reading.is(at, class::AUXILIARY | class::RELATIVE | class::SUBORDINATOR)
            || reading.words[at].cue.is_some_and(|cue| {
                let says = 200;
                cue.speech || at > noun && !reading.words[at].capital && (cue.mark.0 > says || cue.object.0 > says)
            })
    };
    let farthest_noun = 6;
    // "…, a judge ruled Wednesday": a clause of its own.
    let acts = noun + 1 < end && reading.words[noun + 1].cue.is_some() && !reading.words[noun + 1].capital;
    let is_other =
        acts || (start..end).any(is_verb) || reading.is(start, class::PREPOSITION) || noun - start > farthest_noun;
    let from = if reading.is(start, class::DETERMINER) { start + 1 } else { start };
    let is_role = !is_other && from < end && leads_to(reading, from, noun);
    is_role.then(|| Description { words: from..end, is_opinion: is_opinion(reading.text(noun)) })
}

/// "head | of", "fellow | at": an office only with what follows.
fn is_held(reading: &Reading, at: usize) -> bool {
    let next = at + 1;
    next < reading.words.len()
        && match reading.text(at) {
            "head" => reading.reads(next, "of"),
            "fellow" => matches!(reading.text(next), "at" | "of" | "with" | "in" | "for" | "," | "."),
            _ => false,
        }
}

/// What somebody is to others, or thinks of them.
fn is_opinion(noun: &str) -> bool {
    matches!(
        noun,
        "critic"
            | "fan"
            | "friend"
            | "foe"
            | "ally"
            | "rival"
            | "opponent"
            | "supporter"
            | "advocate"
            | "person"
            | "man"
            | "woman"
            | "favorite"
            | "favourite"
            | "front-runner"
            | "frontrunner"
    )
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
        let names = names(&reading, &choice::WEIGHTS);
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
    fn who_held_an_office_holds_it_no_more() {
        assert_eq!(role("They met former Iowa Gov. Anna Kell there.").as_deref(), Some("former Iowa Gov."));
        assert_eq!(role("They met acting director Anna Kell there.").as_deref(), Some("acting director"));
        assert_eq!(role("Former President Anna Kell left.").as_deref(), Some("Former President"));
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
        for (described, expected) in [
            ("a professor at Harwell who has seen it", "professor at Harwell"),
            ("head of the Harwell Water Board", "head of the Harwell Water Board"),
            ("a senior fellow at the Harwell Institute", "senior fellow at the Harwell Institute"),
        ] {
            assert_eq!(role(&format!("They met Anna Kell, {described}, and left.")).as_deref(), Some(expected));
        }
        assert_eq!(role("They met Anna Kell, in Oslo, and left."), None);
    }

    #[test]
    fn an_office_comes_before_what_others_see_in_somebody() {
        let body = "Sen. Anna Kell spoke. Kell, a frequent critic of the harbour, left.";
        assert_eq!(role(body).as_deref(), Some("Sen."));
        assert_eq!(role("They met Anna Kell, a critic of the plan, there.").as_deref(), Some("critic of the plan"));
    }

    #[test]
    fn an_office_is_whole_and_has_no_verb_before_it() {
        assert_eq!(role("They met First Minister Anna Kell there.").as_deref(), Some("First Minister"));
        assert_eq!(role("They met Chief Financial Officer Anna Kell.").as_deref(), Some("Chief Financial Officer"));
        assert_eq!(role("A panel questions special counsel Anna Kell there.").as_deref(), Some("special counsel"));
        assert_eq!(role("He is courting presumptive nominee Anna Kell.").as_deref(), Some("presumptive nominee"));
        let body = "He met counselor to the president Anna Kell.";
        assert_eq!(role(body).as_deref(), Some("counselor to the president"));
        assert_eq!(role("AP\n\nTreasury Secretary Anna Kell left.").as_deref(), Some("Treasury Secretary"));
    }

    #[test]
    fn lists_and_clauses_are_no_roles() {
        for other in [
            "Bo Ray and most others in the field",
            "urge her fellow members to join",
            "police chief Bo Ray",
            "Ohio Gov. Bo Ray and others",
            "and former director Bo Ray",
        ] {
            assert_eq!(role(&format!("They met Anna Kell, {other}, and left.")), None, "{other}");
        }
    }

    #[test]
    fn a_mark_or_bracket_without_its_other_is_left_out() {
        assert_eq!(role("They met Anna Kell, CEO of Harwell (HRW), there.").as_deref(), Some("CEO of Harwell"));
        assert_eq!(printed("CEO of Harwell (HRW)"), "CEO of Harwell (HRW)");
        assert_eq!(printed("head of\n “Fish First"), "head of Fish First");
    }
}
