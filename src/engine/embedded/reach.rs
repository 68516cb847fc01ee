//! Whether documents are in a set that is gone through once, in ascending order.

use tantivy::{
    DocId, DocSet, SegmentReader, TantivyError,
    query::{Explanation, Weight},
};

/// Goes on to the first document from `target` on, unless it stands there or behind: tantivy lets nobody seek backwards.
pub(super) fn reach(documents: &mut (impl DocSet + ?Sized), target: DocId) -> DocId {
    if documents.doc() < target { documents.seek(target) } else { documents.doc() }
}

/// Whether a set has the document; never asked for one before the last.
pub(super) fn holds(documents: &mut (impl DocSet + ?Sized), doc: DocId) -> bool {
    reach(documents, doc) == doc
}

/// What a clause of ours, of this name, gives a document.
pub(super) fn explained(
    weight: &dyn Weight,
    clause: &'static str,
    reader: &SegmentReader,
    doc: DocId,
) -> tantivy::Result<Explanation> {
    let mut matches = weight.scorer(reader, 1.0)?;
    if holds(matches.as_mut(), doc) {
        Ok(Explanation::new(clause, matches.score()))
    } else {
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match {clause}")))
    }
}
