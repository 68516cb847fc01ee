//! What is asked, and what the embedded engine answers, on an index made by hand.
#![expect(clippy::unwrap_used, reason = "a step that fails, fails its test")]

mod newsroom;

use proptest::prelude::*;

use newsroom::{Piece, article, engine, engine_in_segments};
use whosaid::{
    article::{EntityKind, Quote, QuoteKind},
    engine::{Embedded, Engine, EngineError},
    index::IndexError,
    query::{Criteria, GroupBy, Hit, Hits, Query, Sort, parse},
};

fn ask(engine: &Embedded, question: &str) -> Hits {
    engine.search(&parse(question)).unwrap()
}

fn ask_with(engine: &Embedded, question: &str, flags: Criteria) -> Hits {
    engine.search(&Query::new(Some(question), flags)).unwrap()
}

fn texts(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.text.as_str()).collect()
}

fn speakers(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.speaker.as_deref().unwrap_or("-")).collect()
}

fn marked(hit: &Hit) -> Vec<&str> {
    hit.highlights.iter().map(|span| span.of(&hit.text)).collect()
}

fn with_role(role: &str) -> impl FnOnce(&mut Quote) {
    let role = role.to_owned();
    move |quote| quote.speaker.as_mut().unwrap().role = Some(role)
}

fn news() -> Vec<Piece> {
    vec![
        article("a1", "The Wire", "2025-01-10")
            .titled("Talks in the capital")
            .by("Jo Doe")
            .says("Claudia Sheinbaum", "Our sovereignty is inalienable and no cartel will change that")
            .says_with("Ana López", "We need more buses in the north", with_role("transport minister")),
        article("a2", "Daily Post", "2025-03-02T22:30:00-05:00")
            .says("Claudia Sheinbaum", "The cartels are weaker than they were")
            .says("Sheinbaum", "Sovereignty is not for sale")
            .says("Anna Kelly", "[We will]” she said, “[never accept the presence of gangs]"),
        article("a3", "The Wire", "2024-06-30")
            .titled("Sovereignty and trade")
            .says("John Kelly", "Border security needs money and people and border towns need time")
            .says("Kelly Novak", "Trade is good")
            .says("Anna Kelly", "Security at the border comes first")
            .says("", "Sovereignty"),
        article("a4", "", "").says("Pat O'Neill", "Café prices don’t matter").says_with(
            "Bea Stone",
            "Prices rose by four per cent",
            |quote| {
                quote.kind = QuoteKind::Indirect;
                quote.confidence = 0.4;
            },
        ),
    ]
}

#[test]
fn who_said_a_word_answers_with_speakers_and_unknown_ones_last() {
    let hits = ask(&engine(&news()), "who said sovereignty?");
    assert_eq!(speakers(&hits), ["Sheinbaum", "Claudia Sheinbaum", "-"]);
    let groups: Vec<_> = hits.groups.iter().map(|group| (group.key.as_deref(), group.count)).collect();
    assert_eq!(groups, [(Some("Sheinbaum"), 1), (Some("Claudia Sheinbaum"), 1), (None, 1)]);
    assert_eq!(marked(&hits.hits[0]), ["Sovereignty"]);
}

#[test]
fn words_of_the_quotation_beat_words_of_its_context_and_stems_match() {
    let pieces = [
        article("a", "W", "2025-01-01")
            .tells("Drug cartels, drug cartels: she shrugged.")
            .says("Context", "That is all"),
        article("b", "W", "2025-01-01").says(
            "Quotation",
            "After many years and much talk of many other things nobody here fears the cartel or its drugs any more",
        ),
    ];
    let hits = ask(&engine(&pieces), "who said drug cartels");
    assert_eq!(speakers(&hits), ["Quotation", "Context"]);
    assert_eq!(marked(&hits.hits[0]), ["cartel", "drugs"]);
}

#[test]
fn all_words_are_needed_and_some_only_when_nothing_has_all() {
    let engine = engine(&news());
    assert_eq!(texts(&ask(&engine, "inalienable sovereignty")).len(), 1);
    let some = ask(&engine, "sovereignty zeppelin");
    assert_eq!(some.total, 6, "three in the quotation, three more under a headline that has it");
    assert_eq!(some.notes, ["no quotation has all of: sovereignty, zeppelin; showing those with some of them"]);
    assert_eq!(ask(&engine, "zeppelin airship").total, 0);
}

#[test]
fn words_said_in_the_order_asked_for_come_first() {
    let pieces = [
        article("a", "W", "").says("Apart", "The border is long and security is dear"),
        article("b", "W", "").says("Together", "The security is dear and border security is long"),
        article("c", "W", "").says("Turned", "The border is dear and security border is long"),
    ];
    assert_eq!(speakers(&ask(&engine(&pieces), "border security"))[0], "Together");
}

#[test]
fn a_phrase_matches_across_an_interruption_whatever_its_marks_case_and_accents() {
    let engine = engine(&news());
    for question in [
        "who said 'will never accept the presence'",
        "who said “Will NEVER accept, the presence”?",
        "did Kelly say \"will... never — accept\"",
        "'we will never accept'",
    ] {
        let hits = ask(&engine, question);
        assert_eq!((hits.total, speakers(&hits)), (1, vec!["Anna Kelly"]), "{question}");
    }
    let hits = ask(&engine, "who said 'will never accept'");
    assert_eq!(marked(&hits.hits[0]), ["will", "never accept"]);
    assert_eq!(ask(&engine, "who said 'she said'").total, 0);
    assert_eq!(speakers(&ask(&engine, "'CAFE prices don't'")), ["Pat O'Neill"]);
    assert_eq!(speakers(&ask(&engine, "'cafe\u{301} prices'")), ["Pat O'Neill"], "an accent of its own");
    assert_eq!(ask(&engine, "who said 'café'").total, 1);
}

#[test]
fn words_in_a_row_that_nobody_said_find_nothing() {
    let engine = engine(&news());
    assert_eq!(ask(&engine, "who said 'accept never the presence'").total, 0);
    assert_eq!(ask(&engine, "who said 'never accept the presences'").total, 0);
    assert_eq!(ask(&engine, "who said 'inalienable and no cartels'").total, 0);
}

#[test]
fn a_surname_finds_all_who_bear_it_the_most_quoted_first() {
    let engine = engine(&news());
    let hits = ask(&engine, "what did Kelly say");
    assert_eq!(speakers(&hits), ["Anna Kelly", "Anna Kelly", "John Kelly"]);
    assert!(hits.notes.is_empty());
    assert_eq!(speakers(&ask(&engine, "quotes by Anna Kelly on border security")), ["Anna Kelly"]);
    assert_eq!(speakers(&ask(&engine, "what did Novak say")), ["Kelly Novak"]);
    assert_eq!(speakers(&ask(&engine, "speaker:kelly's topic:money")), ["John Kelly"]);
}

#[test]
fn titles_particles_accents_and_apostrophes_do_not_matter() {
    let engine = engine(&news());
    for (asked, count) in [("President Sheinbaum", 3), ("lopez", 1), ("ONEILL", 1), ("O’Neill", 1), ("the Kellys", 3)]
    {
        let flags = Criteria { speaker: Some(asked.into()), ..Criteria::default() };
        assert_eq!(ask_with(&engine, "", flags).total, count, "{asked}");
    }
}

#[test]
fn a_role_finds_its_holders_when_nobody_bears_it_as_a_name() {
    let hits = ask(&engine(&news()), "what did the transport minister say about buses");
    assert_eq!(speakers(&hits), ["Ana López"]);
    assert_eq!(hits.notes, ["no speaker named the transport minister; showing those with this role"]);
}

#[test]
fn whoever_serves_an_office_does_not_hold_it() {
    let engine = engine(&[
        article("a", "W", "").says_with(
            "Bob Stone",
            "The dam holds",
            with_role("former adviser to President Anna Kell"),
        ),
        article("b", "W", "").says_with(
            "Eve Lund",
            "The dam leaks",
            with_role("President Kell's chairwoman and lawyer"),
        ),
        article("c", "W", "").says_with("Anna Kell", "The dam stays", with_role("President")),
    ]);
    assert_eq!(speakers(&ask(&engine, "what did the president say about the dam")), ["Anna Kell"]);
    assert_eq!(speakers(&ask(&engine, "what did the chairwoman say about the dam")), ["Eve Lund"]);
    assert_eq!(speakers(&ask(&engine, "what did the adviser to president kell say")), ["Bob Stone"]);
}

#[test]
fn an_office_means_its_holder_rather_than_a_body_of_that_name() {
    let engine = engine(&[
        article("a", "W", "").says("Office of the Mayor", "The dam holds"),
        article("b", "W", "").says("The Mayor", "The dam leaks"),
        article("c", "W", "").says_with("Anna Kell", "The dam stays", with_role("mayor of Harwell")),
        article("d", "W", "").says("Bea Bishop", "The dam is old"),
        article("e", "W", "").says_with("Eve Lund", "The dam is new", with_role("bishop")),
        article("f", "W", "").says_with("Bo Ray", "The dam is odd", with_role("Utah Sen.")),
    ]);
    assert_eq!(speakers(&ask(&engine, "what did the mayor say about the dam")), ["Anna Kell"]);
    assert_eq!(speakers(&ask(&engine, "what did the senator say about the dam")), ["Bo Ray"]);
    assert_eq!(speakers(&ask(&engine, "what did Bishop say about the dam")), ["Bea Bishop"]);
    assert_eq!(speakers(&ask(&engine, "what did the mayor's office say")), ["Office of the Mayor"]);
}

#[test]
fn a_name_in_a_role_is_not_the_speakers_name() {
    let pieces = [
        article("a", "W", "").says_with("Bob Stone", "No comment", with_role("spokesman for Kelly Motors")),
        article("b", "W", "").says("Kelly Motors", "Cars"),
        article("c", "W", "").says("Anna Kelly", "Roads"),
    ];
    assert_eq!(speakers(&ask(&engine(&pieces), "what did Kelly say")), ["Anna Kelly"]);
    assert_eq!(ask(&engine(&pieces[..1]), "what did Kelly say").total, 0);
}

#[test]
fn a_misspelt_name_finds_the_nearest_and_says_so() {
    let engine = engine(&news());
    let hits = ask(&engine, "what did Shienbaum say about cartels");
    assert_eq!(hits.notes, ["no speaker named Shienbaum; showing Sheinbaum"]);
    assert_eq!(speakers(&hits), ["Claudia Sheinbaum", "Claudia Sheinbaum"]);
    assert_eq!(speakers(&ask(&engine, "quotes by Ana Kely")), ["Anna Kelly", "Anna Kelly"]);
    assert_eq!(speakers(&ask(&engine, "quotes by Telly")).len(), 3, "the first letter may be wrong");
    let nobody = ask(&engine, "what did Qwertz say about cartels");
    assert_eq!((nobody.total, nobody.notes), (0, vec!["no speaker named Qwertz".to_owned()]));
}

#[test]
fn a_name_that_a_paper_misprinted_does_not_hide_who_is_meant() {
    let often =
        (0..10).fold(article("a", "W", ""), |article, day| article.says("Ana Sheinbaum", &format!("Tax {day}")));
    let pieces =
        [often, article("b", "W", "").says("Shienbaum", "Boats"), article("c", "W", "").says("Shienbau", "Ships")];
    let engine = engine(&pieces);
    let misprinted = ask(&engine, "what did Shienbaum say about tax");
    assert_eq!(misprinted.notes, ["the one quotation of Shienbaum does not match; showing Sheinbaum"]);
    assert_eq!(misprinted.total, 10);
    assert_eq!(speakers(&ask(&engine, "what did Shienbaum say about boats")), ["Shienbaum"]);
    assert_eq!(
        ask(&engine, "what did Shienbaum say about ships").total,
        0,
        "no more often quoted than the one asked for"
    );
    assert_eq!(ask(&engine, "did Shienbaum say 'tax 3'").total, 0, "nobody's words stand in for another's");
}

#[test]
fn the_very_words_asked_for_come_before_others_of_their_stems() {
    let pieces = [
        article("a", "W", "").says("Ed Marsh", "He opposed the resolution"),
        article("b", "W", "").says(
            "Al Harsh",
            "Last year we said it, and today, before all of you, we say again that we are resolutely opposed to it",
        ),
    ];
    assert_eq!(speakers(&ask(&engine(&pieces), "who said resolutely opposed")), ["Al Harsh", "Ed Marsh"]);
}

#[test]
fn of_names_equally_near_the_one_that_speaks_of_the_topic_is_meant() {
    let pieces = [
        article("a", "W", "").says("Ed Marsh", "Boats").says("Ed Marsh", "Ships"),
        article("b", "W", "").says("Al Harsh", "Taxes"),
    ];
    let engine = engine(&pieces);
    assert_eq!(speakers(&ask(&engine, "what did Karsh say")), ["Ed Marsh", "Ed Marsh"], "the most quoted");
    assert_eq!(speakers(&ask(&engine, "what did Karsh say about taxes")), ["Al Harsh"]);
}

#[test]
fn words_of_somebody_else_are_not_put_into_a_speakers_mouth() {
    let engine = engine(&news());
    let hits = ask(&engine, "did Sheinbaum say 'never accept the presence'");
    assert_eq!((hits.total, hits.hits.len()), (0, 0));
    assert_eq!(hits.notes, ["no quotation of Sheinbaum has these words; 1 of somebody else does (Anna Kelly)"]);
    let nobody = ask(&engine, "did Sheinbaum say 'accept the sale'");
    assert_eq!(nobody.notes, ["no quotation of Sheinbaum has these words, and nobody else's does"]);
    let off_topic = ask(&engine, "what did Novak say about zeppelins");
    assert_eq!(off_topic.notes, ["the one quotation of Kelly Novak does not match"]);
}

#[test]
fn fields_narrow_and_all_their_words_are_needed() {
    let engine = engine(&news());
    let count = |question: &str| ask(&engine, question).total;
    assert_eq!(count("outlet:wire"), 6);
    assert_eq!(count("outlet:\"the wire\" speaker:sheinbaum"), 1);
    assert_eq!(count("outlet:\"daily wire\""), 0);
    assert_eq!(count("author:doe"), 2);
    assert_eq!(count("entity:cafe"), 1);
    assert_eq!(count("kind:indirect"), 1);
    assert_eq!(count("confidence:0.9"), 10);
    assert_eq!(count("confidence:95%"), 0);
    assert_eq!(count(""), 11);
}

#[test]
fn dates_are_whole_days_months_and_years_and_the_undated_match_none() {
    let engine = engine(&news());
    let count = |question: &str| ask(&engine, question).total;
    assert_eq!(count("after:2025"), 5);
    assert_eq!(count("before:2024"), 4);
    assert_eq!(count("before:2024-06"), 4);
    assert_eq!(count("before:2024-06-29"), 0);
    assert_eq!(count("after:2025-01-10 before:2025-01-10"), 2);
    assert_eq!(count("after:2025-03-02 before:2025-03-02"), 3, "the day is the article's own, late in the evening too");
    assert_eq!(count("after:1900 before:9999"), 9);
    assert_eq!((count("before:9999-12-31"), count("after:0001")), (9, 9));
}

#[test]
fn hits_are_sorted_by_date_confidence_or_speaker() {
    let engine = engine(&news());
    let sorted = |sort| ask_with(&engine, "", Criteria { sort: Some(sort), ..Criteria::default() });
    let dates = sorted(Sort::Date);
    let published: Vec<_> = dates.hits.iter().map(|hit| hit.article.id.as_str()).collect();
    assert_eq!(published, ["a2", "a2", "a2", "a1", "a1", "a3", "a3", "a3", "a3", "a4", "a4"]);
    assert_eq!(speakers(&sorted(Sort::Confidence)).last(), Some(&"Bea Stone"));
    let by_name = sorted(Sort::Speaker);
    assert!(speakers(&by_name)[..10].is_sorted());
    assert_eq!(speakers(&by_name)[10], "-");
}

#[test]
fn groups_count_all_matches_not_only_those_shown() {
    let engine = engine(&news());
    let grouped = |group| {
        let flags = Criteria { group: Some(group), limit: Some(1), ..Criteria::default() };
        let hits = ask_with(&engine, "", flags);
        assert_eq!((hits.total, hits.hits.len()), (11, 1));
        hits.groups.into_iter().map(|group| (group.key.unwrap_or_default(), group.count)).collect::<Vec<_>>()
    };
    let pairs =
        |pairs: &[(&str, u64)]| pairs.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(grouped(GroupBy::Month), pairs(&[("2024-06", 4), ("2025-01", 2), ("2025-03", 3), ("", 2)]));
    assert_eq!(grouped(GroupBy::Outlet), pairs(&[("The Wire", 6), ("Daily Post", 3), ("", 2)]));
    assert_eq!(grouped(GroupBy::Article), pairs(&[("a3", 4), ("a2", 3), ("a1", 2), ("a4", 2)]));
    assert_eq!(grouped(GroupBy::Speaker)[0], ("Anna Kelly".to_owned(), 2));
    assert_eq!(grouped(GroupBy::Speaker).last(), Some(&(String::new(), 1)));
}

#[test]
fn a_group_has_dates_outlets_and_its_best_hits() {
    let sheinbaum = ask_with(
        &engine(&news()),
        "speaker:\"Claudia Sheinbaum\"",
        Criteria { group: Some(GroupBy::Speaker), ..Criteria::default() },
    );
    let group = &sheinbaum.groups[0];
    assert_eq!((group.first.as_deref(), group.last.as_deref()), (Some("2025-01-10"), Some("2025-03-02")));
    assert_eq!((group.outlets.len(), group.hits.len()), (2, 2));
}

#[test]
fn many_quotations_of_one_speaker_beat_one_of_another() {
    let mut pieces = vec![article("z", "W", "2025-01-01").says("Once", "Tariffs now")];
    for n in 0..8 {
        let text = format!("Tariffs number {n} now");
        pieces.push(article(&format!("a{n}"), "W", "2025-01-01").says("Often", &text));
    }
    let hits = ask(&engine(&pieces), "who said tariffs");
    assert_eq!(speakers(&hits)[0], "Once", "the shorter quotation is the better hit");
    assert_eq!(hits.groups[0].key.as_deref(), Some("Often"));
    assert_eq!(hits.groups[0].hits.len(), 3);
}

#[test]
fn answers_do_not_depend_on_how_the_index_is_cut_into_segments() {
    let pieces = news();
    let whole = engine(&pieces);
    let (first, rest) = pieces.split_at(1);
    let (second, rest) = rest.split_at(1);
    let parts = engine_in_segments(&[rest, second, first]);
    for question in
        ["who said sovereignty", "what did Kelly say", "", "sovereignty border", "quotes by Sheinbaum", "outlet:wire"]
    {
        for group in [GroupBy::None, GroupBy::Speaker, GroupBy::Month, GroupBy::Article] {
            for sort in [Sort::Relevance, Sort::Date, Sort::Confidence, Sort::Speaker] {
                let flags = || Criteria {
                    group: Some(group),
                    sort: Some(sort),
                    limit: Some(4),
                    offset: Some(1),
                    ..Criteria::default()
                };
                assert_eq!(ask_with(&whole, question, flags()), ask_with(&parts, question, flags()), "{question}");
            }
        }
    }
}

#[test]
fn what_an_engine_remembers_changes_no_answer() {
    let pieces = news();
    let asked_often = engine(&pieces);
    for _ in 0..20 {
        for question in ["who said sovereignty", "what did Kelly say", "quotes by Sheinbaum", "quotes by Keley"] {
            assert_eq!(ask(&asked_often, question), ask(&engine(&pieces), question), "{question}");
        }
    }
}

#[test]
fn pages_follow_each_other_and_end() {
    let engine = engine(&news());
    let page = |offset, limit| {
        let flags = Criteria { offset: Some(offset), limit: Some(limit), ..Criteria::default() };
        let hits = ask_with(&engine, "", flags);
        assert_eq!(hits.total, 11);
        hits.hits.into_iter().map(|hit| hit.text).collect::<Vec<_>>()
    };
    let pages: Vec<String> = (0..4).flat_map(|n| page(n * 3, 3)).collect();
    assert_eq!(pages, page(0, 100));
    assert!(page(1_000_000, 20).is_empty());
    assert!(page(usize::MAX, usize::MAX).is_empty());
    assert!(page(0, 0).is_empty());
}

#[test]
fn strange_questions_are_answered() {
    let engine = engine(&news());
    let long = "sovereignty ".to_owned() + &(0..10_000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    let hits = ask(&engine, &long);
    assert_eq!(hits.notes[0], "only the topic's first 32 words are searched for");
    assert_eq!(ask(&engine, &format!("who said '{long}'")).total, 0);
    assert_eq!(ask(&engine, &format!("quotes by {long}")).total, 0);
    for question in
        ["*", "sov*", "a", "?", "\"\"", "speaker:*", "speaker:\"\"", "phrase:'--'", "AND OR (", "\0", "who said ''"]
    {
        ask(&engine, question);
    }
}

const QUESTIONS: &str = "((who|what|did|say|said|Kelly|Shienbaum|about|sovereignty|border|'never accept'|after:|2025|[*?~^:\"'()]) ?){0,12}";

#[test]
fn any_question_is_answered_with_what_it_counts() {
    let engine = engine(&news());
    proptest!(ProptestConfig::with_cases(128), |(question in prop_oneof![QUESTIONS, ".{0,40}"])| {
        let hits = ask(&engine, &question);
        prop_assert_eq!(hits.hits.len() as u64, hits.total.min(20));
        let grouped: u64 = hits.groups.iter().map(|group| group.count).sum();
        prop_assert!(hits.groups.is_empty() || grouped == hits.total);
    });
}

#[test]
fn a_hit_carries_its_article_and_its_place() {
    let hits = ask(&engine(&news()), "buses");
    let hit = &hits.hits[0];
    assert_eq!((hit.role.as_deref(), hit.speaker_kind), (Some("transport minister"), Some(EntityKind::Person)));
    assert_eq!((hit.article.id.as_str(), hit.article.author.as_deref()), ("a1", Some("Jo Doe")));
    assert_eq!(hit.article.published.as_deref(), Some("2025-01-10"));
    assert_eq!(hit.end - hit.start, u32::try_from(hit.text.len()).unwrap());
}

#[test]
fn speakers_are_listed_by_name_or_role() {
    let engine = engine(&news());
    let all = engine.speakers(None, 100).unwrap();
    let named: Vec<_> = all.iter().map(|speaker| (speaker.name.as_str(), speaker.quotes)).collect();
    assert_eq!(named[..3], [("Anna Kelly", 2), ("Claudia Sheinbaum", 2), ("Ana López", 1)]);
    assert_eq!(all.len(), 8);
    let kelly = &all[0];
    assert_eq!((kelly.articles, kelly.outlets.as_slice()), (2, &["Daily Post".to_owned(), "The Wire".to_owned()][..]));
    assert_eq!((kelly.first.as_deref(), kelly.last.as_deref()), (Some("2024-06-30"), Some("2025-03-02")));
    let listed = |pattern| {
        let found = engine.speakers(Some(pattern), 100).unwrap();
        found.into_iter().map(|speaker| speaker.name).collect::<Vec<_>>()
    };
    assert_eq!(listed("kel"), ["Anna Kelly", "John Kelly", "Kelly Novak"]);
    assert_eq!(listed("anna KELLY"), ["Anna Kelly"]);
    assert_eq!(listed("minister"), ["Ana López"]);
    assert!(listed("zeppelin").is_empty());
    assert_eq!(engine.speakers(None, 2).unwrap().len(), 2);
}

#[test]
fn an_article_is_found_by_id_by_path_and_by_the_end_of_its_path() {
    let mut pieces = news();
    pieces.push(article("r1", "", "").in_file("dump/all.jsonl", 1).says("One", "First"));
    pieces.push(article("r2", "", "").in_file("dump/all.jsonl", 7).says("Two", "Second"));
    let engine = engine(&pieces);
    let id = |asked: &str| engine.article(asked).unwrap().map(|found| found.annotated.article.id);
    for asked in ["a2", "news/Daily Post/a2.txt", "a2.txt", "Daily Post/a2.txt"] {
        assert_eq!(id(asked).as_deref(), Some("a2"), "{asked}");
    }
    for asked in ["", "2.txt", "b.txt", "a2.txt/", "dump/all.jsonl:0"] {
        assert_eq!(id(asked), None, "{asked}");
    }
    assert_eq!(id("dump/all.jsonl:7").as_deref(), Some("r2"));
    assert_eq!(id("all.jsonl:3").as_deref(), Some("r1"));
    let several = engine.article("all.jsonl").unwrap_err();
    assert!(matches!(several, EngineError::SeveralArticles { count: 2, .. }), "{several}");
    let quotes = engine.article("a2").unwrap().unwrap().annotated.quotes;
    assert!(quotes.is_sorted_by_key(|quote| quote.content().start));
    assert_eq!(quotes.len(), 3);
}

#[test]
fn articles_that_share_an_id_are_told_apart_and_have_their_own_quotations() {
    let engine = engine(&[
        article("x", "", "").in_file("all.jsonl", 1).says("One", "Short"),
        article("x", "", "").in_file("all.jsonl", 2).says("Two", "Much longer than the body of the first"),
        article("x", "", "").in_file("other.jsonl", 1).says("Three", "Short"),
    ]);
    let speakers = |asked: &str| -> Vec<String> {
        let quotes = engine.article(asked).unwrap().unwrap().annotated.quotes;
        quotes.into_iter().map(|quote| quote.speaker.unwrap().name).collect()
    };
    assert_eq!(speakers("all.jsonl:1"), ["One"]);
    assert_eq!(speakers("all.jsonl:2"), ["Two"]);
    assert_eq!(speakers("other.jsonl"), ["Three"]);
    let several = engine.article("x").unwrap_err().to_string();
    assert!(several.contains("x: 3 articles answer to this") && several.contains("is all.jsonl:1)"), "{several}");
}

#[test]
fn an_index_is_counted() {
    let statistics = engine(&news()).statistics().unwrap();
    assert_eq!((statistics.articles, statistics.quotations, statistics.attributed), (4, 11, 10));
    assert_eq!(statistics.speakers, 8);
    assert_eq!((statistics.first.as_deref(), statistics.last.as_deref()), (Some("2024-06-30"), Some("2025-03-02")));
    assert_eq!(statistics.kinds.get(&QuoteKind::Indirect), Some(&1));
    assert_eq!(statistics.languages.get("en"), Some(&4));
    let wire = &statistics.outlets[0];
    assert_eq!((wire.outlet.as_deref(), wire.articles, wire.quotations), (Some("The Wire"), 2, 6));
    assert!(statistics.bytes > 1_000);
}

#[test]
fn an_empty_index_answers_with_nothing() {
    let engine = engine(&[]);
    assert_eq!(ask(&engine, "who said sovereignty").total, 0);
    assert!(engine.speakers(None, 5).unwrap().is_empty());
    assert_eq!(engine.statistics().unwrap().articles, 0);
}

#[test]
fn a_folder_without_an_index_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for folder in [folder.path().to_owned(), folder.path().join("missing")] {
        let error = Embedded::open(&folder).err().unwrap();
        assert!(matches!(error, EngineError::Index(IndexError::Missing { .. })), "{error:?}");
        assert!(error.to_string().contains("whosaid index"), "{error}");
    }
}

#[test]
fn an_index_with_other_fields_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    tantivy::Index::create_in_dir(folder.path(), tantivy::schema::Schema::builder().build()).unwrap();
    assert!(matches!(Embedded::open(folder.path()), Err(EngineError::Index(IndexError::Format { .. }))));
}

#[test]
fn a_name_is_one_however_its_apostrophe_is_printed() {
    let engine = engine(&[
        article("x", "", "").in_file("x.txt", 1).says("Delphine O'Garro", "One switchboard"),
        article("y", "", "").in_file("y.txt", 1).says("Delphine O’Garro", "Two switchboards"),
    ]);
    let speakers = engine.speakers(None, 9).unwrap();
    assert_eq!((speakers.len(), speakers[0].quotes), (1, 2));
    for asked in ["O'Garro", "O’Garro"] {
        let hits = engine.search(&parse(&format!("speaker:\"{asked}\""))).unwrap();
        assert_eq!(hits.total, 2, "{asked}");
    }
    let groups = engine.search(&parse("who said switchboard")).unwrap().groups;
    assert_eq!((groups.len(), groups[0].key.as_deref()), (1, Some("Delphine O'Garro")));
}
