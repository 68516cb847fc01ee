//! A bound, in bytes, on the documents that wait to be written. tantivy itself bounds only their number.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::{TantivyDocument, schema::document::Document};

/// Room for documents that wait.
pub(super) struct Queue {
    free: Mutex<usize>,
    freed: Condvar,
    /// Bytes.
    size: usize,
}

/// Room taken; given back when dropped.
struct Taken {
    queue: Arc<Queue>,
    bytes: usize,
}

/// A document that takes room until it is written.
pub(super) struct Waiting {
    document: TantivyDocument,
    _taken: Arc<Taken>,
}

impl Queue {
    pub(super) fn new(size: usize) -> Arc<Self> {
        Arc::new(Self { free: Mutex::new(size), freed: Condvar::new(), size })
    }

    /// Waits until there is room for `weight` bytes of documents; what is larger than the queue gets all of it.
    ///
    /// They take it together: were it taken one by one, two half-taken articles could wait for each other.
    pub(super) fn enter(
        self: &Arc<Self>,
        documents: Vec<TantivyDocument>,
        weight: usize,
    ) -> impl ExactSizeIterator<Item = Waiting> + use<> {
        let bytes = weight.min(self.size);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self.freed.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        drop(free);
        let taken = Arc::new(Taken { queue: Arc::clone(self), bytes });
        documents.into_iter().map(move |document| Waiting { document, _taken: Arc::clone(&taken) })
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        *self.queue.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.queue.freed.notify_all();
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(queue: &Queue) -> usize {
        *queue.free.lock().unwrap()
    }

    #[test]
    fn documents_take_their_room_until_the_last_of_them_is_written() {
        let queue = Queue::new(100);
        let mut waiting: Vec<Waiting> = queue.enter(vec![TantivyDocument::new(); 2], 30).collect();
        assert_eq!(free(&queue), 70);
        waiting.pop();
        assert_eq!(free(&queue), 70);
        waiting.pop();
        assert_eq!(free(&queue), 100);
    }

    #[test]
    fn an_article_larger_than_the_queue_gets_all_of_it() {
        let queue = Queue::new(100);
        let waiting: Vec<Waiting> = queue.enter(vec![TantivyDocument::new()], 1_000).collect();
        assert_eq!(free(&queue), 0);
        drop(waiting);
        assert_eq!(free(&queue), 100);
    }
}
