//! Who may be meant by a name: the index's speakers whose name fits, or whose role does, or who are a slip of the pen away.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::{
    Term,
    query::{BooleanQuery, EnableScoring, FuzzyTermQuery, Occur, Query as Clause, Scorer},
};

use super::{
    Lookup,
    any_term::AnyTerm,
    clauses::{any, exactly, silent},
    columns::Columns,
    first::first_matching,
    office::Office,
    terms::{folded, folded_terms},
    texts::Ordinal,
};
use crate::query::names::{Asked, Fit, Name, Slip, forgiven, without_possessive};

/// So many near names are tried, the nearest first.
const NEAR_NAMES: usize = 8;
/// A name has no more words than this.
const NAME_WORDS: usize = 16;
/// And no word of more bytes than this.
const NAME_BYTES: usize = 200;
/// A name is taken for a misprint where one near it is quoted so many times as often.
const PER_MISPRINT: u64 = 10;

/// A set of speakers that may be meant.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Their names, the most quoted first.
    pub names: Vec<String>,
    /// What to call them together.
    pub shown: String,
    /// How many quotations they have.
    pub quotations: u64,
    /// What the reader should know about the choice.
    pub note: Option<String>,
    /// Only quotations that give the speaker this role.
    role: Option<Office>,
}

impl Choice {
    /// The clause that only their quotations match.
    pub fn clause(&self, lookup: Lookup) -> Box<dyn Clause> {
        if let Some(role) = &self.role {
            return silent(Box::new(role.clone()));
        }
        silent(Box::new(AnyTerm::of(lookup.fields.speaker_key, &self.names)))
    }
}

/// A speaker of the index, and how many quotations they have.
struct Candidate {
    name: Name,
    quotations: u64,
}

/// Who may be meant, the likeliest first; empty when nobody is.
///
/// A name is sought as it was typed, then without titles, then as a role ("the mayor" first of all as a role), then as a slip of the
/// pen, then as a surname that stands alone: the first of these that finds somebody decides.
pub(super) fn choices(lookup: Lookup, typed: &str) -> tantivy::Result<Vec<Choice>> {
    let asked = asked(typed);
    if asked.is_an_office()
        && let Some(choice) = role(lookup, &asked, typed)?
    {
        return Ok(vec![choice]);
    }
    let bare = asked.without_titles();
    let asked_words = asked.words().iter().map(|word| exactly(lookup.fields.speaker, word)).collect();
    let candidates = quoted(lookup, any(asked_words).as_ref())?;

    let names: Vec<Name> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    let fits: Vec<(Fit, Vec<&Name>)> =
        [Some(&asked), bare.as_ref()].into_iter().flatten().filter_map(|asked| asked.best(&names)).collect();
    // A surname without its title says more than a title that happens to stand in a name.
    if let Some((fit, chosen)) = fits.into_iter().min_by_key(|(fit, _)| *fit) {
        let mut choice = Choice::of(&candidates, &chosen, typed);
        choice.note = (fit == Fit::Shorter).then(|| format!("no speaker named {typed}; showing {}", choice.shown));
        return Ok(vec![choice]);
    }
    if !asked.is_an_office()
        && let Some(choice) = role(lookup, &asked, typed)?
    {
        return Ok(vec![choice]);
    }
    let near = near(lookup, bare.as_ref().unwrap_or(&asked), typed)?;
    if !near.is_empty() {
        return Ok(near);
    }
    Ok(surname_alone(&candidates, &asked, typed).into_iter().collect())
}

/// Those who may be meant by a name (an office is none) that somebody bears, but so seldom that it may be a misprint; the likeliest
/// first.
pub(super) fn misprinted(lookup: Lookup, typed: &str, found: &Choice) -> tantivy::Result<Vec<Choice>> {
    if found.role.is_some() {
        return Ok(Vec::new());
    }
    let asked = asked(typed);
    let mut near = near(lookup, asked.without_titles().as_ref().unwrap_or(&asked), typed)?;
    near.retain(|choice| choice.quotations >= PER_MISPRINT * found.quotations);
    for choice in &mut near {
        choice.note = Some(format!("{}; showing {}", found.none_matches(), choice.shown));
    }
    Ok(near)
}

/// What was typed, as words that are looked up.
fn asked(typed: &str) -> Asked {
    let mut words = folded_terms(without_possessive(typed));
    words.retain(|word| word.len() <= NAME_BYTES);
    words.truncate(NAME_WORDS);
    Asked::new(words)
}

impl Choice {
    /// That none of their quotations has what was asked for.
    pub fn none_matches(&self) -> String {
        match self.quotations {
            1 => format!("the one quotation of {} does not match", self.shown),
            quotations => format!("none of the {quotations} quotations of {} matches", self.shown),
        }
    }

    fn of(candidates: &[Candidate], chosen: &[&Name], typed: &str) -> Self {
        let chosen: BTreeSet<&str> = chosen.iter().map(|name| name.text.as_str()).collect();
        let chosen: Vec<&Candidate> =
            candidates.iter().filter(|candidate| chosen.contains(candidate.name.text.as_str())).collect();
        let names: Vec<String> = chosen.iter().map(|candidate| candidate.name.text.clone()).collect();
        let shown = match names.as_slice() {
            [only] => only.clone(),
            _ => without_possessive(typed).to_owned(),
        };
        let quotations = chosen.iter().map(|candidate| candidate.quotations).sum();
        Self { names, shown, quotations, note: None, role: None }
    }
}

/// Those of whom an article says that they hold the office; where it says so of nobody, those whose role has its words.
fn role(lookup: Lookup, asked: &Asked, typed: &str) -> tantivy::Result<Option<Choice>> {
    if !asked.names_an_office() {
        return Ok(None);
    }
    let mut office = Office::of(lookup.fields.role, &asked.words().join(" "));
    let mut candidates = quoted(lookup, &office)?;
    if candidates.is_empty() {
        office = office.or_near_it();
        candidates = quoted(lookup, &office)?;
    }
    let names: Vec<&Name> = candidates.iter().map(|candidate| &candidate.name).collect();
    let note = format!("no speaker named {typed}; showing those with this role");
    let choice = Choice::of(&candidates, &names, typed);
    Ok((!candidates.is_empty()).then(|| Choice {
        note: Some(note),
        role: Some(office),
        shown: typed.to_owned(),
        ..choice
    }))
}

/// Those whose name is a slip away: the nearest first, of equally near ones the most quoted.
fn near(lookup: Lookup, asked: &Asked, typed: &str) -> tantivy::Result<Vec<Choice>> {
    let fuzzy = asked.words().iter().filter_map(|word| {
        let slips = forgiven(word.chars().count());
        let term = Term::from_field_text(lookup.fields.speaker, word);
        (slips > 0).then(|| Box::new(FuzzyTermQuery::new(term, slips, true)) as Box<dyn Clause>)
    });
    let fuzzy: Vec<(Occur, Box<dyn Clause>)> = fuzzy.map(|clause| (Occur::Must, clause)).collect();
    if fuzzy.is_empty() {
        return Ok(Vec::new());
    }
    let candidates = quoted(lookup, &BooleanQuery::new(fuzzy))?;
    // All who bear the surname that is meant are one choice.
    let mut by_surname: BTreeMap<String, Vec<(Slip, &Candidate)>> = BTreeMap::new();
    for candidate in &candidates {
        if let Some(slip) = asked.slip(&candidate.name) {
            by_surname.entry(slip.meant.clone()).or_default().push((slip, candidate));
        }
    }
    let mut near: Vec<(Slip, Choice)> = by_surname
        .into_values()
        .filter_map(|bearers| {
            let names: Vec<&Name> = bearers.iter().map(|(_, candidate)| &candidate.name).collect();
            // Slips within one surname differ only in where it stands in the name; the first candidate is the most quoted.
            let (slip, most_quoted) = bearers.first()?;
            let meant = &most_quoted.name.text[slip.start..];
            let choice = Choice::of(&candidates, &names, meant);
            let note = Some(format!("no speaker named {typed}; showing {meant}"));
            Some((slip.clone(), Choice { shown: meant.to_owned(), note, ..choice }))
        })
        .collect();
    near.sort_by(|(a, of_a), (b, of_b)| a.nearness().cmp(&b.nearness()).then(of_b.quotations.cmp(&of_a.quotations)));
    near.truncate(NEAR_NAMES);
    Ok(near.into_iter().map(|(_, choice)| choice).collect())
}

/// Those whom the index knows by surname only, when first and last name were asked for and nobody bears both.
fn surname_alone(candidates: &[Candidate], asked: &Asked, typed: &str) -> Option<Choice> {
    let surname = asked.words().last()?;
    let alone = |name: &&Name| matches!(name.words.as_slice(), [(only, _)] if only == surname);
    let names: Vec<&Name> = candidates.iter().map(|candidate| &candidate.name).filter(alone).collect();
    let choice = Choice::of(candidates, &names, typed);
    let note = format!("no speaker named {typed}; showing {}", choice.shown);
    (!choice.names.is_empty()).then_some(Choice { note: Some(note), ..choice })
}

/// The speakers of all quotations that match, the most quoted first.
fn quoted(lookup: Lookup, clause: &dyn Clause) -> tantivy::Result<Vec<Candidate>> {
    let weight = clause.weight(EnableScoring::disabled_from_searcher(lookup.searcher))?;
    let begin = |segment| Ok((lookup.columns(segment)?, BTreeMap::<Ordinal, u64>::new()));
    let count = |(columns, here): &mut (&Columns, BTreeMap<Ordinal, u64>), doc, _: &mut dyn Scorer| {
        if let Some(speaker) = columns.speaker.ordinal(doc) {
            *here.entry(speaker).or_default() += 1;
        }
        Ok(())
    };
    let segments = first_matching(lookup, weight.as_ref(), begin, count, |(columns, here)| {
        Ok((columns.speaker.texts(&here.keys().copied().collect())?, here))
    })?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (names, here) in segments {
        for (name, count) in names.into_values().zip(here.into_values()) {
            *counts.entry(name.into_owned()).or_default() += count;
        }
    }
    let mut candidates: Vec<Candidate> = counts
        .into_iter()
        .map(|(text, quotations)| {
            let words = folded(&text).into_iter().map(|word| (word.term, word.bytes.start)).collect();
            Candidate { name: Name { text, words }, quotations }
        })
        .collect();
    // Stable: equally quoted names stay in the order of their letters.
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.quotations));
    Ok(candidates)
}
