//! The forms of question: which words of it name the speaker, and which the topic.
//!
//! Each form is a function from the question's items to what it understands, or `None`; [`understand`] takes the first
//! that fits. `docs/query.md` lists the forms for users.

use super::{Form, words::Class};

/// What a question says, apart from its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Understood {
    pub form: Form,
    pub speaker: Option<String>,
    pub topic: Option<String>,
    pub phrases: Vec<String>,
}

/// A word, or a phrase in quotation marks.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// As it was typed.
    text: String,
    /// Lower case, straight apostrophes, without punctuation around it; empty for a phrase, which is no word of the grammar.
    lower: String,
    quoted: bool,
}

impl Item {
    pub(super) fn word(text: String) -> Self {
        let lower = trimmed(&text).to_lowercase().replace(['’', '‘'], "'");
        Self { text, lower, quoted: false }
    }

    pub(super) fn phrase(text: String) -> Self {
        Self { text, lower: String::new(), quoted: true }
    }

    fn is(&self, class: Class) -> bool {
        class.has(&self.lower)
    }

    fn is_capitalised(&self) -> bool {
        !self.quoted && trimmed(&self.text).chars().next().is_some_and(char::is_uppercase)
    }
}

/// A speaker's name is no longer than this, in words; what is longer was no name.
const LONGEST_NAME: usize = 10;

/// "Anna Kelly on border security" needs no verb when its name has at most this many words, all capitalised.
const LONGEST_BARE_NAME: usize = 4;

/// Finds the form of a question; one that fits no form is a topic.
pub(super) fn understand(items: &[Item]) -> Understood {
    type Reading = fn(&[Item]) -> Option<Understood>;
    const FORMS: [Reading; 6] = [who_said, what_did_say, what_view, did_say, quotes_by, bare_name];
    FORMS.iter().find_map(|form| form(items)).unwrap_or_else(|| topic(items))
}

/// "who said sovereignty", "who has talked about drug cartels", "who was quoted as saying 'never'".
fn who_said(items: &[Item]) -> Option<Understood> {
    let rest = after_all(after(items, Class::Ask)?, &[Class::Auxiliary, Class::Adverb]);
    let rest = after_verb(rest)?;
    let rest = match rest {
        [a, saying, rest @ ..] if a.lower == "as" && saying.is(Class::Say) => rest,
        _ => rest,
    };
    Some(told(Form::WhoSaid, None, rest))
}

/// "what did Sheinbaum say about cartels", "what has she said"; "what was said about cartels".
fn what_did_say(items: &[Item]) -> Option<Understood> {
    let rest = after_all(after_what(items)?, &[Class::Adverb]);
    if let Some(rest) = after_verb(rest) {
        return Some(match rest.split_first() {
            Some((by, name)) if by.is(Class::By) => by_speaker(Form::WhatDidSay, name),
            _ => told(Form::WhatDidSay, None, rest),
        });
    }
    let (name, rest) = name_and_verb(rest)?;
    Some(told(Form::WhatDidSay, Some(name), rest))
}

/// "what is Kelly's position on border security".
fn what_view(items: &[Item]) -> Option<Understood> {
    let rest = after_what(items)?;
    let view = rest.iter().take(LONGEST_NAME).position(|item| item.is(Class::View))?;
    let (name, rest) = (&rest[..view], &rest[view + 1..]);
    let on = rest.first()?;
    (!name.is_empty() && on.is(Class::Filler)).then(|| told(Form::WhatDidSay, Some(name), rest))
}

/// "did Trump say 'help you fight'".
fn did_say(items: &[Item]) -> Option<Understood> {
    let (name, rest) = name_and_verb(after(items, Class::Did)?)?;
    Some(told(Form::DidSay, Some(name), rest))
}

/// "quotes by Anna Kelly on border security", "all quotes about border security", "Kelly's remarks on border security".
fn quotes_by(items: &[Item]) -> Option<Understood> {
    let rest = after_all(items, &[Class::Lead]);
    if let Some(rest) = after(rest, Class::Quotes) {
        let (word, rest) = rest.split_first()?;
        if word.is(Class::About) {
            let by = rest.iter().rposition(|item| matches!(item.lower.as_str(), "by" | "from"));
            let (about, name) = by.map_or((rest, None), |by| (&rest[..by], Some(&rest[by + 1..])));
            return Some(told(Form::QuotesBy, name, about));
        }
        return (word.is(Class::By) && !rest.is_empty()).then(|| by_speaker(Form::QuotesBy, rest));
    }
    let noun = rest.iter().take(LONGEST_NAME).position(|item| item.is(Class::Quotes))?;
    let (name, rest) = (&rest[..noun], &rest[noun + 1..]);
    let owner = name.last()?.lower.as_str();
    let has_topic = rest.first().is_none_or(|word| word.is(Class::About) || word.quoted);
    ((owner.ends_with("'s") || owner.ends_with("s'")) && has_topic).then(|| told(Form::QuotesBy, Some(name), rest))
}

/// "Anna Kelly on border security", "Kelly said 'never'": capitals tell the name, and nothing else may.
fn bare_name(items: &[Item]) -> Option<Understood> {
    let words = items.iter().take_while(|item| item.is_capitalised()).count();
    let (name, rest) = items.split_at(words);
    let (next, topic) = rest.split_first()?;
    let first = topic.first()?;
    if !(1..=LONGEST_BARE_NAME).contains(&words) || first.is_capitalised() {
        return None;
    }
    // One capital may just begin a sentence: "War on drugs".
    let on_topic = words > 1 && matches!(next.lower.as_str(), "on" | "about");
    let said_so = matches!(next.lower.as_str(), "said" | "says") && topic.iter().any(|item| item.quoted);
    let form = if said_so { Form::DidSay } else { Form::QuotesBy };
    (on_topic || said_so).then(|| told(form, Some(name), topic))
}

/// Anything else.
fn topic(items: &[Item]) -> Understood {
    told(Form::Topic, None, items)
}

/// Whom "by" names: up to the word that begins the topic, or to a phrase.
fn by_speaker(form: Form, rest: &[Item]) -> Understood {
    let end = rest.iter().skip(1).position(|item| item.quoted || item.is(Class::About) || item.lower == "that");
    let (name, about) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
    told(form, Some(name), about)
}

/// The speaker's name and what follows the verb of saying.
fn name_and_verb(items: &[Item]) -> Option<(&[Item], &[Item])> {
    (1..items.len().min(LONGEST_NAME + 1)).find_map(|at| Some((&items[..at], after_verb(&items[at..])?)))
}

/// What follows the verb of saying that stands here, up to what it is about.
fn after_verb(items: &[Item]) -> Option<&[Item]> {
    /// "tell the reporters in Ohio about": so many words may name whom.
    const ADDRESSEE: usize = 6;

    let (verb, rest) = items.split_first()?;
    let certain = verb.is(Class::Say);
    let begins_topic = |item: &Item| item.quoted || item.is(Class::Filler) || item.lower == "as";
    let doubtful = || verb.is(Class::Doubtful) && rest.first().is_none_or(begins_topic);
    if !certain && !doubtful() {
        return None;
    }
    let about =
        rest.iter().take(ADDRESSEE).position(|item| item.quoted || item.is(Class::About) || item.lower == "that");
    Some(match about {
        Some(about) if verb.is(Class::Told) => &rest[about..],
        _ => rest,
    })
}

/// What follows "what did", "what's".
fn after_what(items: &[Item]) -> Option<&[Item]> {
    let rest = after(items, Class::What)?;
    let holds_auxiliary = items[0].lower != "what";
    match after(rest, Class::Auxiliary) {
        Some(rest) => Some(rest),
        None => holds_auxiliary.then_some(rest),
    }
}

/// The items after the first, when that is of the class.
fn after(items: &[Item], class: Class) -> Option<&[Item]> {
    items.split_first().filter(|(first, _)| first.is(class)).map(|(_, rest)| rest)
}

/// The items after all those at the front that are of these classes.
fn after_all<'a>(items: &'a [Item], classes: &[Class]) -> &'a [Item] {
    let end = items.iter().position(|item| !classes.iter().any(|class| item.is(*class)));
    &items[end.unwrap_or(items.len())..]
}

/// Puts together what was understood; phrases are taken out of the topic wherever they stand.
fn told(form: Form, speaker: Option<&[Item]>, about: &[Item]) -> Understood {
    let about = if form == Form::Topic { about } else { after_all(about, &[Class::Filler, Class::Adverb]) };
    let phrases = about.iter().filter(|item| item.quoted).map(|item| item.text.clone()).collect();
    let words = about.iter().filter(|item| !item.quoted);
    Understood { form, speaker: speaker.and_then(name), topic: joined(words), phrases }
}

/// The name that these items are; `None` when they name nobody ("anyone", "she").
fn name(items: &[Item]) -> Option<String> {
    let words = items.iter().rposition(|item| item.quoted || !item.is(Class::Leftover)).map_or(0, |last| last + 1);
    let items = &items[..words];
    let is_nobody = matches!(items, [only] if only.is(Class::Nobody));
    if is_nobody { None } else { joined(items.iter()) }
}

/// The items' texts, without punctuation around each word.
fn joined<'a>(items: impl Iterator<Item = &'a Item>) -> Option<String> {
    let words: Vec<&str> = items.map(|item| trimmed(&item.text)).filter(|text| !text.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A word without the punctuation around it.
fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%' | '#' | '@' | '\u{300}'..='\u{36f}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::tokens::{Token, tokens};

    /// Form, speaker, topic and phrases of a question, "-" for none.
    fn read(question: &str) -> String {
        let items: Vec<Item> = tokens(question)
            .into_iter()
            .map(|token| match token {
                Token::Word(text) => Item::word(text),
                Token::Phrase(text) => Item::phrase(text),
                Token::Field(..) => panic!("no fields here"),
            })
            .collect();
        let Understood { form, speaker, topic, phrases } = understand(&items);
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        format!("{form:?} | {} | {} | {}", or_none(speaker), or_none(topic), phrases.join(" + "))
    }

    #[track_caller]
    fn check(table: &[(&str, &str)]) {
        for (question, understood) in table {
            assert_eq!(read(question), *understood, "{question}");
        }
    }

    #[test]
    fn who_said_asks_for_speakers() {
        check(&[
            ("who said sovereignty", "WhoSaid | - | sovereignty | "),
            ("Who said sovereignty?", "WhoSaid | - | sovereignty | "),
            ("who said 'never accept the presence'", "WhoSaid | - | - | never accept the presence"),
            ("who has ever talked about drug cartels?", "WhoSaid | - | drug cartels | "),
            ("who claimed that taxes would rise", "WhoSaid | - | taxes would rise | "),
            ("who told Congress about tariffs", "WhoSaid | - | tariffs | "),
            ("who mentioned “a new dawn” in Ohio", "WhoSaid | - | in Ohio | a new dawn"),
            ("who's talking about tariffs", "WhoSaid | - | tariffs | "),
            ("who was quoted as saying \"we will win\"", "WhoSaid | - | - | we will win"),
            ("who asked for restraint", "Topic | - | who asked for restraint | "),
            ("who asked about restraint", "WhoSaid | - | restraint | "),
            ("who said", "WhoSaid | - | - | "),
        ]);
    }

    #[test]
    fn what_did_say_asks_for_one_speakers_words() {
        check(&[
            ("what did Sheinbaum say about cartels", "WhatDidSay | Sheinbaum | cartels | "),
            ("What does Anna Kelly think of the border?", "WhatDidSay | Anna Kelly | the border | "),
            ("what has the defence minister said on drones", "WhatDidSay | the defence minister | drones | "),
            ("what did Kelly say", "WhatDidSay | Kelly | - | "),
            ("what did O'Neill actually say regarding 'fair play'", "WhatDidSay | O'Neill | - | fair play"),
            ("what has Kelly had to say about tariffs", "WhatDidSay | Kelly | tariffs | "),
            ("what did the State Department say about visas", "WhatDidSay | the State Department | visas | "),
            ("what did Kelly tell reporters in Ohio about tariffs", "WhatDidSay | Kelly | tariffs | "),
            ("what was said about tariffs", "WhatDidSay | - | tariffs | "),
            ("what was said by Kelly about tariffs", "WhatDidSay | Kelly | tariffs | "),
            ("what has been said about tariffs", "WhatDidSay | - | tariffs | "),
            ("what did anyone say about tariffs", "WhatDidSay | - | tariffs | "),
            ("what's Kelly saying about tariffs", "WhatDidSay | Kelly | tariffs | "),
            ("what is Kelly's position on tariffs", "WhatDidSay | Kelly's | tariffs | "),
            ("what happened in Ohio", "Topic | - | what happened in Ohio | "),
        ]);
    }

    #[test]
    fn did_say_checks_a_quotation() {
        check(&[
            ("did Trump say 'help you fight'", "DidSay | Trump | - | help you fight"),
            ("Did Trump really say “help you fight”?", "DidSay | Trump | - | help you fight"),
            ("has Anna Kelly ever said that taxes rise", "DidSay | Anna Kelly | taxes rise | "),
            ("did prices rise", "Topic | - | did prices rise | "),
            ("Kelly said 'never again'", "DidSay | Kelly | - | never again"),
        ]);
    }

    #[test]
    fn quotes_by_lists_them() {
        check(&[
            ("quotes by Anna Kelly on border security", "QuotesBy | Anna Kelly | border security | "),
            ("show me all quotes from the mayor", "QuotesBy | the mayor | - | "),
            ("quotations of Kelly about 'border security'", "QuotesBy | Kelly | - | border security"),
            ("quotes about border security", "QuotesBy | - | border security | "),
            ("quotes about border security by Anna Kelly", "QuotesBy | Anna Kelly | border security | "),
            ("Kelly's remarks on border security", "QuotesBy | Kelly's | border security | "),
            ("Anna Kelly on border security", "QuotesBy | Anna Kelly | border security | "),
        ]);
    }

    #[test]
    fn what_is_ambiguous_is_a_topic() {
        check(&[
            ("sovereignty", "Topic | - | sovereignty | "),
            ("War on drugs", "Topic | - | War on drugs | "),
            ("border security on Monday", "Topic | - | border security on Monday | "),
            ("The Long War on Drugs", "Topic | - | The Long War on Drugs | "),
            ("'never again'", "Topic | - | - | never again"),
            ("don't tread", "Topic | - | don't tread | "),
            ("", "Topic | - | - | "),
            ("??? --", "Topic | - | - | "),
        ]);
    }
}
