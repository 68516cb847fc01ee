//! Whom sources mean, in articles of two or three sentences.

use super::{Recent, Speakers, WEIGHTS};
use crate::{
    annotate::{annotate, learned::speakers, mention::Form, role::roles, scene::Scene},
    article::Article,
};

/// Whom the last `source` of `body` means, when the sources before it were `said`.
fn means(body: &str, said: &[&str], source: &str) -> Option<String> {
    let scene = Scene::of(body);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(&scene, &roles);
    let mut recent = Recent::default();
    let mut resolve = |source: &str| {
        let (words, form) = mention(&speakers, source);
        speakers.resolve(&words, form, &mut recent).found
    };
    for earlier in said {
        resolve(earlier);
    }
    let (entity, sure) = resolve(source)?;
    assert!((0.0..=1.0).contains(&sure), "{sure}");
    Some(speakers.speaker(entity).name)
}

fn mention(speakers: &Speakers, source: &str) -> (std::ops::Range<usize>, Form) {
    let reading = speakers.reading;
    let is_it = |words: &std::ops::Range<usize>| reading.span(words).of(reading.body) == source;
    let known = speakers.candidates.all.iter().rev().find(|candidate| is_it(&candidate.words));
    known.map_or_else(
        || {
            let at = (0..reading.words.len()).rev().find(|&at| reading.reads(at, source)).unwrap();
            (at..at + 1, Form::Pronoun)
        },
        |candidate| (candidate.words.clone(), candidate.form),
    )
}

#[test]
fn a_surname_means_whoever_bears_it_misspelt_or_not() {
    let body = "Ilse Varga spoke for an hour. Vargo said the dam was safe.";
    assert_eq!(means(body, &[], "Vargo").as_deref(), Some("Ilse Varga"));
}

#[test]
fn a_phrase_means_the_person_whom_it_goes_on_to_name() {
    let body = "Water Board spokeswoman Anna Kell said so.";
    assert_eq!(means(body, &[], "Water Board").as_deref(), Some("Anna Kell"));
    let body = "Another critic, Anna Kell, said so.";
    assert_eq!(means(body, &[], "Another critic").as_deref(), Some("Anna Kell"));
    let body = "Its author, the lawyer Anna Kell, said so.";
    assert_eq!(means(body, &[], "Its author").as_deref(), Some("Anna Kell"));
    let body = "A delegate on the Lund slate, Anna Kell, said so.";
    assert_eq!(means(body, &[], "A delegate").as_deref(), Some("Anna Kell"));
}

#[test]
fn who_means_what_stands_before_it() {
    let body = "Peter Lund met Anna Kell, who said no.";
    assert_eq!(means(body, &[], "who").as_deref(), Some("Anna Kell"));
}

#[test]
fn a_pronoun_means_the_last_speaker_of_its_gender() {
    let body = "“It holds,” said Anna Kell.\n\n“Peter Lund and James Orr built it. Ask them,” she said.";
    assert_eq!(means(body, &["Anna Kell"], "she").as_deref(), Some("Anna Kell"));
    let body = "Anna Kell met Peter Lund in Oslo. He said no.";
    assert_eq!(means(body, &[], "He").as_deref(), Some("Peter Lund"));
}

#[test]
fn an_office_means_whoever_holds_it() {
    let body = "Sen. Anna Kell met Peter Lund and James Orr.\n\nThe senator said no.";
    assert_eq!(means(body, &["Peter Lund"], "The senator").as_deref(), Some("Anna Kell"));
}

#[test]
fn an_office_of_another_party_state_or_nation_means_somebody_else() {
    let two = "Republican nominee Anna Kell met Democratic nominee Peter Lund and James Orr.\n\n";
    for (source, expected) in [("The Republican nominee", "Anna Kell"), ("The Democratic nominee", "Peter Lund")] {
        let body = format!("{two}{source} said no.");
        assert_eq!(means(&body, &["James Orr"], source).as_deref(), Some(expected), "{source}");
    }
    let body = "Gov. Anna Kell, R-Iowa, met Gov. Peter Lund of Utah.\n\nThe Iowa governor said no.";
    assert_eq!(means(body, &[], "governor").as_deref(), Some("Anna Kell"));
    let body = "French minister Anna Kell met German minister Peter Lund.\n\nThe French minister said no.";
    assert_eq!(means(body, &[], "The French minister").as_deref(), Some("Anna Kell"));
}

#[test]
fn a_statement_is_whose_the_paragraph_that_introduced_it_says() {
    let body = "“It holds,” Anna Kell said in a statement, the Harwell Post reported.\n\nThe Water Board met.\n\nThe statement said more.";
    assert_eq!(means(body, &["Anna Kell"], "The statement").as_deref(), Some("Anna Kell"));
    assert_eq!(means(body, &["Harwell Post"], "The statement"), None);
}

#[test]
fn a_nations_government_is_a_body_with_its_name() {
    let body = "The British government said no. Anna Kell met Peter Lund. Later the government said yes.";
    assert_eq!(means(body, &[], "The British government").as_deref(), Some("British government"));
    assert_eq!(means(body, &["Anna Kell"], "the government").as_deref(), Some("British government"));
    let body = "The government of Norway said no.";
    assert_eq!(means(body, &[], "The government").as_deref(), Some("government of Norway"));
}

#[test]
fn a_phrase_is_its_first_persons() {
    let body = "Rev. James Orr of the Riverside Church said no.";
    assert_eq!(means(body, &[], "Riverside Church").as_deref(), Some("James Orr"));
    let body = "Anna Kell and six other officials said no.";
    assert_eq!(means(body, &[], "other officials").as_deref(), Some("Anna Kell"));
    let body = "Harlan Motors and other companies said no.";
    assert_eq!(means(body, &[], "other companies").as_deref(), Some("Harlan Motors"));
    let body = "Yesterday Peter Lund met Anna Kell and officials said no.";
    assert_eq!(means(body, &[], "officials"), None);
}

#[test]
fn a_paper_is_theirs_by_whom_it_was_made() {
    let body = "Anna Kell left. The dam leaks, according to data compiled by Harlan Motors.";
    assert_eq!(means(body, &["Anna Kell"], "data").as_deref(), Some("Harlan Motors"));
    let body = "The dam leaks, according to recent data from Harlan Motors.";
    assert_eq!(means(body, &[], "recent data").as_deref(), Some("Harlan Motors"));
    let body = "The dam leaks, according to data obtained by Harlan Motors.";
    assert_eq!(means(body, &[], "data"), None);
}

#[test]
fn a_noun_means_no_body_of_another_sort() {
    let body = "Harlan Motors spoke. The Justice Department sued it, the Harwell Post wrote. The company said no.";
    assert_eq!(means(body, &["Harlan Motors", "Justice Department"], "The company").as_deref(), Some("Harlan Motors"));
}

#[test]
fn an_official_body_needs_no_name() {
    let body = "China’s foreign ministry left. Anna Kell left. “No,” the ministry said.";
    assert_eq!(means(body, &[], "the ministry").as_deref(), Some("China's foreign ministry"));
    let department = || Some("county health department".to_owned());
    let body = "The county health department said that nine people were ill.\n\n“It spreads,” the department said.";
    assert_eq!(spoke(body), [department(), department()]);
    let body = "The Harwell Health Department met. “It spreads,” the health department said.";
    assert_eq!(spoke(body), [Some("Harwell Health Department".to_owned())]);
    assert_eq!(spoke("“It spreads,” said officials in the governor’s office."), [None]);
}

#[test]
fn the_company_with_a_capital_is_whose_release_it_is() {
    let body = "Harlan Motors, Inc. rose on Friday. The Company said no.";
    assert_eq!(means(body, &["Harlan Motors, Inc."], "Company").as_deref(), Some("Harlan Motors, Inc."));
    assert_eq!(means("The Kell Company said no.", &[], "Kell Company").as_deref(), Some("Kell Company"));
}

#[test]
fn a_name_inside_a_description_is_not_who_is_described() {
    for (body, source, expected) in [
        ("The lawyer of Anna Kell said no.", "Anna Kell", None),
        ("A spokesman for Democratic candidate Anna Kell said no.", "Anna Kell", None),
        ("The owners of the Harlan Motors plant and officials at Harlan Lines said no.", "Harlan Lines", None),
        ("Peter Lund, an old friend of Anna Kell, said no.", "Anna Kell", Some("Peter Lund")),
        ("People who once voted for Anna Kell said no.", "Anna Kell", None),
        ("Peter Lund, who wrote speeches for Anna Kell, said no.", "Anna Kell", Some("Peter Lund")),
        ("Former secretary of state Anna Kell said no.", "Anna Kell", Some("Anna Kell")),
        ("People who wept when Anna Kell said no went home.", "Anna Kell", Some("Anna Kell")),
        ("In the words of Anna Kell, no.", "Anna Kell", Some("Anna Kell")),
    ] {
        assert_eq!(means(body, &[], source).as_deref(), expected, "{body}");
    }
}

/// Who speaks the quotations of an article, in order.
fn spoke(body: &str) -> Vec<Option<String>> {
    let article = Article { body: body.to_owned(), ..Article::default() };
    let quotes = annotate(article).quotes.into_iter();
    quotes.map(|quote| quote.speaker.map(|speaker| speaker.name)).collect()
}

/// All who speak when `source` is that of a cue.
fn together(body: &str, source: &str, cue: &str) -> Option<String> {
    let scene = Scene::of(body);
    let roles = roles(&scene.reading, &scene.names, &scene.entities);
    let speakers = speakers(&scene, &roles);
    let (words, form) = mention(&speakers, source);
    let (entity, _) = speakers.resolve(&words, form, &mut Recent::default()).found?;
    let cue = (0..scene.reading.words.len()).find(|&at| scene.reading.reads(at, cue));
    speakers.together(entity, &words, form, cue).map(|together| speakers.as_one(&together.members).name)
}

#[test]
fn several_may_speak_as_one() {
    for (body, source, expected) in [
        ("Anna Kell and Peter Lund wrote that it holds.", "Anna Kell", Some("Anna Kell; Peter Lund")),
        ("Anna Kell and Peter Lund wrote that it holds.", "Peter Lund", Some("Anna Kell; Peter Lund")),
        (
            "“It holds,” wrote Sen. Anna Kell, Peter Lund and James Orr.",
            "James Orr",
            Some("Anna Kell; Peter Lund; James Orr"),
        ),
        (
            "Sens. Anna Kell (D-Iowa) and Peter Lund (R-Utah) wrote that it holds.",
            "Peter Lund",
            Some("Anna Kell; Peter Lund"),
        ),
        (
            "Anna Kell, D-Iowa, and Senator Peter Lund, R-Utah, wrote that it holds.",
            "Peter Lund",
            Some("Anna Kell; Peter Lund"),
        ),
        ("It holds, according to Anna Kell and Peter Lund, who wrote it.", "Anna Kell", None),
        ("Yesterday Bo Ray met Anna Kell and Peter Lund wrote that it holds.", "Peter Lund", None),
        ("Anna Kell and Peter Lund’s lawyer wrote that it holds.", "Anna Kell", None),
        ("Anna Kell, Peter Lund, wrote that it holds.", "Anna Kell", None),
        (
            "“It holds,” wrote billionaire Anna Kell and former Iowa Governor Peter Lund.",
            "Anna Kell",
            Some("Anna Kell; Peter Lund"),
        ),
        (
            "Mayor Anna Kell and Harwell police chief Peter Lund wrote that it holds.",
            "Peter Lund",
            Some("Anna Kell; Peter Lund"),
        ),
        ("Anna Kell and Iowa voters wrote Peter Lund that it holds.", "Anna Kell", None),
        ("Anna Kell & Peter Lund wrote that it holds.", "Anna Kell", Some("Anna Kell; Peter Lund")),
        ("Harlan Motors and Varga Lines wrote that it holds.", "Varga Lines", None),
        ("Anna Kell and Oslo wrote that it holds.", "Anna Kell", None),
    ] {
        assert_eq!(together(body, source, "wrote").as_deref(), expected, "{body}");
    }
}

#[test]
fn somebody_new_and_several_people_have_no_name() {
    let body = "Anna Kell met Peter Lund. A neighbour said no. The officials said yes.";
    assert_eq!(means(body, &["Anna Kell"], "A neighbour"), None);
    assert_eq!(means(body, &["Anna Kell"], "The officials"), None);
}

#[test]
fn they_are_those_who_spoke_together_last() {
    let both = Some("Anna Kell; Peter Lund".to_owned());
    let body = "“It holds,” said Anna Kell and Peter Lund. “It leaks,” they said. “It burns,” said Kell. “It fell,” they said.";
    assert_eq!(spoke(body), [both.clone(), both.clone(), Some("Anna Kell".to_owned()), None]);
    let body = "“It holds,” said Anna Kell and Peter Lund. “It leaks,” the couple said.";
    assert_eq!(spoke(body), [both.clone(), both]);
}

#[test]
fn a_campaign_is_a_body_with_its_owners_name() {
    let body = "Mayor Anna Kell travelled to Oslo. Kell’s office said no. Peter Lund left.";
    assert_eq!(means(body, &[], "Kell").as_deref(), Some("Kell's office"));
    let body = "Anna Kell travelled to Oslo. The Kell campaign said no.";
    assert_eq!(means(body, &[], "Kell").as_deref(), Some("Kell campaign"));
    let body = "Anna Kell travelled to Oslo. Kell’s campaign said no. Later the campaign said yes.";
    assert_eq!(means(body, &[], "campaign").as_deref(), Some("Kell campaign"));
    assert_eq!(means(body, &[], "the campaign").as_deref(), Some("Kell campaign"));
    let body = "Anna Kell spoke. Her campaign said no. The Kell campaign travelled.";
    assert_eq!(means(body, &["Anna Kell"], "campaign").as_deref(), Some("Kell campaign"));
}

#[test]
fn a_paper_means_the_body_whose_it_is() {
    let body = "The Water Board met Anna Kell. The board’s minutes are short. A Water Board report said no.";
    assert_eq!(means(body, &[], "report").as_deref(), Some("Water Board"));
}

#[test]
fn the_model_that_is_compiled_in_is_read() {
    assert!(WEIGHTS.score(&[1, 2, 3]).is_finite());
}

#[test]
fn who_is_quoted_without_a_name_is_nobody_who_was_named() {
    let body = "Anna Kell met Peter Lund in Oslo.\n\nThe official said the plan was dead. The source agreed.";
    assert_eq!(means(body, &["Anna Kell"], "The official"), None);
    assert_eq!(means(body, &["Anna Kell"], "The source"), None);
    let body = "Anna Kell, a harbour official, met Peter Lund.\n\nThe official said no.";
    assert_eq!(means(body, &[], "The official").as_deref(), Some("Anna Kell"));
}

#[test]
fn somebody_new_stays_without_a_name() {
    let body = "Police met Peter Lund. A man offered help. The man said they must pay.";
    assert_eq!(means(body, &["Peter Lund"], "The man"), None);
}

#[test]
fn an_office_is_a_whole_word() {
    let body = "Police spokesman Peter Lund met Ann Kell. A man offered help. The man said they must pay.";
    assert_ne!(means(body, &["Peter Lund"], "The man").as_deref(), Some("Peter Lund"));
    let body = "Rep. Anna Kell left early. The representative said no.";
    assert_eq!(means(body, &["Anna Kell"], "The representative").as_deref(), Some("Anna Kell"));
}

#[test]
fn the_state_behind_a_name_means_whoever_has_the_name() {
    let body = "Rep. Anna Kell, D-N.J., said no.";
    assert_eq!(means(body, &[], "D-N.J.").as_deref(), Some("Anna Kell"));
}

#[test]
fn an_office_with_capitals_is_nobodys_name() {
    let body = "Sen. Anna Kell, an Iowa Republican, met Peter Lund.\n\nThe Iowa Republican said no.";
    assert_ne!(means(body, &["Anna Kell"], "Iowa Republican").as_deref(), Some("Iowa Republican"));
}

#[test]
fn a_law_speaks_for_nobody() {
    let body = "The Water Board met the Harwell Council. “No,” the board said.\n\nThe bill says yes.";
    assert_eq!(means(body, &["Water Board"], "The bill"), None);
}

#[test]
fn somebodys_lawyer_is_not_somebody() {
    let body = "Peter Lund met Anna Kell. Lund’s lawyer said no. His wife agreed.";
    assert_eq!(means(body, &["Peter Lund"], "lawyer"), None);
    assert_eq!(means(body, &["Peter Lund"], "His wife"), None);
    let body = "Peter Lund left. “No,” said Anna Kell, his lawyer, in Oslo.";
    assert_eq!(means(body, &[], "his lawyer").as_deref(), Some("Anna Kell"));
}

#[test]
fn a_vice_president_is_no_president() {
    let body =
        "President Anna Kell met Vice President Peter Lund.\n\nThe president said no. The vice president said yes.";
    assert_eq!(means(body, &[], "The president").as_deref(), Some("Anna Kell"));
    assert_eq!(means(body, &[], "The vice president").as_deref(), Some("Peter Lund"));
}

#[test]
fn the_government_is_not_whatever_body_was_named_last() {
    let body = "The Water Board met in Oslo. “No,” the board said. The government agreed.";
    assert_eq!(means(body, &["Water Board"], "The government"), None);
}
