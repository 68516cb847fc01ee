use std::fmt;

use serde::{Deserialize, Serialize};

use super::{EntityKind, Span};

/// A quotation: what was said (content), usually a verb of saying (cue), and who said it (source, speaker).
///
/// The terms are those of PolNeAR (Newell, Margolin & Ruths 2018) and PARC 3 (Pareti 2016).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// How the words are marked in the text.
    pub kind: QuoteKind,
    /// The content, in order, without enclosing marks. Never empty; more than one when it is interrupted
    /// ("We will," she said, "never accept") or goes on over paragraphs.
    pub pieces: Vec<Span>,
    /// Words that tell that something was said: "said", "according to".
    pub cue: Option<Span>,
    /// Words of the text that name who spoke: "Kelly", "she", "the ministry".
    pub source: Option<Span>,
    /// Whom the source refers to; `None` when that is unknown or nobody with a name.
    pub speaker: Option<Speaker>,
    /// Probability that content and speaker are right, 0 to 1.
    pub confidence: f32,
    /// The step that chose the source (or that gave up).
    pub step: Step,
}

impl Quote {
    /// From the first byte of the first piece to the last of the last one.
    #[must_use]
    pub fn content(&self) -> Span {
        self.pieces.iter().copied().reduce(Span::union).unwrap_or_default()
    }
}

/// How a quotation's words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All inside quotation marks.
    Direct,
    /// Partly inside.
    Mixed,
    /// Reported speech without marks.
    Indirect,
}

impl QuoteKind {
    /// As in JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

impl fmt::Display for QuoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who spoke, as far as the article tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the article gives, without titles: "Anna Kelly"; of several who spoke together all, parted by
    /// [`AND`](Self::AND).
    pub name: String,
    /// Office or description, where the text gives one: "White House deputy press secretary".
    pub role: Option<String>,
    /// A person or an organisation; never a place.
    pub kind: EntityKind,
}

impl Speaker {
    /// Parts the names of several who spoke together ("Anna Kelly; Bo Ray"); no name has it inside.
    pub const AND: &'static str = "; ";
}

/// The step of attribution that chose a quotation's source; shown by `whosaid show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Source and cue follow the content: “…,” Kelly said; “…,” said Kelly.
    CueAfter,
    /// Source and cue precede it: Kelly said, “…”.
    CueBefore,
    /// Source and cue stand between two pieces.
    CueBetween,
    /// "according to Kelly", "in the words of Kelly".
    AccordingTo,
    /// A name and a colon: Kelly: “…”, or a turn of a transcript.
    Colon,
    /// The clause around a partly quoted content: Kelly called it “…”.
    Clause,
    /// The sentence names somebody, without a cue.
    Sentence,
    /// The speaker of the quotation before, in the same paragraph.
    SameParagraph,
    /// The speaker of the paragraph before goes on.
    PreviousParagraph,
    /// A later part of a quotation whose marks stay open over paragraphs.
    Continued,
    /// No step found a source.
    Unknown,
    /// A name behind it: “…” — Anna Kelly; a post of a social network. Last, since rows of an index hold the place in this list.
    Signature,
}

impl Step {
    /// As in JSON and in `whosaid show`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CueAfter => "cue-after",
            Self::CueBefore => "cue-before",
            Self::CueBetween => "cue-between",
            Self::AccordingTo => "according-to",
            Self::Colon => "colon",
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::SameParagraph => "same-paragraph",
            Self::PreviousParagraph => "previous-paragraph",
            Self::Continued => "continued",
            Self::Unknown => "unknown",
            Self::Signature => "signature",
        }
    }
}
