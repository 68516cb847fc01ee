//! What the index holds, counted from columns.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::EnableScoring;

use super::{Lookup, clauses, columns::day, texts::Texts, visible::Visible};
use crate::{
    article::QuoteKind,
    query::{IndexStatistics, OutletCount},
};

/// Counts all articles and quotations.
pub(super) fn count(lookup: Lookup) -> tantivy::Result<IndexStatistics> {
    let mut counts = Counts::default();
    counts.articles(lookup)?;
    counts.quotations(lookup)?;
    let date = |seconds: Option<i64>| seconds.and_then(day).map(|date| date.to_string());
    let mut outlets: Vec<OutletCount> = counts
        .outlets
        .into_iter()
        .map(|(outlet, (articles, quotations))| OutletCount { outlet, articles, quotations })
        .collect();
    // Stable: outlets with equally many articles stay in the order of their letters.
    outlets.sort_by_key(|outlet| std::cmp::Reverse(outlet.articles));
    Ok(IndexStatistics {
        articles: counts.articles,
        duplicates: lookup.twins.duplicates(),
        quotations: counts.quotations,
        attributed: counts.attributed,
        speakers: counts.speakers.len() as u64,
        outlets,
        first: date(counts.first),
        last: date(counts.last),
        kinds: counts.kinds,
        languages: counts.languages,
        bytes: lookup.searcher.space_usage()?.total().get_bytes(),
    })
}

#[derive(Default)]
struct Counts {
    articles: u64,
    quotations: u64,
    attributed: u64,
    speakers: BTreeSet<String>,
    /// Articles and quotations of each outlet.
    outlets: BTreeMap<Option<String>, (u64, u64)>,
    first: Option<i64>,
    last: Option<i64>,
    kinds: BTreeMap<QuoteKind, u64>,
    languages: BTreeMap<String, u64>,
}

impl Counts {
    fn articles(&mut self, lookup: Lookup) -> tantivy::Result<()> {
        let clause = clauses::is(lookup.fields, "article");
        let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
        for segment in 0..lookup.segments() {
            let columns = lookup.columns(segment)?;
            let language = Texts::open(lookup.searcher.segment_reader(segment), lookup.fields.language)?;
            let (mut outlets, mut languages) = (Tally::default(), Tally::default());
            Visible::kept(lookup).each_match(segment, weight.as_ref(), |doc| {
                self.articles += 1;
                outlets.add(columns.outlet.ordinal(doc));
                languages.add(language.ordinal(doc));
                if let Some(seconds) = columns.published(doc) {
                    self.first = Some(self.first.map_or(seconds, |first| first.min(seconds)));
                    self.last = Some(self.last.map_or(seconds, |last| last.max(seconds)));
                }
            })?;
            for (outlet, count) in outlets.spell_out(&columns.outlet)? {
                self.outlets.entry(outlet).or_default().0 += count;
            }
            for (language, count) in languages.spell_out(&language)? {
                if let Some(language) = language {
                    *self.languages.entry(language).or_default() += count;
                }
            }
        }
        Ok(())
    }

    fn quotations(&mut self, lookup: Lookup) -> tantivy::Result<()> {
        const KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];

        let clause = clauses::is(lookup.fields, "quote");
        let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
        for segment in 0..lookup.segments() {
            let columns = lookup.columns(segment)?;
            let kind = Texts::open(lookup.searcher.segment_reader(segment), lookup.fields.kind)?;
            let (mut outlets, mut kinds, mut speakers) = (Tally::default(), Tally::default(), Tally::default());
            Visible::kept(lookup).each_match(segment, weight.as_ref(), |doc| {
                self.quotations += 1;
                outlets.add(columns.outlet.ordinal(doc));
                kinds.add(kind.ordinal(doc));
                speakers.add(columns.speaker.ordinal(doc));
            })?;
            for (outlet, count) in outlets.spell_out(&columns.outlet)? {
                self.outlets.entry(outlet).or_default().1 += count;
            }
            for (name, count) in kinds.spell_out(&kind)? {
                let kind = KINDS.iter().find(|kind| Some(kind.name()) == name.as_deref());
                *kind.map_or(&mut 0, |kind| self.kinds.entry(*kind).or_default()) += count;
            }
            for (name, count) in speakers.spell_out(&columns.speaker)? {
                if let Some(name) = name {
                    self.attributed += count;
                    self.speakers.insert(name);
                }
            }
        }
        Ok(())
    }
}

/// How often each text of a segment's column occurs.
#[derive(Default)]
struct Tally(BTreeMap<Option<u64>, u64>);

impl Tally {
    fn add(&mut self, ordinal: Option<u64>) {
        *self.0.entry(ordinal).or_default() += 1;
    }

    fn spell_out(self, texts: &Texts) -> tantivy::Result<Vec<(Option<String>, u64)>> {
        let spelled = texts.texts(&self.0.keys().copied().flatten().collect())?;
        let text = |ordinal: Option<u64>| ordinal.and_then(|ordinal| spelled.get(&ordinal).map(ToString::to_string));
        Ok(self.0.into_iter().map(|(ordinal, count)| (text(ordinal), count)).collect())
    }
}
