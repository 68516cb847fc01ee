use std::collections::{BTreeMap, BTreeSet};

use super::{
    gold::{GoldArticle, GoldKind, GoldQuote},
    reliability::Confidences,
    scores::{Attributions, Names, PrecisionRecall, Regions, Scores, Share, ratio, round},
};
use crate::article::{Quote, Span};

/// Counts over the articles scored so far.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    regions: u64,
    positive: u64,
    detected: u64,
    true_positive: u64,
    with_source: u64,
    with_source_detected: u64,
    source_right: u64,
    /// Surname right and all, by name and by reference.
    by_name: (u64, u64),
    by_reference: (u64, u64),
    whole_right: u64,
    gold: u64,
    gold_hit: u64,
    gold_hit_source: u64,
    predicted: u64,
    predicted_hit: u64,
    predicted_hit_source: u64,
    exact: u64,
    words_both: u64,
    words_predicted: u64,
    words_gold: u64,
    kinds: BTreeMap<GoldKind, (u64, u64)>,
    confidences: Confidences,
    mistakes: Vec<Mistake>,
}

/// One quoted region that was judged wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong with it.
    pub what: Fault,
    /// The article, as [`Tally::add`] was told.
    pub article: String,
    /// The region.
    pub words: String,
    /// What the gold has: the source's words, or the speaker's name.
    pub expected: String,
    /// What was found in its place.
    pub found: String,
}

/// What is wrong with a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A quotation that was not found.
    Missed,
    /// Taken for a quotation.
    NotSpeech,
    /// Found, with another source.
    WrongSource,
    /// The source is right, the speaker's surname is not.
    WrongName,
}

impl Fault {
    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::NotSpeech => "not a quotation",
            Self::WrongSource => "wrong source",
            Self::WrongName => "wrong name",
        }
    }
}

impl Tally {
    /// Counts one article, called `name` in [`Tally::mistakes`].
    pub fn add(&mut self, name: &str, body: &str, gold: &GoldArticle, quotes: &[Quote]) {
        let words = words(body);
        let cover = |contents: &mut dyn Iterator<Item = Vec<Span>>| -> Vec<BTreeSet<usize>> {
            let mut covered = vec![BTreeSet::new(); words.len()];
            for (index, pieces) in contents.enumerate() {
                for piece in pieces {
                    let first = words.partition_point(|word| word.start < piece.start);
                    for at in (first..words.len()).take_while(|&at| words[at].end <= piece.end) {
                        covered[at].insert(index);
                    }
                }
            }
            covered
        };
        // A prediction counts from its first word to its last one, as scorers of spans do.
        let predicted = cover(&mut quotes.iter().map(|quote| vec![quote.content()]));
        let expected = cover(&mut gold.quotes.iter().map(|quote| quote.content.clone()));
        for &region in &gold.quoted {
            let judged = Judged { name, body, words: &words, gold, quotes, expected: &expected, predicted: &predicted };
            self.region(region, &judged);
        }
        let covered = |cover: &[BTreeSet<usize>], at: usize| !cover[at].is_empty();
        for at in 0..words.len() {
            self.words_gold += u64::from(covered(&expected, at));
            self.words_predicted += u64::from(covered(&predicted, at));
            self.words_both += u64::from(covered(&expected, at) && covered(&predicted, at));
        }
        self.attributions(body, gold, quotes);
    }

    fn region(&mut self, region: Span, judged: &Judged) {
        let Judged { words, gold, quotes, expected, predicted, .. } = judged;
        let inside: Vec<usize> = (0..words.len()).filter(|&at| region.covers(words[at])).collect();
        if inside.is_empty() {
            return;
        }
        let marked = |&index: &usize| matches!(gold.quotes[index].kind, GoldKind::Direct | GoldKind::Mixed);
        let right = inside.iter().flat_map(|&at| expected[at].iter().copied().filter(marked));
        let right = most_common(right, inside.len(), |_| 0.0).map(|index| &gold.quotes[index]);
        let guess = inside.iter().flat_map(|&at| predicted[at].iter().copied());
        let guess = most_common(guess, inside.len(), |index| quotes[index].confidence).map(|index| &quotes[index]);
        self.regions += 1;
        self.positive += u64::from(right.is_some());
        self.detected += u64::from(guess.is_some());
        self.true_positive += u64::from(right.is_some() && guess.is_some());
        if let Some((what, expected, found)) = fault(judged.body, right, guess) {
            let (article, words) = (judged.name.to_owned(), region.of(judged.body).to_owned());
            self.mistakes.push(Mistake { what, article, words, expected, found });
        }
        let Some(right) = right else { return };
        if !right.source.is_empty() {
            self.with_source += 1;
            self.with_source_detected += u64::from(guess.is_some());
            self.source_right += u64::from(guess.is_some_and(|guess| source_is_right(guess, right)));
        }
        let who = name_key(right.speaker.as_deref().unwrap_or_default());
        if !who.is_empty() {
            let name = guess.map_or_else(Vec::new, speaker_key);
            let counts = if right.by_reference { &mut self.by_reference } else { &mut self.by_name };
            counts.0 += u64::from(name.last() == who.last());
            counts.1 += 1;
            self.whole_right += u64::from(name == who);
        }
    }

    /// The regions judged wrong so far, in order.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    fn attributions(&mut self, body: &str, gold: &GoldArticle, quotes: &[Quote]) {
        let contents: Vec<Span> = quotes.iter().map(Quote::content).collect();
        let mut used = vec![false; quotes.len()];
        for expected in &gold.quotes {
            let bounds = trim(body, expected.content.iter().copied().reduce(Span::union).unwrap_or_default());
            let hits: Vec<usize> = (0..quotes.len()).filter(|&at| overlaps(contents[at], expected)).collect();
            let counts = self.kinds.entry(expected.kind).or_default();
            counts.0 += u64::from(!hits.is_empty());
            counts.1 += 1;
            self.gold += 1;
            self.gold_hit += u64::from(!hits.is_empty());
            self.gold_hit_source += u64::from(hits.iter().any(|&at| source_is_right(&quotes[at], expected)));
            if let Some(&at) = hits.iter().find(|&&at| !used[at] && trim(body, contents[at]) == bounds) {
                used[at] = true;
                self.exact += 1;
            }
        }
        self.predicted += quotes.len() as u64;
        for (quote, &content) in quotes.iter().zip(&contents) {
            let hits: Vec<&GoldQuote> = gold.quotes.iter().filter(|expected| overlaps(content, expected)).collect();
            let with_source: Vec<_> = hits.iter().filter(|expected| source_is_right(quote, expected)).collect();
            self.predicted_hit += u64::from(!hits.is_empty());
            self.predicted_hit_source += u64::from(!with_source.is_empty());
            self.confidences
                .add(quote.confidence, with_source.iter().any(|expected| surname_is_right(quote, expected)));
        }
    }

    /// The measures.
    #[must_use]
    pub fn scores(&self) -> Scores {
        let (by_name, by_reference) = (self.by_name, self.by_reference);
        let named = by_name.1 + by_reference.1;
        let judged = self.detected - (self.true_positive - self.with_source_detected);
        Scores {
            regions: Regions {
                regions: self.regions,
                detection: PrecisionRecall::new(self.true_positive, self.detected, self.true_positive, self.positive),
                attribution: Share::new(self.source_right, self.with_source_detected),
                end_to_end: PrecisionRecall::new(self.source_right, judged, self.source_right, self.with_source),
            },
            names: Names {
                surname: Share::new(by_name.0 + by_reference.0, named),
                surname_by_name: Share::new(by_name.0, by_name.1),
                surname_by_reference: Share::new(by_reference.0, by_reference.1),
                whole: Share::new(self.whole_right, named),
            },
            attributions: Attributions {
                exact: PrecisionRecall::new(self.exact, self.predicted, self.exact, self.gold),
                overlap: PrecisionRecall::new(self.predicted_hit, self.predicted, self.gold_hit, self.gold),
                overlap_and_source: PrecisionRecall::new(
                    self.predicted_hit_source,
                    self.predicted,
                    self.gold_hit_source,
                    self.gold,
                ),
                words: PrecisionRecall::new(self.words_both, self.words_predicted, self.words_both, self.words_gold),
                recall_by_kind: self
                    .kinds
                    .iter()
                    .map(|(&kind, &(hit, all))| (kind.name(), round(ratio(hit, all))))
                    .collect(),
            },
            confidence: self.confidences.reliability(),
        }
    }
}

impl GoldKind {
    fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Transcript => "transcript",
        }
    }
}

/// The index that occurs most often, if it makes up half of `of` or more; among equals the surest, then the first.
fn most_common(indices: impl Iterator<Item = usize>, of: usize, confidence: impl Fn(usize) -> f32) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    indices.for_each(|index| *counts.entry(index).or_default() += 1);
    let best =
        counts.into_iter().rev().max_by(|a, b| a.1.cmp(&b.1).then(confidence(a.0).total_cmp(&confidence(b.0))))?;
    (2 * best.1 >= of).then_some(best.0)
}

/// One article while its regions are judged.
struct Judged<'a> {
    name: &'a str,
    body: &'a str,
    words: &'a [Span],
    gold: &'a GoldArticle,
    quotes: &'a [Quote],
    /// For each word, the gold quotations and the predicted ones that cover it.
    expected: &'a [BTreeSet<usize>],
    predicted: &'a [BTreeSet<usize>],
}

/// What is wrong with a region, what the gold has, and what was found.
fn fault(body: &str, right: Option<&GoldQuote>, guess: Option<&Quote>) -> Option<(Fault, String, String)> {
    let source = |right: &GoldQuote| right.source.first().map_or_else(String::new, |span| span.of(body).to_owned());
    let speaker = |guess: &Quote| guess.speaker.as_ref().map_or_else(String::new, |speaker| speaker.name.clone());
    match (right, guess) {
        (None, None) => None,
        (None, Some(guess)) => Some((Fault::NotSpeech, String::new(), speaker(guess))),
        (Some(right), None) => Some((Fault::Missed, source(right), String::new())),
        (Some(right), Some(guess)) if !right.source.is_empty() && !source_is_right(guess, right) => {
            let found = guess.source.map_or_else(String::new, |span| span.of(body).to_owned());
            Some((Fault::WrongSource, source(right), found))
        }
        (Some(right), Some(guess)) => {
            let who = right.speaker.clone().unwrap_or_default();
            let wrong = !who.is_empty() && name_key(&who).last() != speaker_key(guess).last();
            wrong.then(|| (Fault::WrongName, who, speaker(guess)))
        }
    }
}

fn speaker_key(quote: &Quote) -> Vec<String> {
    quote.speaker.as_ref().map_or_else(Vec::new, |speaker| name_key(&speaker.name))
}

fn source_is_right(quote: &Quote, gold: &GoldQuote) -> bool {
    quote.source.is_some_and(|source| gold.source.iter().any(|&span| span.overlaps(source)))
}

/// The speaker's surname is the gold's, or the gold knows none.
fn surname_is_right(quote: &Quote, gold: &GoldQuote) -> bool {
    let who = name_key(gold.speaker.as_deref().unwrap_or_default());
    who.is_empty() || speaker_key(quote).last() == who.last()
}

fn overlaps(content: Span, gold: &GoldQuote) -> bool {
    gold.content.iter().any(|&piece| piece.overlaps(content))
}

/// Runs of letters, digits and underscores.
fn words(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| c.is_alphanumeric() || c == '_') {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.to() == at => *last = Span::new(last.from(), end),
            _ => found.push(Span::new(at, end)),
        }
    }
    found
}

/// Without marks, punctuation and white space at the edges.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
    let start = span.from() + words.find(inner).unwrap_or(0);
    Span::new(start, start + inner.len())
}

/// Two names have the same last word, titles aside.
#[must_use]
pub fn same_surname(one: &str, other: &str) -> bool {
    name_key(one).last() == name_key(other).last()
}

/// The last word of a name as compared, titles aside.
#[must_use]
pub fn surname(name: &str) -> Option<String> {
    name_key(name).pop()
}

/// A name's words as compared: lower case, without titles and stops.
fn name_key(name: &str) -> Vec<String> {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "president",
        "senator",
        "secretary",
        "jr",
        "sr",
        "former",
        "the",
    ];
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name).to_lowercase();
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '’' | '\'' | '-')))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{EntityKind, QuoteKind, Speaker, Step};
    use crate::evaluate::Gold;

    const BODY: &str = "“We won,” Ann Lee said. “It is over.” He liked the “good life” here. Bo Ray said taxes fall.";
    const GOLD: &str = r#"{"quotes": [
        {"kind": "direct", "content": ["We won", "It is over"], "source": "Ann Lee", "speaker": "Ann Lee"},
        {"kind": "indirect", "content": ["taxes fall"], "source": "Bo Ray", "speaker": "Bo Ray"}]}"#;

    fn quote(content: &str, source: &str, name: &str) -> Quote {
        let span = |words: &str| {
            let start = BODY.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        Quote {
            kind: QuoteKind::Direct,
            pieces: vec![span(content)],
            cue: None,
            source: Some(span(source)),
            speaker: Some(Speaker { name: name.into(), role: None, kind: EntityKind::Person }),
            confidence: 0.5,
            step: Step::CueAfter,
        }
    }

    fn scores(quotes: &[Quote]) -> Scores {
        let gold: Gold = serde_json::from_str(GOLD).unwrap();
        let mut tally = Tally::default();
        tally.add("a", BODY, &gold.locate(BODY).unwrap(), quotes);
        tally.scores()
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "shares of small counts are exact")]
    fn a_perfect_annotation_scores_one_and_a_title_does_not_change_the_surname() {
        let scores = scores(&[
            quote("We won", "Ann Lee", "Ann Lee"),
            quote("It is over", "Ann Lee", "Ms. Lee"),
            quote("taxes fall", "Bo Ray", "Bo Ray"),
        ]);
        assert_eq!(scores.regions.detection.f1, 1.0);
        assert_eq!(scores.regions.end_to_end.f1, 1.0);
        assert_eq!((scores.names.surname.value, scores.names.whole.value), (1.0, 0.5));
        assert_eq!(scores.attributions.overlap_and_source.f1, 1.0);
        assert_eq!(scores.attributions.words.f1, 1.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "shares of small counts are exact")]
    fn wrong_sources_and_scare_quotes_cost() {
        let scores = scores(&[quote("We won", "Bo Ray", "Bo Ray"), quote("good life", "Bo Ray", "Bo Ray")]);
        assert_eq!((scores.regions.detection.precision, scores.regions.detection.recall), (0.5, 0.5));
        assert_eq!(scores.regions.attribution.value, 0.0);
        assert_eq!(scores.names.surname.right, 0);
    }

    #[test]
    fn mistakes_say_what_is_wrong() {
        let gold: Gold = serde_json::from_str(GOLD).unwrap();
        let mut tally = Tally::default();
        let quotes = [quote("We won", "Bo Ray", "Bo Ray"), quote("good life", "Bo Ray", "Bo Ray")];
        tally.add("a.txt", BODY, &gold.locate(BODY).unwrap(), &quotes);
        let told: Vec<_> = tally.mistakes().iter().map(|wrong| (wrong.what, wrong.expected.as_str())).collect();
        assert_eq!(told, [(Fault::WrongSource, "Ann Lee"), (Fault::Missed, "Ann Lee"), (Fault::NotSpeech, "")]);
    }
}
