//! Answers made by hand, for the tests of all formats.

use crate::{
    article::{
        Annotated, Answer, Article, Candidate, Decision, Entity, EntityKind, Explanation, Ground, Place, Published,
        Question, Quote, QuoteKind, Reason, Rule, Span, Speaker, Step,
    },
    query::{
        Also, ArticleRef, Form, Group, GroupBy, Hit, Hits, IndexStatistics, OutletCount, Query, Sort, SpeakerSummary,
    },
};

/// The question of all samples.
pub(super) fn query() -> Query {
    Query {
        form: Form::WhoSaid,
        speaker: None,
        topic: Some("sovereignty".into()),
        phrases: vec![],
        entities: vec![],
        outlet: None,
        author: None,
        after: None,
        before: None,
        kind: None,
        min_confidence: None,
        limit: 10,
        offset: 0,
        sort: Sort::Relevance,
        group: GroupBy::None,
        tells_others: true,
    }
}

/// Four hits: interrupted, from a note with a formula in it, without a speaker, and reported.
pub(super) fn flat() -> Hits {
    let hits = hits();
    Hits { query: query(), notes: vec![], total: 4, hits, groups: vec![] }
}

/// The same by speaker, with a note, and with more hits than are shown.
pub(super) fn grouped_by_speaker() -> Hits {
    let all = hits();
    let group = |key: Option<&str>, count, hits: &[Hit]| Group {
        key: key.map(str::to_owned),
        count,
        first: Some("2019-03-04".into()),
        last: Some("2024-05-06".into()),
        outlets: vec!["Harbour Post".into(), "Delta Wire".into()],
        hits: hits.to_vec(),
    };
    Hits {
        query: Query { group: GroupBy::Speaker, ..query() },
        notes: vec!["no speaker named Nunes; showing Núñez".into()],
        total: 9,
        groups: vec![
            group(Some("Inés Núñez"), 6, &all[..1]),
            group(Some("Tom O’Neill"), 2, &[all[1].clone(), all[3].clone()]),
            group(None, 1, &all[2..3]),
        ],
        hits: all,
    }
}

/// No hit.
pub(super) fn nothing() -> Hits {
    Hits { query: query(), notes: vec![], total: 0, hits: vec![], groups: vec![] }
}

fn hits() -> Vec<Hit> {
    let article = ArticleRef {
        id: "hp-2019-0304-1".into(),
        title: "Minister rejects naval base".into(),
        outlet: Some("Harbour Post".into()),
        author: Some("Ada Lund, Per Holm".into()),
        published: Some("2019-03-04T10:15:00-05:00".into()),
        url: Some("https://harbourpost.example/2019/base".into()),
        path: "corpus/harbour-post/2019.jsonl".into(),
        others: 0,
        also: [].into(),
    };
    let interrupted = "Our sovereignty is not for sale,” Inés Núñez told reporters, “and it never will be.";
    let first = Hit {
        text: interrupted.into(),
        speaker: Some("Inés Núñez".into()),
        speaker_kind: Some(EntityKind::Person),
        role: Some("foreign minister".into()),
        source: Some("Inés Núñez".into()),
        cue: Some("told reporters".into()),
        kind: QuoteKind::Direct,
        confidence: 0.97,
        step: Step::CueBetween,
        context: format!("“{interrupted}”"),
        start: 103,
        end: 103 + u32::try_from(interrupted.len()).unwrap(),
        pieces: vec![
            at(interrupted, "Our sovereignty is not for sale,", 103),
            at(interrupted, "and it never will be.", 103),
        ],
        highlights: vec![at(interrupted, "sovereignty", 0)],
        line: 12,
        score: 7.25,
        article,
    };
    let formula = "=Sovereignty is the one thing that we do not put on the table, not today and not tomorrow, \
                   and whoever thinks otherwise has not read a single line of our history.";
    let reported = "that sovereignty would be on the agenda";
    let plain = |text: &str| (text.to_owned(), vec![Span::new(7, 7 + text.len())]);
    let (text, pieces) = plain(formula);
    let second = Hit {
        text,
        speaker: Some("Tom O’Neill".into()),
        role: None,
        source: Some("he".into()),
        cue: Some("said".into()),
        confidence: 0.8,
        step: Step::CueAfter,
        start: 7,
        end: pieces[0].end,
        pieces,
        highlights: vec![Span::new(1, 12)],
        line: 3,
        score: 5.5,
        article: ArticleRef {
            id: "b3:77".into(),
            title: "Table \x1b[2Jtalk".into(),
            outlet: None,
            author: None,
            published: None,
            url: None,
            path: "corpus/notes.txt".into(),
            others: 0,
            also: [].into(),
        },
        ..first.clone()
    };
    let (text, pieces) = plain("a question of sovereignty");
    let third = Hit {
        text,
        speaker: None,
        speaker_kind: None,
        source: Some("a senior official".into()),
        kind: QuoteKind::Mixed,
        end: pieces[0].end,
        pieces,
        highlights: vec![Span::new(14, 25)],
        confidence: 0.61,
        ..second.clone()
    };
    let (text, pieces) = plain(reported);
    let fourth = Hit {
        text,
        kind: QuoteKind::Indirect,
        end: pieces[0].end,
        pieces,
        highlights: vec![at(reported, "sovereignty", 0)],
        ..second.clone()
    };
    vec![first, second, third, fourth]
}

/// Two other places: a reprint, and an earlier version without anything known of it.
pub(super) fn also() -> Vec<Also> {
    let reprint = Also {
        path: "corpus/delta-wire.zip/base.txt".into(),
        line: 7,
        outlet: Some("Delta Wire".into()),
        published: Some("2019-03-05T00:15:00Z".into()),
        url: Some("https://deltawire.example/base".into()),
        same_text: true,
    };
    let version = Also {
        path: "corpus/crawl-1.jsonl".into(),
        line: 40,
        outlet: None,
        published: None,
        url: None,
        same_text: false,
    };
    vec![reprint, version]
}

/// Two speakers.
pub(super) fn speakers() -> Vec<SpeakerSummary> {
    vec![
        SpeakerSummary {
            name: "Inés Núñez".into(),
            role: Some("foreign minister".into()),
            kind: EntityKind::Person,
            quotes: 12,
            articles: 5,
            outlets: vec!["Harbour Post".into(), "Delta Wire".into()],
            first: Some("2019-03-04".into()),
            last: Some("2024-05-06".into()),
        },
        SpeakerSummary {
            name: "Delta Port Authority".into(),
            role: None,
            kind: EntityKind::Organization,
            quotes: 1,
            articles: 1,
            outlets: vec![],
            first: None,
            last: None,
        },
    ]
}

/// A small index.
pub(super) fn statistics() -> IndexStatistics {
    let outlet = |outlet: Option<&str>, articles, quotations| OutletCount {
        outlet: outlet.map(str::to_owned),
        articles,
        quotations,
    };
    IndexStatistics {
        articles: 1064,
        duplicates: 12,
        quotations: 7120,
        attributed: 6550,
        speakers: 803,
        outlets: vec![outlet(Some("Harbour Post"), 1000, 7000), outlet(None, 64, 120)],
        first: Some("2015-03-04".into()),
        last: Some("2026-03-09".into()),
        kinds: [(QuoteKind::Direct, 5000), (QuoteKind::Mixed, 620), (QuoteKind::Indirect, 1500)].into(),
        languages: [("en".to_owned(), 1061), ("de".to_owned(), 3)].into(),
        bytes: 12_345_678,
    }
}

/// An article with an interrupted quotation, a reported one, and one that nobody is known to have said.
pub(super) fn annotated() -> Annotated {
    let body = "“Our sovereignty is not for sale,” Inés Núñez, the foreign minister of Valdoria, said, “and it never will \
                be.”\n\nNúñez added that talks would go on.\n\n“We will see,” read a note on the door.";
    let span = |words: &str| at(body, words, 0);
    let name = span("Inés Núñez");
    let speaker = Speaker {
        name: "Inés Núñez".into(),
        role: Some("foreign minister of Valdoria".into()),
        kind: EntityKind::Person,
    };
    let second = Span::new(body.find("Núñez added").unwrap(), body.find(" added").unwrap());
    Annotated {
        article: Article {
            id: "hp-2019-0304-1".into(),
            title: "Minister rejects naval base".into(),
            body: body.into(),
            outlet: Some("Harbour Post".into()),
            authors: vec!["Ada Lund".into(), "Per Holm".into()],
            published: Published::parse("2019-03-04T10:15:00-05:00"),
            url: Some("https://harbourpost.example/2019/base".into()),
            language: Some("en".into()),
            place: Place::at_line("corpus/harbour-post/2019.jsonl", 12),
        },
        quotes: vec![
            Quote {
                kind: QuoteKind::Direct,
                pieces: vec![span("Our sovereignty is not for sale,"), span("and it never will be.")],
                cue: Some(span("said")),
                source: Some(name),
                speaker: Some(speaker.clone()),
                confidence: 0.97,
                step: Step::CueBetween,
            },
            Quote {
                kind: QuoteKind::Indirect,
                pieces: vec![span("that talks would go on")],
                cue: Some(span("added")),
                source: Some(second),
                speaker: Some(speaker),
                confidence: 0.7,
                step: Step::CueBefore,
            },
            Quote {
                kind: QuoteKind::Direct,
                pieces: vec![span("We will see,")],
                cue: None,
                source: None,
                speaker: None,
                confidence: 0.4,
                step: Step::Unknown,
            },
        ],
        entities: vec![
            Entity { kind: EntityKind::Person, name: "Inés Núñez".into(), mentions: vec![name, second] },
            Entity { kind: EntityKind::Place, name: "Valdoria".into(), mentions: vec![span("Valdoria")] },
        ],
    }
}

/// Why [`annotated`] has its quotations: by models and rules, with rivals that read the same, and without any.
pub(super) fn explanations(annotated: &Annotated) -> Vec<Explanation> {
    let quotes = &annotated.quotes;
    let body = annotated.article.body.as_str();
    let candidate = |answer, probability| Candidate { answer, probability: Some(probability) };
    let words = |span| Answer::Words(span);
    let named = |name: &str| Answer::Named(name.into());
    let reasons = |of: &[(&'static str, f32)]| of.iter().map(|&(feature, weight)| Reason { feature, weight }).collect();
    let decision =
        |question, about, ground, candidates, reasons| Decision { question, about, ground, candidates, reasons };
    let yes = |question, about, model, yes: f32, reasons| {
        let candidates = vec![candidate(Answer::Yes, yes), candidate(Answer::No, 1.0 - yes)];
        decision(question, about, Ground::Model(model), candidates, reasons)
    };
    let [name, again] = [0, 1].map(|index| quotes[index].source.unwrap());
    let [said, added] = [0, 1].map(|index| quotes[index].cue);
    let first_núñez = at(body, "Núñez", 0);
    let marked = [
        yes(
            Question::Quotation,
            Some(quotes[0].pieces[0]),
            "region",
            0.998,
            reasons(&[("how many words it has", 1.5), ("what it begins with", -0.25), ("its marks", 0.002)]),
        ),
        yes(Question::Cue, said, "cue", 0.31, reasons(&[("its place in the sentence", -0.8)])),
        decision(
            Question::Source,
            said,
            Ground::Model("speaker"),
            vec![
                candidate(words(name), 0.9),
                candidate(Answer::Nobody, 0.06),
                candidate(words(at(body, "Valdoria", 0)), 0.03),
                candidate(words(at(body, "talks", 0)), 0.004),
                candidate(words(at(body, "the door", 0)), 0.001),
            ],
            reasons(&[
                ("whether the rules choose it", 2.1),
                ("how it refers", 0.7),
                ("how far away it stands", -0.4),
                ("its word", 0.31),
                ("the word before it", 0.3),
            ]),
        ),
        decision(
            Question::Speaker,
            Some(name),
            Ground::Rule(Rule::Name),
            vec![candidate(named("Inés Núñez"), 0.97)],
            vec![],
        ),
        yes(Question::Confidence, None, "trust", 0.97, reasons(&[("how likely its source is", 1.2)])),
    ];
    let reported = [
        decision(
            Question::Source,
            added,
            Ground::Model("source"),
            vec![candidate(words(again), 0.6), candidate(words(first_núñez), 0.4)],
            reasons(&[("how far away it stands", 0.4)]),
        ),
        decision(
            Question::Start,
            added,
            Ground::Model("start"),
            vec![
                candidate(words(at(body, "that talks would go", 0)), 0.93),
                candidate(words(at(body, "talks would go on", 0)), 0.07),
            ],
            reasons(&[("the word there", 2.5)]),
        ),
        decision(
            Question::End,
            added,
            Ground::Model("end"),
            vec![candidate(words(at(body, "would go on", 0)), 1.0)],
            vec![],
        ),
        yes(Question::Clause, added, "accept", 0.8, vec![]),
        decision(
            Question::Speaker,
            Some(again),
            Ground::Model("referent"),
            vec![candidate(named("Inés Núñez"), 0.7), candidate(Answer::Nobody, 0.3)],
            reasons(&[("whether anybody named is meant", 0.85)]),
        ),
        yes(Question::Confidence, None, "trust", 0.7, vec![]),
    ];
    let by_tables = Decision {
        question: Question::Source,
        about: None,
        ground: Ground::Rule(Rule::Tables),
        candidates: vec![Candidate { answer: Answer::Nobody, probability: None }],
        reasons: vec![],
    };
    [marked.to_vec(), reported.to_vec(), vec![by_tables]].map(|decisions| Explanation { decisions }).into()
}

/// Where `words` first stand in `text`, moved on by `offset`.
fn at(text: &str, words: &str, offset: usize) -> Span {
    let start = text.find(words).unwrap() + offset;
    Span::new(start, start + words.len())
}
