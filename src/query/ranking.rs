//! Which answer comes first: the weights, and the order of hits and of groups.
//!
//! An engine scores a quotation by its words (BM25 with the weights below) and fills a [`Merit`]; this module compares them.
//! Every comparison ends with content (article, then place in it), never with where an engine happens to keep things.

use std::cmp::{Ordering, Reverse};

use super::{Form, GroupBy, Sort};

/// Weight of a topic word in what was said.
pub const IN_QUOTATION: f32 = 1.0;
/// Weight of a topic word in the paragraph around.
pub const IN_CONTEXT: f32 = 0.25;
/// Weight of a topic word in the headline.
pub const IN_TITLE: f32 = 0.1;
/// Weight of the topic's words said as they were typed, and in this order.
pub const IN_ORDER: f32 = 0.5;
/// Weight of a topic word said in the very form in which it was typed ("cartels", not "cartel").
pub const VERBATIM: f32 = 4.0;
/// How much of the score an attribution without any certainty loses.
const CERTAINTY: f32 = 0.7;
/// What doubling a group's quotations adds to its best score, as a share of it.
const PER_DOUBLING: f64 = 0.25;

/// How well a quotation answers; the greatest is best.
///
/// Scores are whole thousandths, so that rounding in the last digits of a sum never decides an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    tier: u8,
    thousandths: u32,
}

impl Rank {
    /// From what is known of a match.
    ///
    /// A quotation that holds all the topic's words (`is_whole`) comes before those that need their context for it; and
    /// before both, when the question is "who", one whose speaker is known: nobody is no answer.
    #[must_use]
    pub fn new(form: Form, is_known: bool, is_whole: bool, bm25: f32, confidence: f32) -> Self {
        let answers = form == Form::WhoSaid && is_known;
        let score = bm25 * (1.0 - CERTAINTY + CERTAINTY * confidence.clamp(0.0, 1.0));
        Self { tier: 2 * u8::from(answers) + u8::from(is_whole), thousandths: thousandths(score) }
    }

    /// The rank as one number: a thousand points for each tier, and the score of the words.
    #[must_use]
    pub fn score(self) -> f32 {
        f32::from(self.tier) * 1000.0 + self.words()
    }

    /// The score of the words alone.
    fn words(self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "f32 holds whole numbers up to 16 million exactly")]
        let thousandths = self.thousandths as f32;
        thousandths / 1000.0
    }
}

/// Whole thousandths of a score, which stays below a tier's thousand points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn thousandths(score: f32) -> u32 {
    // Half of one is added to a double, which holds the sum exactly: rounding asks the system's library.
    (f64::from(score * 1000.0).clamp(0.0, 999_999.0) + 0.5) as u32
}

/// What an order needs to know of a hit. `K` is a text, or a number that orders like it.
#[derive(Clone, Debug)]
pub struct Merit<K> {
    /// How well it answers.
    pub rank: Rank,
    /// The speaker's place among those who bear the name asked for, the most quoted first; 0 when no name was asked for.
    pub place: u32,
    /// Seconds since 1970.
    pub published: Option<i64>,
    /// 0 to 1.
    pub confidence: f32,
    /// The speaker's name.
    pub speaker: Option<K>,
    /// The article's id.
    pub article: Option<K>,
    /// Where it starts in the article's body, in UTF-8 bytes.
    pub start: u64,
}

impl Sort {
    /// The order of two hits: the better one is less.
    pub fn compare<K: Ord>(self, a: &Merit<K>, b: &Merit<K>) -> Ordering {
        let by_name = match self {
            Self::Speaker => last_if_none(a.speaker.as_ref()).cmp(&last_if_none(b.speaker.as_ref())),
            _ => Ordering::Equal,
        };
        by_name
            .then_with(|| self.first_number(a, b))
            .then_with(|| numbers(a, b))
            .then_with(|| a.article.cmp(&b.article))
            .then_with(|| a.start.cmp(&b.start))
    }

    /// The same as far as it can be told without names: what is greater here is greater there, what is equal may be anything.
    pub fn compare_numbers<K>(self, a: &Merit<K>, b: &Merit<K>) -> Ordering {
        match self {
            Self::Speaker => Ordering::Equal,
            _ => self.first_number(a, b).then_with(|| numbers(a, b)),
        }
    }

    fn first_number<K>(self, a: &Merit<K>, b: &Merit<K>) -> Ordering {
        match self {
            Self::Relevance | Self::Speaker => Ordering::Equal,
            Self::Date => b.published.cmp(&a.published),
            Self::Confidence => b.confidence.total_cmp(&a.confidence),
        }
    }
}

fn numbers<K>(a: &Merit<K>, b: &Merit<K>) -> Ordering {
    (b.rank.cmp(&a.rank)).then_with(|| a.place.cmp(&b.place)).then_with(|| b.published.cmp(&a.published))
}

fn last_if_none<K>(key: Option<K>) -> (bool, Option<K>) {
    (key.is_none(), key)
}

/// What the order of groups needs to know of one.
#[derive(Clone, Debug)]
pub struct GroupMerit<'a> {
    /// What its hits share.
    key: Option<&'a str>,
    count: u64,
    tier: u8,
    weight: f64,
    confidence: f32,
    last: Option<i64>,
}

impl<'a> GroupMerit<'a> {
    /// Of a group whose hits share `key`: how many they are, the rank of its best hit, the greatest confidence among them, and their
    /// last publication in seconds since 1970.
    ///
    /// Its weight is the best hit's score, raised by a quarter for every doubling of the group: somebody who said it sixteen times comes
    /// before somebody who said it once in a slightly shorter sentence.
    #[must_use]
    pub fn new(key: Option<&'a str>, count: u64, rank: Rank, confidence: f32, last: Option<i64>) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let doublings = (count.max(1) as f64).log2();
        let weight = f64::from(rank.words()) * (1.0 + PER_DOUBLING * doublings);
        Self { key, count, tier: rank.tier, weight, confidence, last }
    }

    /// The order of two groups: the better one is less. The group that lacks the key is last; months go by time.
    #[must_use]
    pub fn compare(&self, other: &Self, by: GroupBy, sort: Sort) -> Ordering {
        let first = match (by, sort) {
            (GroupBy::Month, _) | (_, Sort::Speaker) => Ordering::Equal,
            (_, Sort::Date) => other.last.cmp(&self.last),
            (_, Sort::Confidence) => other.confidence.total_cmp(&self.confidence),
            (_, Sort::Relevance) => (other.tier.cmp(&self.tier))
                .then(other.weight.total_cmp(&self.weight))
                .then(other.count.cmp(&self.count)),
        };
        Reverse(self.key.is_some())
            .cmp(&Reverse(other.key.is_some()))
            .then(first)
            .then_with(|| self.key.cmp(&other.key))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_numbers_tell_stays_so_with_the_names(drawn in proptest::collection::vec((0u8..3, 0i64..3, 0u8..3), 2)) {
            let drawn: Vec<Merit<u8>> = drawn.into_iter().map(|(score, published, name)| Merit {
                rank: Rank::new(Form::Topic, true, true, f32::from(score), 1.0),
                place: 0,
                published: Some(published).filter(|published| *published > 0),
                confidence: f32::from(score),
                speaker: Some(name),
                article: Some(2 - name),
                start: 0,
            }).collect();
            for sort in [Sort::Relevance, Sort::Date, Sort::Confidence, Sort::Speaker] {
                let by_numbers = sort.compare_numbers(&drawn[0], &drawn[1]);
                prop_assert!(by_numbers.is_eq() || by_numbers == sort.compare(&drawn[0], &drawn[1]));
            }
        }
    }

    fn merit(rank: Rank, published: Option<i64>, start: u64) -> Merit<&'static str> {
        Merit { rank, place: 0, published, confidence: 0.5, speaker: None, article: Some("a"), start }
    }

    fn topic(is_known: bool, is_whole: bool, bm25: f32) -> Rank {
        Rank::new(Form::Topic, is_known, is_whole, bm25, 1.0)
    }

    #[test]
    fn all_words_in_the_quotation_beat_any_score_with_context() {
        assert!(topic(false, true, 0.5) > topic(true, false, 99.0));
        assert!(topic(false, true, 2.0) > topic(true, true, 1.0));
    }

    #[test]
    fn scores_fall_as_ranks_do() {
        let ranks = [topic(true, false, 0.0), topic(true, false, 1e9), topic(true, true, 0.0), topic(true, true, 2.5)];
        assert!(ranks.is_sorted() && ranks.map(Rank::score).is_sorted());
        assert!((topic(true, true, 2.5).score() - 1002.5).abs() < 0.001);
    }

    #[test]
    fn who_said_prefers_a_known_speaker_and_other_forms_do_not() {
        let who = |is_known, bm25| Rank::new(Form::WhoSaid, is_known, true, bm25, 1.0);
        assert!(who(true, 1.0) > who(false, 9.0));
        assert!(topic(true, true, 1.0) < topic(false, true, 9.0));
    }

    #[test]
    fn the_last_digits_of_a_sum_do_not_decide() {
        assert_eq!(topic(true, true, 7.000_01), topic(true, true, 7.000_02));
        assert_eq!(topic(true, true, f32::NAN), topic(true, true, 0.0));
    }

    #[test]
    fn equal_hits_are_ordered_by_date_then_by_place() {
        let rank = Rank::default();
        let order = |a, b| Sort::Relevance.compare(&a, &b);
        assert_eq!(order(merit(rank, Some(9), 0), merit(rank, Some(3), 0)), Ordering::Less);
        assert_eq!(order(merit(rank, None, 0), merit(rank, Some(-3), 0)), Ordering::Greater);
        assert_eq!(order(merit(rank, None, 1), merit(rank, None, 0)), Ordering::Greater);
    }

    #[test]
    fn unknown_speakers_come_last_when_sorted_by_speaker() {
        let by = |speaker| Merit { speaker, ..merit(Rank::default(), None, 0) };
        assert_eq!(Sort::Speaker.compare(&by(None), &by(Some("Zoe"))), Ordering::Greater);
        assert_eq!(Sort::Speaker.compare(&by(Some("Anna")), &by(Some("Zoe"))), Ordering::Less);
    }

    #[test]
    fn a_group_of_many_beats_one_slightly_better_hit() {
        let group = |key, count, bm25| GroupMerit::new(key, count, topic(true, true, bm25), 0.0, None);
        let order = |a: GroupMerit, b: GroupMerit| a.compare(&b, GroupBy::Speaker, Sort::Relevance);
        assert_eq!(order(group(Some("b"), 16, 5.0), group(Some("a"), 1, 6.0)), Ordering::Less);
        assert_eq!(order(group(Some("b"), 2, 5.0), group(Some("a"), 1, 9.0)), Ordering::Greater);
        assert_eq!(order(group(None, 99, 9.0), group(Some("a"), 1, 1.0)), Ordering::Greater);
    }
}
