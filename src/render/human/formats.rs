use std::io::{self, Write};

use super::{
    flow::Flow,
    style::{ASIDE, NAME, PLAIN},
};
use crate::render::{Filled, Inspected, KnownFormat};

/// So many characters of a value are shown.
const SHOWN: usize = 200;

/// Writes two lines a format: its name and endings, and how it is told.
pub(super) fn write(formats: &[KnownFormat], width: usize, out: &mut dyn Write) -> io::Result<()> {
    for format in formats {
        let endings: Vec<String> = format.extensions.iter().map(|ending| format!(".{ending}")).collect();
        Flow::of(NAME, format.name).with(PLAIN, &format!(" {}", endings.join(" "))).write(0, width, out)?;
        Flow::of(ASIDE, &format!("told by: {}", format.told)).write(2, width, out)?;
    }
    Ok(())
}

/// Writes what files were found to be: of each its format, and what its first record gives.
pub(super) fn write_inspected(files: &[Inspected], width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (number, file) in files.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let format = file.format.unwrap_or("not read");
        Flow::of(NAME, &file.path).with(PLAIN, &format!(": {format}")).write(0, width, out)?;
        if !file.names.is_empty() {
            Flow::of(ASIDE, &format!("names in the first record: {}", file.names.join(", "))).write(2, width, out)?;
        }
        for field in &file.fields {
            write_field(field, width, out)?;
        }
        if file.doubtful_date {
            let text = "published: can be read in two ways, and is left out (say --day-first or --month-first)";
            Flow::of(PLAIN, text).write(2, width, out)?;
        }
        if let Some(problem) = &file.problem {
            Flow::of(PLAIN, problem).write(2, width, out)?;
        }
    }
    Ok(())
}

fn write_field(field: &Filled, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let end = field.value.char_indices().nth(SHOWN);
    let value = end.map_or_else(|| field.value.clone(), |(end, _)| format!("{}…", &field.value[..end]));
    let mut line = Flow::of(NAME, &format!("{}: ", field.field)).with(PLAIN, &value);
    if let Some(place) = &field.place {
        line.push(ASIDE, &format!(" (from {place})"));
    }
    line.write(2, width, out)
}
