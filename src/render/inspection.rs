use serde::Serialize;

/// A format that can be read, as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct KnownFormat {
    /// What it is called.
    pub name: &'static str,
    /// Endings of its files' names, without the dot.
    pub extensions: &'static [&'static str],
    /// How its files are told from others, besides their names.
    pub told: &'static str,
}

/// What a file was found to be, as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Inspected {
    /// The file.
    pub path: String,
    /// The name of its format; `None` when it is not read.
    pub format: Option<&'static str>,
    /// Why it is not read, or nothing was: with the remedy where there is one.
    pub problem: Option<String>,
    /// The names in its first record.
    pub names: Vec<String>,
    /// The fields of its first article, and where each stood.
    pub fields: Vec<Filled>,
    /// Its date can be read in two ways, and was left out.
    pub doubtful_date: bool,
}

/// A field of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Filled {
    /// Which.
    pub field: String,
    /// What it is.
    pub value: String,
    /// Where it stood; `None` when that was not told, as it is the text itself.
    pub place: Option<String>,
}
