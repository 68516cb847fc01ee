//! Answers a query: who may be meant, what is found with all that was asked, else with less, and what the reader should know.

use super::{
    Lookup,
    answer::Shown,
    clauses::{self, Need},
    highlight::Marks,
    plan::Plan,
    scan::{Found, scan},
    speaker::{Choice, choices, misprinted},
    terms::{PHRASE_WORDS, TOPIC_WORDS, Topic, folded_terms},
};
use crate::query::{GroupBy, Hits, Query, Sort};

/// At most so many groups are shown.
const GROUPS: usize = 1_000;
/// So many groups, the best ones, show hits of theirs; the others are counted only.
const GROUPS_WITH_HITS: usize = 20;
/// So many other speakers are named when somebody else said it.
const OTHERS: usize = 3;

/// Answers a query.
pub(super) fn search(lookup: Lookup, query: &Query) -> tantivy::Result<Hits> {
    if query.tells_others {
        lookup.prints.expect_to_be_asked(lookup);
    }
    let search = Search::new(lookup, query);
    let mut notes = search.limits();
    let meant = match &query.speaker {
        Some(speaker) => choices(lookup, speaker)?.into_iter().map(Some).collect(),
        None => vec![None],
    };
    if let (Some(speaker), true) = (&query.speaker, meant.is_empty()) {
        notes.push(format!("no speaker named {speaker}"));
        return Ok(Hits { query: query.clone(), notes, total: 0, hits: Vec::new(), groups: Vec::new() });
    }
    let (choice, need, found) = search.first_found(&meant)?;
    notes.extend(choice.as_ref().and_then(|choice| choice.note.clone()));
    if found.total > 0 && need == Need::Any {
        notes.push(format!("no quotation has all of: {}; showing those with some of them", search.topic_words()));
    }
    if let (Some(choice), 0) = (&choice, found.total) {
        notes.push(search.said_by_others(choice)?.unwrap_or_else(|| choice.none_matches()));
    }
    search.answer(found, notes)
}

struct Search<'a> {
    lookup: Lookup<'a>,
    query: &'a Query,
    topic: Option<Topic>,
}

impl<'a> Search<'a> {
    fn new(lookup: Lookup<'a>, query: &'a Query) -> Self {
        let topic = query.topic.as_deref().map(Topic::of).filter(|topic| !topic.words.is_empty());
        Self { lookup, query, topic }
    }

    /// What of the query was left out.
    fn limits(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.topic.as_ref().is_some_and(|topic| topic.is_cut) {
            notes.push(format!("only the topic's first {TOPIC_WORDS} words are searched for"));
        }
        let query = self.query;
        let named = [("topic", &query.topic), ("outlet", &query.outlet), ("author", &query.author)];
        let named = named.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
        for (name, text) in named.chain(query.entities.iter().map(|name| ("entity", name.as_str()))) {
            if folded_terms(text).is_empty() {
                notes.push(format!("nothing to search for in the {name} \"{text}\""));
            }
        }
        for phrase in &self.query.phrases {
            match folded_terms(phrase).len() {
                0 => notes.push(format!("nothing to search for in the phrase \"{phrase}\"")),
                words if words > PHRASE_WORDS => {
                    notes.push(format!("only a phrase's first {PHRASE_WORDS} words are searched for"));
                }
                _ => {}
            }
        }
        notes
    }

    /// The first choice for which something is found; with all words of the topic, else with any of them.
    ///
    /// Before some of the words are enough, those are asked whose name a paper may have misprinted; not when somebody's very words
    /// are asked for, which nobody else's may stand in for.
    fn first_found(&self, meant: &[Option<Choice>]) -> tantivy::Result<(Option<Choice>, Need, Found)> {
        if let Some((choice, found)) = self.first_with(meant, Need::All)? {
            return Ok((choice, Need::All, found));
        }
        if let (Some(typed), [Some(only)], true) = (&self.query.speaker, meant, self.query.phrases.is_empty()) {
            let others: Vec<_> = misprinted(self.lookup, typed, only)?.into_iter().map(Some).collect();
            if let Some((choice, found)) = self.first_with(&others, Need::All)? {
                return Ok((choice, Need::All, found));
            }
        }
        if self.topic.as_ref().is_some_and(|topic| topic.words.len() > 1)
            && let Some((choice, found)) = self.first_with(meant, Need::Any)?
        {
            return Ok((choice, Need::Any, found));
        }
        Ok((meant.first().cloned().flatten(), Need::All, Found::default()))
    }

    fn first_with(&self, meant: &[Option<Choice>], need: Need) -> tantivy::Result<Option<(Option<Choice>, Found)>> {
        for choice in meant {
            let found = scan(self.lookup, &self.plan(choice.as_ref(), need))?;
            if found.total > 0 {
                return Ok(Some((choice.clone(), found)));
            }
        }
        Ok(None)
    }

    fn plan<'c>(&self, choice: Option<&'c Choice>, need: Need) -> Plan<'c> {
        let (fields, query) = (self.lookup.fields, self.query);
        let mut parts = clauses::filters(fields, query);
        parts.extend(query.phrases.iter().filter_map(|phrase| clauses::phrase(fields, phrase)));
        parts.extend(self.topic.as_ref().map(|topic| clauses::topic(fields, topic, need, query.form)));
        parts.extend(choice.map(|choice| choice.clause(self.lookup)));
        // All of these are fields of quotations alone; else it must be said that one is meant.
        if parts.is_empty() {
            parts.push(clauses::is(fields, "quote"));
        }
        parts.extend(clauses::published(fields, query.after, query.before));
        Plan {
            clause: clauses::all(parts),
            whole: self.topic.as_ref().map(|topic| clauses::whole_topic(fields, topic)),
            names: choice.map_or(&[], |choice| choice.names.as_slice()),
            form: query.form,
            sort: query.sort,
            group: query.group,
            keep: query.offset.saturating_add(query.limit),
            groups: GROUPS,
            groups_with_hits: GROUPS_WITH_HITS,
        }
    }

    /// A fact-checker's answer: these words are somebody else's. `None` when no words were asked for.
    fn said_by_others(&self, choice: &Choice) -> tantivy::Result<Option<String>> {
        if self.query.phrases.is_empty() {
            return Ok(None);
        }
        let (group, sort, groups) = (GroupBy::Speaker, Sort::Relevance, OTHERS);
        let plan = Plan { group, sort, groups, groups_with_hits: 0, keep: 0, ..self.plan(None, Need::All) };
        let found = scan(self.lookup, &plan)?;
        // Those without a name come last.
        let names: Vec<String> = found.groups.into_iter().filter_map(|group| group.key).collect();
        let by = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        Ok(Some(match found.total {
            0 => format!("no quotation of {} has these words, and nobody else's does", choice.shown),
            1 => format!("no quotation of {} has these words; 1 of somebody else does{by}", choice.shown),
            others => format!("no quotation of {} has these words; {others} of others do{by}", choice.shown),
        }))
    }

    fn topic_words(&self) -> String {
        let words = self.topic.iter().flat_map(|topic| &topic.words);
        words.map(|word| word.typed.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Reads what is shown.
    fn answer(&self, found: Found, mut notes: Vec<String>) -> tantivy::Result<Hits> {
        let query = self.query;
        if found.all_groups > GROUPS {
            notes.push(format!("{} groups; showing the first {GROUPS}", found.all_groups));
        }
        let marks = Marks::new(self.topic.as_ref(), &query.phrases);
        let shown = Shown { lookup: self.lookup, marks: &marks, tells_others: query.tells_others };
        let hits = shown.hits(found.best.get(query.offset..).unwrap_or_default())?;
        let groups = shown.groups(found.groups)?;
        Ok(Hits { query: query.clone(), notes, total: found.total, hits, groups })
    }
}
