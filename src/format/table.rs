//! Reads the word lists that come with this room.

/// The rows of a data file: the columns between tabs; comments (`#`) and empty lines left out.
pub(super) fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// The second column of the rows whose first one is `kind`.
pub(super) fn of_kind(data: &'static str, kind: &str) -> Vec<&'static str> {
    rows(data).filter(|row| row[0] == kind).map(|row| *row.get(1).expect("the list has two columns")).collect()
}
