use whosaid::format::{Field, Options, UnknownField};

/// The flags that say how files are read.
#[derive(Debug, Default, clap::Args)]
pub struct ReadingArgs {
    /// Where a JSON record has a field: body=story.text (repeatable; id, title, body, outlet, author, published, url, language)
    #[arg(long = "field", value_name = "FIELD=PATH", value_parser = field, help_heading = "Reading")]
    fields: Vec<(Field, String)>,
}

impl ReadingArgs {
    /// What the reading stage takes.
    pub fn decide(&self) -> Options {
        Options { fields: self.fields.clone() }
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
}
