//! Answers made by hand, for the tests of all formats.

use crate::{
    article::{Annotated, Article, Entity, EntityKind, Place, Published, Quote, QuoteKind, Span, Speaker, Step},
    query::{ArticleRef, Form, Group, GroupBy, Hit, Hits, IndexStatistics, OutletCount, Query, Sort, SpeakerSummary},
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

/// Where `words` first stand in `text`, moved on by `offset`.
fn at(text: &str, words: &str, offset: usize) -> Span {
    let start = text.find(words).unwrap() + offset;
    Span::new(start, start + words.len())
}
