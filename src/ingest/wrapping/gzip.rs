use std::{
    io::{self, BufRead, Chain, Cursor, Read},
    mem,
};

use flate2::bufread::GzDecoder;

use super::stream::find;

/// Magic number and Deflate, the only method there is.
const MARK: &[u8] = b"\x1f\x8b\x08";

/// The members of a gzip file, one after the other.
///
/// Behind a damaged member it goes on with the next, once it has told: archives of the web are made of thousands. What
/// stands behind the last member is left alone, as `gunzip` does.
pub(super) struct Gzip<R>(State<R>);

/// The first bytes of a member, which finding it has consumed, and all that follows.
type FromMark<R> = Chain<Cursor<&'static [u8]>, R>;

enum State<R> {
    /// In a member.
    Within(Box<GzDecoder<FromMark<R>>>),
    /// Behind one, or at the start.
    Between(R),
    /// In one that is damaged.
    Damaged(R),
    Ended,
}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self(State::Between(bytes))
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match mem::replace(&mut self.0, State::Ended) {
                State::Ended => return Ok(0),
                State::Within(mut member) => match member.read(buffer) {
                    Ok(0) => self.0 = State::Between(member.into_inner().into_inner().1),
                    Ok(count) => {
                        self.0 = State::Within(member);
                        return Ok(count);
                    }
                    Err(error) => {
                        self.0 = State::Damaged(member.into_inner().into_inner().1);
                        return Err(error);
                    }
                },
                State::Between(mut bytes) => {
                    let Some(passed) = find(&mut bytes, MARK)? else { return Ok(0) };
                    self.0 = within(bytes);
                    if passed {
                        return Err(io::Error::new(io::ErrorKind::InvalidData, "no gzip member"));
                    }
                }
                State::Damaged(mut bytes) => {
                    let Some(_) = find(&mut bytes, MARK)? else { return Ok(0) };
                    self.0 = within(bytes);
                }
            }
        }
    }
}

fn within<R: BufRead>(bytes: R) -> State<R> {
    State::Within(Box::new(GzDecoder::new(Cursor::new(MARK).chain(bytes))))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// What comes out, with `!` where an error was told.
    fn read(bytes: &[u8]) -> String {
        let mut gzip = Gzip::new(io::BufReader::with_capacity(7, bytes));
        let mut text = String::new();
        let mut buffer = [0; 5];
        loop {
            match gzip.read(&mut buffer) {
                Ok(0) => return text,
                Ok(count) => text.push_str(str::from_utf8(&buffer[..count]).unwrap()),
                Err(_) => text.push('!'),
            }
        }
    }

    #[test]
    fn members_are_read_one_after_the_other_whatever_stands_behind_them() {
        let two = [member("We will "), member(""), member("not sail.")].concat();
        assert_eq!(read(&two), "We will not sail.");
        assert_eq!(read(&[&two[..], &[0; 100]].concat()), "We will not sail.");
        assert_eq!(read(&[&two[..], b"\x1fno gzip"].concat()), "We will not sail.");
        assert_eq!(read(b""), "");
    }

    #[test]
    fn behind_a_damaged_member_the_next_one_is_read() {
        let mut damaged = member("second");
        let last = damaged.len() - 1;
        // Its length.
        damaged[last] ^= 1;
        assert_eq!(read(&[member("first "), damaged, member(" third")].concat()), "first second! third");
        let mut headless = member("second");
        headless[1] = 0;
        assert_eq!(read(&[member("first "), headless, member(" third")].concat()), "first ! third");
        let cut = &member("a second that is cut")[..12];
        assert!(read(&[&member("first "), cut, &member(" third")].concat()).starts_with("first "));
    }

    #[test]
    fn an_end_in_the_middle_is_told_once() {
        let whole = member("first");
        assert_eq!(read(&whole[..whole.len() - 3]), "first!");
    }
}
