use std::fmt;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    fmt::temporal::Pieces,
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

/// When an article was published, no more exactly than its record says: a day, or a moment with its time zone.
///
/// Holds RFC 3339 text: `2019-03-04` or `2019-03-04T10:15:00-05:00` (section 5.6, `full-date` and `date-time`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Published(String);

impl Published {
    /// A day without a time.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self(date.to_string())
    }

    /// Reads RFC 3339 text; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_day = text.len() == 10 && text.parse::<Date>().is_ok();
        let is_moment = text.len() > 10
            && text.as_bytes()[10] == b'T'
            && text[..10].parse::<Date>().is_ok()
            && text.parse::<Timestamp>().is_ok();
        (is_day || is_moment).then(|| Self(text.to_owned()))
    }

    /// The day in the article's own time zone, as `2019-03-04`.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.0[..10]
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For sorting and for ranges: seconds since 1970 by the clock of the article's own time zone, or of the day's first
    /// second. So a number falls on the day and in the month that the article bears, wherever it was published.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        let clock = Pieces::parse(self.0.as_str()).ok();
        let clock = clock.map(|pieces| pieces.date().to_datetime(pieces.time().unwrap_or(Time::midnight())));
        clock.and_then(|clock| TimeZone::UTC.to_timestamp(clock).ok()).map_or(0, Timestamp::as_second)
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Published {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("not an RFC 3339 date: {text}"))
    }
}

impl From<Published> for String {
    fn from(published: Published) -> Self {
        published.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_moment_are_read_and_nothing_else() {
        assert_eq!(Published::parse("2019-03-04").unwrap().seconds(), 1_551_657_600);
        let moment = Published::parse("2019-03-04T10:15:00-05:00").unwrap();
        assert_eq!((moment.date(), moment.seconds()), ("2019-03-04", 1_551_694_500));
        let universal = Published::parse("2019-03-04T10:15:00Z").unwrap();
        assert_eq!(universal.seconds(), moment.seconds());
        for text in ["", "2019", "2019-13-01", "04/03/2019", "2019-03-04 10:15", "2019-03-04T10:15:00", "２０１９-03"]
        {
            assert_eq!(Published::parse(text), None, "{text}");
        }
    }
}
