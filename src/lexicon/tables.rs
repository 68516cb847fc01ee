//! Which languages have tables besides English. A row here and a folder in `data/` add one.

use std::sync::LazyLock;

use super::Lexicon;

/// Where a language's lexicon is kept.
type Tables = LazyLock<Lexicon>;

macro_rules! table {
    ($code:literal $name:literal) => {
        ($name, include_str!(concat!("../../data/", $code, "/", $name, ".tsv")))
    };
}

macro_rules! languages {
    ($($code:literal)*) => {
        const LANGUAGES: &[(&str, &Tables)] = &[$(($code, {
            static TABLES: Tables = LazyLock::new(|| {
                let tables = Lexicon::of_tables(&[
                    table!($code "abbreviations"),
                    table!($code "first_names"),
                    table!($code "function"),
                    table!($code "nationalities"),
                    table!($code "organizations"),
                    table!($code "persons"),
                    table!($code "places"),
                    table!($code "speech"),
                    table!($code "titles"),
                    table!($code "traits"),
                ]);
                tables.expect("the tables that are compiled in are valid")
            });
            &TABLES
        }),)*];
    };
}

languages! {
    "de"
    "es"
    "fr"
}

/// The tables of a language other than English.
pub(super) fn of(code: &str) -> Option<&'static Lexicon> {
    LANGUAGES.iter().find(|(language, _)| *language == code).map(|(_, tables)| &***tables)
}
