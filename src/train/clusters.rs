//! Which words stand between the same others: they move from cluster to cluster while the texts, told as a sequence of clusters,
//! become likelier (the exchange algorithm for bigrams; Martin, Liermann & Ney, "Algorithms for bigram and trigram word clustering",
//! Speech Communication 24, 1998).

use std::{cmp::Reverse, collections::BTreeMap};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{
    annotate::{
        cluster::{Cluster, Clusters},
        reading::Reading,
    },
    lexicon::Lexicon,
    model::hash_ignoring_case,
    text::TokenKind,
};

/// A word that occurs less often has no cluster.
const LEAST_SEEN: u32 = 5;
/// So many of the most frequent words, and all marks and numbers, are clusters of their own: they only tell of others.
const ALONE: usize = 200;
/// So many clusters of the two kinds.
const COARSE: usize = 32;
const FINE: usize = 100;
/// All words are looked at so often.
const ROUNDS: usize = 12;

/// The number of a sentence's edge, and of all words without a cluster.
const EDGE: usize = 0;
const RARE: usize = 1;

/// A line of a file of texts.
#[derive(Deserialize)]
struct Row {
    text: String,
}

/// The texts of JSON Lines; lines of another form are left out.
#[must_use]
pub fn texts(lines: &str) -> Vec<String> {
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).map(|row: Row| row.text).collect()
}

/// Learns the clusters of the words of some texts: the bytes of a table.
///
/// # Panics
/// Never: there are fewer clusters of each kind than a byte counts.
#[must_use]
pub fn learn<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let corpus = Corpus::of(&texts.flat_map(sentences).collect::<Vec<_>>());
    let (coarse, fine) = (Exchange::new(&corpus, COARSE).run(), Exchange::new(&corpus, FINE).run());
    let narrow = |cluster: &usize| u8::try_from(*cluster + 1).expect("there are fewer clusters");
    let clusters =
        coarse.iter().zip(&fine).map(|(coarse, fine)| Cluster { coarse: narrow(coarse), fine: narrow(fine) });
    let keys = corpus.movable.iter().map(|&word| hash_ignoring_case(corpus.words[word].as_bytes()));
    Clusters::write(keys.zip(clusters).collect())
}

/// The sentences of a text, word by word: in small letters, all numbers the same.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let reading = Reading::new(text, Lexicon::english());
    let word = |at: usize| match reading.words[at].kind {
        TokenKind::Number => "0".to_owned(),
        _ => reading.text(at).to_lowercase(),
    };
    reading.sentences.iter().map(|sentence| sentence.clone().map(word).collect()).collect()
}

/// How often which word follows which; words by numbers, the most frequent first.
struct Corpus {
    words: Vec<String>,
    /// Those that are given clusters.
    movable: Vec<usize>,
    /// What follows each word, and how often.
    followers: Vec<Vec<(usize, i64)>>,
    /// What each word follows.
    leaders: Vec<Vec<(usize, i64)>>,
}

impl Corpus {
    fn of(sentences: &[Vec<String>]) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for word in sentences.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let mut words: Vec<(&str, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST_SEEN).collect();
        words.sort_by_key(|(_, count)| Reverse(*count));
        let words: Vec<&str> = ["", ""].into_iter().chain(words.into_iter().map(|(word, _)| word)).collect();
        let numbers: FxHashMap<&str, usize> = words.iter().copied().zip(0..).skip(RARE + 1).collect();
        let mut pairs: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for sentence in sentences {
            let mut before = EDGE;
            for number in sentence.iter().map(|word| numbers.get(word.as_str()).copied().unwrap_or(RARE)).chain([EDGE])
            {
                *pairs.entry((before, number)).or_default() += 1;
                before = number;
            }
        }
        let (mut followers, mut leaders) = (vec![Vec::new(); words.len()], vec![Vec::new(); words.len()]);
        for ((before, behind), count) in pairs {
            followers[before].push((behind, count));
            leaders[behind].push((before, count));
        }
        let is_word = |word: &str| word.chars().any(char::is_alphabetic);
        let movable = (RARE + 1 + ALONE..words.len()).filter(|&number| is_word(words[number])).collect();
        Self { movable, followers, leaders, words: words.into_iter().map(str::to_owned).collect() }
    }
}

/// Clusters on their way.
struct Exchange<'a> {
    corpus: &'a Corpus,
    /// The cluster of each word by its number: those of their own first.
    of_word: Vec<usize>,
    /// So many are of their own.
    alone: usize,
    /// How often which cluster follows which, row by row; and how often each precedes and follows any.
    pairs: Vec<i64>,
    leads: Vec<i64>,
    follows: Vec<i64>,
    /// n log n of small numbers.
    logs: Vec<f64>,
}

/// What a word has to do with each cluster: how often it is followed by one, and follows one.
struct Ties {
    followed_by: Vec<(usize, i64)>,
    following: Vec<(usize, i64)>,
    /// It follows itself.
    own: i64,
    /// All that it is followed by, and all that it follows.
    leads: i64,
    follows: i64,
}

impl Ties {
    fn with(ties: &[(usize, i64)], cluster: usize) -> i64 {
        ties.binary_search_by_key(&cluster, |(other, _)| *other).map_or(0, |place| ties[place].1)
    }
}

impl<'a> Exchange<'a> {
    /// Words are dealt out to `clusters` clusters, the most frequent first.
    fn new(corpus: &'a Corpus, clusters: usize) -> Self {
        let alone = corpus.words.len() - corpus.movable.len();
        let mut of_word = vec![usize::MAX; corpus.words.len()];
        for (place, &word) in corpus.movable.iter().enumerate() {
            of_word[word] = alone + place % clusters;
        }
        let mut others = 0..;
        for cluster in of_word.iter_mut().filter(|cluster| **cluster == usize::MAX) {
            *cluster = others.next().unwrap_or_default();
        }
        let all = alone + clusters;
        let (mut pairs, mut leads, mut follows) = (vec![0; all * all], vec![0; all], vec![0; all]);
        for (word, followers) in corpus.followers.iter().enumerate() {
            for &(follower, count) in followers {
                let (before, behind) = (of_word[word], of_word[follower]);
                pairs[before * all + behind] += count;
                leads[before] += count;
                follows[behind] += count;
            }
        }
        let log = |n: u32| if n == 0 { 0.0 } else { f64::from(n) * f64::from(n).ln() };
        Self { corpus, of_word, alone, pairs, leads, follows, logs: (0..1 << 20).map(log).collect() }
    }

    /// The clusters of the words that have one, from 0, once none moves any more or after so many rounds.
    fn run(mut self) -> Vec<usize> {
        let corpus = self.corpus;
        for _ in 0..ROUNDS {
            let mut is_moved = false;
            for &word in &corpus.movable {
                is_moved |= self.place_anew(word);
            }
            if !is_moved {
                break;
            }
        }
        corpus.movable.iter().map(|&word| self.of_word[word] - self.alone).collect()
    }

    /// Puts a word where it makes the texts likeliest; tells whether that is another cluster.
    fn place_anew(&mut self, word: usize) -> bool {
        let ties = self.ties(word);
        let before = self.of_word[word];
        self.count(before, &ties, -1);
        let mut best = (before, self.gain(before, &ties));
        for cluster in self.alone..self.leads.len() {
            let gain = self.gain(cluster, &ties);
            if gain > best.1 + 1e-9 {
                best = (cluster, gain);
            }
        }
        self.count(best.0, &ties, 1);
        self.of_word[word] = best.0;
        best.0 != before
    }

    fn ties(&self, word: usize) -> Ties {
        let mut own = 0;
        let mut of = |neighbours: &[(usize, i64)]| {
            let mut ties: BTreeMap<usize, i64> = BTreeMap::new();
            for &(neighbour, count) in neighbours {
                if neighbour == word {
                    own = count;
                } else {
                    *ties.entry(self.of_word[neighbour]).or_default() += count;
                }
            }
            ties.into_iter().collect()
        };
        let (followers, leaders) = (&self.corpus.followers[word], &self.corpus.leaders[word]);
        let (followed_by, following) = (of(followers), of(leaders));
        let sum = |neighbours: &[(usize, i64)]| neighbours.iter().map(|(_, count)| count).sum();
        Ties { followed_by, following, own, leads: sum(followers), follows: sum(leaders) }
    }

    /// Counts a word of a cluster in (1) or out (-1).
    fn count(&mut self, cluster: usize, ties: &Ties, sign: i64) {
        let all = self.leads.len();
        for &(other, count) in &ties.followed_by {
            self.pairs[cluster * all + other] += sign * count;
        }
        for &(other, count) in &ties.following {
            self.pairs[other * all + cluster] += sign * count;
        }
        self.pairs[cluster * all + cluster] += sign * ties.own;
        self.leads[cluster] += sign * ties.leads;
        self.follows[cluster] += sign * ties.follows;
    }

    /// What the likelihood of the texts (its logarithm) gains when a word with these ties joins a cluster.
    fn gain(&self, cluster: usize, ties: &Ties) -> f64 {
        let all = self.leads.len();
        let grown = |from: i64, by: i64| self.log(from + by) - self.log(from);
        let beside = |ties: &[(usize, i64)], pair: &dyn Fn(usize) -> i64| {
            let others = ties.iter().filter(|(other, _)| *other != cluster);
            others.map(|&(other, count)| grown(pair(other), count)).sum::<f64>()
        };
        let within = Ties::with(&ties.followed_by, cluster) + Ties::with(&ties.following, cluster) + ties.own;
        beside(&ties.followed_by, &|other| self.pairs[cluster * all + other])
            + beside(&ties.following, &|other| self.pairs[other * all + cluster])
            + grown(self.pairs[cluster * all + cluster], within)
            - grown(self.leads[cluster], ties.leads)
            - grown(self.follows[cluster], ties.follows)
    }

    /// n log n.
    fn log(&self, n: i64) -> f64 {
        let known = usize::try_from(n).ok().and_then(|n| self.logs.get(n));
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        known.copied().unwrap_or_else(|| n as f64 * (n as f64).ln())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_the_same_others_come_together() {
        let sentence = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        // As many frequent words as are left alone, so that the others move.
        let mut sentences: Vec<Vec<String>> = (0..ALONE).flat_map(|n| vec![vec![format!("f{n}x")]; 100]).collect();
        for animal in ["cat", "dog", "hen", "cow"] {
            for verb in ["runs", "eats", "naps"] {
                sentences.extend(vec![sentence(&format!("f0x {animal} {verb} f1x")); 5]);
            }
        }
        let corpus = Corpus::of(&sentences);
        let clusters = Exchange::new(&corpus, 2).run();
        let named: BTreeMap<&str, usize> =
            corpus.movable.iter().map(|&word| corpus.words[word].as_str()).zip(clusters).collect();
        assert_eq!(named.len(), 7);
        for (word, cluster) in &named {
            let like = if ["runs", "eats", "naps"].contains(word) { "runs" } else { "cat" };
            assert_eq!(named[like], *cluster, "{named:?}");
        }
        assert_ne!(named["runs"], named["cat"]);
    }

    #[test]
    fn texts_are_read_as_small_letters_and_one_number() {
        assert_eq!(
            sentences("He paid 17. Nobody SAID so."),
            [
                ["he", "paid", "0", "."].map(str::to_owned).to_vec(),
                ["nobody", "said", "so", "."].map(str::to_owned).to_vec()
            ]
        );
    }
}
