//! Matches that were found already, to go through them once more.

use tantivy::{DocId, DocSet, Score, TERMINATED, query::Scorer};

/// Matches with their scores, by document.
pub(super) struct Kept {
    matches: Vec<(DocId, Score)>,
    at: usize,
}

impl Kept {
    pub fn of(matches: Vec<(DocId, Score)>) -> Self {
        Self { matches, at: 0 }
    }
}

impl DocSet for Kept {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.matches.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.matches[self.at..].partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.matches.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.matches.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for Kept {
    fn score(&mut self) -> Score {
        self.matches.get(self.at).map_or(0.0, |(_, score)| *score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_come_again_in_order_and_end() {
        let mut kept = Kept::of(vec![(2, 0.5), (5, 1.5), (9, 2.5)]);
        assert_eq!((kept.doc(), kept.score()), (2, 0.5));
        assert_eq!((kept.advance(), kept.score()), (5, 1.5));
        assert_eq!((kept.seek(5), kept.seek(6), kept.score()), (5, 9, 2.5));
        assert_eq!((kept.advance(), kept.advance(), kept.seek(TERMINATED)), (TERMINATED, TERMINATED, TERMINATED));
        assert_eq!(Kept::of(Vec::new()).doc(), TERMINATED);
    }
}
