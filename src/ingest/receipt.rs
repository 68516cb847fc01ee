use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use super::RawDocument;

/// Tells what was read of a document, once its reader is done with.
#[derive(Clone)]
pub struct Receipt(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    hasher: blake3::Hasher,
    reached_end: bool,
}

impl Receipt {
    /// Hashes the document's bytes as they are read, and tells `meter` how many were read each time.
    #[must_use]
    pub fn attach<'a>(document: RawDocument<'a>, meter: impl FnMut(usize) + Send + 'a) -> (RawDocument<'a>, Self) {
        let receipt = Self(Arc::default());
        let RawDocument { path, reader, file } = document;
        let reader = Metered { inner: reader, receipt: receipt.clone(), meter };
        (RawDocument { path, reader: Box::new(reader), file }, receipt)
    }

    /// The hash of the content; `None` when it was not read to its end.
    #[must_use]
    pub fn hash(&self) -> Option<blake3::Hash> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.reached_end.then(|| seen.hasher.finalize())
    }
}

struct Metered<'a, M> {
    inner: Box<dyn Read + Send + 'a>,
    receipt: Receipt,
    meter: M,
}

impl<M: FnMut(usize) + Send> Read for Metered<'_, M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        // Nobody else holds the lock while bytes still come: it is asked for only after the reader is gone.
        let mut seen = self.receipt.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.hasher.update(&buffer[..count]);
        seen.reached_end |= count == 0 && !buffer.is_empty();
        (self.meter)(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn document(bytes: &'static [u8]) -> RawDocument<'static> {
        RawDocument::new("a", bytes)
    }

    #[test]
    fn a_document_read_to_its_end_has_the_hash_of_its_bytes_and_each_byte_is_metered() {
        let read = Arc::new(AtomicUsize::new(0));
        let meter = Arc::clone(&read);
        let (mut metered, receipt) = Receipt::attach(document(b"what was said"), move |count| {
            meter.fetch_add(count, Ordering::Relaxed);
        });
        io::copy(&mut metered.reader, &mut io::sink()).unwrap();
        assert_eq!(receipt.hash(), Some(blake3::hash(b"what was said")));
        assert_eq!(read.load(Ordering::Relaxed), 13);
    }

    #[test]
    fn a_document_left_in_the_middle_has_no_hash() {
        let (mut metered, receipt) = Receipt::attach(document(b"what was said"), |_| ());
        metered.reader.read_exact(&mut [0; 4]).unwrap();
        assert_eq!(receipt.hash(), None);
    }
}
