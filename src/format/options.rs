use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Catalogue, Format, PathPattern};

/// What the user decided about reading.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--field body=story.text`: a field of the article and the dotted path to it in a record, tried before the known
    /// names, in this order.
    pub fields: Vec<(Field, String)>,
    /// `--format`: what every file is, whatever it looks like.
    pub format: Option<&'static Format>,
    /// `--day-first`, `--month-first`: how dates such as 03/04/2019 are meant. Unset, such a date is none.
    pub dates: Option<DateOrder>,
    /// `--path-pattern`: what the path of a file tells of its articles.
    pub path_pattern: Option<PathPattern>,
    /// `--metadata`: a table of what is known of the articles.
    pub catalogue: Option<Arc<Catalogue>>,
}

/// In which order day and month are written where nothing else tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 03/04/2019 is April 3.
    DayFirst,
    /// 03/04/2019 is March 4.
    MonthFirst,
}

/// A field of an article that a record may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The record's own id.
    Id,
    /// Headline.
    Title,
    /// Text.
    Body,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Authors,
    /// When it was published.
    Published,
    /// Where it was published.
    Url,
    /// What language it is in.
    Language,
}

impl Field {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] =
        [Self::Id, Self::Title, Self::Body, Self::Outlet, Self::Authors, Self::Published, Self::Url, Self::Language];
}

/// Names as the user types them; the first of each field is the one that is shown.
static NAMES: &[(&str, Field)] = &[
    ("id", Field::Id),
    ("title", Field::Title),
    ("body", Field::Body),
    ("outlet", Field::Outlet),
    ("author", Field::Authors),
    ("authors", Field::Authors),
    ("published", Field::Published),
    ("date", Field::Published),
    ("url", Field::Url),
    ("language", Field::Language),
];

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAMES.iter().find(|(_, field)| field == self).map_or("", |(name, _)| name))
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, UnknownField> {
        let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
        known.map(|&(_, field)| field).ok_or_else(|| UnknownField(name.to_owned()))
    }
}

/// A name that is no field of an article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an article has no field “{0}” (it has id, title, body, outlet, author, published, url, language)")]
pub struct UnknownField(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_known_by_its_name_in_any_case() {
        assert_eq!("Body".parse(), Ok(Field::Body));
        assert_eq!("authors".parse(), Ok(Field::Authors));
        assert_eq!(Field::Authors.to_string(), "author");
        let error = "text".parse::<Field>().unwrap_err().to_string();
        assert!(error.contains("“text”") && error.contains("body"), "{error}");
    }
}
