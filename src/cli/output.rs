use whosaid::render::{Csv, Json, JsonLines, Renderer};

use super::Screen;

/// The flags that choose the form of an answer.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct OutputArgs {
    /// Answer as one JSON document (its form: docs/json.md)
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Answer as JSON Lines, one result a line
    #[arg(long, help_heading = "Output")]
    jsonl: bool,

    /// Answer as CSV with a header, for spreadsheets
    #[arg(long, help_heading = "Output")]
    csv: bool,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    People,
    Json,
    JsonLines,
    Csv,
}

impl OutputArgs {
    /// The form that was asked for; for people without a flag.
    pub fn decide(&self) -> Output {
        match self {
            Self { json: true, .. } => Output::Json,
            Self { jsonl: true, .. } => Output::JsonLines,
            Self { csv: true, .. } => Output::Csv,
            _ => Output::People,
        }
    }
}

impl Output {
    /// Whether it says where else an article stands, and not only in how many places.
    pub fn tells_others(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }

    /// Who writes this form.
    pub fn renderer(self, screen: &Screen) -> Box<dyn Renderer> {
        match self {
            Self::People => Box::new(screen.human()),
            Self::Json => Box::new(Json),
            Self::JsonLines => Box::new(JsonLines),
            Self::Csv => Box::new(Csv),
        }
    }
}
