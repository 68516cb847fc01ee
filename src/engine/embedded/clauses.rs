//! What tantivy looks for: a [`Query`]'s parts as clauses. Words score; all else only narrows.

use std::ops::Bound;

use jiff::{ToSpan, civil::Date};
use tantivy::{
    Term,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Clause, RangeQuery,
        TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    terms::{Topic, folded_terms, phrase_terms},
    word::Word,
};
use crate::{
    article::Published,
    index::{Fields, thousandths},
    query::{
        Form, Query,
        ranking::{IN_CONTEXT, IN_ORDER, IN_QUOTATION, IN_TITLE, VERBATIM},
    },
};

/// Whether all of a topic's words must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    All,
    Any,
}

/// "article" or "quote".
pub(super) fn is(fields: &Fields, what: &str) -> Box<dyn Clause> {
    silent(exactly(fields.is, what))
}

/// The document whose untokenized field is this text.
pub(super) fn exactly(field: Field, text: &str) -> Box<dyn Clause> {
    with(Term::from_field_text(field, text))
}

/// The documents with this term.
pub(super) fn with(term: Term) -> Box<dyn Clause> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A clause that narrows and scores nothing.
pub(super) fn silent(clause: Box<dyn Clause>) -> Box<dyn Clause> {
    Box::new(ConstScoreQuery::new(clause, 0.0))
}

/// All of these.
pub(super) fn all(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    Box::new(BooleanQuery::intersection(clauses))
}

/// Any of these.
pub(super) fn any(clauses: Vec<Box<dyn Clause>>) -> Box<dyn Clause> {
    Box::new(BooleanQuery::union(clauses))
}

/// Folded words that must all stand in a field. A text without a word stands nowhere.
pub(super) fn words_in(field: Field, text: &str) -> Vec<Box<dyn Clause>> {
    let words = folded_terms(text);
    if words.is_empty() {
        return vec![Box::new(EmptyQuery)];
    }
    words.iter().map(|word| silent(exactly(field, word))).collect()
}

/// All that narrows a query, apart from its speaker and the days of publication. Only quotations have these fields.
pub(super) fn filters(fields: &Fields, query: &Query) -> Vec<Box<dyn Clause>> {
    let mut clauses = Vec::new();
    for (field, text) in [(fields.outlet, &query.outlet), (fields.author, &query.author)] {
        clauses.extend(text.iter().flat_map(|text| words_in(field, text)));
    }
    clauses.extend(query.entities.iter().flat_map(|name| words_in(fields.entity, name)));
    clauses.extend(query.kind.map(|kind| silent(exactly(fields.kind, kind.name()))));
    clauses.extend(query.min_confidence.map(|least| {
        let least = Term::from_field_u64(fields.confidence, thousandths(least));
        silent(Box::new(RangeQuery::new(Bound::Included(least), Bound::Unbounded)))
    }));
    clauses
}

/// What was published in these days, articles too.
pub(super) fn published(fields: &Fields, after: Option<Date>, before: Option<Date>) -> Option<Box<dyn Clause>> {
    if after.is_none() && before.is_none() {
        return None;
    }
    let second = |seconds| Term::from_field_i64(fields.published, seconds);
    let first_second = |day: Date| Published::day(day).seconds();
    let from = after.map_or(Bound::Unbounded, |day| Bound::Included(second(first_second(day))));
    // The calendar's last day has no next one, and nothing is published after it.
    let end = |day: Date| day.checked_add(1.day()).map_or(i64::MAX, first_second);
    let to = before.map_or(Bound::Unbounded, |day| Bound::Excluded(second(end(day))));
    Some(silent(Box::new(RangeQuery::new(from, to))))
}

/// A topic's words in quotation, context and headline; and a bonus when they are said just so and in this order.
///
/// To "who said", a headline is no answer: there it only adds to the score of what was said.
pub(super) fn topic(fields: &Fields, topic: &Topic, need: Need, form: Form) -> Box<dyn Clause> {
    let occur = if need == Need::All { Occur::Must } else { Occur::Should };
    let anywhere = |stem: &str| -> Box<dyn Clause> {
        let word_in = |field, weight| Word::in_field(field, stem, weight);
        let said = [word_in(fields.text, IN_QUOTATION), word_in(fields.context, IN_CONTEXT)];
        let title = [word_in(fields.title, IN_TITLE)];
        Box::new(match form {
            Form::WhoSaid => Word { needed: said.into(), welcome: title.into() },
            _ => Word { needed: said.into_iter().chain(title).collect(), welcome: Vec::new() },
        })
    };
    let words = topic.words.iter().map(|word| (occur, anywhere(&word.stem))).collect();
    let mut clauses: Vec<(Occur, Box<dyn Clause>)> = vec![(Occur::Must, Box::new(BooleanQuery::new(words)))];
    clauses.extend(verbatim(fields, topic).map(|clause| (Occur::Should, boosted(clause, VERBATIM))));
    if topic.words.len() > 1 {
        let words = topic.words.iter();
        let terms = words.map(|word| (word.position, Term::from_field_text(fields.exact, &word.term))).collect();
        clauses.push((Occur::Should, boosted(Box::new(PhraseQuery::new_with_offset(terms)), IN_ORDER)));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Each word of a topic in the very form in which it was typed; a contraction ("we'll") is several terms.
fn verbatim(fields: &Fields, topic: &Topic) -> impl Iterator<Item = Box<dyn Clause>> {
    topic.forms.iter().filter_map(|form| phrase(fields, &form.typed))
}

/// The quotations that hold all of a topic themselves: its words by stem, its contractions as they are.
pub(super) fn whole_topic(fields: &Fields, topic: &Topic) -> Box<dyn Clause> {
    let words = topic.words.iter().map(|word| exactly(fields.text, &word.stem));
    let contractions = topic.forms.iter().filter(|form| form.is_common);
    all(words.chain(contractions.filter_map(|form| phrase(fields, &form.typed))).collect())
}

/// A phrase, said in these words; `None` when it has none.
pub(super) fn phrase(fields: &Fields, text: &str) -> Option<Box<dyn Clause>> {
    match phrase_terms(text).as_slice() {
        [] => None,
        [word] => Some(scored(fields.exact, word)),
        words => {
            let terms = words.iter().map(|word| Term::from_field_text(fields.exact, word)).collect();
            Some(Box::new(PhraseQuery::new(terms)))
        }
    }
}

fn scored(field: Field, word: &str) -> Box<dyn Clause> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

fn boosted(clause: Box<dyn Clause>, weight: f32) -> Box<dyn Clause> {
    Box::new(BoostQuery::new(clause, weight))
}
