//! From what was decided to quotations: direct, mixed and indirect.

use std::ops::Range;

use super::{
    clause::Clause,
    decide::{By, Decided, Verdict},
    region,
    view::View,
};
use crate::{
    annotate::quotation::trimmed,
    article::{QuoteKind, Span, Step},
    text::TokenKind,
};

/// A quotation before its speaker is known.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How its words are marked.
    pub kind: QuoteKind,
    /// Its content, without enclosing marks.
    pub pieces: Vec<Span>,
    /// Token of its cue's head.
    pub cue: Option<usize>,
    /// Index of the mention that is its source.
    pub source: Option<usize>,
    /// Probability that this is a quotation.
    pub chance: f32,
    /// Probability that the source is right.
    pub source_chance: f32,
    /// Where the source stands.
    pub step: Step,
    /// What made it a quotation.
    pub taken_by: Basis,
    /// What chose the source.
    pub sourced_by: Basis,
}

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The clause whose cue's head is this token.
    Clause(usize),
    /// The stretch in marks of this index.
    Region(usize),
}

/// Clauses less likely than this report nothing.
pub const LEAST_CLAUSE: f32 = 0.44;

/// All quotations, by where they start.
#[must_use]
pub fn assemble(view: &View, decided: &Decided) -> Vec<Draft> {
    let regions: Vec<(Range<usize>, Range<usize>)> =
        view.scene.regions.iter().map(|found| region::tokens(view, found)).collect();
    let mut taken = vec![false; regions.len()];
    let mut found: Vec<Draft> = Vec::new();
    let mut cue_of: Vec<Option<usize>> = vec![None; regions.len()];
    for (at, clause) in decided.clauses.iter().enumerate() {
        if clause.accepted < LEAST_CLAUSE || takes_cue(&decided.clauses, at) || says_again(&decided.clauses, at) {
            continue;
        }
        let covered: Vec<usize> = spoken_in(&clause.content, &regions, &decided.verdicts).collect();
        if covered
            .iter()
            .map(|&index| &decided.verdicts[index])
            .any(|verdict| verdict.by == By::PassedOn && verdict.source != clause.source)
        {
            // Who passes on what another said is not who said it.
            continue;
        }
        if covered.is_empty() && clause.content.clone().all(|at| view.quoted(at)) {
            // A title or a term in marks is nobody's words, whatever reports it.
            continue;
        }
        // “We will,” Kelly said, “never accept”: the clause stands between two pieces of what it reports.
        let is_between = clause.content.contains(&clause.cue);
        if is_between && covered.is_empty() {
            continue;
        }
        if is_between || is_marked(view, clause, &covered) {
            for &index in &covered {
                let best = cue_of[index].map(|at: usize| decided.clauses[at].accepted);
                if best.is_none_or(|best| clause.accepted > best) {
                    let at = decided.clauses.partition_point(|other| other.cue < clause.cue);
                    cue_of[index] = Some(at);
                }
            }
            continue;
        }
        let mut whole = Vec::new();
        for piece in clause.pieces() {
            whole.extend(spoken_in(piece, &regions, &decided.verdicts).filter(|&index| {
                let inner = &regions[index].1;
                piece.start <= inner.start && piece.end + 1 >= inner.end
            }));
        }
        found.extend(reported(view, clause, &whole, &decided.verdicts, &mut taken));
    }
    let marked = (0..regions.len()).filter(|&index| decided.verdicts[index].is_speech() && !taken[index]);
    let mut last: Option<usize> = None;
    for index in marked {
        let verdict = &decided.verdicts[index];
        let inner = trimmed(view.scene.reading.body, view.scene.regions[index].inner);
        let cue = cue_of[index].map(|at| &decided.clauses[at]);
        if let Some(before) = last
            && joins(view, decided, &cue_of, before, index, &regions)
            && let Some(draft) = found.last_mut()
        {
            draft.pieces.push(inner);
            draft.cue = draft.cue.or(cue.map(|clause| clause.cue));
            // A quotation is as likely as its likeliest piece, its source only as the least likely one's.
            if verdict.chance > draft.chance {
                (draft.chance, draft.taken_by) = (verdict.chance, Basis::Region(index));
            }
            if verdict.source_chance < draft.source_chance {
                (draft.source_chance, draft.sourced_by) = (verdict.source_chance, Basis::Region(index));
            }
        } else {
            let cue = cue.filter(|clause| clause.source == verdict.source);
            found.push(Draft {
                kind: QuoteKind::Direct,
                pieces: vec![inner],
                cue: cue.map(|clause| clause.cue),
                source: verdict.source,
                chance: verdict.chance,
                source_chance: verdict.source_chance,
                step: step(view, index, &regions[index].0, verdict, cue),
                taken_by: Basis::Region(index),
                sourced_by: Basis::Region(index),
            });
        }
        last = Some(index);
    }
    found.sort_by_key(|draft| (draft.pieces[0].start, draft.pieces[0].end));
    found
}

/// The stretches in marks that are quotations, and stand in `words` with one of theirs at least.
fn spoken_in(
    words: &Range<usize>,
    regions: &[(Range<usize>, Range<usize>)],
    verdicts: &[Verdict],
) -> impl Iterator<Item = usize> {
    let first = regions.partition_point(|(outer, _)| outer.end <= words.start);
    (first..regions.len())
        .take_while(|&index| regions[index].0.start < words.end)
        .filter(|&index| verdicts[index].is_speech())
}

/// The content holds the cue of a likelier clause next to it, but not what that reports: it is no statement.
fn takes_cue(clauses: &[Clause], at: usize) -> bool {
    let clause = &clauses[at];
    let takes = |other: &Clause| {
        other.accepted > clause.accepted
            && clause.content.contains(&other.cue)
            && (other.content.end <= clause.content.start || other.content.start >= clause.content.end)
    };
    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(clauses.len());
    clauses[near].iter().any(takes)
}

/// A likelier clause next to it reports the same words by the same source.
fn says_again(clauses: &[Clause], at: usize) -> bool {
    let clause = &clauses[at];
    let says = |other: &Clause| {
        let holds = |one: &Range<usize>, two: &Range<usize>| one.start <= two.start && two.end <= one.end;
        other.accepted > clause.accepted
            && other.source == clause.source
            && (holds(&other.content, &clause.content) || holds(&clause.content, &other.content))
    };
    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(clauses.len());
    clauses[near].iter().any(says)
}

/// So many clauses to each side are looked at.
const NEAR: usize = 4;

/// All words of a clause's content stand in quotation marks.
fn is_marked(view: &View, clause: &Clause, covered: &[usize]) -> bool {
    let is_bare = |at: usize| {
        let kind = view.scene.reading.words[at].kind;
        matches!(kind, TokenKind::Word | TokenKind::Number)
            && view.scene.inside.region(at).is_none_or(|region| !covered.contains(&region))
    };
    !covered.is_empty() && !clause.content.clone().any(is_bare)
}

/// The quotation of a clause that is not all in marks; `covered` are the regions in it.
fn reported(
    view: &View,
    clause: &Clause,
    covered: &[usize],
    verdicts: &[Verdict],
    taken: &mut [bool],
) -> Option<Draft> {
    let reading = &view.scene.reading;
    let words = |at: &usize| matches!(reading.words[*at].kind, TokenKind::Word | TokenKind::Number);
    let least = 1;
    if clause.content.clone().filter(words).count() < least {
        return None;
    }
    let agrees = covered.iter().any(|&index| verdicts[index].source == clause.source);
    let (source, source_chance, sourced_by) = match covered.first() {
        Some(&index) if !agrees => (verdicts[index].source, verdicts[index].source_chance, Basis::Region(index)),
        _ => (clause.source, clause.source_chance, Basis::Clause(clause.cue)),
    };
    for &index in covered {
        taken[index] = true;
    }
    Some(Draft {
        kind: if covered.is_empty() { QuoteKind::Indirect } else { QuoteKind::Mixed },
        pieces: clause.pieces().map(|piece| reading.span(&trimmed_words(view, piece.clone()))).collect(),
        cue: Some(clause.cue),
        source,
        chance: clause.accepted,
        source_chance,
        step: clause_step(view, clause),
        taken_by: Basis::Clause(clause.cue),
        sourced_by,
    })
}

/// Without stops and commas at its ends.
fn trimmed_words(view: &View, mut content: Range<usize>) -> Range<usize> {
    let reading = &view.scene.reading;
    let is_edge = |at: usize| {
        reading.words[at].kind == TokenKind::Mark
            && view.scene.inside.region(at).is_none()
            && matches!(reading.text(at), "." | "," | ";" | ":" | "—" | "–" | "-")
    };
    while content.len() > 1 && is_edge(content.start) {
        content.start += 1;
    }
    while content.len() > 1 && is_edge(content.end - 1) {
        content.end -= 1;
    }
    content
}

/// The region goes on with the one before it: interrupted by its reporting clause, or continued in the next paragraph.
fn joins(
    view: &View,
    decided: &Decided,
    cue_of: &[Option<usize>],
    before: usize,
    here: usize,
    regions: &[(Range<usize>, Range<usize>)],
) -> bool {
    let same = decided.verdicts[before].source == decided.verdicts[here].source;
    let found = &view.scene.regions;
    if found[here].continues && before + 1 == here {
        return same;
    }
    let gap = regions[before].0.end..regions[here].0.start;
    let longest = 16;
    let stops = gap.clone().take(longest).filter(|&at| view.scene.reading.is_stop(at)).count();
    let cue_between =
        [before, here].iter().filter_map(|&index| cue_of[index]).any(|at| gap.contains(&decided.clauses[at].cue));
    same && decided.verdicts[here].source.is_some()
        && found[before].paragraph == found[here].paragraph
        && !gap.is_empty()
        && gap.len() <= longest
        && stops <= 1
        && cue_between
}

fn clause_step(view: &View, clause: &Clause) -> Step {
    let according = view.scene.reading.text(clause.cue).eq_ignore_ascii_case("according");
    match clause.content.start < clause.cue {
        _ if according => Step::AccordingTo,
        true => Step::CueAfter,
        false => Step::CueBefore,
    }
}

/// How the source of a marked quotation stands to it.
fn step(view: &View, index: usize, outer: &Range<usize>, verdict: &Verdict, cue: Option<&Clause>) -> Step {
    let reading = &view.scene.reading;
    let Some(source) = verdict.source else { return Step::Unknown };
    let words = &view.mentions.all[source].words;
    let region = &view.scene.regions[index];
    match verdict.by {
        By::Label => return Step::Colon,
        By::Signature => return Step::Signature,
        _ => {}
    }
    if region.continues || verdict.by == By::LaterParagraph {
        return Step::Continued;
    }
    if let Some(clause) = cue {
        return if reading.text(clause.cue).eq_ignore_ascii_case("according") {
            Step::AccordingTo
        } else if clause.cue >= outer.end {
            Step::CueAfter
        } else if (clause.cue..outer.start).any(|at| view.quoted(at)) {
            Step::CueBetween
        } else {
            Step::CueBefore
        };
    }
    let paragraph = u32::try_from(region.paragraph).unwrap_or(u32::MAX);
    if reading.words[words.start].paragraph != paragraph {
        return Step::PreviousParagraph;
    }
    if outer.start > 0 && reading.reads(outer.start - 1, ":") && words.end <= outer.start {
        return Step::Colon;
    }
    let sentence = reading.sentence_of(outer.start).start..reading.sentence_of(outer.end - 1).end;
    if sentence.contains(&words.start) { Step::Sentence } else { Step::SameParagraph }
}
