use std::cmp::Ordering;

use tantivy::DocAddress;

use crate::query::{
    Sort,
    ranking::{Merit, Rank},
};

/// A quotation that matches, and where its row is. `K` is a text, or its number within one segment.
#[derive(Clone, Debug)]
pub(super) struct Match<K> {
    pub merit: Merit<K>,
    pub at: DocAddress,
}

/// The best of all matches offered, in memory for twice as many as are kept.
#[derive(Clone, Debug)]
pub(super) struct Shortlist<K> {
    sort: Sort,
    keep: usize,
    matches: Vec<Match<K>>,
    /// No match that numbers tell to be behind this one can be among the best any more.
    last: Option<Merit<K>>,
}

impl<K: Ord + Clone> Shortlist<K> {
    pub fn new(sort: Sort, keep: usize) -> Self {
        Self { sort, keep, matches: Vec::new(), last: None }
    }

    /// Whether a match of this rank at most could be among the best; saves working out its merit.
    pub fn may_take_ranked(&self, rank: Rank) -> bool {
        let is_behind = |last: &Merit<K>| self.sort == Sort::Relevance && rank < last.rank;
        self.keep > 0 && !self.last.as_ref().is_some_and(is_behind)
    }

    /// Whether a match with these numbers could be among the best; saves working out the rest of its merit.
    pub fn may_take(&self, merit: &Merit<K>) -> bool {
        self.keep > 0 && self.last.as_ref().is_none_or(|last| self.sort.compare_numbers(merit, last).is_le())
    }

    pub fn offer(&mut self, offered: Match<K>) {
        /// Cutting a short list is cheap, but not at every offer.
        const ROOM: usize = 16;

        self.matches.push(offered);
        if self.matches.len() >= self.keep.saturating_mul(2).max(self.keep.saturating_add(ROOM)) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.keep == 0 {
            self.matches.clear();
        } else if self.matches.len() > self.keep {
            let sort = self.sort;
            let (_, last, _) = self.matches.select_nth_unstable_by(self.keep - 1, |a, b| order(sort, a, b));
            self.last = Some(last.merit.clone());
            self.matches.truncate(self.keep);
        }
    }

    /// The best, in order.
    pub fn into_best(mut self) -> Vec<Match<K>> {
        self.cut();
        self.matches.sort_by(|a, b| order(self.sort, a, b));
        self.matches
    }
}

/// The document's address only decides between two copies of the same quotation of the same article.
fn order<K: Ord>(sort: Sort, a: &Match<K>, b: &Match<K>) -> Ordering {
    sort.compare(&a.merit, &b.merit).then(a.at.cmp(&b.at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::Form;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(scores in proptest::collection::vec(0u8..6, 0..200), keep in 0usize..40) {
            let offered: Vec<Match<u64>> = scores.iter().zip(0u32..).map(|(score, doc)| {
                let rank = Rank::new(Form::Topic, true, true, f32::from(*score), 1.0);
                let merit = Merit {
                    rank,
                    place: doc % 2,
                    published: Some(i64::from(doc % 3)),
                    confidence: f32::from(*score % 2),
                    speaker: Some(u64::from(doc % 5)),
                    article: Some(u64::from(doc % 7)),
                    start: 0,
                };
                Match { merit, at: DocAddress::new(0, doc) }
            }).collect();
            for sort in [Sort::Relevance, Sort::Date, Sort::Confidence, Sort::Speaker] {
                let mut shortlist = Shortlist::new(sort, keep);
                for offer in &offered {
                    let numbers = Merit { speaker: None, article: None, ..offer.merit.clone() };
                    if shortlist.may_take_ranked(offer.merit.rank) && shortlist.may_take(&numbers) {
                        shortlist.offer(offer.clone());
                    }
                }
                let mut sorted = offered.clone();
                sorted.sort_by(|a, b| order(sort, a, b));
                sorted.truncate(keep);
                let addresses = |matches: Vec<Match<u64>>| matches.into_iter().map(|found| found.at).collect::<Vec<_>>();
                prop_assert_eq!(addresses(shortlist.into_best()), addresses(sorted));
            }
        }
    }
}
