//! Thrift's compact protocol, in which Parquet writes its table of contents and the heads of pages, walked over before the parquet crate
//! reads it: that passes over a list of two billion truth values in half a minute, as it takes none of them to have a byte.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

use std::io::{self, Read};

/// So deep may structures and lists stand in each other.
const DEPTH: usize = 64;

/// What kinds of values are called.
mod kind {
    pub const END: u8 = 0;
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const NUMBERS: std::ops::RangeInclusive<u8> = 4..=6;
    pub const DOUBLE: u8 = 7;
    pub const BINARY: u8 = 8;
    pub const LIST: u8 = 9;
    pub const SET: u8 = 10;
    pub const MAP: u8 = 11;
    pub const STRUCT: u8 = 12;
    pub const UUID: u8 = 13;
}

/// Whether a structure begins here and is as long as it claims to be, without lists of truth values, which nothing in Parquet that is
/// read has.
pub(super) fn is_structure(bytes: &mut impl Read) -> bool {
    pass(kind::STRUCT, bytes, DEPTH).is_some()
}

/// Moves behind a value.
fn pass(kind: u8, bytes: &mut impl Read, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match kind {
        kind::TRUE | kind::FALSE => {}
        kind::BYTE => pass_bytes(1, bytes)?,
        kind if kind::NUMBERS.contains(&kind) => drop(number(bytes)?),
        kind::DOUBLE => pass_bytes(8, bytes)?,
        kind::UUID => pass_bytes(16, bytes)?,
        kind::BINARY => {
            let length = number(bytes)?;
            pass_bytes(length, bytes)?;
        }
        kind::LIST | kind::SET => {
            let head = byte(bytes)?;
            let count = if head >> 4 == 15 { number(bytes)? } else { usize::from(head >> 4) };
            for _ in 0..count {
                pass_item(head & 15, bytes, depth)?;
            }
        }
        kind::MAP => {
            let count = number(bytes)?;
            let kinds = if count > 0 { byte(bytes)? } else { 0 };
            for _ in 0..count {
                pass_item(kinds >> 4, bytes, depth)?;
                pass_item(kinds & 15, bytes, depth)?;
            }
        }
        kind::STRUCT => loop {
            let head = byte(bytes)?;
            let kind = head & 15;
            if kind == kind::END {
                break;
            }
            if head >> 4 == 0 {
                let _name = number(bytes)?;
            }
            pass(kind, bytes, depth)?;
        },
        _ => return None,
    }
    Some(())
}

/// Moves behind an item of a list or a map, which takes a byte at least.
fn pass_item(kind: u8, bytes: &mut impl Read, depth: usize) -> Option<()> {
    if matches!(kind, kind::TRUE | kind::FALSE) { None } else { pass(kind, bytes, depth) }
}

fn pass_bytes(count: usize, bytes: &mut impl Read) -> Option<()> {
    let count = count as u64;
    (io::copy(&mut bytes.take(count), &mut io::sink()).ok()? == count).then_some(())
}

fn byte(bytes: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    bytes.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

/// A number of seven bits a byte; moves behind it.
pub(super) fn number(bytes: &mut impl Read) -> Option<usize> {
    let mut number = 0_u64;
    for shift in (0..u64::BITS).step_by(7) {
        let byte = byte(bytes)?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_is_as_long_as_it_claims() {
        for (bytes, is_sound) in [
            (&b"\0"[..], true),
            // A number; one whose name is written out; a text; true; a double; a byte.
            (b"\x15\x04\0", true),
            (b"\x05\x80\x01\x04\0", true),
            (b"\x18\x02ab\0", true),
            (b"\x11\x17\0\0\0\0\0\0\0\0\x13a\0", true),
            // Lists of numbers, short and long; a map of a text to a list of structures.
            (b"\x19\x25\x02\x04\0", true),
            (b"\x19\xf5\x02\x02\x04\0", true),
            (b"\x1b\x01\x89\x01a\x2c\0\0\0", true),
            (b"\x1b\0\0", true),
            // Truth values that take no bytes, many times.
            (b"\x19\xf2\xff\xff\xff\xff\x07\0", false),
            (b"\x1a\xf1\xff\xff\xff\xff\x07\0", false),
            (b"\x1b\xff\xff\xff\xff\x07\x22\0", false),
            // Nothing that is many times nothing.
            (b"\x19\xf0\xff\xff\xff\xff\x07\0", false),
            (b"\x19\xfc\xff\xff\xff\xff\x07\0\0\0", false),
            (b"\x18\xff\xff\xff\xff\x07ab\0", false),
            (b"\x15\x04", false),
            (b"", false),
            (b"\x1e\0", false),
            (&[0x1c; 63], false),
            (&[[0x1c; 63].as_slice(), &[0; 64]].concat(), true),
            (&[[0x1c; 64].as_slice(), &[0; 65]].concat(), false),
        ] {
            assert_eq!(is_structure(&mut &*bytes), is_sound, "{bytes:x?}");
        }
    }
}
