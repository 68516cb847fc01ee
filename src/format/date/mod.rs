//! Dates as records write them. Explicit formats, tried in turn; never a guess: what can be read in two ways is left out.

mod order;
mod words;

use jiff::{
    Timestamp,
    civil::Date,
    fmt::{rfc2822, strtime::BrokenDownTime, temporal::Pieces},
    tz::Offset,
};

pub(super) use order::order_in;
pub(super) use words::in_line;
use words::{in_words, is_time};

use super::DateOrder;
use crate::article::Published;

/// A date that can be read in two ways: 03/04/2019.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Doubt {
    /// April 3.
    day_first: Date,
    /// March 4.
    month_first: Date,
}

impl Doubt {
    /// The day that is meant in a country where dates are written in this order.
    pub fn settled(&self, order: DateOrder) -> Published {
        Published::day(match order {
            DateOrder::DayFirst => self.day_first,
            DateOrder::MonthFirst => self.month_first,
        })
    }
}

/// A date in text that can be read in two ways.
pub(super) fn doubt(text: &str) -> Option<Doubt> {
    let (first, second, year) = numbers(text.trim())?;
    let day = |day, month| Date::new(year, month, day).ok().and_then(plausible);
    let (day_first, month_first) = (day(first, second)?, day(second, first)?);
    (day_first != month_first).then_some(Doubt { day_first, month_first })
}

/// A date in text: `None` when it is missing, impossible (February 30) or can be read in two ways (03/04/2019).
///
/// A time without a zone, or in a zone that is not certain ("ET"), leaves the day alone.
pub(super) fn read(text: &str) -> Option<Published> {
    let text = text.trim();
    // Longer text is a sentence with a date in it, at best.
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    iso(text).or_else(|| mail(text)).or_else(|| unix(text)).or_else(|| in_numbers(text)).or_else(|| in_words(text))
}

/// A number in a record: seconds or milliseconds since 1970, or a day as 20190303.
pub(super) fn from_number(number: i64) -> Option<Published> {
    match number {
        19_000_101..=21_001_231 => day("%Y%m%d", &number.to_string()).map(Published::day),
        100_000_000..=9_999_999_999 => moment(Timestamp::from_second(number).ok()?),
        100_000_000_000..=9_999_999_999_999 => moment(Timestamp::from_millisecond(number).ok()?),
        _ => None,
    }
}

fn moment(at: Timestamp) -> Option<Published> {
    let utc = at.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    at_offset(utc.date(), utc.time(), Offset::UTC)
}

/// A day of an age that newspapers come from; year 1 is how some programs write "unknown".
fn plausible(date: Date) -> Option<Date> {
    (1600..=2100).contains(&date.year()).then_some(date)
}

fn day(format: &str, text: &str) -> Option<Date> {
    BrokenDownTime::parse(format, text).ok()?.to_date().ok().and_then(plausible)
}

fn at_offset(date: Date, time: jiff::civil::Time, offset: Offset) -> Option<Published> {
    let minutes = offset.seconds() / 60;
    let offset = match minutes {
        0 => "Z".to_owned(),
        _ => format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60),
    };
    plausible(date)?;
    Published::parse(&format!("{date}T{}{offset}", time.strftime("%H:%M:%S")))
}

/// ISO 8601 and RFC 3339, and what programs print for them: `2019-03-03 10:15:00 UTC`, `2019/03/03`, `20190303`.
fn iso(text: &str) -> Option<Published> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day("%Y%m%d", text).map(Published::day);
    }
    if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) {
        return day("%Y%m%d%H%M%S", text).map(Published::day);
    }
    let mut text = text.to_owned();
    for zone in [" UTC", " GMT"] {
        if let Some(stem) = text.strip_suffix(zone) {
            text = format!("{stem}Z");
        }
    }
    for sign in [" +", " -"] {
        text = text.replacen(sign, &sign[1..], 1);
    }
    if text.is_ascii() && text.len() >= 10 && [text.as_bytes()[4], text.as_bytes()[7]] == *b"//" {
        text = text.replacen('/', "-", 2);
    }
    let pieces = Pieces::parse(&text).ok()?;
    match (pieces.time(), pieces.to_numeric_offset()) {
        (Some(time), Some(offset)) => at_offset(pieces.date(), time, offset),
        _ => plausible(pieces.date()).map(Published::day),
    }
}

/// RFC 2822, as in feeds and mails: `Sun, 03 Mar 2019 10:15:00 -0500`.
fn mail(text: &str) -> Option<Published> {
    let read = rfc2822::parse(text).ok()?;
    at_offset(read.date(), read.time(), read.offset())
}

/// As `date` and some services print it: `Sun Mar 03 10:15:00 +0000 2019`.
fn unix(text: &str) -> Option<Published> {
    let read = BrokenDownTime::parse("%a %b %d %H:%M:%S %z %Y", text).ok()?.to_zoned_datetime().ok()?;
    at_offset(read.date(), read.time(), read.offset())
}

/// `13/04/2019`, `13.4.2019`, `04-13-2019`: when only one of the two can be a month, or both are the same.
fn in_numbers(text: &str) -> Option<Published> {
    let (first, second, year) = numbers(text)?;
    let (day, month) = match order::of_numbers(first, second) {
        Some(DateOrder::DayFirst) => (first, second),
        Some(DateOrder::MonthFirst) => (second, first),
        None if first == second => (first, second),
        None => return None,
    };
    Date::new(year, month, day).ok().and_then(plausible).map(Published::day)
}

/// The three numbers of such a date, and nothing but a time behind them.
fn numbers(text: &str) -> Option<(i8, i8, i16)> {
    let (date, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let separator = ['/', '.', '-'].into_iter().find(|&c| date.contains(c))?;
    let numbers: Vec<&str> = date.split(separator).collect();
    let &[first, second, year] = &*numbers else { return None };
    let in_digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if !in_digits(first, 2) || !in_digits(second, 2) || !in_digits(year, 4) || year.len() != 4 || !is_time(rest) {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(date: &str) -> Option<String> {
        read(date).map(|published| published.as_str().to_owned())
    }

    #[test]
    fn a_moment_with_a_certain_zone_is_kept() {
        for (date, expected) in [
            ("2019-03-03T10:15:00Z", "2019-03-03T10:15:00Z"),
            ("2019-03-03T10:15:00.123456+01:00", "2019-03-03T10:15:00+01:00"),
            ("2019-03-03T10:15:00+0100", "2019-03-03T10:15:00+01:00"),
            ("2019-03-03 10:15:00 UTC", "2019-03-03T10:15:00Z"),
            ("2019-03-03 10:15:00 -0330", "2019-03-03T10:15:00-03:30"),
            ("2019-03-03T10:15-05:00", "2019-03-03T10:15:00-05:00"),
            ("Sun, 03 Mar 2019 10:15:00 -0500", "2019-03-03T10:15:00-05:00"),
            ("Sun, 3 Mar 2019 10:15:00 GMT", "2019-03-03T10:15:00Z"),
            ("Sun Mar 03 10:15:00 +0000 2019", "2019-03-03T10:15:00Z"),
        ] {
            assert_eq!(text(date).as_deref(), Some(expected), "{date}");
        }
    }

    #[test]
    fn a_time_without_a_certain_zone_leaves_the_day() {
        for date in [
            "2019-03-03",
            "20190303",
            "20190303101500",
            "2019/03/03",
            "2019-03-03T10:15:00",
            "2019-03-03 00:00:00",
            "2019-3-3",
            "March 3, 2019",
            "Mar 3, 2019",
            "MARCH 3 2019",
            "3 March 2019",
            "3 Mar. 2019",
            "3rd of March, 2019",
            "Sunday, March 3, 2019",
            "Sun., March 3rd, 2019",
            "Mar. 3, 2019 10:15 a.m. ET",
            "March 3, 2019 at 10:15 PM EST",
            "March 3, 2019, 10:15am",
            "Published March 3, 2019",
            "Published on: 3 March 2019, 22:15 CET",
            "3-Mar-2019",
            "Sun, 03 Mar 2019 10:15:00 ET",
            "2019 March 3",
            "Published: 10:15, Sun, Mar 3, 2019",
            "5:27 am CST, Sunday, March 3, 2019",
            "03/03/2019",
            "3.3.2019 10:15",
        ] {
            assert_eq!(text(date).as_deref(), Some("2019-03-03"), "{date}");
        }
        assert_eq!(text("Sept. 9, 2019").as_deref(), Some("2019-09-09"));
        for date in ["13/04/2019", "04/13/2019", "13.04.2019", "13-4-2019"] {
            assert_eq!(text(date).as_deref(), Some("2019-04-13"), "{date}");
        }
    }

    #[test]
    fn what_is_ambiguous_impossible_or_no_date_is_left_out() {
        for date in [
            "",
            "03/04/2019",
            "3.4.2019",
            "13/13/2019",
            "February 30, 2019",
            "2019-02-29",
            "2019-13-01",
            "2019",
            "2019-03",
            "March 2019",
            "March 3",
            "Updated March 3, 2019",
            "March 3, 2019 to April 5, 2019",
            "March 3, 2019 March 4, 2020",
            "yesterday",
            "0001-01-01T00:00:00Z",
            "03/13/19",
            "None",
            "In March 3 2019 was a Sunday",
            "1551608100",
            "٣/١٣/٢٠١٩",
        ] {
            assert_eq!(text(date), None, "{date}");
        }
    }

    #[test]
    fn a_date_with_two_readings_has_both() {
        for date in ["03/04/2019", "3.4.2019", "03-04-2019 10:15"] {
            let doubt = doubt(date).unwrap();
            assert_eq!(doubt.settled(DateOrder::DayFirst).as_str(), "2019-04-03", "{date}");
            assert_eq!(doubt.settled(DateOrder::MonthFirst).as_str(), "2019-03-04", "{date}");
        }
        for certain in ["13/04/2019", "04/04/2019", "2019-03-04", "03/04/19", "31/02/2019", "03/04", ""] {
            assert_eq!(doubt(certain), None, "{certain}");
        }
    }

    #[test]
    fn a_number_is_a_day_or_seconds_or_milliseconds() {
        let number = |number| from_number(number).map(|published| published.as_str().to_owned());
        assert_eq!(number(1_551_608_100).as_deref(), Some("2019-03-03T10:15:00Z"));
        assert_eq!(number(1_551_608_100_000).as_deref(), Some("2019-03-03T10:15:00Z"));
        assert_eq!(number(20_190_303).as_deref(), Some("2019-03-03"));
        for no_date in [0, -1, 2019, 20_191_303, i64::MAX] {
            assert_eq!(number(no_date), None, "{no_date}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(date in "\\PC{0,90}", number: i64) {
            let _ = (read(&date), from_number(number));
        }

        #[test]
        fn every_day_is_read_from_each_way_of_writing_it(days in -100_000_i32..40_000) {
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(days);
            for format in ["%Y-%m-%d", "%B %-d, %Y", "%-d %b %Y", "%A, %-d %B %Y", "%Y%m%d"] {
                let written = date.strftime(format).to_string();
                prop_assert_eq!(read(&written), Some(Published::day(date)), "{}", written);
            }
        }
    }
}
