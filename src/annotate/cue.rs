//! Words that tell that something was said: verbs in use as cues, and "according to".

use std::ops::Range;

use super::{mark::Region, reading::Reading};
use crate::{
    lexicon::{CueForm, class},
    model::hash,
};

/// A cue outside quotation marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Its tokens: "said", "according to".
    pub words: Range<usize>,
    /// What follows or precedes it.
    pub pattern: Pattern,
    /// Share of such uses that are cues, 0 to 1.
    pub strength: f32,
}

/// How a cue takes its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The source is its subject: Kelly said.
    Active,
    /// The source, if any, follows "by": was criticised by Kelly.
    Passive,
    /// The source follows: according to Kelly.
    According,
}

/// For each token, the quoted region it stands in.
pub struct Inside(Vec<u32>);

const OUTSIDE: u32 = u32::MAX;

impl Inside {
    /// Maps tokens to regions.
    #[must_use]
    pub fn of(reading: &Reading, regions: &[Region]) -> Self {
        let mut inside = vec![OUTSIDE; reading.words.len()];
        for (index, region) in regions.iter().enumerate() {
            let words = reading.word_at(region.outer.start)..reading.word_at(region.outer.end);
            inside[words].fill(u32::try_from(index).unwrap_or(OUTSIDE));
        }
        Self(inside)
    }

    /// The region in which token `word` stands, its marks included.
    #[must_use]
    pub fn region(&self, word: usize) -> Option<usize> {
        self.0.get(word).filter(|&&region| region != OUTSIDE).map(|&region| region as usize)
    }
}

/// All cues outside quotation marks, in order.
#[must_use]
pub fn cues(reading: &Reading, inside: &Inside) -> Vec<Cue> {
    let mut found = Vec::new();
    for at in 0..reading.words.len() {
        if inside.region(at).is_some() {
            continue;
        }
        if let Some(words) = according(reading, at) {
            found.push(Cue { words, pattern: Pattern::According, strength: 0.95 });
        } else {
            let form = reading.words[at].cue;
            found.extend(form.and_then(|form| verb(reading, inside, at, form)));
        }
    }
    found
}

fn according(reading: &Reading, at: usize) -> Option<Range<usize>> {
    const ACCORDING: u32 = hash("according");
    const PER: u32 = hash("per");
    const IN: u32 = hash("in");
    let text = |offset: usize| reading.words.get(at + offset).map_or("", |_| reading.text(at + offset));
    match reading.words[at].form {
        ACCORDING if text(1) == "to" => Some(at..at + 2),
        PER if text(1) == "the" => Some(at..at + 1),
        IN if text(1) == "the" && matches!(text(2), "words" | "view" | "opinion") && text(3) == "of" => {
            Some(at..at + 4)
        }
        _ => None,
    }
}

fn verb(reading: &Reading, inside: &Inside, at: usize, form: &CueForm) -> Option<Cue> {
    let word = &reading.words[at];
    let before = at.checked_sub(1).filter(|&before| reading.words[before].sentence == word.sentence);
    // A noun: "the claim", "her call", "a report"; a compound: "asked-for".
    let noun_before = before.is_some_and(|before| reading.is(before, class::DETERMINER | class::POSSESSIVE));
    if noun_before
        && !before.is_some_and(|before| reading.is(before, class::DETERMINER) && is_pronominal(reading, before))
    {
        return None;
    }
    let passive = is_passive(reading, at);
    let strength = strength(reading, inside, at, form);
    Some(Cue { words: at..at + 1, pattern: if passive { Pattern::Passive } else { Pattern::Active }, strength })
}

/// Determiners that can be subjects: "Many said", "others".
fn is_pronominal(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.text(at).to_lowercase().as_str(),
        "many" | "some" | "most" | "all" | "both" | "several" | "few" | "one" | "this" | "that"
    )
}

fn is_passive(reading: &Reading, at: usize) -> bool {
    let text = reading.text(at);
    let participle = text.ends_with("ed")
        || matches!(
            text,
            "told" | "said" | "quoted" | "known" | "seen" | "shown" | "heard" | "written" | "thought" | "held"
        );
    if !participle {
        return false;
    }
    let mut before = at;
    while before > 0 && reading.is_adverb(before - 1) && !reading.is(before - 1, class::AUXILIARY) {
        before -= 1;
    }
    before > 0
        && matches!(
            reading.text(before - 1),
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "am"
                | "isn't"
                | "isn’t"
                | "wasn't"
                | "wasn’t"
                | "he's"
                | "’s"
                | "'s"
        )
}

/// Share of a form's uses, beside such a neighbour, that are cues: the counted share, drawn towards the form's own.
fn strength(reading: &Reading, inside: &Inside, at: usize, form: &CueForm) -> f32 {
    let all = [form.clause, form.mark, form.to, form.object, form.infinitive];
    let total = all.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    // A verb of saying starts from ten uses of which nine are cues; the others from three of which one is.
    let (prior, weight) = if form.speech { (0.9, 10.0) } else { (1.0 / 3.0, 3.0) };
    let own = smoothed(total, prior, weight);
    smoothed(beside(reading, inside, at, form), own, 4.0)
}

/// A share of counted uses, as if `weight` further uses had the share `prior`.
#[expect(clippy::cast_precision_loss, reason = "counts of words in a training set stay far below 2^23")]
fn smoothed((cues, uses): (u32, u32), prior: f32, weight: f32) -> f32 {
    (cues as f32 + weight * prior) / (uses as f32 + weight)
}

fn beside(reading: &Reading, inside: &Inside, at: usize, form: &CueForm) -> (u32, u32) {
    if at > 0 && reading.reads(at - 1, "to") {
        return form.infinitive;
    }
    let Some(next) = reading.words.get(at + 1).filter(|next| next.paragraph == reading.words[at].paragraph) else {
        return form.mark;
    };
    if inside.region(at + 1).is_some()
        || !matches!(next.kind, crate::text::TokenKind::Word | crate::text::TokenKind::Number)
    {
        return form.mark;
    }
    match reading.text(at + 1) {
        "to" => form.to,
        "that" | "whether" | "if" | "how" | "why" | "what" | "where" | "when" | "he" | "she" | "they" | "it" | "we"
        | "I" | "there" => form.clause,
        _ => form.object,
    }
}
