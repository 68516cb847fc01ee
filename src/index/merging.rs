use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use tantivy::{
    Index, SegmentMeta,
    index::SegmentId,
    indexer::{LogMergePolicy, MergeCandidate, MergePolicy},
};

/// Segments of more documents are not merged further. A merge maps all that it reads, and about 1 kB a document of that
/// counts as memory of the process until it ends: merging eight segments as large as a thread writes took 850 MB.
const MOST_DOCUMENTS_TO_MERGE: usize = 50_000;

/// Merges as tantivy does, but no damaged segment: damage that was merged would get a checksum that fits it, and never be
/// found. A merge reads all of its segments anyway.
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
        usual.set_max_docs_before_merge(MOST_DOCUMENTS_TO_MERGE);
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
        let candidates = self.usual.compute_merge_candidates(segments).into_iter();
        let sound = |candidate: MergeCandidate| {
            let meant = segments.iter().filter(|segment| candidate.0.contains(&segment.id()));
            let sound: Vec<SegmentId> = meant.filter(|segment| self.is_sound(segment)).map(SegmentMeta::id).collect();
            // One alone has nothing to be merged with.
            (sound.len() > 1 || sound.len() == candidate.0.len()).then_some(MergeCandidate(sound))
        };
        candidates.filter_map(sound).collect()
    }
}
