//! Everybody who is quoted: how often, by whom, since when.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use tantivy::{DocAddress, DocId, query::EnableScoring, query::Weight};

use super::{
    Lookup, clauses,
    columns::{Columns, day, joined, most_frequent},
    rows::quotation,
    terms::folded_terms,
    texts::{Ordinal, Texts},
    visible::Visible,
};
use crate::{article::EntityKind, query::SpeakerSummary};

/// The speakers whose name or role matches the pattern, most quoted first.
pub(super) fn speakers(lookup: Lookup, pattern: Option<&str>, limit: usize) -> tantivy::Result<Vec<SpeakerSummary>> {
    let clause = clauses::is(lookup.fields, "quote");
    let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
    let mut roster: BTreeMap<String, Entry<String>> = BTreeMap::new();
    for segment in 0..lookup.segments() {
        for (name, entry) in entries(lookup, segment, weight.as_ref())? {
            match roster.get_mut(&name) {
                Some(known) => known.merge(entry),
                None => drop(roster.insert(name, entry)),
            }
        }
    }
    let mut found: Vec<(String, Entry<String>)> = roster.into_iter().collect();
    if let Some(pattern) = pattern.filter(|pattern| !pattern.trim().is_empty()).map(folded_terms) {
        found.retain(|(name, entry)| {
            begins_words(&pattern, name) || entry.roles.keys().any(|role| begins_words(&pattern, role))
        });
    }
    // Stable: equally quoted speakers stay in the order of their letters.
    found.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.quotes));
    found.into_iter().take(limit).map(|(name, entry)| entry.summary(lookup, name)).collect()
}

/// Whether every word of the pattern, which has one, begins a word of the text.
fn begins_words(pattern: &[String], text: &str) -> bool {
    let words = folded_terms(text);
    !pattern.is_empty() && pattern.iter().all(|part| words.iter().any(|word| word.starts_with(part)))
}

/// One speaker's line, while it is counted. `K` is a text, or its number within one segment.
struct Entry<K> {
    quotes: u64,
    articles: BTreeSet<K>,
    outlets: BTreeMap<K, u64>,
    roles: BTreeMap<K, u64>,
    /// Seconds since 1970 of the first and last publication.
    span: Option<(i64, i64)>,
    /// The first of their quotations (by article and place in it), for what no column holds.
    example: (Option<K>, u64, DocAddress),
}

/// The speakers of one segment.
fn entries(lookup: Lookup, segment: u32, weight: &dyn Weight) -> tantivy::Result<Vec<(String, Entry<String>)>> {
    let columns = lookup.columns(segment)?;
    let role = Texts::open(lookup.searcher.segment_reader(segment), lookup.fields.role)?;
    let mut here: BTreeMap<Ordinal, Entry<Ordinal>> = BTreeMap::new();
    Visible::kept(lookup).each_match(segment, weight, |doc| {
        if let Some(speaker) = columns.speaker.ordinal(doc) {
            let entry = Entry::of(doc, segment, columns, role.ordinal(doc));
            match here.get_mut(&speaker) {
                Some(known) => known.merge(entry),
                None => drop(here.insert(speaker, entry)),
            }
        }
    })?;
    let (articles, outlets, roles) = (columns.article.all()?, columns.outlet.all()?, role.all()?);
    let names = columns.speaker.texts(&here.keys().copied().collect())?;
    let entries = here.into_values().map(|entry| entry.spell_out(&articles, &outlets, &roles));
    Ok(names.into_values().map(Cow::into_owned).zip(entries).collect())
}

impl Entry<Ordinal> {
    fn of(doc: DocId, segment: u32, columns: &Columns, role: Option<Ordinal>) -> Self {
        let article = columns.article.ordinal(doc);
        Self {
            quotes: 1,
            articles: article.into_iter().collect(),
            outlets: columns.outlet.ordinal(doc).map(|outlet| (outlet, 1)).into_iter().collect(),
            roles: role.map(|role| (role, 1)).into_iter().collect(),
            span: columns.published(doc).map(|seconds| (seconds, seconds)),
            example: (article, columns.start(doc), DocAddress::new(segment, doc)),
        }
    }

    /// The same with texts; each list holds a column's texts by their numbers.
    fn spell_out(self, articles: &[String], outlets: &[String], roles: &[String]) -> Entry<String> {
        let spelled = |texts: &[String], counts: BTreeMap<Ordinal, u64>| {
            counts.into_iter().filter_map(|(number, count)| Some((text(texts, number)?, count))).collect()
        };
        let (article, start, at) = self.example;
        Entry {
            quotes: self.quotes,
            articles: self.articles.into_iter().filter_map(|number| text(articles, number)).collect(),
            outlets: spelled(outlets, self.outlets),
            roles: spelled(roles, self.roles),
            span: self.span,
            example: (article.and_then(|number| text(articles, number)), start, at),
        }
    }
}

fn text(texts: &[String], number: Ordinal) -> Option<String> {
    texts.get(usize::try_from(number).ok()?).cloned()
}

impl<K: Ord> Entry<K> {
    fn merge(&mut self, other: Self) {
        self.quotes += other.quotes;
        self.articles.extend(other.articles);
        for (counts, more) in [(&mut self.outlets, other.outlets), (&mut self.roles, other.roles)] {
            for (key, count) in more {
                *counts.entry(key).or_default() += count;
            }
        }
        self.span = joined(self.span, other.span);
        if other.example < self.example {
            self.example = other.example;
        }
    }
}

impl Entry<String> {
    fn summary(self, lookup: Lookup, name: String) -> tantivy::Result<SpeakerSummary> {
        let example = quotation(lookup, self.example.2)?;
        let date = |seconds| day(seconds).map(|date| date.to_string());
        Ok(SpeakerSummary {
            name,
            role: most_frequent(self.roles).into_iter().next(),
            kind: example.quote().speaker.as_ref().map_or(EntityKind::Person, |speaker| speaker.kind),
            quotes: self.quotes,
            articles: self.articles.len() as u64,
            outlets: most_frequent(self.outlets),
            first: self.span.and_then(|(first, _)| date(first)),
            last: self.span.and_then(|(_, last)| date(last)),
        })
    }
}
