//! Reporting clauses: a cue, its source, and what it reports.

use std::ops::Range;

use super::{
    content::{self, Reported},
    cue, frame,
    models::{Models, Question},
    rest,
    source::{self, Anchor},
    trust,
    view::View,
};
use crate::model::{Scorer, Sum, best, logistic, narrowed, softmax};

/// A cue with its source and content, each as likely as the models say.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Token of the cue's head.
    pub cue: usize,
    /// Probability that it is a cue.
    pub chance: f32,
    /// Index of the mention that is its source.
    pub source: Option<usize>,
    /// Probability of that source.
    pub source_chance: f32,
    /// How it hangs on its sentence.
    pub frame: u32,
    /// The tokens reported.
    pub content: Range<usize>,
    /// Probability of these bounds.
    pub content_chance: f32,
    /// Those with which it goes on behind the clause: "The law, officials say, *will help*".
    pub rest: Option<Range<usize>>,
    /// Probability, all this considered, that it reports something.
    pub accepted: f32,
}

impl Clause {
    /// All that it reports: the content, and what goes on behind the clause.
    pub fn pieces(&self) -> impl Iterator<Item = &Range<usize>> {
        std::iter::once(&self.content).chain(&self.rest)
    }
}

/// Clauses less likely than this, all considered, tell nothing of what stands around them.
const LEAST_ACCEPTED: f32 = 0.2;
/// Cues less likely than this are not looked at any further.
const LEAST: f32 = 0.13;
/// Nor are words whose coarse features come to less than this, in logits: a quarter of all; of those that would be above
/// [`LEAST`] in the end less than one in a hundred.
const LEAST_COARSE: f32 = -2.0;
/// What has a chance of this says something of its own.
const SURE: f32 = 0.5;
/// So many clauses a sentence may have: what has more is a list or a table, and each would be weighed with all of it.
const MOST_IN_SENTENCE: usize = 24;

/// All clauses of an article, in order of their cues.
#[must_use]
pub fn clauses(view: &View, models: &Models) -> Vec<Clause> {
    let mut found = proposed(view, models);
    accept(view, models, &mut found);
    found
}

/// The clauses before they are looked at again, in order of their cues.
#[must_use]
pub fn proposed(view: &View, models: &Models) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    // Where the sentence ends that was looked at last, and how many were found before it.
    let (mut end, mut before) = (0, 0);
    for at in cue::possible(view) {
        if at >= end {
            (end, before) = (view.scene.reading.sentence_of(at).end, found.len());
        }
        if found.len() - before >= MOST_IN_SENTENCE {
            continue;
        }
        let mut scorer = Sum::new(models.of(Question::Cue));
        cue::coarse_features(view, at, &mut scorer);
        if scorer.so_far() < LEAST_COARSE {
            continue;
        }
        cue::fine_features(view, at, &mut scorer);
        let chance = logistic(scorer.score());
        if chance < LEAST {
            continue;
        }
        let (source, source_chance) = source_of(view, models, at, &found);
        let reported = reported_by(view, at, source, &found);
        let Some((content, content_chance)) = content_of(view, models, &reported) else { continue };
        let rest = rest_of(view, models, &reported, &content);
        let (frame, accepted) = (reported.frame, chance);
        found.push(Clause { cue: at, chance, source, source_chance, frame, content, content_chance, rest, accepted });
    }
    found
}

/// Looks at all clauses again, each with its source and content and those around it; drops the unlikely ones.
pub fn accept(view: &View, models: &Models, clauses: &mut Vec<Clause>) {
    let weights = models.of(Question::Accept);
    let accepted: Vec<f32> = (0..clauses.len())
        .map(|index| logistic(weights.sum(|out| trust::of_clause(view, clauses, index, out))))
        .collect();
    for (clause, accepted) in clauses.iter_mut().zip(accepted) {
        clause.accepted = accepted;
    }
    clauses.retain(|clause| clause.accepted >= LEAST_ACCEPTED);
}

/// What a cue behind these clauses reports.
#[must_use]
pub fn reported_by(view: &View, cue: usize, source: Option<usize>, before: &[Clause]) -> Reported {
    let near = before.iter().rev().take(2 * MOST_IN_SENTENCE);
    Reported::new(view, cue, source, near.filter(|clause| clause.chance >= SURE).map(|clause| clause.cue))
}

/// The anchor of a cue, when `before` is the source of the clause before it.
#[must_use]
pub fn anchor(view: &View, cue: usize, before: Option<usize>) -> Anchor {
    Anchor {
        words: cue..cue + 1,
        form: view.scene.reading.words[cue].form,
        tag: view.tags[cue],
        before,
        rule: super::rules::of_cue(view, cue),
        frame: frame::of(view, cue, None, &view.scene.reading.sentence_of(cue)),
    }
}

/// The anchor of a cue behind these clauses.
#[must_use]
pub fn anchor_behind(view: &View, cue: usize, before: &[Clause]) -> Anchor {
    let previous = before.last().filter(|clause| clause.chance > 0.4).and_then(|clause| clause.source);
    anchor(view, cue, previous)
}

/// So many mentions are looked at closely.
const SOURCES: usize = 8;

/// The scores of the mentions that may be the source of a cue, and, last, of none.
pub fn source_scores<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    anchor: &Anchor,
    options: &[usize],
) -> Vec<S::Score> {
    let weights = models.of(Question::Source);
    let mut scores = narrowed(
        weights,
        options.len(),
        SOURCES,
        |option, out: &mut S| source::coarse_features(view, anchor, options[option], out),
        |option, out: &mut S| source::fine_features(view, anchor, options[option], out),
    );
    scores.push(weights.score_by(|out: &mut S| source::nobody(view, anchor, out)));
    scores
}

/// So many times as likely as any mention must it be that nobody is named, before nobody is taken for the source: readers lose
/// more by a speaker kept from them than by one who is shown with a low confidence.
const NOBODY: f32 = 8.0;

/// Which of the options is taken; the last of them is nobody.
#[must_use]
pub fn preferred(probabilities: &[f32]) -> usize {
    let nobody = probabilities.len() - 1;
    best(&probabilities[..nobody])
        .filter(|&chosen| probabilities[chosen] * NOBODY >= probabilities[nobody])
        .unwrap_or(nobody)
}

fn source_of(view: &View, models: &Models, cue: usize, before: &[Clause]) -> (Option<usize>, f32) {
    let anchor = anchor_behind(view, cue, before);
    let options = source::options_of_cue(view, cue);
    let mut scores = source_scores::<Sum>(view, models, &anchor, &options);
    softmax(&mut scores);
    let chosen = preferred(&scores);
    (options.get(chosen).copied(), scores[chosen])
}

/// So many of the likeliest first tokens are tried with their likeliest ends.
const BEAM: usize = 3;
/// So many of the tokens where a content may begin or end are looked at closely.
const BOUNDS: usize = 8;

fn content_of(view: &View, models: &Models, reported: &Reported) -> Option<(Range<usize>, f32)> {
    let starts = content::starts(view, reported);
    let mut chances = start_scores::<Sum>(view, models, reported, &starts);
    softmax(&mut chances);
    let mut found: Option<(Range<usize>, f32)> = None;
    for start in likeliest(&chances) {
        if found.as_ref().is_some_and(|(_, chance)| *chance >= chances[start]) {
            break;
        }
        let ends = content::ends(view, reported, starts[start]);
        let mut of_end = end_scores::<Sum>(view, models, reported, starts[start], &ends);
        softmax(&mut of_end);
        let Some(end) = best(&of_end) else { continue };
        let chance = chances[start] * of_end[end];
        if found.as_ref().is_none_or(|(_, best)| chance > *best) {
            found = Some((starts[start]..ends[end], chance));
        }
    }
    found
}

/// The scores of the tokens where a content may begin.
pub fn start_scores<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    reported: &Reported,
    starts: &[usize],
) -> Vec<S::Score> {
    narrowed(
        models.of(Question::Start),
        starts.len(),
        BOUNDS,
        |option, out: &mut S| content::coarse_start_features(view, reported, starts[option], out),
        |option, out: &mut S| content::fine_start_features(view, reported, starts[option], out),
    )
}

/// The scores of the ends that a content may have which begins at `start`.
pub fn end_scores<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    reported: &Reported,
    start: usize,
    ends: &[usize],
) -> Vec<S::Score> {
    narrowed(
        models.of(Question::End),
        ends.len(),
        BOUNDS,
        |option, out: &mut S| content::coarse_end_features(view, reported, start, ends[option], out),
        |option, out: &mut S| content::fine_end_features(view, reported, start, ends[option], out),
    )
}

fn rest_of(view: &View, models: &Models, reported: &Reported, content: &Range<usize>) -> Option<Range<usize>> {
    let start = rest::start(view, reported, content)?;
    let ends = rest::ends(view, reported, start);
    let scores = rest_scores::<Sum>(view, models, reported, content, start, &ends);
    let end = *ends.get(best(&scores)?)?;
    Some(start..end)
}

/// The scores of the ends of what goes on at `start`, and, last, of nothing going on.
pub fn rest_scores<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    reported: &Reported,
    content: &Range<usize>,
    start: usize,
    ends: &[usize],
) -> Vec<S::Score> {
    let weights = models.of(Question::Rest);
    let of_end = |&end: &usize| weights.score_by(|out: &mut S| rest::end_features(view, start, end, out));
    let none = weights.score_by(|out: &mut S| rest::none_features(view, reported, content, start, out));
    ends.iter().map(of_end).chain([none]).collect()
}

/// The [`BEAM`] likeliest options, the likeliest first.
fn likeliest(chances: &[f32]) -> impl Iterator<Item = usize> {
    let mut left: Vec<usize> = Vec::with_capacity(BEAM + 1);
    for option in 0..chances.len() {
        let place = left.partition_point(|&other| chances[other] >= chances[option]);
        if place < BEAM {
            left.truncate(BEAM - 1);
            left.insert(place, option);
        }
    }
    left.into_iter()
}
