use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use tantivy::{
    Index, SegmentMeta,
    index::SegmentId,
    indexer::{LogMergePolicy, MergeCandidate, MergePolicy},
};

/// Segments of fewer documents are merged as tantivy does: eight of about one size at a time.
const SMALL: u32 = 50_000;
/// Larger ones are merged so many at a time, or more: each costs a question a look-up of all its words, and a merge must be worth reading
/// and writing all that is in them.
const FEWEST: usize = 3;
/// So many documents a segment may get by that. A merge maps all that it reads, and about 0.35 kB a document of that counts as memory of
/// the process until it ends: at 1.2 million, indexing a million articles took more than 1 GiB.
const LARGEST: u32 = 800_000;

/// Merges as tantivy does while segments are small, then into few large ones; but no damaged segment: damage that was merged would get
/// a checksum that fits it, and never be found. A merge reads all of its segments anyway.
#[derive(Debug)]
pub(super) struct SoundMerges {
    index: Index,
    usual: LogMergePolicy,
    /// What was looked at, and whether it is sound: a segment never changes, apart from what is deleted of it.
    known: Mutex<BTreeMap<SegmentId, bool>>,
}

impl SoundMerges {
    pub(super) fn new(index: Index) -> Self {
        let mut usual = LogMergePolicy::default();
        usual.set_max_docs_before_merge(SMALL as usize);
        Self { index, usual, known: Mutex::default() }
    }

    fn is_sound(&self, segment: &SegmentMeta) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(segment.id()).or_insert_with(|| {
            let directory = self.index.directory();
            super::check::components(segment).all(|file| directory.validate_checksum(&file).unwrap_or(false))
        })
    }
}

impl MergePolicy for SoundMerges {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let large = large_to_merge(segments.iter().map(|segment| (segment.id(), segment.num_docs())));
        let candidates = self.usual.compute_merge_candidates(segments).into_iter().chain(large.map(MergeCandidate));
        let sound = |candidate: MergeCandidate| {
            let meant = segments.iter().filter(|segment| candidate.0.contains(&segment.id()));
            let sound: Vec<SegmentId> = meant.filter(|segment| self.is_sound(segment)).map(SegmentMeta::id).collect();
            // One alone has nothing to be merged with.
            (sound.len() > 1 || sound.len() == candidate.0.len()).then_some(MergeCandidate(sound))
        };
        candidates.filter_map(sound).collect()
    }
}

/// Those of the larger segments, given with their documents, that are to be one: the smallest, as long as they fit.
fn large_to_merge(segments: impl Iterator<Item = (SegmentId, u32)>) -> Option<Vec<SegmentId>> {
    let mut large: Vec<(SegmentId, u32)> =
        segments.filter(|&(_, documents)| documents > SMALL && documents <= LARGEST / 2).collect();
    large.sort_by_key(|&(_, documents)| documents);
    let mut total = 0;
    let fitting = large.into_iter().take_while(|&(_, documents)| {
        total += documents;
        total <= LARGEST
    });
    Some(fitting.map(|(id, _)| id).collect()).filter(|chosen: &Vec<SegmentId>| chosen.len() >= FEWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sizes of the segments that are merged, in thousands.
    fn merged(sizes: &[u32]) -> Vec<u32> {
        let segments: Vec<(SegmentId, u32)> =
            sizes.iter().map(|size| (SegmentId::generate_random(), size * 1_000)).collect();
        let chosen = large_to_merge(segments.iter().copied()).unwrap_or_default();
        let size = |id| segments.iter().find(|(known, _)| *known == id).map_or(0, |(_, documents)| documents / 1_000);
        chosen.into_iter().map(size).collect()
    }

    #[test]
    fn the_smallest_of_the_large_segments_are_merged_as_long_as_they_fit() {
        assert_eq!(merged(&[250, 240, 260, 230]), [230, 240, 250]);
        assert_eq!(merged(&[250, 64, 250, 63, 250, 250]), [63, 64, 250, 250]);
        assert_eq!(merged(&[250, 250]), [0; 0], "two are too few");
        assert_eq!(merged(&[10, 20, 30, 40, 250]), [0; 0], "small ones are tantivy's");
        assert_eq!(merged(&[300, 300, 300]), [0; 0], "three do not fit");
        assert_eq!(merged(&[750, 500, 250, 240, 260, 230]), [230, 240, 250], "large enough");
    }
}
