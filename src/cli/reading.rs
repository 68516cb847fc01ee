use std::{path::PathBuf, sync::Arc};

use whosaid::format::{BadPattern, Catalogue, DateOrder, Field, Format, Options, PathPattern, UnknownField};

use super::Failure;

/// The flags that say how files are read.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArgs {
    /// Where a record has a field, or which column: body=story.text (repeatable; id, title, body, outlet, author,
    /// published, url, language)
    #[arg(long = "field", value_name = "FIELD=PATH", value_parser = field)]
    fields: Vec<(Field, String)>,

    /// Take every file for one of this format (`whosaid formats` lists them)
    #[arg(long, value_name = "NAME", value_parser = format)]
    format: Option<&'static Format>,

    /// Dates such as 03/04/2019 are April 3; unless said, they are left out
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,

    /// Dates such as 03/04/2019 are March 4
    #[arg(long)]
    month_first: bool,

    /// What paths tell that files don't: '{outlet}/{year}/{month}/{day}-*' (docs/formats.md)
    #[arg(long, value_name = "PATTERN", value_parser = pattern)]
    path_pattern: Option<PathPattern>,

    /// A table (CSV) of what is known of articles, by path, id or url; fills what files don't tell
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
}

impl ReadingArgs {
    /// What the reading stage takes.
    ///
    /// # Errors
    /// When the table of metadata can't be used.
    pub fn decide(self) -> Result<Options, Failure> {
        let dates = match (self.day_first, self.month_first) {
            (true, _) => Some(DateOrder::DayFirst),
            (_, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        let catalogue = self.metadata.map(|path| match Catalogue::read(&path) {
            Ok(catalogue) => Ok(Arc::new(catalogue)),
            Err(source) => Err(Failure::Unusable { path, source }),
        });
        Ok(Options {
            fields: self.fields,
            format: self.format,
            dates,
            path_pattern: self.path_pattern,
            catalogue: catalogue.transpose()?,
        })
    }
}

/// Splits `body=story.text`.
fn field(text: &str) -> Result<(Field, String), String> {
    let (field, path) = text.split_once('=').ok_or("a field is FIELD=PATH, such as body=story.text")?;
    let field = field.parse().map_err(|unknown: UnknownField| unknown.to_string())?;
    match path.trim() {
        "" => Err("the path into the record is missing, as in body=story.text".to_owned()),
        path => Ok((field, path.to_owned())),
    }
}

fn format(name: &str) -> Result<&'static Format, String> {
    Format::by_name(name.trim()).ok_or_else(|| {
        let names: Vec<&str> = Format::all().map(Format::name).collect();
        format!("no format of this name (there are {})", names.join(", "))
    })
}

fn pattern(text: &str) -> Result<PathPattern, String> {
    text.parse().map_err(|bad: BadPattern| bad.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_a_name_and_a_path() {
        assert_eq!(field("body=story.text"), Ok((Field::Body, "story.text".into())));
        for wrong in ["body", "body=", "text=story.text"] {
            assert!(field(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_format_is_known_by_its_name_or_an_ending() {
        assert_eq!(format("json lines").unwrap().name(), "JSON Lines");
        assert_eq!(format("tsv").unwrap().name(), "CSV");
        assert!(format("wordstar").unwrap_err().contains("there are HTML, JSON Feed"));
    }
}
