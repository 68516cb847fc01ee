//! Which languages have tables besides English. A row here and a folder in `data/` add one.

use std::sync::LazyLock;

use super::Lexicon;

/// Where a language's lexicon is kept.
type Tables = LazyLock<Lexicon>;

macro_rules! languages {
    ($($code:literal)*) => {
        const LANGUAGES: &[(&str, &Tables)] = &[$(($code, {
            static TABLES: Tables = LazyLock::new(|| {
                Lexicon::of_tables(&[
                    $crate::lexicon::tables::table!($code "abbreviations"),
                    $crate::lexicon::tables::table!($code "first_names"),
                    $crate::lexicon::tables::table!($code "function"),
                    $crate::lexicon::tables::table!($code "nationalities"),
                    $crate::lexicon::tables::table!($code "organizations"),
                    $crate::lexicon::tables::table!($code "persons"),
                    $crate::lexicon::tables::table!($code "places"),
                    $crate::lexicon::tables::table!($code "speech"),
                    $crate::lexicon::tables::table!($code "titles"),
                    $crate::lexicon::tables::table!($code "traits"),
                ])
                .expect("the tables that are compiled in are valid")
            });
            &TABLES
        }),)*];
    };
}

macro_rules! table {
    ($code:literal $name:literal) => {
        ($name, include_str!(concat!("../../data/", $code, "/", $name, ".tsv")))
    };
}
use table;

languages! {
    "de"
    "es"
    "fr"
}

/// The tables of a language other than English.
pub(super) fn of(code: &str) -> Option<&'static Lexicon> {
    LANGUAGES.iter().find(|(language, _)| *language == code).map(|(_, tables)| &***tables)
}
