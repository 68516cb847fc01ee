use std::io::{self, Cursor, Read};

/// The first `most` bytes of a stream, or all of a shorter one, and the whole of it again.
///
/// Where reading fails on the way, the stream gives what came before, then fails in the same place.
///
/// # Errors
/// When the very first bytes can't be read.
pub fn peek<'a>(
    mut reader: Box<dyn Read + Send + 'a>,
    most: usize,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send + 'a>)> {
    let mut head = Vec::new();
    let failure = (&mut reader).take(most as u64).read_to_end(&mut head).err();
    match failure {
        Some(error) if head.is_empty() => Err(error),
        failure => {
            let whole = Cursor::new(head.clone()).chain(Failure(failure)).chain(reader);
            Ok((head, Box::new(whole)))
        }
    }
}

/// An error that is told once.
struct Failure(Option<io::Error>);

impl Read for Failure {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_was_looked_at_gives_all_its_bytes_and_its_failures_in_their_place() {
        let broken = Failure(Some(io::Error::other("broken")));
        let stream = Cursor::new("first").chain(broken).chain(Cursor::new(" second"));
        let (head, mut whole) = peek(Box::new(stream), 9).unwrap();
        assert_eq!(head, b"first");
        let mut text = String::new();
        assert_eq!(whole.read_to_string(&mut text).unwrap_err().to_string(), "broken");
        whole.read_to_string(&mut text).unwrap();
        assert_eq!(text, "first second");
        assert_eq!(peek(Box::new(Cursor::new("first")), 2).unwrap().0, b"fi");
        assert!(peek(Box::new(Failure(Some(io::Error::other("broken")))), 9).is_err());
    }
}
