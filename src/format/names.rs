//! By which names records call the fields of an article: `data/fields.tsv`.

use std::sync::LazyLock;

use super::{Field, table};

static NAMES: LazyLock<Vec<(String, Field)>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/fields.tsv"));
    rows.map(|row| (plain(row[1]), row[0].parse().expect("fields.tsv names fields of an article"))).collect()
});

/// The names under which records give a field, in order of preference, as [`plain`] writes them.
pub(super) fn of(field: Field) -> impl Iterator<Item = &'static str> {
    NAMES.iter().filter(move |(_, named)| *named == field).map(|(name, _)| name.as_str())
}

/// The field that a record means by a name.
pub(super) fn field(name: &str) -> Option<Field> {
    let name = plain(name);
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, field)| field)
}

/// Whether a name is that of any field.
pub(super) fn is_known(name: &str) -> bool {
    field(name).is_some()
}

/// A name without what never matters in it: case, "-", "_" and spaces.
pub(super) fn plain(name: &str) -> String {
    let kept = name.trim().chars().filter(|c| !matches!(c, '-' | '_' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_each_way_of_writing_it() {
        for name in ["pubDate", "pub_date", "pub-date", "PubDate", "Pub Date"] {
            assert_eq!(field(name), Some(Field::Published), "{name}");
        }
        assert_eq!(field("tags"), None);
        assert_eq!(of(Field::Language).collect::<Vec<_>>(), ["language", "lang"]);
    }
}
