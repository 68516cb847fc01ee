//! Annotated articles to learn from.

use std::io::BufRead;

use rustc_hash::FxHashMap;

use crate::{
    annotate::{learned::forms::Chances, reading::Reading, scene::Scene},
    article::Span,
    evaluate::{Gold, GoldArticle, GoldQuote},
    text::TokenKind,
};

/// One annotated article.
pub struct Lesson {
    /// Its id in the gold.
    pub id: String,
    /// Its text.
    pub body: String,
    /// What people found in it.
    pub gold: GoldArticle,
}

/// Reads a gold file with texts; lines that do not fit their own text are left out.
///
/// # Errors
/// When the file can't be read.
pub fn read(input: impl BufRead) -> std::io::Result<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for line in input.lines() {
        let Ok(mut gold) = serde_json::from_str::<Gold>(&line?) else { continue };
        let Some(body) = gold.text.take() else { continue };
        if let Ok(located) = gold.locate(&body) {
            lessons.push(Lesson { id: gold.id.unwrap_or_default(), body, gold: located });
        }
    }
    Ok(lessons)
}

/// How often each form stands in a cue, and how often at all.
#[derive(Default)]
pub struct Counts(FxHashMap<u32, (u32, u32)>);

impl Counts {
    /// Counts the forms of one article.
    #[must_use]
    pub fn of(reading: &Reading, heads: &[usize]) -> Self {
        let mut counts = Self::default();
        for (at, word) in reading.words.iter().enumerate() {
            if word.kind == TokenKind::Word || reading.reads(at, ":") {
                counts.0.entry(word.form).or_default().1 += 1;
            }
        }
        for &head in heads {
            counts.0.entry(reading.words[head].form).or_default().0 += 1;
        }
        counts
    }

    /// Adds those of another.
    pub fn add(&mut self, other: &Self) {
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for (&form, &(cues, seen)) in &other.0 {
            let count = self.0.entry(form).or_default();
            *count = (count.0 + cues, count.1 + seen);
        }
    }

    /// The step of a form, `without` the counts of one article.
    #[must_use]
    pub fn step(&self, form: u32, without: Option<&Self>) -> u8 {
        let (cues, seen) = self.0.get(&form).copied().unwrap_or_default();
        let (less_cues, less_seen) = without.and_then(|counts| counts.0.get(&form)).copied().unwrap_or_default();
        Chances::step(cues - less_cues, seen - less_seen)
    }

    /// The share of a form's uses that are cues.
    #[must_use]
    pub fn share(&self, form: u32) -> f64 {
        let (cues, seen) = self.0.get(&form).copied().unwrap_or_default();
        f64::from(cues) / f64::from(seen.max(1))
    }

    /// As a table of 2^`bits` steps.
    #[must_use]
    pub fn table(&self, bits: u32) -> Vec<u8> {
        let mut table = vec![0_u8; 1 << bits];
        let mask = (1_usize << bits) - 1;
        #[expect(clippy::iter_over_hash_type, reason = "the greatest does not depend on the order")]
        for &form in self.0.keys() {
            let entry = &mut table[form as usize & mask];
            *entry = (*entry).max(self.step(form, None));
        }
        table
    }
}

/// The tokens of `spans`.
#[must_use]
pub fn tokens(reading: &Reading, spans: &[Span]) -> Vec<usize> {
    let mut found = Vec::new();
    for span in spans {
        let first = reading.words.partition_point(|word| word.span.end <= span.start);
        found.extend((first..reading.words.len()).take_while(|&at| reading.words[at].span.start < span.end));
    }
    found
}

/// The token that heads each gold cue: the one whose form is most often in one; `None` where there is no cue.
#[must_use]
pub fn heads(scene: &Scene, gold: &GoldArticle, counts: &Counts) -> Vec<Option<usize>> {
    let reading = &scene.reading;
    let share = |at: usize| counts.share(reading.words[at].form);
    let may_head = |&at: &usize| reading.words[at].kind == TokenKind::Word || reading.reads(at, ":");
    let head = |quote: &GoldQuote| {
        tokens(reading, &quote.cue).into_iter().filter(may_head).rev().max_by(|&a, &b| share(a).total_cmp(&share(b)))
    };
    gold.quotes.iter().map(head).collect()
}
