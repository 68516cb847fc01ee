use std::io::{self, Write};

use serde::Serialize;

use super::{decision::Decided, json::line};
use crate::{
    article::{Annotated, EntityKind, Explanation, Quote, QuoteKind, Span, Step},
    query::Also,
};

/// Writes what was found in an article as one line of JSON; the form is documented in docs/json.md.
///
/// With `with_body`, the text that all offsets point into comes along.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn extract(annotated: &Annotated, with_body: bool, out: &mut dyn Write) -> io::Result<()> {
    let body = with_body.then_some(annotated.article.body.as_str());
    line(&Line { body, ..Line::of(annotated, None) }, out)
}

/// Writes the same of an article of the index: with the body, with where else it stands (where it does), and where `explanations` are given,
/// with all that was decided of each quotation.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn show(
    annotated: &Annotated,
    also: &[Also],
    explanations: Option<&[Explanation]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let body = Some(annotated.article.body.as_str());
    line(&Line { body, also: (!also.is_empty()).then_some(also), ..Line::of(annotated, explanations) }, out)
}

/// One article.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    path: &'a str,
    quotes: Vec<Said<'a>>,
    entities: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<&'a [Also]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn of(annotated: &'a Annotated, explanations: Option<&'a [Explanation]>) -> Self {
        let article = &annotated.article;
        let decisions = |index: usize| {
            let decisions = &explanations?.get(index)?.decisions;
            Some(decisions.iter().map(|decision| Decided::of(decision, &article.body)).collect())
        };
        let quotes = annotated.quotes.iter().enumerate();
        let named = annotated.entities.iter().flat_map(|entity| {
            entity.mentions.iter().map(|&span| Named { span, kind: entity.kind, name: &entity.name })
        });
        let mut entities: Vec<_> = named.collect();
        entities.sort_by_key(|entity| entity.span);
        Self {
            id: &article.id,
            path: &article.place.path,
            quotes: quotes.map(|(index, quote)| Said::of(quote, decisions(index), &article.body)).collect(),
            entities,
            also: None,
            body: None,
        }
    }
}

/// One quotation.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(flatten)]
    content: Span,
    pieces: &'a [Span],
    kind: QuoteKind,
    source_start: Option<u32>,
    source_end: Option<u32>,
    cue: Option<&'a str>,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    confidence: f32,
    step: Step,
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions: Option<Vec<Decided<'a>>>,
}

impl<'a> Said<'a> {
    fn of(quote: &'a Quote, decisions: Option<Vec<Decided<'a>>>, body: &'a str) -> Self {
        let speaker = quote.speaker.as_ref();
        Self {
            content: quote.content(),
            pieces: &quote.pieces,
            kind: quote.kind,
            source_start: quote.source.map(|source| source.start),
            source_end: quote.source.map(|source| source.end),
            cue: quote.cue.map(|cue| cue.of(body)),
            speaker: speaker.map(|speaker| speaker.name.as_str()),
            role: speaker.and_then(|speaker| speaker.role.as_deref()),
            confidence: quote.confidence,
            step: quote.step,
            decisions,
        }
    }
}

/// One place where somebody or something is named.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(flatten)]
    span: Span,
    #[serde(rename = "type")]
    kind: EntityKind,
    name: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn extracted(with_body: bool) -> String {
        let mut out = Vec::new();
        extract(&sample::annotated(), with_body, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_article_is_one_line() {
        let text = extracted(false);
        assert_eq!(text.matches('\n').count(), 1);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn an_explained_article_is_one_line_with_the_decisions() {
        let annotated = sample::annotated();
        let mut out = Vec::new();
        show(&annotated, &[], Some(&sample::explanations(&annotated)), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('\n').count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&line["quotes"][1]["decisions"]).unwrap());
    }

    #[test]
    fn an_article_of_the_index_tells_where_else_it_stands() {
        let mut out = Vec::new();
        show(&sample::annotated(), &sample::also(), None, &mut out).unwrap();
        let line: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((line["also"].as_array().map(Vec::len), &line["also"][0]["line"]), (Some(2), &7.into()));
        assert!(line["body"].is_string());
    }

    #[test]
    fn all_offsets_are_bytes_into_the_body() {
        let line: serde_json::Value = serde_json::from_str(&extracted(true)).unwrap();
        let body = line["body"].as_str().unwrap();
        let words = |item: &serde_json::Value, start: &str, end: &str| {
            let at = |key: &str| usize::try_from(item[key].as_u64().unwrap()).unwrap();
            body[at(start)..at(end)].to_owned()
        };
        assert_eq!(words(&line["quotes"][0], "source_start", "source_end"), "Inés Núñez");
        assert_eq!(words(&line["quotes"][0]["pieces"][1], "start", "end"), "and it never will be.");
        let named: Vec<_> = line["entities"].as_array().unwrap().iter().map(|e| words(e, "start", "end")).collect();
        assert_eq!(named, ["Inés Núñez", "Valdoria", "Núñez"]);
    }
}
