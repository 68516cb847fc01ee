use crate::query::{GroupBy, Query, Sort};

/// The query in the grammar of fields, so that what was understood can be typed, changed and asked again:
/// `speaker:"Anna Kelly" topic:"border security" after:2025-01-01`.
pub(super) fn understood(query: &Query) -> String {
    let field = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name}:{}", value_of(value)));
    let mut parts: Vec<String> = Vec::new();
    parts.extend(field("speaker", &query.speaker));
    parts.extend(field("topic", &query.topic));
    parts.extend(query.phrases.iter().map(|phrase| format!("\"{phrase}\"")));
    parts.extend(query.entities.iter().map(|entity| format!("entity:{}", value_of(entity))));
    parts.extend(field("outlet", &query.outlet));
    parts.extend(field("author", &query.author));
    parts.extend(query.after.map(|day| format!("after:{day}")));
    parts.extend(query.before.map(|day| format!("before:{day}")));
    parts.extend(query.kind.map(|kind| format!("kind:{kind}")));
    let mut text = parts.join(" ");
    let asides = [
        query.min_confidence.map(|least| format!("confidence at least {least}")),
        sorted(query.sort).map(str::to_owned),
        grouped(query.group).map(str::to_owned),
    ];
    for aside in asides.into_iter().flatten() {
        text = if text.is_empty() { aside } else { format!("{text}, {aside}") };
    }
    text
}

fn value_of(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text.to_owned() }
}

fn sorted(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Relevance => None,
        Sort::Date => Some("newest first"),
        Sort::Confidence => Some("most certain first"),
        Sort::Speaker => Some("by speaker’s name"),
    }
}

fn grouped(group: GroupBy) -> Option<&'static str> {
    match group {
        GroupBy::None => None,
        GroupBy::Speaker => Some("grouped by speaker"),
        GroupBy::Article => Some("grouped by article"),
        GroupBy::Outlet => Some("grouped by outlet"),
        GroupBy::Month => Some("grouped by month"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::QuoteKind, render::sample};

    #[test]
    fn a_query_is_told_in_the_words_that_ask_it() {
        assert_eq!(understood(&sample::query()), "topic:sovereignty");
        let query = Query {
            speaker: Some("Anna Kelly".into()),
            phrases: vec!["never accept".into()],
            entities: vec!["Valdoria".into()],
            outlet: Some("Delta Wire".into()),
            author: Some("Lund".into()),
            after: Some(jiff::civil::date(2025, 1, 1)),
            before: Some(jiff::civil::date(2025, 6, 30)),
            kind: Some(QuoteKind::Direct),
            min_confidence: Some(0.8),
            sort: Sort::Date,
            group: GroupBy::Month,
            ..sample::query()
        };
        assert_eq!(
            understood(&query),
            "speaker:\"Anna Kelly\" topic:sovereignty \"never accept\" entity:Valdoria outlet:\"Delta Wire\" author:Lund \
             after:2025-01-01 before:2025-06-30 kind:direct, confidence at least 0.8, newest first, grouped by month"
        );
    }
}
