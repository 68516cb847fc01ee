//! The dates of `after:` and `before:`: a year, a month, or a day.

use jiff::civil::Date;

/// The first day of "2025", "2025-01" or "2025-01-31": where `after:` begins. `None` for anything else.
#[must_use]
pub fn first_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The last day of "2025", "2025-01" or "2025-01-31": where `before:` ends. `None` for anything else.
#[must_use]
pub fn last_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    let first = Date::new(year, month.unwrap_or(12), day.unwrap_or(1)).ok()?;
    Some(if day.is_some() { first } else { first.last_of_month() })
}

/// Year, month and day, as far as they are written.
fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = text.split(['-', '/']);
    let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
    let month = match parts.next() {
        Some(month) => Some(short_number(month)?),
        None => None,
    };
    let day = match parts.next() {
        Some(day) => Some(short_number(day)?),
        None => None,
    };
    parts.next().is_none().then_some((year, month, day))
}

fn short_number(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| number(text))?
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_have_a_first_and_a_last_day() {
        let days = |text| (first_day(text).unwrap().to_string(), last_day(text).unwrap().to_string());
        assert_eq!(days("2025"), ("2025-01-01".into(), "2025-12-31".into()));
        assert_eq!(days("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(days("2025-1"), ("2025-01-01".into(), "2025-01-31".into()));
        assert_eq!(days("2025-03-04"), ("2025-03-04".into(), "2025-03-04".into()));
        assert_eq!(days("2025/03/04"), days("2025-03-04"));
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in
            ["", "-", "25", "soon", "2025-", "2025-13", "2025-02-30", "2025-001", "2025-01-01-01", "+202", "٢٠٢٥"]
        {
            assert_eq!((first_day(text), last_day(text)), (None, None), "{text}");
        }
    }
}
