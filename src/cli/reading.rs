use whosaid::format::Options;

/// The flags that say how files are read.
#[derive(Debug, Default, clap::Args)]
pub struct ReadingArgs {
    /// Where a JSON record has a field: body=story.text (repeatable; id, title, body, outlet, author, published, url, language)
    #[arg(long = "field", value_name = "FIELD=PATH", value_parser = field, help_heading = "Reading")]
    fields: Vec<(String, String)>,
}

impl ReadingArgs {
    /// What the reading stage takes.
    pub fn decide(&self) -> Options {
        Options { fields: self.fields.clone() }
    }
}

/// Splits `body=story.text`.
fn field(text: &str) -> Result<(String, String), String> {
    let (field, path) = text.split_once('=').ok_or("a field is FIELD=PATH, such as body=story.text")?;
    let (field, path) = (field.trim(), path.trim());
    if path.is_empty() {
        return Err("the path into the record is missing, as in body=story.text".to_owned());
    }
    Ok((field.to_owned(), path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_a_name_and_a_path() {
        assert_eq!(field("body=story.text"), Ok(("body".into(), "story.text".into())));
        assert!(field("body").is_err());
        assert!(field("body=").is_err());
    }
}
