//! In which order a file writes day and month, told by those of its dates that have one reading: 13/04/2019.

use super::{super::DateOrder, numbers};

/// The order of a file's dates, by its beginning: that of all dates that can be read in one way only, which are values of their
/// own (between quotation marks, in a cell, behind a colon). `None` where there is none, or where they differ.
pub(in crate::format) fn order_in(beginning: &[u8]) -> Option<DateOrder> {
    let mut told = None;
    for slash in memchr::memchr_iter(b'/', beginning) {
        let Some(order) = date_around(beginning, slash).and_then(order_of) else { continue };
        match told {
            None => told = Some(order),
            Some(other) if other != order => return None,
            Some(_) => {}
        }
    }
    told
}

/// The date whose first slash this is: "13/04/2019", when it is a value of its own.
fn date_around(bytes: &[u8], slash: usize) -> Option<&str> {
    let is_digit = |&at: &usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let from = (slash.saturating_sub(2)..slash).rev().take_while(is_digit).last()?;
    let to = slash
        + 1
        + bytes[slash + 1..].iter().take(7).take_while(|&&byte| byte.is_ascii_digit() || byte == b'/').count();
    let before = bytes[..from].trim_ascii_end();
    let begins = match before.last() {
        // "Date: 13/04/2019", and what stands in quotation marks, cells and elements, or before all else.
        None | Some(b'"' | b'\'' | b',' | b';' | b'|' | b'>' | b':' | b'=') => true,
        Some(_) => bytes[before.len()..from].iter().any(|&byte| matches!(byte, b'\n' | b'\t')),
    };
    let ends = match bytes[to..].trim_ascii_start().first() {
        None | Some(b'"' | b'\'' | b',' | b';' | b'|' | b'<' | b'}' | b']') => true,
        // A time of day.
        Some(byte) => byte.is_ascii_digit() || matches!(bytes.get(to), Some(b'\n' | b'\r' | b'\t' | b'T')),
    };
    (begins && ends).then(|| std::str::from_utf8(&bytes[from..to]).ok()).flatten()
}

/// The order of a date that has one reading.
fn order_of(date: &str) -> Option<DateOrder> {
    let (first, second, year) = numbers(date)?;
    // Other numbers are those of no news: a fraction of fractions, a path.
    let is_date = (1..=31).contains(&first) && (1..=31).contains(&second) && (1600..=2100).contains(&year);
    of_numbers(first, second).filter(|_| is_date)
}

/// In which order two numbers stand of which one can only be a day.
pub(super) fn of_numbers(first: i8, second: i8) -> Option<DateOrder> {
    match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_one_reading_tell_the_order_of_all() {
        for (beginning, order) in [
            ("title,date\nClosed,03/04/2019\nOpen,13/04/2019\n", Some(DateOrder::DayFirst)),
            ("title\tdate\nClosed\t4/13/2019 10:15\n", Some(DateOrder::MonthFirst)),
            ("{\"date\": \"28/02/2019\"}", Some(DateOrder::DayFirst)),
            ("<date>12/31/2019</date>", Some(DateOrder::MonthFirst)),
            ("Date: 13/04/2019\n\nText", Some(DateOrder::DayFirst)),
            ("13/04/2019\nText", Some(DateOrder::DayFirst)),
            ("a,13/04/2019\nb,04/13/2019\n", None),
            ("a,03/04/2019\n", None),
            ("They met on 13/04/2019 in Oslo.", None),
            ("https://example.org/13/04/2019/story", None),
            ("a,13/04/19\n", None),
            ("", None),
        ] {
            assert_eq!(order_in(beginning.as_bytes()), order, "{beginning}");
        }
    }
}
