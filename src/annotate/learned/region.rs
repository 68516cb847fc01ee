//! Is this stretch in quotation marks somebody's words, or a title, a term, a slogan, irony?

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    clause::Clause,
    view::{View, steps},
};
use crate::{
    annotate::{learned::templates, mark::Region},
    lexicon::{SUBJECT_PRONOUN, class},
    model::{Sink, hash, mix},
    text::TokenKind,
};

templates! {
    BIAS "any stretch in marks"
    LENGTH "how many words it has"
    RULE "what the rules say"
    RULE_LENGTH "what the rules say, and how many words it has"
    FIRST "its first word"
    FIRST_TAG "what it begins with"
    LAST "its last word or mark"
    LAST_LENGTH "its last word or mark, and how many words it has"
    BEFORE "the word before it"
    BEFORE_TWO "the two words before it"
    BEFORE_TAG "what stands before it"
    BEFORE_TAGS "what stands in the two places before it"
    BEHIND "the word behind it"
    BEHIND_TAGS "what stands in the two places behind it"
    AROUND "what stands on both sides"
    AROUND_LENGTH "what stands on both sides, and how many words it has"
    NEAR_BEFORE "a word close before it"
    NEAR_BEHIND "a word close behind it"
    CUE_BEFORE "a cue before it"
    CUE_BEHIND "a cue behind it"
    CUE_BEFORE_LENGTH "a cue before it, and how many words it has"
    CUE_WORD "the nearest cue"
    CAPITALS "how many capitals are in it"
    CAPITALS_LENGTH "how many capitals are in it, and how many words it has"
    PRONOUNS "whether “I”, “we” or “you” is in it"
    VERBS "whether verbs are in it"
    WORD "a word in it"
    SHAPE "what it is made of"
    MARKS "its marks"
    CLOSED "whether it has a closing mark"
    STARTS "whether it begins its sentence or paragraph"
    WHOLE "whether its paragraph has anything else"
    REPEATED "whether the article has it in marks again"
    OTHERS "whether other stretches in marks are near it"
    SENTENCE "how many words of its sentence stand outside the marks"
}

/// The tokens of a region with its marks, and those between them.
#[must_use]
pub fn tokens(view: &View, region: &Region) -> (Range<usize>, Range<usize>) {
    let reading = &view.scene.reading;
    let outer = reading.word_at(region.outer.start)..reading.word_at(region.outer.end);
    (outer, reading.word_at(region.inner.start)..reading.word_at(region.inner.end))
}

/// How often each text in marks occurs in the article, by its hash.
#[must_use]
pub fn repeats(view: &View) -> FxHashMap<u32, u32> {
    let mut counts = FxHashMap::default();
    for region in &view.scene.regions {
        *counts.entry(text_hash(view, region)).or_insert(0) += 1;
    }
    counts
}

fn text_hash(view: &View, region: &Region) -> u32 {
    hash(&region.inner.of(view.scene.reading.body).trim_end_matches([',', '.']).to_lowercase())
}

/// How the text before and behind its closing mark ends: a comma, a stop, a question, nothing.
#[must_use]
pub fn ending(view: &View, region: &Region) -> u32 {
    let body = view.scene.reading.body;
    let last = region.inner.of(body).trim_end().chars().next_back().unwrap_or(' ');
    let next = body[region.outer.to()..].chars().next().unwrap_or('\n');
    let code = |c: char| match c {
        ',' => 1,
        '.' => 2,
        '?' | '!' => 3,
        '—' | '–' | '-' => 4,
        '…' => 5,
        ':' | ';' => 6,
        '\n' => 7,
        _ => 0,
    };
    code(last) * 8 + code(next)
}

/// What may tell whether region `index` is a quotation; `rule` is what the rules say.
pub fn features(view: &View, index: usize, rule: bool, repeats: &FxHashMap<u32, u32>, out: &mut impl Sink) {
    let scene = view.scene;
    let reading = &scene.reading;
    let region = &scene.regions[index];
    let (outer, inner) = tokens(view, region);
    let is_word = |at: &usize| reading.words[*at].kind == TokenKind::Word;
    let count = inner.clone().filter(is_word).count();
    let length = steps(count);
    let (Some(first), Some(last)) = (inner.clone().next(), inner.clone().next_back()) else {
        out.add(BIAS, 1);
        return;
    };
    let ending = ending(view, region);
    out.add(BIAS, 0);
    out.add(LENGTH, length);
    out.add(RULE, u32::from(rule));
    out.add(RULE_LENGTH, mix(u32::from(rule), length));
    out.add(FIRST, reading.words[first].form);
    out.add(FIRST_TAG, mix(view.tags[first], length));
    out.add(LAST, reading.words[last].form);
    out.add(LAST_LENGTH, mix(ending, length));
    let before = outer.start;
    let behind = outer.end.saturating_sub(1);
    out.add(BEFORE, view.form(before, -1));
    out.add(BEFORE_TWO, mix(view.form(before, -1), view.form(before, -2)));
    out.add(BEFORE_TAG, mix(view.tag(before, -1), length));
    out.add(BEFORE_TAGS, mix(view.tag(before, -1), view.tag(before, -2)));
    out.add(BEHIND, view.form(behind, 1));
    out.add(BEHIND_TAGS, mix(view.tag(behind, 1), view.tag(behind, 2)));
    out.add(AROUND, mix(view.tag(before, -1), view.tag(behind, 1)));
    out.add(AROUND_LENGTH, mix(mix(view.tag(before, -1), view.tag(behind, 1)), mix(length, ending)));
    for offset in 1..=6 {
        out.add(NEAR_BEFORE, view.form(before, -offset));
        out.add(NEAR_BEHIND, view.form(behind, offset));
    }
    cues(view, &outer, length, out);

    let capitals = inner.clone().filter(|&at| reading.words[at].capital).count();
    let capitals =
        if capitals == count { 9 } else { steps(capitals).min(4) + if capitals * 2 > count { 4 } else { 0 } };
    out.add(CAPITALS, capitals);
    out.add(CAPITALS_LENGTH, mix(capitals, mix(length, u32::from(reading.words[first].capital))));
    let has = |classes: u64| inner.clone().any(|at| reading.is(at, classes));
    let speaks = u32::from(has(class::FIRST_PERSON))
        | u32::from(has(class::SECOND_PERSON)) << 1
        | u32::from(has(SUBJECT_PRONOUN)) << 2;
    out.add(PRONOUNS, speaks);
    let verbs = u32::from(has(class::AUXILIARY)) | u32::from(inner.clone().any(|at| view.chances[at] > 3)) << 1;
    out.add(VERBS, mix(verbs, length));
    if count <= 6 {
        for at in inner.clone() {
            out.add(WORD, reading.words[at].form);
        }
        out.add(SHAPE, inner.clone().fold(0, |shape, at| mix(shape, view.tags[at])));
    }
    let mark = region.outer.of(reading.body).chars().next().map_or(0, u32::from);
    out.add(MARKS, mix(mark, length));
    out.add(
        CLOSED,
        u32::from(region.closed) | u32::from(region.continues) << 1 | u32::from(region.label.is_some()) << 2,
    );
    let paragraph = &reading.paragraphs[region.paragraph];
    let sentence = reading.sentence_of(outer.start);
    let starts = u32::from(sentence.start == outer.start) | u32::from(paragraph.start == outer.start) << 1;
    out.add(STARTS, mix(starts, length));
    out.add(WHOLE, mix(u32::from(*paragraph == outer), length));
    let again = repeats.get(&text_hash(view, region)).copied().unwrap_or(1);
    out.add(REPEATED, mix(again.min(3), length));
    let near = |other: usize| scene.regions.get(other).is_some_and(|other| other.paragraph == region.paragraph);
    let others = u32::from(index > 0 && near(index - 1)) | u32::from(near(index + 1)) << 1;
    out.add(OTHERS, mix(others, length));
    let outside = (sentence.start..sentence.end.max(outer.end)).filter(|&at| !view.quoted(at) && is_word(&at)).count();
    out.add(SENTENCE, mix(steps(outside), length));
}

fn cues(view: &View, outer: &Range<usize>, length: u32, out: &mut impl Sink) {
    let reading = &view.scene.reading;
    let farthest = 25;
    let sentence = reading.sentence_of(outer.start);
    let before = (sentence.start.max(outer.start.saturating_sub(farthest))..outer.start).rev();
    let paragraph = reading.paragraph_of(outer.start);
    let behind = outer.end..paragraph.end.min(outer.end + farthest);
    let strongest = |words: &mut dyn Iterator<Item = usize>, from: usize| {
        words
            .filter(|&at| !view.quoted(at))
            .map(|at| (view.chances[at], std::cmp::Reverse(at.abs_diff(from)), at))
            .max()
    };
    let one = strongest(&mut before.into_iter(), outer.start);
    let other = strongest(&mut behind.into_iter(), outer.end);
    let describe = |found: Option<(u8, std::cmp::Reverse<usize>, usize)>| {
        found.map_or(99, |(chance, distance, _)| mix(u32::from(chance), steps(distance.0)))
    };
    out.add(CUE_BEFORE, describe(one));
    out.add(CUE_BEHIND, describe(other));
    out.add(CUE_BEFORE_LENGTH, mix(one.map_or(0, |found| u32::from(found.0)), length));
    for (side, found) in [(0, one), (1, other)] {
        if let Some((chance, distance, at)) = found
            && chance > 1
        {
            out.add(CUE_WORD, mix(mix(reading.words[at].form, side), steps(distance.0)));
        }
    }
}

templates! {
    @from 100;
    COVERED "how likely a clause reports it"
    COVERED_LENGTH "how likely a clause reports it, and how many words it has"
    COVERED_HOW "how a clause that reports it lies around it"
    COVERED_CUE "the cue that reports it"
}

/// What the clauses around tell of region `index`.
pub fn clause_features(view: &View, index: usize, clauses: &[Clause], out: &mut impl Sink) {
    let region = &view.scene.regions[index];
    let (outer, inner) = tokens(view, region);
    let covering = reporting(clauses, &outer, &inner);
    let length = steps(inner.len());
    let Some(clause) = covering else {
        out.add(COVERED, 99);
        out.add(COVERED_LENGTH, mix(99, length));
        return;
    };
    let chance = tenths(clause.chance);
    out.add(COVERED, chance);
    out.add(COVERED_LENGTH, mix(chance, length));
    let tight = u32::from(clause.content.start >= outer.start) | u32::from(clause.content.end <= outer.end) << 1;
    out.add(COVERED_HOW, mix(tight, mix(chance / 3, length)));
    out.add(COVERED_CUE, view.scene.reading.words[clause.cue].form);
}

/// The likeliest clause whose content covers most of a region.
#[must_use]
pub fn reporting<'c>(clauses: &'c [Clause], outer: &Range<usize>, inner: &Range<usize>) -> Option<&'c Clause> {
    let farthest = 400;
    let from = clauses.partition_point(|clause| clause.cue + farthest < outer.start);
    clauses[from..]
        .iter()
        .take_while(|clause| clause.cue < outer.end + farthest)
        .filter(|clause| {
            let both = clause.content.end.min(inner.end).saturating_sub(clause.content.start.max(inner.start));
            both * 2 >= inner.len()
        })
        .max_by(|a, b| a.chance.total_cmp(&b.chance).then(b.cue.cmp(&a.cue)))
}

/// A probability in tenths.
#[must_use]
pub fn tenths(chance: f32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
    let tenths = (chance.clamp(0.0, 1.0) * 10.0) as u32;
    tenths
}
