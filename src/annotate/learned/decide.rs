//! All choices of an article, one after the other: clauses, which stretches in marks are quotations, and whose.

use rustc_hash::FxHashMap;

use super::{
    clause::{Clause, clauses},
    models::{Models, Question},
    region, rules,
    source::options_of_region,
    speaker::{self, Spoken},
    view::View,
};
use crate::{
    annotate::speech::titles,
    model::{Scorer, Sum, best, logistic, narrowed, softmax},
    text::TokenKind,
};

/// What was decided of one stretch in marks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    /// Probability that it is a quotation.
    pub chance: f32,
    /// Index of the mention that is its source.
    pub source: Option<usize>,
    /// Probability of that source.
    pub source_chance: f32,
    /// What decided.
    pub by: By,
}

/// What decided of a stretch in marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// It is the title of a work, or holds no word: no quotation.
    #[default]
    Title,
    /// The label of its turn.
    Label,
    /// A name behind it and a dash, or in the line below.
    Signature,
    /// Its own clause behind it, since another only passes both on: “We will,” Kelly said, according to the transcript.
    PassedOn,
    /// A later paragraph of the same quotation, which tells who speaks.
    LaterParagraph,
    /// The learned choices, told of the quotation before it: its region and source.
    Choice(Option<(usize, Option<usize>)>),
}

impl Verdict {
    /// It is more likely a quotation than not.
    #[must_use]
    pub fn is_speech(&self) -> bool {
        self.chance >= LEAST_SPEECH
    }
}

const LEAST_SPEECH: f32 = 0.5;
/// How likely what stands behind a label is said by whom it names.
const LABELLED: f32 = 0.97;
/// How likely words that another passes on are those of whom is named behind them.
const PASSED_ON: f32 = 0.95;
/// So many tokens at most stand between such words and who passes them on: "Mr. Kelly told reporters on Monday, according to".
const LONGEST_CLAUSE: usize = 9;
/// The step of a word that heads a cue more often than not: "said".
const LIKELY_CUE: u8 = 11;

/// How likely the source of a later paragraph must be to be that of those before.
const LEAST_TOLD: f32 = 0.5;

/// What was decided of an article.
pub struct Decided {
    /// Its reporting clauses, unlikely ones included.
    pub clauses: Vec<Clause>,
    /// For each region.
    pub verdicts: Vec<Verdict>,
}

/// Decides.
#[must_use]
pub fn decide(view: &View, models: &Models) -> Decided {
    let clauses = clauses(view, models);
    let by_rule = rules::of_regions(view);
    let repeats = region::repeats(view);
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(by_rule.len());
    let mut previous: Option<(usize, Option<usize>)> = None;
    let titles = titles(&view.scene.reading, &view.scene.regions, &view.scene.names);
    for (index, &(rule, rule_source)) in by_rule.iter().enumerate() {
        if titles[index] || !holds_words(view, index) {
            verdicts.push(Verdict::default());
            continue;
        }
        if let Some(label) = view.scene.regions[index].label {
            // A label says who speaks: there is nothing to choose.
            let source = view.mentions.at(view.scene.reading.word_at(label.start));
            let is_behind = label.start >= view.scene.regions[index].outer.end;
            let by = if is_behind { By::Signature } else { By::Label };
            verdicts.push(Verdict { chance: LABELLED, source, source_chance: LABELLED, by });
            continue;
        }
        if let Some((source, _)) = rule_source.filter(|&(source, _)| is_signature(view, index, source)) {
            let (chance, source) = (LABELLED, Some(source));
            verdicts.push(Verdict { chance, source, source_chance: LABELLED, by: By::Signature });
            continue;
        }
        let chance = logistic(region_score::<Sum>(view, models, index, rule, &repeats, &clauses));
        let mut verdict = Verdict { chance, by: By::Choice(previous), ..Verdict::default() };
        if verdict.is_speech() {
            if let Some((source, _)) = rule_source.filter(|&(source, _)| is_passed_on(view, index, source)) {
                verdict = Verdict { chance, source: Some(source), source_chance: PASSED_ON, by: By::PassedOn };
            } else {
                let spoken = Spoken::new(view, index, &clauses, previous, rule_source);
                (verdict.source, verdict.source_chance) = source_of(view, models, &spoken);
            }
            previous = Some((index, verdict.source));
        }
        verdicts.push(verdict);
    }
    read_on(view, &mut verdicts);
    Decided { clauses, verdicts }
}

/// A quotation over paragraphs, each of which opens with a mark and only the last of which closes it, is one person's; often only a
/// later one tells whose. Those before are given to them too, since what was chosen for them rests on older paragraphs.
fn read_on(view: &View, verdicts: &mut [Verdict]) {
    let mut first = 0;
    for quotation in view.scene.regions.chunk_by(|_, next| next.continues) {
        let behind = first + quotation.len();
        let tells = |&index: &usize| tells_itself(view, index, &verdicts[index]);
        if let Some(later) = (first..behind).find(tells)
            && verdicts[later].source_chance >= LEAST_TOLD
        {
            let Verdict { source, source_chance, .. } = verdicts[later];
            for verdict in verdicts[first..later].iter_mut().filter(|verdict| verdict.is_speech()) {
                *verdict = Verdict { source, source_chance, by: By::LaterParagraph, ..*verdict };
            }
        }
        first = behind;
    }
}

/// The source of a region stands in its own paragraph, in the one before, which announces it with a colon, or signs it.
fn tells_itself(view: &View, index: usize, verdict: &Verdict) -> bool {
    let Some(source) = verdict.source.filter(|_| verdict.is_speech()) else { return false };
    let reading = &view.scene.reading;
    let (outer, _) = region::tokens(view, &view.scene.regions[index]);
    let paragraph = reading.paragraph_of(outer.start);
    let source = view.mentions.all[source].words.start;
    let announces = |end: usize| reading.reads(end - 1, ":") && reading.paragraph_of(end - 1).contains(&source);
    verdict.by == By::Signature || paragraph.contains(&source) || paragraph.start > 0 && announces(paragraph.start)
}

fn holds_words(view: &View, region: usize) -> bool {
    let (_, mut inner) = region::tokens(view, &view.scene.regions[region]);
    inner.any(|at| view.scene.reading.words[at].kind != TokenKind::Mark)
}

/// “…” ― Kelly: the mention stands behind the marks and a dash, and the rules take it for the source.
fn is_signature(view: &View, region: usize, source: usize) -> bool {
    let (outer, _) = region::tokens(view, &view.scene.regions[region]);
    let words = &view.mentions.all[source].words;
    let starts = view.scene.reading.paragraph_of(outer.start).start == outer.start;
    starts && words.start == outer.end + 1 && matches!(view.scene.reading.text(outer.end), "—" | "–" | "―" | "-")
}

/// “…,” Kelly said, according to the transcript: the mention and a cue stand right behind the marks, and who passes them on behind
/// these.
fn is_passed_on(view: &View, region: usize, source: usize) -> bool {
    let reading = &view.scene.reading;
    let (outer, _) = region::tokens(view, &view.scene.regions[region]);
    let near = outer.end..(outer.end + LONGEST_CLAUSE).min(reading.paragraph_of(outer.start).end);
    let Some(passes) = near.clone().find(|&at| reading.reads(at, "according")) else { return false };
    let clause = outer.end..passes;
    let words = &view.mentions.all[source].words;
    words.start >= clause.start
        && words.end <= clause.end
        && clause.clone().any(|at| view.unquoted[at] >= LIKELY_CUE)
        && !clause.clone().any(|at| view.quoted(at) || reading.is_stop(at))
        && clause.clone().filter(|&at| reading.reads(at, ",")).all(|at| at + 1 == passes)
}

/// The score of region `index` as a quotation; `rule` is what the rules say.
pub fn region_score<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    index: usize,
    rule: bool,
    repeats: &FxHashMap<u32, u32>,
    clauses: &[Clause],
) -> S::Score {
    models.of(Question::Region).score_by(|out: &mut S| {
        region::features(view, index, rule, repeats, out);
        region::clause_features(view, index, clauses, out);
    })
}

/// So many mentions are looked at closely.
const SPEAKERS: usize = 12;

/// The scores of the mentions that may be the source of a region, and, last, of none.
pub fn source_scores<'w, S: Scorer<'w>>(
    view: &View,
    models: &'w Models<'w>,
    spoken: &Spoken,
    options: &[usize],
) -> Vec<S::Score> {
    let weights = models.of(Question::Speaker);
    let mut scores = narrowed(
        weights,
        options.len(),
        SPEAKERS,
        |option, out: &mut S| speaker::coarse_features(view, spoken, options[option], out),
        |option, out: &mut S| speaker::fine_features(view, spoken, options[option], out),
    );
    scores.push(weights.score_by(|out: &mut S| speaker::nobody(view, spoken, out)));
    scores
}

fn source_of(view: &View, models: &Models, spoken: &Spoken) -> (Option<usize>, f32) {
    let options = options(view, spoken);
    let mut scores = source_scores::<Sum>(view, models, spoken, &options);
    softmax(&mut scores);
    let chosen = best(&scores).unwrap_or(options.len());
    (options.get(chosen).copied(), scores[chosen])
}

/// The mentions that may be the source of a region: those near it, and the source of the quotation before it.
#[must_use]
pub fn options(view: &View, spoken: &Spoken) -> Vec<usize> {
    let mut options = options_of_region(view, &spoken.outer);
    if let Some(before) = spoken.anchor.before
        && let Err(at) = options.binary_search(&before)
    {
        options.insert(at, before);
    }
    options
}
